"""Rows of the list of faults and attacks that belong to no single feature."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from assessment import create_app, db, i18n
from assessment.accounts.models import Organisation
from assessment.engagements import links
from assessment.errors import ConfigurationError
from tests.support import seed
from tests.support.pages import Page

PROFILE = {
    "industry": "K64",
    "region": "ZA",
    "size": "1000-4999",
    "market": "b2c",
    "drivers": ["D1", "D3"],
    "symptoms": ["satisfaction"],
}
STRANGE = "e\u0301\u0327\u0489 😀 \u202eשלום 客户\ufeff"


def add(client, **changes):
    return client.submit("/organisations/new", "organisation", **{**PROFILE, **changes})


def organisations(app) -> list[Organisation]:
    with app.app_context():
        return list(
            db.session().scalars(select(Organisation).order_by(Organisation.id))
        )


@pytest.mark.parametrize("name", ["SEXTANT_DEBUG", "FLASK_DEBUG"])
def test_s34_debug_mode_in_production_refuses_to_start(monkeypatch, name):
    monkeypatch.setenv(name, "1")
    settings = {"ENV": "production", "SECRET_KEY": "k" * 48}
    with pytest.raises(ConfigurationError, match="DEBUG is set in production"):
        create_app({"DATABASE_URL": "sqlite://", **settings})


@pytest.mark.parametrize(
    "path", ["/console", "/?__debugger__=yes&cmd=resource&f=style.css", "/_debug"]
)
def test_s34_nothing_of_a_debugger_answers(client, path):
    answer = client.get(path)
    assert answer.status_code in (302, 404)
    assert "werkzeug" not in answer.text.lower()


def test_s21_the_page_of_a_link_sends_its_address_nowhere(client, seeded):
    answer = client.get(f"/i/{seeded.tokens['executive']}")
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"
    hosts = [href for href, _css in Page(answer.text).links if "//" in href]
    assert hosts == []
    opened = client.submit(f"/i/{seeded.tokens['executive']}", "open")
    follow = client.get(opened.location)
    assert seeded.tokens["executive"] not in follow.text + str(follow.headers)


@pytest.mark.parametrize("times", [1, 20])
def test_f21_s21_a_scanner_that_follows_links_consumes_nothing(app, seeded, times):
    link = f"/i/{seeded.tokens['executive']}"
    for _ in range(times):
        scanner = app.test_client()
        assert scanner.get(link).status_code == 200
        assert scanner.head(link).status_code == 200
        assert scanner.options(link).status_code == 200
        assert scanner.post(link).status_code == 400, "a token of the page is needed"
    with app.app_context():
        person = links.get_by_token(db.session(), seeded.tokens["executive"])
        assert person.opened_at is None
    assert app.test_client().submit(link, "open").status_code == 303


def test_f23_every_value_of_a_form_survives_a_session_that_ended(app, consultant):
    form = consultant.page("/organisations/new").form("organisation")
    consultant.delete_cookie("sextant")
    typed = {**form.fields, **PROFILE, "name": "海港银行", "note": "two\nlines"}
    ended = consultant.post("/organisations/new", data=typed)
    assert ended.status_code == 401
    sign_in = Page(ended.text).form("sign-in")
    who = {"mail": "consultant@example.org", "password": seed.PASSWORD}
    resumed = consultant.post(sign_in.action, data={**sign_in.fields, **who})
    again = Page(resumed.text).form("resume")
    assert consultant.post(again.action, data=again.fields).status_code == 302
    (row,) = organisations(app)
    assert (row.name, row.region) == ("海港银行", "ZA")
    assert row.intake["drivers"] == ["D1", "D3"]
    assert row.intake["note"].split() == ["two", "lines"]


def test_f42_strange_texts_are_kept_exactly(app, consultant):
    name = STRANGE.replace("\ufeff", "").strip()
    assert add(consultant, name=name, note=STRANGE.strip()).status_code == 302
    (row,) = organisations(app)
    assert row.name == name
    assert row.intake["note"] == STRANGE.strip()
    page = consultant.page(f"/organisations/{row.public_id}")
    assert name in page.text


@pytest.mark.parametrize("field", ["name", "note", "parent"])
@pytest.mark.parametrize("bad", ["a\0b", "a\x1bb"], ids=["NUL", "escape"])
def test_f42_control_characters_are_refused_at_their_field(app, consultant, field, bad):
    answer = add(consultant, **{"name": "Harbour Bank", field: bad})
    assert "Remove the control characters" in answer.text
    assert organisations(app) == []


def test_f42_a_megabyte_is_refused_and_stays_on_the_page(app, consultant):
    answer = add(consultant, name="Harbour Bank", note="客" * 340_000)
    assert answer.status_code in (200, 413, 422)
    assert organisations(app) == []


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        pytest.param("Harbour Bank", "Ｈａｒｂｏｕｒ Ｂａｎｋ", True, id="full width"),
        pytest.param("Harbour Bank", "Harbour Bank ", True, id="trailing space"),
        pytest.param("Harbour Bank", "Harbour\u3000Bank", True, id="ideographic space"),
        pytest.param("海港銀行", "海港銀行\u3000", True, id="Chinese with a space"),
        # NFKC tells the two scripts apart, and so does whoever bears the name.
        pytest.param("海港銀行", "海港银行", False, id="traditional and simplified"),
    ],
)
def test_f43_names_are_compared_in_one_form(app, consultant, first, second, same):
    add(consultant, name=first)
    add(consultant, name=second)
    assert len(organisations(app)) == (1 if same else 2)


@pytest.mark.parametrize("name", ["Ｈａｒｂｏｕｒ Ｂａｎｋ", "ＡＢＣ銀行"])
def test_f43_the_name_itself_is_kept_as_it_was_typed(app, consultant, name):
    add(consultant, name=name)
    assert [row.name for row in organisations(app)] == [name]


def test_f45_a_definition_without_a_translation_shows_english_marked(app):
    with app.test_request_context("/?lang=zh-Hant"):
        assert i18n.text({"en": "Leadership"}) == f"{i18n.MISSING}Leadership"
        assert i18n.text({"en": "Leadership", "zh-Hant": "領導力"}) == "領導力"
    with app.test_request_context("/"):
        assert i18n.text({"en": "Leadership"}) == "Leadership"
