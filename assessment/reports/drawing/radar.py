"""The radar: the shape of a profile, small; its numbers stand in the bars."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import cos, pi, sin

from assessment.reports.charts import Radar
from assessment.reports.drawing import marks
from assessment.reports.drawing.canvas import Canvas, Point
from assessment.reports.drawing.style import (
    ACCENT,
    INK_SOFT,
    LINE,
    TARGET,
    Form,
    TextStyle,
)
from assessment.reports.drawing.text import spread

WIDTHS = {"print": 340.0, "page": 440.0, "narrow": 288.0}
RADIUS = 80.0
GAP = 4.0
DISTANCE = 10.0
"""Of the labels from the outer ring."""


@dataclass(frozen=True, slots=True)
class _Label:
    lines: tuple[str, ...]
    x: float
    middle: float
    style: TextStyle

    @property
    def height(self) -> float:
        return len(self.lines) * self.style.leading


def draw(chart: Radar, form: Form) -> str:
    """Return the radar as SVG, 340 pixels wide on paper.

    A narrow page has no room round it: its axes are numbered and named below.
    """
    canvas = Canvas(form, chart.language)
    width = WIDTHS[form.name]
    labels = _labels(canvas, chart, width)
    above = min((it.middle - it.height / 2 for it in labels), default=-RADIUS)
    below = max((it.middle + it.height / 2 for it in labels), default=RADIUS)
    centre = (width / 2, -min(above, -RADIUS) + 2)
    _rings(canvas, len(chart.axes), centre)
    targets = [axis.target for axis in chart.axes]
    _shape(canvas, targets, centre, TARGET)
    _shape(canvas, [axis.score for axis in chart.axes], centre, ACCENT)
    for axis, label in zip(chart.axes, labels, strict=True):
        with canvas.group(label=axis.label, score=axis.score, target=axis.target):
            first = centre[1] + label.middle - label.height / 2 + label.style.size
            canvas.lines(label.x, first, label.lines, label.style)
    height = centre[1] + max(below, RADIUS) + 8
    if form.is_narrow:
        height += _names(canvas, chart, height)
    height += _legend(canvas, chart, height + 4) + 4
    return canvas.svg(chart.alt, height, width)


def _legend(canvas: Canvas, chart: Radar, top: float) -> float:
    score, target = chart.words("score", "target")
    items: list[marks.Item] = [(marks.dot, score)]
    if any(axis.target is not None for axis in chart.axes):
        items.append((_target_stroke, target))
    return marks.legend(canvas, 0, top, items)


def _names(canvas: Canvas, chart: Radar, top: float) -> float:
    """Write the numbered names under a narrow radar and return their height."""
    style = TextStyle(canvas.form.small, colour=INK_SOFT)
    y = top
    for number, axis in enumerate(chart.axes, 1):
        lines = canvas.wrap(axis.label, canvas.form.width - 28, style)
        canvas.text(0, y + style.size, str(number), style)
        canvas.lines(28, y + style.size, lines, style)
        y += max(1, len(lines)) * style.leading
    return y - top


def _target_stroke(canvas: Canvas, x: float, y: float) -> None:
    canvas.polyline([(x - 9, y), (x + 9, y)], TARGET, 1.5, "4 3")


def _place(index: int, count: int, distance: float, centre: Point = (0, 0)) -> Point:
    angle = 2 * pi * index / count
    return centre[0] + distance * sin(angle), centre[1] - distance * cos(angle)


def _rings(canvas: Canvas, count: int, centre: Point) -> None:
    for value in (20, 40, 60, 80, 100):
        ring = [_place(i, count, RADIUS * value / 100, centre) for i in range(count)]
        canvas.polygon(ring, "none", LINE)
    for i in range(count):
        canvas.line(centre, _place(i, count, RADIUS, centre))


def _shape(
    canvas: Canvas, values: list[float | None], centre: Point, colour: str
) -> None:
    """Draw a closed shape, or only the sides between neighbours that have values."""
    count, is_target = len(values), colour == TARGET
    points = [
        None if value is None else _place(i, count, RADIUS * value / 100, centre)
        for i, value in enumerate(values)
    ]
    known = [point for point in points if point is not None]
    if len(known) == count and not is_target:
        canvas.polygon(known, colour, None, 0.12)
    for start, end in pairwise([*points, points[0]]):
        if start is not None and end is not None:
            dash = "4 3" if is_target else ""
            canvas.polyline([start, end], colour, 1.5 if is_target else 2, dash)
    if not is_target:
        for point in known:
            canvas.circle(point, 2.5, colour)


def _labels(canvas: Canvas, chart: Radar, width: float) -> list[_Label]:
    """Return the axes' labels round the shape, none over another; y from the centre."""
    count = len(chart.axes)
    labels = [_label(canvas, chart, i, width) for i in range(count)]
    for side in ("start", "end"):
        own = [i for i in range(count) if labels[i].style.anchor == side]
        # So far down that the lowest may stay beside its axis, clear of the rings.
        beside = RADIUS + DISTANCE + max((labels[i].height / 2 for i in own), default=0)
        limit = max(beside, sum(labels[i].height + GAP for i in own) / 2)
        wishes = [labels[i].middle for i in own]
        sizes = [labels[i].height for i in own]
        places = spread(wishes, sizes, (-limit, limit), GAP)
        for i, middle in zip(own, places, strict=True):
            labels[i] = _Label(labels[i].lines, labels[i].x, middle, labels[i].style)
    return _poles(labels)


def _poles(labels: list[_Label]) -> list[_Label]:
    """Move the labels at the top and the bottom clear of those at the sides."""
    sides = [it for it in labels if it.style.anchor != "middle"]
    top = min([-RADIUS, *(it.middle - it.height / 2 for it in sides)])
    bottom = max([RADIUS, *(it.middle + it.height / 2 for it in sides)])
    moved = []
    for it in labels:
        if it.style.anchor == "middle":
            away = it.height / 2 + GAP
            middle = top - away if it.middle < 0 else bottom + away
            it = _Label(it.lines, it.x, middle, it.style)
        moved.append(it)
    return moved


def _label(canvas: Canvas, chart: Radar, index: int, width: float) -> _Label:
    x, y = _place(index, len(chart.axes), RADIUS + DISTANCE)
    size = canvas.form.small
    text = str(index + 1) if canvas.form.is_narrow else chart.axes[index].label
    if abs(x) < RADIUS * 0.1:
        style = TextStyle(size, colour=INK_SOFT, anchor="middle")
        lines = canvas.wrap(text, width * 0.8, style, 2)
        return _Label(lines, width / 2, y, style)
    style = TextStyle(size, colour=INK_SOFT, anchor="start" if x > 0 else "end")
    most = 3 if len(chart.axes) <= 8 else 1
    lines = canvas.wrap(text, width / 2 - abs(x) - 1, style, most)
    return _Label(lines, width / 2 + x, y, style)
