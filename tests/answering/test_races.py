"""Two requests at the same moment: one order, nothing lost, nothing doubled."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from assessment import db
from assessment.audit import services as audit
from assessment.models import Answer, AuditEntry
from tests.answering.conftest import (
    CONTINUUM,
    FUNCTION,
    PERCEIVED,
    STAGE,
    fields,
    save,
)

JSON = {"Accept": "application/json"}


@pytest.fixture
def at_once(app, respondent):
    """Send the same request from several tabs of one browser at the same time."""
    cookie = respondent.get_cookie("sextant").value

    def send(path: str, forms: list[dict[str, object]], **headers: str):
        def post(form):
            tab = app.test_client()
            tab.set_cookie("sextant", cookie)
            return tab.post(path, data=form, headers=headers)

        with ThreadPoolExecutor(len(forms)) as pool:
            return list(pool.map(post, forms))

    return send


def test_quick_clicks_on_save_meet_in_one_row(app, respondent, at, at_once):
    path = at(CONTINUUM, STAGE)
    known = fields(respondent.page(path))

    answers = at_once(path, [{**known, FUNCTION: "l"}] * 6, **JSON)

    assert {answer.status_code for answer in answers} == {200}
    with app.app_context():
        rows = db.session().query(Answer).filter_by(question=FUNCTION).all()
    assert [(row.value, row.version) for row in rows] == [("l", 1)]


def test_f15_of_different_first_answers_one_wins_and_the_others_are_told(
    app, respondent, at, at_once
):
    path = at(CONTINUUM, STAGE)
    known = fields(respondent.page(path))

    answers = at_once(path, [{**known, FUNCTION: key} for key in "nplf"], **JSON)

    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409]
    with app.app_context():
        rows = db.session().query(Answer).filter_by(question=FUNCTION).all()
    assert [row.version for row in rows] == [1]


def test_f17_two_clicks_on_submit_at_once_submit_once(app, respondent, at, at_once):
    save(respondent, at(CONTINUUM, "perceived"), {PERCEIVED: "2"})
    form = respondent.page(at("check")).form("submit").fields

    answers = at_once(at("check"), [form] * 4)

    assert {answer.status_code for answer in answers} == {303}
    with app.app_context():
        actions = [entry.action for entry in db.session().query(AuditEntry)]
    assert actions.count("answers.submitted") == 1


def test_an_opened_link_and_saves_at_once_keep_one_record(
    app, seeded, respondent, at, at_once
):
    """The first opening in another browser writes into the same chain of the record."""
    path = at(CONTINUUM, STAGE)
    known = fields(respondent.page(path))
    link = f"/i/{seeded.tokens['executive']}"

    def open_link(_number: int) -> int:
        browser = app.test_client()
        shown = browser.page(link).form("open").fields
        return browser.post(link, data=shown).status_code

    with ThreadPoolExecutor(4) as pool:
        opened = [pool.submit(open_link, number) for number in range(3)]
        saved = at_once(path, [{**known, FUNCTION: "l"}] * 4, **JSON)
        assert {future.result() for future in opened} == {303}

    assert {answer.status_code for answer in saved} == {200}
    with app.app_context():
        assert audit.faults(db.session()) == []
        actions = [entry.action for entry in db.session().query(AuditEntry)]
    assert actions.count("answers.saved") == 1
    assert actions.count("link.opened") == 1
