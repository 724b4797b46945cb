"""What others ran into on the way to a stage, and who answers for what on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from assessment.reports import model_plan as rows
from assessment.reports.build_context import Context
from questionnaires.model import SIZES, Pitfall, Questionnaire
from scoring.result import QuestionnaireResult, Roadmap

MOST: Final = 4
LEAP, TECHNOLOGY, DIVISIONS = "P1", "P3", "P6"
"""Codes of the method, 1.4: a leap, systems that lag, divisions that differ."""
FLAGS: Final = {"leap": LEAP, "it-behind": TECHNOLOGY}
"""Flags that make a pitfall fit whatever stage is built."""
OPEN_STATES: Final = ("below", "unknown")
"""States in which the plan may lead to a further stage."""
SINGLE: Final = SIZES[:3]
"""Sizes, under 250 people, in which nobody has divisions that stand apart."""


def pitfalls_by_wave(
    context: Context, part: QuestionnaireResult | None, roadmap: Roadmap, unit: str = ""
) -> Mapping[int, tuple[str, tuple[rows.Pitfall, ...]]]:
    """Return, by wave, a heading and what to look out for before it begins.

    A warning stands once, before the first wave that it concerns, at most ``MOST`` in
    one place, and none where the plan leads to no further stage.

    Args:
        context: The report's.
        part: The continuum's result, the organisation's or a unit's, or ``None``.
        roadmap: The plan that goes with it.
        unit: The unit; empty for the organisation.
    """
    found: dict[int, tuple[str, tuple[rows.Pitfall, ...]]] = {}
    if part is None or not _leads_on(part):
        return found
    told: set[str] = set()
    definition = context.definition(part)
    for wave, stage in _stages(definition, part, roadmap):
        fitting = [
            each for each in _fitting(context, part, stage, unit) if each.id not in told
        ][:MOST]
        told |= {each.id for each in fitting}
        if fitting:
            heading = context.label("pitfalls_before", stage=stage)
            warnings = [_row(context, definition, each) for each in fitting]
            found[wave] = heading, tuple(warnings)
    return found


def _leads_on(part: QuestionnaireResult) -> bool:
    own = part.continuum
    if own is None or own.position is None:
        return False
    return own.target is None or own.target.state in OPEN_STATES


def _stages(
    definition: Questionnaire, part: QuestionnaireResult, roadmap: Roadmap
) -> Iterator[tuple[int, int]]:
    """Yield, in the waves' order, each wave with a further stage that it builds."""
    own = part.continuum
    assert own is not None  # noqa: S101  # for the type checker: _leads_on has seen it
    assert own.position is not None  # noqa: S101  # likewise
    stages = {row.id: gate.stage for gate in own.gates for row in gate.criteria}
    built = {
        (planned.wave, stages[question])
        for planned in roadmap.initiatives
        if planned.questionnaire == definition.id
        for question in definition.initiative_by_id[planned.id].raises
        if question in stages
    }
    for wave, stage in sorted(built):
        if stage > own.position.stage:
            yield wave, stage


def _fitting(
    context: Context, part: QuestionnaireResult, stage: int, unit: str
) -> list[Pitfall]:
    """Return the pitfalls of a stage: what a flag points to first, else in order."""
    kinds = {flag.kind for flag in part.flags}
    pointed = [code for kind, code in FLAGS.items() if kind in kinds]
    size = context.result.organisation.get("size")
    undivided = not unit and size in SINGLE
    fitting = [
        each
        for each in context.definition(part).pitfalls
        if (stage in each.steps or each.source in pointed)
        and not (each.source == DIVISIONS and undivided)
    ]
    return sorted(fitting, key=lambda each: each.source not in pointed)


def _row(context: Context, definition: Questionnaire, found: Pitfall) -> rows.Pitfall:
    return rows.Pitfall(
        context.suited(definition, "pitfalls", f"{found.id}.title", found.title),
        context.suited(definition, "pitfalls", f"{found.id}.text", found.text),
    )


def duty_rows(context: Context) -> tuple[rows.DutyRow, ...]:
    """Return what those answer for who own initiatives along the continuum."""
    part = context.continuum
    if part is None:
        return ()
    definition = context.definition(part)
    plans: Sequence[Roadmap] = (
        context.result.roadmap,
        *(unit.roadmap for unit in context.result.units),
    )
    owners = {
        definition.initiative_by_id[planned.id].owner
        for plan in plans
        for planned in plan.initiatives
        if planned.questionnaire == definition.id
    }
    return tuple(
        rows.DutyRow(
            role=context.owner(definition, duty.owner),
            duties=context.suited(
                definition, "duties", f"{duty.owner}.duties", duty.duties
            ),
            measures=context.suited(
                definition, "duties", f"{duty.owner}.measures", duty.measures
            ),
        )
        for duty in definition.duties
        if duty.owner in owners
    )
