"""The sheet of scores: every number by formula, beside the engine's own."""

from __future__ import annotations

from collections.abc import Sequence

from assessment.handoffs.words import word
from assessment.handoffs.workbook.book import Book, Column
from assessment.handoffs.workbook.ledger import Ledger
from assessment.handoffs.workbook.score_rows import ScoreRows
from assessment.handoffs.workbook.tree import Tree


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
    def named(key: str, width: float, kind: str = "points") -> Column:
        return Column(word(key, book.language), width, kind)

    def by_role(key: str) -> list[Column]:
        says = word(key, book.language)
        return [Column(f"{says} · {role}", 13, "points") for role in roles]

    return [
        named("level_of_node", 12, "words"),
        named("unit", 14, "text"),
        named("unit_weight", 8, "weight"),
        named("questionnaire", 18, "text"),
        named("id", 34, "text"),
        named("title", 48, "text"),
        named("weight", 8, "weight"),
        named("state", 13, "words"),
        named("coverage", 9, "share"),
        named("na_share", 10, "share"),
        named("claimed", 10),
        named("evidenced", 10),
        named("score", 10),
        named("level", 7, "whole"),
        named("engine_coverage", 10, "taken"),
        named("engine_claimed", 10, "taken"),
        named("engine_evidenced", 10, "taken"),
        named("engine_score", 10, "taken"),
        named("difference", 11, "check"),
        *by_role("claimed"),
        *by_role("evidenced"),
    ]
