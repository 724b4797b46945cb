"""Where there is one of a thing, the English says so: no "1 initiatives"."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from pptx import Presentation

from assessment.handoffs.slides import pptx
from assessment.reports import build_report, document
from assessment.reports.sections import EVERY
from questionnaires.model import LANGUAGES
from scoring.answers import Answer, AssessmentData
from scoring.engine import score
from tests.reports.organisations import before
from tests.scoring.definitions import capability, initiative, model, question, text

ASKED = "leadership.direction.q1"
# The days of the first wave stand beside its number.
PLURAL = re.compile(
    r"(?<!Wave )(?<![\d.,])\b1 (?:most |more |further )?"
    r"(?:initiatives|people|roles|capabilities|dimensions|answers|days|points|"
    r"questions|waves|units|respondents|quick wins|pressing capabilities)\b"
)


def report(value: int, language: str = "en", people: int = 5):
    """One dimension of one capability of one question, and one initiative for it."""
    node = capability("leadership.direction", [question(ASKED)])
    plan = [initiative("begin", {ASKED: 90}, effort=2)]
    own = model({"leadership": [node]}, initiatives=plan)
    made = {"capability-model": replace(own, owners={"head": text("Head")})}
    data = AssessmentData(
        questionnaires=("capability-model@1.0",),
        answers=tuple(
            Answer("capability-model", ASKED, value + i % 2, f"r{i}", evidence="none")
            for i in range(people)
        ),
        date="2026-11-21",
        mode="assessed",
    )
    return build_report(score(data, made), made, language)


def text_of(made) -> str:
    return before("appendix", document.html(made, EVERY))


def test_the_sample_has_one_of_each():
    made = report(30)
    assert len(made.roadmap.waves) == len(made.gaps.rows) == len(made.method.roles) == 1
    assert "One initiative, 60 days" in text_of(made)
    assert "60 days for one initiative." in text_of(made)
    assert "The one capability below target" in text_of(made)
    assert "5 people in one role" in text_of(made)


@pytest.mark.parametrize("people", [1, 5])
def test_nothing_is_told_of_one_in_the_plural(people):
    assert not PLURAL.findall(text_of(report(30, people=people)))


def test_the_slides_tell_of_one_capability():
    slides = Presentation(io.BytesIO(pptx(report(30))))
    said = " ".join(
        shape.text_frame.text
        for slide in slides.slides
        for shape in slide.shapes
        if shape.has_text_frame
    )
    assert "The one capability below target" in said
    assert not PLURAL.findall(said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_told_in_every_language(language):
    assert report(30, language).roadmap.title
