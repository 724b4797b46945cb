"""The initiatives of the plan, each with whatever is said of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from itertools import accumulate
from typing import Final

from assessment.reports.build_context import Context
from assessment.reports.build_suits import meant_for
from assessment.reports.model_plan import InitiativeRow
from assessment.roadmaps.decided import DONE, Entry
from questionnaires.model import Initiative, Questionnaire
from scoring.result import PlannedInitiative, Roadmap, Wave

FEATURED: Final = 6
"""As many quick wins are told in full above the waves."""
WAVES_IN_FULL: Final = 2
"""What comes later is looked at again before it begins."""


def starts(waves: Sequence[Wave]) -> Mapping[int, int]:
    """Return the day on which each wave starts, day 0 the first, by its number."""
    days = accumulate((wave.days for wave in waves), initial=0)
    return {wave.number: day for wave, day in zip(waves, days, strict=False)}


def initiative_rows(context: Context) -> tuple[InitiativeRow, ...]:
    """Return the initiatives in the plan's order."""
    roadmap = context.result.roadmap
    begins, featured = starts(roadmap.waves), _featured(roadmap)
    return tuple(
        _initiative(context, planned, begins[planned.wave], featured)
        for planned in roadmap.initiatives
    )


def _featured(roadmap: Roadmap) -> Collection[str]:
    """Return the ids of what is told in full above the waves."""
    quick = [planned.id for planned in roadmap.initiatives if planned.quick_win]
    return {*quick[:FEATURED], *roadmap.nearest_to_quick}


def _initiative(
    context: Context,
    planned: PlannedInitiative,
    start: int,
    featured: Collection[str],
) -> InitiativeRow:
    definition, found = _found(context, planned)
    decided = context.decided(planned.questionnaire, planned.id)
    begins, ends = _span(context, start, found, decided)
    return InitiativeRow(
        id=planned.id,
        title=context.initiative(definition, found, "title"),
        summary=context.initiative(definition, found, "summary"),
        first_step=context.initiative(definition, found, "first_step"),
        decision=context.initiative(definition, found, "decision"),
        stop=context.initiative(definition, found, "stop"),
        meant_for=meant_for(context, found),
        in_full=_in_full(planned, found) and planned.id not in featured,
        owner=decided.owner or context.owner(definition, found.owner),
        effort=found.effort,
        days=ends - begins,
        kpi=context.initiative(definition, found, "kpi"),
        requires=_required(context, planned),
        quick_win=planned.quick_win,
        wave=planned.wave,
        ends=ends,
        by=_on(context, ends),
        starts=_on(context, begins),
        done=decided.status == DONE,
    )


def _found(
    context: Context, planned: PlannedInitiative
) -> tuple[Questionnaire, Initiative]:
    definition = context.questionnaires[planned.questionnaire]
    return definition, definition.initiative_by_id[planned.id]


def _in_full(planned: PlannedInitiative, found: Initiative) -> bool:
    """Whether there is more to tell of it, and it begins soon enough."""
    soon = planned.quick_win or planned.wave <= WAVES_IN_FULL
    return soon and bool(found.decision or found.stop)


def _span(
    context: Context, wave: int, found: Initiative, decided: Entry
) -> tuple[int, int]:
    """Return the days of the plan on which an initiative begins and ends.

    Where nothing else was decided it begins with its ``wave``.
    """
    start = wave
    if context.day is not None and decided.start is not None:
        start = (decided.start - context.day).days
    return start, start + (decided.days or found.days)


def _on(context: Context, day: int) -> date | None:
    return None if context.day is None else context.day + timedelta(days=day)


def _required(context: Context, planned: PlannedInitiative) -> tuple[str, ...]:
    """Return the titles of what it waits for; what is left out counts as met."""
    definition = context.questionnaires[planned.questionnaire]
    kept = {
        other.id
        for other in context.result.roadmap.initiatives
        if other.questionnaire == planned.questionnaire
    }
    return tuple(
        context.initiative(definition, definition.initiative_by_id[name], "title")
        for name in planned.requires
        if name in kept
    )
