"""Scores as columns, with targets, last time and peers as marks on the same axes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from pptx.chart.plot import LinePlot
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION
from pptx.util import Pt

from assessment.handoffs.slides import charts
from assessment.handoffs.slides.chart_data import Values
from assessment.handoffs.slides.charts import Drawing, Mark
from assessment.handoffs.slides.fitting import Para
from assessment.handoffs.slides.page import Page
from assessment.handoffs.slides.texts import paint
from assessment.handoffs.slides.tokens import (
    ACCENT,
    BEFORE,
    INK,
    PEERS,
    SOFT,
    TARGET,
    Box,
    Colour,
)
from assessment.reports.charts import Bar, Bars, Chart, Radar
from assessment.typography import bracketed, full_stop

_TARGET: Final = Mark("diamond", 10, TARGET)
_BEFORE: Final = Mark("circle", 8, BEFORE, filled=False)
_QUARTILE: Final = Mark("dash", 14, PEERS)
_MEDIAN: Final = Mark("square", 8, PEERS, filled=False)
_CAPTION: Final = Pt(44)
_SHAPE: Final[tuple[Colour, Colour]] = (ACCENT, TARGET)
_SHORT: Final = 12.0
"""A column below this has no room for its number."""
_NEAR: Final = 12.0
_CLOSE: Final = 6.0

Series = tuple[str, Values, Mark]


def draw(page: Page, place: Box, chart: Bars, *, peers: bool = False) -> Any:
    """Draw a profile, widest gap first; ``peers`` are marked instead of targets."""
    rows = chart.rows()
    marks = _peers(chart, rows) if peers else _aims(chart, rows)
    inner = Box(place.left, place.top, place.width, place.height - _CAPTION)
    scores = [bar.score for bar in rows]
    series: list[tuple[str, Values]] = [(chart.word("score"), scores)]
    series += [(name, values) for name, values, _ in marks]
    drawing = Drawing([_label(bar, chart) for bar in rows], series, alt(chart))
    made = charts.add(page, inner, XL_CHART_TYPE.COLUMN_CLUSTERED, drawing)
    charts.scale(made)
    charts.legend(made)
    plot = made.plots[0]
    plot.gap_width = 70
    charts.colour_series(plot.series[0], ACCENT)
    _numbers(page, plot.series[0], scores, [values for _, values, _ in marks])
    charts.as_marks(made, [mark for _, _, mark in marks])
    if not peers:
        _aimed(page, made, rows)
    caption(page, place, chart, "" if peers else chart.subtitle)
    return made


def radar(page: Page, place: Box, chart: Radar) -> Any:
    """Draw the shape of a profile; the numbers stand in the columns beside it."""
    names = chart.words("score", "target")
    series: list[tuple[str, Values]] = [
        (names[0], [axis.score for axis in chart.axes]),
        (names[1], [axis.target for axis in chart.axes]),
    ]
    drawing = Drawing([axis.label for axis in chart.axes], series, alt(chart))
    made = charts.add(page, place, XL_CHART_TYPE.RADAR, drawing)
    charts.inner(made, (0.24, 0.14, 0.52, 0.6))
    axis = made.value_axis
    axis.minimum_scale, axis.maximum_scale, axis.major_unit = 0, 100, 25
    axis.tick_labels.font.size = Pt(10)
    paint(axis.tick_labels.font.color, SOFT)
    made.font.size = Pt(10)
    charts.legend(made)
    for one, colour in zip(made.plots[0].series, _SHAPE, strict=True):
        one.format.line.width = Pt(2)
        paint(one.format.line.color, colour)
        one.smooth = False
    return made


def caption(page: Page, place: Box, chart: Chart, shows: str) -> None:
    """Write below a chart what it shows and where its numbers come from."""
    foot = Box(place.left, place.bottom - _CAPTION, place.width, _CAPTION)
    said = [Para(shows, 10, colour=SOFT), Para(chart.source, 10, colour=SOFT)]
    page.text(foot, said)


def alt(chart: Chart) -> str:
    """Return a chart in words: what it says, then its numbers."""
    table = chart.table()
    colon = chart.word("colon")
    comma, stop = (", ", "; ") if chart.language == "en" else ("，", "；")
    told = []
    for row in table.rows:
        pairs = zip(table.header[1:], row[1:], strict=True)
        told.append(
            row[0] + colon + comma.join(f"{name} {value}" for name, value in pairs)
        )
    between = " " if chart.language == "en" else ""
    end = full_stop(chart.language)
    return (
        f"{chart.alt}{'' if chart.alt[-1:] in '.。' else end}{between}{stop.join(told)}"
    )


def _label(bar: Bar, chart: Bars) -> str:
    if not bar.note:
        return bar.label
    return bar.label + bracketed(bar.note, chart.language)


def _aims(chart: Bars, rows: Sequence[Bar]) -> list[Series]:
    found: list[Series] = [
        (chart.word("target"), [bar.target for bar in rows], _TARGET),
        (chart.word("last_time"), [bar.before for bar in rows], _BEFORE),
    ]
    return [each for each in found if any(value is not None for value in each[1])]


def _peers(chart: Bars, rows: Sequence[Bar]) -> list[Series]:
    names = chart.words("lower_quartile", "median", "upper_quartile")
    parts = [
        [getattr(bar.peers, part) if bar.peers else None for bar in rows]
        for part in ("low", "median", "high")
    ]
    marks = (_QUARTILE, _MEDIAN, _QUARTILE)
    return list(zip(names, parts, marks, strict=True))


def _aimed(page: Page, chart: Any, rows: Sequence[Bar]) -> None:
    """Print each target beside its diamond, which may stand on the column."""
    found = [plot for plot in chart.plots if isinstance(plot, LinePlot)]
    if not found or all(bar.target is None for bar in rows):
        return
    series = found[0].series[0]
    charts.label_series(series, XL_LABEL_POSITION.RIGHT, TARGET)
    for number, bar in enumerate(rows):
        if bar.target is None or bar.score is None or bar.target > bar.score + _CLOSE:
            continue
        # Beside its diamond it would stand half on the column; inside, it is light.
        inside = bar.target < bar.score - _CLOSE / 2
        label = series.points[number].data_label
        label.position = XL_LABEL_POSITION.RIGHT if inside else XL_LABEL_POSITION.ABOVE
        label.font.size, label.font.bold = Pt(charts.TEXT), True
        paint(label.font.color, page.layout.on_accent if inside else TARGET)


def _numbers(page: Page, series: Any, scores: Values, others: Sequence[Values]) -> None:
    """Print each score in its column, away from the marks on it."""
    inside = page.layout.on_accent
    charts.label_series(series, XL_LABEL_POSITION.INSIDE_END, inside)
    for number, score in enumerate(scores):
        if score is None:
            continue
        marks = [values[number] for values in others]
        near = any(v is not None and 0 <= score - v <= _NEAR for v in marks)
        if score >= _SHORT and not near:
            continue
        label = series.points[number].data_label
        low = score < _SHORT
        label.position = (
            XL_LABEL_POSITION.OUTSIDE_END if low else XL_LABEL_POSITION.INSIDE_BASE
        )
        label.font.size, label.font.bold = Pt(charts.TEXT), True
        paint(label.font.color, INK if low else inside)
