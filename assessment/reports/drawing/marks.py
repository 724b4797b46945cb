"""The marks that mean the same thing in every chart, and their legend."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from assessment.reports.drawing.canvas import Canvas, Point
from assessment.reports.drawing.style import (
    ACCENT,
    BEFORE,
    INK_SOFT,
    LEVELS,
    PAPER,
    PEERS,
    TARGET,
    Frame,
    TextStyle,
)

Mark = Callable[[Canvas, float, float], None]
Item = tuple[Mark, str]
"""A mark and its name in the legend."""


TICKS: Final = range(0, 101, 20)


def diamond(canvas: Canvas, x: float, y: float, radius: float = 7) -> None:
    """Draw a target."""
    points = [(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)]
    canvas.polygon(points, PAPER, TARGET)


def dot(canvas: Canvas, x: float, y: float) -> None:
    """Draw a score as a filled circle."""
    canvas.circle((x, y), 6, ACCENT)


def bar_piece(canvas: Canvas, x: float, y: float) -> None:
    """Draw a short piece of a score's bar."""
    canvas.rect((x - 9, y - 5), (18, 10), ACCENT)


def before(canvas: Canvas, x: float, y: float) -> None:
    """Draw last time's score: a hollow circle."""
    canvas.circle((x, y), 4.5, PAPER, BEFORE)


def peer_box(canvas: Canvas, x: float, y: float) -> None:
    """Draw a short piece of the peers' middle half, with its median."""
    canvas.rect((x - 9, y - 7), (18, 14), "none", PEERS)
    canvas.line((x, y - 7), (x, y + 7), PEERS, 1.5)


def peer_mean(canvas: Canvas, x: float, y: float) -> None:
    """Draw the peers' mean, where they are too few for quartiles: a hollow square."""
    canvas.rect((x - 5, y - 5), (10, 10), PAPER, PEERS)


def peer_bars(canvas: Canvas, x: float, y: float) -> None:
    """Draw a piece of the bars that count the peers by value."""
    for shift, height in ((-9, 6), (-3, 12), (3, 9)):
        canvas.rect((x + shift, y + 6 - height), (5, height), LEVELS[1])


def triangle(canvas: Canvas, x: float, y: float, filled: bool) -> None:
    """Draw a pointer whose tip is at ``(x, y)``: filled assessed, hollow perceived."""
    points = [(x, y), (x - 7.5, y - 12), (x + 7.5, y - 12)]
    canvas.polygon(points, ACCENT if filled else PAPER, ACCENT if filled else INK_SOFT)


def hatch(canvas: Canvas, corner: Point, size: Point) -> None:
    """Draw a hatched target band.

    The strokes are cut to the rectangle here: pattern fills and clips are where
    SVG renderers differ.
    """
    (x, y), (width, height) = corner, size
    canvas.rect(corner, size, PAPER)
    shift = 5.0
    while shift < width + height:
        left = (x + max(0.0, shift - height), y + min(height, shift))
        right = (x + min(width, shift), y + max(0.0, shift - width))
        canvas.line(left, right, TARGET, 0.6)
        shift += 5.0
    canvas.rect(corner, size, "none", TARGET)


def legend_width(canvas: Canvas, items: Sequence[Item]) -> float:
    """Return how wide a legend is in one line."""
    style = TextStyle(canvas.form.small, colour=INK_SOFT)
    return sum(42 + canvas.width(name, style) for _, name in items)


def legend(canvas: Canvas, x: float, y: float, items: Sequence[Item]) -> float:
    """Draw marks with their names in a row that breaks, and return its height.

    It begins at ``x``, or at the left edge where it would not fit in one line.
    """
    style = TextStyle(canvas.form.small, colour=INK_SOFT)
    names = [
        canvas.wrap(name, canvas.form.width - 60, style, 1)[0] for _, name in items
    ]
    wide = [42 + canvas.width(name, style) for name in names]
    x = x if x + sum(wide) <= canvas.form.width else 0
    left, line = x, 0
    for (mark, _), name, room in zip(items, names, wide, strict=True):
        if left > x and left + room > canvas.form.width:
            left, line = x, line + 1
        middle = y + (line + 0.5) * style.leading
        mark(canvas, left + 9, middle)
        canvas.text(left + 24, middle + style.size * 0.35, name, style)
        left += room
    return (line + 1) * style.leading


def grid(canvas: Canvas, frame: Frame, top: float, bottom: float) -> None:
    """Draw the hairlines of 0 to 100."""
    for value in TICKS:
        canvas.line((frame.x(value), top), (frame.x(value), bottom))


def ticks(canvas: Canvas, frame: Frame, bottom: float, top: float = 100) -> None:
    """Write the numbers of a grid under it, from 0 to ``top``."""
    style = TextStyle(canvas.form.small, colour=INK_SOFT, anchor="middle")
    for value in TICKS:
        text = f"{value * top / 100:g}"
        canvas.text(frame.x(value), bottom + style.size * 1.25, text, style)


def grid_height(canvas: Canvas) -> float:
    """Return the height of the numbers under a grid."""
    return canvas.form.small * 1.6
