"""Whole assessments of invented organisations: from a story's file to its report.

A file holds one organisation. Its keys:

- ``name``; ``story``, 250 to 400 words: what kind of organisation it is, what it did,
  what hurts, and what a good consultant would say.
- ``organisation``, the profile; ``date``, ``mode``, ``assessor``; ``capacity``, days of
  initiatives a wave, left out where nobody asked for it.
- ``definitions``: the pinned keys, overlays among them.
- ``people``: how many of each role.
- A section for each family of definitions, an overlay's under the name of its base:
  ``levels`` question: [executives, managers, front line, evidence grade, importance];
  a role's entry is one level for all of it, a list with one for each person, or null
  where it is not asked; the grade is the assessor's.
  ``outcomes`` question: [executives' [level, trend, comparison, relevance], managers',
  evidence grade, importance].
  ``facts`` question: [executives' answer, managers'].
  ``gates`` code: [executives, managers, front line, what was agreed, why].
  ``importance``, 1-5, of all gates to everybody who answers them.
  ``perceived`` [executives, managers, front line] and ``profile`` code: answer.
  ``not_applicable`` question or code: the reason, as everybody who is asked says.
- ``consensus`` question: [agreed value, evidence grade, why].
- ``dont_know``: [person, question]; ``comments``: [person, question, words]; a person
  is a role and a number, such as ``manager-2``.
- ``decided``, the steering team's target: value, by, date, reason; ``accepted``:
  [code, who, when, why].
- ``expect``: see ``EXPECTED``; ``says`` and ``never``: by language, patterns that the
  report must hold before its appendix, and that must not stand before the numbers are
  explained.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, is_dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from assessment.reports import build_report, document
from assessment.reports.model import Report
from assessment.reports.sections import EVERY
from questionnaires import loader
from questionnaires.faults import Faults
from questionnaires.model import LANGUAGES, LETCI_PARTS, Questionnaire
from questionnaires.yaml_source import read
from scoring.answers import (
    DK,
    NA,
    ROLES,
    AcceptedGap,
    Answer,
    AssessmentData,
    Consensus,
)
from scoring.engine import score
from scoring.result import QuestionnaireResult, Result, to_json
from tests.reports.organisations import before
from tests.scoring.worked import Case, known

FOLDER = Path(__file__).parent
CONTINUUM = "continuum"
MODEL = "capability-model"
TIERING = "customer-tiering"
FAMILIES = (MODEL, CONTINUUM, "it-support", "success-factors", "crm-processes", TIERING)
PARTS = ("levels", "outcomes", "facts", "gates", "importance", "perceived", "profile",
         "not_applicable")  # fmt: skip
EXPECTED = ("position", "target", "blocking", "weak", "flags", "overall", "dimensions",
            "tiering", "loop", "factors", "risks", "roadmap")  # fmt: skip
ROADMAP = ("quick", "first", "early", "has", "hasnt")
"""Among the quick wins; in wave 1; in wave 1 or 2; anywhere in the plan; nowhere."""


@dataclass(frozen=True, kw_only=True)
class Organisation:
    """One file; a key that nobody reads is refused by the names here."""

    name: str
    story: str
    organisation: Mapping[str, Any]
    date: str
    mode: str
    assessor: str
    definitions: Sequence[str]
    people: Mapping[str, int]
    sections: Mapping[str, Case]
    expect: Case
    says: Mapping[str, list[str]]
    never: Mapping[str, list[str]]
    capacity: int | None = None
    consensus: Mapping[str, list[Any]] = field(default_factory=dict)
    dont_know: list[list[str]] = field(default_factory=list)
    comments: list[list[str]] = field(default_factory=list)
    decided: Case | None = None
    accepted: list[list[str]] = field(default_factory=list)

    @cached_property
    def loaded(self) -> Mapping[str, Questionnaire]:
        """The pinned definitions by family."""
        found = [loader.load(*key.split("@")) for key in self.definitions]
        return {each.family: each for each in found}

    def entries(self, part: str) -> Iterator[tuple[Questionnaire, str, Any]]:
        """Definition, question's id and entry of one part of all sections."""
        for family, section in self.sections.items():
            definition = self.loaded[family]
            for name, entry in section.get(part, {}).items():
                yield definition, question_id(definition, name), entry

    def people_of(self, role: str) -> list[str]:
        return [f"{role}-{number + 1}" for number in range(self.people[role])]


def question_id(definition: Questionnaire, name: str) -> str:
    """A question's id, also by its code; an unknown one is a mistake in the file."""
    if name in definition.by_id:
        return name
    return definition.by_source[name].id


def load(path: Path) -> Organisation:
    faults = Faults()
    node = read(path, faults)
    assert not faults, faults.sorted()
    assert node is not None
    return made(node.plain())


def made(plain: Case) -> Organisation:
    sections = {name: plain[name] for name in plain if name in FAMILIES}
    rest = {name: plain[name] for name in plain if name not in FAMILIES}
    one = Organisation(**rest, sections=sections)
    known(sections, one.loaded)
    known(one.loaded, sections)
    for section in sections.values():
        known(section, PARTS)
    known(one.expect, EXPECTED)
    known(one.expect.get("roadmap", {}), ROADMAP)
    known(one.people, ROLES)
    assert set(one.says) == set(one.never) == set(LANGUAGES), "all three languages"
    return one


def files() -> list[Path]:
    return sorted(FOLDER.glob("*.yaml"))


@cache
def organisations() -> tuple[Organisation, ...]:
    return tuple(load(path) for path in files())


def said(one: Organisation, values: Sequence[Any]) -> Iterator[tuple[str, str, Any]]:
    """Role, person and value, from one entry a role; null where it is not asked."""
    for role, value in zip(ROLES, values, strict=False):
        people = one.people_of(role)
        each = value if isinstance(value, list) else [value] * len(people)
        for person, own in zip(people, each, strict=True):
            if own is not None:
                yield role, person, own


def answers(one: Organisation) -> Iterator[Answer]:
    for definition, question, (*levels, grade, importance) in one.entries("levels"):
        own = "documented" if grade == "verified" else grade
        for role, person, value in said(one, levels):
            yield Answer(
                definition.id, question, value, person, role,
                evidence=own, importance=importance,
            )  # fmt: skip
    for definition, question, (*rows, _, importance) in one.entries("outcomes"):
        parts = [dict(zip(LETCI_PARTS, row, strict=True)) for row in rows]
        for role, person, value in said(one, parts):
            yield Answer(
                definition.id, question, value, person, role,
                evidence="documented", importance=importance,
            )  # fmt: skip
    yield from _ungraded(one)


def _ungraded(one: Organisation) -> Iterator[Answer]:
    """What has no grade of its own: facts, gates, the profile, and what is left out."""
    continuum, own = one.loaded[CONTINUUM], one.sections[CONTINUUM]
    perceived = question_id(continuum, "perceived")
    rows = [(d, q, row) for d, q, row in one.entries("facts")]
    rows += [(d, q, [value, None, None]) for d, q, value in one.entries("profile")]
    for definition, question, row in [*rows, (continuum, perceived, own["perceived"])]:
        for role, person, value in said(one, row):
            yield Answer(definition.id, question, value, person, role)
    for definition, question, row in one.entries("gates"):
        for role, person, value in said(one, row[:3]):
            yield Answer(
                definition.id, question, value, person, role,
                evidence="described", importance=own["importance"],
            )  # fmt: skip
    for definition, question, reason in one.entries("not_applicable"):
        asked = definition.by_id[question].roles
        row = [NA if role in asked else None for role in ROLES]
        for role, person, value in said(one, row):
            yield Answer(definition.id, question, value, person, role, reason=reason)


def consensus(one: Organisation) -> Iterator[Consensus]:
    """The assessor's grades, and values in the place of what people said."""
    agreed = dict(one.consensus)
    for part in ("levels", "outcomes", "facts"):
        for definition, question, entry in one.entries(part):
            value, grade, reason = agreed.pop(question, (None, None, None))
            if part != "facts":
                grade = grade or entry[-2]
            if grade:
                yield Consensus(
                    definition.id, question, value,
                    evidence=grade, by=one.assessor, reason=reason,
                )  # fmt: skip
    assert not agreed, f"agreed and never asked: {sorted(agreed)}"
    for definition, question, (*_, value, reason) in one.entries("gates"):
        yield Consensus(
            definition.id, question, value,
            evidence="verified", by=one.assessor, reason=reason,
        )  # fmt: skip


def with_extras(one: Organisation) -> Iterator[Answer]:
    """All answers with their comments; "dk" where the story says so."""
    words = {(person, question): text for person, question, text in one.comments}
    unknown = {(person, question) for person, question in one.dont_know}
    for answer in answers(one):
        key = (answer.respondent, answer.question)
        value = DK if key in unknown else answer.value
        unknown.discard(key)
        yield Answer(
            **{**_plain(answer), "value": value, "comment": words.pop(key, None)}
        )
    assert not words, f"comments on nothing: {sorted(words)}"
    assert not unknown, f"not known and never asked: {sorted(unknown)}"


def _plain(answer: Answer) -> Case:
    return {name: getattr(answer, name) for name in answer.__slots__}


def data_of(one: Organisation) -> AssessmentData:
    continuum = one.loaded.get(CONTINUUM)
    return AssessmentData(
        questionnaires=tuple(one.definitions),
        answers=tuple(with_extras(one)),
        organisation={"name": one.name, "fictional": True, **one.organisation},
        date=one.date,
        mode=one.mode,
        consensus=tuple(consensus(one)),
        targets={CONTINUUM: one.decided} if one.decided else {},
        accepted=tuple(
            AcceptedGap(continuum.id, question_id(continuum, code), who, when, why)
            for code, who, when, why in one.accepted
            if continuum
        ),
        invited={role: one.people[role] for role in ROLES},
        capacity=one.capacity,
    )


def pinned(one: Organisation) -> Mapping[str, Questionnaire]:
    return {definition.id: definition for definition in one.loaded.values()}


def named(name: str) -> Organisation:
    return next(one for one in organisations() if one.name == name)


@cache
def result_of(name: str) -> Result:
    one = named(name)
    return score(data_of(one), pinned(one))


@cache
def report_of(name: str, language: str) -> Report:
    return build_report(result_of(name), pinned(named(name)), language)


@cache
def html_of(name: str, language: str) -> str:
    return document.html(report_of(name, language), EVERY)


@cache
def text_of(name: str, language: str) -> str:
    """What a reader sees before the appendix, which quotes the questionnaires."""
    return before("appendix", html_of(name, language))


@cache
def advice_of(name: str, language: str) -> str:
    """What a reader sees before the numbers are explained, which names all gates."""
    return before("arithmetic", html_of(name, language))


def place_of(name: str, language: str) -> str:
    """Every word of the first page's sentence and of the page on the continuum."""
    report = report_of(name, language)
    return " ".join([report.summary.sentence, *words_in(report.positions)])


def words_in(value: Any) -> Iterator[str]:
    """The texts in a value of dataclasses and tuples, in order."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for name in value.__dataclass_fields__:
            yield from words_in(getattr(value, name))
    elif isinstance(value, (tuple, list)):
        for each in value:
            yield from words_in(each)


def parts_of(one: Organisation) -> Mapping[str, QuestionnaireResult]:
    """The results by family."""
    by_id = {part.id: part for part in result_of(one.name).questionnaires}
    return {family: by_id[each.id] for family, each in one.loaded.items()}


def found(one: Organisation) -> Case:
    """A result as the files speak of it, with codes for the criteria's ids."""
    out: Case = {}
    for family, part in parts_of(one).items():
        module = to_json(part.module) if part.module else {}
        if family == MODEL:
            out["overall"] = to_json(part.overall)
            out["dimensions"] = {node.id: node.level for node in part.dimensions}
        elif part.continuum:
            out |= _continuum(part, one.loaded[family])
        elif family == TIERING:
            out["tiering"] = module["decision"]
        elif "loop" in module:
            out["loop"] = module["loop"]
        elif "readiness" in module:
            ready = module["readiness"]
            out["factors"] = {row["factor"]: row["score"] for row in ready["factors"]}
            out["risks"] = [row["factor"] for row in ready["risks"]]
    return out


def _continuum(part: QuestionnaireResult, definition: Questionnaire) -> Case:
    own, by_id = part.continuum, definition.by_id
    assert own
    return {
        "position": to_json(own.position),
        "target": to_json(own.target),
        "blocking": [by_id[question].source for question in own.blocking],
        "weak": [by_id[question].source for question in own.weak],
        "flags": [flag.kind for flag in part.flags],
    }


def plan_of(one: Organisation) -> Mapping[str, set[str]]:
    """The ids of initiatives as ``ROADMAP`` asks for them; "hasnt" is all of them."""
    rows = result_of(one.name).roadmap.initiatives
    return {
        "quick": {row.id for row in rows if row.quick_win},
        "first": {row.id for row in rows if row.wave == 1},
        "early": {row.id for row in rows if row.wave <= 2},
        "has": {row.id for row in rows},
        "hasnt": {row.id for row in rows},
    }


def stages_of(one: Organisation) -> Iterator[tuple[int, str, set[int]]]:
    """Wave, initiative and the stages whose criteria it raises, where there are any."""
    definition = one.loaded.get(CONTINUUM)
    if definition is None:
        return
    raises = {each.id: each.raises for each in definition.initiatives}
    for row in result_of(one.name).roadmap.initiatives:
        if row.questionnaire == definition.id:
            sources = [definition.by_id[name].source for name in raises[row.id]]
            yield row.wave, row.id, {int(code[1]) for code in sources if code[0] == "G"}
