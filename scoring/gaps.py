"""Gaps: how far each capability is below its target, most pressing first.

Source: method 4.10; contract 5, Gaps.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from questionnaires.model import Kind, Questionnaire
from scoring.inputs import Inputs
from scoring.levels import above
from scoring.questions import importance
from scoring.result import Gap, QuestionnaireResult

DEFAULT_TARGET: Final = 60.0
DEFAULT_IMPORTANCE: Final = 3.0
HIGHEST_FACTOR: Final = 3.0
POINTS_PER_FACTOR: Final = 20

Peers = Mapping[str, Mapping[str, float]]
"""The peers' upper quartiles, 0-100, by questionnaire and dimension id."""


def decided_target(targets: Mapping[str, Any]) -> float | None:
    """Return the steering team's position, 0-5, or ``None`` where none is decided.

    Args:
        targets: As in ``AssessmentData``; ``continuum`` holds a position, or a mapping
            with ``value``.

    Source: method 4.5; contract 4.
    """
    entry = targets.get("continuum")
    if entry is None:
        return None
    value = entry.get("value") if isinstance(entry, Mapping) else entry
    return None if value is None else float(value)


def default_target(continuum_target: float | None) -> float:
    """Return the target of capabilities, 0-100, where the team decided none.

    Args:
        continuum_target: The decided or proposed position, 0-5, or ``None``.

    Source: method 4.10.
    """
    if continuum_target is None:
        return DEFAULT_TARGET
    return 40 + 10 * continuum_target


def capability_targets(
    questionnaire: Questionnaire,
    decided: Mapping[str, Any],
    continuum_target: float | None,
) -> dict[str, float]:
    """Return each capability's target, 0-100.

    Args:
        questionnaire: The definition.
        decided: The steering team's targets by capability or dimension id; one of a
            node holds for all that lies in it and has none of its own.
        continuum_target: The decided or proposed position, 0-5, or ``None``.

    Source: method 4.10, Targets.
    """
    found: dict[str, float] = {}
    for dimension in questionnaire.dimensions:
        whole = decided.get(dimension.id, default_target(continuum_target))
        for node in dimension.capabilities:
            above_it = whole if node.parent is None else found[node.parent]
            found[node.id] = float(decided.get(node.id, above_it))
    return found


def capability_importance(inputs: Inputs) -> dict[str, float]:
    """Return each capability's importance, 1-5; 3 where nobody gave any.

    Args:
        inputs: The answers of one questionnaire.

    Source: contract 5, Gaps.
    """
    found: dict[str, float] = {}
    for dimension in inputs.questionnaire.dimensions:
        for capability in dimension.capabilities:
            rows = [
                answer
                for question in capability.questions
                for answer in inputs.answers.get(question.id, ())
            ]
            given = importance(rows)
            found[capability.id] = DEFAULT_IMPORTANCE if given is None else given
    return found


def ranked_gaps(
    parts: Sequence[tuple[Inputs, QuestionnaireResult]],
    targets: Mapping[str, Mapping[str, float]],
    peers: Peers,
) -> tuple[Gap, ...]:
    """Return the gaps of all questionnaires but the continuum, rank 1 first.

    Args:
        parts: Inputs and result of each questionnaire.
        targets: Capability targets, 0-100, by questionnaire and capability id.
        peers: Upper quartiles, 0-100, by questionnaire and dimension id; a dimension
            without one has no peer gap.

    Source: method 4.10; contract 5, Gaps.
    """
    found = [
        gap
        for inputs, result in parts
        if inputs.questionnaire.kind is not Kind.CONTINUUM
        for gap in _gaps(inputs, result, targets[result.id], peers.get(result.id, {}))
    ]
    found.sort(key=lambda gap: (-round(_pressure(gap), 9), gap.id))
    return tuple(_ranked(gap, rank) for rank, gap in enumerate(found, start=1))


def _gaps(
    inputs: Inputs,
    result: QuestionnaireResult,
    targets: Mapping[str, float],
    quartiles: Mapping[str, float],
) -> list[Gap]:
    weights = capability_importance(inputs)
    # What holds other capabilities has no gap of its own: theirs would count twice.
    asked = {c.id for c in inputs.questionnaire.capability_of.values()}
    return [
        Gap(
            questionnaire=result.id,
            id=node.id,
            score=node.score,
            target=targets[node.id],
            gap=targets[node.id] - node.score,
            importance=weights[node.id],
            peer_factor=peer_factor(distance),
            peer_gap=distance,
            rank=0,
        )
        for dimension in result.dimensions
        for node in dimension.capabilities
        if node.id in asked
        and node.score is not None
        and above(targets[node.id], node.score)
        for distance in [_distance(quartiles.get(dimension.id), node.score)]
    ]


def _distance(quartile: float | None, score: float) -> float | None:
    return None if quartile is None else quartile - score


def peer_factor(distance: float | None) -> float:
    """Return how much more a gap counts, 1-3, because the peers are ahead.

    Args:
        distance: The peers' upper quartile minus the score, in points; ``None`` where
            there is nobody to compare with.

    Source: method 4.10.
    """
    if distance is None:
        return 1.0
    return min(HIGHEST_FACTOR, 1 + max(0.0, distance) / POINTS_PER_FACTOR)


def _pressure(gap: Gap) -> float:
    return gap.gap / 100 * gap.importance * gap.peer_factor


def _ranked(gap: Gap, rank: int) -> Gap:
    return replace(gap, rank=rank)
