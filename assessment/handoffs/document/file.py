"""The parts of the document in their order, and the file that they make."""

from __future__ import annotations

import io

from docx import Document

from assessment.handoffs.document import planning, standing, styles
from assessment.handoffs.document.told import Told
from assessment.handoffs.packages import dated
from assessment.reports.model import Report


def docx(report: Report, summary: bool = False) -> bytes:
    """Return the report as a DOCX file; the same report gives the same bytes.

    Args:
        report: What it says.
        summary: Whether only what a board reads first is written.
    """
    made = Document()
    styles.prepare(made, report)
    told = Told(report)
    if summary:
        _brief(told)
    else:
        _whole(told)
    told.out.write_to(made)
    content = io.BytesIO()
    made.save(content)
    return dated(content.getvalue(), report.head.date)


def _whole(told: Told) -> None:
    standing.cover(told)
    standing.summary(told)
    for page in told.report.positions:
        standing.position(told, page)
    standing.units(told)
    if told.report.main is not None:
        standing.profile(told, told.report.main)
    standing.modules(told)
    planning.peers(told)
    planning.gaps(told)
    planning.roadmap(told)
    planning.method(told)
    planning.appendix(told)


def _brief(told: Told) -> None:
    standing.cover(told, contents=False)
    standing.summary(told)
    for page in told.report.positions:
        standing.position(told, page, in_full=False)
    planning.waves_in_brief(told)
    planning.method(told, in_full=False)
