"""The profile: bars sorted by gap, with targets, peers and last time."""

from __future__ import annotations

from assessment.reports.charts import Bar, Bars, gap_text
from assessment.reports.drawing import marks, rows
from assessment.reports.drawing.canvas import Canvas
from assessment.reports.drawing.numbers import whole
from assessment.reports.drawing.style import (
    ACCENT,
    INK,
    INK_SOFT,
    PEERS,
    TARGET,
    Form,
    TextStyle,
)
from assessment.reports.drawing.words import word


def draw(chart: Bars, form: Form) -> str:
    """Return the profile as SVG."""
    canvas = Canvas(form, chart.language)
    frame = form.frame
    column = _column(canvas)
    top = column.top = _heads(canvas, chart)
    labels = [(bar, column.label(bar.label, bar.note)) for bar in chart.rows()]
    bottom = top + sum(rows.height(canvas, label) for _, label in labels)
    marks.grid(canvas, frame, top, bottom)
    marks.ticks(canvas, frame, bottom)
    for bar, label in labels:
        _row(canvas, column, bar, label)
    return canvas.svg(chart.alt, bottom + marks.grid_height(canvas))


def _heads(canvas: Canvas, chart: Bars) -> float:
    """Draw the legend and the columns' names, in one line if they fit."""
    frame, items = canvas.form.frame, _legend(chart)
    left = 0 if canvas.form.is_narrow else frame.start
    high = marks.legend(canvas, left, 0, items)
    names = [(frame.first, chart.word("score")), (frame.second, chart.word("gap"))]
    room = frame.second - frame.first - 4
    ends = left + marks.legend_width(canvas, items)
    beside = not canvas.form.is_narrow and ends < frame.first - room
    return (
        (0 if beside else high)
        + rows.heads(canvas, names, 0 if beside else high, room)
        + 4
    )


def _column(canvas: Canvas) -> rows.Column:
    frame = canvas.form.frame
    if canvas.form.is_narrow:
        return rows.Column(canvas, 0, frame.first - 44)
    return rows.Column(canvas, 0, frame.label)


def _legend(chart: Bars) -> list[marks.Item]:
    items: list[marks.Item] = [(marks.bar_piece, chart.word("score"))]
    if any(bar.target is not None for bar in chart.bars):
        items.append((marks.diamond, chart.word("target")))
    if any(bar.peers for bar in chart.bars):
        items.append((marks.peer_box, chart.word("peer_box")))
    if any(bar.before is not None for bar in chart.bars):
        items.append((marks.before, chart.word("last_time")))
    return items


def _row(canvas: Canvas, column: rows.Column, bar: Bar, label: rows.Label) -> None:
    frame = canvas.form.frame
    with canvas.group(label=bar.label, score=bar.score, target=bar.target):
        place = column.row(label)
        _marks(canvas, bar, place[1])
        if bar.score is not None:
            rows.value(canvas, frame.first, place, whole(bar.score), INK)
        if bar.gap is not None:
            rows.value(canvas, frame.second, place, gap_text(bar.gap), TARGET)


def _marks(canvas: Canvas, bar: Bar, middle: float) -> None:
    frame = canvas.form.frame
    if bar.peers:
        left, right = frame.x(bar.peers.low), frame.x(bar.peers.high)
        canvas.rect((left, middle - 9), (right - left, 18), "none", PEERS)
    if bar.score is None:
        style = TextStyle(canvas.form.small, colour=INK_SOFT)
        text = word("not_scored", canvas.language)
        canvas.text(frame.start + 8, middle + style.size * 0.35, text, style)
    else:
        size = (frame.x(bar.score) - frame.start, 10.0)
        canvas.rect((frame.start, middle - 5), size, ACCENT)
    if bar.peers:
        median = frame.x(bar.peers.median)
        canvas.line((median, middle - 9), (median, middle + 9), PEERS, 1.5)
    if bar.before is not None:
        marks.before(canvas, frame.x(bar.before), middle)
    if bar.target is not None:
        marks.diamond(canvas, frame.x(bar.target), middle)
