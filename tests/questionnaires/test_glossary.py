"""The glossary: its file, and how a text that says a term in another way is found."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from pathlib import Path

import pytest

from questionnaires import glossary, loader, texts
from questionnaires.checks import inspect
from questionnaires.glossary import Misuse, Term
from questionnaires.loader import DefinitionError
from questionnaires.model import LANGUAGES

SAMPLE = Path(__file__).parent / "valid" / "sample"
SHORT = re.compile(r"\b[A-Z]{2,}\b")
BY_ID = {term.id: term for term in glossary.terms()}


def said(**words: str) -> list[Misuse]:
    """Return the misuses in the sample with another summary."""
    sample = inspect(SAMPLE).questionnaire
    assert sample is not None
    text = {"en": words["en"], "zh-Hans": words["hans"], "zh-Hant": words["hant"]}
    return list(glossary.misuses(dataclasses.replace(sample, summary=text)))


def test_the_file_loads_and_holds_at_least_130_terms_in_order():
    names = [term.term["en"].lower() for term in glossary.terms()]
    assert len(names) >= 130
    assert names == sorted(names)


def test_every_id_and_every_name_in_each_language_is_unique():
    found = glossary.terms()
    keys = [[term.id for term in found]]
    keys += [[term.term[tag].lower() for term in found] for tag in LANGUAGES]
    for column in keys:
        assert [key for key, times in Counter(column).items() if times > 1] == []


def test_no_form_is_that_of_another_term():
    forms = Counter(
        form.lower()
        for term in glossary.terms()
        for form in {term.term["en"], *term.forms}
    )
    assert [form for form, times in forms.items() if times > 1] == []


def test_a_meaning_is_one_sentence_in_each_language():
    ends = {"en": "[.!?]", "zh-Hans": "[。！？]", "zh-Hant": "[。！？]"}
    for term in glossary.terms():
        for tag, meaning in term.meaning.items():
            assert re.findall(ends[tag], meaning) == [meaning[-1]], (term.id, tag)


def test_no_term_forbids_its_own_word():
    for term in glossary.terms():
        for tag, words in term.never.items():
            assert not [w for w in words if w in term.term[tag]], term.id


def test_a_term_with_everyday_senses_says_which_words_must_not_stand_for_it():
    unheld = [
        (term.id, tag)
        for term in glossary.terms()
        for tag in LANGUAGES[1:]
        if not term.watched and not term.never.get(tag)
    ]
    assert unheld == []


def test_the_meanings_say_the_terms_by_their_words():
    unlike = [
        (term.id, other.id, tag)
        for term in glossary.terms()
        for other in glossary.terms()
        for tag in LANGUAGES[1:]
        if glossary.misused(other, term.meaning, tag)
    ]
    assert unlike == []


@pytest.mark.parametrize(
    ("term", "hans", "hant"),
    [
        ("target-band", "适宜区间", "適宜區間"),
        ("largely-achieved", "大部分达成", "大致達成"),
        (
            "customer-centric-p-and-l",
            "以客户为中心的损益责任",
            "以客戶為中心的損益責任",
        ),
        ("lifetime-value", "客户终身价值", "顧客終身價值"),
        ("assessor", "评估师", "評鑑人員"),
        ("channel", "渠道", "通路"),
    ],
)
def test_terms_have_the_words_of_the_product(term, hans, hant):
    assert BY_ID[term].term["zh-Hans"] == hans
    assert BY_ID[term].term["zh-Hant"] == hant


def test_names_of_dimensions_stages_and_levels_are_those_of_the_definitions():
    model, line = loader.load("capability-model"), loader.load("continuum")
    titles = [node.title for node in model.dimensions]
    titles += [rung.title for rung in (*model.levels, *line.stages)]
    known = {term.term["en"].lower(): term.term for term in glossary.terms()}
    for title in titles:
        name = known[title["en"].lower()]
        assert (name["zh-Hans"], name["zh-Hant"]) == (
            title["zh-Hans"],
            title["zh-Hant"],
        )


def test_a_watched_term_with_another_translation_is_reported():
    (found,) = said(
        en="One contact rule.", hans="接触规则一条。", hant="一條聯絡規則。"
    )
    assert found.place.endswith("#summary")
    assert found.language == "zh-Hant"
    assert found.term.id == "contact-rule"
    assert str(found) == (
        f"{found.place}: zh-Hant does not say contact rule by its one translation; "
        "write 接觸規則"
    )


def test_an_unwatched_term_with_another_translation_is_not_reported():
    assert not BY_ID["target"].watched
    assert said(en="Targets are met.", hans="均已达标。", hant="均已達標。") == []


def test_a_word_that_must_not_stand_for_an_unwatched_term_is_reported():
    (found,) = said(en="For customers.", hans="为了顾客。", hant="為了客戶。")
    assert (found.language, found.term.id) == ("zh-Hans", "customer")


def test_letters_of_the_right_word_are_no_part_of_a_wrong_one():
    assert said(en="Care for customers.", hans="照顾客户。", hant="照顧客戶。") == []


def test_a_wrong_word_beside_the_right_one_is_reported():
    (found,) = said(en="Customers.", hans="客户，顾客。", hant="客戶。")
    assert (found.language, found.term.id) == ("zh-Hans", "customer")


def test_a_wrong_word_is_none_where_it_says_another_term_of_the_text():
    # 指标 is the translation of measure and must not stand for target.
    (found,) = said(en="Targets.", hans="目标，指标。", hant="目標。")
    assert (found.language, found.term.id) == ("zh-Hans", "target")
    assert said(en="Measures, targets.", hans="指标，目标。", hant="指標，目標。") == []


@pytest.mark.parametrize(
    ("term", "english", "expected"),
    [
        ("contact-rule", "Contact rules bind everybody.", True),
        ("enquiry", "many enquiries", True),
        ("front-line", "Front-line teams answer.", True),
        ("win-back", "Customers were won back.", True),
        ("profit-and-loss", "The P&L, by segment.", True),
        ("marketing", "Marketing.", True),
        ("marketing", "telemarketing", False),
        ("marketing", "non-marketing work", False),
        ("marketing", "marketing-led", False),
        ("complaint", "complaints_", False),
        ("tiering", "Frontiering.", False),
        ("executive", "The chief executive signs.", False),
        ("executive", "The chief executive and an executive sign.", True),
        ("chief-executive", "The chief executive signs.", True),
    ],
)
def test_forms_are_found_and_parts_of_longer_words_are_not(term, english, expected):
    assert glossary.used(BY_ID[term], english) is expected


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('terms:\n  - id: "a"\n', "term lacks term"),
        ('terms:\n  - {id: "a", colour: "blue"}\n', "unknown key in term"),
        ('terms:\n  - {id: "a", never: {fr: ["b"]}}\n', "unknown key in never"),
    ],
)
def test_faults_of_the_file_are_told(tmp_path, monkeypatch, text, fault):
    path = tmp_path / "glossary.yaml"
    path.write_text(text, encoding="utf-8")
    monkeypatch.setattr(glossary, "FILE", path)
    with pytest.raises(DefinitionError) as refused:
        glossary.terms.__wrapped__()
    assert fault in str(refused.value)


def test_a_term_says_what_it_is():
    term = BY_ID["customer"]
    assert isinstance(term, Term)
    assert term.forms == ("customers",)
    assert term.never["zh-Hans"] == ("顾客",)
    assert not term.watched


def test_short_forms_in_capitals_are_explained():
    explained = {
        word
        for term in glossary.terms()
        for form in (term.term["en"], *term.forms)
        for word in SHORT.findall(form)
    }
    used = {
        word
        for key in loader.published()
        for _, text in texts.of(loader.load(*key.split("@")))
        for word in SHORT.findall(text["en"])
    }
    # A line of a message that shouts is no short form.
    assert used - explained <= {"URGENT"}
    assert {"IT", "CRM", "SIM"} <= used
