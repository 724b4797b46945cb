"""The waves of the plan: when, what they are about, and what they lead to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Final

from assessment.reports.build_context import Context
from assessment.reports.build_initiatives import starts
from assessment.reports.build_pitfalls import pitfalls_by_wave
from assessment.reports.model_plan import InitiativeRow, WavePage
from assessment.reports.narrative import first
from scoring.result import PlannedInitiative, Wave

ABOUT: Final = 2
"""As many parts of the questionnaires are named as what a wave is about."""


def wave_pages(context: Context, rows: Sequence[InitiativeRow]) -> Iterator[WavePage]:
    """Yield the waves in order, each with its initiatives and what it leads to."""
    roadmap = context.result.roadmap
    begins = starts(roadmap.waves)
    warned = pitfalls_by_wave(context, context.continuum, roadmap)
    for wave in roadmap.waves:
        start = end = None
        if context.day is not None:
            start = context.day + timedelta(days=begins[wave.number])
            end = start + timedelta(days=wave.days)
        heading, pitfalls = warned.get(wave.number, ("", ()))
        own = tuple(row for row in rows if row.wave == wave.number)
        yield WavePage(
            number=wave.number,
            days=wave.days,
            start=start,
            end=end,
            rows=own,
            about=_about(context, wave),
            overall=wave.predicted.overall,
            position=wave.predicted.position,
            predicted=_predicted(context, wave),
            pitfalls_title=heading,
            pitfalls=pitfalls,
        )


def _predicted(context: Context, wave: Wave) -> str:
    predicted = wave.predicted
    facts = {
        "has_overall": predicted.overall is not None,
        "has_position": predicted.position is not None,
        "overall": predicted.overall,
        "position": predicted.position,
    }
    return first("predicted", facts, context.language)


def _about(context: Context, wave: Wave) -> tuple[str, ...]:
    """Return what most initiatives of a wave raise; ties in the plan's order."""
    planned = {item.id: item for item in context.result.roadmap.initiatives}
    counted = Counter(_raised(context, planned[name]) for name in wave.initiatives)
    return tuple(title for title, _ in counted.most_common(ABOUT))


def _raised(context: Context, planned: PlannedInitiative) -> str:
    """Return the dimension that an initiative raises, of a module the module."""
    definition = context.questionnaires[planned.questionnaire]
    model, continuum = context.model, context.continuum
    if planned.questionnaire not in {part.id for part in (model, continuum) if part}:
        return context.text(definition.title)
    raised = Counter(
        name.split(".")[0] for name in definition.initiative_by_id[planned.id].raises
    )
    ((dimension, _),) = raised.most_common(1)
    return context.text(definition.dimension_by_id[dimension].title)
