"""Score an assessment: the one way from answers to a result.

Source: method 4; contract 5.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from questionnaires.model import Kind, Questionnaire
from scoring import continuum as steps_of
from scoring.answers import AssessmentData
from scoring.basis import basis
from scoring.digest import counted, digests
from scoring.errors import ScoringError
from scoring.flags import continuum_flags, questionnaire_flags
from scoring.gaps import decided_target, ranked_gaps
from scoring.gates import Ladder, criterion_scores, gates, ladder
from scoring.inputs import Inputs, inputs_of
from scoring.modules import with_module, with_whole_module
from scoring.people import People, with_people
from scoring.questions import question_results
from scoring.result import (
    ContinuumResult,
    Gap,
    QuestionnaireResult,
    QuestionResult,
    Result,
    Roadmap,
    UnitResult,
    to_json,
)
from scoring.roadmap import build_roadmap
from scoring.scorecard import (
    dimension_results,
    overall_result,
    without_numbers,
)
from scoring.target import aim, stability, target
from scoring.units import merged, unit_flags

Questionnaires = Mapping[str, Questionnaire]


@dataclass(frozen=True, slots=True)
class _Scored:
    """One questionnaire with what went in and what came out."""

    inputs: Inputs
    result: QuestionnaireResult


def score(data: AssessmentData, questionnaires: Questionnaires) -> Result:
    """Return the complete result of an assessment.

    Args:
        data: The assessment; its values are on their scales (``scoring.values``).
        questionnaires: The pinned definitions by id.

    Raises:
        ScoringError: If a pinned questionnaire is not among ``questionnaires``.

    Source: method 4; contract 5.
    """
    chosen = [_pinned(key, questionnaires) for key in data.questionnaires]
    if data.units:
        return _score_units(data, chosen)
    parts = _score_all(data, chosen, None)
    gaps, roadmap = _plan(data, parts)
    return _result(data, [part.result for part in parts], gaps, roadmap)


def _pinned(key: str, questionnaires: Questionnaires) -> Questionnaire:
    name, _, version = key.partition("@")
    found = questionnaires.get(name)
    if found is None or (version and found.version != version):
        raise ScoringError(f"{key} is not among the definitions given; load it first")
    return found


def _score_all(
    data: AssessmentData, chosen: Sequence[Questionnaire], unit: str | None
) -> list[_Scored]:
    """Score each questionnaire, then add what needs the others."""
    market = data.organisation.get("market")
    parts = [
        _Scored(inputs, with_module(inputs, result, market))
        for questionnaire in chosen
        for inputs in [inputs_of(data, questionnaire, unit)]
        for result in [_questionnaire_result(inputs, data.targets)]
    ]
    others = {part.inputs.questionnaire.family: part.result for part in parts}
    return [replace(part, result=_with_flags(part.result, others)) for part in parts]


def _with_flags(
    result: QuestionnaireResult, others: Mapping[str, QuestionnaireResult]
) -> QuestionnaireResult:
    if result.continuum is None:
        return result
    flags = continuum_flags(result.id, result.continuum, others)
    return replace(result, flags=(*result.flags, *flags))


def _questionnaire_result(
    inputs: Inputs, targets: Mapping[str, Any]
) -> QuestionnaireResult:
    definition = inputs.questionnaire
    questions = question_results(inputs)
    people = People(inputs)
    dimensions = tuple(
        with_people(definition.dimension_by_id[node.id], node, people)
        for node in dimension_results(definition, questions)
    )
    overall = overall_result(definition, dimensions)
    is_continuum = definition.kind is Kind.CONTINUUM
    if is_continuum:
        overall = without_numbers(overall)
    return QuestionnaireResult(
        id=definition.id,
        version=definition.version,
        hash=definition.hash,
        respondents=inputs.respondents,
        overall=overall,
        dimensions=dimensions,
        questions=questions,
        flags=questionnaire_flags(inputs, questions, dimensions, overall),
        continuum=_continuum(inputs, questions, targets) if is_continuum else None,
    )


def _continuum(
    inputs: Inputs, questions: Sequence[QuestionResult], targets: Mapping[str, Any]
) -> ContinuumResult:
    definition = inputs.questionnaire
    by_id = {question.id: question for question in questions}
    steps = ladder(definition, by_id)
    scores = criterion_scores(steps, by_id)
    choices = inputs.choices()
    perceived = choices.get(definition.by_source["perceived"].id)
    where = steps_of.position(
        steps, scores, perceived, _provisional(inputs, steps, by_id)
    )
    aimed = aim(definition, choices, decided_target(targets), bool(steps.stages[-1]))
    blocking = steps_of.blocking(steps, scores, where.stage)
    weak = steps_of.weak_foundations(steps, scores, where.stage)
    return ContinuumResult(
        position=where,
        gates=gates(definition, by_id, where.stage, inputs.accepted),
        blocking=tuple(c for c in blocking if c not in inputs.accepted),
        weak=tuple(c for c in weak if c not in inputs.accepted),
        target=None if aimed is None else target(aimed, where.value),
        stability=stability(definition, steps, scores, aimed),
    )


def _provisional(
    inputs: Inputs, steps: Ladder, questions: Mapping[str, QuestionResult]
) -> bool:
    return any(
        steps_of.unsure(
            questions[criterion],
            graded=inputs.mode != "assessed" or not inputs.ungraded(criterion),
        )
        for criteria in steps.stages
        for criterion in criteria
    )


def _plan(
    data: AssessmentData, parts: Sequence[_Scored]
) -> tuple[tuple[Gap, ...], Roadmap]:
    """Return the ranked gaps and the roadmap of one organisation or unit."""
    scored = [(part.inputs, part.result) for part in parts]
    found = basis(data, scored)
    targets = {part.questionnaire.id: part.targets for part in found.parts}
    return ranked_gaps(scored, targets, data.peers), build_roadmap(found)


def _score_units(data: AssessmentData, chosen: Sequence[Questionnaire]) -> Result:
    """Score each unit by itself, and the organisation as their weighted mean."""
    units = []
    by_questionnaire: dict[str, dict[str, QuestionnaireResult]] = {}
    for unit in data.units:
        parts = _score_all(data, chosen, unit.id)
        gaps, roadmap = _plan(replace(data, units=()), parts)
        results = tuple(part.result for part in parts)
        shares = unit.shares_customers
        own = UnitResult(unit.id, unit.weight, results, gaps, roadmap, shares)
        units.append(own)
        for result in results:
            by_questionnaire.setdefault(result.id, {})[unit.id] = result
    weights = {unit.id: unit.weight for unit in data.units}
    sharing = frozenset(unit.id for unit in data.units if unit.shares_customers)
    whole = []
    for questionnaire in chosen:
        inputs = inputs_of(data, questionnaire, None)
        theirs = by_questionnaire[questionnaire.id]
        flags = unit_flags(questionnaire.id, theirs, sharing)
        result = with_whole_module(data, inputs, merged(inputs, theirs, weights))
        whole.append(_Scored(inputs, replace(result, flags=(*result.flags, *flags))))
    gaps, roadmap = _plan(data, whole)
    organisation = [part.result for part in whole]
    return replace(_result(data, organisation, gaps, roadmap), units=tuple(units))


def _result(
    data: AssessmentData,
    results: Sequence[QuestionnaireResult],
    gaps: tuple[Gap, ...],
    roadmap: Roadmap,
) -> Result:
    given = counted(to_json(data))
    return Result(
        mode=data.mode,
        organisation=data.organisation,
        date=data.date,
        questionnaires=tuple(results),
        gaps=gaps,
        roadmap=roadmap,
        units=(),
        answers=tuple(given["answers"]),
        consensus=tuple(given["consensus"]),
        targets=data.targets,
        accepted=tuple(given["accepted"]),
        invited=data.invited,
        capacity=data.capacity,
        form=data.form,
        peers=data.peers,
        digest=digests(given, [f"{found.id}@{found.version}" for found in results]),
    )
