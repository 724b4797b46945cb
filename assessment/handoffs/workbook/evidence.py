"""The register of evidence by code: what was shown, and what would be expected."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from assessment.handoffs.words import word
from assessment.handoffs.workbook.book import Book, Cell, Column
from assessment.handoffs.workbook.ledger import Ledger
from questionnaires.model import Dimension, Question, Questionnaire
from scoring.answers import EVIDENCE
from scoring.result import QuestionResult


def evidence(book: Book, ledger: Ledger) -> None:
    """Add the sheet: one row for each code and question that asks about it."""
    grades = [(f"grade_{grade}", 11, "whole") for grade in EVIDENCE]
    keys = [
        ("source_code", 10, "text"), ("questionnaire", 18, "text"),
        ("dimension", 24, "words"), ("question", 56, "words"), ("state", 13, "words"),
        *grades, ("claimed", 10, "points"), ("evidenced", 10, "points"),
        ("lost", 10, "points"), ("expected_evidence", 60, "words"), ("id", 36, "text"),
    ]  # fmt: skip
    heads = [Column(word(key, book.language), width, kind) for key, width, kind in keys]
    sheet = book.sheet(word("sheet_evidence", book.language))
    book.table(sheet, heads, _rows(book, ledger))
    sheet.freeze_panes(1, 2)


def _rows(book: Book, ledger: Ledger) -> Iterator[list[Cell]]:
    counted: Counter[tuple[str, str, str]] = Counter(
        (entry.key[0], entry.key[2], entry.grade)
        for entry in ledger.entries
        if entry.claimed is not None
    )
    for part in ledger.material.result.questionnaires:
        definition = ledger.material.questionnaires[part.id]
        results = {question.id: question for question in part.questions}
        for code, dimension, question in _by_code(definition):
            found = results[question.id]
            if found.state == "hidden":
                continue
            held = [counted[definition.id, question.id, grade] for grade in EVIDENCE]
            yield _row(book, definition, (code, dimension, question), found, held)


def _by_code(
    definition: Questionnaire,
) -> list[tuple[str, Dimension, Question]]:
    """Return the scored questions by code: E1.1 before E1.2 before E1.10."""
    found = [
        (code.strip(), dimension, question)
        for dimension in definition.dimensions
        for question in dimension.questions()
        if question.scored
        for code in question.source.split(",")
    ]
    return sorted(found, key=lambda row: natural(row[0]))


def natural(code: str) -> list[Any]:
    """Return what a code is sorted by: its numbers count as numbers."""
    parts = re.findall(r"\d+|\D+", code)
    return [(p.isdigit(), int(p) if p.isdigit() else p) for p in parts]


def _row(
    book: Book,
    definition: Questionnaire,
    about: tuple[str, Dimension, Question],
    found: QuestionResult,
    held: list[int],
) -> list[Cell]:
    code, dimension, question = about
    lost = None
    if found.claimed is not None and found.evidenced is not None:
        lost = found.claimed - found.evidenced
    return [
        code,
        definition.id,
        dimension.title[book.language],
        question.text[book.language],
        word(f"state_{found.state}", book.language),
        *held,
        found.claimed,
        found.evidenced,
        lost,
        question.evidence.get(book.language, ""),
        question.id,
    ]
