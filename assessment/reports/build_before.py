"""The assessment before this one: what changed since, and what of it is noise."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from assessment.reports.build_context import Context
from assessment.reports.narrative import every, first
from assessment.reports.narrative_facts import Standing, answered
from scoring.basis import data_of
from scoring.change import change_noise
from scoring.inputs import inputs_of
from scoring.levels import above
from scoring.result import QuestionnaireResult, Result


def dimensions_before(
    context: Context, part: QuestionnaireResult
) -> Mapping[str, float]:
    """Return last time's scores, 0-100, of the dimensions that are scored both times.

    The same dimension is the one of the same id in the questionnaire of the same id.
    """
    old = _earlier(context, part.id)
    now = {node.id for node in part.dimensions if node.score is not None}
    return {
        node.id: node.score
        for node in (old.dimensions if old else ())
        if node.id in now and node.score is not None
    }


def since(context: Context, part: QuestionnaireResult) -> str:
    """Return how a questionnaire's score changed, and what limits the comparison.

    Empty where there is no earlier score, or none now.
    """
    old = _earlier(context, part.id)
    if context.before is None or old is None:
        return ""
    then, now = old.overall.score, part.overall.score
    if then is None or now is None:
        return ""
    facts = _facts(context, context.before, part, old)
    threshold = _threshold(context, context.before, part) if facts["alike"] else None
    facts |= {
        "then": then,
        "now": now,
        "threshold": threshold,
        "beyond": threshold is not None and above(abs(now - then), threshold),
    }
    return _told(context, "before_score", facts)


def position_since(standing: Standing) -> str:
    """Return how a position changed, and what limits the comparison; else nothing.

    A unit's is compared with that of the unit of the same id.
    """
    context, part = standing.context, standing.part
    old = _earlier(context, part.id, standing.unit)
    found = old.continuum if old else None
    if context.before is None or old is None or found is None:
        return ""
    if found.position is None or not answered(found):
        return ""
    facts = _facts(context, context.before, part, old)
    facts |= {"then": found.position.value, "now": standing.position.value}
    return _told(context, "before_position", facts)


def _told(context: Context, group: str, facts: Mapping[str, Any]) -> str:
    """Return a sentence with what limits the comparison, as one paragraph."""
    limits = every("before_limits", facts, context.language)
    sentences = (first(group, facts, context.language), *limits)
    return context.label("between_sentences").join(sentences)


def _earlier(
    context: Context, questionnaire: str, unit: str = ""
) -> QuestionnaireResult | None:
    """Return last time's result of a questionnaire, of the whole or of one unit."""
    before = context.before
    if before is None:
        return None
    parts = before.questionnaires
    if unit:
        own = (each.questionnaires for each in before.units if each.id == unit)
        parts = next(own, ())
    return next((part for part in parts if part.id == questionnaire), None)


def _facts(
    context: Context,
    before: Result,
    part: QuestionnaireResult,
    old: QuestionnaireResult,
) -> dict[str, Any]:
    """Return when last time was, and whether both times the same was asked alike."""
    changed = "no" if part.hash == old.hash else "content"
    if part.version != old.version:
        changed = "version"
    day = None if before.date is None else date.fromisoformat(before.date)
    facts: dict[str, Any] = {
        "dated": day is not None,
        "day": day,
        "changed": changed,
        "version_then": old.version,
        "version_now": part.version,
        "same_form": before.form == context.result.form,
        "same_mode": before.mode == context.result.mode,
    }
    facts["since"] = first("before_since", facts, context.language)
    facts["alike"] = changed == "no" and facts["same_form"] and facts["same_mode"]
    return facts


def _threshold(
    context: Context, before: Result, part: QuestionnaireResult
) -> float | None:
    """Return up to how many points a change is noise, by last time's answers.

    That is what the report of last time promised to go by; ``None`` where its answers
    are too few to tell.
    """
    inputs = inputs_of(data_of(before), context.definition(part), None)
    return change_noise(inputs).threshold
