"""The formats that reports are made in, many at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from assessment import handoffs
from assessment.handoffs import Material

FORMATS: Final = tuple(handoffs.FORMATS)
"""What a report can be written as; the name is the ending of the file, too."""
PACKED: Final = frozenset({"pdf", "pptx", "xlsx", "docx"})
"""Formats that are compressed already."""


def content(material: Material, form: str) -> bytes:
    """Return a report as a file of a format."""
    return handoffs.write(form, material)


def warm_up(forms: Sequence[str]) -> None:
    """Load what the formats need, so that the first report need not wait for it."""
    if "pdf" in forms:
        # Imported here: the other formats do without the engine.
        from assessment.reports import pdf

        pdf.warm_up()
