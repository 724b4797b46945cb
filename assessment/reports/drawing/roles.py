"""Where the roles see each dimension: one strip of dots, labelled directly."""

from __future__ import annotations

from assessment.reports.charts import RoleDots, RoleRow
from assessment.reports.drawing import marks, rows
from assessment.reports.drawing.canvas import Canvas
from assessment.reports.drawing.numbers import whole
from assessment.reports.drawing.style import ACCENT, LEVELS, LINE, Form, TextStyle
from assessment.reports.drawing.text import spread

GAP = 12.0
LEADER = 14.0
"""Between a dot and its label."""
REACH = 7.0
"""Half a dot's height, with its outline."""


def draw(chart: RoleDots, form: Form) -> str:
    """Return the strips as SVG."""
    canvas = Canvas(form, chart.language)
    strips = [_Strip(canvas, strip) for strip in chart.strips]
    bottom = sum(strip.height for strip in strips)
    marks.ticks(canvas, form.frame, bottom - rows.PADDING)
    top = 0.0
    for strip in strips:
        strip.draw(top)
        top += strip.height
    return canvas.svg(chart.alt, bottom - rows.PADDING + marks.grid_height(canvas))


class _Strip:
    """One strip, measured before anything is drawn."""

    def __init__(self, canvas: Canvas, strip: RoleRow) -> None:
        self.canvas, self.strip = canvas, strip
        form = canvas.form
        self.left = 0.0 if form.is_narrow else form.frame.label + GAP
        column = rows.Column(canvas, 0, form.frame.label)
        self.label = column.label(strip.label)
        self.style = TextStyle(form.small, anchor="middle")
        room = (form.width - self.left + GAP) / max(1, len(strip.dots)) - GAP
        self.names = [
            canvas.wrap(f"{dot.role} {whole(dot.score)}", room, self.style)
            for dot in strip.dots
        ]
        self.lines = max((len(name) for name in self.names), default=0)
        self.levels = _levels([form.frame.x(dot.score) for dot in strip.dots])

    @property
    def track(self) -> float:
        """Return the height of the dots with their labels above."""
        stacked = max(self.levels, default=0) * 2 * REACH
        return self.lines * self.style.leading + LEADER + stacked + 2 * REACH

    @property
    def height(self) -> float:
        return rows.height(self.canvas, self.label, self.track) + 6

    def draw(self, top: float) -> None:
        frame = self.canvas.form.frame
        bottom = top + self.height - rows.PADDING - 6
        middle = bottom - REACH
        if self.canvas.form.is_narrow:
            self.label.draw(self.canvas, 0, top)
        else:
            under = min(middle + self.label.style.size * 0.75, bottom)
            self.label.draw(self.canvas, frame.label, under - self.label.height)
        marks.grid(self.canvas, frame, middle - REACH - 3, middle + REACH + 3)
        self.canvas.line((frame.start, middle), (frame.end, middle), LINE, 1)
        scores = [frame.x(dot.score) for dot in self.strip.dots]
        if scores:
            ends = ((min(scores), middle), (max(scores), middle))
            self.canvas.line(*ends, LEVELS[2], 3)
        self._dots(middle, scores)

    def _dots(self, middle: float, scores: list[float]) -> None:
        canvas, style = self.canvas, self.style
        sizes = [max(canvas.width(line, style) for line in name) for name in self.names]
        places = spread(scores, sizes, (self.left, canvas.form.width), GAP)
        ground = middle - self.track + REACH + self.lines * style.leading
        for i, dot in enumerate(self.strip.dots):
            y = middle - self.levels[i] * 2 * REACH
            with canvas.group(
                label=self.strip.label, role=dot.role, score=float(dot.score)
            ):
                canvas.line((places[i], ground + 2), (scores[i], y), LINE, 1)
                canvas.circle((scores[i], y), 6, ACCENT)
                first = ground - (len(self.names[i]) - 0.8) * style.leading
                canvas.lines(places[i], first, self.names[i], style)


def _levels(places: list[float]) -> list[int]:
    """Return how high each dot is stacked so that equal scores stay countable."""
    levels: list[int] = []
    for i, place in enumerate(places):
        taken = {levels[j] for j in range(i) if abs(places[j] - place) < 2 * REACH}
        levels.append(next(level for level in range(i + 1) if level not in taken))
    return levels
