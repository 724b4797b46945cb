"""Twelve invented organisations, from their cases to results and reports."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from typing import Any

from assessment.reports import build_report, document
from assessment.reports.model import Report
from assessment.reports.sections import EVERY
from questionnaires.model import LANGUAGES, QuestionType
from scoring.answers import AcceptedGap, Answer, AssessmentData, Unit
from scoring.engine import score
from scoring.result import ContinuumResult, QuestionnaireResult, Result, to_json
from tests.reports.stories import definitions
from tests.scoring.definitions import DIMENSIONS, GATES, PROFILE
from tests.scoring.worked import FOLDER, Case, known, load

EXPECTED = ("position", "target", "blocking", "weak", "flags", "roadmap")
ROADMAP = ("has", "hasnt", "none")


@dataclass(frozen=True, kw_only=True)
class Place:
    """An organisation, or one unit of it, with what is expected of its continuum."""

    gates: list[Any]
    profile: Mapping[str, float]
    expect: Case
    perceived: int | None = None
    shares_customers: bool = False


@dataclass(frozen=True, kw_only=True)
class Organisation:
    """One case; a key that nobody reads is refused by the names here."""

    name: str
    about: str
    organisation: Mapping[str, str]
    expect: Case
    says: list[str]
    never: Mapping[str, list[str]]
    gates: list[Any] = field(default_factory=list)
    profile: Mapping[str, float] = field(default_factory=dict)
    units: Mapping[str, Case] = field(default_factory=dict)
    perceived: int | None = None
    decided: Case | None = None
    accepted: Mapping[str, str] = field(default_factory=dict)
    capabilities: Mapping[str, int] = field(default_factory=dict)

    def places(self) -> Iterator[tuple[str | None, Place]]:
        """The units, or the whole where there are none."""
        for name, unit in self.units.items():
            yield name, Place(**unit)
        if not self.units:
            yield (
                None,
                Place(
                    gates=self.gates,
                    profile=self.profile,
                    expect=self.expect,
                    perceived=self.perceived,
                ),
            )


@cache
def organisations() -> tuple[Organisation, ...]:
    return tuple(read(case) for case in load(FOLDER / "organisations.yaml"))


def read(case: Case) -> Organisation:
    found = Organisation(**case)
    assert bool(found.units) != bool(found.gates), "give gates or units"
    assert found.about
    assert found.says
    assert set(found.never) == set(LANGUAGES), "never: all three languages"
    known(found.accepted, [code for codes in GATES.values() for code in codes])
    known(found.capabilities, ("all", *DIMENSIONS))
    for _, place in found.places():
        known(place.profile, PROFILE)
        check_expectation(place.expect)
    check_expectation(found.expect)
    return found


def check_expectation(expect: Case) -> None:
    known(expect, EXPECTED)
    known(expect.get("roadmap", {}), ROADMAP)


def continuum_answers(place: Place, unit: str | None) -> Iterator[Answer]:
    by_source = definitions()["continuum"].by_source
    given: dict[str, Any] = {}
    for codes, values in zip(GATES.values(), place.gates, strict=True):
        given |= zip(codes, values or ["na"] * len(codes), strict=True)
    given |= {code: f"{value:g}" for code, value in place.profile.items()}
    if place.perceived is not None:
        given["perceived"] = str(place.perceived)
    for code, value in given.items():
        reason = "out-of-scope" if value == "na" else None
        yield Answer(
            "continuum",
            by_source[code].id,
            value,
            unit=unit,
            reason=reason,
            evidence="documented",
        )


def model_answers(levels: Mapping[str, int]) -> Iterator[Answer]:
    for dimension in definitions()["capability-model"].dimensions:
        level = levels.get(dimension.id, levels["all"])
        for question in dimension.questions():
            value: Any = level
            if question.type is QuestionType.LETCI:
                parts = dict.fromkeys(("level", "trend", "comparison"), 20 * level)
                value = {**parts, "relevance": 100}
            yield Answer("capability-model", question.id, value, evidence="documented")


def data_of(one: Organisation) -> AssessmentData:
    by_source = definitions()["continuum"].by_source
    answers = [
        a for unit, place in one.places() for a in continuum_answers(place, unit)
    ]
    keys = ["continuum@1.0"]
    if one.capabilities:
        keys.insert(0, "capability-model@1.0")
        answers += model_answers(one.capabilities)
    return AssessmentData(
        questionnaires=tuple(keys),
        answers=tuple(answers),
        organisation=one.organisation,
        date="2026-11-21",
        units=tuple(
            Unit(name, shares_customers=unit["shares_customers"])
            for name, unit in one.units.items()
        ),
        targets={"continuum": one.decided} if one.decided else {},
        accepted=tuple(
            AcceptedGap("continuum", by_source[code].id, "Board", "2026-09-14", reason)
            for code, reason in one.accepted.items()
        ),
    )


@cache
def result_of(name: str) -> Result:
    one = next(each for each in organisations() if each.name == name)
    return score(data_of(one), definitions())


@cache
def report_of(name: str, language: str) -> Report:
    return build_report(result_of(name), definitions(), language)


@cache
def html_of(name: str, language: str) -> str:
    return document.html(report_of(name, language), EVERY)


def text_of(name: str, language: str) -> str:
    """What a reader sees before the appendix, which quotes the questionnaires."""
    return _until("appendix", name, language)


def advice_of(name: str, language: str) -> str:
    """What a reader sees before the numbers are explained, which names all gates."""
    return _until("arithmetic", name, language)


@cache
def _until(chapter: str, name: str, language: str) -> str:
    return before(chapter, html_of(name, language))


def before(chapter: str, html: str) -> str:
    """The words of a report that stand before one of its chapters."""
    page, rest = re.split(f'<section[^>]* id="{chapter}"', html, maxsplit=1)
    assert rest
    page = re.sub(r"<(style|script)\b.*?</\1>", " ", page, flags=re.DOTALL)
    # What people answered is in the questionnaires' words, as the appendix is.
    page = re.sub(r'<tr class="quoted">.*?</tr>', " ", page, flags=re.DOTALL)
    # Charts, tables and alternative texts count; room between scripts is no word.
    page = re.sub(r"</?span\b[^>]*>|</?tspan\b[^>]*>", "", page)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", page)))


def found(part: QuestionnaireResult, planned: list[str]) -> Case:
    """A result as the cases speak of it, with codes for the criteria's ids."""
    own = part.continuum
    assert isinstance(own, ContinuumResult)
    by_id = definitions()["continuum"].by_id
    return {
        "position": to_json(own.position),
        "target": to_json(own.target),
        "blocking": [by_id[question].source for question in own.blocking],
        "weak": [by_id[question].source for question in own.weak],
        "flags": [flag.kind for flag in part.flags],
        "planned": planned,
    }


def places_of(one: Organisation) -> Iterator[tuple[Case, Case]]:
    """What is expected and what was found, of the whole and of each unit."""
    result = result_of(one.name)
    rows = [(one.expect, result.questionnaires, result.roadmap)]
    rows += [
        (Place(**one.units[unit.id]).expect, unit.questionnaires, unit.roadmap)
        for unit in result.units
    ]
    for expect, parts, roadmap in rows:
        part = next(part for part in parts if part.id == "continuum")
        planned = [i.id for i in roadmap.initiatives if i.questionnaire == "continuum"]
        yield expect, found(part, planned)
