"""Tables on slides: real ones, whose rows are as high as their texts need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Pt

from assessment.handoffs.slides.fitting import Para, lines, points, shortened
from assessment.handoffs.slides.texts import put, rgb
from assessment.handoffs.slides.tokens import (
    INK,
    LEADING,
    LEAST,
    LINE,
    SOFT,
    Box,
    Colour,
)

_SIDE: Final = Pt(4)
_ABOVE: Final = Pt(3)
_NO_STYLE: Final = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
MOST: Final = 3
"""Lines that a cell may take; a head may take one more."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column; ``share`` of the width, ``number`` flush right."""

    title: str
    share: float = 1.0
    number: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell; ``fill`` is its ground, ``None`` for none."""

    text: str
    bold: bool = False
    colour: Colour = INK
    fill: str | None = None


@dataclass(frozen=True, slots=True)
class TableText:
    """A table before it is laid out; ``alt`` says in words what it holds."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    alt: str
    size: float = 12


@dataclass(frozen=True, slots=True)
class Laid:
    """A table laid out: paragraphs by row and column, heights in EMU, the head first.

    ``shown`` is how many rows there is room for, ``cut`` the texts that were cut.
    """

    rows: list[list[Para]]
    heights: list[int]
    widths: list[int]
    shown: int
    cut: list[str] = field(default_factory=list)


def row(*texts: str) -> list[Cell]:
    """Return a row of plain cells, the first of them bold."""
    return [Cell(text, bold=not number) for number, text in enumerate(texts)]


def lay_out(table: TableText, box: Box, language: str) -> Laid:
    """Return a table in the largest type in which it fits, else its first rows."""
    total = sum(column.share for column in table.columns)
    widths = [round(box.width * column.share / total) for column in table.columns]
    size = table.size
    while True:
        laid = _at(table, widths, size, language)
        if (sum(laid.heights) <= box.height and not laid.cut) or size <= LEAST:
            break
        size -= 1
    while sum(laid.heights[: laid.shown + 1]) > box.height and laid.shown > 1:
        laid = Laid(laid.rows, laid.heights, widths, laid.shown - 1, laid.cut)
    return laid


def draw(shapes: Any, box: Box, table: TableText, laid: Laid, tag: str) -> Any:
    """Draw a table that was laid out, and return its frame."""
    count = laid.shown + 1
    height = sum(laid.heights[:count])
    frame = shapes.add_table(
        count, len(laid.widths), box.left, box.top, box.width, height
    )
    made = frame.table
    made.horz_banding = False
    frame._element.find(f".//{qn('a:tableStyleId')}").text = _NO_STYLE
    for column, width in zip(made.columns, laid.widths, strict=True):
        column.width = width
    for number in range(count):
        made.rows[number].height = laid.heights[number]
        cells = [Cell("")] * len(laid.widths)
        if number:
            cells = list(table.rows[number - 1])
        for place, para in enumerate(laid.rows[number]):
            cell = made.cell(number, place)
            _write(cell, para, table.columns[place].number, tag)
            _dress(cell, cells[place])
    return frame


def _at(table: TableText, widths: list[int], size: float, language: str) -> Laid:
    head = [Para(c.title, min(size, 11), colour=SOFT) for c in table.columns]
    wanted = [head]
    wanted += [
        [Para(cell.text, size, cell.bold, cell.colour) for cell in cells]
        for cells in table.rows
    ]
    rows, heights, cut = [], [], []
    for paras in wanted:
        allowed = MOST + (paras is head)
        made, most = [], 1
        for para, width in zip(paras, widths, strict=True):
            room = points(width - 2 * _SIDE)
            short = shortened(para, room, allowed, language)
            if short is not para:
                cut.append(para.text)
            made.append(short)
            most = max(most, len(lines(short, room, language)))
        rows.append(made)
        heights.append(round(most * paras[-1].size * LEADING * Pt(1)) + 2 * _ABOVE)
    return Laid(rows, heights, widths, len(table.rows), cut)


def _write(cell: Any, para: Para, number: bool, tag: str) -> None:
    cell.margin_left = cell.margin_right = _SIDE
    cell.margin_top = cell.margin_bottom = _ABOVE
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    frame = cell.text_frame
    put(frame.paragraphs[0], para, tag)
    if number:
        frame.paragraphs[0].alignment = PP_ALIGN.RIGHT


def _dress(cell: Any, given: Cell) -> None:
    """Draw a hairline below a cell, and its ground where it has one."""
    properties = cell._tc.get_or_add_tcPr()
    line = properties.makeelement(qn("a:lnB"), {"w": str(Pt(0.75))})
    fill = line.makeelement(qn("a:solidFill"), {})
    fill.append(fill.makeelement(qn("a:srgbClr"), {"val": LINE}))
    line.append(fill)
    properties.insert(0, line)
    if given.fill is not None:
        cell.fill.solid()
        cell.fill.fore_color.rgb = rgb(given.fill)
