"""Explain any number of a result: which parts made it, with which weights, and why.

Nothing is recomputed by another way: the parts are those of the result, and what they
add up to is the number itself (a test proves it for every node).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

from questionnaires.model import Capability, Dimension, Question, Questionnaire, RollUp
from scoring.answers import AssessmentData
from scoring.errors import ScoringError
from scoring.explain_case import Case
from scoring.explain_continuum import position_trace, target_trace
from scoring.result import (
    CapabilityResult,
    DimensionResult,
    Overall,
    QuestionnaireResult,
    QuestionResult,
    Result,
)
from scoring.trace import (
    Given,
    LeftOut,
    Term,
    Trace,
    lowest_formula,
    lowest_terms,
    mean_formula,
    rounded,
    weighted_terms,
)

OVERALL: Final = "overall"
POSITION: Final = "position"
TARGET: Final = "target"

Node = CapabilityResult | DimensionResult | QuestionResult
Scored = Node | Overall


def explain(
    data: AssessmentData, result: Result, questionnaire: Questionnaire, node: str
) -> Trace:
    """Return how one number of a result came about.

    Args:
        data: The assessment.
        result: Its result.
        questionnaire: The definition that the node belongs to.
        node: ``overall``, ``position``, ``target``, or the id of a dimension,
            capability or question.

    Raises:
        ScoringError: If the result has no such questionnaire or node.

    Source: method 4.1 to 4.6; contract 5.
    """
    trace = explainer(data, result, questionnaire)(node)
    if trace is None:
        raise ScoringError(
            f"{node} has no number in {questionnaire.id}; name overall, position, "
            "target, or the id of a dimension, capability or question"
        )
    return trace


def explainer(
    data: AssessmentData,
    result: Result,
    questionnaire: Questionnaire,
    unit: str | None = None,
) -> Callable[[str], Trace | None]:
    """Return a function that explains one node after another, as ``explain`` does.

    Args:
        data: The assessment; its answers are sorted once for all nodes.
        result: Its result.
        questionnaire: The definition that the nodes belong to.
        unit: Explain this unit's own numbers; ``None`` takes the organisation's.

    Returns:
        A function from a node to its explanation; ``None`` for what has no number.

    Raises:
        ScoringError: If the result has no such unit or questionnaire.

    Source: method 4.1 to 4.6; contract 5.
    """
    parts = _parts_of(result, unit)
    found = next((part for part in parts if part.id == questionnaire.id), None)
    if found is None:
        raise ScoringError(
            f"{questionnaire.id} is not part of the result{_within(unit)}; name one of "
            f"{', '.join(part.id for part in parts or result.questionnaires)}"
        )
    return partial(_trace, Case(data, result, found, questionnaire, unit))


def _parts_of(result: Result, unit: str | None) -> Sequence[QuestionnaireResult]:
    """Return what belongs to a unit, nothing where it is unknown, or all together."""
    if unit is None:
        return result.questionnaires
    return [
        part for one in result.units if one.id == unit for part in one.questionnaires
    ]


def _within(unit: str | None) -> str:
    return "" if unit is None else f" of {unit}"


def _trace(case: Case, node: str) -> Trace | None:
    if node == OVERALL:
        return _overall(case) if case.found.continuum is None else None
    if node == POSITION:
        return position_trace(case.found)
    if node == TARGET:
        return target_trace(case.found, case.definition, case.inputs.choices())
    if node in case.dimensions:
        return _dimension(case, case.definition.dimension_by_id[node])
    question = case.definition.by_id.get(node)
    if question is not None:
        return _question(case, question) if question.scored else None
    return _capability_named(case, node)


def _overall(case: Case) -> Trace:
    found = case.found.overall
    rows = [
        (node.id, node.score, node.weight, _absence(node))
        for node in case.found.dimensions
        if node.weight is not None
    ]
    built = _rolled(rows, case.definition.rollup)
    return _node(case, OVERALL, "overall", found, built)


def _dimension(case: Case, dimension: Dimension) -> Trace:
    found = case.dimensions[dimension.id]
    nodes = {node.id: node for node in found.capabilities}
    built = _rolled(_below(dimension, None, nodes), dimension.rollup)
    return _node(case, dimension.id, "dimension", found, built)


def _capability_named(case: Case, name: str) -> Trace | None:
    for dimension in case.definition.dimensions:
        if dimension.id not in case.dimensions:
            continue
        for capability in dimension.capabilities:
            if capability.id == name:
                return _capability(case, dimension, capability)
    return None


def _capability(case: Case, dimension: Dimension, capability: Capability) -> Trace:
    nodes = {node.id: node for node in case.dimensions[dimension.id].capabilities}
    if capability.questions:
        rows = _asked(case, capability)
    else:
        rows = _below(dimension, capability.id, nodes)
    built = _rolled(rows, capability.rollup)
    return _node(case, capability.id, "capability", nodes[capability.id], built)


def _asked(case: Case, capability: Capability) -> _Rows:
    found = [(q, case.questions[q.id]) for q in capability.questions]
    return [(q.id, r.score, q.weight, r.state) for q, r in found if q.weight]


_Rows = Sequence[tuple[str, float | None, float, str]]
"""Id, score, weight, and why there would be no score."""


def _below(
    dimension: Dimension, parent: str | None, nodes: Mapping[str, CapabilityResult]
) -> _Rows:
    return [
        (node.id, nodes[node.id].score, node.weight, _absence(nodes[node.id]))
        for node in dimension.below(parent)
        if node.weight is not None
    ]


def _absence(node: CapabilityResult | DimensionResult) -> str:
    """Return why a node would have no score."""
    if node.na_share is None:
        return "hidden"
    return "na" if node.coverage is None else "not-scored"


_LEAVES: Final = ("na", "hidden")
_Built = tuple[str, tuple[Term, ...], tuple[LeftOut, ...]]
"""Rule, what went in, and what did not."""


def _rolled(rows: _Rows, how: RollUp) -> _Built:
    """Return what goes into a parent by its rule."""
    counts_empty = how is RollUp.SUM
    inside = [
        (name, value, weight)
        for name, value, weight, why in rows
        if value is not None or (counts_empty and why not in _LEAVES)
    ]
    names = {name for name, _, _ in inside}
    outside = tuple(LeftOut(row[0], row[3]) for row in rows if row[0] not in names)
    terms = lowest_terms(inside) if how is RollUp.MIN else weighted_terms(inside)
    return str(how), terms, outside


def _question(case: Case, question: Question) -> Trace:
    found = case.questions[question.id]
    if found.state == "consensus":
        built: _Built = ("consensus", (), ())
    elif found.score is None:
        built = ("roles", (), (LeftOut(question.id, found.state),))
    else:
        rows = [(role, value, 1.0) for role, value in found.roles.items()]
        built = ("roles", weighted_terms(rows), ())
    return _node(case, question.id, "question", found, built)


def _node(case: Case, name: str, kind: str, found: Scored, built: _Built) -> Trace:
    value = found.score
    rule, terms, left_out = built
    if case.of_units:
        rule, terms, left_out = _of_units(case, name, kind)
    if value is None or not terms:
        formula = ""
    elif rule == RollUp.MIN:
        formula = lowest_formula(terms, value)
    else:
        formula = mean_formula(terms, value)
    return Trace(
        questionnaire=case.found.id,
        node=name,
        kind=kind,
        rule=rule,
        value=value,
        claimed=found.claimed,
        evidenced=found.evidenced,
        coverage=getattr(found, "coverage", None),
        shown=rounded(value),
        formula=formula,
        terms=terms if value is not None else (),
        left_out=left_out,
        given=_given(case, name) if kind == "question" else (),
    )


def _of_units(case: Case, name: str, kind: str) -> _Built:
    """Return the units' own numbers, of which the organisation's is the mean."""
    rows = case.units(lambda part: _score_of(part, name, kind))
    there = [row for row in rows if row[1] is not None]
    gone = tuple(
        LeftOut(unit, "not-scored") for unit, value, _ in rows if value is None
    )
    return "units", weighted_terms(there), gone


def _score_of(part: QuestionnaireResult, name: str, kind: str) -> float | None:
    if kind == "overall":
        return part.overall.score
    nodes: list[Node] = [*part.questions, *part.dimensions]
    nodes += [node for dimension in part.dimensions for node in dimension.capabilities]
    return next((node.score for node in nodes if node.id == name), None)


def _given(case: Case, name: str) -> tuple[Given, ...]:
    """Return the answers behind a question, each with its evidence's cap."""
    grade = case.inputs.consensus.get(name)
    return tuple(
        Given(
            each.answer.respondent,
            each.answer.role,
            each.claimed,
            grade.evidence if grade else each.answer.evidence,
            each.evidenced,
        )
        for each in case.inputs.valued.get(name, ())
    )
