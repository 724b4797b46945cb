"""Peers over time: their median and middle half at each release, and the own marks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final

from assessment.reports.charts_peers import FULL, Trend, TrendPoint
from assessment.reports.drawing import marks
from assessment.reports.drawing.canvas import Canvas, Point
from assessment.reports.drawing.style import (
    INK_SOFT,
    LINE,
    PEERS,
    Form,
    TextStyle,
)

LEFT: Final = 40.0
RIGHT: Final = 16.0
HIGH: Final = 200.0
GAP: Final = 12.0
"""Between two dates."""
BOX: Final = 5.0
"""Half the width of the middle half."""


def draw(chart: Trend, form: Form) -> str:
    """Return the trend as SVG."""
    canvas = Canvas(form, chart.language)
    top = marks.legend(canvas, 0, 0, _legend(chart)) + 16
    plot = _Plot(canvas, chart, top)
    plot.grid()
    for run in _runs(chart.releases()):
        medians = [plot.at(each, each.quartiles[1]) for each in run if each.quartiles]
        if len(medians) > 1:
            canvas.polyline(medians, PEERS, 1.5)
    for point in chart.releases():
        plot.release(point)
    for point in chart.own():
        plot.own(point)
    plot.dates()
    return canvas.svg(chart.alt, top + HIGH + canvas.form.small * 1.8)


def _legend(chart: Trend) -> list[marks.Item]:
    items: list[marks.Item] = []
    releases = chart.releases()
    if any(point.quartiles for point in releases):
        items.append((marks.peer_box, chart.word("peer_box")))
    if any(point.mean is not None and not point.quartiles for point in releases):
        items.append((marks.peer_mean, chart.word("peer_mean")))
    if chart.own():
        items.append((marks.dot, chart.word("own")))
    return items


def _runs(releases: Sequence[TrendPoint]) -> Iterator[list[TrendPoint]]:
    """Yield what is joined by a line: releases between which none tells nothing."""
    run: list[TrendPoint] = []
    for point in releases:
        if point.quartiles:
            run.append(point)
        else:
            yield run
            run = []
    yield run


class _Plot:
    """The axes: days to the right, the scale upwards."""

    def __init__(self, canvas: Canvas, chart: Trend, top: float) -> None:
        self.canvas, self.chart, self.head = canvas, chart, top
        days = [point.day for point in chart.points]
        self.first, self.last = min(days), max(days)

    def x(self, day: dt.date) -> float:
        """Return the place of a day; the middle where there is but one."""
        room = self.canvas.form.width - LEFT - RIGHT - 2 * GAP
        whole = (self.last - self.first).days
        share = (day - self.first).days / whole if whole else 0.5
        return LEFT + GAP + room * share

    def y(self, value: float) -> float:
        """Return the height of a value."""
        return self.head + HIGH * (1 - value / self.chart.top)

    def at(self, point: TrendPoint, value: float) -> Point:
        """Return where a point's value is."""
        return self.x(point.day), self.y(value)

    def grid(self) -> None:
        """Draw the scale with its numbers."""
        style = TextStyle(self.canvas.form.small, colour=INK_SOFT, anchor="end")
        for tick in marks.TICKS:
            value = tick * self.chart.top / FULL
            y = self.y(value)
            self.canvas.line((LEFT, y), (self.canvas.form.width - RIGHT, y), LINE)
            self.canvas.text(LEFT - 8, y + style.size * 0.35, f"{value:g}", style)

    def release(self, point: TrendPoint) -> None:
        """Draw what one release tells of the peers."""
        low, median, high = point.quartiles or (None, None, None)
        told = {"low": low, "median": median, "high": high, "mean": point.mean}
        with self.canvas.group(day=point.day.isoformat(), **told):
            if point.quartiles:
                x, upper = self.at(point, point.quartiles[2])
                lower = self.y(point.quartiles[0])
                size = (2 * BOX, lower - upper)
                self.canvas.rect((x - BOX, upper), size, "none", PEERS)
                y = self.y(point.quartiles[1])
                self.canvas.line((x - BOX, y), (x + BOX, y), PEERS, 2)
            elif point.mean is not None:
                marks.peer_mean(self.canvas, *self.at(point, point.mean))

    def own(self, point: TrendPoint) -> None:
        """Draw one assessment of one's own."""
        if point.own is not None:
            with self.canvas.group(day=point.day.isoformat(), own=point.own):
                marks.dot(self.canvas, *self.at(point, point.own))

    def dates(self) -> None:
        """Write the dates that have room, the last one first of all."""
        style = TextStyle(self.canvas.form.small, colour=INK_SOFT, anchor="middle")
        free = self.canvas.form.width
        for day in sorted({point.day for point in self.chart.points}, reverse=True):
            text = day.isoformat()
            half = self.canvas.width(text, style) / 2
            x = min(self.x(day), self.canvas.form.width - half)
            if x + half <= free and x - half >= 0:
                y = self.head + HIGH + style.size * 1.4
                self.canvas.text(x, y, text, style)
                free = x - half - GAP
