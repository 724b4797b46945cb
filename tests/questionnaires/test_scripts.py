"""Scripts and words: what is right though it looks wrong, and the reverse."""

from __future__ import annotations

import pytest

from questionnaires.scripts import faults_of, untranslated


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh-Hans", "登高瞭望，一览全局。"),
        ("zh-Hans", "宫商角徵羽"),
        ("zh-Hans", "敬奉神祇"),
        ("zh-Hans", "扭转乾坤，乾隆年间"),
        ("zh-Hans", "慰藉客户，一片狼藉"),
        ("zh-Hant", "手頭拮据"),
        ("zh-Hant", "北京海淀與白洋淀"),
        ("en", "Ask 1,000 customers: “Why?”"),
    ],
)
def test_words_that_are_right_as_they_stand(language, text):
    assert list(faults_of(language, text)) == []


@pytest.mark.parametrize(
    ("language", "text", "given"),
    [
        ("zh-Hans", "瞭望台与瞭解", "瞭 given"),
        ("zh-Hans", "象徵", "徵 given"),
        ("zh-Hant", "拮据，据說", "据 given"),
        ("en", "First，then", "， given"),
        ("en", "At the end。", "。 given"),
    ],
)
def test_the_same_letters_elsewhere_are_not(language, text, given):
    (fault,) = faults_of(language, text)
    assert given in fault


@pytest.mark.parametrize(
    "text",
    ["Ask customers", "How many customers are known?", "Head of service", "Ask CRM."],
)
def test_an_english_sentence_is_not_translated(text):
    assert untranslated(text, text)
    assert not untranslated(text, "询问客户")


@pytest.mark.parametrize(
    "text",
    [
        "CRM",
        "web",
        "SAP S/4HANA",
        "Net Promoter Score",
        "Internet of Things",
        "G2a, G2b",
    ],
)
def test_names_codes_and_single_terms_need_no_translation(text):
    assert not untranslated(text, text)
