"""Gaps and initiatives as horizontal bars, the first on top."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from pptx.enum.chart import XL_AXIS_CROSSES, XL_CHART_TYPE, XL_LABEL_POSITION
from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Pt

from assessment.handoffs.slides import charts
from assessment.handoffs.slides.chart_data import Values
from assessment.handoffs.slides.charts import Drawing
from assessment.handoffs.slides.columns import alt, caption
from assessment.handoffs.slides.fitting import Para, points, shortened
from assessment.handoffs.slides.page import Page
from assessment.handoffs.slides.texts import fill, paint
from assessment.handoffs.slides.tokens import (
    ACCENT,
    LEVELS,
    PAPER,
    TARGET,
    Box,
    Colour,
)
from assessment.handoffs.slides.words import say
from assessment.handoffs.texts import one_line
from assessment.reports.charts import Dumbbells, Gantt

_GAP_LABELS: Final = 0.36
_PLAN_LABELS: Final = 0.48
"""The labels' shares of a chart's width."""
_CAPTION: Final = Pt(44)
_KEY: Final = Pt(16)
_GAP: Final = '"\N{MINUS SIGN}"0" \N{BLACK DIAMOND}"'


def gaps(page: Page, place: Box, chart: Dumbbells) -> Any:
    """Draw each gap from its score to its target, the most pressing on top."""
    rows = chart.rows()
    wanted = [f"{row.rank}  {row.label}" for row in rows]
    labels = _labels(page, place, wanted, _GAP_LABELS)
    name = say("gap_to_target", page.language)
    series: list[tuple[str, Values]] = [
        (chart.word("score"), [row.score for row in rows]),
        (name, [row.target - row.score for row in rows]),
    ]
    made = _bars(page, place, Drawing(labels, series, alt(chart)), _GAP_LABELS)
    charts.legend(made)
    charts.scale(made)
    score, gap = made.plots[0].series
    charts.colour_series(score, ACCENT)
    charts.label_series(score, XL_LABEL_POSITION.INSIDE_BASE, page.layout.on_accent)
    charts.colour_series(gap, PAPER)
    gap.format.line.width = Pt(1.25)
    paint(gap.format.line.color, TARGET)
    charts.label_series(gap, XL_LABEL_POSITION.INSIDE_END, TARGET, _GAP)
    key = "gaps_show" if len(rows) > 1 else "gaps_show_one"
    shows = say(key, page.language, shown=len(rows))
    caption(page, place, chart, shows)
    return made


def gantt(page: Page, place: Box, chart: Gantt) -> Any:
    """Draw the initiatives by wave over the days from the start."""
    bars = [
        (wave, start, bar)
        for wave, start in zip(chart.waves, chart.starts(), strict=True)
        for bar in wave.rows()
    ]
    wanted = [f"{wave.number} · {bar.label}" for wave, _, bar in bars]
    labels = _labels(page, place, wanted, _PLAN_LABELS)
    quick, others = chart.word("quick_win"), chart.word("initiative")
    series: list[tuple[str, Values]] = [
        (say("starts_on", page.language), [float(start) for _, start, _ in bars]),
        (quick, [float(b.days) if b.quick_win else None for _, _, b in bars]),
        (others, [None if b.quick_win else float(b.days) for _, _, b in bars]),
    ]
    made = _bars(page, place, Drawing(labels, series, alt(chart)), _PLAN_LABELS)
    made.has_legend = False
    charts.scale(made, top=None)
    for one, colour in zip(
        made.plots[0].series, (None, ACCENT, LEVELS[2]), strict=True
    ):
        charts.colour_series(one, colour)
    _key(page, place, (quick, others))
    caption(page, place, chart, chart.subtitle)
    return made


def _bars(page: Page, place: Box, drawing: Drawing, share: float) -> Any:
    height = place.height - _CAPTION - _KEY
    room = Box(place.left, place.top, place.width, height)
    made = charts.add(page, room, XL_CHART_TYPE.BAR_STACKED, drawing)
    plot = made.plots[0]
    plot.gap_width, plot.overlap = 45, 100
    made.category_axis.reverse_order = True
    # Reversed, the values would stand at the top.
    made.category_axis.crosses = XL_AXIS_CROSSES.MAXIMUM
    charts.inner(made, (share, 0.06, 0.97 - share, 0.8))
    return made


def _labels(page: Page, place: Box, wanted: Sequence[str], share: float) -> list[str]:
    """Return labels that take one line each; the notes have the others whole."""
    room = points(place.width) * (share - 0.02)
    found = []
    for text in wanted:
        given = Para(one_line(text), charts.TEXT)
        short = shortened(given, room, 1, page.language)
        if short is not given:
            page.cutting(given.text)
        found.append(short.text)
    return found


def _key(page: Page, place: Box, names: tuple[str, str]) -> None:
    """Say what the two colours are: a legend would name the invisible bars as well."""
    line = Box(place.left, place.bottom - _CAPTION - _KEY, place.width, _KEY)
    colours: tuple[Colour, Colour] = (ACCENT, LEVELS[2])
    for half, name, colour in zip(line.columns(1, 1), names, colours, strict=True):
        mark = page.shapes.add_shape(
            MSO_SHAPE.RECTANGLE, half.left, half.top + Pt(3), Pt(9), Pt(9)
        )
        fill(mark, colour)
        place_of_name = Box(half.left + Pt(14), half.top, half.width - Pt(14), _KEY)
        page.text(place_of_name, [Para(name[:1].upper() + name[1:], charts.TEXT)])
