"""The gaps: a line from score to target, the most pressing first."""

from __future__ import annotations

from assessment.reports.charts import Dumbbell, Dumbbells, gap_text
from assessment.reports.drawing import marks, rows
from assessment.reports.drawing.canvas import Canvas
from assessment.reports.drawing.numbers import whole
from assessment.reports.drawing.style import (
    ACCENT,
    INK,
    LEVELS,
    TARGET,
    Form,
    Frame,
    TextStyle,
)

WIDER = 72.0
"""How much more room labels have than the profile's, so that most need one line."""
SHIFT = 28.0
"""How far the axis ends right of the profile's, as only one number follows it."""
NUMBER = 24.0
"""The width of the ranks' column."""


def draw(chart: Dumbbells, form: Form) -> str:
    """Return the gaps as SVG."""
    canvas = Canvas(form, chart.language)
    frame = _frame(form)
    column = _column(canvas)
    legend = [
        (marks.dot, chart.word("score")),
        (marks.diamond, chart.word("target")),
    ]
    top = marks.legend(canvas, 0 if form.is_narrow else frame.start, 0, legend)
    names = [(frame.second, chart.word("gap"))]
    top += rows.heads(canvas, names, top, 60) + 4
    column.top = top
    labels = [(gap, column.label(gap.label)) for gap in chart.rows()]
    bottom = top + sum(rows.height(canvas, label) for _, label in labels)
    marks.grid(canvas, frame, top, bottom)
    marks.ticks(canvas, frame, bottom)
    for gap, label in labels:
        with canvas.group(label=gap.label, score=gap.score, target=gap.target):
            _row(canvas, frame, gap, column.row(label))
    return canvas.svg(chart.alt, bottom + marks.grid_height(canvas))


def _frame(form: Form) -> Frame:
    own = form.frame
    if form.is_narrow:
        return own
    label, start = own.label + WIDER, own.start + WIDER
    return Frame(label, start, own.end + SHIFT, own.first, own.second)


def _column(canvas: Canvas) -> rows.Column:
    frame = _frame(canvas.form)
    right = frame.first if canvas.form.is_narrow else frame.label
    return rows.Column(canvas, NUMBER, right, flush_left=True)


def _row(
    canvas: Canvas, frame: Frame, gap: Dumbbell, place: tuple[float, float]
) -> None:
    top, middle = place
    form = canvas.form
    rank = TextStyle(form.text, True, ACCENT)
    baseline = top + rank.size if form.is_narrow else middle + rank.size * 0.35
    canvas.text(0, baseline, str(gap.rank), rank)
    rows.value(canvas, frame.second, place, gap_text(gap.target - gap.score), TARGET)
    score, target = frame.x(gap.score), frame.x(gap.target)
    canvas.line((score, middle), (target, middle), LEVELS[2], 3)
    marks.dot(canvas, score, middle)
    marks.diamond(canvas, target, middle)
    side = -1 if score <= target else 1
    _number(canvas, (score, middle), whole(gap.score), (side, INK))
    _number(canvas, (target, middle), whole(gap.target), (-side, TARGET))


def _number(
    canvas: Canvas, place: tuple[float, float], text: str, look: tuple[int, str]
) -> None:
    """Write a value beside its mark, left (side -1) or right (side 1) of it."""
    side, colour = look
    form = canvas.form
    style = TextStyle(form.small, colour == INK, colour, "start" if side > 0 else "end")
    canvas.text(place[0] + side * 11, place[1] + form.small * 0.35, text, style)
