"""The customer-centricity continuum: stage and position.

A stage is reached through its gate, never by a mean; higher is not better.

Source: method 4.4; contract 5, Continuum.
"""

from __future__ import annotations

from collections.abc import Callable

from scoring.gates import (
    CONSOLIDATED,
    HELD,
    NEARLY,
    REACHED,
    STAGES,
    Ladder,
    Scores,
    gate_mean,
)
from scoring.levels import above, at_least
from scoring.people import ACCEPTABLE_DEVIATION
from scoring.result import Position, QuestionResult


def stage_reached(steps: Ladder, scores: Scores, held: float = HELD) -> int:
    """Return the highest stage, 0-5, whose gate and every gate below it is passed.

    Args:
        steps: The criteria that apply.
        scores: Criterion scores, 0-100, by question id.
        held: What the criteria of lower stages need, 0-100: at least 67, "largely".
    """
    return _climb(steps, scores, lambda score: at_least(score, held))


def consolidated_stage(steps: Ladder, scores: Scores) -> int:
    """Return the stage, 0-5, by the strict reading: all lower criteria above 85.

    Args:
        steps: The criteria that apply.
        scores: Criterion scores, 0-100, by question id.

    Source: ISO/IEC 33020's rule; method 4.4.
    """
    return _climb(steps, scores, lambda score: above(score, CONSOLIDATED))


def _climb(steps: Ladder, scores: Scores, holds: Callable[[float], bool]) -> int:
    stage = 0
    for number in range(1, steps.top + 1):
        below = [c for lower in range(1, number) for c in steps.gate(lower)]
        passed = all(above(scores[c], REACHED) for c in steps.gate(number))
        if not (passed and all(holds(scores[c]) for c in below)):
            break
        stage = number
    return stage


def weak_foundations(steps: Ladder, scores: Scores, stage: int) -> tuple[str, ...]:
    """Return the criteria below the reached stage that lie from 67 to 85.

    Args:
        steps: The criteria that apply.
        scores: Criterion scores, 0-100, by question id.
        stage: The stage reached, 0-5.
    """
    return tuple(
        criterion
        for number in range(1, stage)
        for criterion in steps.gate(number)
        if at_least(scores[criterion], HELD)
        and not above(scores[criterion], CONSOLIDATED)
    )


def blocking(steps: Ladder, scores: Scores, stage: int) -> tuple[str, ...]:
    """Return the criteria that keep the next stage shut, in gate order.

    Those of the next gate not above 50, and lower ones below 67; none where there is no
    next stage.

    Args:
        steps: The criteria that apply.
        scores: Criterion scores, 0-100, by question id.
        stage: The stage reached, 0-5.
    """
    if stage >= steps.top:
        return ()
    return tuple(
        criterion
        for number in range(1, stage + 2)
        for criterion in steps.gate(number)
        if not _enough(scores[criterion], number > stage)
    )


def _enough(score: float, next_gate: bool) -> bool:
    return above(score, REACHED) if next_gate else at_least(score, HELD)


def attempted_stage(steps: Ladder, scores: Scores) -> int:
    """Return the highest stage, 1-5, whose mean is above 50, else 0.

    Args:
        steps: The criteria that apply.
        scores: Criterion scores, 0-100, by question id.
    """
    return max(
        (
            number
            for number in range(1, STAGES + 1)
            if above(gate_mean(steps.gate(number), scores) or 0.0, REACHED)
        ),
        default=0,
    )


def is_leap(steps: Ladder, scores: Scores, stage: int, attempted: int) -> bool:
    """Tell whether a stage strictly between the reached and the attempted was skipped.

    Args:
        steps: The criteria that apply.
        scores: Criterion scores, 0-100, by question id.
        stage: The stage reached, 0-5.
        attempted: The stage attempted, 0-5.
    """
    return any(
        not above(gate_mean(steps.gate(number), scores) or 0.0, REACHED)
        for number in range(stage + 1, attempted)
    )


def position_value(steps: Ladder, scores: Scores, stage: int) -> float:
    """Return the position, 0-5: the stage and the way through the next gate.

    Args:
        steps: The criteria that apply.
        scores: Criterion scores, 0-100, by question id.
        stage: The stage reached, 0-5.
    """
    if stage >= steps.top:
        return float(stage)
    return stage + min((gate_mean(steps.gate(stage + 1), scores) or 0.0) / 100, NEARLY)


def position_label(steps: Ladder, scores: Scores, stage: int) -> str:
    """Return ``stage-1``, ``between-1-and-2`` or ``approaching-2``.

    Args:
        steps: The criteria that apply.
        scores: Criterion scores, 0-100, by question id.
        stage: The stage reached, 0-5.
    """
    if stage >= steps.top:
        return f"stage-{stage}"
    fraction = (gate_mean(steps.gate(stage + 1), scores) or 0.0) / 100
    if not above(fraction, 0.15):
        return f"stage-{stage}"
    if not above(fraction, 0.85):
        return f"between-{stage}-and-{stage + 1}"
    return f"approaching-{stage + 1}"


def unsure(question: QuestionResult, graded: bool) -> bool:
    """Tell whether a criterion makes the position provisional.

    Unanswered, ungraded, or raters who disagree without a consensus.

    Args:
        question: The criterion's result.
        graded: Whether every answer it rests on has the evidence the mode needs.
    """
    if question.score is None or not graded:
        return True
    disagreed = question.ad is not None and above(question.ad, ACCEPTABLE_DEVIATION)
    return disagreed and question.state != "consensus"


def position(
    steps: Ladder, scores: Scores, perceived: float | None, provisional: bool
) -> Position:
    """Return where the organisation stands.

    Args:
        steps: The criteria that apply.
        scores: Criterion scores, 0-100.
        perceived: Where people believe they stand, 0-5, or ``None``.
        provisional: Whether any criterion leaves the position unsure.
    """
    stage = stage_reached(steps, scores)
    attempted = attempted_stage(steps, scores)
    value = position_value(steps, scores, stage)
    return Position(
        stage=stage,
        value=value,
        label=position_label(steps, scores, stage),
        status="provisional" if provisional else "scored",
        consolidated_stage=consolidated_stage(steps, scores),
        attempted=attempted,
        leap=is_leap(steps, scores, stage, attempted),
        perceived=perceived,
        perception_gap=None if perceived is None else perceived - value,
    )
