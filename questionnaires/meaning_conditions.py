"""What conditions and contradictions refer to, and where they may stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from questionnaires.build_state import Build
from questionnaires.conditions import AnswerIs, Condition, claims_in
from questionnaires.faults import shown
from questionnaires.model import Kind, Questionnaire, QuestionType

EARLIER: Final = "name an earlier question that has a number"
CHOOSE: Final = (
    "ask a choice question instead: a better answer must never lower a score"
)

Place = tuple[str, str]
Placed = Iterator[tuple[Place, Condition, int]]
"""Where a condition stands, what it says, how many questions come before it."""


def check(build: Build, questionnaire: Questionnaire) -> None:
    """Add the faults of all conditions and contradictions."""
    _conditions(build, questionnaire)
    for number, contradiction in enumerate(questionnaire.contradictions):
        for claim in contradiction.claims:
            wrong = _wrong(questionnaire, claim)
            if wrong:
                todo = "name a question that has a number"
                given = f"{shown(claim.question)} given"
                text = f"contradiction {wrong}; {given}; {todo}"
                build.fault(("contradictions", str(number)), text)


def _conditions(build: Build, questionnaire: Questionnaire) -> None:
    order = {question.id: n for n, question in enumerate(questionnaire.questions())}
    for place, condition, before in placed(questionnaire):
        for claim in claims_in(condition):
            wrong, todo = _wrong(questionnaire, claim), EARLIER
            if not wrong and questionnaire.by_id[claim.question].scored:
                wrong, todo = "looks at a scored question", CHOOSE
            elif not wrong and order[claim.question] >= before:
                wrong = "looks at a later question"
            if wrong:
                given = f"{shown(claim.question)} given"
                build.fault(place, f"condition {wrong}; {given}; {todo}")
        _continuum(build, questionnaire, place)


def placed(questionnaire: Questionnaire) -> Placed:
    """Yield every condition of a definition with its place."""
    before = 0
    for dimension in questionnaire.dimensions:
        if dimension.when is not None:
            yield ("when", dimension.id), dimension.when, before
        for node in dimension.capabilities:
            if node.when is not None:
                yield ("when", node.id), node.when, before
            for question in node.questions:
                if question.when is not None:
                    yield ("when", question.id), question.when, before
                before += 1


def _wrong(questionnaire: Questionnaire, claim: AnswerIs) -> str:
    question = questionnaire.by_id.get(claim.question)
    if question is None:
        return "looks at a question that does not exist"
    if question.type is QuestionType.TEXT:
        return "looks at a text"
    return ""


def _continuum(build: Build, questionnaire: Questionnaire, place: Place) -> None:
    """Refuse to hide a part of the continuum: a gate with a part left out is none."""
    if questionnaire.kind is Kind.CONTINUUM and place != ("when", "stage-5"):
        todo = "set it on the dimension stage-5, or on nothing"
        text = f"condition in the continuum; {shown(place[1])} given; {todo}"
        build.fault(place, text)
