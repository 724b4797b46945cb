"""The sheets in their order, and the file that they make."""

from __future__ import annotations

from assessment.handoffs.material import Material
from assessment.handoffs.words import word
from assessment.handoffs.workbook import (
    about,
    answers,
    codebook,
    evidence,
    gates,
    plans,
    scores,
)
from assessment.handoffs.workbook.book import Book
from assessment.handoffs.workbook.ledger import Ledger
from assessment.handoffs.workbook.tree import tree


def xlsx(material: Material) -> bytes:
    """Return the workbook as an XLSX file; the same result gives the same bytes."""
    book = Book(material.report)
    ledger = Ledger(material, book.language)
    nodes = tree(material, book.language)
    first = book.sheet(word("sheet_about", book.language))
    answers.answers(book, ledger)
    answers.agreed(book, ledger)
    codebook.codebook(book, ledger)
    answers.point_rows(book, ledger)
    rows = about.Rows(
        scores=scores.scores(book, ledger, nodes),
        continuum=gates.gates(book, ledger, nodes),
        gaps=plans.gaps(book, ledger, nodes),
    )
    plans.roadmap(book, ledger)
    evidence.evidence(book, ledger)
    plans.investment(book, ledger)
    about.about(book, ledger, first, rows)
    return book.content()
