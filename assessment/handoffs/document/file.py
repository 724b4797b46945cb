"""The parts of the document in their order, and the file that they make."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import Final

from docx import Document

from assessment.branding.brand import NO_BRAND, Brand
from assessment.handoffs.document import (
    chapters,
    dimensions,
    planning,
    profiles,
    proving,
    standing,
    styles,
)
from assessment.handoffs.document.told import Told
from assessment.handoffs.packages import dated
from assessment.reports.dress import Dress
from assessment.reports.model import Report
from assessment.reports.sections import chosen

WRITERS: Final[Mapping[str, Callable[[Told], None]]] = {
    "summary": standing.summary,
    "position": standing.positions,
    "units": profiles.units,
    "profile": profiles.profile,
    "dimensions": dimensions.pages,
    "dimensions-in-full": profiles.in_full,
    "modules": dimensions.modules,
    "peers": planning.peers,
    "gaps": planning.gaps,
    "roadmap": planning.roadmap,
    "roadmap-in-full": planning.roadmap_in_full,
    "sheets": chapters.sheets,
    "sheets-all": chapters.all_sheets,
    "worth": chapters.worth,
    "questions": chapters.questions,
    "promise": chapters.promise,
    "method": proving.method,
    "appendix": proving.appendix,
    "references": proving.references,
}
"""What writes each section of the report. The arithmetic is the workbook's to show."""


def docx(report: Report, summary: bool = False, *, brand: Brand = NO_BRAND) -> bytes:
    """Return the report as a DOCX file; the same report gives the same bytes.

    Args:
        report: What it says.
        summary: Whether only what a board reads first is written.
        brand: Whose report it is: its name, contact, logo, colours and confidentiality
            line, which sections it has in which order, and its own words, which a
            summary has no room for.

    Raises:
        Refusal: If the brand's own words cannot be made with these numbers.
    """
    made = Document()
    dress = Dress(brand, report)
    styles.prepare(made, dress)
    found = () if summary else chosen(report, brand.sections)
    told = Told(report, brand, [each.id for each in found if each.id in WRITERS])
    if summary:
        _brief(told)
    else:
        styles.show_logo(made, dress)
        _whole(told)
    told.out.write_to(made)
    content = io.BytesIO()
    made.save(content)
    return dated(content.getvalue(), report.head.date)


def _whole(told: Told) -> None:
    standing.cover(told)
    told.own("after-cover")
    for name in told.sections:
        told.own(f"before-{name}")
        WRITERS[name](told)
        if name == "method":
            told.own("method")
    told.own("closing")
    told.out.paragraph(told.brand.contact, "Soft")


def _brief(told: Told) -> None:
    standing.cover(told, contents=False)
    standing.summary(told)
    for page in told.report.positions:
        standing.position(told, page, in_full=False)
    planning.waves_in_brief(told)
    proving.method_in_brief(told)
