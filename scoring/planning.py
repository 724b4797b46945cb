"""The plan as people decided it: what follows from it, and what does not fit.

Initiatives are dropped or given up, set into waves, made longer or begun at another
time. Whatever was decided, nothing comes before what it waits for, and no wave holds
more than one stage of the continuum; a decision that asks for it is not followed, and a
remark says what it waits for. A wave that holds more than its capacity is said to. The
scores after each wave are predicted as for the computed plan, by the same function.

Source: method 4.10; contract 5, Roadmap.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scoring.basis import Basis
from scoring.needed import Key, Needed, needed
from scoring.plan import (
    BUILDS,
    EARLY,
    EMPTY,
    MISSING,
    STARTS,
    Load,
    Predicted,
    Remark,
    Roadmap,
    Slot,
)
from scoring.roadmap import Arranged, Decisions, arrange, capacity_of


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan as decided.

    ``slots`` tells when each initiative runs, ``loads`` what each wave holds. ``out``
    are those that the organisation would need but that were taken from the plan,
    ``remarks`` what could not be followed or does not fit. ``today`` is what holds
    before the first wave.
    """

    roadmap: Roadmap
    slots: Mapping[Key, Slot]
    loads: tuple[Load, ...]
    out: tuple[Key, ...]
    remarks: tuple[Remark, ...]
    today: Predicted


def decided_plan(ground: Basis, decisions: Decisions) -> Plan:
    """Return the plan that decisions lead to; without any, the computed one.

    Decisions about what is not needed change nothing. The order in which decisions are
    given does not matter.

    Args:
        ground: What the plan is made from.
        decisions: What was decided.

    Source: method 4.10.
    """
    arranged = arrange(ground, decisions)
    every = needed(ground, decisions.initiatives, with_out=True)
    return Plan(
        roadmap=arranged.roadmap,
        slots=arranged.slots,
        loads=tuple(_loads(ground, decisions, arranged)),
        out=tuple(key for key in every if key not in arranged.needed),
        remarks=tuple(_remarks(decisions, arranged, every)),
        today=ground.predict({}),
    )


def since(ground: Basis, confirmed: Mapping[str, Mapping[str, float]]) -> Predicted:
    """Return the scores if what was confirmed since were assessed today.

    Args:
        ground: What the plan is made from.
        confirmed: Points, 0-100, by questionnaire and question.

    Source: method 4.10, Predicted.
    """
    return ground.predict(confirmed)


def _loads(ground: Basis, decisions: Decisions, arranged: Arranged) -> Iterator[Load]:
    days: dict[int, int] = {}
    for key, wave in arranged.waves.items():
        days[wave] = days.get(wave, 0) + arranged.needed[key].days
    for wave, held in days.items():
        yield Load(wave, held, capacity_of(ground, decisions, wave))


def _remarks(
    decisions: Decisions, arranged: Arranged, every: Mapping[Key, Needed]
) -> Iterator[Remark]:
    for key, item in arranged.needed.items():
        yield from _missing(key, arranged, every)
        chosen, comes = decisions.of(key).wave, arranged.waves[key]
        if chosen is not None and chosen < comes:
            last = max(item.waits, key=lambda other: (arranged.waves[other], other))
            yield _waiting(EARLY, item, last, arranged)
        if chosen is not None and chosen > comes:
            yield Remark(EMPTY, key, comes)
        if decisions.of(key).start is not None and item.waits:
            last = max(item.waits, key=lambda other: (arranged.slots[other].end, other))
            if arranged.slots[key].start < arranged.slots[last].end:
                yield _waiting(STARTS, item, last, arranged)


def _missing(
    key: Key, arranged: Arranged, every: Mapping[Key, Needed]
) -> Iterator[Remark]:
    for required in sorted(every[key].declared - arranged.needed[key].declared):
        yield Remark(MISSING, key, arranged.waves[key], required, BUILDS)


def _waiting(kind: str, item: Needed, last: Key, arranged: Arranged) -> Remark:
    return Remark(
        kind=kind,
        about=item.key,
        wave=arranged.waves[item.key],
        because=last,
        reason=item.reason(last),
        until=arranged.slots[last].end,
    )
