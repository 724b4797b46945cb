"""XLSX: the archive is checked, then the answers' sheet is read row by row."""

from __future__ import annotations

import datetime
import io
import math
import re
import warnings
from collections.abc import Iterator
from typing import Any, Final

import openpyxl

from assessment.files import zip_check
from assessment.files.errors import FileRefusedError
from assessment.files.sheet_marks import marks
from assessment.files.tables import MAX_COLUMNS, MAX_ROWS, Cell, Odd, Row

_SHEET: Final = "answers"
_LAST_ROW: Final = 2 * MAX_ROWS
# What a number's format says in words, in quotes or after a backslash.
_LITERAL: Final = re.compile(r'"[^"]*"|\\.')
_DATES: Final = (datetime.date, datetime.time, datetime.timedelta)


def rows(data: bytes, name: str) -> list[Row]:
    """Return the rows of the sheet ``answers``, or of the first, with their numbers.

    Empty rows are left out, but for the first, which is the header.

    Raises:
        FileRefusedError: If the file is refused or cannot be read.
    """
    try:
        zip_check.check(data)
    except zip_check.ArchiveRefusedError as error:
        raise FileRefusedError([f"{name}: {error}"]) from error
    with warnings.catch_warnings():
        # It warns of styles and extensions that it drops; none of them holds answers.
        warnings.simplefilter("ignore")
        try:
            return list(_rows(data, name))
        except FileRefusedError:
            raise
        # openpyxl raises whatever its parsing met: KeyError, ValueError, ParseError, …
        except Exception as error:
            given = f"{type(error).__name__}: {error}"[:200]
            todo = "save it again as .xlsx"
            fault = f"{name}: cannot be read as a workbook; {given}; {todo}"
            raise FileRefusedError([fault]) from error


def _rows(data: bytes, name: str) -> Iterator[Row]:
    workbook = openpyxl.load_workbook(
        io.BytesIO(data), read_only=True, data_only=True, keep_links=False
    )
    sheet = _sheet(workbook, name)
    marked = marks(data, sheet._worksheet_path)
    # A sheet may claim a size that has nothing to do with its cells.
    sheet.reset_dimensions()
    for number, cells in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS + 1), start=1):
        if number > _LAST_ROW:
            given = f"cells beyond row {_LAST_ROW}"
            todo = "delete what stands below the answers"
            raise FileRefusedError([f"{name}: too many rows; {given}; {todo}"])
        kept = number == 1 or number in marked.uncomputed
        if kept or any(cell.value is not None for cell in cells):
            yield number, marked.over(number, [_cell(cell) for cell in cells])
    workbook.close()


def _sheet(workbook: Any, name: str) -> Any:
    """Return the sheet with the answers."""
    names = {sheet.title.lower(): sheet for sheet in workbook.worksheets}
    if not names:
        todo = "put the answers in a sheet of cells"
        raise FileRefusedError([f"{name}: workbook has no sheet; none given; {todo}"])
    return names.get(_SHEET, workbook.worksheets[0])


def _cell(cell: Any) -> Cell:
    value = cell.value
    if value is None:
        return None
    if cell.data_type == "e":
        return Odd(f"the error {value}")
    if isinstance(value, bool):
        return Odd(f"the truth value {str(value).upper()}")
    if isinstance(value, _DATES):
        return Odd(f"the date or time {value}")
    if isinstance(value, (int, float)):
        return _number(value, cell.number_format)
    return value if isinstance(value, str) else str(value)


def _number(value: float, form: str) -> Cell:
    """Return a number; 100 % is stored as 1, so that it could be taken for 1 of 100."""
    if not math.isfinite(value):
        return Odd("a number that is not finite")
    if "%" in _LITERAL.sub("", form):
        return Odd(f"the percentage {value * 100:g}%")
    return value
