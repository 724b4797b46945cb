"""The first sheet: what this is, how to follow the arithmetic, and whether it holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from assessment.handoffs.words import word
from assessment.handoffs.workbook.answers import name
from assessment.handoffs.workbook.book import Book, Cell, Formula
from assessment.handoffs.workbook.gates import APART
from assessment.handoffs.workbook.ledger import Ledger
from assessment.handoffs.workbook.score_rows import DIFFERENCE

_FOLLOW = tuple(f"follow_{number}" for number in range(1, 9))
_GAPS_APART = "M"
_WIDTHS = (34, 100)


@dataclass(frozen=True, slots=True)
class Rows:
    """The last rows of the sheets with differences; 0 where there is no such sheet."""

    scores: int
    continuum: int
    gaps: int


def about(book: Book, ledger: Ledger, sheet: Any, rows: Rows) -> None:
    """Fill the first sheet."""
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    at = _Lines(book, sheet)
    _head(at, ledger)
    _check(at, rows)
    at.part("how_to_follow")
    for key in _FOLLOW:
        at.line(None, at.say(key))
    at.part("sheets")
    _sheets(at, rows)
    _sources(at, ledger)


class _Lines:
    """The sheet's lines, one below another."""

    def __init__(self, book: Book, sheet: Any) -> None:
        self.book, self.sheet, self.row = book, sheet, 0

    def say(self, key: str) -> str:
        """Return one of the words."""
        return word(key, self.book.language)

    def line(self, label: str | None, cell: Cell, kind: str = "note") -> None:
        """Write a name and what stands beside it."""
        if label is not None:
            self.book.write(self.sheet, (self.row, 0), label, "name")
        self.book.write(self.sheet, (self.row, 1), cell, kind)
        self.book.fit(self.sheet, self.row, (label, cell), _WIDTHS)
        self.row += 1

    def part(self, key: str) -> None:
        """Write the heading of a part, with a line of room above it."""
        self.row += 1
        self.book.write(self.sheet, (self.row, 0), self.say(key), "part")
        self.row += 1


def _head(at: _Lines, ledger: Ledger) -> None:
    report = ledger.material.report
    at.book.write(at.sheet, (0, 0), report.head.organisation, "title")
    at.book.write(at.sheet, (1, 0), report.words["title"], "part")
    at.row = 2
    if report.head.fictional:
        at.line(None, report.words["fictional"])
    for fact in report.facts:
        at.line(fact.name, fact.value)
    if report.prepared_by:
        at.line(report.words["prepared_by"], report.prepared_by)
    at.line(report.words["engine_version"], ledger.material.result.engine)
    mode = "is_self_declared" if report.head.mode == "self" else "is_assessed"
    at.line(None, at.say(mode))
    at.line(None, report.words["not_certificate"])


def _check(at: _Lines, rows: Rows) -> None:
    """Write how far the formulas are from the engine: 0 where all of it holds."""
    at.part("does_it_hold")
    language = at.book.language
    places = (
        ("scores", DIFFERENCE, rows.scores),
        ("continuum", APART, rows.continuum),
        ("gaps", _GAPS_APART, rows.gaps),
    )
    for sheet, column, last in places:
        if last < 2:
            continue
        cells = f"{name(sheet, language)}!{column}2:{column}{last}"
        formula = f'=IF(COUNTIF({cells},"≠")>0,"≠",MAX(MAX({cells}),-MIN({cells})))'
        title = word("largest_difference", language, sheet=at.say(f"sheet_{sheet}"))
        at.line(title, Formula(formula, 0), "figure")


def _sheets(at: _Lines, rows: Rows) -> None:
    keys = ["answers", "agreed", "codebook", "points", "scores"]
    keys += ["continuum"] if rows.continuum else []
    for key in (*keys, "gaps", "roadmap", "evidence", "investment"):
        title = "answers" if key == "answers" else at.say(f"sheet_{key}")
        at.book.link(at.sheet, (at.row, 0), title)
        at.line(None, at.say(f"about_{key}"))


def _sources(at: _Lines, ledger: Ledger) -> None:
    words = ledger.material.report.words
    at.part("definitions")
    for row in ledger.material.report.method.sources:
        at.line(f"{row.title} {row.version}", row.fingerprint)
    at.part("limits")
    at.line(None, at.say("limits_1"))
    at.line(None, at.say("limits_2"))
    at.line(words["questionnaires"], at.say("limits_3"))
