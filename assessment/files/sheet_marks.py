"""What a sheet's XML says and its values do not: formulas never computed, merged cells.

The library reads both as empty cells, and an answer would turn into none.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from typing import IO, Final

# zip_check has refused DTDs and entities, which are what makes parsing XML dangerous.
from xml.etree import ElementTree

from openpyxl.utils.cell import coordinate_to_tuple

from assessment.files.tables import Cell, Unread
from questionnaires.faults import shown

_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ROW, _CELL, _MERGED = f"{_MAIN}row", f"{_MAIN}c", f"{_MAIN}mergeCell"
_FORMULA, _VALUE, _INLINE = f"{_MAIN}f", f"{_MAIN}v", f"{_MAIN}is"
_CHUNK: Final = 64 * 1024
_LONGEST_TAG: Final = 64
# Parsing costs a quarter of reading, so it is done only where it may find something.
_HINT: Final = re.compile(rb"<(\w+:)?(f|mergeCell)[\s/>]")


@dataclass(frozen=True, slots=True)
class Marks:
    """Cells that cannot be taken as they read, by row and column, both from 1.

    ``uncomputed`` are formulas, ``merged`` the first cells of merged ranges.
    """

    uncomputed: dict[int, dict[int, Unread]] = field(default_factory=dict)
    merged: dict[int, dict[int, Unread]] = field(default_factory=dict)

    def over(self, row: int, cells: list[Cell]) -> list[Cell]:
        """Return a row's cells with the marks in place of what they are on.

        Cells that are merged and empty are just empty.
        """
        merged, uncomputed = self.merged.get(row, {}), self.uncomputed.get(row, {})
        return [
            uncomputed.get(column, cell if cell is None else merged.get(column, cell))
            for column, cell in enumerate(cells, start=1)
        ]


def marks(data: bytes, part: str) -> Marks:
    """Return the marks of the sheet in ``part``, an entry of the archive ``data``."""
    found = Marks()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        with archive.open(part) as stream:
            if not _hinted(stream):
                return found
        with archive.open(part) as stream:
            _parse(stream, found)
    return found


def _hinted(stream: IO[bytes]) -> bool:
    tail = b""
    while chunk := stream.read(_CHUNK):
        if _HINT.search(tail + chunk):
            return True
        tail = chunk[-_LONGEST_TAG:]
    return False


def _parse(stream: IO[bytes], found: Marks) -> None:
    row = column = 0
    events = ElementTree.iterparse(stream, ("start", "end"))  # noqa: S314 - see above
    for event, element in events:
        if event == "start":
            if element.tag == _ROW:
                row, column = int(float(element.get("r", row + 1))), 0
        elif element.tag == _CELL:
            address = element.get("r")
            column = coordinate_to_tuple(address)[1] if address else column + 1
            if _uncomputed(element):
                found.uncomputed.setdefault(row, {})[column] = _formula(element)
        elif element.tag == _ROW:
            element.clear()
        elif element.tag == _MERGED:
            _merged(element.get("ref", ""), found)


def _uncomputed(cell: ElementTree.Element) -> bool:
    """Tell whether a cell has a formula and no result; an empty text is a result."""
    if cell.find(_FORMULA) is None or cell.find(_INLINE) is not None:
        return False
    empty = not cell.findtext(_VALUE)
    return empty and not (cell.get("t") == "str" and cell.find(_VALUE) is not None)


def _formula(cell: ElementTree.Element) -> Unread:
    return Unread(
        "formula without a stored value",
        shown(f"={cell.findtext(_FORMULA) or ''}"),
        "open and save the workbook in Excel, which stores values, or type the value",
    )


def _merged(reference: str, found: Marks) -> None:
    """Mark the first cell of a merged range, which is where its value stands."""
    row, column = coordinate_to_tuple(reference.partition(":")[0])
    todo = "unmerge them and fill in every cell"
    unread = Unread("cells are merged", reference, todo)
    found.merged.setdefault(row, {})[column] = unread
