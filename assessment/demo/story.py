"""Turn a demonstration's short story into a whole assessment.

Every answer follows from the story file: a role's level, moved by at most one for
single people in a fixed pattern, so that the demonstration shows people who differ
and is the same on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from importlib.resources import files
from typing import Any, Final

import yaml

from questionnaires import loader
from questionnaires.model import LETCI_PARTS, Questionnaire
from scoring.answers import DK, NA, AcceptedGap, Answer, AssessmentData, Consensus

CONTINUUM: Final = "continuum"
FAMILIES: Final = (
    "capability-model",
    CONTINUUM,
    "it-support",
    "success-factors",
    "crm-processes",
    "customer-tiering",
)
QUESTIONNAIRES: Final = tuple(f"{family}@1.0" for family in FAMILIES)
ROLES: Final = ("executive", "manager", "frontline")
_SHIFTS: Final = (0, 0, 0, -1, 1)


@dataclass(frozen=True, slots=True)
class Story:
    """One organisation of the demonstration; ``raw`` is its story file."""

    name: str
    raw: Mapping[str, Any]

    def people(self, role: str) -> list[str]:
        """Return the keys of the people in a role."""
        return [
            person["key"] for person in self.raw["people"] if person["role"] == role
        ]

    def section(self, part: str) -> Iterator[tuple[str, str, Any]]:
        """Yield questionnaire, question and entry of one part of all sections."""
        for family in FAMILIES:
            for question, entry in self.raw[family].get(part, {}).items():
                yield family, question, entry


def stories() -> tuple[Story, ...]:
    """Return the demonstration's organisations, sorted by name."""
    folder = files("assessment.demo").joinpath("data")
    return tuple(
        Story(
            entry.name.removesuffix(".yaml"),
            yaml.safe_load(entry.read_text(encoding="utf-8")),
        )
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".yaml")
    )


def tell(story: Story) -> AssessmentData:
    """Return the story as an assessment with the answers of all its people."""
    continuum = loader.load(CONTINUUM, "1.0")
    answers = (
        *_levels(story),
        *_outcomes(story),
        *_facts(story),
        *_not_applicable(story),
        *_gates(story, continuum),
        *_choices(story, continuum),
    )
    return AssessmentData(
        questionnaires=QUESTIONNAIRES,
        answers=tuple(_with_extras(story, answer) for answer in answers),
        organisation=story.raw["organisation"],
        date=story.raw["date"],
        mode=story.raw["mode"],
        consensus=(*_agreed(story), *_grades(story), *_agreed_gates(story, continuum)),
        accepted=tuple(_accepted(story, continuum)),
        invited={role: len(story.people(role)) for role in ROLES},
        capacity=story.raw.get("capacity"),
    )


def _shift(person: str, question: str) -> int:
    """Return -1, 0 or 1, always the same for a person and a question."""
    digest = sha256(f"{person} {question}".encode()).digest()
    return _SHIFTS[digest[0] % len(_SHIFTS)]


def _said(
    story: Story, family: str, question: str, values: Sequence[Any]
) -> Iterator[Answer]:
    """Yield what each role says, as many answers as it has people; null is silence."""
    for role, value in zip(ROLES, values, strict=False):
        for person in story.people(role) if value is not None else ():
            yield Answer(family, question, value, person, role)


def _levels(story: Story) -> Iterator[Answer]:
    for family, question, (*levels, evidence, importance) in story.section("levels"):
        claimed = "documented" if evidence == "verified" else evidence
        for role, level in zip(ROLES, levels, strict=True):
            for person in story.people(role) if level is not None else ():
                yield Answer(
                    questionnaire=family,
                    question=question,
                    value=min(5, max(0, level + _shift(person, question))),
                    respondent=person,
                    role=role,
                    evidence=claimed,
                    importance=importance,
                )


def _outcomes(story: Story) -> Iterator[Answer]:
    for family, question, (*said, importance) in story.section("outcomes"):
        values = [dict(zip(LETCI_PARTS, parts, strict=True)) for parts in said]
        for answer in _said(story, family, question, values):
            yield replace(answer, evidence="documented", importance=importance)


def _facts(story: Story) -> Iterator[Answer]:
    for family, question, said in story.section("facts"):
        yield from _said(story, family, question, said)


def _not_applicable(story: Story) -> Iterator[Answer]:
    for family, question, reason in story.section("not_applicable"):
        asked = loader.load(family, "1.0").by_id[question].roles
        said = [NA if role in asked else None for role in ROLES]
        for answer in _said(story, family, question, said):
            yield replace(answer, reason=reason)


def _gates(story: Story, continuum: Questionnaire) -> Iterator[Answer]:
    for family, code, (*said, _agreed, _reason) in story.section("gates"):
        question = continuum.by_source[code].id
        for answer in _said(story, family, question, said):
            yield replace(answer, evidence="described")


def _choices(story: Story, continuum: Questionnaire) -> Iterator[Answer]:
    told = story.raw[CONTINUUM]
    perceived = continuum.by_source["perceived"].id
    for role, values in told["perceived"].items():
        for person, value in zip(story.people(role), values, strict=True):
            yield Answer(CONTINUUM, perceived, value, person, role)
    for code, value in told["profile"].items():
        question = continuum.by_source[code].id
        for person in story.people("executive"):
            yield Answer(CONTINUUM, question, value, person, "executive")


def _with_extras(story: Story, answer: Answer) -> Answer:
    """Return the answer with its comment, as "dk" where the story says so."""
    comment = next(
        (
            words
            for person, question, words in story.raw["comments"]
            if (person, question) == (answer.respondent, answer.question)
        ),
        None,
    )
    if [answer.respondent, answer.question] in story.raw["dont_know"]:
        return replace(answer, value=DK, comment=comment)
    return replace(answer, comment=comment)


def _agreed(story: Story) -> Iterator[Consensus]:
    """Yield the values that the assessor put in the place of what people said."""
    by = story.raw["assessor"]
    agreed = story.raw["consensus"]
    for part in ("levels", "facts"):
        for family, question, _entry in story.section(part):
            if question in agreed:
                value, evidence, reason = agreed[question]
                yield Consensus(
                    family, question, value, evidence=evidence, by=by, reason=reason
                )


def _grades(story: Story) -> Iterator[Consensus]:
    """Yield the assessor's evidence grades where people's own values stand."""
    if story.raw["mode"] != "assessed":
        return
    by = story.raw["assessor"]
    for family, question, (*_levels, evidence, _importance) in story.section("levels"):
        if question not in story.raw["consensus"]:
            yield Consensus(family, question, None, evidence=evidence, by=by)


def _agreed_gates(story: Story, continuum: Questionnaire) -> Iterator[Consensus]:
    for family, code, (*_said, agreed, reason) in story.section("gates"):
        yield Consensus(
            family,
            continuum.by_source[code].id,
            agreed,
            evidence="verified",
            by=story.raw["assessor"],
            reason=reason,
        )


def _accepted(story: Story, continuum: Questionnaire) -> Iterator[AcceptedGap]:
    for gap in story.raw["accepted"]:
        question = continuum.by_source[gap["code"]].id
        yield AcceptedGap(CONTINUUM, question, gap["by"], gap["date"], gap["reason"])
