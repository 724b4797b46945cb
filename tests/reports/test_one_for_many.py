"""One person who answers for several units agrees with nobody, whatever the spread."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assessment.reports import build_report
from questionnaires.model import LANGUAGES
from scoring.answers import AssessmentData, Unit
from scoring.engine import score
from tests.reports.organisations import model_answers
from tests.reports.stories import definitions

AGREE = {
    "en": ("agree", "consensus meeting", "People differ"),
    "zh-Hans": ("意见一致", "意见分歧", "看法大体一致", "共识会议"),
    "zh-Hant": ("意見一致", "意見分歧", "看法大致一致", "共識會議"),
}
LEVELS = {"equal": [3] * 6, "apart": [0, 1, 2, 3, 4, 5]}
ANSWERS = ("disagree",)


def report_of(levels: list[int], people: int, language: str):
    """Have each unit answer at one level, by people in turn."""
    answers = [
        replace(answer, unit=f"unit-{i}", respondent=f"r{i % people}")
        for i, level in enumerate(levels)
        for answer in model_answers({"all": level})
    ]
    data = AssessmentData(
        questionnaires=("capability-model@1.0",),
        answers=tuple(answers),
        units=tuple(Unit(f"unit-{i}") for i in range(len(levels))),
    )
    return build_report(score(data, definitions()), definitions(), language)


def told(report) -> str:
    """What the report says of how people see it, wherever it says it."""
    pages = [text for page in report.dimensions.pages for text in page.people]
    rows = [
        sentence
        for profile in report.profiles
        for row in profile.dimensions
        for sentence in row.sentences
    ]
    asked = [
        text
        for row in report.chapters.questions
        if row.id in ANSWERS
        for text in row.answer
    ]
    return " ".join([*report.summary.sure, *pages, *rows, *asked])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", LEVELS)
def test_agreement_is_told_of_two_people_and_not_of_one(kind, language):
    alone = told(report_of(LEVELS[kind], 1, language))
    assert not any(each in alone for each in AGREE[language])
    two = told(report_of(LEVELS[kind], 2, language))
    assert any(each in two for each in AGREE[language])
