"""The continuum as a strip: stages 0 to 5, target band, assessed and perceived."""

from __future__ import annotations

from assessment.reports.charts import ContinuumStrip
from assessment.reports.drawing import continuum_narrow, marks
from assessment.reports.drawing.callouts import (
    BAND,
    POINTER,
    Callout,
    callouts,
    stacked,
)
from assessment.reports.drawing.canvas import Canvas
from assessment.reports.drawing.lane import BROAD, Lane
from assessment.reports.drawing.style import INK, INK_SOFT, PEERS, Form, TextStyle
from assessment.reports.drawing.text import spread

MARGIN = 56.0
GAP = 16.0
LEADER = 14.0


def draw(chart: ContinuumStrip, form: Form) -> str:
    """Return the strip as SVG; on a narrow page it runs downwards."""
    if form.is_narrow:
        return continuum_narrow.draw(chart, form)
    canvas = Canvas(form, chart.language)
    labels = callouts(chart)
    room = (form.width + GAP) / len(labels) - GAP
    broken = [canvas.wrap(it.text, room, it.style(form.text)) for it in labels]
    ground = max(len(lines) for lines in broken) * form.text * 1.3
    y = ground + LEADER + POINTER * (2 if stacked(chart) else 1)
    _labels(canvas, list(zip(labels, broken, strict=True)), (ground, y))
    if chart.band is not None:
        left, right = (_x(form, end) for end in chart.band)
        with canvas.group(kind="band", low=chart.band[0], high=chart.band[1]):
            marks.hatch(canvas, (left, y - BAND), (right - left, 2 * BAND))
    bottom = _axis(canvas, chart, y, y + BAND + _peers(canvas, chart, y + BAND))
    _pointers(canvas, chart, y)
    return canvas.svg(chart.alt, bottom)


def _x(form: Form, position: float) -> float:
    return MARGIN + (form.width - 2 * MARGIN) * position / 5


def _labels(
    canvas: Canvas,
    labels: list[tuple[Callout, tuple[str, ...]]],
    heights: tuple[float, float],
) -> None:
    """Write the labels over their marks, pushed apart, each with its leader."""
    ground, y = heights
    form = canvas.form
    styles = [it.style(form.text) for it, _ in labels]
    sizes = [
        max(canvas.width(line, style) for line in lines)
        for (_, lines), style in zip(labels, styles, strict=True)
    ]
    wishes = [0.0 if it.place is None else _x(form, it.place) for it, _ in labels]
    places = spread(wishes, sizes, (0, form.width), GAP)
    for i, (it, lines) in enumerate(labels):
        if it.place is not None:
            foot = (places[i], ground + 1)
            canvas.line(foot, (wishes[i], y - it.reach), it.colour, 0.75)
        first = ground - (len(lines) - 0.75) * styles[i].leading
        canvas.lines(places[i], first, lines, styles[i])


def _peers(canvas: Canvas, chart: ContinuumStrip, top: float) -> float:
    """Draw the peers' lane, if there is one, and return its height."""
    if chart.peers is None:
        return 0
    form, ground = canvas.form, top + BROAD.room - 4
    style = TextStyle(form.small, colour=PEERS, anchor="end")
    canvas.text(_x(form, 0) - 8, ground - BROAD.near, chart.word("peer_lane"), style)
    Lane(canvas, lambda position: _x(form, position), ground, BROAD).draw(chart.peers)
    return BROAD.room


def _axis(canvas: Canvas, chart: ContinuumStrip, y: float, below: float) -> float:
    """Draw the strip, its stages' names ``below``, and return the lowest line."""
    form = canvas.form
    number = TextStyle(form.text, True, INK, "middle")
    name = TextStyle(form.small, False, INK_SOFT, "middle")
    canvas.line((_x(form, 0), y), (_x(form, 5), y), INK, 1)
    room = (form.width - 2 * MARGIN) / 5 - 6
    first = below + form.text * 1.35 + name.leading
    lowest = first
    for stage, title in enumerate(chart.stages):
        x = _x(form, stage)
        canvas.line((x, y - 5), (x, y + 5), INK, 1)
        canvas.text(x, below + form.text * 1.25, str(stage), number)
        # A name at either end has the margin on its outer side, no more.
        lines = canvas.wrap(title, min(room, 2 * x, 2 * (form.width - x)), name, 4)
        canvas.lines(x, first, lines, name)
        lowest = max(lowest, first + len(lines) * name.leading - name.size)
    return lowest


def _pointers(canvas: Canvas, chart: ContinuumStrip, y: float) -> None:
    form = canvas.form
    if chart.perceived is not None:
        tip = y - POINTER if stacked(chart) else y
        with canvas.group(kind="perceived", position=float(chart.perceived)):
            marks.triangle(canvas, _x(form, chart.perceived), tip, False)
    if chart.position is not None:
        with canvas.group(kind="assessed", position=float(chart.position)):
            marks.triangle(canvas, _x(form, chart.position), y, True)
