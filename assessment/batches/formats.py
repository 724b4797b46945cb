"""The formats that a report is written in, and the one function that writes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from assessment.reports import document, pdf
from assessment.reports.model import Report
from scoring.result import Result


@dataclass(frozen=True, slots=True)
class Told:
    """A report with the result that it tells."""

    report: Report
    result: Result


def _html(told: Told) -> bytes:
    return document.html(told.report).encode()


def _pdf(told: Told) -> bytes:
    return document.render_pdf(told.report)


_WRITERS: Final[Mapping[str, Callable[[Told], bytes]]] = {"pdf": _pdf, "html": _html}
FORMATS: Final = tuple(_WRITERS)
"""What a report can be written as; the name is the ending of the file, too."""
PACKED: Final = frozenset({"pdf", "pptx", "xlsx", "docx"})
"""Formats that are compressed already."""


def content(told: Told, form: str) -> bytes:
    """Return a report as a file of a format."""
    return _WRITERS[form](told)


def warm_up(forms: Sequence[str]) -> None:
    """Load what the formats need, so that the first report need not wait for it."""
    if "pdf" in forms:
        pdf.warm_up()
