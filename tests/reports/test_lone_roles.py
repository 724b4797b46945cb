"""The mean of a role of one person is that person's view: no report prints it."""

from __future__ import annotations

import io
import re

import pytest
from pptx import Presentation

from assessment.handoffs.slides import pptx
from assessment.reports import build_report, document
from assessment.reports.sections import EVERY
from questionnaires.model import LANGUAGES
from scoring.answers import Answer, AssessmentData
from scoring.engine import score
from tests.reports.organisations import before
from tests.scoring.definitions import capability, model, question

ASKED = [f"leadership.direction.q{i}" for i in range(1, 4)]
OWN = {"capability-model": model({"leadership": [
    capability("leadership.direction", [question(each) for each in ASKED])
]})}  # fmt: skip
# The executive alone sees 96, managers 70, front-line staff 22.
ALONE = [("executive", 96)]
OTHERS = [("manager", 70)] * 2 + [("frontline", 22)] * 4


def result(people):
    answers = [
        Answer("capability-model", each, value, f"r{i}", role, evidence="verified")
        for i, (role, value) in enumerate(people)
        for each in ASKED
    ]
    data = AssessmentData(("capability-model@1.0",), tuple(answers))
    return score(data, OWN)


def report(people, language="en"):
    return build_report(result(people), OWN, language)


def words_of(made) -> str:
    return before("appendix", document.html(made, EVERY))


def disagreed(made) -> str:
    rows = made.chapters.questions
    return " ".join(next(row.answer for row in rows if row.id == "disagree"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_strip_and_the_gap_leave_a_lone_role_out(language):
    # The engine's own gap is the executive's: 96 - 22.
    node = result(ALONE + OTHERS).of("capability-model").dimensions[0]
    assert node.role_gap.between == ("executive", "frontline")
    assert node.role_gap.points == pytest.approx(74)

    made = report(ALONE + OTHERS, language)
    page, row = made.dimensions.pages[0], made.main.dimensions[0]
    assert [round(dot.score) for dot in page.roles.strips[0].dots] == [70, 22]
    assert "48" in row.role_gap
    assert any("48" in sentence for sentence in row.sentences)
    assert "48" in disagreed(made)
    text = words_of(made)
    assert not re.search(r"(?<!\d)(96|74)(?!\d)", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lone_role_beside_one_other_leaves_nothing_to_compare(language):
    made = report(ALONE + [("frontline", 22)] * 4, language)
    page, row = made.dimensions.pages[0], made.main.dimensions[0]
    assert page.roles is None
    assert row.role_gap == ""
    assert not re.search(r"(?<!\d)(96|74)(?!\d)", words_of(made))
    said = {
        "en": "with at least two people each",
        "zh-Hans": "每类至少两人",
        "zh-Hant": "每類至少兩人",
    }
    assert said[language] in disagreed(made)


def test_what_is_close_is_told_of_such_roles_only():
    close = [("manager", 30)] * 2 + [("frontline", 22)] * 4
    assert "of at least two people each" in disagreed(report(ALONE + close))


def test_where_each_role_has_two_people_the_gap_is_the_engines():
    people = ALONE * 2 + OTHERS
    node = result(people).of("capability-model").dimensions[0]
    made = report(people)
    assert [round(d.score) for d in made.dimensions.pages[0].roles.strips[0].dots] == [
        96, 70, 22,
    ]  # fmt: skip
    assert f"{node.role_gap.points:.0f}" in made.main.dimensions[0].role_gap


def test_slides_leave_it_out_as_well():
    slides = Presentation(io.BytesIO(pptx(report(ALONE + OTHERS))))
    said = " ".join(
        frame.text
        for slide in slides.slides
        for frame in (
            *(shape.text_frame for shape in slide.shapes if shape.has_text_frame),
            slide.notes_slide.notes_text_frame,
        )
    )
    assert "48 points higher" in said
    assert not re.search(r"(?<!\d)(96|74)(?!\d)", said)
