"""Hand-offs: one report in the formats that others go on working with.

``write(kind, material)`` returns the bytes of any kind in ``FORMATS``. All of them say
the numbers of the same ``Report``; none needs Flask or a database.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from assessment.handoffs.material import Material

__all__ = ["FORMATS", "Format", "Material", "write"]

Writer = Callable[[Material], bytes]


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: its media type, what writes it, and whether it has a summary."""

    mime: str
    writer: Writer
    has_summary: bool = False


def write(kind: str, material: Material) -> bytes:
    """Return a report as a file of a kind, the ending of the file's name.

    Raises:
        KeyError: If the kind is not in ``FORMATS``.
        ValueError: If a summary is asked for and the kind has none.
    """
    found = FORMATS[kind]
    if material.summary and not found.has_summary:
        raise ValueError(f"a {kind} file has no summary")
    return found.writer(material)


# Each writer imports what it needs: the PDF's engine takes a second to load, and the
# libraries of offices a tenth, which the other formats need not wait for.


def _pdf(material: Material) -> bytes:
    from assessment.handoffs.archive import archive
    from assessment.reports import render_pdf

    return render_pdf(
        material.report,
        summary=material.summary,
        brand=material.brand,
        archive=archive(material) if material.archive else None,
    )


def _html(material: Material) -> bytes:
    from assessment.reports import html

    report, brand = material.report, material.brand
    return html(report, summary=material.summary, brand=brand).encode()


def _pptx(material: Material) -> bytes:
    from assessment.handoffs.slides import pptx

    return pptx(material.report, template=material.template, brand=material.brand)


def _docx(material: Material) -> bytes:
    from assessment.handoffs.document import docx

    return docx(material.report, summary=material.summary, brand=material.brand)


def _xlsx(material: Material) -> bytes:
    from assessment.handoffs.workbook import xlsx

    return xlsx(material)


def _csv(material: Material) -> bytes:
    from assessment.handoffs.data import csv_file

    return csv_file(material.result)


def _json(material: Material) -> bytes:
    from assessment.handoffs.data import json_file

    return json_file(material.result)


_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
FORMATS: Final[Mapping[str, Format]] = {
    "pdf": Format("application/pdf", _pdf, has_summary=True),
    "html": Format("text/html; charset=utf-8", _html, has_summary=True),
    "pptx": Format(f"{_OFFICE}.presentationml.presentation", _pptx),
    "docx": Format(f"{_OFFICE}.wordprocessingml.document", _docx, has_summary=True),
    "xlsx": Format(f"{_OFFICE}.spreadsheetml.sheet", _xlsx),
    "csv": Format("text/csv; charset=utf-8", _csv),
    "json": Format("application/json", _json),
}
"""The kinds of files, in the order in which they are offered."""
