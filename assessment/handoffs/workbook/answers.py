"""The sheets of what was said: answers, consensus, and what each comes to in points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from xlsxwriter.utility import xl_col_to_name

from assessment.files.tables import COLUMNS, FORM
from assessment.handoffs.data import cell_value
from assessment.handoffs.words import word
from assessment.handoffs.workbook import arithmetic
from assessment.handoffs.workbook.book import Book, Cell, Column, Formula
from assessment.handoffs.workbook.ledger import Entry, Ledger
from questionnaires.model import FACET_PARTS, LETCI_PARTS, Question, QuestionType
from scoring.answers import CORE
from scoring.values import EVIDENCE_CAPS, points

ANSWERS: Final = "answers"
"""The name by which an assessment file's sheet is found when it is read again."""
_WIDTHS: Final = {
    "questionnaire": 18, "question": 40, "respondent": 13, "role": 12, "unit": 14,
    "value": 12, "evidence": 13, "importance": 11, "reason": 16, "comment": 60,
    "seconds": 9, FORM: 8,
}  # fmt: skip
VALUE: Final = "F"
"""The column of values in the sheet of answers, as a spreadsheet names it."""
GRADE: Final = "G"
_AGREED: Final = (
    "questionnaire",
    "question",
    "unit",
    "value",
    "evidence",
    "by",
    "reason",
)
AGREED_VALUE, AGREED_GRADE = "D", "E"
_AGREED_WIDTHS: Final = (18, 40, 14, 12, 13, 22, 60)
_FIRST_PART: Final = len(_AGREED)
_PARTS: Final = {
    QuestionType.FACETS: FACET_PARTS,
    QuestionType.LETCI: LETCI_PARTS,
}
AGREED_CLAIMED, AGREED_EVIDENCED = (
    xl_col_to_name(_FIRST_PART + arithmetic.PARTS + step) for step in (0, 2)
)
POINTS_VALUE, POINTS_CLAIMED, POINTS_EVIDENCED = "F", "K", "N"


def name(key: str, language: str) -> str:
    """Return a sheet's name as a formula writes it."""
    return "'" + word(f"sheet_{key}", language).replace("'", "''") + "'"


def answers(book: Book, ledger: Ledger) -> None:
    """Add the sheet of answers: what an assessment file's has, and nothing else."""
    result = ledger.material.result
    columns = COLUMNS + ((FORM,) if result.form == CORE else ())
    rows = (
        [cell_value(row[c]) if c != FORM else result.form for c in columns]
        for row in result.answers
    )
    sheet = book.sheet(ANSWERS)
    kinds = {"value": "any", "importance": "any", "seconds": "any"}
    heads = [Column(c, _WIDTHS[c], kinds.get(c, "text")) for c in columns]
    book.table(sheet, heads, rows)
    sheet.freeze_panes(1, 2)


def agreed(book: Book, ledger: Ledger) -> None:
    """Add the sheet of consensus: what the assessor set in place of the answers."""
    rows = ledger.material.result.consensus
    heads = [
        Column(key, width, "any" if key == "value" else "text")
        for key, width in zip(_AGREED, _AGREED_WIDTHS, strict=True)
    ]
    sheet = book.sheet(word("sheet_agreed", book.language))
    definitions = ledger.material.questionnaires
    made = (
        _agreed(number, row, definitions[row["questionnaire"]].by_id[row["question"]])
        for number, row in enumerate(rows, start=2)
    )
    book.table(sheet, [*heads, *_point_columns(book.language)], made)
    sheet.freeze_panes(1, 2)


def _point_columns(language: str) -> list[Column]:
    parts = [
        Column(word("part", language, number=str(n)), 7, "points")
        for n in range(1, arithmetic.PARTS + 1)
    ]
    named = [
        Column(word(key, language), 11, "points")
        for key in ("claimed", "cap", "evidenced")
    ]
    return [*parts, *named]


def _agreed(number: int, row: Mapping[str, Any], question: Question) -> list[Cell]:
    given: list[Cell] = [cell_value(row[key]) for key in _AGREED]
    worth = points(question, row["value"]) if question.scored else None
    cells = _Cells(question, f"{AGREED_VALUE}{number}", number, _FIRST_PART)
    if not question.scored:
        return [*given, *[None] * (arithmetic.PARTS + 3)]
    grade = f"{AGREED_GRADE}{number}"
    return [*given, *cells.worth(row["value"], worth, grade, row["evidence"])]


class _Cells:
    """The cells of a row in which a value becomes points, from a column on."""

    def __init__(self, question: Question, value: str, row: int, first: int) -> None:
        self._question, self._value = question, value
        self._at = [f"{xl_col_to_name(first + n)}{row}" for n in range(7)]

    def worth(
        self, value: Any, claimed: float | None, grade_cell: str, grade: str
    ) -> list[Cell]:
        """Return parts, claimed points, cap and evidenced points."""
        carried = EVIDENCE_CAPS[grade]
        evidenced = None if claimed is None else min(claimed, carried)
        parts = tuple(self._at[: arithmetic.PARTS])
        points_cell, cap_cell = self._at[arithmetic.PARTS], self._at[5]
        return [
            *self._parts(value),
            Formula(arithmetic.claimed(self._question, self._value, parts), claimed),
            Formula(arithmetic.cap(grade_cell), carried),
            Formula(arithmetic.evidenced(points_cell, cap_cell), evidenced),
        ]

    def _parts(self, value: Any) -> Iterator[Cell]:
        """Yield the parts of a value, empty for questions that have none."""
        names = _PARTS.get(self._question.type, ())
        given = value if isinstance(value, Mapping) else {}
        for number in range(1, arithmetic.PARTS + 1):
            if number > len(names):
                yield None
            else:
                formula = arithmetic.part(self._value, number)
                yield Formula(formula, given.get(names[number - 1]))


def point_rows(book: Book, ledger: Ledger) -> None:
    """Add the sheet of points: each answer that counts, and what it comes to."""
    language = book.language
    heads = [
        Column(word("questionnaire", language), 18, "text"),
        Column(word("unit", language), 14, "text"),
        Column(word("question", language), 40, "text"),
        Column(word("role", language), 12, "text"),
        Column(word("answer_row", language), 9, "whole"),
        Column(word("value", language), 12, "any"),
        *_point_columns(language),
    ]
    # The grade stands before the cap, after the claimed points.
    heads.insert(11, Column(word("grade", language), 13, "text"))
    sheet = book.sheet(word("sheet_points", language))
    rows = (
        _points(language, number, entry)
        for number, entry in enumerate(ledger.entries, start=2)
    )
    book.table(sheet, heads, rows)
    sheet.freeze_panes(1, 3)


def _points(language: str, number: int, entry: Entry) -> Sequence[Cell]:
    source = f"{ANSWERS}!${VALUE}${entry.row}"
    value = Formula(f'=IF({source}="","",{source})', cell_value(entry.value))
    if entry.agreed is None:
        grade = f"={ANSWERS}!${GRADE}${entry.row}"
    else:
        grade = f"={name('agreed', language)}!${AGREED_GRADE}${entry.agreed}"
    cells = _Cells(entry.question, f"{POINTS_VALUE}{number}", number, 6)
    *before, cap, _ = cells.worth(entry.value, entry.claimed, f"L{number}", entry.grade)
    carried = arithmetic.evidenced(f"{POINTS_CLAIMED}{number}", f"M{number}")
    questionnaire, unit, question = entry.key
    return [
        questionnaire, unit, question, entry.role, entry.row, value,
        *before, Formula(grade, entry.grade), cap, Formula(carried, entry.evidenced),
    ]  # fmt: skip
