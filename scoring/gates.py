"""The gates of the continuum: which criteria apply, and what they score.

Source: method 4.4; contract 5, Continuum.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Final

from questionnaires.model import Question, Questionnaire
from scoring.levels import above
from scoring.result import Gate, GateCriterion, QuestionResult

STAGES: Final = 5
REACHED: Final = 50
HELD: Final = 67
NEARLY: Final = 0.99
"""How far the way through a gate that is still shut can be, as a fraction."""
CONSOLIDATED: Final = 85
_LEFT_OUT: Final = ("na", "hidden")

Scores = Mapping[str, float]
"""Criterion scores, 0-100, by question id; not applicable ones are absent."""


@dataclass(frozen=True, slots=True)
class Ladder:
    """The criteria of each stage that apply, from stage 1 to the last.

    ``stages`` has five entries of question ids; the fifth is empty where stage 5 does
    not apply.
    """

    stages: tuple[tuple[str, ...], ...]

    @property
    def top(self) -> int:
        """The highest stage of 0-5 that can be reached: 5, or 4 without stage 5."""
        return STAGES if self.stages[-1] else STAGES - 1

    def gate(self, stage: int) -> tuple[str, ...]:
        """Return the ids of the criteria of a ``stage``, 1-5."""
        return self.stages[stage - 1]


def stage_questions(questionnaire: Questionnaire) -> list[tuple[Question, ...]]:
    """Return the criteria of the five stages, in the definition's order.

    Args:
        questionnaire: The continuum, with dimensions ``stage-1`` to ``stage-5``.
    """
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

    Args:
        questionnaire: The continuum.
        questions: Its questions' results by id.
    """
    return Ladder(
        tuple(
            ()
            if all(questions[q.id].state in _LEFT_OUT for q in criteria)
            else tuple(q.id for q in criteria if questions[q.id].state != "hidden")
            for criteria in stage_questions(questionnaire)
        )
    )


def criterion_scores(
    steps: Ladder, questions: Mapping[str, QuestionResult]
) -> dict[str, float]:
    """Return the criteria's scores, 0-100, by id; an unanswered one counts as 0.

    Args:
        steps: The criteria that apply.
        questions: The questions' results by id.
    """
    return {
        criterion: questions[criterion].score or 0.0
        for criteria in steps.stages
        for criterion in criteria
    }


def gate_mean(criteria: Sequence[str], scores: Scores) -> float | None:
    """Return the plain mean of a gate's criteria, 0-100, ``None`` where none applies.

    Args:
        criteria: Ids of the gate's criteria.
        scores: Criterion scores, 0-100, by question id.
    """
    if not criteria:
        return None
    return fsum(scores[criterion] for criterion in criteria) / len(criteria)


def rating(score: float | None) -> str | None:
    """Return N, P, L or F for a criterion score, ``None`` without one.

    Args:
        score: 0-100; ``None`` where the criterion is not scored.

    Source: ISO/IEC 33020's classes up to 15, 50, 85 and 100; method 4.4.
    """
    if score is None:
        return None
    return "NPLF"[sum(above(score, edge) for edge in (15, REACHED, CONSOLIDATED))]


def gates(
    questionnaire: Questionnaire,
    questions: Mapping[str, QuestionResult],
    stage: int,
    accepted: frozenset[str],
) -> tuple[Gate, ...]:
    """Return the five gates with their criteria.

    Args:
        questionnaire: The continuum.
        questions: Its questions' results by id.
        stage: The stage reached, 0-5: every gate up to it counts as reached.
        accepted: Ids of the criteria whose gap the organisation accepts.
    """
    steps = ladder(questionnaire, questions)
    scores = criterion_scores(steps, questions)
    return tuple(
        Gate(
            stage=number,
            mean=gate_mean(steps.gate(number), scores),
            reached=number <= stage,
            criteria=tuple(
                _criterion(question, questions[question.id].score, accepted)
                for question in criteria
            ),
        )
        for number, criteria in enumerate(stage_questions(questionnaire), start=1)
    )


def _criterion(
    question: Question, score: float | None, accepted: frozenset[str]
) -> GateCriterion:
    return GateCriterion(
        id=question.id,
        source=question.source,
        score=score,
        rating=rating(score),
        accepted=question.id in accepted,
    )
