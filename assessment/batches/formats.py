"""The formats that reports are made in, many at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from assessment import handoffs
from assessment.branding.brand import NO_BRAND, Brand
from assessment.handoffs import Material
from questionnaires import loader
from questionnaires.model import Questionnaire
from scoring.result import Result

if TYPE_CHECKING:
    # Only named here: it brings the PDF's engine, which most formats do without.
    from assessment.reports.model import Report

FORMATS: Final = tuple(handoffs.FORMATS)
"""What a report can be written as; the name is the ending of the file, too."""
PACKED: Final = frozenset({"pdf", "pptx", "xlsx", "docx"})
"""Formats that are compressed already."""


@dataclass(frozen=True, slots=True)
class Told:
    """A report with the result that it tells and the brand that it wears.

    It can be sent to another process, which definitions cannot; they are loaded there.
    """

    report: Report
    result: Result
    brand: Brand = NO_BRAND

    @property
    def material(self) -> Material:
        """What every format is made from."""
        found = definitions(self.result)
        return Material(self.report, self.result, found, brand=self.brand)


def definitions(result: Result) -> dict[str, Questionnaire]:
    """Return the definitions that a result pins, by id."""
    return definitions_of(f"{part.id}@{part.version}" for part in result.questionnaires)


def definitions_of(pins: Iterable[str]) -> dict[str, Questionnaire]:
    """Return the definitions that ``pins`` (``ID@VERSION``) name, by id."""
    keys = [key.partition("@") for key in pins]
    return {name: loader.load(name, version) for name, _, version in keys}


def content(told: Told, form: str) -> bytes:
    """Return a report as a file of a format."""
    return handoffs.write(form, told.material)


def warm_up(forms: Sequence[str]) -> None:
    """Load what the formats need, so that the first report need not wait for it."""
    if "pdf" in forms:
        # Imported here: the other formats do without the engine.
        from assessment.reports import pdf

        pdf.warm_up()
