"""Units by dimensions: a cell's level as a shade, its score printed in it."""

from __future__ import annotations

from typing import Final

from assessment.reports.charts_units import HeatMap, HeatRow
from assessment.reports.drawing.canvas import Canvas
from assessment.reports.drawing.numbers import whole
from assessment.reports.drawing.style import (
    INK,
    INK_SOFT,
    LEVELS,
    LINE,
    PAPER,
    Form,
    TextStyle,
)

CELL: Final = 26.0
GAP: Final = 2.0
LABELS: Final = {"print": 150.0, "page": 180.0}
"""How wide the units' names are; on a narrow page they stand above their cells."""
HEAD: Final = 10.5
"""The size of the dimensions' names, in pixels, where all stand side by side."""
HEAD_LINES: Final = 4
SWATCH: Final = 18.0


def draw(chart: HeatMap, form: Form) -> str:
    """Return the heat map as SVG."""
    sheet = _Sheet(chart, Canvas(form, chart.language))
    top = sheet.heads()
    for row in chart.units:
        top = sheet.row(row, top)
    bottom = sheet.key(top + 8)
    return sheet.canvas.svg(chart.alt, bottom)


class _Sheet:
    """Where the columns are, and what is drawn into them."""

    def __init__(self, chart: HeatMap, canvas: Canvas) -> None:
        self.chart, self.canvas, form = chart, canvas, canvas.form
        self.left = LABELS.get(form.name, 0.0)
        count = max(1, len(chart.columns))
        self.step = (form.width - self.left + GAP) / count
        # A dozen columns on a phone are narrower than a full score in the usual type.
        widest = canvas.width(whole(100), TextStyle(form.small))
        self.figure = form.small * min(1.0, (self.step - GAP) / widest)

    def heads(self) -> float:
        """Write the dimensions' names, or their numbers, and return their height."""
        return self._numbered() if self.canvas.form.is_narrow else self._side_by_side()

    def _side_by_side(self) -> float:
        style = TextStyle(HEAD, False, INK_SOFT, "middle")
        room = self.step - GAP - 4
        names = [
            self.canvas.wrap(name, room, style, HEAD_LINES)
            for name in self.chart.columns
        ]
        height = max(map(len, names), default=0) * style.leading
        for i, name in enumerate(names):
            first = height - (len(name) - 0.8) * style.leading
            self.canvas.lines(self._middle(i), first, name, style)
        return height + 4

    def _numbered(self) -> float:
        canvas, top = self.canvas, 0.0
        own = TextStyle(canvas.form.small, False, INK_SOFT)
        for i, name in enumerate(self.chart.columns, 1):
            lines = canvas.wrap(f"{i} {name}", canvas.form.width, own, 2)
            canvas.lines(0, top + own.size, lines, own)
            top += len(lines) * own.leading
        style = TextStyle(canvas.form.small, False, INK_SOFT, "middle")
        for i in range(len(self.chart.columns)):
            canvas.text(self._middle(i), top + 6 + style.size, str(i + 1), style)
        return top + 6 + style.leading

    def row(self, row: HeatRow, top: float) -> float:
        """Draw a unit's name and cells and return where the next row begins."""
        form = self.canvas.form
        style = TextStyle(form.small, False, INK)
        room = form.width if form.is_narrow else self.left - 8
        lines = self.canvas.wrap(row.label, room, style, 2)
        high = len(lines) * style.leading
        if form.is_narrow:
            self.canvas.lines(0, top + style.size, lines, style)
            self._cells(row, top + high + 2, CELL)
            return top + high + 2 + CELL + 6
        tall = max(CELL, high + 2)
        first = top + (tall - high) / 2 + style.size
        self.canvas.lines(0, first, lines, style)
        self._cells(row, top, tall)
        return top + tall + GAP

    def _cells(self, row: HeatRow, top: float, tall: float) -> None:
        for i, score in enumerate(row.scores):
            with self.canvas.group(
                unit=row.label,
                cell="none" if score is None else float(score),
            ):
                self._cell((self.left + i * self.step, top), tall, score)

    def _cell(
        self, corner: tuple[float, float], tall: float, score: float | None
    ) -> None:
        size = (self.step - GAP, tall)
        shade = None if score is None else self.chart.shade(score)
        fill = PAPER if shade is None else LEVELS[shade]
        self.canvas.rect(corner, size, fill, LINE if shade is None else None)
        ink = INK_SOFT if shade is None else ink_on(shade)
        style = TextStyle(self.figure, False, ink, "middle")
        x, y = corner[0] + size[0] / 2, corner[1] + tall / 2 + style.size * 0.35
        self.canvas.text(x, y, whole(score), style)

    def key(self, top: float) -> float:
        """Draw which shade is which level and return where the drawing ends."""
        canvas, style = self.canvas, TextStyle(self.canvas.form.small, colour=INK_SOFT)
        head = self.chart.word("heat_key")
        canvas.text(0, top + SWATCH / 2 + style.size * 0.35, head, style)
        x = canvas.width(head, style) + 10
        for rung, (shade, _) in enumerate(self.chart.steps()):
            if x + SWATCH > canvas.form.width:
                x, top = 0.0, top + SWATCH + GAP
            canvas.rect((x, top), (SWATCH, SWATCH), LEVELS[shade])
            own = TextStyle(style.size, False, ink_on(shade), "middle")
            middle = top + SWATCH / 2 + style.size * 0.35
            canvas.text(x + SWATCH / 2, middle, str(rung), own)
            x += SWATCH + GAP
        return top + SWATCH + 4

    def _middle(self, column: int) -> float:
        return self.left + column * self.step + (self.step - GAP) / 2


def ink_on(shade: int) -> str:
    """Return the colour of a number on a step of the ramp, 0-5."""
    return PAPER if HeatMap.is_dark(shade) else INK
