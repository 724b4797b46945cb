"""What scores can reach, and how much a question counts.

Source: method 4.2; sums and minima as in scoring.aggregate.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from questionnaires.build_state import Build
from questionnaires.conditions import TOLERANCE
from questionnaires.model import (
    Capability,
    Dimension,
    Kind,
    Question,
    Questionnaire,
    QuestionType,
    RollUp,
)
from questionnaires.satisfiable import numbers_of

LEAST_INFLUENCE: Final = 0.002
N = TypeVar("N", Dimension, Capability, Question)


@dataclass(frozen=True, slots=True)
class Reach:
    """The highest score of a node, 0-100; ``free`` where it may be left out of all."""

    most: float
    weight: float
    free: bool


def levels(build: Build, questionnaire: Questionnaire) -> None:
    """Add a fault for every own level that the whole can never reach."""
    whole = _whole(questionnaire)
    for number, rung in enumerate(questionnaire.levels):
        if whole is not None and whole < rung.floor - TOLERANCE:
            given = f"floor {rung.floor:g} given, the whole reaches {whole:g} at most"
            todo = "lower the floor or mend the ends of the scales"
            text = f"level can never be reached; {given}; {todo}"
            build.fault(("levels", str(number)), text)


def dimension_levels(build: Build, questionnaire: Questionnaire) -> None:
    """Add a warning for levels that single dimensions can never reach."""
    reached = {
        dimension.id: _dimension(dimension)
        for dimension in questionnaire.dimensions
        if dimension.weight is not None
    }
    for number, rung in enumerate(questionnaire.levels):
        short = [
            f"{name} reaches {reach.most:g} at most"
            for name, reach in reached.items()
            if reach.most < rung.floor - TOLERANCE
        ]
        if short:
            given = f"floor {rung.floor:g} given, {', '.join(short)}"
            todo = "lower the floor or mend the ends of the scales"
            text = f"level can never be reached by a dimension; {given}; {todo}"
            build.warn(("levels", str(number)), text)


def _whole(questionnaire: Questionnaire) -> float | None:
    """Return the highest overall score; ``None`` where there is none."""
    if questionnaire.kind is Kind.CONTINUUM:
        return None
    reached = [_dimension(d) for d in questionnaire.dimensions if d.weight is not None]
    return _most(reached, questionnaire.rollup) if reached else None


def _dimension(dimension: Dimension) -> Reach:
    inner = [_capability(dimension, node) for node in _scored(dimension.below(None))]
    return _node(dimension, inner)


def _capability(dimension: Dimension, capability: Capability) -> Reach:
    deeper = _scored(dimension.below(capability.id))
    inner = [_capability(dimension, node) for node in deeper]
    inner += [_question(q) for q in capability.questions if q.weight is not None]
    return _node(capability, inner)


def _node(node: Dimension | Capability, inner: list[Reach]) -> Reach:
    free = node.when is not None or all(child.free for child in inner)
    return Reach(_most(inner, node.rollup), node.weight or 0.0, free)


def _question(question: Question) -> Reach:
    best = numbers_of(question)[-1] if question.type is QuestionType.SCALE else 100.0
    free = question.allow_na or question.when is not None
    return Reach(best, question.weight or 0.0, free)


def _most(children: list[Reach], how: RollUp) -> float:
    """Return the highest score of a node from its children's.

    Children that can be hidden or not applicable are left out where this is better;
    what is merely unanswered is not: nobody should earn a level by silence.
    """
    must = [child for child in children if not child.free]
    spare = sorted((c for c in children if c.free), key=lambda c: c.most, reverse=True)
    counted = must or spare[:1]
    if how is RollUp.MIN:
        return min((child.most for child in counted), default=0.0)
    for child in spare:
        if child not in counted and child.most > _mean(counted):
            counted = [*counted, child]
    return _mean(counted)


def _mean(children: list[Reach]) -> float:
    total = sum(child.weight for child in children)
    return sum(c.most * c.weight for c in children) / total if total else 0.0


def influence(build: Build, questionnaire: Questionnaire) -> None:
    """Add a warning for questions that count less than 0.2 % of the whole."""
    if questionnaire.kind is Kind.CONTINUUM:
        return
    for question, share in shares(questionnaire).items():
        if share < LEAST_INFLUENCE - TOLERANCE:
            given = f"{100 * share:.2g} % of the overall score"
            todo = f"raise its weight or one above it to {100 * LEAST_INFLUENCE:g} %"
            text = f"question hardly counts; {given}; {todo}, or leave it out"
            build.warn(("question", question), text)


def shares(questionnaire: Questionnaire) -> Mapping[str, float]:
    """Return each scored question's part of the overall score, 0-1.

    Weights are shares under mean and sum; a minimum passes everything on. Conditions
    are taken to hold.
    """
    found: dict[str, float] = {}
    for dimension, part in _parted(questionnaire.dimensions, questionnaire.rollup):
        parts: dict[str | None, float] = {None: part}
        rollups: dict[str | None, RollUp] = {None: dimension.rollup}
        for node in dimension.capabilities:
            rollups[node.id] = node.rollup
            siblings = _parted(dimension.below(node.parent), rollups[node.parent])
            share = next((s for other, s in siblings if other is node), 0.0)
            parts[node.id] = parts[node.parent] * share
            for question, own in _parted(node.questions, node.rollup):
                found[question.id] = parts[node.id] * own
    return found


def _parted(nodes: Sequence[N], how: RollUp) -> Iterator[tuple[N, float]]:
    scored = _scored(nodes)
    total = sum(node.weight or 0.0 for node in scored)
    for node in scored:
        share = 1.0 if how is RollUp.MIN else (node.weight or 0.0) / total
        yield node, share


def _scored(nodes: Sequence[N]) -> list[N]:
    return [node for node in nodes if node.weight is not None]
