"""What applies: which questions an organisation is asked at all.

A question is hidden where its own condition, or that of a capability or dimension it
lies in, does not hold, and in the core form where it is not core. What is hidden leaves
score, coverage and progress at once.
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
from scoring.answers import CORE, DK, NA, Answer, Consensus
from scoring.values import measure

AnswersOf = Mapping[str, Sequence[Answer]]
ConsensusOf = Mapping[str, Consensus]


def hidden_questions(
    questionnaire: Questionnaire,
    profile: Mapping[str, object],
    answers: AnswersOf,
    consensus: ConsensusOf,
    form: str = "full",
) -> frozenset[str]:
    """Return the ids of the questions that do not apply.

    Args:
        questionnaire: The definition.
        profile: The organisation's industry, region, size and market.
        answers: Answers by question id; only those that conditions look at are read.
        consensus: The assessor's values, which replace them.
        form: ``full``, or ``core`` for the core questions alone.
    """
    hidden = set(left_out_of(questionnaire, form))
    numbers: dict[str, float] = {}
    # In the definition's order: what is hidden answers no later condition either.
    for question in questionnaire.questions() if questionnaire.conditions_of else ():
        conditions = questionnaire.conditions_of.get(question.id, ())
        if not all(holds(each, profile, numbers) for each in conditions):
            hidden.add(question.id)
        elif question.id in questionnaire.deciding - hidden:
            number = agreed_number(question, answers, consensus)
            if number is not None:
                numbers[question.id] = number
    return frozenset(hidden)


def left_out_of(questionnaire: Questionnaire, form: str) -> frozenset[str]:
    """Return the ids of the questions that a form does not ask, whoever answers.

    Args:
        questionnaire: The definition; one without core questions is asked in full.
        form: ``full`` or ``core``.
    """
    if form != CORE or not questionnaire.core:
        return frozenset()
    return frozenset(questionnaire.by_id.keys() - questionnaire.core)


def agreed_number(
    question: Question, answers: AnswersOf, consensus: ConsensusOf
) -> float | None:
    """Return the number that an organisation's answers to a question stand for.

    Args:
        question: Any question, in the units of ``scoring.values.measure``.
        answers: Answers by question id.
        consensus: The assessor's values, which replace them.

    Returns:
        The consensus, else the role-balanced mean, in the question's own unit; ``None``
        where nobody gave a value or more people called it not applicable.

    Source: contract 5, States; method 4.6.
    """
    agreed = consensus.get(question.id)
    if agreed is not None and agreed.value not in (None, DK):
        return measure(question, agreed.value)
    rows = answers.get(question.id, ())
    numbers = [
        (answer.role, number)
        for answer in rows
        if (number := measure(question, answer.value)) is not None
    ]
    if sum(1 for answer in rows if answer.value == NA) > len(numbers):
        return None
    return role_balanced(numbers)
