"""The sheet of the continuum: gates, position and band, computed again by formulas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from assessment.handoffs.words import word
from assessment.handoffs.workbook.answers import name
from assessment.handoffs.workbook.book import Book, Cell, Formula
from assessment.handoffs.workbook.ledger import Ledger, Span
from assessment.handoffs.workbook.rules import over
from assessment.handoffs.workbook.score_rows import SCORE, STATE, state_words
from assessment.handoffs.workbook.tree import Tree
from questionnaires.model import Questionnaire
from scoring.gates import HELD, NEARLY, REACHED, STAGES, Ladder, ladder
from scoring.levels import TOLERANCE
from scoring.result import ContinuumResult, Position, QuestionnaireResult, Target
from scoring.target import HALF_BAND, HIGHEST, PROFILE, TOO_SURE, WEIGHTS

_LITTLE: Final = f"{TOLERANCE:.0E}"
_WIDTHS: Final = (16, 9, 12, 46, 13, 13, 13, 13, 13, 13, 13)
APART: Final = "J"
"""The column of differences, in every table of the sheet."""


@dataclass(frozen=True, slots=True)
class _Place:
    """The continuum of the whole, or of a unit."""

    unit: str | None
    definition: Questionnaire
    part: QuestionnaireResult
    continuum: ContinuumResult
    position: Position
    steps: Ladder


def places(ledger: Ledger) -> Iterator[_Place]:
    """Yield each place that has a position."""
    result = ledger.material.result
    found: list[tuple[str | None, QuestionnaireResult]]
    found = [(None, part) for part in result.questionnaires]
    found += [(unit.id, part) for unit in result.units for part in unit.questionnaires]
    for unit, part in found:
        own = part.continuum
        if own is not None and own.position is not None:
            definition = ledger.material.questionnaires[part.id]
            steps = ladder(definition, {each.id: each for each in part.questions})
            yield _Place(unit, definition, part, own, own.position, steps)


def gates(book: Book, ledger: Ledger, tree: Tree) -> int:
    """Add the sheet, where anybody has a position; return its last row, else 0."""
    found = list(places(ledger))
    if not found:
        return 0
    sheet = book.sheet(word("sheet_continuum", book.language))
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    made = _Sheet(book, sheet, ledger, tree)
    row = 1
    for place in found:
        row = made.place(place, row) + 1
    sheet.freeze_panes(0, 1)
    book.alarm(sheet, 9, row)
    return row


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The sheet while it is written; rows are counted from 1 as a reader does."""

    book: Book
    sheet: Any
    ledger: Ledger
    tree: Tree

    def place(self, place: _Place, row: int) -> int:
        """Write one place from a row on, and return the row after it."""
        title = place.unit or self.ledger.context.name
        self.book.write(self.sheet, (row - 1, 0), title, "part")
        spans, row = self._criteria(place, row + 1)
        stages, row = self._stages(place, spans, row + 1)
        where, row = self._position(place, stages, row + 1)
        return self._target(place, where, row + 1)

    def _head(self, row: int, keys: Sequence[str]) -> int:
        for column, key in enumerate(keys):
            text = word(key, self.book.language) if key else ""
            self.book.write(self.sheet, (row - 1, column), text, "head")
        told = [word(key, self.book.language) if key else "" for key in keys]
        self.book.fit(self.sheet, row - 1, told, _WIDTHS[: len(told)])
        return row + 1

    def _line(self, row: int, cells: Sequence[tuple[Cell, str]]) -> int:
        for column, (cell, kind) in enumerate(cells):
            self.book.write(self.sheet, (row - 1, column), cell, kind)
        given = [cell for cell, _ in cells]
        self.book.fit(self.sheet, row - 1, given, _WIDTHS[: len(given)])
        return row + 1

    def _criteria(self, place: _Place, row: int) -> tuple[list[Span | None], int]:
        """Write each criterion that applies; its score leads to the sheet of scores."""
        row = self._head(row, ("stage", "source_code", "state", "criterion", "score"))
        source = name("scores", self.book.language)
        words, spans = state_words(self.book), []
        for number in range(1, STAGES + 1):
            gate, first = place.steps.gate(number), row
            for criterion in gate:
                at = self.tree.row_of(
                    (place.part.id, "question", criterion), place.unit
                )
                found = place.part.question(criterion)
                asked = place.definition.by_id[criterion]
                score = Formula(f"=N({source}!{SCORE}{at})", found.score or 0.0)
                state = Formula(f"={source}!{STATE}{at}", words[found.state])
                told = self.ledger.context.criterion(place.definition, criterion)
                cells: list[tuple[Cell, str]] = [
                    (number, "whole"), (asked.source, "text"), (state, "words"),
                    (told, "words"), (score, "points"),
                ]  # fmt: skip
                row = self._line(row, cells)
            spans.append((first, row - 1) if gate else None)
        return spans, row

    def _stages(
        self, place: _Place, spans: Sequence[Span | None], row: int
    ) -> tuple[Span, int]:
        """Write what each stage comes to: mean, lowest, whether it is passed."""
        keys = ("stage", "", "", "stage_name", "gate_mean", "gate_lowest", "passed")
        row = self._head(row, keys)
        first = row
        for number, (span, gate) in enumerate(
            zip(spans, place.continuum.gates, strict=True), start=1
        ):
            title = place.definition.dimension_by_id[f"stage-{number}"].title
            lowest, passed = self._passed(place, number, span, (first, row))
            mean: Cell = None
            if span is not None:
                mean = Formula(f"=AVERAGE({over('E', span)})", gate.mean)
            cells: list[tuple[Cell, str]] = [
                (number, "whole"), (None, "any"), (None, "any"),
                (title[self.book.language], "words"), (mean, "points"),
                (lowest, "points"), (passed, "whole"),
            ]  # fmt: skip
            row = self._line(row, cells)
        return (first, row - 1), row

    @staticmethod
    def _passed(
        place: _Place, number: int, span: Span | None, rows: Span
    ) -> tuple[Cell, Cell]:
        """Return the lowest criterion of a gate, and whether it is passed, 1 or 0."""
        first, row = rows
        if span is None:
            return None, 0
        scores = [place.part.question(c).score or 0.0 for c in place.steps.gate(number)]
        tests = [f"F{row}>{REACHED}+{_LITTLE}"]
        if number > 1:
            below = over("F", (first, row - 1))
            tests += [f"MIN({below})>={HELD}-{_LITTLE}", f"G{row - 1}=1"]
        passed = Formula(
            f"=IF(AND({','.join(tests)}),1,0)", int(number <= place.position.stage)
        )
        return Formula(f"=MIN({over('E', span)})", min(scores)), passed

    def _position(self, place: _Place, stages: Span, row: int) -> tuple[int, int]:
        """Write the position, and return its row with the one after it."""
        row = self._head(
            row,
            ("", "", "", "position", "value", "stage_reached", "", "", "engine_value",
             "difference"),
        )  # fmt: skip
        where = place.position
        stage = Formula(f"=SUM({over('G', stages)})", where.stage)
        means = over("E", stages)
        further = f"MIN(INDEX({means},F{row}+1)/100,{NEARLY})"
        value = f"=F{row}+IF(F{row}>={place.steps.top},0,{further})"
        self._compared(row, "position", Formula(value, where.value), stage)
        return row, row + 1

    def _compared(self, row: int, key: str, own: Formula, extra: Cell = None) -> None:
        """Write a number with the engine's beside it, and how far they are apart."""
        title = word(key, self.book.language)
        cells: list[tuple[Cell, str]] = [
            (None, "any"), (None, "any"), (None, "any"), (title, "words"),
            (own, "points"), (extra, "whole"), (None, "any"), (None, "any"),
            (own.value, "taken"),
            (Formula(f"=ROUND(E{row}-I{row},9)", 0), "check"),
        ]  # fmt: skip
        self._line(row, cells)

    def _target(self, place: _Place, where: int, row: int) -> int:
        """Write the answers that propose the band, and the band."""
        aimed, choices = place.continuum.target, self._choices(place)
        if aimed is None:
            return row
        row = self._head(row, ("", "source_code", "", "asks", "value"))
        at: dict[str, str] = {}
        for code in (*PROFILE, "preference", "decided"):
            at[code] = f"E{row}"
            value = aimed.decided if code == "decided" else choices.get(code)
            cells: list[tuple[Cell, str]] = [
                (None, "any"), (code if code in PROFILE else None, "text"),
                (None, "any"), (self._asks(place, code), "words"), (value, "taken"),
            ]  # fmt: skip
            row = self._line(row, cells)
        keys = ("", "", "", "target", "value", "", "", "", "engine_value", "difference")
        row = self._head(row, keys)
        for key, own in _band(aimed, at, row, where).items():
            self._compared(row, key, own)
            row += 1
        return row

    def _asks(self, place: _Place, code: str) -> str:
        if code == "decided":
            return word("decided", self.book.language)
        question = place.definition.by_source[code].id
        return self.ledger.context.criterion(place.definition, question)

    def _choices(self, place: _Place) -> dict[str, float]:
        found = self.ledger.context.choices(place.definition, place.unit or "")
        return {**found, "preference": found.get("preference", 0.0)}


def _band(
    aimed: Target, at: dict[str, str], row: int, where: int
) -> dict[str, Formula]:
    """Return the target's numbers in the order of their rows, from ``row`` on.

    The cap is the engine's: it follows from T6 and from whether stage 5 applies.
    """
    pull = "+".join(f"{weight:g}*{at[code]}" for code, weight in WEIGHTS.items())
    push = f"0.25*{at['T4']}*(1-{at['T1']}/{HIGHEST})"
    highest = {4.0: "4", 4.5: f"{TOO_SURE:g}"}.get(aimed.cap, "5")
    raw, proposed, value, _, high = (f"E{row + n}" for n in range(5))
    limited = f"MIN({value}+{HALF_BAND:g},{highest})"
    return {
        "target_raw": Formula(f"=MAX(0,1.25*({pull})-{push})", aimed.raw),
        "target_proposed": Formula(
            f"=MIN(MAX({raw}+{at['preference']},0),{aimed.cap:g})", aimed.proposed
        ),
        "target_value": Formula(
            f"=IF(ISNUMBER({at['decided']}),{at['decided']},{proposed})", aimed.value
        ),
        "band_low": Formula(
            f"=MIN(MAX(0,{value}-{HALF_BAND:g}),{high})", aimed.band[0]
        ),
        "band_high": Formula(f"=MAX({limited},1)", aimed.band[1]),
        "target_gap": Formula(f"={value}-E{where}", aimed.gap),
    }
