"""What makes a report an archive file: PDF/A-3a and PDF/UA-1, with files attached.

The engine writes one standard's mark. An archive keeps both, so that the mark of PDF/UA
is added to the metadata, described as PDF/A asks of what it does not know itself.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final

ARCHIVE: Final = "pdf/a-3a"
_COLOURS: Final = "srgb"

_UNIVERSAL: Final = b"""\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 pdfuaid:part="1"/>
<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>"""
_END: Final = b"</rdf:RDF>"


@dataclass(frozen=True, slots=True)
class Attached:
    """A file inside a report.

    ``name`` is ASCII and tells the kind by its ending; ``about`` says in the report's
    language what the file holds; ``relationship`` is PDF's word for what it is to the
    report: the ``Source`` it was made from, or ``Data``.
    """

    name: str
    content: bytes
    about: str
    relationship: str = "Data"


@dataclass(frozen=True, slots=True)
class Archive:
    """What lies in an archive file; ``day`` is the files' date, never the clock's."""

    files: tuple[Attached, ...]
    day: dt.date


def options(engine: Any, document: Any, archive: Archive) -> dict[str, Any]:
    """Return how the engine writes a document as an archive file; marks it as PDF/UA.

    Args:
        engine: The module of the PDF engine.
        document: Its laid-out document, whose metadata is changed.
        archive: What lies inside.
    """
    metadata = document.metadata
    metadata.generate_rdf_metadata = _universal(metadata.generate_rdf_metadata)
    moment = dt.datetime.combine(archive.day, dt.time(), dt.UTC)
    attached = [
        engine.Attachment(
            file_obj=io.BytesIO(each.content), name=each.name, description=each.about,
            created=moment, modified=moment, relationship=each.relationship,
        )
        for each in archive.files
    ]  # fmt: skip
    document.color_profiles[_COLOURS] = _colours(engine)
    # The engine's own way to the same profile leaves its file open.
    return {
        "pdf_variant": ARCHIVE,
        "output_intent": "",
        "attachments": attached,
    }


def _colours(engine: Any) -> Any:
    """Return what the colours of a report mean: sRGB, as screens show them."""
    profile = files(engine.pdf).joinpath("sRGB2014.icc").read_bytes()
    channels = (["r"], ["g"], ["b"])
    source = io.BytesIO(profile)
    return engine.css.ColorProfile(source, _COLOURS, "relative-colorimetric", channels)


def _universal(generate: Callable[..., bytes]) -> Callable[..., bytes]:
    """Return what writes metadata, with the mark of PDF/UA in it."""

    def described(*given: Any) -> bytes:
        found = generate(*given)
        if not found.endswith(_END):
            raise AssertionError("the engine writes its metadata in another way")
        return found.removesuffix(_END) + _UNIVERSAL

    return described
