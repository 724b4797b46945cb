"""The rows of the sheet of scores: formulas, and what the engine found beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from xlsxwriter.utility import xl_col_to_name

from assessment.handoffs.words import word
from assessment.handoffs.workbook import answers, rules
from assessment.handoffs.workbook.book import Book, Cell, Formula
from assessment.handoffs.workbook.ledger import Key, Ledger
from assessment.handoffs.workbook.tree import OVERALL, At, Node, Tree
from questionnaires.model import Kind
from scoring.result import DimensionResult, Overall, QuestionResult
from scoring.scorecard import floors_of

STATES: Final = ("answered", "consensus", "na", "dk", "unanswered", "hidden")
MOST_UNITS: Final = 100
"""Of more units a formula would be too long; the engine's value stands instead."""
UNIT, SHARE, ID, WEIGHT, STATE, COVERAGE, NA_SHARE, CLAIMED, EVIDENCED, SCORE, LEVEL = (
    "B", "C", "E", "G", "H", "I", "J", "K", "L", "M", "N",
)  # fmt: skip
FOUND: Final = {COVERAGE: "O", CLAIMED: "P", EVIDENCED: "Q", SCORE: "R"}
"""Our columns with those of the engine's values."""
DIFFERENCE: Final = "S"
_ROLES: Final = 19
"""The column, from 0, at which the roles' means begin."""


def state_words(book: Book) -> Mapping[str, str]:
    """Return what states and statuses are called in the cells."""
    own = {key: word(f"state_{key}", book.language) for key in STATES}
    status = {
        "scored": book.report.words["scored"],
        "provisional": book.report.words["provisional"],
        "not-scored": book.report.words["not_scored"],
    }
    return own | status


@dataclass(frozen=True)
class ScoreRows:
    """What makes the rows."""

    book: Book
    ledger: Ledger
    tree: Tree

    @cached_property
    def words(self) -> Mapping[str, str]:
        """What states and statuses are called."""
        return state_words(self.book)

    @cached_property
    def units(self) -> Mapping[At, tuple[Node, ...]]:
        """Each node's namesakes in the units."""
        return self.tree.of_units()

    @cached_property
    def _points(self) -> str:
        return answers.name("points", self.book.language)

    @cached_property
    def _agreed(self) -> str:
        return answers.name("agreed", self.book.language)

    def row(self, node: Node) -> list[Cell]:
        """Return the cells of a node."""
        questionnaire, level, name = node.at
        title = word(f"level_{level}", self.book.language)
        about: list[Cell] = [
            title, node.unit, node.share, questionnaire,
            questionnaire if level == OVERALL else name, node.titles[1], node.weight,
        ]  # fmt: skip
        return [*about, *self._numbers(node), *self._engine(node), *self._by_role(node)]

    def _numbers(self, node: Node) -> list[Cell]:
        if node.unit is None and self.ledger.material.result.units:
            return self._of_units(node)
        if isinstance(node.found, QuestionResult):
            return self._question(node, node.found)
        return self._parent(node)

    def _engine(self, node: Node) -> list[Cell]:
        """Return what the engine found, and how far our numbers are from it."""
        found = node.found
        coverage = None if isinstance(found, QuestionResult) else found.coverage
        pairs = [
            (f"{own}{node.row}", f"{theirs}{node.row}")
            for own, theirs in FOUND.items()
            if own != COVERAGE or not isinstance(found, QuestionResult)
        ]
        apart = Formula(rules.difference(pairs), 0)
        return [coverage, found.claimed, found.evidenced, found.score, apart]

    def _of_units(self, node: Node) -> list[Cell]:
        """Return the units' means by weight; a question's state is the engine's."""
        found = node.found
        mates = self.units.get(node.at, ())

        def mean(column: str, value: float | None) -> Cell:
            if len(mates) > MOST_UNITS:
                return value
            cells = [(f"{column}{each.row}", f"${SHARE}{each.row}") for each in mates]
            return Formula(rules.unit_mean(cells), value)

        covered, left_out = self._shares(node)
        return [
            self._whole_state(node),
            mean(COVERAGE, covered) if node.children else self._covered(node, covered),
            self._left_out(node, left_out)
            if not node.children
            else None
            if node.level == OVERALL
            else mean(NA_SHARE, left_out),
            mean(CLAIMED, found.claimed),
            mean(EVIDENCED, found.evidenced),
            mean(SCORE, found.score),
            self._level(node),
        ]

    def _whole_state(self, node: Node) -> Cell:
        if isinstance(node.found, QuestionResult):
            return self.words[node.found.state]
        return self._status(node)

    def _shares(self, node: Node) -> tuple[float | None, float | None]:
        """Return coverage and the share of what is not applicable, of any node."""
        found = node.found
        if isinstance(found, QuestionResult):
            left_out = float(found.state == "na") if found.state != "hidden" else None
            there = found.state in ("answered", "consensus")
            return (None if left_out is None or left_out else float(there)), left_out
        if isinstance(found, Overall):
            return found.coverage, None
        return found.coverage, found.na_share

    def _covered(self, node: Node, value: float | None) -> Cell:
        return Formula(rules.counts(f"{STATE}{node.row}", self.words), value)

    def _left_out(self, node: Node, value: float | None) -> Cell:
        return Formula(rules.not_applicable(f"{STATE}{node.row}", self.words), value)

    def _question(self, node: Node, found: QuestionResult) -> list[Cell]:
        questionnaire, _, name = node.at
        key, n = (questionnaire, node.unit, name), node.row
        covered, left_out = self._shares(node)
        claimed, evidenced = self._worth(key, n)
        assessed = self.ledger.material.result.mode == "assessed"
        first = f"={EVIDENCED if assessed else CLAIMED}{n}"
        return [
            self._state(key, found.state),
            self._covered(node, covered),
            self._left_out(node, left_out),
            Formula(claimed, found.claimed),
            Formula(evidenced, found.evidenced),
            Formula(first, found.score),
            None,
        ]

    def _state(self, key: Key, found: str) -> Cell:
        said = self.words[found]
        row, span = self.ledger.replaces(key), self.ledger.spans.get(key)
        if found == "hidden":
            return said  # Conditions are the engine's.
        if row is not None:
            value = f"{self._agreed}!${answers.AGREED_VALUE}${row}"
            return Formula(rules.state_agreed(value, self.words), said)
        if span is None:
            return said
        values = rules.elsewhere(self._points, answers.POINTS_VALUE, span)
        worth = rules.elsewhere(self._points, answers.POINTS_CLAIMED, span)
        return Formula(rules.state(values, worth, self.words), said)

    def _worth(self, key: Key, n: int) -> tuple[str, str]:
        """Return the formulas of claimed and evidenced points of a question."""
        row, state = self.ledger.replaces(key), f"{STATE}{n}"
        if row is not None:
            cells = (answers.AGREED_CLAIMED, answers.AGREED_EVIDENCED)
            return tuple(  # type: ignore[return-value]  # two cells make two formulas
                rules.when_agreed(state, f"{self._agreed}!${each}${row}", self.words)
                for each in cells
            )
        count = len(self.ledger.roles)
        if not count:
            return '=""', '=""'
        claimed, evidenced = (
            f"{xl_col_to_name(first)}{n}:{xl_col_to_name(first + count - 1)}{n}"
            for first in (_ROLES, _ROLES + count)
        )
        return (
            rules.balanced(state, claimed, self.words),
            rules.balanced(state, evidenced, self.words),
        )

    def _by_role(self, node: Node) -> Iterator[Cell]:
        """Yield each role's means of a question: claimed, then evidenced."""
        questionnaire, level, name = node.at
        key = (questionnaire, node.unit, name)
        for which, column in enumerate(
            (answers.POINTS_CLAIMED, answers.POINTS_EVIDENCED)
        ):
            for role in self.ledger.roles:
                span = self.ledger.role_spans.get((key, role))
                if level != "question" or span is None:
                    yield None
                    continue
                cells = rules.elsewhere(self._points, column, span)
                found = self.ledger.role_means.get((key, role))
                yield Formula(rules.role_mean(cells), found[which] if found else None)

    def _parent(self, node: Node) -> list[Cell]:
        found = node.found
        covered, left_out = self._shares(node)
        kept = self._has_numbers(node)
        points = [self._rolled(node, column) for column in (CLAIMED, EVIDENCED, SCORE)]
        values = (found.claimed, found.evidenced, found.score)
        return [
            self._status(node),
            self._mean(node, COVERAGE, covered),
            None if node.level == OVERALL else self._mean(node, NA_SHARE, left_out),
            *(
                Formula(formula, value) if kept and node.children else None
                for formula, value in zip(points, values, strict=True)
            ),
            self._level(node),
        ]

    def _has_numbers(self, node: Node) -> bool:
        """Whether a node has points at all: the continuum as a whole has a position."""
        definition = self.ledger.material.questionnaires[node.at[0]]
        return node.level != OVERALL or definition.kind is not Kind.CONTINUUM

    def _mean(self, node: Node, column: str, value: float | None) -> Cell:
        if node.children is None:
            return None
        weights = rules.over(WEIGHT, node.children)
        return Formula(rules.mean(rules.over(column, node.children), weights), value)

    def _rolled(self, node: Node, column: str) -> str:
        if node.children is None:
            return ""
        values, weights, covered = (
            rules.over(each, node.children) for each in (column, WEIGHT, COVERAGE)
        )
        formula = rules.rolled_up(values, weights, covered, node.rollup)
        if node.level != "capability":
            return formula
        return rules.enough(f"{COVERAGE}{node.row}", formula)

    def _status(self, node: Node) -> Cell:
        found: Any = node.found
        score, coverage = f"{SCORE}{node.row}", f"{COVERAGE}{node.row}"
        if isinstance(found, DimensionResult):
            formula = rules.dimension_status(score, coverage, self.words)
        elif isinstance(found, Overall):
            if node.children is None:
                return self.words[found.status]
            below = [rules.over(c, node.children) for c in (SCORE, STATE, NA_SHARE)]
            formula = rules.overall_status(below, coverage, self.words)
        else:
            formula = rules.capability_status(score, self.words)
        return Formula(formula, self.words[found.status])

    def _level(self, node: Node) -> Cell:
        found = node.found
        if not isinstance(found, (DimensionResult, Overall)):
            return None
        floors = floors_of(self.ledger.material.questionnaires[node.at[0]])
        return Formula(rules.level(f"{SCORE}{node.row}", floors), found.level)
