"""Which initiatives an organisation needs, and what each of them waits for.

Source: method 4.10; contract 5, Roadmap.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from questionnaires.model import Initiative
from scoring.basis import Basis
from scoring.levels import above, at_least
from scoring.plan import BUILDS, STAGE, TECHNOLOGY, Decision
from scoring.raising import Field

QUICK_EFFORT: Final = 2
QUICK_DAYS: Final = 90
QUICK_GAP: Final = 10
TECHNOLOGY_STAGES: Final = (3, 4)

Key = tuple[str, str]
"""A questionnaire's id and that of one of its initiatives."""

Decided = Mapping[Key, Decision]
"""What was decided of initiatives; of any that are not here, nothing."""

AS_COMPUTED: Final = Decision()
NOTHING: Final[Decided] = {}


@dataclass(frozen=True, slots=True)
class Needed:
    """An initiative that adds something, with what it waits for.

    ``gap`` is 0-100 points, ``importance`` 1-5, ``stage`` 1-5 and 0 off the continuum,
    ``days`` calendar days. It waits for what it builds on (``declared``), for every
    ``lower`` stage, and for ``technology`` that is behind.
    """

    part: Field
    initiative: Initiative
    gap: float
    importance: float
    stage: int
    days: int
    declared: frozenset[Key] = frozenset()
    lower: frozenset[Key] = frozenset()
    technology: frozenset[Key] = frozenset()

    @property
    def key(self) -> Key:
        """Its questionnaire's id and its own."""
        return self.part.questionnaire.id, self.initiative.id

    @property
    def waits(self) -> frozenset[Key]:
        """All that has to be done before."""
        return self.declared | self.lower | self.technology

    @property
    def priority(self) -> float:
        """How pressing it is for its effort; unitless."""
        return self.gap / 100 * self.importance / self.initiative.effort

    @property
    def small(self) -> bool:
        """Whether it needs little effort and time."""
        return self.initiative.effort <= QUICK_EFFORT and self.days <= QUICK_DAYS

    @property
    def quick(self) -> bool:
        """Whether it is a quick win."""
        return self.small and not self.waits and at_least(self.gap, QUICK_GAP)

    def reason(self, other: Key) -> str:
        """Return why it waits for another: ``BUILDS``, ``STAGE`` or ``TECHNOLOGY``.

        Args:
            other: One of those that it waits for.

        Source: method 4.10, Waves.
        """
        if other in self.declared:
            return BUILDS
        return STAGE if other in self.lower else TECHNOLOGY


def needed(
    ground: Basis, decided: Decided = NOTHING, *, with_out: bool = False
) -> dict[Key, Needed]:
    """Return the initiatives that raise anything, with what they wait for.

    What was taken from the plan is left out, and counts as met for what waits for it.

    Args:
        ground: What the plan is made from.
        decided: What was decided.
        with_out: Whether to return what was taken from the plan as well.

    Source: method 4.10.
    """
    found = {
        item.key: item
        for item in _raising(ground, decided)
        if with_out or not decided.get(item.key, AS_COMPUTED).out
    }
    technology = frozenset(
        key
        for key, item in found.items()
        if ground.technology_first and item.part.technology(item.initiative)
    )
    return {key: _waiting(item, found, technology) for key, item in found.items()}


def _raising(ground: Basis, decided: Decided) -> Iterator[Needed]:
    for part in ground.parts:
        for initiative in part.questionnaire.initiatives:
            gap = part.gap(initiative)
            if above(gap, 0) and part.adds(initiative):
                key = part.questionnaire.id, initiative.id
                days = decided.get(key, AS_COMPUTED).days or initiative.days
                weight, stage = part.weight(initiative), part.stage(initiative)
                yield Needed(part, initiative, gap, weight, stage, days)


def _waiting(
    item: Needed, others: Mapping[Key, Needed], technology: frozenset[Key]
) -> Needed:
    name = item.part.questionnaire.id
    lower = frozenset(
        key
        for key, other in others.items()
        if 0 < other.stage < item.stage and key[0] == name
    )
    required = ((name, each) for each in item.initiative.requires)
    return replace(
        item,
        declared=frozenset(key for key in required if key in others),
        lower=lower,
        technology=technology if item.stage in TECHNOLOGY_STAGES else frozenset(),
    )


def inherited(found: Mapping[Key, Needed]) -> dict[Key, float]:
    """Return the highest priority, unitless, of an initiative and all that it unlocks.

    Args:
        found: The initiatives of the plan.

    Source: method 4.10, Inherited priority.
    """
    unlocks: dict[Key, list[Key]] = {key: [] for key in found}
    for key, item in found.items():
        for required in item.declared:
            unlocks[required].append(key)
    highest: dict[Key, float] = {}

    def reach(key: Key) -> float:
        if key not in highest:
            highest[key] = max([found[key].priority, *map(reach, unlocks[key])])
        return highest[key]

    return {key: reach(key) for key in found}
