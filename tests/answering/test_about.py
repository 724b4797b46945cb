"""What a capability looks like stands closed below its heading, by one's own sector."""

from __future__ import annotations

import re
from html import unescape

import pytest
from sqlalchemy import update

from assessment import db
from assessment.accounts.models import Organisation
from assessment.answering.about import about, sectors
from assessment.answering.sections import sections
from questionnaires import loader
from questionnaires.model import LANGUAGES, SECTORS
from tests.answering.conftest import CONTINUUM, MODEL, PERCEIVED, SHARED

PUBLIC = ("public-service",)


@pytest.mark.parametrize(
    ("industry", "market", "shown"),
    [
        ("K", "b2c", ("bank",)),
        ("K64", "b2b", ("bank",)),
        ("J61", "mixed", ("telecom",)),
        ("O84", "g2c", PUBLIC),
        ("P85", "b2c", PUBLIC),
        ("Q86", None, PUBLIC),
        ("E36", "g2c", PUBLIC),
        ("C30", "b2b", ("b2b",)),
        ("C30", "b2c", SECTORS),
        ("H50", None, SECTORS),
        (None, None, SECTORS),
        (None, "b2b", ("b2b",)),
    ],
)
def test_an_organisation_sees_the_example_that_fits_it(industry, market, shown):
    assert sectors({"industry": industry, "market": market}) == shown


@pytest.fixture
def profile(app, seeded):
    """Change what is known of the organisation."""

    def change(**values: str | None) -> None:
        with app.app_context():
            db.session().execute(update(Organisation).values(**values))
            db.session().commit()

    return change


def vision():
    dimension = loader.load(MODEL).dimension_by_id["leadership"]
    return next(c for c in dimension.capabilities if c.id == "leadership.vision")


def blocks(page) -> dict[str, str]:
    """Return the text of each disclosure, by the capability that it belongs to."""
    found = re.findall(
        r'<details class="about" data-group="(.*?)--about">(.*?)</details>',
        page.html,
        re.DOTALL,
    )
    return {
        name: " ".join(unescape(re.sub(r"<[^>]*>", " ", text)).split())
        for name, text in found
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_capability_says_what_it_looks_like_and_what_it_is_not(
    respondent, at, language
):
    page = respondent.page(at(MODEL, "leadership") + f"?lang={language}")
    own = vision()
    told = blocks(page)
    leadership = loader.load(MODEL).dimension_by_id["leadership"]
    assert set(told) == {node.id for node in leadership.capabilities}
    # Harbour Bank is one: the bank's example, and no other.
    assert own.examples["bank"][language] in told[own.id]
    assert own.not_this[language] in told[own.id]
    for sector in ("telecom", "public-service", "b2b"):
        assert own.examples[sector][language] not in page.html
    # Closed, and named after the capability, for there are several on a page.
    assert not re.search(r'<details class="about"[^>]*\bopen', page.html)
    assert own.title[language] in told[own.id]


def test_who_fits_no_sector_sees_all_four(respondent, at, profile):
    profile(industry="H50", market="b2c")
    told = blocks(respondent.page(at(MODEL, "leadership")))["leadership.vision"]
    for sector in SECTORS:
        assert vision().examples[sector]["en"] in told


def test_one_question_at_a_time_has_it_as_well(respondent, at):
    page = respondent.page(at(MODEL, "leadership", SHARED))
    assert list(blocks(page)) == ["leadership.vision"]


def test_the_perceived_stage_is_asked_unhelped(respondent, at):
    """Even were there an example: the question asks for an impression."""
    page = respondent.page(at(CONTINUUM, PERCEIVED.split(".")[0]))
    assert blocks(page) == {}
    [perceived] = (
        each
        for each in sections((f"{CONTINUUM}@1.0",), "executive")
        if each.dimension.id == "perceived"
    )
    assert vision().examples
    assert about(perceived, vision(), {}, "en") == ""


def test_examples_of_one_s_own_model_are_not_needed(respondent, at):
    """Criteria of the continuum come without any, like a model of one's own."""
    assert blocks(respondent.page(at(CONTINUUM, "stage-2"))) == {}


def test_examples_take_no_statement(respondent, at, count_statements):
    respondent.page(at(MODEL, "leadership"))
    with count_statements() as statements:
        respondent.page(at(MODEL, "leadership"))
    # Session, person and answers, as before there were examples.
    assert len(statements) <= 3
