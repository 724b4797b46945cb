"""Whether conditions can hold at all: every case that they can tell apart is tried.

A claim holds from one limit on, up to below another. Nothing changes between two
neighbouring limits, so it is enough to try each limit, the ends of the scale, and no
answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice, product
from math import inf
from typing import Final

from questionnaires.conditions import (
    PROFILE_KEYS,
    AnswerIs,
    Condition,
    claims_in,
    fits,
    holds,
    profiles_in,
)
from questionnaires.model import Question, Questionnaire, QuestionType

MOST_WORLDS: Final = 200_000
"""Cases tried for one condition; beyond them nothing is claimed."""
FIRST: Final = 100
"""Cases of each profile that are tried before all in their order."""
MOST_QUESTIONS: Final = 100
"""Questions that one condition may hang on; beyond them nothing is claimed."""


@dataclass(frozen=True, slots=True)
class World:
    """One case: the organisation's profile, and the answers to what it is asked."""

    profile: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, float] = field(default_factory=dict)


def outcomes(
    questionnaire: Questionnaire,
    context: Sequence[Condition],
    asked: Sequence[Condition],
) -> list[frozenset[bool]] | None:
    """Return what each condition can come to while all of ``context`` holds.

    A set is empty where the context itself can never hold. ``None`` where too many
    questions play a part, or where there are more than ``MOST_WORLDS`` cases and the
    first so many do not decide it.
    """
    needed = _needed(questionnaire, (*context, *asked))
    if len(needed.questions) > MOST_QUESTIONS:
        return None
    cases = _Cases.of(questionnaire, needed)
    found: list[set[bool]] = [set() for _ in asked]
    tried = 0
    for world in islice(chain(cases.first(), cases.all()), MOST_WORLDS):
        tried += 1
        if not all(holds(c, world.profile, world.numbers) for c in context):
            continue
        for condition, results in zip(asked, found, strict=True):
            results.add(holds(condition, world.profile, world.numbers))
        if all(len(results) == 2 for results in found):
            break
    else:
        if tried == MOST_WORLDS:
            return None
    return [frozenset(results) for results in found]


@dataclass(frozen=True, slots=True)
class _Cases:
    """The cases that conditions can tell apart.

    Answers are the organisation's, means over roles: they lie anywhere between the
    ends of a scale. A question that is hidden in a case has no answer there.
    ``values`` holds for each question its numbers, with no answer first.
    """

    questionnaire: Questionnaire
    questions: tuple[Question, ...]
    values: tuple[list[float | None], ...]
    claims: tuple[list[AnswerIs], ...]
    profiles: list[dict[str, str]]

    @classmethod
    def of(cls, questionnaire: Questionnaire, needed: _Needed) -> _Cases:
        """Find the values of all that plays a part."""
        asked = [q for q in questionnaire.questions() if q.id in needed.questions]
        claims = tuple(needed.claims_about(q.id) for q in asked)
        numbers = (_numbers(q, c) for q, c in zip(asked, claims, strict=True))
        codes = [(None, *_codes(needed.conditions, key)) for key in PROFILE_KEYS]
        chosen = (zip(PROFILE_KEYS, each, strict=True) for each in product(*codes))
        return cls(
            questionnaire,
            tuple(asked),
            tuple([None, *values] for values in numbers),
            claims,
            [{k: code for k, code in pairs if code is not None} for pairs in chosen],
        )

    def all(self) -> Iterator[World]:
        """Yield every case."""
        for profile in self.profiles:
            yield from self._answered(World(profile), self.values)

    def first(self) -> Iterator[World]:
        """Yield a few cases of each profile that decide most conditions at once.

        First come the answers that meet most claims, then silence.
        """
        eager = tuple(
            sorted(values, key=lambda v: -sum(fits(claim, v) for claim in claims))
            for values, claims in zip(self.values, self.claims, strict=True)
        )
        for profile in self.profiles:
            for values in (eager, self.values):
                yield from islice(self._answered(World(profile), values), FIRST)

    def _answered(
        self, world: World, values: tuple[list[float | None], ...], at: int = 0
    ) -> Iterator[World]:
        """Yield the world with every answer to the questions from ``at`` on."""
        if at == len(self.questions):
            yield world
            return
        own = self.questions[at].id
        above = self.questionnaire.conditions_of.get(own, ())
        asked = all(holds(each, world.profile, world.numbers) for each in above)
        for value in values[at] if asked else [None]:
            numbers = world.numbers if value is None else world.numbers | {own: value}
            yield from self._answered(World(world.profile, numbers), values, at + 1)


@dataclass(slots=True)
class _Needed:
    """The conditions that matter, and the questions that they look at."""

    conditions: list[Condition]
    questions: set[str] = field(default_factory=set)

    def claims_about(self, question: str) -> list[AnswerIs]:
        return [
            claim
            for condition in self.conditions
            for claim in claims_in(condition)
            if claim.question == question
        ]


def _needed(questionnaire: Questionnaire, conditions: Iterable[Condition]) -> _Needed:
    """Follow conditions to questions, and these to their own conditions."""
    found = _Needed(list(conditions))
    # The list grows while it is read, by what hides the questions looked at.
    for condition in found.conditions:
        for claim in claims_in(condition):
            if claim.question not in found.questions:
                found.questions.add(claim.question)
                above = questionnaire.conditions_of.get(claim.question, ())
                found.conditions.extend(above)
    return found


def span(question: Question) -> tuple[float, float]:
    """Return the lowest and the highest number that a claim can meet.

    Levels 0-5 of a rubric, the values of a choice, any number, else points 0-100.
    """
    if question.type is QuestionType.NUMBER:
        return -inf, inf
    if question.type is QuestionType.RUBRIC:
        return 0.0, 5.0
    values = numbers_of(question)
    return (values[0], values[-1]) if values else (0.0, 100.0)


def numbers_of(question: Question) -> list[float]:
    """Return the numbers behind the options, lowest first; points for a scale."""
    if question.type is QuestionType.SCALE:
        low, high = question.ends or (0.0, 1.0)
        return [100 * (o.value - low) / (high - low) for o in question.options]
    return [float(option.value) for option in question.options]


def _numbers(question: Question, claims: Sequence[AnswerIs]) -> list[float]:
    """Return the first value of every stretch of the scale that the claims part."""
    limits = {c.at_least for c in claims} | {c.below for c in claims}
    low, high = span(question)
    edges = {v for v in limits if v is not None and low <= v <= high}
    if question.type is QuestionType.NUMBER:
        return sorted({min(edges, default=0.0) - 1, *edges})
    return sorted({low, *edges, high})


def _codes(conditions: Iterable[Condition], key: str) -> list[str]:
    """Return the codes of one key that conditions tell apart.

    What is under none of them matches as little as no code at all.
    """
    named = {
        code
        for condition in conditions
        for asked in profiles_in(condition)
        if asked.key == key
        for code in asked.values
    }
    return sorted(named)


def one_can_say(question: Question, claims: Sequence[AnswerIs]) -> bool:
    """Return whether one person's answer can meet all claims about a question."""
    stepwise = question.type in _STEPWISE
    values = numbers_of(question) if stepwise else []
    if question.type is QuestionType.CRITERION:
        values = [float(percent) for percent in range(101)]
    if not values:
        values = _numbers(question, claims)
    return any(all(fits(claim, value) for claim in claims) for value in values)


_STEPWISE: Final = (QuestionType.RUBRIC, QuestionType.CHOICE, QuestionType.SCALE)
