"""Answers as CSV and the result as JSON, for other programs and to be read again."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any, Final

from assessment import json_text
from assessment.files import tables
from assessment.files.guarded import guard
from assessment.handoffs.texts import clean
from questionnaires.model import FACET_PARTS, LETCI_PARTS
from scoring.answers import CORE
from scoring.result import Result, to_json

_MARK: Final = "\ufeff"
"""Spreadsheets read a file as UTF-8 when it begins with this."""


def csv_file(result: Result) -> bytes:
    """Return one row an answer, with the columns that assessment files have.

    A text that a spreadsheet would compute is guarded; reading the file again gives
    the text as it was given.
    """
    columns = tables.COLUMNS + ((tables.FORM,) if result.form == CORE else ())
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\r\n")
    writer.writeheader()
    for row in result.answers:
        given = {**row, "value": cell_value(row["value"]), tables.FORM: result.form}
        writer.writerow({name: _cell(given[name]) for name in columns})
    return (_MARK + out.getvalue()).encode()


def json_file(result: Result) -> bytes:
    """Return the result as ``sextant score --json`` prints it."""
    return json_text.written(to_json(result))


def cell_value(value: Any) -> Any:
    """Return an answer's value as one cell: parts stand with slashes between them."""
    if not isinstance(value, Mapping):
        return value
    names = FACET_PARTS if set(value) == set(FACET_PARTS) else LETCI_PARTS
    return "/".join(str(value[name]) for name in names)


def _cell(value: Any) -> Any:
    return guard(clean(value)) if isinstance(value, str) else value
