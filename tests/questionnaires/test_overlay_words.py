"""Overlays: words that stand for the base's, the head's texts, and what leaves."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from questionnaires import checks, loader, texts

VALID = Path(__file__).parent / "valid"
HEAD = """\
schema: "sextant/overlay@1"
id: "over"
version: "1.0"
base: "{base}"
title: {{en: "Over stars", zh-Hans: "覆盖", zh-Hant: "覆蓋"}}
summary: {{en: "Over it.", zh-Hans: "覆盖它。", zh-Hant: "覆蓋它。"}}
"""
DESK, CONTINUUM = "service-desk@1.0", "continuum@1.0"


@pytest.fixture
def laid(tmp_path):
    """Return a function that checks an overlay of a base, given what it says."""
    shutil.copytree(VALID, tmp_path / "own", dirs_exist_ok=True)
    loader.add_folder(tmp_path / "own")
    path = tmp_path / "over@1.0" / "overlay.yaml"
    path.parent.mkdir()

    def lay(base, text):
        path.write_text(HEAD.format(base=base) + text, encoding="utf-8")
        return path.parent

    yield lay
    loader.forget_folders()


def words(**languages):
    lines = ["words:"]
    for language, pairs in languages.items():
        lines.append(f"  {language.replace('_', '-')}:")
        lines += [f'    "{old}": "{new}"' for old, new in pairs.items()]
    return "\n".join(lines) + "\n"


def test_a_word_stands_for_another_in_every_text_and_language(laid):
    base = loader.load("continuum")
    said = words(en={"customers": "citizens"}, zh_Hans={"客户": "民众"})
    over = loader.load_path(laid(CONTINUUM, said))
    assert over.by_id.keys() == base.by_id.keys()
    before, after = dict(texts.of(base)), dict(texts.of(over))
    changed = 0
    for place, text in before.items():
        if place.startswith("continuum#"):
            continue
        assert after[place]["zh-Hans"] == text["zh-Hans"].replace("客户", "民众"), place
        assert after[place]["zh-Hant"] == text["zh-Hant"], place
        changed += after[place]["en"] != text["en"]
    assert changed > 50
    assert not any("customers" in text["en"] for text in after.values())


def test_whole_words_alone_are_replaced_and_keep_their_capital(laid):
    said = words(en={"star": "point", "stars": "points", "how many": "what number of"})
    over = loader.load_path(laid(DESK, said))
    text = over.by_id["desk.trust.stars"].text["en"]
    assert text == "What number of points do customers give?"


def test_the_longest_word_wins_and_is_not_replaced_again(laid):
    pairs = {"stars do customers": "stars do all customers", "stars": "points"}
    over = loader.load_path(laid(DESK, words(en=pairs)))
    text = over.by_id["desk.trust.stars"].text["en"]
    assert text == "How many stars do all customers give?"


def test_what_the_overlay_writes_itself_stays_as_it_is_written(laid):
    said = words(en={"stars": "points"}) + (
        'change:\n  - id: "desk.trust.stars"\n'
        '    text: {en: "How many stars?", zh-Hans: "几颗星？", zh-Hant: "幾顆星？"}\n'
    )
    over = loader.load_path(laid(DESK, said))
    assert over.by_id["desk.trust.stars"].text["en"] == "How many stars?"
    assert over.title["en"] == "Over stars"


def test_examples_keep_the_words_of_their_sector(laid):
    base = loader.load("capability-model")
    over = loader.load_path(laid("capability-model@1.0", words(en={"customers": "x"})))
    for one, other in zip(base.dimensions, over.dimensions, strict=True):
        for before, after in zip(one.capabilities, other.capabilities, strict=True):
            assert after.examples == before.examples
            said = "customers" in str([text["en"] for text in before.levels]).lower()
            assert (after.levels != before.levels) == said


HEADS = """\
owners:
  segment-manager: {en: "A person", zh-Hans: "一人", zh-Hant: "一人"}
stages:
  - {floor: 0, title: {en: "Nought", zh-Hans: "零", zh-Hant: "零"}}
  - {floor: 1, title: {en: "One", zh-Hans: "一", zh-Hant: "一"}}
  - {floor: 2, title: {en: "Two", zh-Hans: "二", zh-Hant: "二"}}
  - {floor: 3, title: {en: "Three", zh-Hans: "三", zh-Hant: "三"}}
  - {floor: 4, title: {en: "Four", zh-Hans: "四", zh-Hant: "四"}}
  - {floor: 5, title: {en: "Five", zh-Hans: "五", zh-Hant: "五"}}
duties:
  - owner: "segment-manager"
    source: "R1"
    duties: {en: "Knows.", zh-Hans: "了解。", zh-Hant: "瞭解。"}
    measures: {en: "Share", zh-Hans: "占比", zh-Hant: "占比"}
pitfalls:
  - id: "p1"
    source: "P1"
    title: {en: "Haste", zh-Hans: "急", zh-Hant: "急"}
    text: {en: "Do not.", zh-Hans: "不要。", zh-Hant: "不要。"}
    steps: [2, 3]
"""


def test_the_head_s_texts_can_be_the_overlay_s_own(laid):
    base = loader.load("continuum")
    over = loader.load_path(laid(CONTINUUM, HEADS))
    assert [rung.title["en"] for rung in over.stages][-1] == "Five"
    assert over.owners["segment-manager"]["en"] == "A person"
    assert list(over.owners) == list(base.owners)
    assert over.owners["chief-executive"] == base.owners["chief-executive"]
    assert [duty.duties["en"] for duty in over.duties] == ["Knows."]
    assert [each.steps for each in over.pitfalls] == [(2, 3)]
    assert over.levels == base.levels


def test_contradictions_can_be_worded_anew(laid):
    first = loader.load("service-desk").contradictions[0]
    said = (
        "contradictions:\n"
        f'  {first.id}: {{en: "Both?", zh-Hans: "都是？", zh-Hant: "都是？"}}\n'
    )
    over = loader.load_path(laid(DESK, said))
    assert over.contradictions[0].text["en"] == "Both?"
    assert over.contradictions[0].claims == first.claims


def test_what_leaves_hands_its_prerequisites_on(laid):
    gone = 'leave_out: ["rule-for-loss-making-offers"]\n'
    over = loader.load_path(laid("capability-model@1.0", gone))
    later = over.initiative_by_id["yearly-customer-fact-base"]
    base = loader.load("capability-model").initiative_by_id
    assert base[later.id].requires == ("rule-for-loss-making-offers",)
    assert later.requires == base["rule-for-loss-making-offers"].requires


WRONG = [
    (words(en={"nowhere-to-be-found": "x"}), "word stands in no text of the base"),
    (words(en={"stars": "颗"}), "foreign letters in en"),
    (words(zh_Hans={"星": "顆"}), "Traditional characters in zh-Hans"),
    (words(fr={"star": "étoile"}), "unknown key in words; fr"),
    (words(en={"stars": ""}), "stars is blank"),
    ("words:\n  en: []\n", "en must be a mapping"),
    (
        'owners:\n  nobody: {en: "N", zh-Hans: "无", zh-Hant: "無"}\n',
        "owners is not resolved; 'nobody' given",
    ),
    (
        'contradictions:\n  none: {en: "N", zh-Hans: "无", zh-Hant: "無"}\n',
        "contradictions is not resolved; 'none' given",
    ),
]


@pytest.mark.parametrize(("said", "wanted"), WRONG, ids=lambda each: each[-30:])
def test_every_way_to_get_the_words_wrong(laid, said, wanted):
    found = checks.check(laid(DESK, said))
    assert any(fault.text.startswith(wanted) for fault in found), found
