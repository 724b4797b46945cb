"""What the page on method says of the models themselves: scales, roll-ups, levels."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assessment.benchmarks import weight
from assessment.reports.build_context import Context
from questionnaires.model import Kind, Questionnaire, QuestionType, RollUp, Text
from scoring.levels import BANDS
from scoring.scorecard import floors_of


def model_facts(context: Context) -> dict[str, Any]:
    """Return the facts that the sentences on scoring are chosen by."""
    models = [context.definition(part) for part in context.scored]
    kinds = {question.type for model in models for question in model.questions()}
    own = [model for model in models if floors_of(model) != BANDS]
    lowest = _rolled_up(context, models, RollUp.MIN)
    summed = _rolled_up(context, models, RollUp.SUM)
    return {
        "mode": context.result.mode,
        "public": context.public,
        "has_continuum": context.continuum is not None,
        "has_model": any(model.kind is Kind.CAPABILITY_MODEL for model in models),
        "has_rubric": QuestionType.RUBRIC in kinds,
        "has_scale": QuestionType.SCALE in kinds,
        "usual_levels": len(own) < len(models) or not models,
        "own_levels": bool(own),
        "own_list": [_levels(context, model) for model in own],
        "has_min": bool(lowest),
        "min_list": lowest,
        "has_sum": bool(summed),
        "sum_list": summed,
        "peers_weigh": weight.weigh(context.result.gaps),
    }


def _levels(context: Context, model: Questionnaire) -> str:
    """Return the level bands of a model in words."""
    steps = [
        context.label(
            "level_from",
            floor=f"{rung.floor:g}",
            level=number,
            name=context.text(rung.title),
        )
        for number, rung in enumerate(model.levels)
    ]
    title = context.text(model.title)
    return context.label("levels_of", title=title, steps=steps)


def _rolled_up(context: Context, models: list[Questionnaire], how: RollUp) -> list[str]:
    """Return the titles of what rolls up in a way, the questionnaires' first."""
    return [
        context.text(title)
        for model in models
        for rollup, title in _nodes(model)
        if rollup is how
    ]


def _nodes(model: Questionnaire) -> Iterator[tuple[RollUp, Text]]:
    yield model.rollup, model.title
    for dimension in model.dimensions:
        yield dimension.rollup, dimension.title
        for capability in dimension.capabilities:
            yield capability.rollup, capability.title
