"""The questionnaires to choose from: overlays beneath their base, one of a family."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from assessment import db
from assessment.engagements import offered
from assessment.engagements.models import Assessment
from questionnaires import loader
from questionnaires.model import LANGUAGES
from tests.support.pages import Page

BASE, BANK = "capability-model@1.0", "capability-model-retail-bank@1.0"
OVERLAYS = (
    "capability-model-public", "capability-model-retail-bank",
    "capability-model-small", "capability-model-telecom",
    "continuum-public", "continuum-small",
)  # fmt: skip


def overlay(name):
    """An overlay by name alone, whoever writes what it says."""
    family = "continuum" if name.startswith("continuum") else "capability-model"
    return replace(loader.load(family, "1.0"), id=name, base=f"{family}@1.0")


@pytest.mark.parametrize(
    ("industry", "market", "size", "expected"),
    [
        ("K64", "b2c", "1000-4999", ["capability-model-retail-bank"]),
        ("K64", "b2b", "1000-4999", []),
        ("K64", "mixed", "1000-4999", []),
        ("K65", "b2c", "1000-4999", []),
        ("J61", "b2c", "5000+", ["capability-model-telecom"]),
        ("J61", "mixed", "250-999", ["capability-model-telecom"]),
        ("J62", "b2b", "250-999", []),
        ("O84", "mixed", "250-999", ["capability-model-public", "continuum-public"]),
        ("P85", "b2c", "50-249", ["capability-model-public", "continuum-public"]),
        ("Q86", "b2c", "50-249", ["capability-model-public", "continuum-public"]),
        ("E36", "g2c", "50-249", ["capability-model-public", "continuum-public"]),
        ("G47", "b2c", "1-9", ["capability-model-small", "continuum-small"]),
        ("G47", "b2b", "10-49", ["capability-model-small", "continuum-small"]),
        ("G47", "b2b", "50-249", []),
        ("K64", "b2c", "10-49", ["capability-model-retail-bank", "continuum-small"]),
        ("O84", "g2c", "10-49", ["capability-model-public", "continuum-public"]),
        (None, None, None, []),
    ],
)
def test_what_fits_follows_industry_market_and_size(industry, market, size, expected):
    organisation = SimpleNamespace(industry=industry, market=market, size=size)
    found = offered.fitting(organisation, [overlay(name) for name in OVERLAYS])
    assert [each.id for each in found] == expected


def test_what_is_not_there_is_not_suggested():
    bank = SimpleNamespace(industry="K64", market="b2c", size="10-49")
    assert offered.fitting(bank, [loader.load("continuum", "1.0")]) == []


def test_an_overlay_stands_beneath_its_base():
    found = offered.definitions()
    assert [each.key for each in found if each.base is None]
    for before, each in itertools.pairwise(found):
        if each.base is not None:
            assert before.family == each.family
    assert len({each.id for each in found}) == len(found)


def test_several_of_one_family_are_named_and_several_families_are_not():
    every = [*map(overlay, OVERLAYS), loader.load("continuum", "1.0")]
    assert offered.chosen_twice(["continuum@1.0", BANK], every) == []
    two = offered.chosen_twice(["continuum@1.0", "continuum-small@1.0", BANK], every)
    assert [each.id for each in two] == ["continuum-small", "continuum"]


@pytest.fixture
def url(seeded):
    return f"/organisations/{seeded.organisation.public_id}/assessments/new"


def test_neither_an_overlay_nor_a_module_is_chosen_beforehand(consultant, url):
    fields = consultant.page(url).form("assessment").fields
    assert fields["questionnaires"] == [BASE, "continuum@1.0"]


def test_an_overlay_says_what_it_is_for_beside_its_box(consultant, url):
    page = consultant.get(url).text
    pattern = rf'value="{BANK}" aria-describedby="([\w-]+)"'
    (note,) = re.findall(pattern, page)
    shown = re.search(rf'<p class="hint below" id="{note}">([^<]+)</p>', page)
    assert shown is not None
    assert shown[1] == loader.load(*BANK.split("@")).summary["en"]
    assert page.index(f'value="{BASE}"') < page.index(f'value="{BANK}"')
    assert page.index(f'value="{BANK}"') < page.index('value="continuum@1.0"')


def test_what_fits_is_a_hint_and_no_more(consultant, url):
    page = consultant.page(url)
    assert (
        "Worded for organisations like this one: Customer-management capability model, "
        "retail banking."
    ) in page.text
    assert BANK not in page.form("assessment").fields["questionnaires"]


def test_where_nothing_fits_nothing_is_suggested(app, consultant, seeded, url):
    with app.app_context():
        organisation = db.session().merge(seeded.organisation)
        organisation.industry, organisation.size = "G47", "50-249"
        db.session().commit()
    assert "Worded for" not in consultant.page(url).text


def test_two_of_one_family_are_refused_with_a_plain_sentence(app, consultant, url):
    before = stored(app)
    chosen = [BASE, BANK, "continuum@1.0"]
    answer = consultant.submit(url, "assessment", questionnaires=chosen)
    assert answer.status_code == 200
    assert (
        "Choose only one of these, for they ask the same: Customer-management "
        "capability model; Customer-management capability model, retail banking."
    ) in answer.text
    assert stored(app) == before


def test_an_overlay_is_taken_instead_of_its_base(app, consultant, url):
    before = stored(app)
    chosen = [BANK, "continuum@1.0"]
    answer = consultant.submit(url, "assessment", questionnaires=chosen)
    assert answer.status_code == 302
    assert sorted(stored(app)) == sorted([*before, chosen])


def stored(app):
    with app.app_context():
        rows = db.session().scalars(select(Assessment)).all()
        return [row.questionnaires for row in rows]


SPOKEN = {
    "en": ("Worded for organisations like this one: ", "Choose only one of these"),
    "zh-Hans": ("为此类组织编写的版本：", "请只选一份："),
    "zh-Hant": ("為這類組織編寫的版本：", "請只選一份："),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_choice_speaks_each_language_and_keeps_what_was_chosen(
    consultant, url, language
):
    hint, refusal = SPOKEN[language]
    chosen = [BASE, BANK]
    fields = consultant.page(url).form("assessment").fields
    typed = {**fields, "questionnaires": chosen, "switch_language": language}
    page = Page(consultant.post(url, data=typed).text)
    assert hint in page.text
    assert page.form("assessment").fields["questionnaires"] == chosen
    answer = consultant.submit(url, "assessment", questionnaires=chosen)
    assert answer.text.count(refusal) == 2
