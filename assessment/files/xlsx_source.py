"""XLSX: the archive is checked, then the answers' sheet is read row by row."""

from __future__ import annotations

import datetime
import io
import math
import warnings
from collections.abc import Iterator
from typing import Any, Final

import openpyxl

from assessment.files import zip_check
from assessment.files.errors import FileRefusedError
from assessment.files.tables import MAX_COLUMNS, MAX_ROWS, Cell, Odd, Row

_SHEET: Final = "answers"
_LAST_ROW: Final = 2 * MAX_ROWS
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
            return list(_rows(data))
        # openpyxl raises whatever its parsing met: KeyError, ValueError, ParseError, …
        except Exception as error:
            given = f"{type(error).__name__}: {error}"[:200]
            todo = "save it again as .xlsx"
            fault = f"{name}: cannot be read as a workbook; {given}; {todo}"
            raise FileRefusedError([fault]) from error


def _rows(data: bytes) -> Iterator[Row]:
    workbook = openpyxl.load_workbook(
        io.BytesIO(data), read_only=True, data_only=True, keep_links=False
    )
    names = {sheet.title.lower(): sheet for sheet in workbook.worksheets}
    sheet = names.get(_SHEET, workbook.worksheets[0])
    # A sheet may claim a size that has nothing to do with its cells.
    sheet.reset_dimensions()
    for number, cells in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS + 1), start=1):
        if number > _LAST_ROW:
            raise ValueError(f"cells beyond row {_LAST_ROW}")
        if number == 1 or any(cell.value is not None for cell in cells):
            yield number, [_cell(cell) for cell in cells]
    workbook.close()


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
        return value if math.isfinite(value) else Odd("a number that is not finite")
    return value if isinstance(value, str) else str(value)
