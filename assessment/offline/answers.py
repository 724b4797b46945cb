"""The sheet to fill in: one row a question, with lists where the scale is one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from xlsxwriter.utility import xl_range, xl_range_abs

from assessment.offline.book import Book, cut
from assessment.offline.heights import height
from assessment.offline.rows import Row
from assessment.offline.words import word
from questionnaires.model import QuestionType
from scoring.answers import EVIDENCE, NA_REASONS, ROLES

SHEET: Final = "answers"
LISTS: Final = "lists"
# Columns with their widths in characters: for reading, for answering, for the reader
# of the file. Print ends with the comment.
WIDTHS: Final = {
    "dimension": 12, "text": 28, "scale": 52, "help": 28,
    "value": 10, "evidence": 12, "importance": 13, "reason": 12, "comment": 20,
    "respondent": 12, "role": 12, "unit": 12, "questionnaire": 24, "question": 34,
    "form": 8,
}  # fmt: skip
COLUMNS: Final = tuple(WIDTHS)
_READING: Final = COLUMNS[:4]
_PRINTED: Final = COLUMNS.index("comment")
_FROZEN: Final = COLUMNS.index("scale")
# Numbers typed here become numbers; all other cells keep what is typed as it is: then
# 10/10/10 is no date, the key 1 no number and a comment that begins with = no formula.
_NUMBERS: Final = (QuestionType.RUBRIC, QuestionType.CRITERION, QuestionType.NUMBER)
_NUMERIC: Final = ("evidence", "importance", "reason", "role")
_LONGEST_LIST: Final = 255


def write(book: Book, key: str, rows: Sequence[Row], form: str = "full") -> None:
    """Add the sheet with these rows.

    ``key`` names the questionnaire, ``form`` says whether it is asked in full.
    """
    sheet = book.sheet(SHEET)
    _page(sheet, len(rows))
    _head(book, sheet)
    for line, row in enumerate(rows, start=1):
        _row(book, sheet, line, {"questionnaire": key, "form": form}, row)
    _lists(book, sheet, rows)


def lists(book: Book, rows: Sequence[Row]) -> None:
    """Add a hidden sheet with those lists that are too long to stand in a cell."""
    wanted = _long(rows)
    if not wanted:
        return
    sheet = book.sheet(LISTS)
    sheet.hide()
    for column, choices in enumerate(wanted):
        sheet.write_column(0, column, choices, book.formats["text"])


def _page(sheet: Any, count: int) -> None:
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.print_area(0, 0, max(count, 1), _PRINTED)
    sheet.freeze_panes(1, _FROZEN)
    for number, width in enumerate(WIDTHS.values()):
        sheet.set_column(number, number, width)
    # The keys of an answer are texts on purpose.
    cells = xl_range(0, 0, count, len(COLUMNS) - 1)
    sheet.ignore_errors({"number_stored_as_text": cells})


def _head(book: Book, sheet: Any) -> None:
    """Write the header; each heading says what it means when it is selected."""
    sheet.set_row(0, height([("", 1)], book.language))
    for number, name in enumerate(COLUMNS):
        sheet.write_string(0, number, name, book.formats["head"])
        said = word(f"column_{name}", book.language)
        rule = {"validate": "any", "input_title": name, "input_message": said}
        sheet.data_validation(0, number, 0, number, rule)


def _row(book: Book, sheet: Any, line: int, told: Mapping[str, str], row: Row) -> None:
    given = {
        **told,
        "dimension": row.dimension,
        "text": row.text,
        "scale": row.scale,
        "help": row.help,
        "question": row.question.id,
    }
    cells = [(text, WIDTHS[name]) for name, text in given.items() if name in _READING]
    sheet.set_row(line, height(cells, book.language))
    for number, name in enumerate(COLUMNS):
        if name in given:
            kind = "read" if name in _READING else "soft"
            sheet.write_string(line, number, cut(given[name]), book.formats[kind])
        else:
            sheet.write_blank(line, number, None, book.formats[_kind(name, row)])


def _kind(name: str, row: Row) -> str:
    if name == "value":
        return "any" if row.question.type in _NUMBERS else "text"
    return "any" if name in _NUMERIC else "text"


def _lists(book: Book, sheet: Any, rows: Sequence[Row]) -> None:
    last = len(rows)
    known = _long(rows)
    for line, row in enumerate(rows, start=1):
        if row.choices:
            _list(book, sheet, "value", (line, line), _value_rule(book, row, known))
    _list(book, sheet, "evidence", (1, last), _rule(book, EVIDENCE))
    _list(book, sheet, "importance", (1, last), _rule(book, ["1", "2", "3", "4", "5"]))
    _list(book, sheet, "reason", (1, last), _rule(book, NA_REASONS))
    # Other roles are accepted and form groups of their own.
    _list(book, sheet, "role", (1, last), _rule(book, ROLES) | {"show_error": False})


def _list(
    book: Book, sheet: Any, name: str, lines: tuple[int, int], rule: dict[str, Any]
) -> None:
    column = COLUMNS.index(name)
    sheet.data_validation(lines[0], column, lines[1], column, rule)


def _rule(book: Book, source: Sequence[str] | str) -> dict[str, Any]:
    return {
        "validate": "list",
        "source": source if isinstance(source, str) else list(source),
        "error_title": word("not_listed", book.language),
        "error_message": word("choose", book.language),
    }


def _value_rule(book: Book, row: Row, known: list[tuple[str, ...]]) -> dict[str, Any]:
    rule = _rule(book, row.choices)
    if row.choices in known:
        column = known.index(row.choices)
        rule = _rule(book, _range(column, len(row.choices)))
    if row.question.type is QuestionType.CRITERION:
        # It says so and takes the entry: a percentage cannot stand in the list.
        message = word("degrees_or_number", book.language)
        rule |= {"error_type": "information", "error_message": message}
    return rule


def _range(column: int, count: int) -> str:
    return f"={LISTS}!{xl_range_abs(0, column, count - 1, column)}"


def _long(rows: Sequence[Row]) -> list[tuple[str, ...]]:
    """Return the different lists that a cell's own rule cannot hold."""
    found = (row.choices for row in rows if len(",".join(row.choices)) > _LONGEST_LIST)
    return list(dict.fromkeys(found))
