"""One question's answers: its state, its scores, and how far raters agree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from questionnaires.model import Question
from scoring.aggregate import by_role, mean, role_balanced
from scoring.agreement import deviation, rwg, standard_deviation
from scoring.answers import DK, NA, Answer, Consensus
from scoring.inputs import Inputs
from scoring.result import QuestionResult
from scoring.values import POINTS_PER_LEVEL, points

EVIDENCE_CAPS: Final = {"none": 40, "described": 60, "documented": 80, "verified": 100}

AnswersOf = Mapping[str, Sequence[Answer]]
ConsensusOf = Mapping[str, Consensus]


def capped(claimed: float, evidence: str) -> float:
    """Return claimed points, 0-100, limited by what the evidence can carry.

    Source: method 4.1.
    """
    return min(claimed, float(EVIDENCE_CAPS[evidence]))


def headline(claimed: float, evidenced: float, mode: str) -> float:
    """Return the number that the assessment's mode puts first."""
    return evidenced if mode == "assessed" else claimed


def own_points(
    question: Question, answer: Answer, grade: str | None, mode: str
) -> float | None:
    """Return one answer's headline points, or ``None`` where it has no value.

    Args:
        question: The question answered.
        answer: What was answered.
        grade: The assessor's evidence grade, which replaces the respondent's.
        mode: ``self`` or ``assessed``.
    """
    claimed = points(question, answer.value)
    if claimed is None:
        return None
    return headline(claimed, capped(claimed, grade or answer.evidence), mode)


def question_results(inputs: Inputs) -> tuple[QuestionResult, ...]:
    """Return the result of every question, in the definition's order."""
    return tuple(
        hidden_result(question)
        if question.id in inputs.hidden
        else question_result(
            question,
            inputs.answers.get(question.id, ()),
            inputs.consensus.get(question.id),
            inputs.mode,
        )
        for question in inputs.questionnaire.questions()
    )


def hidden_result(question: Question) -> QuestionResult:
    """Return the result of a question that does not apply: it has no numbers."""
    return QuestionResult(
        question.id, None, None, None, 0, "hidden", {}, None, None, None
    )


def question_result(
    question: Question,
    answers: Sequence[Answer],
    consensus: Consensus | None,
    mode: str,
) -> QuestionResult:
    """Return the result of one question.

    A consensus value replaces the answers' role-balanced mean; a consensus entry
    without a value only grades the evidence. The spread is always of the raw answers.

    Source: method 4.1 and 4.6; contract 5, States.
    """
    rated = _rated(question, answers, consensus)
    state = _state(answers, consensus)
    claimed_score, evidenced_score = _scores(question, state, rated, consensus)
    levels = [claimed / POINTS_PER_LEVEL for _, claimed, _ in rated]
    return QuestionResult(
        id=question.id,
        score=evidenced_score if mode == "assessed" else claimed_score,
        claimed=claimed_score,
        evidenced=evidenced_score,
        n=sum(1 for answer in answers if _has_value(answer)),
        state=state,
        roles=by_role((role, headline(c, e, mode)) for role, c, e in rated),
        sd=standard_deviation(levels) if len(levels) >= 3 else None,
        rwg=rwg(levels) if len(levels) >= 5 else None,
        ad=deviation(levels) if len(levels) >= 5 else None,
    )


Rated = Sequence[tuple[str, float, float]]
"""Role, claimed and evidenced points, 0-100, of each answer that has a value."""


def _rated(
    question: Question, answers: Sequence[Answer], consensus: Consensus | None
) -> Rated:
    grade = consensus.evidence if consensus else None
    return [
        (answer.role, claimed, capped(claimed, grade or answer.evidence))
        for answer in answers
        if (claimed := points(question, answer.value)) is not None
    ]


def _has_value(answer: Answer) -> bool:
    return answer.value is not None and answer.value not in (NA, DK)


def _state(answers: Iterable[Answer], consensus: Consensus | None) -> str:
    if consensus is not None and consensus.value not in (None, DK):
        return "na" if consensus.value == NA else "consensus"
    listed = list(answers)
    valued = sum(1 for answer in listed if _has_value(answer))
    if sum(1 for answer in listed if answer.value == NA) > valued:
        return "na"
    if valued:
        return "answered"
    if any(answer.value == DK for answer in listed):
        return "dk"
    return "unanswered"


def _scores(
    question: Question,
    state: str,
    rated: Rated,
    consensus: Consensus | None,
) -> tuple[float | None, float | None]:
    if state == "consensus" and consensus is not None:
        agreed = points(question, consensus.value)
        if agreed is None:
            return None, None
        return agreed, capped(agreed, consensus.evidence)
    if state != "answered":
        return None, None
    return (
        role_balanced((role, claimed) for role, claimed, _ in rated),
        role_balanced((role, evidenced) for role, _, evidenced in rated),
    )


def importance(answers: Iterable[Answer]) -> float | None:
    """Return the role-balanced mean importance, 1-5, or ``None`` where none is given.

    Source: contract 5, Gaps.
    """
    return mean(
        by_role(
            (answer.role, answer.importance)
            for answer in answers
            if answer.importance is not None
        ).values()
    )
