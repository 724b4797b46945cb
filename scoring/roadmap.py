"""The roadmap: which initiatives, in which order, and what they will change.

Source: method 4.10; contract 5, Roadmap.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from graphlib import TopologicalSorter
from typing import Final

from questionnaires.model import Initiative
from scoring.levels import above, at_least
from scoring.raising import Field
from scoring.result import (
    PlannedInitiative,
    Predicted,
    Roadmap,
    Wave,
)

QUICK_EFFORT: Final = 2
QUICK_DAYS: Final = 90
QUICK_GAP: Final = 10
QUICK_WINS: Final = 3
STAGE_DAYS: Final = 180
HIGH_STAGE_DAYS: Final = 270
HIGH_STAGE: Final = 4
TECHNOLOGY_STAGES: Final = (3, 4)

Predictor = Callable[[Mapping[str, Mapping[str, float]]], Predicted]
"""Maps raised points by questionnaire and question to what they would lead to."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """An initiative that adds something, with what it waits for."""

    part: Field
    initiative: Initiative
    gap: float
    importance: float
    stage: int
    declared: frozenset[Key] = frozenset()
    waits: frozenset[Key] = frozenset()

    @property
    def key(self) -> Key:
        return self.part.questionnaire.id, self.initiative.id

    @property
    def priority(self) -> float:
        return self.gap / 100 * self.importance / self.initiative.effort

    @property
    def small(self) -> bool:
        return (
            self.initiative.effort <= QUICK_EFFORT
            and self.initiative.days <= QUICK_DAYS
        )

    @property
    def quick(self) -> bool:
        return self.small and not self.waits and at_least(self.gap, QUICK_GAP)


Key = tuple[str, str]


def build_roadmap(
    parts: Sequence[Field],
    predict: Predictor,
    technology_first: bool = False,
    capacity: int | None = None,
) -> Roadmap:
    """Return the plan for all questionnaires together.

    Args:
        parts: Each questionnaire's scores, targets and importance.
        predict: Tells what questions raised to some points, 0-100, lead to.
        technology_first: Whether stages 3 and 4 wait for information technology,
            because it is behind (method 4.4).
        capacity: How many days of initiatives fit into a wave, >= 1; ``None`` for
            any number.
    """
    kept = _kept(parts, technology_first)
    inherited = _inherited(kept)
    order = _order(kept, inherited, capacity)
    planned = tuple(
        _planned(kept[key], inherited[key], number)
        for number, layer in enumerate(order, start=1)
        for key in layer
    )
    return Roadmap(planned, _nearest(kept), _waves(order, kept, predict))


def _planned(kept: _Kept, inherited: float, wave: int) -> PlannedInitiative:
    return PlannedInitiative(
        questionnaire=kept.key[0],
        id=kept.key[1],
        gap=kept.gap,
        importance=kept.importance,
        priority=kept.priority,
        inherited=inherited,
        quick_win=kept.quick,
        wave=wave,
        requires=kept.initiative.requires,
    )


def _kept(parts: Sequence[Field], technology_first: bool) -> dict[Key, _Kept]:
    """Return the initiatives that raise anything, with what they wait for."""
    found: dict[Key, _Kept] = {}
    for part in parts:
        for initiative in part.questionnaire.initiatives:
            gap = part.gap(initiative)
            if above(gap, 0) and part.adds(initiative):
                weight, stage = part.weight(initiative), part.stage(initiative)
                kept = _Kept(part, initiative, gap, weight, stage)
                found[kept.key] = kept
    technology = frozenset(
        key
        for key, kept in found.items()
        if technology_first and kept.part.technology(kept.initiative)
    )
    return {key: _waiting(kept, found, technology) for key, kept in found.items()}


def _waiting(
    kept: _Kept, others: Mapping[Key, _Kept], technology: frozenset[Key]
) -> _Kept:
    name = kept.part.questionnaire.id
    declared = frozenset(
        (name, required)
        for required in kept.initiative.requires
        if (name, required) in others
    )
    lower = frozenset(
        key
        for key, other in others.items()
        if 0 < other.stage < kept.stage and key[0] == name
    )
    ahead = technology if kept.stage in TECHNOLOGY_STAGES else frozenset()
    return replace(kept, declared=declared, waits=declared | lower | ahead)


def _inherited(kept: Mapping[Key, _Kept]) -> dict[Key, float]:
    """Return the highest priority among an initiative and all that it unlocks."""
    unlocks: dict[Key, list[Key]] = {key: [] for key in kept}
    for key, item in kept.items():
        for required in item.declared:
            unlocks[required].append(key)
    found: dict[Key, float] = {}

    def highest(key: Key) -> float:
        if key not in found:
            found[key] = max([kept[key].priority, *map(highest, unlocks[key])])
        return found[key]

    return {key: highest(key) for key in kept}


def _order(
    kept: Mapping[Key, _Kept], inherited: Mapping[Key, float], capacity: int | None
) -> list[list[Key]]:
    """Return the waves: each waits only for those before it, and fits the capacity.

    What is ready is taken by inherited priority; what does not fit is ready for the
    next wave, and what waits for it moves with it.
    """
    sorter = TopologicalSorter({key: item.waits for key, item in kept.items()})
    sorter.prepare()
    waves: list[list[Key]] = []
    ready: list[Key] = []
    while sorter.is_active():
        ready += sorter.get_ready()
        ready.sort(key=lambda key: (-round(inherited[key], 9), key[1], key[0]))
        wave = _fitting(ready, kept, capacity)
        waves.append(wave)
        ready = [key for key in ready if key not in wave]
        sorter.done(*wave)
    return waves


def _fitting(
    ready: Sequence[Key], kept: Mapping[Key, _Kept], capacity: int | None
) -> list[Key]:
    """Return those that fit beside the ones before them.

    The first is always taken: one that is longer than any wave would else never come.
    """
    if capacity is None:
        return list(ready)
    taken: list[Key] = []
    days = 0
    for key in ready:
        own = kept[key].initiative.days
        if not taken or days + own <= capacity:
            taken.append(key)
            days += own
    return taken


def _nearest(kept: Mapping[Key, _Kept]) -> tuple[str, ...]:
    """Return the next best small initiatives where fewer than three are quick wins."""
    missing = QUICK_WINS - sum(1 for item in kept.values() if item.quick)
    others = [item for item in kept.values() if item.small and not item.quick]
    others.sort(key=lambda item: (-round(item.priority, 9), item.initiative.id))
    return tuple(item.initiative.id for item in others[: max(0, missing)])


def _waves(
    order: Sequence[Sequence[Key]], kept: Mapping[Key, _Kept], predict: Predictor
) -> tuple[Wave, ...]:
    raised: dict[str, dict[str, float]] = {}
    before = predict(raised).position
    waves = []
    for number, layer in enumerate(order, start=1):
        for key in layer:
            done = raised.setdefault(key[0], {})
            for question, value in kept[key].part.raised(kept[key].initiative).items():
                done[question] = max(done.get(question, 0.0), value)
        predicted = predict(raised)
        longest = max(kept[key].initiative.days for key in layer)
        waves.append(
            Wave(
                number=number,
                days=_days(longest, before, predicted.position),
                initiatives=tuple(key[1] for key in layer),
                predicted=predicted,
            )
        )
        before = predicted.position
    return tuple(waves)


def _days(longest: int, before: float | None, after: float | None) -> int:
    """Return a wave's length: a change of stage takes at least half a year."""
    if before is None or after is None or int(after) <= int(before):
        return longest
    shortest = HIGH_STAGE_DAYS if int(after) >= HIGH_STAGE else STAGE_DAYS
    return max(longest, shortest)
