"""Results with all that arithmetic meets: people, roles, units, answers that lack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from assessment.handoffs import Material
from assessment.reports import build_report
from questionnaires.model import FACET_PARTS, LETCI_PARTS, Question, Questionnaire
from questionnaires.model import QuestionType as Type
from scoring.answers import DK, EVIDENCE, NA, Answer, AssessmentData, Consensus, Unit
from scoring.engine import score
from tests.reports import stories
from tests.support.definitions import own_model

PEOPLE = (
    ("e1", "executive"), ("m1", "manager"), ("m2", "manager"), ("x1", "=partner"),
)  # fmt: skip
HOLES = {6: NA, 8: DK, 9: None}
"""What all people say to the questions whose number ends so."""
HOSTILE = '=HYPERLINK("http://127.0.0.1/x","y")'


def value(question: Question, n: int) -> Any:
    """A value of the question's scale, another one for every ``n``."""
    if question.allow_na and n % 11 == 3:
        return NA
    if n % 13 == 5:
        return DK
    if n % 17 == 7:
        return None
    if question.type in (Type.SCALE, Type.CHOICE):
        return question.options[n % len(question.options)].key
    if question.type is Type.CRITERION:
        return ("n", "p", "l", "f", 40, 85, 100)[n % 7]
    names = {Type.FACETS: FACET_PARTS, Type.LETCI: LETCI_PARTS}.get(question.type)
    if names:
        return {name: (n * 13 + k * 29) % 101 for k, name in enumerate(names)}
    return {Type.NUMBER: -2.5, Type.TEXT: HOSTILE}.get(question.type, n % 6)


def answers(
    definition: Questionnaire,
    people: Sequence[tuple[str, str]],
    unit: str | None = None,
) -> Iterator[Answer]:
    """Each person's answer to every question."""
    for place, question in enumerate(definition.questions()):
        whole = definition.left_out_together.get(question.id, ())
        for number, (person, role) in enumerate(people):
            n = place * 5 + number * 3 + len(unit or "")
            given = value(question, n)
            if place % 10 in HOLES and question.scored:
                given = HOLES[place % 10] if question.allow_na else DK
            if whole and given == NA:
                given = DK
            yield Answer(
                definition.id, question.id, given, person, role, unit,
                evidence=EVIDENCE[n % 4], importance=1 + n % 5,
                reason="other" if given == NA else None,
                comment=HOSTILE if n % 7 == 0 else None,
            )  # fmt: skip


def agreed(
    definition: Questionnaire, units: Sequence[str | None]
) -> Iterator[Consensus]:
    """A consensus on every ninth question: a value, a grade alone, not applicable."""
    for place, question in enumerate(definition.questions()):
        if place % 9 == 4 and question.scored:
            given = value(question, place) if place % 2 else None
            yield Consensus(
                definition.id, question.id, None if given == DK else given,
                unit=units[place % len(units)], evidence=EVIDENCE[place % 4],
                by="A. Assessor", reason="@agreed",
            )  # fmt: skip


def definitions() -> Mapping[str, Questionnaire]:
    return {**stories.definitions(), own_model().id: own_model()}


def data(units: Sequence[Unit] = (), mode: str = "assessed") -> AssessmentData:
    """An assessment of all three definitions; of units, the two small ones."""
    names: list[str | None] = [unit.id for unit in units] or [None]
    chosen = [d for d in definitions().values() if not units or len(d.by_id) < 50]
    return AssessmentData(
        questionnaires=tuple(f"{each.id}@{each.version}" for each in chosen),
        answers=tuple(
            answer
            for each in chosen
            for number, name in enumerate(names)
            for answer in answers(each, PEOPLE[number:], name)
        ),
        organisation={"name": "Karoo Bank", "market": "b2c", "industry": "K64"},
        date="2026-11-21",
        mode=mode,
        consensus=tuple(
            entry for each in chosen for entry in agreed(each, [*names, None])
        ),
        units=tuple(units),
    )


def material(given: AssessmentData, language: str = "en") -> Material:
    pinned = {name: definitions()[name] for name in names_of(given)}
    result = score(given, pinned)
    return Material(build_report(result, pinned, language), result, pinned)


def names_of(given: AssessmentData) -> list[str]:
    return [key.split("@")[0] for key in given.questionnaires]


UNITS = (Unit("North", 2), Unit("South & *", 1.5, True), Unit("=1+1", 1, True))


@cache
def alone() -> Material:
    return material(data())


@cache
def of_units() -> Material:
    return material(data(UNITS, "self"), "zh-Hant")


def changed(given: AssessmentData, place: int, level: int) -> AssessmentData:
    """The same assessment with another level as one of its answers."""
    rows = list(given.answers)
    rows[place] = replace(rows[place], value=level, reason=None)
    return replace(given, answers=tuple(rows))


@cache
def small() -> Material:
    """A bank that answered the continuum alone."""
    result = stories.scored(model=False)
    report = build_report(result, stories.definitions(), "en")
    return Material(report, result, stories.definitions())


@cache
def bank(language: str) -> Material:
    """A bank with a position, a band, gaps and a plan."""
    result = stories.scored()
    report = build_report(result, stories.definitions(), language)
    return Material(report, result, stories.definitions())
