"""The continuum for narrow pages: the strip runs downwards, names to its right."""

from __future__ import annotations

from assessment.reports.charts import ContinuumStrip
from assessment.reports.drawing import marks
from assessment.reports.drawing.callouts import (
    BAND,
    POINTER,
    Callout,
    callouts,
    stacked,
)
from assessment.reports.drawing.canvas import Canvas
from assessment.reports.drawing.lane import SLIM, Lane
from assessment.reports.drawing.style import (
    ACCENT,
    INK,
    INK_SOFT,
    PAPER,
    Form,
    TextStyle,
)
from assessment.reports.drawing.text import spread

STRIP = 136.0
"""Where the strip stands, from the left; labels to its left, stages to its right."""
STEP = 74.0
TOP = 16.0
ROOM = 96.0
GAP = 6.0


def draw(chart: ContinuumStrip, form: Form) -> str:
    """Return the strip as SVG."""
    canvas = Canvas(form, chart.language)
    if chart.band is not None:
        low, high = (_y(end) for end in chart.band)
        with canvas.group(kind="band", low=chart.band[0], high=chart.band[1]):
            marks.hatch(canvas, (STRIP - BAND, low), (2 * BAND, high - low))
    if chart.peers is not None:
        Lane(canvas, _y, STRIP + BAND + 3, SLIM, down=True).draw(chart.peers)
    _stages(canvas, chart)
    _labels(canvas, callouts(chart))
    _pointers(canvas, chart)
    bottom = _y(5) + 3 * form.small * 1.3
    if chart.peers is not None:
        bottom += marks.legend(canvas, 0, bottom, _peer_legend(chart))
    return canvas.svg(chart.alt, bottom)


def _peer_legend(chart: ContinuumStrip) -> list[marks.Item]:
    """Return what the peers' marks are called; bars where there are any."""
    items: list[marks.Item] = [(marks.peer_box, chart.word("peer_box"))]
    if chart.peers and chart.peers.histogram:
        items.append((marks.peer_bars, chart.word("peer_bars")))
    return items


def _y(position: float) -> float:
    return TOP + STEP * position


def _stages(canvas: Canvas, chart: ContinuumStrip) -> None:
    form = canvas.form
    number = TextStyle(form.text, True, INK)
    name = TextStyle(form.small, False, INK_SOFT)
    canvas.line((STRIP, _y(0)), (STRIP, _y(5)), INK, 1)
    left = STRIP + BAND + 8 + (SLIM.room if chart.peers else 0)
    for stage, title in enumerate(chart.stages):
        y = _y(stage)
        canvas.line((STRIP - 5, y), (STRIP + 5, y), INK, 1)
        canvas.text(left, y + form.text * 0.35, str(stage), number)
        lines = canvas.wrap(title, form.width - left - 18, name)
        canvas.lines(left + 18, y + form.small * 0.35, lines, name)


def _labels(canvas: Canvas, labels: list[Callout]) -> None:
    styles = [_left(it.style(canvas.form.small)) for it in labels]
    broken = [
        canvas.wrap(it.text, ROOM, style, 4)
        for it, style in zip(labels, styles, strict=True)
    ]
    sizes = [
        len(lines) * style.leading for lines, style in zip(broken, styles, strict=True)
    ]
    wishes = [TOP if it.place is None else _y(it.place) for it in labels]
    places = spread(wishes, sizes, (0, _y(5) + 3 * styles[0].leading), GAP)
    for i, it in enumerate(labels):
        top = places[i] - sizes[i] / 2
        canvas.lines(0, top + styles[i].size, broken[i], styles[i])
        if it.place is not None:
            end = max(canvas.width(line, styles[i]) for line in broken[i]) + 2
            point = (STRIP - it.reach, wishes[i])
            canvas.line((end, places[i]), point, it.colour, 0.75)


def _left(style: TextStyle) -> TextStyle:
    return TextStyle(style.size, style.bold, style.colour)


def _pointers(canvas: Canvas, chart: ContinuumStrip) -> None:
    if chart.perceived is not None:
        tip = STRIP - POINTER if stacked(chart) else STRIP
        with canvas.group(kind="perceived", position=float(chart.perceived)):
            _pointer(canvas, (tip, _y(chart.perceived)), PAPER, INK_SOFT)
    if chart.position is not None:
        with canvas.group(kind="assessed", position=float(chart.position)):
            _pointer(canvas, (STRIP, _y(chart.position)), ACCENT, ACCENT)


def _pointer(canvas: Canvas, tip: tuple[float, float], fill: str, stroke: str) -> None:
    x, y = tip
    corners = [(x, y), (x - POINTER, y - 7.5), (x - POINTER, y + 7.5)]
    canvas.polygon(corners, fill, stroke)
