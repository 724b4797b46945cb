"""Contract 2 and 4: the form, empty or filled in, is read as what was answered."""

from __future__ import annotations

import logging

import pytest

from assessment import files
from questionnaires import loader
from questionnaires.model import LANGUAGES, QuestionType
from tests.offline.forms import Form, sample
from tests.support.definitions import own_model

CARE = "first.care."
PUBLISHED = [key for key in loader.published() if not key.startswith("own-")]
ANSWERS = {
    "level": (3, 3),
    "gate": ("l", "l"),
    "practice": ("75/50/25", {"intention": 75, "reality": 50, "effect": 25}),
    "outcome": (
        "60/40/20/80",
        {"level": 60, "trend": 40, "comparison": 20, "relevance": 80},
    ),
    "mood": ("1", "1"),
    "wish": ("-0.5", "-0.5"),
    "size": (-2.5, -2.5),
    "words": ("=as it is", "=as it is"),
    "covered": ("half", "half"),
}


def definition(key):
    return loader.load(*key.split("@"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_2_every_type_of_question_is_read_as_it_was_answered(language):
    form = Form(sample(), language)
    assert {question.type for question in sample().questions()} == set(QuestionType)
    for name, (cell, _) in ANSWERS.items():
        form.fill(CARE + name, value=cell, respondent="ann", role="executive")
    data = form.read()
    assert data.questionnaires == ("sample@1.0",)
    found = {a.question.removeprefix(CARE): a.value for a in data.answers}
    assert found == {name: value for name, (_, value) in ANSWERS.items()}
    assert {(a.respondent, a.role) for a in data.answers} == {("ann", "executive")}


def test_2_what_stands_beside_a_value_is_read_too():
    form = Form(sample())
    form.fill(CARE + "level", value=4, evidence="documented", importance=5)
    form.fill(CARE + "level", comment="+1 - see @the =folder", unit="retail")
    form.fill(CARE + "gate", value="na", reason="regulated")
    form.fill(CARE + "practice", value="dk")
    form.fill(CARE + "mood", value="1")
    level, gate, practice, *_ = form.read().answers
    assert (level.value, level.evidence, level.importance) == (4, "documented", 5)
    assert (level.comment, level.unit) == ("+1 - see @the =folder", "retail")
    assert (gate.value, gate.reason, practice.value) == ("na", "regulated", "dk")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", PUBLISHED)
def test_2_empty_form_of_every_published_questionnaire_is_unanswered(
    key, language, caplog
):
    with caplog.at_level(logging.WARNING):
        data = Form(definition(key), language).read()
    assert caplog.text == ""
    assert data.questionnaires == (key,)
    asked = [question.id for question in definition(key).questions()]
    assert [answer.question for answer in data.answers] == asked
    assert {answer.value for answer in data.answers} == {None}


@pytest.mark.parametrize("key", PUBLISHED)
def test_2_every_entry_of_every_list_is_accepted(key):
    form = Form(definition(key))
    lists = {name: form.choices(name) or ["dk"] for name in form.lines}
    for turn in range(max(map(len, lists.values()))):
        given = {name: offer[turn % len(offer)] for name, offer in lists.items()}
        for name, value in given.items():
            form.fill(name, value=value, reason="other" if value == "na" else None)
        read = {answer.question: str(answer.value) for answer in form.read().answers}
        assert read == given


def test_2_lists_offer_dk_and_na_only_where_it_is_allowed():
    form = Form(definition("continuum@1.0"))
    offered = {
        question.id: form.choices(question.id)[-2:]
        for question in definition("continuum@1.0").questions()
    }
    stages = {name: both for name, both in offered.items() if name.startswith("stage-")}
    assert len(stages) == 15
    for name, last in offered.items():
        wanted = ["dk", "na"] if name.startswith("stage-5") else ["dk"]
        assert last[-len(wanted) :] == wanted


def test_4_key_that_is_another_options_number_stays_the_key():
    """A cell that turned the key 1 (a quarter) into a number would say “all”."""
    form = Form(own_model())
    question = "service.contact.phone.covered"
    assert form.cell(question, "value").number_format == "@"
    assert form.choices(question) == ["none", "1", "half", "all", "dk", "na"]
    form.fill(question, value="1")
    answers = {answer.question: answer.value for answer in form.read().answers}
    assert answers[question] == "1"


def test_4_cells_keep_what_would_turn_into_dates_numbers_or_formulas():
    form = Form(sample())
    formats = {name: form.cell(CARE + name, "value").number_format for name in ANSWERS}
    assert formats == dict.fromkeys(ANSWERS, "@") | dict.fromkeys(
        ("level", "gate", "size"), "General"
    )
    for column in ("comment", "respondent", "unit"):
        assert form.cell(CARE + "level", column).number_format == "@"


def test_4_rows_of_several_people_stand_below_one_another():
    form = Form(sample())
    first = [[cell.value for cell in row] for row in form.sheet.iter_rows(min_row=2)]
    for row in first:
        form.sheet.append(row)
    people = ["ann"] * len(first) + ["bob"] * len(first)
    for line, person in enumerate(people, start=2):
        form.sheet.cell(line, form.columns["respondent"]).value = person
    data = form.read()
    assert [answer.respondent for answer in data.answers] == people


@pytest.mark.parametrize(
    ("question", "cells", "fault"),
    [
        ("level", {"value": 6}, "row 2, column E (value): first.care.level does not"),
        ("practice", {"value": "75/50"}, "row 4, column E (value): first.care.practi"),
        ("mood", {"value": "9"}, "row 6, column E (value): first.care.mood does not"),
        ("gate", {"value": "f", "evidence": "some"}, "row 3, column F (evidence): "),
        ("gate", {"value": "na"}, "row 3, column H (reason): na without a reason"),
        ("gate", {"value": "f", "importance": 6}, "row 3, column G (importance): "),
    ],
)
def test_2_wrong_cell_is_refused_with_row_and_column(question, cells, fault):
    form = Form(sample())
    form.fill(CARE + question, **cells)
    with pytest.raises(files.FileRefusedError) as caught:
        form.read()
    (found,) = caught.value.faults
    assert found.startswith(f"filled.xlsx: {fault}")


def test_2_every_wrong_cell_is_told_at_once():
    form = Form(sample())
    form.fill(CARE + "level", value=3.5)
    form.fill(CARE + "gate", value="x", evidence="much")
    with pytest.raises(files.FileRefusedError) as caught:
        form.read()
    assert len(caught.value.faults) == 3


def test_4_only_the_forms_own_columns_are_ignored_without_a_word(caplog):
    text = "question,value,dimension,text,scale,help,title\nfirst.care.level,3\n"
    with caplog.at_level(logging.WARNING):
        files.parse(text.encode(), "a.csv", ("sample",))
    (record,) = caplog.records
    assert "row 1, column G: column ignored; 'title' given" in record.getMessage()


@pytest.mark.parametrize(("core", "expected"), [(True, "core"), (False, "full")])
def test_2_a_filled_form_says_whether_it_is_the_core_form(core, expected):
    form = Form(sample(), core=core)
    form.fill(CARE + "level", value=3)
    assert form.read().form == expected
