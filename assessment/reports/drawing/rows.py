"""What the charts with one row an item share: labels, value columns, stacking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from assessment.reports.drawing.canvas import Canvas
from assessment.reports.drawing.style import INK, INK_SOFT, Anchor, TextStyle

PADDING = 9.0
TRACK = 26.0
"""The height that the marks of one row need."""


@dataclass(frozen=True, slots=True)
class Label:
    """The broken lines of a row's label, and of the note under it."""

    lines: tuple[str, ...]
    note: tuple[str, ...]
    style: TextStyle
    soft: TextStyle

    @property
    def height(self) -> float:
        """Return the height of all lines."""
        own = max(1, len(self.lines)) * self.style.leading
        return own + len(self.note) * self.soft.leading

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Write the lines from ``top`` downwards."""
        canvas.lines(x, top + self.style.size, self.lines, self.style)
        under = top + len(self.lines) * self.style.leading
        canvas.lines(x, under + self.soft.size, self.note, self.soft)


@dataclass(slots=True)
class Column:
    """Labels in a column ``left`` to ``right``: beside the rows, or above if narrow."""

    canvas: Canvas
    left: float
    right: float
    flush_left: bool = False
    top: float = field(default=0.0, init=False)

    def label(self, text: str, note: str = "") -> Label:
        """Return a label broken to the column."""
        form = self.canvas.form
        anchor: Anchor = "start" if self.flush_left or form.is_narrow else "end"
        style = TextStyle(form.text, False, INK, anchor)
        soft = TextStyle(form.small, False, INK_SOFT, anchor)
        room = self.right - self.left
        lines = self.canvas.wrap(text, room, style)
        noted = self.canvas.wrap(note, room, soft, 2)
        return Label(lines, noted, style, soft)

    def row(self, label: Label, track: float = TRACK) -> tuple[float, float]:
        """Draw a label as the next row; return its top and the middle of its marks.

        ``track`` is the height that the marks need.
        """
        top, narrow = self.top, self.canvas.form.is_narrow
        x = self.left if label.style.anchor == "start" else self.right
        self.top += height(self.canvas, label, track)
        if narrow:
            middle = top + label.height + track / 2
            label.draw(self.canvas, x, top)
        else:
            middle = (top + self.top - PADDING) / 2
            label.draw(self.canvas, x, middle - label.height / 2)
        return top, middle


def height(canvas: Canvas, label: Label, track: float = TRACK) -> float:
    """Return the height of a row with this label and the space under it."""
    if canvas.form.is_narrow:
        return label.height + track + PADDING
    return max(label.height, track) + PADDING


def value(
    canvas: Canvas, right: float, place: tuple[float, float], text: str, colour: str
) -> None:
    """Write a value right-aligned beside a row placed at (top, middle)."""
    top, middle = place
    bold = colour == INK
    style = TextStyle(canvas.form.text, bold, colour, "end")
    baseline = top + style.size if canvas.form.is_narrow else middle + style.size * 0.35
    canvas.text(right, baseline, text, style)


def heads(
    canvas: Canvas, columns: Sequence[tuple[float, str]], top: float, room: float
) -> float:
    """Write the names of value columns, right-aligned, and return their height."""
    style = TextStyle(canvas.form.small, False, INK_SOFT, "end")
    for right, name in columns:
        canvas.text(
            right, top + style.size, canvas.wrap(name, room, style, 1)[0], style
        )
    return style.leading
