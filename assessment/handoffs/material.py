"""What every format is made from: one report with the result that it tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.branding.brand import NO_BRAND, Brand
from questionnaires.model import Questionnaire
from scoring.result import Result

if TYPE_CHECKING:
    # Only named here: it brings the PDF's engine, which most formats do without.
    from assessment.reports.model import Report


@dataclass(frozen=True, slots=True)
class Material:
    """A report, its result, and the pinned definitions by id.

    ``summary`` asks for the two pages of a summary, where a format has one. ``brand``
    is whose report it is, as far as a format shows it. ``archive`` asks for a PDF that
    is an archive file and holds result and answers. ``template`` is a consultancy's
    PPTX file whose looks its slides take, ``None`` for our own.
    """

    report: Report
    result: Result
    questionnaires: Mapping[str, Questionnaire]
    summary: bool = False
    brand: Brand = NO_BRAND
    archive: bool = False
    template: bytes | None = None
