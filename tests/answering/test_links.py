"""Personal links: what opens them, what does not, and what they leave behind."""

from __future__ import annotations

import datetime as dt
import logging
import secrets
from urllib.parse import urlsplit

import pytest

from assessment import db
from assessment.engagements import links
from assessment.models import Respondent, StoredSession


@pytest.fixture
def link(seeded) -> str:
    return f"/i/{seeded.tokens['executive']}"


def open_link(client, link: str):
    return client.submit(link, "open")


def test_f21_get_and_head_do_not_consume_the_link(app, client, link, seeded):
    assert client.head(link).status_code == 200
    assert client.get(link).status_code == 200

    with app.app_context():
        person = db.session().get_one(Respondent, seeded.respondents["executive"].id)
        opened = db.session().query(StoredSession.respondent_id).all()
    assert person.opened_at is None
    assert all(row[0] is None for row in opened)
    assert open_link(app.test_client(), link).status_code == 303


def test_s21_opening_redirects_to_an_address_without_the_token(client, link, hub):
    answer = open_link(client, link)

    assert answer.status_code == 303
    assert urlsplit(answer.headers["Location"]).path == hub
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert link.removeprefix("/i/") not in client.get(hub).text


def test_s21_the_token_is_in_no_log(client, link, caplog, capsys):
    with caplog.at_level(logging.DEBUG):
        open_link(client, link)
        client.get(f"{link}x")

    printed = capsys.readouterr()
    token = link.removeprefix("/i/")
    assert token not in caplog.text + printed.out + printed.err


def test_s20_wrong_revoked_replaced_and_expired_links_are_all_the_same_404(
    app, consultant, seeded, change, client
):
    executive, manager = (seeded.respondents[r] for r in ("executive", "manager"))
    tokens = dict(seeded.tokens)
    with app.app_context():
        session = db.session()
        held = session.get_one(Respondent, executive.id)
        links.remake(session, consultant.user, held)
        links.revoke(session, consultant.user, session.get_one(Respondent, manager.id))
    past = db.utcnow() - dt.timedelta(seconds=1)
    change(seeded.respondents["frontline"], expires_at=past)
    wrong = [
        secrets.token_urlsafe(32),
        tokens["executive"],
        tokens["manager"],
        tokens["frontline"],
        tokens["executive"][:20],
        tokens["executive"].swapcase(),
    ]

    answers = [client.get(f"/i/{token}") for token in wrong]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1


def test_f20_two_devices_work_on_one_draft(app, link, at):
    first, second = app.test_client(), app.test_client()
    open_link(first, link)
    open_link(second, link)
    path = at("continuum", "stage-2")
    first.submit(path, "answers", **{"stage-2.gate.performance-by-segment": "l"})

    page = second.page(path)

    found = page.form("answers").fields["stage-2.gate.performance-by-segment"]
    assert found == ["l"]


def test_the_page_speaks_the_persons_language_until_another_is_chosen(
    app, seeded, change
):
    person = seeded.respondents["manager"]
    change(person, language="zh-Hant")
    path = f"/i/{seeded.tokens['manager']}"
    visitor = app.test_client()

    assert visitor.page(path).language == "zh-Hant"
    assert visitor.page(f"{path}?lang=zh-Hans").language == "zh-Hans"

    open_link(visitor, path)
    assert visitor.page(f"/a/{seeded.assessment.public_id}").language == "zh-Hans"


def test_s01_a_name_is_shown_as_text(client, seeded, change, respondent, hub):
    hostile = '"><svg/onload=window.x=1>{{7*7}}'
    change(seeded.respondents["executive"], name=hostile)

    for page in (client.page(f"/i/{seeded.tokens['executive']}"), respondent.page(hub)):
        assert hostile in page.text
        assert "<svg/onload" not in page.html
