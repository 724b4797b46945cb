"""The sheet of scores: every number by formula, beside the engine's own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from assessment.handoffs.words import word
from assessment.handoffs.workbook.book import Book, Column
from assessment.handoffs.workbook.ledger import Ledger
from assessment.handoffs.workbook.score_rows import ScoreRows
from assessment.handoffs.workbook.tree import Tree

_COLUMNS: Final = (
    ("level_of_node", 12, "words"),
    ("unit", 14, "text"),
    ("unit_weight", 8, "weight"),
    ("questionnaire", 18, "text"),
    ("id", 34, "text"),
    ("title", 48, "text"),
    ("weight", 8, "weight"),
    ("state", 13, "words"),
    ("coverage", 9, "share"),
    ("na_share", 10, "share"),
    ("claimed", 10, "points"),
    ("evidenced", 10, "points"),
    ("score", 10, "points"),
    ("level", 7, "whole"),
    ("engine_coverage", 10, "taken"),
    ("engine_claimed", 10, "taken"),
    ("engine_evidenced", 10, "taken"),
    ("engine_score", 10, "taken"),
    ("difference", 11, "check"),
)
"""The columns before the roles' means: word, width and kind."""


def scores(book: Book, ledger: Ledger, tree: Tree) -> int:
    """Add the sheet, and return its last row."""
    sheet = book.sheet(word("sheet_scores", book.language))
    made = ScoreRows(book, ledger, tree)
    rows = (made.row(node) for node in tree.nodes)
    last = book.table(sheet, _columns(book, ledger.roles), rows)
    sheet.freeze_panes(1, 6)
    book.alarm(sheet, 18, last)
    return last + 1


def _columns(book: Book, roles: Sequence[str]) -> list[Column]:
    def by_role(key: str) -> list[Column]:
        says = word(key, book.language)
        return [Column(f"{says} · {role}", 13, "points") for role in roles]

    told = [Column(word(k, book.language), width, kind) for k, width, kind in _COLUMNS]
    return [*told, *by_role("claimed"), *by_role("evidenced")]
