"""Decisions about a roadmap as plain values, and what they make of a computed plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Final

from questionnaires.model import Questionnaire
from scoring.basis import Basis, Raise, basis_of
from scoring.needed import Key
from scoring.plan import Decision, Predicted
from scoring.planning import Plan, decided_plan, since
from scoring.result import Result
from scoring.roadmap import Decisions

PLANNED: Final = "planned"
UNDER_WAY: Final = "under-way"
DONE: Final = "done"
STOPPED: Final = "stopped"
STATUSES: Final = (PLANNED, UNDER_WAY, DONE, STOPPED)
CONFIRMED: Final = "confirmed"
REFUSED: Final = "refused"
VERDICTS: Final = (CONFIRMED, REFUSED)
LONGEST: Final = 3650
"""The most days that an initiative can be set to: ten years."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What was decided of one initiative; ``None`` is as computed.

    ``wave`` is 1 and up, ``days`` 1 to ``LONGEST``, ``owner`` whoever does it, in
    words, and ``reason`` why it was decided. ``status`` is one of ``STATUSES``;
    ``stopped`` says why it was stopped, ``None`` where it was not.
    ``version`` counts the decisions from 1, 0 before the first; ``by`` and ``at`` tell
    who took the last one, and when, as an ISO date.
    """

    dropped: bool = False
    wave: int | None = None
    owner: str | None = None
    start: dt.date | None = None
    days: int | None = None
    reason: str | None = None
    status: str = PLANNED
    stopped: str | None = None
    version: int = 0
    by: str | None = None
    at: str | None = None

    @property
    def is_out(self) -> bool:
        """Whether it is in the plan no more: dropped, or stopped on the way."""
        return self.dropped or self.status == STOPPED

    @property
    def is_decided(self) -> bool:
        """Whether anything about its place in the plan was decided."""
        return self.terms() != Entry().terms()

    def terms(self) -> tuple[Any, ...]:
        """Return what is decided, without where it stands, who decided and when."""
        planned = self.wave, self.owner, self.start, self.days
        return self.dropped, *planned, self.reason

    def decision(self, first: dt.date) -> Decision:
        """Return it as scoring plans with it; ``first`` is the plan's first day."""
        start = None if self.start is None else (self.start - first).days
        return Decision(self.is_out, self.wave, self.days, start)

    def plain(self) -> dict[str, Any]:
        """Return it as it is stored; what is as computed is left out."""
        usual = Entry()
        found = {
            one.name: getattr(self, one.name)
            for one in fields(self)
            if getattr(self, one.name) != getattr(usual, one.name)
        }
        if self.start is not None:
            found["start"] = self.start.isoformat()
        return found


@dataclass(frozen=True, slots=True)
class Rescore:
    """What an assessor said of a question that a closed initiative raises.

    ``verdict`` is one of ``VERDICTS``; ``before`` and ``to`` are points, 0-100;
    ``version`` counts the verdicts from 1, 0 before the first; ``at`` is an ISO date.
    """

    verdict: str = ""
    before: float = 0.0
    to: float = 0.0
    reason: str = ""
    by: str = ""
    at: str = ""
    version: int = 0

    def plain(self) -> dict[str, Any]:
        """Return it as it is stored."""
        return {one.name: getattr(self, one.name) for one in fields(self)}


@dataclass(frozen=True, slots=True)
class Decided:
    """All that was decided about one plan; ``first`` is its first day.

    ``entries`` and ``rescores`` are by questionnaire and initiative, the latter also
    by question; ``capacities`` are whole days by number of the wave. ``by`` and ``on``
    tell who decided last what the plan looks like, ``None`` before the first time.
    """

    first: dt.date
    entries: Mapping[Key, Entry] = field(default_factory=dict)
    capacities: Mapping[int, int] = field(default_factory=dict)
    rescores: Mapping[Key, Mapping[str, Rescore]] = field(default_factory=dict)
    by: str | None = None
    on: dt.date | None = None

    def of(self, key: Key) -> Entry:
        """Return what was decided of an initiative by its ``key``."""
        return self.entries.get(key, Entry())

    @property
    def changes_the_plan(self) -> bool:
        """Whether the plan is not the computed one any more."""
        return bool(self.capacities) or any(
            entry.is_decided or entry.status != PLANNED
            for entry in self.entries.values()
        )

    def decisions(self) -> Decisions:
        """Return the decisions as scoring plans with them."""
        found = {key: entry.decision(self.first) for key, entry in self.entries.items()}
        return Decisions(found, self.capacities)

    def plan(self, ground: Basis) -> Plan:
        """Return the plan that the decisions lead to."""
        return decided_plan(ground, self.decisions())

    def planned(
        self, result: Result, definitions: Mapping[str, Questionnaire]
    ) -> Result:
        """Return a result whose plan is the decided one; its scores stay as they are.

        Args:
            result: The result that the plan was computed for.
            definitions: The pinned definitions by id.
        """
        return replace(result, roadmap=self.plan(basis_of(result, definitions)).roadmap)

    def today(self, ground: Basis) -> Predicted:
        """Return the scores if what was confirmed since were assessed today."""
        return since(ground, self.confirmed())

    def confirmed(self) -> Mapping[str, Mapping[str, float]]:
        """Return the confirmed points, 0-100, by questionnaire and question."""
        found: dict[str, dict[str, float]] = {}
        for (questionnaire, _initiative), verdicts in self.rescores.items():
            points = found.setdefault(questionnaire, {})
            for question, each in verdicts.items():
                if each.verdict == CONFIRMED:
                    points[question] = max(points.get(question, 0.0), each.to)
        return {name: points for name, points in found.items() if points}

    def proposed(self, ground: Basis) -> Iterator[tuple[Key, Raise]]:
        """Yield the re-scores that closed initiatives propose and nobody judged yet."""
        for key, entry in self.entries.items():
            if entry.status != DONE or not is_known(ground, key):
                continue
            judged = self.rescores.get(key, {})
            for each in ground.raises(*key):
                if each.question not in judged:
                    yield key, each


def is_known(ground: Basis, key: Key) -> bool:
    """Whether the pinned definitions have an initiative."""
    return any(
        key[0] == part.questionnaire.id
        and key[1] in part.questionnaire.initiative_by_id
        for part in ground.parts
    )


def entry_of(stored: Mapping[str, Any]) -> Entry:
    """Return an entry as ``Entry.plain`` stored it."""
    start = stored.get("start")
    day = None if start is None else dt.date.fromisoformat(start)
    return Entry(**{**stored, "start": day})


def name_of(key: Key) -> str:
    """Return how rows and the record call an initiative."""
    return "/".join(key)


def key_of(name: str) -> Key:
    """Return the key that ``name_of`` made a name of."""
    questionnaire, _, initiative = name.partition("/")
    return questionnaire, initiative
