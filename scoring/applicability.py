"""What applies: which questions an organisation is asked at all.

A question is hidden where its own condition, or that of a capability or dimension it
lies in, does not hold. What is hidden leaves score, coverage and progress at once.
Conditions look at the organisation's answers, not at one person's: a claim is compared
with the consensus or the role-balanced mean of all answers, so that everybody is asked
the same questions.

Source: contract 5, States.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from questionnaires.conditions import holds
from questionnaires.model import Question, Questionnaire
from scoring.aggregate import role_balanced
from scoring.answers import DK, Answer, Consensus
from scoring.values import measure

AnswersOf = Mapping[str, Sequence[Answer]]
ConsensusOf = Mapping[str, Consensus]


def hidden_questions(
    questionnaire: Questionnaire,
    profile: Mapping[str, object],
    answers: AnswersOf,
    consensus: ConsensusOf,
) -> frozenset[str]:
    """Return the ids of the questions that do not apply.

    Args:
        questionnaire: The definition.
        profile: The organisation's industry, region, size and market.
        answers: Answers by question id; only those that conditions look at are read.
        consensus: The assessor's values, which replace them.
    """
    if not questionnaire.conditions_of:
        return frozenset()
    hidden: set[str] = set()
    numbers: dict[str, float] = {}
    # In the definition's order: what is hidden answers no later condition either.
    for question in questionnaire.questions():
        conditions = questionnaire.conditions_of.get(question.id, ())
        if not all(holds(each, profile, numbers) for each in conditions):
            hidden.add(question.id)
            continue
        if question.id in questionnaire.deciding:
            number = _number(question, answers, consensus)
            if number is not None:
                numbers[question.id] = number
    return frozenset(hidden)


def _number(
    question: Question, answers: AnswersOf, consensus: ConsensusOf
) -> float | None:
    agreed = consensus.get(question.id)
    if agreed is not None and agreed.value not in (None, DK):
        return measure(question, agreed.value)
    return role_balanced(
        (answer.role, number)
        for answer in answers.get(question.id, ())
        if (number := measure(question, answer.value)) is not None
    )
