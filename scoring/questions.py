"""One question's answers: its state, its scores, and how far raters agree.

Source: method 4.1 and 4.6; contract 5, States.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from questionnaires.model import Question
from scoring.aggregate import by_role, mean, role_balanced
from scoring.agreement import deviation, rwg, standard_deviation
from scoring.answers import DK, NA, Answer, Consensus
from scoring.inputs import Inputs, Valued
from scoring.result import QuestionResult
from scoring.values import POINTS_PER_LEVEL, capped, points


def question_results(inputs: Inputs) -> tuple[QuestionResult, ...]:
    """Return the result of every question, in the definition's order.

    Args:
        inputs: The answers of one questionnaire.
    """
    return tuple(
        hidden_result(question)
        if question.id in inputs.hidden
        else question_result(question, inputs)
        for question in inputs.questionnaire.questions()
    )


def hidden_result(question: Question) -> QuestionResult:
    """Return the result of a question that does not apply: it has no numbers."""
    return QuestionResult(
        question.id, None, None, None, 0, "hidden", {}, None, None, None
    )


def question_result(question: Question, inputs: Inputs) -> QuestionResult:
    """Return the result of one question that applies.

    A consensus value replaces the answers' role-balanced mean; a consensus entry
    without a value only grades the evidence. The spread is always of the raw answers.

    Args:
        question: The question.
        inputs: The answers of its questionnaire.

    Source: method 4.1 and 4.6; contract 5, States.
    """
    answers = inputs.answers.get(question.id, ())
    consensus = inputs.consensus.get(question.id)
    valued = inputs.valued.get(question.id, ())
    state = _state(answers, consensus)
    claimed, evidenced = _scores(question, state, valued, consensus)
    levels = [each.claimed / POINTS_PER_LEVEL for each in valued]
    return QuestionResult(
        id=question.id,
        score=evidenced if inputs.mode == "assessed" else claimed,
        claimed=claimed,
        evidenced=evidenced,
        n=sum(1 for answer in answers if _has_value(answer)),
        state=state,
        roles=by_role((each.answer.role, each.headline) for each in valued),
        sd=standard_deviation(levels) if len(levels) >= 3 else None,
        rwg=rwg(levels) if len(levels) >= 5 else None,
        ad=deviation(levels) if len(levels) >= 5 else None,
    )


def _has_value(answer: Answer) -> bool:
    return answer.value is not None and answer.value != NA and answer.value != DK


def _state(answers: Sequence[Answer], consensus: Consensus | None) -> str:
    if consensus is not None and consensus.value not in (None, DK):
        return "na" if consensus.value == NA else "consensus"
    valued = sum(1 for answer in answers if _has_value(answer))
    if sum(1 for answer in answers if answer.value == NA) > valued:
        return "na"
    if valued:
        return "answered"
    if any(answer.value == DK for answer in answers):
        return "dk"
    return "unanswered"


def _scores(
    question: Question,
    state: str,
    valued: Sequence[Valued],
    consensus: Consensus | None,
) -> tuple[float | None, float | None]:
    """Return claimed and evidenced points."""
    if state == "consensus" and consensus is not None:
        agreed = points(question, consensus.value)
        if agreed is None:
            return None, None
        return agreed, capped(agreed, consensus.evidence)
    if state != "answered":
        return None, None
    return (
        role_balanced((each.answer.role, each.claimed) for each in valued),
        role_balanced((each.answer.role, each.evidenced) for each in valued),
    )


def importance(answers: Iterable[Answer]) -> float | None:
    """Return the role-balanced mean importance, 1-5, or ``None`` where none is given.

    Args:
        answers: Of the questions of one capability.

    Source: contract 5, Gaps.
    """
    return mean(
        by_role(
            (answer.role, answer.importance)
            for answer in answers
            if answer.importance is not None
        ).values()
    )
