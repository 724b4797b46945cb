"""Whether it pays to tier customers: three conditions and one decision.

Source: method 1.10.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from itertools import product
from typing import Final

from questionnaires.model import Question, QuestionType
from scoring.aggregate import role_balanced
from scoring.inputs import Inputs
from scoring.levels import above, at_least
from scoring.modules_result import Decision
from scoring.result import QuestionResult
from scoring.values import is_finite

MANY_CUSTOMERS, SEVERAL_OFFERS, VALUE_DIFFERS = CODES = ("TC1", "TC2", "TC3")
TOO_FEW: Final = 30
MANY: Final = 100
HALF: Final = 0.5
HALF_SCORE: Final = 50


class Reading(IntEnum):
    """How a condition stands; the lower of two weighs more."""

    FAILS = 0
    CONSIDER = 1
    HOLDS = 2


Possible = Mapping[str, frozenset[Reading]]
"""What each condition may turn out to be, by code; one reading where it is known."""


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the conditions are read from; ``market`` is ``None`` where nobody said."""

    inputs: Inputs
    results: Mapping[str, QuestionResult]
    choices: Mapping[str, float]
    market: str | None


def decide(
    inputs: Inputs, results: Mapping[str, QuestionResult], market: str | None
) -> Decision | None:
    """Return whether tiering pays, or ``None`` while an answer could change that.

    Args:
        inputs: The questionnaire's answers.
        results: Its questions' results by id.
        market: ``b2b``, ``b2c``, ``g2c``, ``mixed`` or ``None``; the thresholds for a
            number of customers are for ``b2b`` alone.
    """
    facts = _Facts(inputs, results, inputs.choices(), market)
    possible = {code: _possible(facts, code) for code in CODES}
    verdicts = {
        _verdict(dict(zip(CODES, chosen, strict=True)))
        for chosen in product(*possible.values())
    }
    if len(verdicts) > 1:
        return None
    [value] = verdicts
    return Decision(value, _because(value, possible))


def _verdict(readings: Mapping[str, Reading]) -> str:
    if readings[SEVERAL_OFFERS] is Reading.FAILS:
        return "tier-opportunities"
    rest = min(readings[MANY_CUSTOMERS], readings[VALUE_DIFFERS])
    return ("not-needed", "consider", "advised")[rest]


def _because(value: str, possible: Possible) -> tuple[str, ...]:
    """Return the codes that decided: all three, or those known to read so."""
    if value == "advised":
        return CODES
    if value == "tier-opportunities":
        return (SEVERAL_OFFERS,)
    wanted = Reading.FAILS if value == "not-needed" else Reading.CONSIDER
    return tuple(code for code in CODES if possible[code] == {wanted})


def _possible(facts: _Facts, code: str) -> frozenset[Reading]:
    """Return what a condition can still be: never better than what is known of it."""
    readings = list(_readings(facts, code))
    known = [reading for reading in readings if reading is not None]
    best = min(known, default=Reading.HOLDS)
    if readings and len(known) == len(readings):
        return frozenset({best})
    scale = Reading if code == MANY_CUSTOMERS else (Reading.FAILS, Reading.HOLDS)
    return frozenset(reading for reading in scale if reading <= best)


def _readings(facts: _Facts, code: str) -> Iterator[Reading | None]:
    """Yield one reading a question that can decide; ``None`` while it is open."""
    for question in facts.inputs.questionnaire.questions():
        codes = {each.strip() for each in question.source.split(",")}
        left_out = facts.results[question.id].state in ("hidden", "na")
        if code in codes and not left_out and _decides(facts, question, code):
            yield _reading(facts, question, code)


def _decides(facts: _Facts, question: Question, code: str) -> bool:
    if question.type is QuestionType.NUMBER:
        return code == MANY_CUSTOMERS and facts.market == "b2b"
    return question.scored or question.type is QuestionType.CHOICE


def _reading(facts: _Facts, question: Question, code: str) -> Reading | None:
    if question.type is QuestionType.NUMBER:
        return _of_customers(_number(facts.inputs, question))
    if question.type is QuestionType.CHOICE:
        return _of_choice(facts.choices.get(question.id), code)
    return _holds(facts.results[question.id].score, HALF_SCORE)


def _number(inputs: Inputs, question: Question) -> float | None:
    """Return a number question's answer: the consensus, else the role-balanced mean."""
    agreed = inputs.consensus.get(question.id)
    if agreed is not None and isinstance(agreed.value, (int, float)):
        return float(agreed.value)
    return role_balanced(
        (answer.role, answer.value)
        for answer in inputs.answers.get(question.id, ())
        if isinstance(answer.value, (int, float)) and is_finite(answer.value)
    )


def _of_customers(number: float | None) -> Reading | None:
    if number is None:
        return None
    if not at_least(number, TOO_FEW):
        return Reading.FAILS
    return Reading.HOLDS if above(number, MANY) else Reading.CONSIDER


def _of_choice(number: float | None, code: str) -> Reading | None:
    if number is None or code != MANY_CUSTOMERS:
        return _holds(number, HALF)
    return Reading(sum(at_least(number, edge) for edge in (0.25, 0.75)))


def _holds(value: float | None, edge: float) -> Reading | None:
    if value is None:
        return None
    return Reading.HOLDS if above(value, edge) else Reading.FAILS
