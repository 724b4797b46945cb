"""The organisation as the weighted mean of its units.

Source: contract 5, Units.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from questionnaires.model import Kind, Questionnaire
from scoring.aggregate import unit_mean
from scoring.flags import questionnaire_flags
from scoring.inputs import Inputs
from scoring.levels import at_least, level
from scoring.people import People, with_people
from scoring.questions import question_results
from scoring.result import (
    CapabilityResult,
    ContinuumResult,
    DimensionResult,
    Flag,
    Overall,
    QuestionnaireResult,
    QuestionResult,
)
from scoring.scorecard import (
    dimension_status,
    floors_of,
    overall_result,
    overall_status,
    without_numbers,
)

Results = Mapping[str, QuestionnaireResult]
"""One questionnaire's results by unit id."""

_NO_POSITION: Final = ContinuumResult(None, (), (), (), None, None)
_STATES: Final = ("consensus", "answered", "dk", "unanswered", "na", "hidden")


def merged(
    inputs: Inputs, results: Results, weights: Mapping[str, float]
) -> QuestionnaireResult:
    """Return the organisation's result of one questionnaire.

    Args:
        inputs: All units' answers together: spread and agreement are of these.
        results: The units' own results, by unit id.
        weights: The units' weights, unitless, > 0.
    """
    definition = inputs.questionnaire
    mean = _Mean(results, weights)
    questions = _questions(inputs, results, mean)
    dimensions = _dimensions(inputs, mean)
    overall = _overall(mean, dimensions, definition)
    is_continuum = definition.kind is Kind.CONTINUUM
    return QuestionnaireResult(
        id=definition.id,
        version=definition.version,
        hash=definition.hash,
        respondents=inputs.respondents,
        overall=overall,
        dimensions=dimensions,
        questions=questions,
        flags=questionnaire_flags(inputs, questions, dimensions, overall),
        continuum=_NO_POSITION if is_continuum else None,
    )


def _dimensions(inputs: Inputs, mean: _Mean) -> tuple[DimensionResult, ...]:
    definition = inputs.questionnaire
    people = People(inputs)
    return tuple(
        with_people(
            definition.dimension_by_id[node.id],
            _dimension(mean, node.id, floors_of(definition)),
            people,
        )
        for node in next(iter(mean.results.values())).dimensions
    )


class _Mean:
    """Unit-weighted means of anything the units' results hold."""

    def __init__(self, results: Results, weights: Mapping[str, float]) -> None:
        self.results = results
        self.weights = weights

    def __call__(
        self, read: Callable[[QuestionnaireResult], Any], name: str
    ) -> float | None:
        """Return the mean of attribute ``name`` of what ``read`` finds in each."""
        values = {unit: getattr(read(r), name) for unit, r in self.results.items()}
        return unit_mean(values, self.weights)


def _questions(
    inputs: Inputs, results: Results, mean: _Mean
) -> tuple[QuestionResult, ...]:
    found = []
    for index, pooled in enumerate(question_results(inputs)):
        rows = [result.questions[index] for result in results.values()]
        read = _nth_question(index)
        found.append(
            replace(
                pooled,
                score=mean(read, "score"),
                claimed=mean(read, "claimed"),
                evidenced=mean(read, "evidenced"),
                state=min((row.state for row in rows), key=_STATES.index),
            )
        )
    return tuple(found)


def _nth_question(index: int) -> Callable[[QuestionnaireResult], QuestionResult]:
    return lambda result: result.questions[index]


def _find_dimension(name: str) -> Callable[[QuestionnaireResult], DimensionResult]:
    return lambda result: next(node for node in result.dimensions if node.id == name)


def _find_capability(
    dimension: str, name: str
) -> Callable[[QuestionnaireResult], CapabilityResult]:
    find = _find_dimension(dimension)
    return lambda result: next(n for n in find(result).capabilities if n.id == name)


def _dimension(mean: _Mean, name: str, floors: Sequence[float]) -> DimensionResult:
    read = _find_dimension(name)
    first = read(next(iter(mean.results.values())))
    score, coverage = mean(read, "score"), mean(read, "coverage")
    return replace(
        first,
        score=score,
        claimed=mean(read, "claimed"),
        evidenced=mean(read, "evidenced"),
        level=None if score is None else level(score, floors),
        coverage=coverage,
        na_share=mean(read, "na_share"),
        status=dimension_status(score, coverage),
        capabilities=tuple(
            _capability(mean, name, node.id) for node in first.capabilities
        ),
    )


def _capability(mean: _Mean, dimension: str, name: str) -> CapabilityResult:
    read = _find_capability(dimension, name)
    score = mean(read, "score")
    return CapabilityResult(
        id=name,
        parent=read(next(iter(mean.results.values()))).parent,
        score=score,
        claimed=mean(read, "claimed"),
        evidenced=mean(read, "evidenced"),
        coverage=mean(read, "coverage"),
        na_share=mean(read, "na_share"),
        # Each unit has met the threshold of coverage for itself.
        status="not-scored" if score is None else "scored",
    )


def _overall(
    mean: _Mean, dimensions: Sequence[DimensionResult], definition: Questionnaire
) -> Overall:
    """Return the mean of the units' headlines; the rest follows from the dimensions."""
    floors = floors_of(definition)
    follows = overall_result(definition, dimensions)
    if definition.kind is Kind.CONTINUUM:
        follows = without_numbers(follows)

    def read(result: QuestionnaireResult) -> Overall:
        return result.overall

    score = mean(read, "score")  # null in every unit of the continuum
    coverage = mean(read, "coverage")
    return replace(
        follows,
        score=score,
        claimed=mean(read, "claimed"),
        evidenced=mean(read, "evidenced"),
        level=None if score is None else level(score, floors),
        coverage=coverage,
        status=overall_status(dimensions, coverage),
    )


def unit_flags(
    questionnaire_id: str, results: Results, sharing: frozenset[str]
) -> tuple[Flag, ...]:
    """Return ``virtual-team`` where units that share customers stand far apart.

    Args:
        questionnaire_id: Id of the continuum.
        results: The units' continuum results by unit id.
        sharing: Ids of the units that share customers.

    Source: method 4.4, Several divisions.
    """
    parts = [
        result.continuum
        for unit, result in results.items()
        if unit in sharing and result.continuum and result.respondents
    ]
    positions = [part.position.value for part in parts if part.position]
    targets = [part.target.value for part in parts if part.target]
    if len(positions) < 2:
        return ()
    spread = max(positions) - min(positions)
    if not at_least(spread, 2) and not any(at_least(value, 4) for value in targets):
        return ()
    return (Flag("virtual-team", questionnaire_id, {"spread": spread}),)
