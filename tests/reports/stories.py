"""Assessments told in method part 5, and variants of them, as plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from sqlalchemy.orm import Session

from assessment.answering.models import Answer as Stored
from assessment.reports import build_report
from assessment.reports.model import Report
from questionnaires import loader
from questionnaires.model import Questionnaire, QuestionType
from scoring.answers import AcceptedGap, Answer, AssessmentData
from scoring.engine import score
from scoring.result import Result
from tests.support.seed import Seeded

CODES = (
    "G1a", "G1b", "G2a", "G2b", "G2c", "G3a", "G3b",
    "G4a", "G4b", "G4c", "G4d", "G5a", "G5b", "G5c", "G5d",
)  # fmt: skip
NOTHING = (0,) * 15
# Ratings, T1-T6, perceived stage and preference as the method's part 5 has them.
SOUTH_AFRICAN = ((90, 90, 60, 30, 40, *NOTHING[5:]), (3, 2, 1, 1, 3, 4), 4, 0)
BRITISH = (
    (100, 100, 100, 100, 90, 100, 90, 80, 90, 90, 80, 60, 0, 60, 30),
    (3, 2, 3, 1, 4, 4), 4, 0.5,
)  # fmt: skip
SINGLE_CARD = ((20, 10, *NOTHING[2:]), (0, 0, 0, 2, 0, 3), 0, 0)
COMMERCIAL = (
    (100, 90, 100, 100, 90, 100, 90, 90, 90, 90, 90, 80, 75, 70, 60),
    (4, 4, 4, 1, 3, 1), 5, 0,
)  # fmt: skip
LEAPT = ((80, 70, 30, 30, 30, 30, 20, 30, 30, 30, 30, 60, 55, 60, 55),
         (3, 2, 1, 1, 3, 4), 5, 0)  # fmt: skip

Story = tuple[Sequence[int], Sequence[int], int, float]


@cache
def definitions() -> Mapping[str, Questionnaire]:
    return {name: loader.load(name) for name in ("capability-model", "continuum")}


def continuum_answers(story: Story, *, care: int = 0) -> list[Answer]:
    ratings, profile, perceived, preference = story
    by_source = definitions()["continuum"].by_source
    given: dict[str, object] = dict(zip(CODES, ratings, strict=True))
    given |= {f"T{i}": str(value) for i, value in enumerate(profile, start=1)}
    given |= {"T0": str(care), "perceived": str(perceived)}
    if preference:
        given["preference"] = str(preference)
    return [
        Answer(
            "continuum", by_source[code].id, value, "e1", "executive",
            reason="out-of-scope" if value == "na" else None, evidence="verified",
        )
        for code, value in given.items()
    ]  # fmt: skip


def model_answers(skip: Sequence[str] = ()) -> list[Answer]:
    """Return two people's answers to every question of the capability model."""
    questions = definitions()["capability-model"].questions()
    answers = []
    for number, question in enumerate(questions):
        if question.id.split(".")[0] in skip:
            continue
        for role, lift in (("executive", 1), ("frontline", 0)):
            level = (number * 7) % 4 + lift
            value: object = level
            if question.type is QuestionType.LETCI:
                value = dict.fromkeys(("level", "trend", "comparison"), 20 * level)
                value["relevance"] = 80
            answers.append(
                Answer(
                    "capability-model", question.id, value, f"{role[0]}1", role,
                    evidence=("none", "documented")[number % 2],
                )
            )  # fmt: skip
    return answers


def assessment(  # noqa: PLR0913 - a test names only what differs from the story
    story: Story = SOUTH_AFRICAN,
    *,
    care: int = 0,
    mode: str = "self",
    model: bool = True,
    skip: Sequence[str] = (),
    accepted: Sequence[str] = (),
    targets: Mapping[str, object] | None = None,
    **organisation: object,
) -> AssessmentData:
    by_source = definitions()["continuum"].by_source
    answers = continuum_answers(story, care=care)
    keys = ["continuum@1.0"]
    if model:
        keys.insert(0, "capability-model@1.0")
        answers += model_answers(skip)
    profile = {
        "name": "Karoo Retail Bank", "industry": "K64", "region": "ZA",
        "size": "1000-4999", "market": "b2c",
    }  # fmt: skip
    return AssessmentData(
        questionnaires=tuple(keys),
        answers=tuple(answers),
        organisation=profile | organisation,
        date="2026-11-21",
        mode=mode,
        targets=targets or {},
        accepted=tuple(
            AcceptedGap(
                "continuum", by_source[code].id, "Board", "2026-11-01", "Wanted"
            )
            for code in accepted
        ),
        invited={"executive": 2, "frontline": 5},
    )


def doubled(told: AssessmentData) -> AssessmentData:
    """Have a second person of the same role give each answer as well."""
    twice = [replace(each, respondent=f"{each.respondent}b") for each in told.answers]
    return replace(told, answers=(*told.answers, *twice))


def scored(**changes: object) -> Result:
    return score(assessment(**changes), definitions())


def report(language: str = "en", **changes: object) -> Report:
    return build_report(scored(**changes), definitions(), language)


def store(session: Session, seeded: Seeded, told: AssessmentData) -> None:
    """Put a story's answers into the database, as those of the invited people."""
    people = {"e1": "executive", "f1": "frontline"}
    for given in told.answers:
        session.add(
            Stored(
                assessment_id=seeded.assessment.id,
                respondent_id=seeded.respondents[people[given.respondent]].id,
                questionnaire=given.questionnaire,
                question=given.question,
                value=given.value,
                evidence=given.evidence,
            )
        )
    session.commit()
