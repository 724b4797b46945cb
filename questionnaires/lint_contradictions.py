"""Contradictions that nobody can ever commit."""

from __future__ import annotations

from questionnaires.build_state import Build
from questionnaires.conditions import AllOf, AnswerIs, Contradiction
from questionnaires.lint_branches import claimed
from questionnaires.model import Questionnaire
from questionnaires.satisfiable import one_can_say, outcomes


def check(build: Build, questionnaire: Questionnaire) -> None:
    """Add a warning for every contradiction that can never fire."""
    for number, contradiction in enumerate(questionnaire.contradictions):
        given = (
            _unsayable(questionnaire, contradiction)
            or _asked_of_nobody(questionnaire, contradiction)
            or _never_together(questionnaire, contradiction)
        )
        if given:
            todo = "mend its claims or remove it"
            text = f"contradiction {contradiction.id} can never fire; {given}; {todo}"
            build.warn(("contradictions", str(number)), text)


def _asked(contradiction: Contradiction) -> list[str]:
    return list(dict.fromkeys(claim.question for claim in contradiction.claims))


def _unsayable(questionnaire: Questionnaire, contradiction: Contradiction) -> str:
    """Return the claims about one question that no answer to it meets, in words."""
    for name in _asked(contradiction):
        claims: list[AnswerIs] = [
            claim for claim in contradiction.claims if claim.question == name
        ]
        if not one_can_say(questionnaire.by_id[name], claims):
            told = " and ".join(claimed(claim) for claim in claims)
            return f"no answer is {told}"
    return ""


def _asked_of_nobody(questionnaire: Questionnaire, contradiction: Contradiction) -> str:
    """Return that no role is asked all its questions, in words."""
    names = _asked(contradiction)
    roles = [set(questionnaire.by_id[name].roles) for name in names]
    if not roles or set.intersection(*roles):
        return ""
    return f"no role is asked {' and '.join(names)}"


def _never_together(questionnaire: Questionnaire, contradiction: Contradiction) -> str:
    """Return that its questions are never asked together, in words."""
    names = _asked(contradiction)
    conditions = [c for n in names for c in questionnaire.conditions_of.get(n, ())]
    if not conditions:
        return ""
    found = outcomes(questionnaire, (), [AllOf(tuple(conditions))])
    if found is None or True in found[0]:
        return ""
    return f"{' and '.join(names)} are never asked together"
