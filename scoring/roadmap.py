"""The roadmap: which initiatives, in which order, and what they will change.

Source: method 4.10; contract 5, Roadmap.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from graphlib import TopologicalSorter
from typing import Final

from scoring.basis import Basis
from scoring.needed import (
    AS_COMPUTED,
    NOTHING,
    Decided,
    Key,
    Needed,
    inherited,
    needed,
)
from scoring.plan import Decision, PlannedInitiative, Roadmap, Slot, Wave

QUICK_WINS: Final = 3
STAGE_DAYS: Final = 180
HIGH_STAGE_DAYS: Final = 270
HIGH_STAGE: Final = 4


@dataclass(frozen=True, slots=True)
class Decisions:
    """What was decided about a plan.

    ``initiatives`` are by questionnaire and initiative; ``capacities`` are days by
    number of the wave, where a wave holds other than the usual.
    """

    initiatives: Decided = field(default_factory=lambda: NOTHING)
    capacities: Mapping[int, int] = field(default_factory=dict)

    def of(self, key: Key) -> Decision:
        """Return what was decided of an initiative by its ``key``."""
        return self.initiatives.get(key, AS_COMPUTED)


@dataclass(frozen=True, slots=True)
class Arranged:
    """A roadmap with what it was arranged from, and when each initiative runs.

    ``waves`` are their numbers, 1 and up; ``slots`` days of the plan, 0 the first.
    """

    needed: Mapping[Key, Needed]
    waves: Mapping[Key, int]
    slots: Mapping[Key, Slot]
    roadmap: Roadmap


def build_roadmap(ground: Basis) -> Roadmap:
    """Return the plan for all questionnaires together, as it is computed.

    Args:
        ground: What it is made from.

    Source: method 4.10.
    """
    return arrange(ground, Decisions()).roadmap


def arrange(ground: Basis, decisions: Decisions) -> Arranged:
    """Return the plan for all questionnaires together, as far as it can be followed.

    Nothing comes before what it waits for, whatever was decided.

    Args:
        ground: What it is made from.
        decisions: What was decided; without any the plan is the computed one.

    Source: method 4.10, Waves.
    """
    kept = needed(ground, decisions.initiatives)
    priority = inherited(kept)
    order = _Order(ground, decisions, kept, priority).waves()
    planned = tuple(
        _planned(kept[key], priority[key], number)
        for number, layer in enumerate(order, start=1)
        for key in layer
    )
    slots: dict[Key, Slot] = {}
    waves = tuple(_waves(ground, decisions, kept, order, slots))
    return Arranged(
        needed=kept,
        waves={(item.questionnaire, item.id): item.wave for item in planned},
        slots=slots,
        roadmap=Roadmap(planned, _nearest(kept), waves),
    )


def _planned(item: Needed, priority: float, wave: int) -> PlannedInitiative:
    return PlannedInitiative(
        questionnaire=item.key[0],
        id=item.key[1],
        gap=item.gap,
        importance=item.importance,
        priority=item.priority,
        inherited=priority,
        quick_win=item.quick,
        wave=wave,
        requires=item.initiative.requires,
    )


@dataclass(frozen=True, slots=True)
class _Order:
    """Sorts initiatives into waves."""

    ground: Basis
    decisions: Decisions
    kept: Mapping[Key, Needed]
    priority: Mapping[Key, float]

    def waves(self) -> list[list[Key]]:
        """Return the waves: each waits only for those before it, and fits its capacity.

        What is ready is taken by inherited priority; what does not fit is ready for
        the next wave, and what waits for it moves with it.
        """
        sorter = TopologicalSorter({key: item.waits for key, item in self.kept.items()})
        sorter.prepare()
        waves: list[list[Key]] = []
        ready: list[Key] = []
        while sorter.is_active():
            ready += sorter.get_ready()
            ready.sort(key=lambda key: (-round(self.priority[key], 9), key[1], key[0]))
            wave = self._taken(ready, len(waves) + 1)
            waves.append(wave)
            ready = [key for key in ready if key not in wave]
            sorter.done(*wave)
        return waves

    def _taken(self, ready: Sequence[Key], number: int) -> list[Key]:
        """Return what of all that is ready comes in a wave.

        What was set into it comes whatever its days; the others where they fit beside.
        """
        due = [key for key in ready if self._set(key, number) <= number]
        free = [key for key in ready if self.decisions.of(key).wave is None]
        if not due and not free:
            # A wave with nothing in it would be none: the next ones come now.
            soonest = min(self._set(key, number) for key in ready)
            due = [key for key in ready if self._set(key, number) == soonest]
        taken = {*due, *self._fitting(due, free, number)}
        return [key for key in ready if key in taken]

    def _set(self, key: Key, number: int) -> int:
        """Return the wave that an initiative was set into, else one after this."""
        chosen = self.decisions.of(key).wave
        return number + 1 if chosen is None else chosen

    def _fitting(
        self, due: Sequence[Key], free: Sequence[Key], number: int
    ) -> list[Key]:
        """Return those that fit beside what is due, and the ones before them.

        The first is always taken where nothing else is: one that is longer than any
        wave would else never come.
        """
        capacity = capacity_of(self.ground, self.decisions, number)
        if capacity is None:
            return list(free)
        taken: list[Key] = []
        days = sum(self.kept[key].days for key in due)
        for key in free:
            own = self.kept[key].days
            if not (due or taken) or days + own <= capacity:
                taken.append(key)
                days += own
        return taken


def capacity_of(ground: Basis, decisions: Decisions, number: int) -> int | None:
    """Return how many days of initiatives a wave holds; ``None`` for any number.

    Args:
        ground: What the plan is made from, with the usual capacity.
        decisions: What was decided.
        number: The wave's, 1 and up.

    Source: method 4.10, Waves.
    """
    return decisions.capacities.get(number, ground.capacity)


def _nearest(kept: Mapping[Key, Needed]) -> tuple[str, ...]:
    """Return the next best small initiatives where fewer than three are quick wins."""
    missing = QUICK_WINS - sum(1 for item in kept.values() if item.quick)
    others = [item for item in kept.values() if item.small and not item.quick]
    others.sort(key=lambda item: (-round(item.priority, 9), item.initiative.id))
    return tuple(item.initiative.id for item in others[: max(0, missing)])


def _waves(
    ground: Basis,
    decisions: Decisions,
    kept: Mapping[Key, Needed],
    order: Sequence[Sequence[Key]],
    slots: dict[Key, Slot],
) -> Iterator[Wave]:
    """Yield the waves with what is predicted, noting in ``slots`` when each runs."""
    raised: dict[str, dict[str, float]] = {}
    before, begin = ground.predict(raised).position, 0
    for number, layer in enumerate(order, start=1):
        for key in layer:
            start = decisions.of(key).start
            start = begin if start is None else start
            slots[key] = Slot(start, start + kept[key].days)
            _raise(raised, kept[key])
        predicted = ground.predict(raised)
        longest = max(1, *(slots[key].end - begin for key in layer))
        days = _days(longest, before, predicted.position)
        yield Wave(number, days, tuple(key[1] for key in layer), predicted)
        before, begin = predicted.position, begin + days


def _raise(raised: dict[str, dict[str, float]], item: Needed) -> None:
    done = raised.setdefault(item.key[0], {})
    for question, value in item.part.raised(item.initiative).items():
        done[question] = max(done.get(question, 0.0), value)


def _days(longest: int, before: float | None, after: float | None) -> int:
    """Return a wave's length: a change of stage takes at least half a year."""
    if before is None or after is None or int(after) <= int(before):
        return longest
    shortest = HIGH_STAGE_DAYS if int(after) >= HIGH_STAGE else STAGE_DAYS
    return max(longest, shortest)
