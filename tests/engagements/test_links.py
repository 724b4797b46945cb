"""Personal links: made once, kept as a hash, dead after they are made anew."""

from __future__ import annotations

import hashlib
import re
import secrets

import pytest
from sqlalchemy import func, select

from assessment import db
from assessment.engagements import links
from assessment.engagements.models import Respondent
from assessment.errors import NotFoundError
from tests.support.pages import Page


def shown_token(answer) -> str:
    return re.search(r"/i/([A-Za-z0-9_-]+)<", answer.text)[1]


def make(consultant, seeded, **changes):
    url = f"/assessments/{seeded.assessment.public_id}/links/new"
    fields = {"name": "Ann", "role": "executive", "language": "zh-Hant", **changes}
    return consultant.submit(url, "link", **fields)


def test_s20_a_link_is_shown_once_and_stored_as_a_hash(app, consultant, seeded):
    token = shown_token(make(consultant, seeded))
    assert len(token) == len(secrets.token_urlsafe(32))
    with app.app_context():
        person = db.session().scalar(select(Respondent).where(Respondent.name == "Ann"))
        assert person.token_hash == hashlib.sha256(token.encode()).hexdigest()
    for path in ("", "/review", "/export.json"):
        page = consultant.get(f"/assessments/{seeded.assessment.public_id}{path}")
        assert token not in page.text
        assert person.token_hash not in page.text


def test_links_begin_with_the_public_address(app, consultant, seeded):
    answer = make(consultant, seeded)
    assert f"{app.config['PUBLIC_URL']}/i/" in answer.text


def wrong_tokens(token: str) -> list[str]:
    return [
        secrets.token_urlsafe(32),
        token[:-1],
        token.swapcase(),
        token + "A",
        "",
        hashlib.sha256(token.encode()).hexdigest(),
    ]


def test_s20_only_the_token_itself_opens(app, seeded):
    token = seeded.tokens["executive"]
    with app.app_context():
        assert links.get_by_token(db.session(), token).role == "executive"
        for wrong in wrong_tokens(token):
            with pytest.raises(NotFoundError):
                links.get_by_token(db.session(), wrong)


def test_a_button_that_takes_something_away_looks_like_it(consultant, seeded):
    person = seeded.respondents["executive"].public_id
    url = f"/assessments/{seeded.assessment.public_id}/links/{person}"
    assert '<button class="danger">' in consultant.get(f"{url}/revoke").text
    assert '<button class="primary">' in consultant.get(f"{url}/remake").text


@pytest.mark.parametrize("deed", ["remake", "revoke"])
def test_s20_an_old_link_is_dead_and_so_are_its_sessions(
    app, consultant, seeded, respondent, deed
):
    person = seeded.respondents["executive"]
    hub = f"/a/{seeded.assessment.public_id}"
    assert respondent.get(hub).status_code == 200
    url = f"/assessments/{seeded.assessment.public_id}/links/{person.public_id}/{deed}"
    answer = consultant.submit(url, "confirm")
    assert answer.status_code in (200, 302)
    with app.app_context(), pytest.raises(NotFoundError):
        links.get_by_token(db.session(), seeded.tokens["executive"])
    assert respondent.get(hub).status_code == 401


def test_s20_a_link_past_its_time_is_dead(app, seeded):
    with app.app_context():
        person = db.session().get(Respondent, seeded.respondents["manager"].id)
        person.expires_at = db.utcnow()
        db.session().commit()
        with pytest.raises(NotFoundError):
            links.get_by_token(db.session(), seeded.tokens["manager"])


def test_f17_a_form_sent_twice_invites_one_person(app, consultant, seeded):
    url = f"/assessments/{seeded.assessment.public_id}/links/new"
    form = consultant.page(url).form("link")
    data = {**form.fields, "name": "Ann", "role": "manager", "language": "en"}
    first, second = (consultant.post(url, data=data) for _ in range(2))
    with app.app_context():
        query = select(func.count()).where(Respondent.name == "Ann")
        assert db.session().scalar(query) == 1
        token = shown_token(second)
        assert links.get_by_token(db.session(), token).name == "Ann"
        with pytest.raises(NotFoundError):
            links.get_by_token(db.session(), shown_token(first))


def test_every_fault_is_named_at_its_field(consultant, seeded):
    answer = make(consultant, seeded, name=" ", role="", language="tlh")
    page = Page(answer.text)
    assert page.title.startswith("Error:")
    assert "Enter the person’s name." in answer.text
    assert "Choose a role." in answer.text
    assert "Choose one of the options." in answer.text
    targets = [href[1:] for href, _ in page.links if href.startswith("#")]
    assert {"name", "role", "language"} <= set(targets)
    assert all(page.ids[target] == 1 for target in targets)


def test_s01_a_hostile_name_is_text_on_every_page(consultant, seeded):
    hostile = '"><svg/onload=window.x=1>{{7*7}}'
    make(consultant, seeded, name=hostile)
    page = consultant.get(f"/assessments/{seeded.assessment.public_id}")
    assert "<svg/onload" not in page.text
    assert "{{7*7}}" in page.text
    assert "&lt;svg/onload" in page.text


def test_f42_control_characters_are_refused(consultant, seeded):
    answer = make(consultant, seeded, name="A\x00nn")
    assert "Remove the control characters" in answer.text
