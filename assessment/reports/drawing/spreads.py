"""Peers: bars of how many groups lie where, their middle half, and the own mark."""

from __future__ import annotations

from typing import Final

from assessment.reports.charts_peers import FULL, Spread, SpreadRow, Spreads, shown
from assessment.reports.drawing import marks, rows
from assessment.reports.drawing.canvas import Canvas
from assessment.reports.drawing.style import (
    INK,
    INK_SOFT,
    LEVELS,
    PEERS,
    Form,
    TextStyle,
)
from assessment.reports.drawing.words import word

TALL: Final = 40.0
"""The height of a cohort with bars."""
BARS: Final = 34.0
LOW: Final = 26.0
BOX: Final = 8.0
"""Half the height of the middle half."""


def draw(chart: Spreads, form: Form) -> str:
    """Return the peers as SVG."""
    canvas = Canvas(form, chart.language)
    frame = form.frame
    top = marks.legend(canvas, 0 if form.is_narrow else frame.start, 0, _legend(chart))
    top += rows.heads(canvas, [(frame.first, chart.word("own"))], top, 60) + 4
    column = rows.Column(canvas, 0, frame.first - 60 if form.is_narrow else frame.label)
    column.top = top
    tall = TALL if any(spread.histogram for spread in chart.spreads()) else LOW
    strips = [(strip, column.label(strip.label)) for strip in chart.strips]
    heights = (_height(canvas, strip, label, tall) for strip, label in strips)
    bottom = top + sum(heights)
    marks.grid(canvas, frame, top, bottom)
    marks.ticks(canvas, frame, bottom, chart.top)
    for strip, label in strips:
        place = column.row(label, tall * max(1, len(strip.spreads)))
        _Row(canvas, chart, strip).draw(place, tall)
    return canvas.svg(chart.alt, bottom + marks.grid_height(canvas))


def _height(canvas: Canvas, strip: SpreadRow, label: rows.Label, tall: float) -> float:
    return rows.height(canvas, label, tall * max(1, len(strip.spreads)))


def _legend(chart: Spreads) -> list[marks.Item]:
    items: list[marks.Item] = [(marks.dot, chart.word("own"))]
    if any(spread.quartiles for spread in chart.spreads()):
        items.append((marks.peer_box, chart.word("peer_box")))
    if any(spread.mean is not None and not spread.quartiles
           for spread in chart.spreads()):  # fmt: skip
        items.append((marks.peer_mean, chart.word("peer_mean")))
    if any(spread.histogram for spread in chart.spreads()):
        items.append((marks.peer_bars, chart.word("peer_bars")))
    return items


class _Row:
    """One dimension: its cohorts under each other, the own value through all."""

    def __init__(self, canvas: Canvas, chart: Spreads, strip: SpreadRow) -> None:
        self.canvas, self.strip, self.top = canvas, strip, chart.top

    def draw(self, place: tuple[float, float], tall: float) -> None:
        frame, strip = self.canvas.form.frame, self.strip
        with self.canvas.group(label=strip.label, own=strip.own):
            first = place[1] - tall * (len(strip.spreads) - 1) / 2
            for number, spread in enumerate(strip.spreads):
                self._spread(spread, first + number * tall, tall)
            told = shown(strip.own, self.top)
            rows.value(self.canvas, frame.first, place, told, INK)

    def _x(self, value: float) -> float:
        return self.canvas.form.frame.x(value * FULL / self.top)

    def _spread(self, spread: Spread, middle: float, tall: float) -> None:
        quartiles = spread.quartiles
        low, median, high = quartiles or (None, None, None)
        told = {"low": low, "median": median, "high": high, "mean": spread.mean}
        with self.canvas.group(cohort=spread.key, **told):
            self._bars(spread, middle + tall / 2 - 3)
            if quartiles:
                self._box(quartiles, middle)
            elif spread.mean is not None:
                marks.peer_mean(self.canvas, self._x(spread.mean), middle)
            if spread.n is None:
                self._nothing(middle)
            if self.strip.own is not None:
                marks.dot(self.canvas, self._x(self.strip.own), middle)
        if spread.key:
            style = TextStyle(self.canvas.form.small, colour=INK_SOFT)
            x, y = self.canvas.form.frame.end + 8, middle + style.size * 0.35
            self.canvas.text(x, y, spread.key, style)

    def _box(self, quartiles: tuple[float, float, float], middle: float) -> None:
        left, median, right = (self._x(value) for value in quartiles)
        size = (right - left, 2 * BOX)
        self.canvas.rect((left, middle - BOX), size, "none", PEERS)
        ends = ((median, middle - BOX), (median, middle + BOX))
        self.canvas.line(*ends, PEERS, 1.5)

    def _bars(self, spread: Spread, ground: float) -> None:
        """Draw bars whose areas are the numbers of groups: some are wider."""
        tallest = max((each.density for each in spread.histogram), default=0.0)
        for each in spread.histogram:
            if each.n:
                left, right = self._x(each.low), self._x(each.high)
                height = BARS * each.density / tallest
                with self.canvas.group(bar=each.n):
                    corner, size = (left, ground - height), (right - left - 1, height)
                    self.canvas.rect(corner, size, LEVELS[1])

    def _nothing(self, middle: float) -> None:
        """Say that nothing is published, where the own mark does not stand."""
        style = TextStyle(self.canvas.form.small, colour=INK_SOFT)
        frame = self.canvas.form.frame
        own = frame.start if self.strip.own is None else self._x(self.strip.own)
        room = frame.end - frame.start - 40
        said = word("not_published", self.canvas.language)
        text = self.canvas.wrap(said, room, style, 1)[0]
        left = own < (frame.start + frame.end) / 2
        x = frame.end - self.canvas.width(text, style) if left else frame.start + 8
        self.canvas.text(x, middle + style.size * 0.35, text, style)
