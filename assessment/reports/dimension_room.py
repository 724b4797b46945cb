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

PAGE: Final = 250.0
"""The height of a page's text, with a little to spare."""
WIDE: Final = 174.0
BESIDE: Final = 128.0
"""The text beside the number."""
STRONG: Final = 56.0
WEAK: Final = 110.0
"""The two columns of questions."""
SMALL: Final = 8.5
TEXT: Final = 9.5
_HEIGHT: Final = re.compile(r' height="([\d.]+)"')
_COMMENTS_HEAD: Final = 16.0


def height(page: DimensionPage, language: str) -> float:
    """Return the height of all but the comments, with the heading of these."""
    return (
        _heading(page, language)
        + _opening(page, language)
        + _figure(page.bars)
        + _lever(page, language)
        + _people(page, language)
        + _points(page, language)
        + _COMMENTS_HEAD
    )


def _heading(page: DimensionPage, language: str) -> float:
    return 6 + lines(page.finding, WIDE, 20, language) * 8.5 + 3


def _opening(page: DimensionPage, language: str) -> float:
    told = _paragraph(page.level_text, BESIDE, language)
    told += _paragraph(" ".join(page.sentences), BESIDE, language)
    return max(34.0, told + _paragraph(page.lost, BESIDE, language))


def _paragraph(text: str, room: float, language: str) -> float:
    return lines(text, room, TEXT, language) * 5 + 2 if text else 0.0


def _figure(chart: Chart | None) -> float:
    if chart is None:
        return 0.0
    found = _HEIGHT.search(svg(chart))
    return 17.5 + (float(found.group(1)) / MM if found else 0.0)


def _lever(page: DimensionPage, language: str) -> float:
    if page.lever is None:
        return 0.0
    texts = (page.lever.meaning, page.lever.next_step)
    told = sum(lines(text, WIDE, SMALL, language) for text in texts if text)
    return 14 + told * 4.2 + 2


def _people(page: DimensionPage, language: str) -> float:
    told = _paragraph(" ".join(page.people), WIDE, language)
    return _figure(page.roles) + told


def _points(page: DimensionPage, language: str) -> float:
    if not page.strongest and not page.weakest:
        return 0.0
    strong = sum(_point(point, STRONG, language) for point in page.strongest)
    weak = sum(_point(point, WEAK, language) for point in page.weakest)
    return 11 + max(strong, weak)


def _point(point: QuestionPoint, room: float, language: str) -> float:
    told = lines(point.text, room - 10, SMALL, language)
    if point.following:
        told += lines(point.following, room - 10, SMALL, language)
    return told * 4.2 + 2
