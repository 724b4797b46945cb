"""Each capability's score comes with what it means and what comes next."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest

from assessment.reports import build_report, document
from assessment.reports.sections import EVERY
from questionnaires.model import LANGUAGES, Kind, Questionnaire, Rung
from scoring.answers import Answer, AssessmentData
from scoring.engine import score
from tests.scoring.definitions import capability, model, question

HEAD = {"en": "What comes next: ", "zh-Hans": "接下来：", "zh-Hant": "接下來："}


def words(said: str) -> dict[str, str]:
    """A text that differs by language, so that a wrong language is noticed."""
    return {language: f"{said} ({language})" for language in LANGUAGES}


def told(levels: int = 6, kind: Kind = Kind.CAPABILITY_MODEL) -> Questionnaire:
    own = replace(
        capability("leadership.all", [question("leadership.all.now")]),
        levels=tuple(words(f"Meaning of level {number}") for number in range(levels)),
        next_step=words("Do the next thing"),
    )
    return replace(model({"leadership": [own]}), kind=kind)


def made(value, language="en", definition=None):
    definition = definition or told()
    answers = () if value is None else (
        Answer(definition.id, "leadership.all.now", value),
    )  # fmt: skip
    data = AssessmentData((definition.key,), answers)
    known = {definition.id: definition}
    return build_report(score(data, known), known, language)


def row(report):
    [found] = report.profiles[0].dimensions[0].capabilities
    return found


@pytest.mark.parametrize(
    ("value", "level"),
    # The bands of method 4.3 begin at 10, 30, 50, 70 and 90.
    [(0, 0), (9, 0), (10, 1), (30, 2), (49, 2), (50, 3), (89, 4), (90, 5), (100, 5)],
)
def test_4_3_the_paragraph_is_that_of_the_level_reached(value, level):
    assert row(made(value)).meaning == f"Meaning of level {level} (en)"


@pytest.mark.parametrize(
    ("value", "told"),
    [
        # The step is one for all levels: further up it would ask for what is there.
        (0, "Do the next thing (en)"),
        (29, "Do the next thing (en)"),
        (30, "Meaning of level 3 (en)"),
        (89, "Meaning of level 5 (en)"),
        (90, ""),
    ],
)
def test_the_usual_step_comes_next_at_the_bottom_and_the_next_level_above(value, told):
    assert row(made(value)).next_step == told


def test_nothing_is_said_of_what_is_not_scored():
    found = row(made(None))
    assert found.score is None
    assert (found.meaning, found.next_step) == ("", "")
    assert not found.is_explained


def test_paragraphs_for_other_bands_than_the_models_are_not_used():
    """Three paragraphs beside six bands: which one is meant cannot be known."""
    found = row(made(29, definition=told(levels=3)))
    assert (found.meaning, found.next_step) == ("", "Do the next thing (en)")
    assert row(made(30, definition=told(levels=3))).next_step == ""


def test_a_models_own_bands_choose_the_paragraph():
    bands = tuple(Rung(floor, words("Band")) for floor in (0, 40, 85))
    own = replace(told(levels=3), levels=bands)
    assert row(made(39, definition=own)).meaning == "Meaning of level 0 (en)"
    assert row(made(84, definition=own)).meaning == "Meaning of level 1 (en)"
    top = row(made(85, definition=own))
    assert (top.meaning, top.next_step) == ("Meaning of level 2 (en)", "")


@pytest.mark.parametrize("kind", [Kind.CAPABILITY_MODEL, Kind.MODULE])
@pytest.mark.parametrize("language", LANGUAGES)
def test_score_paragraph_and_next_step_stand_below_each_other(kind, language):
    page = document.html(made(30, language, told(kind=kind)), EVERY)
    [table] = re.findall(r'<table class="capabilities">.*?</table>', page, re.DOTALL)
    lines = re.sub(r"</?span\b[^>]*>", "", table).split("<tr")
    name, said = (unescape(re.sub(r"<[^>]*>", "|", line)) for line in lines[-2:])
    assert "leadership.all" in name
    assert "|30|" in name
    # In this order: what it means, then what comes next.
    assert f"Meaning of level 2 ({language})" in said
    assert f"{HEAD[language]}|Meaning of level 3 ({language})" in said
    assert said.index("level 2") < said.index("level 3")


def test_a_model_without_these_texts_prints_its_numbers_alone():
    bare = model({"leadership": [capability("leadership.all", [
        question("leadership.all.now")])]})  # fmt: skip
    report = made(30, definition=bare)
    assert not report.profiles[0].dimensions[0].is_explained
    page = document.html(report, EVERY)
    page = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    assert "meaning" not in page
    assert "explained" not in page
    assert HEAD["en"] not in page
    # Kept on one page as it was before there was anything more to say.
    assert '<div class="keep">\n    <h2 class="titled">leadership</h2>' in page
