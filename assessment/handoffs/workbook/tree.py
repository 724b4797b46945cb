"""Every scored node with its row in the sheet of scores: children stand together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from assessment.handoffs.material import Material
from assessment.handoffs.workbook.ledger import Span
from questionnaires.model import Capability, Dimension, Questionnaire, RollUp
from scoring.result import (
    CapabilityResult,
    DimensionResult,
    Overall,
    QuestionnaireResult,
    QuestionResult,
)

OVERALL: Final = "overall"
LEVELS: Final = (OVERALL, "dimension", "capability", "question")

Found = Overall | DimensionResult | CapabilityResult | QuestionResult
At = tuple[str, str, str]
"""Questionnaire, level and id of a node, the same in every unit."""


@dataclass(frozen=True, slots=True)
class Node:
    """One row: what the engine found, and where its children stand.

    ``unit`` is ``None`` for the whole; ``share`` the unit's weight in it. ``weight`` is
    ``None`` for the whole questionnaire. ``titles`` are those of what it lies in and
    its own, in the reader's language. ``children`` is ``None`` for a question.
    """

    at: At
    unit: str | None
    share: float | None
    row: int
    weight: float | None
    titles: tuple[str, str]
    rollup: RollUp
    children: Span | None
    found: Found

    @property
    def level(self) -> str:
        """One of ``LEVELS``."""
        return self.at[1]


class Tree:
    """All nodes in the order of their rows."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self.nodes = tuple(nodes)
        self._rows = {(node.at, node.unit): node.row for node in nodes}

    def of_units(self) -> Mapping[At, tuple[Node, ...]]:
        """Return each node's namesakes in the units."""
        found: dict[At, list[Node]] = {}
        for node in self.nodes:
            if node.unit is not None:
                found.setdefault(node.at, []).append(node)
        return {at: tuple(nodes) for at, nodes in found.items()}

    def row_of(self, at: At, unit: str | None) -> int:
        """Return the row of a node; ``KeyError`` where there is none."""
        return self._rows[at, unit]


def tree(material: Material, language: str) -> Tree:
    """Return the nodes: of each questionnaire the whole, then each of its units."""
    result = material.result
    found: list[Node] = []
    for number, part in enumerate(result.questionnaires):
        definition = material.questionnaires[part.id]
        places: list[tuple[str | None, float | None, QuestionnaireResult]]
        places = [(None, None, part)]
        places += [(u.id, u.weight, u.questionnaires[number]) for u in result.units]
        for unit, share, own in places:
            place = _Place(definition, own, unit, share, language)
            found += place.nodes(len(found) + 2)
    return Tree(found)


@dataclass(frozen=True, slots=True)
class _Place:
    """One questionnaire's result, of the whole or of a unit."""

    definition: Questionnaire
    part: QuestionnaireResult
    unit: str | None
    share: float | None
    language: str

    def nodes(self, first: int) -> Iterator[Node]:
        """Yield the nodes from a row on: the whole, dimensions, what is in them."""
        dimensions = self._dimensions()
        leaves = [each for d in dimensions for each in self._below(d) if each.questions]
        row = first + 1 + len(dimensions)
        start_of = self._starts(dimensions, row)
        below = sum(len(self._below(d)) for d in dimensions)
        questions = self._question_starts(leaves, row + below)
        yield self._overall(first, len(dimensions))
        for number, dimension in enumerate(dimensions, start=1):
            yield self._dimension(dimension, first + number, start_of)
        for dimension in dimensions:
            for each in self._below(dimension):
                span = questions.get(each.id) or start_of.get((dimension.id, each.id))
                yield self._capability(dimension, each, row, span)
                row += 1
        results = {question.id: question for question in self.part.questions}
        for dimension in dimensions:
            for each in self._below(dimension):
                for question in self._questions(each, row, results):
                    yield question
                    row += 1

    def _dimensions(self) -> list[Dimension]:
        scored = {node.id for node in self.part.dimensions}
        return [d for d in self.definition.dimensions if d.id in scored and d.weight]

    @staticmethod
    def _below(dimension: Dimension) -> list[Capability]:
        """Return the capabilities with a weight; those of one parent together."""
        found = [each for each in dimension.below(None) if each.weight]
        for each in found:
            found += [inner for inner in dimension.below(each.id) if inner.weight]
        return found

    def _starts(
        self, dimensions: Sequence[Dimension], row: int
    ) -> dict[tuple[str, str | None], Span]:
        """Return the rows of the capabilities of each parent."""
        found: dict[tuple[str, str | None], Span] = {}
        for dimension in dimensions:
            for each in self._below(dimension):
                first, _ = found.get((dimension.id, each.parent), (row, row))
                found[dimension.id, each.parent] = (first, row)
                row += 1
        return found

    @staticmethod
    def _question_starts(leaves: Sequence[Capability], row: int) -> dict[str, Span]:
        found = {}
        for each in leaves:
            count = sum(1 for question in each.questions if question.weight is not None)
            if count:
                found[each.id] = (row, row + count - 1)
            row += count
        return found

    def _overall(self, row: int, count: int) -> Node:
        title = self.definition.title[self.language]
        return Node(
            at=(self.definition.id, OVERALL, OVERALL),
            unit=self.unit,
            share=self.share,
            row=row,
            weight=None,
            titles=("", title),
            rollup=self.definition.rollup,
            children=(row + 1, row + count) if count else None,
            found=self.part.overall,
        )

    def _dimension(
        self,
        dimension: Dimension,
        row: int,
        starts: Mapping[tuple[str, str | None], Span],
    ) -> Node:
        title = dimension.title[self.language]
        return Node(
            at=(self.definition.id, "dimension", dimension.id),
            unit=self.unit,
            share=self.share,
            row=row,
            weight=dimension.weight,
            titles=(title, title),
            rollup=dimension.rollup,
            children=starts.get((dimension.id, None)),
            found=next(n for n in self.part.dimensions if n.id == dimension.id),
        )

    def _capability(
        self, dimension: Dimension, each: Capability, row: int, span: Span | None
    ) -> Node:
        results = next(n for n in self.part.dimensions if n.id == dimension.id)
        return Node(
            at=(self.definition.id, "capability", each.id),
            unit=self.unit,
            share=self.share,
            row=row,
            weight=each.weight,
            titles=(dimension.title[self.language], each.title[self.language]),
            rollup=each.rollup,
            children=span,
            found=next(n for n in results.capabilities if n.id == each.id),
        )

    def _questions(
        self, each: Capability, row: int, results: Mapping[str, QuestionResult]
    ) -> Iterator[Node]:
        asked = [question for question in each.questions if question.weight is not None]
        for number, question in enumerate(asked):
            yield Node(
                at=(self.definition.id, "question", question.id),
                unit=self.unit,
                share=self.share,
                row=row + number,
                weight=question.weight,
                titles=(each.title[self.language], question.text[self.language]),
                rollup=RollUp.MEAN,
                children=None,
                found=results[question.id],
            )
