"""Which cells hold what: the answers that count, in the order of the arithmetic."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import Any

from assessment.handoffs.material import Material
from assessment.reports.build_context import Context
from questionnaires.model import Question
from scoring.answers import DK
from scoring.values import EVIDENCE_CAPS, points

Key = tuple[str, str | None, str]
"""Questionnaire, unit (``None`` for the whole) and question."""

Span = tuple[int, int]
"""The first and the last row of some cells, as a spreadsheet counts them, from 1."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An answer to a scored question that applies, with what it comes to.

    ``row`` is where the sheet of answers has it and ``agreed`` where that of consensus
    has what replaces its grade, ``None`` without one, both counted from 1. Points are
    0-100, ``None`` where the answer has no value.
    """

    key: Key
    question: Question
    role: str
    row: int
    agreed: int | None
    value: Any
    claimed: float | None
    grade: str
    evidenced: float | None


@dataclass(frozen=True)
class Ledger:
    """The rows of the sheets of answers, consensus and points."""

    material: Material
    language: str

    @cached_property
    def context(self) -> Context:
        """The look-ups that the report has, too."""
        given = self.material
        return Context(given.result, given.questionnaires, self.language)

    @cached_property
    def units(self) -> tuple[str | None, ...]:
        """The units, or ``None`` alone where there are none."""
        return tuple(unit.id for unit in self.material.result.units) or (None,)

    @cached_property
    def roles(self) -> tuple[str, ...]:
        """All roles that gave an answer that counts, by name."""
        return tuple(sorted({entry.role for entry in self.entries}))

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The answers by questionnaire, unit, question and role."""
        result = self.material.result
        order: dict[Key, int] = {}
        for part in result.questionnaires:
            definition = self.material.questionnaires[part.id]
            for unit in self.units:
                for question in definition.questions():
                    order[part.id, unit, question.id] = len(order)
        found = list(self._entries())
        return tuple(sorted(found, key=lambda e: (order[e.key], e.role, e.row)))

    def _entries(self) -> Iterator[Entry]:
        for number, row in enumerate(self.material.result.answers, start=2):
            definition = self.material.questionnaires[row["questionnaire"]]
            question = definition.by_id[row["question"]]
            if question.scored and self.context.counts(row):
                yield self._entry(number, row, question)

    def _entry(self, number: int, row: Mapping[str, Any], question: Question) -> Entry:
        key = (row["questionnaire"], self._unit(row), question.id)
        agreed = self.agreed.get(key)
        claimed = points(question, row["value"])
        grade = row["evidence"] if agreed is None else self._given(agreed)["evidence"]
        return Entry(
            key=key,
            question=question,
            role=row["role"],
            row=number,
            agreed=agreed,
            value=row["value"],
            claimed=claimed,
            grade=grade,
            evidenced=None if claimed is None else min(claimed, EVIDENCE_CAPS[grade]),
        )

    def _unit(self, row: Mapping[str, Any]) -> str | None:
        """Return the unit that a row counts for; without units there is the whole."""
        unit: str | None = row["unit"]
        return unit if self.material.result.units else None

    def _given(self, row: int) -> Mapping[str, Any]:
        return self.material.result.consensus[row - 2]

    @cached_property
    def agreed(self) -> Mapping[Key, int]:
        """The row of the consensus that holds for each question, a unit's own first."""
        found: dict[Key, int] = {}
        rows = list(enumerate(self.material.result.consensus, start=2))
        for own in (False, True):
            for number, row in rows:
                if (row["unit"] is not None) == own:
                    for unit in self._meant(row):
                        found[row["questionnaire"], unit, row["question"]] = number
        return found

    def _meant(self, row: Mapping[str, Any]) -> tuple[str | None, ...]:
        """Return the units that an entry speaks of."""
        if row["unit"] is None:
            return self.units
        return (row["unit"],) if self.material.result.units else ()

    def replaces(self, key: Key) -> int | None:
        """Return the row of a consensus that has a value of its own, else ``None``."""
        row = self.agreed.get(key)
        if row is None or self._given(row)["value"] in (None, DK):
            return None
        return row

    @cached_property
    def spans(self) -> Mapping[Key, Span]:
        """The rows of points of each question that somebody answered."""
        return dict(_spans(self.entries, attrgetter("key")))

    @cached_property
    def role_spans(self) -> Mapping[tuple[Key, str], Span]:
        """The rows of points of each role that answered a question."""
        return dict(_spans(self.entries, attrgetter("key", "role")))

    @cached_property
    def role_means(self) -> Mapping[tuple[Key, str], tuple[float, float]]:
        """What each role's answers come to: claimed and evidenced, 0-100."""
        found = {}
        for key, (first, last) in self.role_spans.items():
            rows = self.entries[first - 2 : last - 1]
            both = [
                (e.claimed, e.evidenced)
                for e in rows
                if e.claimed is not None and e.evidenced is not None
            ]
            if both:
                claimed, evidenced = zip(*both, strict=True)
                found[key] = (sum(claimed) / len(both), sum(evidenced) / len(both))
        return found


def _spans(entries: tuple[Entry, ...], by: Any) -> Iterator[tuple[Any, Span]]:
    """Yield the rows of neighbours that agree; row 1 is the head."""
    first = 2
    for key, rows in groupby(entries, by):
        last = first + sum(1 for _ in rows) - 1
        yield key, (first, last)
        first = last + 1
