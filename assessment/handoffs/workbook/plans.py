"""The sheets of what to do: gaps, the whole roadmap, and what it takes by kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from assessment.handoffs.words import word
from assessment.handoffs.workbook.answers import name
from assessment.handoffs.workbook.book import Book, Cell, Column, Formula
from assessment.handoffs.workbook.ledger import Ledger
from assessment.handoffs.workbook.score_rows import SCORE
from assessment.handoffs.workbook.tree import Tree
from assessment.reports.model_plan import InitiativeRow
from questionnaires.model import Initiative
from scoring.result import Gap, PlannedInitiative, Wave

_WIDTHS: Final = (22, 42, 26, 9, 9, 9, 12, 40)
KINDS: Final = ("business-model", "it", "organisation", "operating-plan")
"""The kinds of initiatives, in the order of the investment file."""

_ROADMAP: Final = (
    ("wave", 7, "whole"),
    ("initiative", 40, "words"),
    ("owner", 24, "words"),
    ("effort", 8, "whole"),
    ("days", 8, "whole"),
    ("ends", 9, "whole"),
    ("due", 12, "day"),
    ("quick_win", 9, "words"),
    ("requires", 36, "words"),
    ("measure", 44, "words"),
    ("first_step", 44, "words"),
    ("decision", 40, "words"),
    ("stop", 40, "words"),
    ("gap", 9, "points"),
    ("importance", 11, "points"),
    ("priority", 10, "check"),
    ("inherited", 10, "taken"),
    ("predicted_overall", 12, "points"),
    ("predicted_position", 12, "points"),
    ("kind", 16, "words"),
    ("questionnaire", 18, "text"),
    ("id", 34, "text"),
)
"""The columns of the plan: word, width and kind."""


def _columns(book: Book, keys: Sequence[tuple[str, float, str]]) -> list[Column]:
    return [Column(word(key, book.language), width, kind) for key, width, kind in keys]


def gaps(book: Book, ledger: Ledger, tree: Tree) -> int:
    """Add the sheet of gaps, and return its last row."""
    heads = _columns(
        book,
        (
            ("rank", 7, "whole"),
            ("questionnaire", 18, "text"),
            ("id", 36, "text"),
            ("capability", 34, "words"),
            ("dimension", 26, "words"),
            ("score", 10, "points"),
            ("target", 10, "taken"),
            ("gap", 10, "points"),
            ("importance", 11, "taken"),
            ("peer_factor", 10, "taken"),
            ("pressure", 11, "check"),
            ("engine_gap", 11, "taken"),
            ("difference", 12, "check"),
        ),
    )
    sheet = book.sheet(word("sheet_gaps", book.language))
    found = ledger.material.result.gaps
    rows = (_gap(book, ledger, tree, gap) for gap in found)
    last = book.table(sheet, heads, rows)
    sheet.freeze_panes(1, 4)
    book.alarm(sheet, 12, last)
    return last + 1


def _gap(book: Book, ledger: Ledger, tree: Tree, gap: Gap) -> list[Cell]:
    dimension, capability = ledger.context.places[gap.questionnaire, gap.id]
    row = tree.row_of((gap.questionnaire, "capability", gap.id), None)
    n = gap.rank + 1
    score = f"={name('scores', book.language)}!{SCORE}{row}"
    pressure = gap.gap / 100 * gap.importance * gap.peer_factor
    return [
        gap.rank,
        gap.questionnaire,
        gap.id,
        ledger.context.text(capability.title),
        ledger.context.text(dimension.title),
        Formula(score, gap.score),
        gap.target,
        Formula(f"=G{n}-F{n}", gap.gap),
        gap.importance,
        gap.peer_factor,
        Formula(f"=H{n}/100*I{n}*J{n}", pressure),
        gap.gap,
        Formula(f"=ROUND(H{n}-L{n},9)", 0),
    ]


def roadmap(book: Book, ledger: Ledger) -> None:
    """Add the sheet of the plan: every initiative of every wave."""
    heads = _columns(book, _ROADMAP)
    sheet = book.sheet(word("sheet_roadmap", book.language))
    rows = (
        _initiative(book, ledger, row, planned, n)
        for n, (row, planned) in enumerate(_planned(ledger), start=2)
    )
    book.table(sheet, heads, rows)
    sheet.freeze_panes(1, 2)


def _planned(ledger: Ledger) -> Iterator[tuple[InitiativeRow, PlannedInitiative]]:
    """Yield the initiatives as the report tells them, with the engine's numbers."""
    told = [r for wave in ledger.material.report.roadmap.waves for r in wave.rows]
    # Without answers a report has no plan, and the engine one that counts them as 0.
    found = ledger.material.result.roadmap.initiatives if told else ()
    return zip(told, found, strict=True)


def _definition(ledger: Ledger, planned: PlannedInitiative) -> Initiative:
    definition = ledger.material.questionnaires[planned.questionnaire]
    return definition.initiative_by_id[planned.id]


def _initiative(
    book: Book, ledger: Ledger, row: InitiativeRow, planned: PlannedInitiative, n: int
) -> list[Cell]:
    wave = _wave(ledger, planned)
    yes = word("yes", book.language)
    semicolon = word("semicolon", book.language)
    return [
        planned.wave,
        row.title,
        row.owner,
        row.effort,
        row.days,
        row.ends,
        row.by,
        yes if row.quick_win else None,
        semicolon.join(row.requires),
        row.kpi,
        row.first_step,
        row.decision,
        row.stop,
        planned.gap,
        planned.importance,
        Formula(f"=N{n}/100*O{n}/D{n}", planned.priority),
        planned.inherited,
        wave.predicted.overall,
        wave.predicted.position,
        word(f"kind_{_definition(ledger, planned).kind}", book.language),
        planned.questionnaire,
        planned.id,
    ]


def _wave(ledger: Ledger, planned: PlannedInitiative) -> Wave:
    return next(
        w for w in ledger.material.result.roadmap.waves if w.number == planned.wave
    )


def investment(book: Book, ledger: Ledger) -> None:
    """Add the investment file: initiatives by kind, with the sums above them."""
    sheet = book.sheet(word("sheet_investment", book.language))
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    rows = sorted(
        _planned(ledger),
        key=lambda each: KINDS.index(_definition(ledger, each[1]).kind),
    )
    first = len(KINDS) + 5
    last = max(first + len(rows) - 1, first)
    _kinds(book, ledger, sheet, (first, last))
    keys = ("kind", "initiative", "owner", "effort", "days", "wave", "due", "decision")
    for column, key in enumerate(keys):
        book.write(sheet, (first - 2, column), word(key, book.language), "head")
    for n, (row, planned) in enumerate(rows, start=first - 1):
        kind = word(f"kind_{_definition(ledger, planned).kind}", book.language)
        cells: list[tuple[Cell, str]] = [
            (kind, "words"), (row.title, "words"), (row.owner, "words"),
            (row.effort, "whole"), (row.days, "whole"), (row.wave, "whole"),
            (row.by, "day"), (row.decision, "words"),
        ]  # fmt: skip
        for column, (cell, form) in enumerate(cells):
            book.write(sheet, (n, column), cell, form)
        book.fit(sheet, n, [cell for cell, _ in cells], _WIDTHS)
    sheet.autofilter(first - 2, 0, last - 1, len(keys) - 1)
    sheet.freeze_panes(0, 1)


def _kinds(book: Book, ledger: Ledger, sheet: object, rows: tuple[int, int]) -> None:
    """Write how many initiatives, how much effort and how many days each kind takes."""
    heads = ("kind", "initiatives", "", "effort", "days")
    for column, key in enumerate(heads):
        text = word(key, book.language) if key else ""
        book.write(sheet, (0, column), text, "head")
    found = [(_definition(ledger, p).kind, row) for row, p in _planned(ledger)]
    first, last = rows
    kinds = f"$A${first}:$A${last}"
    for n, kind in enumerate(KINDS, start=2):
        own = [row for each, row in found if each == kind]
        sums = [
            Formula(f"=SUMIF({kinds},$A{n},${c}${first}:${c}${last})", total)
            for c, total in (
                ("D", sum(row.effort for row in own)),
                ("E", sum(row.days for row in own)),
            )
        ]
        count = Formula(f"=COUNTIF({kinds},$A{n})", len(own))
        title = word(f"kind_{kind}", book.language)
        _sums(book, sheet, n, [title, count, None, *sums])
    _total(book, sheet, [row for _, row in found])


def _total(book: Book, sheet: object, rows: Sequence[InitiativeRow]) -> None:
    """Write the sums over all kinds."""
    n = len(KINDS) + 2
    total = [
        Formula(f"=SUM({c}2:{c}{n - 1})", value)
        for c, value in (
            ("B", len(rows)),
            ("D", sum(row.effort for row in rows)),
            ("E", sum(row.days for row in rows)),
        )
    ]
    _sums(book, sheet, n, [word("total", book.language), total[0], None, *total[1:]])


def _sums(book: Book, sheet: object, row: int, cells: Sequence[Cell]) -> None:
    for column, cell in enumerate(cells):
        book.write(sheet, (row - 1, column), cell, "sum" if column else "total")
