"""Roll questions up to capabilities, dimensions and the whole.

Source: method 4.2 and 4.3; contract 5, Coverage and Status.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from questionnaires.model import Capability, Dimension, Questionnaire, RollUp
from scoring.aggregate import mean, roll_up, weighted_mean
from scoring.levels import BANDS, at_least, level
from scoring.result import (
    CapabilityResult,
    DimensionResult,
    Overall,
    QuestionResult,
)

CAPABILITY_COVERAGE: Final = 2 / 3
DIMENSION_COVERAGE: Final = 0.75
OVERALL_COVERAGE: Final = 0.80

Node = CapabilityResult | DimensionResult
QuestionsById = Mapping[str, QuestionResult]


@dataclass(frozen=True, slots=True)
class Scores:
    """Headline, claimed and evidenced, 0-100; all ``None`` together."""

    score: float | None
    claimed: float | None
    evidenced: float | None


NOTHING: Final = Scores(None, None, None)


def floors_of(questionnaire: Questionnaire) -> tuple[float, ...]:
    """Return the lowest score, 0-100, of each level, from level 0 up.

    Args:
        questionnaire: The definition; without levels of its own it has the default.
    """
    return tuple(rung.floor for rung in questionnaire.levels) or BANDS


def capability_results(
    dimension: Dimension, questions: QuestionsById
) -> tuple[CapabilityResult, ...]:
    """Return the results of all capabilities of a dimension, in its order.

    Args:
        dimension: The definition.
        questions: Its questions' results by id.
    """
    found: dict[str, CapabilityResult] = {}
    # Backwards, for each capability is listed before what lies in it.
    for capability in reversed(dimension.capabilities):
        inner = dimension.below(capability.id)
        if inner:
            rows = weighted([found[node.id] for node in inner], inner)
            found[capability.id] = _outer(capability, rows)
        else:
            found[capability.id] = _leaf(capability, questions)
    return tuple(found[capability.id] for capability in dimension.capabilities)


def _leaf(capability: Capability, questions: QuestionsById) -> CapabilityResult:
    """Return a capability's scores and coverage from its questions."""
    rows = [
        (questions[question.id], question.weight)
        for question in capability.questions
        if question.weight is not None and questions[question.id].state != "hidden"
    ]
    applicable = [(row, weight) for row, weight in rows if row.state != "na"]
    return _capability(
        capability,
        weighted_mean([(float(_counts(row)), weight) for row, weight in applicable]),
        weighted_mean([(float(row.state == "na"), weight) for row, weight in rows]),
        applicable,
    )


def _counts(question: QuestionResult) -> bool:
    return question.state in ("answered", "consensus")


def _outer(
    capability: Capability, rows: Sequence[tuple[CapabilityResult, float]]
) -> CapabilityResult:
    """Return a capability's scores and coverage from the capabilities in it."""
    return _capability(
        capability,
        weighted_mean([(node.coverage, weight) for node, weight in rows]),
        weighted_mean([(node.na_share, weight) for node, weight in rows]),
        [(node, weight) for node, weight in rows if node.coverage is not None],
    )


def _capability(
    capability: Capability,
    coverage: float | None,
    na_share: float | None,
    rows: Sequence[tuple[Node | QuestionResult, float]],
) -> CapabilityResult:
    scored = coverage is not None and at_least(coverage, CAPABILITY_COVERAGE)
    scores = _roll_up(rows, capability.rollup) if scored else NOTHING
    there = scored and scores.score is not None
    return CapabilityResult(
        id=capability.id,
        parent=capability.parent,
        score=scores.score,
        claimed=scores.claimed,
        evidenced=scores.evidenced,
        coverage=coverage,
        na_share=na_share,
        status="scored" if there else "not-scored",
    )


def _roll_up(
    rows: Sequence[tuple[Node | QuestionResult, float]], how: RollUp
) -> Scores:
    claimed = roll_up([(row.claimed, weight) for row, weight in rows], how)
    evidenced = roll_up([(row.evidenced, weight) for row, weight in rows], how)
    # The headline is one of both everywhere; a third sum would come out as that.
    if all(row.score == row.claimed for row, _ in rows):
        return Scores(claimed, claimed, evidenced)
    return Scores(evidenced, claimed, evidenced)


def dimension_result(
    dimension: Dimension,
    capabilities: Sequence[CapabilityResult],
    floors: Sequence[float] = BANDS,
) -> DimensionResult:
    """Return one dimension's scores, without what needs several people.

    Args:
        dimension: The definition.
        capabilities: Results of all its capabilities, in its order.
        floors: Lowest score of each level, 0-100, ascending, shape (levels,).
    """
    top = [node for node in capabilities if node.parent is None]
    rows = weighted(top, dimension.below(None))
    coverage = weighted_mean([(node.coverage, weight) for node, weight in rows])
    applicable = [(node, w) for node, w in rows if node.coverage is not None]
    scores = _roll_up(applicable, dimension.rollup)
    return DimensionResult(
        id=dimension.id,
        score=scores.score,
        claimed=scores.claimed,
        evidenced=scores.evidenced,
        level=_level(scores.score, floors),
        weight=dimension.weight,
        coverage=coverage,
        na_share=weighted_mean([(node.na_share, weight) for node, weight in rows]),
        status=dimension_status(scores.score, coverage),
        capabilities=tuple(capabilities),
    )


def weighted(
    nodes: Sequence[CapabilityResult], capabilities: Sequence[Capability]
) -> list[tuple[CapabilityResult, float]]:
    """Return the results of the capabilities that have a weight, unitless, with it.

    Args:
        nodes: Their results.
        capabilities: Their definitions, as many and in the same order.
    """
    return [
        (node, capability.weight)
        for node, capability in zip(nodes, capabilities, strict=True)
        if capability.weight is not None
    ]


def applies(node: Node) -> bool:
    """Tell whether anything of a node is asked; where all is hidden nothing is."""
    return node.na_share is not None


def dimension_status(score: float | None, coverage: float | None) -> str:
    """Return ``scored``, ``provisional`` or ``not-scored``.

    Args:
        score: 0-100, or ``None`` where no capability has one.
        coverage: 0-1, or ``None`` where nothing applies.
    """
    if score is None or coverage is None:
        return "not-scored"
    return "scored" if at_least(coverage, DIMENSION_COVERAGE) else "provisional"


def overall_result(
    questionnaire: Questionnaire, dimensions: Sequence[DimensionResult]
) -> Overall:
    """Return the headline over all scored dimensions.

    ``staged_level`` is the lowest level of the fully scored dimensions, ``weakest``
    the dimension with the lowest score, the first of equals.

    Args:
        questionnaire: The definition.
        dimensions: The results of its dimensions, in its order.
    """
    rows = [(node, node.weight) for node in dimensions if node.weight is not None]
    applicable = [(node, w) for node, w in rows if node.coverage is not None]
    scores = _roll_up(applicable, questionnaire.rollup)
    coverage = weighted_mean([(node.coverage, weight) for node, weight in rows])
    having = [(node.score, node.id) for node in dimensions if node.score is not None]
    return Overall(
        score=scores.score,
        claimed=scores.claimed,
        evidenced=scores.evidenced,
        level=_level(scores.score, floors_of(questionnaire)),
        staged_level=_staged_level(dimensions),
        equal_weights=mean(score for score, _ in having),
        coverage=coverage,
        status=overall_status(dimensions, coverage),
        weakest=_weakest(having),
    )


def _level(score: float | None, floors: Sequence[float]) -> int | None:
    return None if score is None else level(score, floors)


def _staged_level(dimensions: Sequence[DimensionResult]) -> int | None:
    staged = (node.level for node in dimensions if node.status == "scored")
    return min((found for found in staged if found is not None), default=None)


def _weakest(scores: Sequence[tuple[float, str]]) -> str | None:
    """Return the id of the lowest score; within the tolerance the first counts."""
    lowest = min((score for score, _ in scores), default=0.0)
    return next((name for score, name in scores if at_least(lowest, score)), None)


def overall_status(
    dimensions: Sequence[DimensionResult], coverage: float | None
) -> str:
    """Return ``scored``, ``provisional`` or ``not-scored``.

    Args:
        dimensions: The results of all dimensions.
        coverage: Of the whole, 0-1, or ``None`` where nothing applies.
    """
    if all(node.score is None for node in dimensions):
        return "not-scored"
    complete = all(node.status == "scored" for node in dimensions if applies(node))
    covered = coverage is not None and at_least(coverage, OVERALL_COVERAGE)
    return "scored" if complete and covered else "provisional"


def without_numbers(overall: Overall) -> Overall:
    """Return coverage and status alone: the continuum has no overall score."""
    return replace(
        overall,
        score=None,
        claimed=None,
        evidenced=None,
        level=None,
        staged_level=None,
        equal_weights=None,
        weakest=None,
    )


def dimension_results(
    questionnaire: Questionnaire, questions: Sequence[QuestionResult]
) -> tuple[DimensionResult, ...]:
    """Return the results of the dimensions that have scored questions, in order.

    Args:
        questionnaire: The definition.
        questions: The results of all its questions.
    """
    by_id = {question.id: question for question in questions}
    floors = floors_of(questionnaire)
    return tuple(
        dimension_result(dimension, capability_results(dimension, by_id), floors)
        for dimension in questionnaire.dimensions
        if dimension.scored
    )
