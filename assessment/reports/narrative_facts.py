"""The facts on the continuum that its sentences are chosen by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import floor
from typing import Any

from assessment.reports.build_context import Context
from assessment.reports.drawing.numbers import one_decimal
from assessment.reports.narrative import first
from questionnaires.model import Questionnaire
from scoring.levels import TOLERANCE, ceiling
from scoring.result import (
    ContinuumResult,
    Position,
    QuestionnaireResult,
    Roadmap,
    Target,
)

PERCEPTION = 1.0
"""Stages between perceived and assessed from which the difference is named."""
NO_STAGE_FIVE = 4.0
PRODUCT_PROFIT = 4.5
INDIVIDUAL = 3
NAMED = 3
"""As many units are named in one sentence; the rest of them are counted."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The continuum of the organisation, or of one unit, with its plan."""

    context: Context
    part: QuestionnaireResult
    continuum: ContinuumResult
    position: Position
    roadmap: Roadmap
    unit: str
    name: str

    @property
    def definition(self) -> Questionnaire:
        """The continuum's definition."""
        return self.context.definition(self.part)

    def choices(self) -> Mapping[str, float]:
        """Return T0-T6, preference and perceived by code."""
        return self.context.choices(self.definition, self.unit)


def facts_of(standing: Standing) -> dict[str, Any]:
    """Return every fact that the rules on the continuum know."""
    position = standing.position
    facts: dict[str, Any] = {
        **standing.context.served(),
        "name": standing.name,
        "mode": standing.context.result.mode,
        "small": standing.context.small,
        "public": standing.context.public,
        "stage": position.stage,
        "next": position.stage + 1,
        "position": position.value,
        "label_kind": label_kind(position.label),
        "status": position.status,
        "leap": position.leap,
        "attempted": position.attempted,
        "skipped": _skipped(standing),
        "blocked": len(standing.continuum.blocking),
        "criteria": answered(standing.continuum),
    }
    facts |= _target_facts(standing.continuum.target, position)
    facts |= _perception(standing)
    facts |= _lists(standing)
    facts |= _flags(standing)
    facts |= _held(standing)
    facts["individual"] = _individual(standing.choices())
    facts["rounding_stage"] = float(one_decimal(position.value)) >= facts["next"]
    for clause in ("label", "standing", "where"):
        facts[clause] = first(clause, facts, standing.context.language)
    return facts


def label_kind(label: str) -> str:
    """Return ``between``, ``approaching`` or ``at`` for a position's label."""
    return label.split("-")[0] if label[:5] in ("betwe", "appro") else "at"


def _target_facts(target: Target | None, position: Position) -> dict[str, Any]:
    if target is None:
        return {
            "state": "unknown",
            "target_source": "none",
            "stage5": "open",
            "aim": None,
            "steps": 0,
            "rounding": False,
        } | dict.fromkeys(("band_low", "band_high", "value", "proposed"))
    low, high = target.band
    aim = ceiling(low)
    below = target.state == "below"
    return {
        "state": target.state,
        "target_source": "proposed" if target.decided is None else "decided",
        "stage5": _stage_five(target.cap),
        "aim": aim,
        "steps": aim - position.stage if below else 0,
        "band_low": low,
        "band_high": high,
        "value": target.value,
        "proposed": target.proposed,
        "rounding": _hidden_by_rounding(position.value, target),
    }


def _stage_five(cap: float) -> str:
    if cap == NO_STAGE_FIVE:
        return "na"
    return "capped" if cap == PRODUCT_PROFIT else "open"


def _hidden_by_rounding(value: float, target: Target) -> bool:
    """Whether position and band look alike in print but are apart."""
    low, high = target.band
    if target.state == "below":
        return one_decimal(value) == one_decimal(low)
    return target.state != "in-band" and one_decimal(value) == one_decimal(high)


def _perception(standing: Standing) -> dict[str, Any]:
    position = standing.position
    perceived, gap = position.perceived, position.perception_gap
    if perceived is None or gap is None:
        seen, kind, name = position.attempted, "unknown", ""
    else:
        seen = max(position.attempted, floor(perceived + 0.5))
        name = _stage_name(standing, floor(perceived + 0.5))
        kind = "agrees"
        if gap >= PERCEPTION - TOLERANCE:
            kind = "ahead"
        elif gap <= -PERCEPTION + TOLERANCE:
            kind = "behind"
    return {
        "perception": kind,
        "perceived": perceived,
        "perceived_name": name,
        "further": seen > position.stage + 1,
        "further_stage": seen,
    }


def _stage_name(standing: Standing, stage: int) -> str:
    return standing.context.text(standing.definition.stages[stage].title)


def _lists(standing: Standing) -> dict[str, Any]:
    context, definition = standing.context, standing.definition
    weak = context.criteria(definition, standing.continuum.weak)
    accepted = tuple(
        context.criterion(definition, row["question"])
        for row in context.result.accepted
        if row["questionnaire"] == definition.id
    )
    quick = _quick_titles(standing)
    return {
        "weak": bool(weak),
        "weak_list": weak,
        "accepted": bool(accepted),
        "accepted_list": accepted,
        "quick": bool(quick),
        "quick_list": quick,
    }


def _held(standing: Standing) -> dict[str, Any]:
    """Say whether only criteria of earlier stages keep the next one shut."""
    own = {
        row.id
        for gate in standing.continuum.gates
        if gate.stage == standing.position.stage + 1
        for row in gate.criteria
    }
    blocking = standing.continuum.blocking
    return {
        "base_only": bool(blocking) and own.isdisjoint(blocking),
        "held_list": standing.context.criteria(standing.definition, blocking),
    }


def _quick_titles(standing: Standing) -> Sequence[str]:
    definition = standing.definition
    return tuple(
        standing.context.initiative(
            definition, definition.initiative_by_id[planned.id], "title"
        )
        for planned in standing.roadmap.initiatives
        if planned.quick_win and planned.questionnaire == definition.id
    )


def _flags(standing: Standing) -> dict[str, Any]:
    kinds = {flag.kind for flag in standing.part.flags}
    return {"it_ahead": "it-ahead" in kinds, "it_behind": "it-behind" in kinds}


def _skipped(standing: Standing) -> int | None:
    """Return the first stage that a leap left out, or ``None`` without a leap."""
    position = standing.position
    if not position.leap:
        return None
    for gate in standing.continuum.gates:
        between = position.stage < gate.stage < position.attempted
        if between and (gate.mean or 0.0) <= 50 + TOLERANCE:
            return gate.stage
    return None


def division_facts(context: Context) -> dict[str, Any]:
    """Return what the rules know of divisions, which have no common position.

    ``divisions`` is ``virtual-team``, ``shared``, ``separate``, or ``unknown``: where
    one unit alone is said to share its customers, where there are no two units, and
    in results from before that was kept, which have no digest.
    """
    units, kind = context.result.units, "unknown"
    sharing = tuple(unit.id for unit in units if unit.shares_customers)
    parts = context.result.questionnaires
    if len(sharing) > 1:
        flags = {flag.kind for part in parts for flag in part.flags}
        kind = "virtual-team" if "virtual-team" in flags else "shared"
    elif len(units) > 1 and not sharing and context.result.digest:
        kind = "separate"
    named = _named(context, sharing)
    facts = {"name": context.name, "divisions": kind, "sharing": named}
    return facts | context.served()


def _named(context: Context, units: Sequence[str]) -> Sequence[str]:
    """Return three units, and how many others there are as the last one."""
    count = len(units) - NAMED
    if count <= 0:
        return units
    key = "one_other_unit" if count == 1 else "other_units"
    return (*units[:NAMED], context.label(key, count=count))


def answered(continuum: ContinuumResult) -> int:
    """Return how many gate criteria have a score."""
    return sum(
        1 for gate in continuum.gates for row in gate.criteria if row.score is not None
    )


def _individual(choices: Mapping[str, float]) -> bool:
    return all(choices.get(code, 0) >= INDIVIDUAL for code in ("T1", "T2", "T3"))
