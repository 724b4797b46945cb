"""What the support by IT means for the stage: too far ahead, behind, or fitting."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assessment.reports.build_context import Context
from assessment.reports.narrative import first
from scoring.result import QuestionnaireResult


def it_stage(context: Context, part: QuestionnaireResult) -> str:
    """Return what a module's score on IT means for the stage, in a sentence.

    Args:
        context: The result and the reader's language.
        part: The module's result.
    """
    places = list(_places(context))
    aims = [each for _, each in places if each.continuum and each.continuum.target]
    individual = [each for each in aims if _is_individual(each)]
    rest = [(name, each) for name, each in places if not _is_individual(each)]
    facts: dict[str, Any] = {
        "has_score": part.overall.score is not None,
        "places": len(places),
        "aims": len(aims),
        "units": bool(context.result.units),
        "individual": bool(individual) and not rest,
    }
    for kind in ("ahead", "behind"):
        facts |= _flagged(kind, rest)
    return first("it_stage", facts, context.language)


def _places(context: Context) -> Iterator[tuple[str, QuestionnaireResult]]:
    """Yield each place that stands on the continuum, the whole under no name."""
    rows = [("", part) for part in context.result.questionnaires]
    rows += [
        (unit.id, part) for unit in context.result.units for part in unit.questionnaires
    ]
    for name, part in rows:
        if part.continuum is not None and part.continuum.position is not None:
            yield name, part


def _is_individual(part: QuestionnaireResult) -> bool:
    aim = part.continuum.target if part.continuum else None
    return aim is not None and aim.state == "individual-care"


def _flagged(
    kind: str, places: list[tuple[str, QuestionnaireResult]]
) -> dict[str, Any]:
    """Return where IT is ``ahead`` or ``behind``, with the score farthest from it."""
    found = [
        (name, float(flag.detail["score"]))
        for name, part in places
        for flag in part.flags
        if flag.kind == f"it-{kind}"
    ]
    scores = [score for _, score in found]
    extreme = (min if kind == "behind" else max)(scores) if scores else None
    return {
        kind: len(found),
        f"{kind}_list": [name for name, _ in found],
        f"{kind}_score": extreme,
    }
