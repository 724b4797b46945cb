"""Turn a demonstration's short story into a whole assessment.

Every answer follows from the story file: a role's level, moved by at most one for
single people in a fixed pattern, so that the demonstration shows people who differ
and is the same on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from importlib.resources import files
from typing import Any, Final

import yaml

from questionnaires import loader
from questionnaires.model import LETCI_PARTS, Questionnaire
from scoring.answers import AcceptedGap, Answer, AssessmentData, Consensus

MODEL: Final = "capability-model"
CONTINUUM: Final = "continuum"
QUESTIONNAIRES: Final = (f"{MODEL}@1.0", f"{CONTINUUM}@1.0")
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
        *_gates(story, continuum),
        *_choices(story, continuum),
    )
    return AssessmentData(
        questionnaires=QUESTIONNAIRES,
        answers=tuple(_with_extras(story, answer) for answer in answers),
        organisation=story.raw["organisation"],
        date=story.raw["date"],
        mode=story.raw["mode"],
        consensus=(*_grades(story), *_agreed_gates(story, continuum)),
        accepted=tuple(
            AcceptedGap(
                CONTINUUM,
                continuum.by_source[gap["code"]].id,
                gap["by"],
                gap["date"],
                gap["reason"],
            )
            for gap in story.raw["accepted"]
        ),
        invited={role: len(story.people(role)) for role in ROLES},
    )


def _shift(person: str, question: str) -> int:
    """Return -1, 0 or 1, always the same for a person and a question."""
    digest = sha256(f"{person} {question}".encode()).digest()
    return _SHIFTS[digest[0] % len(_SHIFTS)]


def _levels(story: Story) -> Iterator[Answer]:
    for question, (*levels, evidence, importance) in story.raw["levels"].items():
        claimed = "documented" if evidence == "verified" else evidence
        for role, level in zip(ROLES, levels, strict=True):
            for person in story.people(role) if level is not None else ():
                yield Answer(
                    questionnaire=MODEL,
                    question=question,
                    value=min(5, max(0, level + _shift(person, question))),
                    respondent=person,
                    role=role,
                    evidence=claimed,
                    importance=importance,
                )


def _outcomes(story: Story) -> Iterator[Answer]:
    for question, (*parts, importance) in story.raw["outcomes"].items():
        for role, values in zip(ROLES, parts, strict=False):
            for person in story.people(role):
                yield Answer(
                    questionnaire=MODEL,
                    question=question,
                    value=dict(zip(LETCI_PARTS, values, strict=True)),
                    respondent=person,
                    role=role,
                    evidence="documented",
                    importance=importance,
                )


def _gates(story: Story, continuum: Questionnaire) -> Iterator[Answer]:
    for code, (*said, _agreed, _reason) in story.raw["gates"].items():
        for role, value in zip(ROLES, said, strict=True):
            for person in story.people(role) if value is not None else ():
                yield Answer(
                    questionnaire=CONTINUUM,
                    question=continuum.by_source[code].id,
                    value=value,
                    respondent=person,
                    role=role,
                    evidence="described",
                )


def _choices(story: Story, continuum: Questionnaire) -> Iterator[Answer]:
    perceived = continuum.by_source["perceived"].id
    for role, values in story.raw["perceived"].items():
        for person, value in zip(story.people(role), values, strict=True):
            yield Answer(CONTINUUM, perceived, value, person, role)
    for code, value in story.raw["profile"].items():
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
        return replace(answer, value="dk", comment=comment)
    return replace(answer, comment=comment)


def _grades(story: Story) -> Iterator[Consensus]:
    """Yield the assessor's evidence grades, with a value where one was agreed."""
    by = story.raw["assessor"]
    for question, entry in story.raw["levels"].items():
        agreed = story.raw["consensus"].get(question)
        if agreed:
            yield Consensus(
                MODEL, question, agreed[0], evidence=agreed[1], by=by, reason=agreed[2]
            )
        elif story.raw["mode"] == "assessed":
            yield Consensus(MODEL, question, None, evidence=entry[3], by=by)


def _agreed_gates(story: Story, continuum: Questionnaire) -> Iterator[Consensus]:
    for code, (*_said, agreed, reason) in story.raw["gates"].items():
        yield Consensus(
            CONTINUUM,
            continuum.by_source[code].id,
            agreed,
            evidence="verified",
            by=story.raw["assessor"],
            reason=reason,
        )
