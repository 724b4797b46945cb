"""The codebook: every question with its place, its weight and its scale."""

from __future__ import annotations

from collections.abc import Iterator

from assessment.handoffs.words import word
from assessment.handoffs.workbook.book import Book, Cell, Column
from assessment.handoffs.workbook.ledger import Ledger
from questionnaires.model import Dimension, Question, Questionnaire


def codebook(book: Book, ledger: Ledger) -> None:
    """Add the sheet."""
    heads = [
        Column(word(key, book.language), width, kind)
        for key, width, kind in (
            ("questionnaire", 18, "text"),
            ("id", 38, "text"),
            ("dimension", 22, "words"),
            ("capability", 26, "words"),
            ("question", 56, "words"),
            ("type", 12, "words"),
            ("weight", 8, "weight"),
            ("options", 62, "words"),
            ("source_code", 10, "text"),
            ("core", 7, "words"),
            ("asked_roles", 18, "text"),
            ("may_be_na", 10, "words"),
        )
    ]
    sheet = book.sheet(word("sheet_codebook", book.language))
    book.table(sheet, heads, _rows(book, ledger))
    sheet.freeze_panes(1, 2)


def _rows(book: Book, ledger: Ledger) -> Iterator[list[Cell]]:
    for part in ledger.material.result.questionnaires:
        definition = ledger.material.questionnaires[part.id]
        for dimension in definition.dimensions:
            yield from _dimension(book, definition, dimension)


def _dimension(
    book: Book, definition: Questionnaire, dimension: Dimension
) -> Iterator[list[Cell]]:
    tag = book.language
    yes, no = word("yes", tag), word("no", tag)
    for capability in dimension.capabilities:
        for question in capability.questions:
            yield [
                definition.id,
                question.id,
                dimension.title[tag],
                capability.title[tag],
                question.text[tag],
                word(f"type_{question.type}", tag),
                question.weight,
                _options(question, tag),
                question.source,
                yes if question.core else no,
                ", ".join(question.roles) or word("everybody", tag),
                yes if question.allow_na else no,
            ]


def _options(question: Question, tag: str) -> str:
    """Return the scale: what each key, or each step of a part, stands for."""
    lines = [f"{option.key} = {option.label[tag]}" for option in question.options]
    for part in question.parts:
        lines.append(part.title[tag])
        lines += [f"  {each.key} = {each.label[tag]}" for each in part.anchors]
    return "\n".join(lines)
