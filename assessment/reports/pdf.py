"""HTML to PDF: accessible, the same bytes for the same input, and closed to the world.

Only ``data:`` URLs are fetched, so rendering reads no file and no network. The fonts
come through fontconfig, whose only configuration here names the vendored files: 19
pages took 0.65 s warm that way, 1.2 s with ``@font-face`` from files and 2.6 s with
``@font-face`` from data URLs (11 MB decoded for every document).
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import count
from threading import Lock
from types import ModuleType
from typing import Any, Final

from assessment.reports import fonts, pdf_archive
from assessment.reports.pdf_archive import Archive

VARIANT: Final = "pdf/ua-1"

# One render at a time in a process: layout holds the interpreter's lock anyway, and
# two at once would only double the memory.
_rendering: Final = Lock()
_documents: Final = count(1)
_COLLECTED_EVERY: Final = 4


@dataclass(frozen=True, slots=True)
class Fit:
    """As many ``pages`` as a document may have, and styles that make it shorter.

    The styles are added one after the other until it fits, or all are added.
    """

    pages: int
    stylesheets: tuple[str, ...]


def render(
    html: str,
    *,
    stylesheets: Sequence[str] = (),
    is_own: bool = False,
    archive: Archive | None = None,
    fit: Fit | None = None,
) -> bytes:
    """Return the document as a tagged PDF/UA-1 file.

    Args:
        html: A whole document with ``lang`` and ``<title>``. Its dates come from its
            own ``dcterms.created`` and ``dcterms.modified``, never from the clock.
        stylesheets: CSS texts, in order; no ``@font-face``.
        is_own: The document comes from our templates: well-formed XML without
            footnotes, which ``pdf_source`` reads in less time to the same bytes.
        archive: Make it PDF/A-3a as well, with these files inside.
        fit: How long it may be; ``None`` for any length.

    Characters that no font here has are drawn as a box (``fonts.missing`` names
    them); URLs other than ``data:`` are refused and logged, and the PDF is made
    without them. Attachments that the document names are left out.
    """
    with _rendering, _garbage_collector_off(), _own_ways():
        document = _fitting(fonts.substitute(html), stylesheets, is_own, fit)
        document.metadata.attachments.clear()
        options = {"pdf_variant": VARIANT}
        if archive is not None:
            options = pdf_archive.options(_weasyprint(), document, archive)
        return bytes(document.write_pdf(finisher=_number_pages, **options))


def _number_pages(_: Any, pdf: Any) -> None:
    """Let a reader call the pages as they are printed, from 1 on."""
    pdf.catalog["PageLabels"] = "<< /Nums [0 << /S /D >>] >>"


def _fitting(
    html: str, stylesheets: Sequence[str], is_own: bool, fit: Fit | None
) -> Any:
    document = _document(html, stylesheets, is_own)
    for number in range(1, len(fit.stylesheets) + 1) if fit else ():
        if fit is None or len(document.pages) <= fit.pages:
            break
        added = fit.stylesheets[:number]
        document = _document(html, [*stylesheets, *added], is_own)
    return document


def warm_up() -> None:
    """Load WeasyPrint and the fonts now, so that the first report need not wait."""
    render("<!doctype html><html lang='en'><title>.</title><p>A 一 <b>B 二</b></p>")


def _document(html: str, stylesheets: Sequence[str], is_own: bool) -> Any:
    engine = _weasyprint()
    source = _source(html, is_own)
    # Ours have no @font-face rules, which one document would leave to the next; a
    # configuration for each costs 12 ms, and memory that never comes back.
    configuration = _own_fonts() if is_own else engine.text.fonts.FontConfiguration()
    sheets = [_stylesheet(text) for text in stylesheets]
    return source.render(
        font_config=configuration, stylesheets=sheets, pdf_variant=VARIANT
    )


@cache
def _own_fonts() -> Any:
    return _weasyprint().text.fonts.FontConfiguration()


def _source(html: str, is_own: bool) -> Any:
    engine = _weasyprint()
    if not is_own:
        return engine.HTML(string=html, url_fetcher=_fetcher())
    # Imported here because it imports the engine.
    from assessment.reports.pdf_source import OwnDocument

    return OwnDocument(html, _fetcher())


def _fetcher() -> Any:
    return _weasyprint().URLFetcher(allowed_protocols={"data"}, allow_redirects=False)


@lru_cache(maxsize=8)
def _stylesheet(text: str) -> Any:
    return _weasyprint().CSS(string=text, url_fetcher=_fetcher())


@cache
def _weasyprint() -> ModuleType:
    # Imported here because it takes over a second, which pages and commands that
    # make no PDF should not pay. Fontconfig reads the variable for every document.
    os.environ["FONTCONFIG_FILE"] = str(fonts.CONFIGURATION)
    import weasyprint

    return weasyprint  # type: ignore[no-any-return]  # weasyprint ships no types


@contextmanager
def _own_ways() -> Iterator[None]:
    _weasyprint()
    # Imported here because they import the engine.
    from assessment.reports import pdf_labels, pdf_packing, pdf_styles, pdf_text

    with (
        pdf_labels.whole(),
        pdf_text.kept(),
        pdf_styles.remembered(),
        pdf_packing.sooner(),
    ):
        yield


@contextmanager
def _garbage_collector_off() -> Iterator[None]:
    """Keep the collector from walking the growing box tree: a third of the time.

    What a layout leaves behind lies in cycles, 15 MB a report, which the collector by
    itself finds much too late: it is sent every few documents, which takes 0.15 s.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
            if next(_documents) % _COLLECTED_EVERY == 0:
                gc.collect()
