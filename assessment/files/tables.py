"""Tables: rows of cells become answers; cells become what they plainly mean."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NoReturn

from assessment.files.errors import FileRefusedError
from assessment.files.places import Path, Report, TablePlaces, column_letter
from questionnaires.faults import shown
from questionnaires.model import Question, QuestionType
from scoring.answers import DK, FORMS, NA
from scoring.values import CRITERION_POINTS

log = logging.getLogger(__name__)

COLUMNS: Final = (
    "questionnaire", "question", "respondent", "role", "unit", "value", "evidence",
    "importance", "reason", "comment", "seconds",
)  # fmt: skip
FORM: Final = "form"
"""The column that tells of a whole table whether it is the core form."""
READING: Final = frozenset({"dimension", "text", "scale", "help"})
"""The form's columns that tell what is asked; nothing in them is an answer."""
MAX_ROWS: Final = 100_000
MAX_COLUMNS: Final = 64
_NUMBERS: Final = frozenset({"importance", "seconds"})
_AS_WRITTEN: Final = frozenset({"value", "comment"})
_NUMBER: Final = re.compile(r"[-+]?[0-9]{1,15}(\.[0-9]{1,15})?")
_CODES: Final = frozenset({"", NA, DK, *CRITERION_POINTS})
# Full-width forms of ASCII, as Chinese and Japanese input methods type them. Not NFKC,
# which would also read ³ and ③ as 3.
_HALF_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    0x3000: 0x20
}


@dataclass(frozen=True, slots=True)
class Odd:
    """A cell that is neither text nor number: a date, a truth value, an error."""

    what: str

    def __repr__(self) -> str:
        return self.what


@dataclass(frozen=True, slots=True)
class Unread:
    """A cell whose value is not there to be read, and what to do about it."""

    wrong: str
    given: str
    todo: str


Cell = str | int | float | Odd | Unread | None
Row = tuple[int, Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Table:
    """The answers of a table, with the faults in it.

    ``form`` is what the column of that name says, ``None`` where it says nothing.
    """

    answers: list[dict[str, Any]]
    report: Report
    form: str | None = None


def read(name: str, rows: Iterable[Row]) -> Table:
    """Turn rows into answers; the first row is the header, empty rows are skipped.

    A row with too many cells is a fault, and read all the same.

    Raises:
        FileRefusedError: If columns are missing, or there are too many columns or rows.
    """
    stream = iter(rows)
    header = _header(name, next(stream, (1, ()))[1])
    numbers: list[int] = []
    forms: dict[Cell, Path] = {}
    report = Report(TablePlaces(name, numbers, header))
    _repeated(header, report)
    answers: list[dict[str, Any]] = []
    for number, cells in _readable(stream, report):
        if all(cell is None or cell == "" for cell in cells):
            continue
        if len(answers) == MAX_ROWS:
            _refuse_longer(name, number)
        numbers.append(number)
        if any(cell not in (None, "") for cell in cells[len(header) :]):
            given = f"{len(cells)} cells given for {len(header)} columns"
            todo = "name every column in row 1, and quote texts with the separator"
            report.add(("answers", len(answers)), f"too many cells; {given}; {todo}")
        answers.append(_answer(header, cells))
        _tell(report, len(answers) - 1, answers[-1])
        forms.setdefault(_form_of(header, cells), ("answers", len(answers) - 1, FORM))
    return Table(answers, report, _form(forms, report))


def _form_of(header: Sequence[str], cells: Sequence[Cell]) -> Cell:
    """Return what a row says of the whole table's form, ``None`` where nothing."""
    found = dict(zip(header, cells, strict=False)).get(FORM)
    return plain(found).lower() or None if isinstance(found, str) else found


def _form(said: Mapping[Cell, Path], report: Report) -> str | None:
    """Return the one form that rows name; another one is a fault at its row."""
    named = {form: path for form, path in said.items() if form is not None}
    for number, (form, path) in enumerate(named.items()):
        if form not in FORMS:
            todo = f"write one of {', '.join(FORMS)}"
            report.tell(path, f"form is not known; {shown(form)} given; {todo}")
        elif number:
            todo = "write the same form into every row"
            report.tell(path, f"form differs between rows; {form} given; {todo}")
    return next((str(form) for form in named), None)


def _refuse_longer(name: str, row: int) -> NoReturn:
    given = f"{MAX_ROWS} answers stand before it"
    raise FileRefusedError(
        [f"{name}: row {row}: too many rows; {given}; split the file"]
    )


def _readable(rows: Iterator[Row], report: Report) -> Iterator[Row]:
    """Yield the rows up to one that makes the rest unreadable, which is noted."""
    try:
        yield from rows
    except FileRefusedError as error:
        report.note(error.faults)


def _refuse(name: str, *texts: str) -> None:
    raise FileRefusedError([f"{name}: row 1: {text}" for text in texts])


def _header(name: str, cells: Sequence[Cell]) -> list[str]:
    header = [plain(str(cell or "")).lower() for cell in cells]
    while header and not header[-1]:
        header.pop()
    if len(header) > MAX_COLUMNS:
        given = f"{len(header)} given, {MAX_COLUMNS} allowed"
        _refuse(name, f"too many columns; {given}; keep to {', '.join(COLUMNS)}")
    given = ", ".join(filter(None, header)) or "none"
    missing = [column for column in ("question", "value") if column not in header]
    if missing:
        _refuse(name, *(f"column is missing; {given} given; add {c}" for c in missing))
    for number, column in enumerate(header, start=1):
        if column not in COLUMNS and column not in READING and column != FORM:
            known = ", ".join(COLUMNS)
            place = f"{name}: row 1, column {column_letter(number)}"
            log.warning(
                "%s: column ignored; %s given; known are %s",
                place,
                shown(column),
                known,
            )
    return header


def _repeated(header: Sequence[str], report: Report) -> None:
    """Note the columns that come twice; the first one is read."""
    for number, column in enumerate(header):
        if column in COLUMNS and column in header[:number]:
            place = f"{report.places.at(())}: row 1, column {column_letter(number + 1)}"
            first = column_letter(header.index(column) + 1)
            given = f"{column} already stands in column {first}"
            report.note([f"{place}: column comes twice; {given}; remove one"])


def _answer(header: Sequence[str], cells: Sequence[Cell]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for column, cell in zip(header, cells, strict=False):
        if column in COLUMNS:
            found.setdefault(column, _cell(column, cell))
    return found


def _tell(report: Report, place: int, answer: dict[str, Any]) -> None:
    """Note the cells of an answer that cannot be read."""
    for column, cell in answer.items():
        if isinstance(cell, Unread):
            text = f"{cell.wrong}; {cell.given} given; {cell.todo}"
            report.tell(("answers", place, column), text)


def _cell(column: str, cell: Cell) -> Any:
    if column in _NUMBERS:
        return number_of(cell)
    if isinstance(cell, str):
        return cell if column in _AS_WRITTEN else plain(cell)
    if column == "value" or cell is None or isinstance(cell, (Odd, Unread)):
        return cell
    return _digits(cell)


def plain(text: str) -> str:
    """Return a text with full-width letters made ordinary and no spaces around it."""
    return text.translate(_HALF_WIDTH).strip()


def _digits(number: float) -> str:
    """Return a numeric cell as the text that its author sees: 3.0 is 3."""
    return str(int(number)) if number == int(number) else str(number)


def number_of(cell: Any) -> Any:
    """Return the number that a cell plainly is; any other cell as it is."""
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    if not isinstance(cell, str):
        return cell
    text = plain(cell)
    if not _NUMBER.fullmatch(text):
        return text
    number = float(text)
    return int(number) if number.is_integer() else number


def value_of(question: Question, cell: Any) -> Any:
    """Return a cell of the column ``value`` as a raw value of its question.

    ``75/50/25`` becomes parts; texts stay as written where the question asks for one.
    """
    if question.type is QuestionType.TEXT:
        return _digits(cell) if isinstance(cell, (int, float)) else cell
    if not isinstance(cell, str):
        return number_of(cell)
    text = plain(cell)
    if question.parts and "/" in text:
        numbers = [number_of(part) for part in text.split("/")]
        if len(numbers) == len(question.parts):
            keys = (part.key for part in question.parts)
            return dict(zip(keys, numbers, strict=True))
    by_key = question.type in (QuestionType.CHOICE, QuestionType.SCALE)
    if by_key and question.option(text):
        return text
    found = number_of(text)
    if isinstance(found, str):
        # What is refused is shown as it was written.
        return found.lower() if found.lower() in _CODES else cell
    return found
