"""How high a dimension's page becomes, in millimetres, before its comments.

The numbers are those of ``templates/reports/dimensions.css``.
"""

from __future__ import annotations

import re
from typing import Final

from assessment.reports.charts import Chart
from assessment.reports.fitting import MM, lines
from assessment.reports.model_dimension import DimensionPage, QuestionPoint
from assessment.reports.svg_charts import svg

PAGE: Final = 252.0
"""The height of a page's text, with a little to spare."""
WIDE: Final = 174.0
BESIDE: Final = 128.0
"""The text beside the number."""
STRONG: Final = 52.0
WEAK: Final = 116.0
"""The two columns of questions."""
SMALL: Final = 8.5
TEXT: Final = 9.5
LEADING: Final = 4.2
"""From line to line of small type."""
_CHART_SCALE: Final = 148 / 174
_HEIGHT: Final = re.compile(r' height="([\d.]+)"')


def height(page: DimensionPage, language: str) -> float:
    """Return the height of all but the comments."""
    return (
        _heading(page, language)
        + _opening(page, language)
        + _figure(page.bars, language)
        + _lever(page, language)
        + _people(page, language)
        + _points(page, language)
    )


def _heading(page: DimensionPage, language: str) -> float:
    return 5 + lines(page.finding, WIDE, 20, language) * 8.5 + 3


def _opening(page: DimensionPage, language: str) -> float:
    told = _paragraph(" ".join(page.standing), BESIDE, language)
    told += _paragraph(page.level_text, BESIDE, language)
    told += _paragraph(" ".join((*page.sentences, page.lost)), BESIDE, language)
    return max(13.0, told) + 1


def _paragraph(text: str, room: float, language: str) -> float:
    return lines(text, room, TEXT, language) * 5 + 1.2 if text else 0.0


def _fine(text: str, language: str) -> float:
    return lines(text, WIDE, SMALL, language) * LEADING + 1 if text else 0.0


def _figure(chart: Chart | None, language: str) -> float:
    if chart is None:
        return 0.0
    found = _HEIGHT.search(svg(chart))
    drawn = float(found.group(1)) / MM * _CHART_SCALE if found else 0.0
    shows = lines(f"{chart.subtitle} · {chart.source}", WIDE, SMALL, language)
    title = lines(chart.title, WIDE, 11.5, language)
    return 3 + title * 5 + shows * LEADING + 1 + drawn


def _lever(page: DimensionPage, language: str) -> float:
    if page.lever is None:
        return 0.0
    told = _fine(page.lever.meaning, language)
    if page.lever.next_step:
        told += _fine(f"{page.lever.next_step}{' ' * 40}", language)
    return 8.3 + told


def _people(page: DimensionPage, language: str) -> float:
    return _figure(page.roles, language) + _fine(" ".join(page.people), language)


def _points(page: DimensionPage, language: str) -> float:
    if not page.strongest and not page.weakest:
        return 0.0
    strong = sum(_point(point, STRONG, language) for point in page.strongest)
    weak = sum(_point(point, WEAK, language) for point in page.weakest)
    return 8.5 + max(strong, weak + _fine(page.points_note, language))


def _point(point: QuestionPoint, room: float, language: str) -> float:
    told = lines(point.text, room - 10, SMALL, language)
    if point.following:
        told += lines(point.following, room - 10, SMALL, language)
    return told * LEADING + 2
