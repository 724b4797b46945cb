"""The customer-centricity continuum: gates, stage and position.

A stage is reached through its gate, never by a mean; higher is not better.
Source of all rules here: method 4.4.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Final

from questionnaires.model import Question, Questionnaire
from scoring.levels import above, at_least
from scoring.people import ACCEPTABLE_DEVIATION
from scoring.result import Gate, GateCriterion, Position, QuestionResult

STAGES: Final = 5
REACHED: Final = 50
HELD: Final = 67
NEARLY: Final = 0.99
"""How far the way through a gate that is still shut can be, as a fraction."""
CONSOLIDATED: Final = 85

Scores = Mapping[str, float]
"""Criterion scores, 0-100, by question id; not applicable ones are absent."""


@dataclass(frozen=True, slots=True)
class Ladder:
    """The criteria of each stage that apply, from stage 1 to the last.

    ``stages`` has five entries; the fifth is empty where the stage does not apply.
    """

    stages: tuple[tuple[str, ...], ...]

    @property
    def top(self) -> int:
        """The highest stage that can be reached: 5, or 4 without stage 5."""
        return STAGES if self.stages[-1] else STAGES - 1

    def gate(self, stage: int) -> tuple[str, ...]:
        """Return the criteria of stage 1-5."""
        return self.stages[stage - 1]


def stage_questions(questionnaire: Questionnaire) -> list[tuple[Question, ...]]:
    """Return the criteria of the five stages, in the definition's order."""
    return [
        tuple(questionnaire.dimension_by_id[f"stage-{number}"].questions())
        for number in range(1, STAGES + 1)
    ]


def ladder(
    questionnaire: Questionnaire, questions: Mapping[str, QuestionResult]
) -> Ladder:
    """Return the criteria that apply.

    A stage is not applicable as a whole only; a single criterion that most called
    not applicable stays, and counts as unanswered.
    """
    return Ladder(
        tuple(
            ()
            if all(questions[q.id].state in _LEFT_OUT for q in criteria)
            else tuple(q.id for q in criteria if questions[q.id].state != "hidden")
            for criteria in stage_questions(questionnaire)
        )
    )


_LEFT_OUT: Final = ("na", "hidden")


def criterion_scores(
    steps: Ladder, questions: Mapping[str, QuestionResult]
) -> dict[str, float]:
    """Return the criteria's scores; an unanswered one counts as 0."""
    return {
        criterion: questions[criterion].score or 0.0
        for criteria in steps.stages
        for criterion in criteria
    }


def gate_mean(criteria: Sequence[str], scores: Scores) -> float | None:
    """Return the plain mean of a gate's criteria, ``None`` where none applies."""
    if not criteria:
        return None
    return fsum(scores[criterion] for criterion in criteria) / len(criteria)


def stage_reached(steps: Ladder, scores: Scores, held: float = HELD) -> int:
    """Return the highest stage whose gate, and every gate below it, is passed.

    Args:
        steps: The criteria that apply.
        scores: Criterion scores, 0-100.
        held: What the criteria of lower stages need: at least 67, "largely".
    """
    return _climb(steps, scores, lambda score: at_least(score, held))


def consolidated_stage(steps: Ladder, scores: Scores) -> int:
    """Return the stage by the strict reading: all lower criteria above 85.

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
    """Return the criteria below the reached stage that lie from 67 to 85."""
    return tuple(
        criterion
        for number in range(1, stage)
        for criterion in steps.gate(number)
        if at_least(scores[criterion], HELD)
        and not above(scores[criterion], CONSOLIDATED)
    )


def blocking(steps: Ladder, scores: Scores, stage: int) -> tuple[str, ...]:
    """Return the criteria that keep the next stage shut, in gate order."""
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
    """Return the highest stage whose mean is above 50, else 0."""
    return max(
        (
            number
            for number in range(1, STAGES + 1)
            if above(gate_mean(steps.gate(number), scores) or 0.0, REACHED)
        ),
        default=0,
    )


def is_leap(steps: Ladder, scores: Scores, stage: int, attempted: int) -> bool:
    """Whether a stage strictly between the reached and the attempted was skipped."""
    return any(
        not above(gate_mean(steps.gate(number), scores) or 0.0, REACHED)
        for number in range(stage + 1, attempted)
    )


def position_value(steps: Ladder, scores: Scores, stage: int) -> float:
    """Return the position, 0-5: the stage and the way through the next gate."""
    if stage >= steps.top:
        return float(stage)
    return stage + min((gate_mean(steps.gate(stage + 1), scores) or 0.0) / 100, NEARLY)


def position_label(steps: Ladder, scores: Scores, stage: int) -> str:
    """Return ``stage-1``, ``between-1-and-2`` or ``approaching-2``."""
    if stage >= steps.top:
        return f"stage-{stage}"
    fraction = (gate_mean(steps.gate(stage + 1), scores) or 0.0) / 100
    if not above(fraction, 0.15):
        return f"stage-{stage}"
    if not above(fraction, 0.85):
        return f"between-{stage}-and-{stage + 1}"
    return f"approaching-{stage + 1}"


def rating(score: float | None) -> str | None:
    """Return N, P, L or F for a criterion score, 0-100 (ISO/IEC 33020)."""
    if score is None:
        return None
    return "NPLF"[sum(above(score, edge) for edge in (15, REACHED, CONSOLIDATED))]


def unsure(question: QuestionResult, graded: bool) -> bool:
    """Whether a criterion makes the position provisional.

    Args:
        question: The criterion's result.
        graded: Whether every answer it rests on has the evidence the mode needs.

    Unanswered, ungraded, or raters who disagree without a consensus.
    """
    if question.score is None or not graded:
        return True
    disagreed = question.ad is not None and above(question.ad, ACCEPTABLE_DEVIATION)
    return disagreed and question.state != "consensus"


def gates(
    questionnaire: Questionnaire,
    questions: Mapping[str, QuestionResult],
    stage: int,
    accepted: frozenset[str],
) -> tuple[Gate, ...]:
    """Return the five gates with their criteria."""
    steps = ladder(questionnaire, questions)
    scores = criterion_scores(steps, questions)
    return tuple(
        Gate(
            stage=number,
            mean=gate_mean(steps.gate(number), scores),
            reached=number <= stage,
            criteria=tuple(
                GateCriterion(
                    id=question.id,
                    source=question.source,
                    score=questions[question.id].score,
                    rating=rating(questions[question.id].score),
                    accepted=question.id in accepted,
                )
                for question in criteria
            ),
        )
        for number, criteria in enumerate(stage_questions(questionnaire), start=1)
    )


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
