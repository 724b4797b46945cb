"""The planner: decided, tried out, refused with what is waited for, followed up."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from assessment import db
from assessment.audit import services as audit
from assessment.audit.models import AuditEntry
from assessment.engagements.models import Assessment
from assessment.roadmaps.models import Plan, PlanNote
from tests.support.pages import Page

# What pages say is the same whatever the database; storing and locking run on both.
SQLITE = pytest.mark.parametrize("app", ["sqlite"], indirect=True)
FIRST = "capability-model/one-customer-statement"
NEXT = "capability-model/decisions-tested-on-customers"
QUESTION = "leadership.vision.shared"
HOSTILE = '"><svg/onload=window.x=1> {{7*7}}'


def url(seeded, path: str = "") -> str:
    end = f"/{path}" if path else ""
    return f"/assessments/{seeded.assessment.public_id}/plan{end}"


def stored(app) -> Plan | None:
    with app.app_context():
        return db.session().scalars(select(Plan)).one_or_none()


def decide(someone, seeded, initiative: str = FIRST, **typed):
    return someone.submit(url(seeded, initiative), "decision", **typed)


def close(someone, seeded, initiative: str = FIRST):
    return someone.submit(
        url(seeded, f"{initiative}/progress"),
        "progress", status="done", evidence="The board’s minutes of May.",
    )  # fmt: skip


def test_a_decision_is_kept_recorded_and_followed(app, consultant, seeded):
    before = consultant.page(url(seeded))
    assert "this is the computed plan" in before.text
    answer = decide(
        consultant, seeded, wave="2", owner="Ann Lee", start="2027-03-01", days="45"
    )
    assert answer.status_code == 302, Page(answer.text).text
    row = stored(app)
    kept = row.decisions[FIRST]
    assert (kept["wave"], kept["owner"], kept["days"]) == (2, "Ann Lee", 45)
    assert (kept["start"], kept["version"]) == ("2027-03-01", 1)
    page = consultant.page(url(seeded))
    assert "Ann Lee · 1 Mar 2027 – 15 Apr 2027" in page.text
    assert "Decided last by consultant" in page.text
    with app.app_context():
        assert audit.faults(db.session()) == []
        actions = db.session().scalars(select(AuditEntry.action)).all()
    assert actions.count("plan.decided") == 1


@SQLITE
def test_a_step_before_what_it_builds_on_is_refused_by_name(app, consultant, seeded):
    answer = decide(consultant, seeded, NEXT, wave="1")
    page = Page(answer.text)
    assert page.title.startswith("Error:")
    assert "cannot come before wave 2: it builds on" in page.text
    assert page.form("decision").fields["wave"] == ["1"]
    assert stored(app) is None


@SQLITE
def test_what_others_build_on_is_not_dropped(app, consultant, seeded):
    answer = decide(consultant, seeded, kept="out", reason="Too dear.")
    assert "which is not in the plan" in Page(answer.text).text
    assert stored(app) is None


@SQLITE
def test_what_is_tried_shows_its_effect_and_saves_nothing(app, consultant, seeded):
    answer = decide(consultant, seeded, wave="3", **{"try": "y"})
    page = Page(answer.text)
    assert "Nothing is saved yet." in page.text
    assert "After wave 1" in page.text
    assert page.form("decision").fields["wave"] == ["3"]
    assert stored(app) is None


@SQLITE
def test_dropping_asks_for_a_reason_and_can_be_taken_back(app, consultant, seeded):
    last = _a_last_one(consultant, seeded)
    refused = decide(consultant, seeded, last, kept="out")
    assert "Say why it is dropped" in refused.text
    assert (
        decide(consultant, seeded, last, kept="out", reason="Dear").status_code == 302
    )
    assert "Not in the plan any more" in consultant.page(url(seeded)).text
    page = consultant.page(url(seeded, last))
    form = next(one for one in page.forms if one.action.endswith("/withdraw"))
    assert consultant.post(form.action, data=form.fields).status_code == 302
    assert "Not in the plan any more" not in consultant.page(url(seeded)).text


def _a_last_one(someone, seeded) -> str:
    """An initiative of the last wave, on which nothing builds."""
    links = [href for href, _css in someone.page(url(seeded)).links]
    start = url(seeded) + "/"
    found = [link.removeprefix(start) for link in links if link.startswith(start)]
    return [name for name in found if name.count("/") == 1 and "waves" not in name][-1]


def test_f15_who_comes_second_sees_both_and_may_replace_it(
    app, consultant, admin, seeded
):
    page = consultant.page(url(seeded, FIRST))
    mine = {**page.form("decision").fields, "owner": "Mine"}
    decide(admin, seeded, owner="Theirs")
    answer = consultant.post(url(seeded, FIRST), data=mine)
    assert answer.status_code == 409
    again = Page(answer.text)
    assert "Theirs" in again.text
    assert "Mine" in again.text
    assert stored(app).decisions[FIRST]["owner"] == "Theirs"
    fields = again.form("conflict").fields
    assert consultant.post(url(seeded, FIRST), data=fields).status_code == 302
    assert stored(app).decisions[FIRST]["owner"] == "Mine"


def test_decisions_at_once_keep_each_of_them(app, consultant, seeded):
    names = [FIRST, NEXT]
    pages = {name: consultant.page(url(seeded, name)) for name in names}
    data = {n: {**p.form("decision").fields, "owner": n} for n, p in pages.items()}
    cookie = consultant.get_cookie("sextant").value

    def send(name: str) -> int:
        browser = app.test_client()
        browser.set_cookie("sextant", cookie)
        return browser.post(url(seeded, name), data=data[name]).status_code

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(send, names)) == [302, 302]
    kept = stored(app).decisions
    assert {name: each["owner"] for name, each in kept.items()} == {n: n for n in names}


def test_a_capacity_of_one_wave_is_set_and_said(app, consultant, admin, seeded):
    page = consultant.page(url(seeded, "waves/1")).form("capacity").fields
    assert (
        consultant.submit(url(seeded, "waves/1"), "capacity", days="100").status_code
        == 302
    )
    assert stored(app).capacities == {"1": 100}
    late = admin.post(url(seeded, "waves/1"), data=_of(admin, seeded, page))
    assert late.status_code == 409
    assert "100 days in the meantime" in late.text
    assert consultant.get(url(seeded, "waves/999")).status_code == 404


def _of(someone, seeded, fields):
    token = someone.page(url(seeded, "waves/1")).form("capacity").fields["csrf_token"]
    return {**fields, "csrf_token": token, "days": "300"}


def test_closing_proposes_rescores_that_an_assessor_confirms(app, consultant, seeded):
    path = url(seeded, f"{FIRST}/progress")
    bare = consultant.submit(path, "progress", status="done")
    assert "Say where it can be seen" in bare.text
    assert close(consultant, seeded).status_code == 302
    assert "To be confirmed" in consultant.page(url(seeded)).text

    place = url(seeded, f"{FIRST}/re-scores/{QUESTION}")
    assert (
        "Give the reason" in consultant.submit(place, "judge", verdict="confirmed").text
    )
    seen = {"verdict": "confirmed", "reason": "Read it."}
    assert consultant.submit(place, "judge", **seen).status_code == 302
    kept = stored(app).rescores[FIRST][QUESTION]
    assert (kept["verdict"], kept["before"], kept["to"]) == ("confirmed", 0, 40)
    assert (kept["by"], kept["reason"]) == ("consultant", "Read it.")
    page = consultant.page(url(seeded)).text
    assert "Confirmed since" in page
    assert "If assessed today" in page


def test_a_locked_assessment_keeps_its_result_whatever_is_confirmed(
    app, consultant, seeded
):
    work = f"/assessments/{seeded.assessment.public_id}"
    consultant.submit(f"{work}/lock", "status", reason="Done.")
    with app.app_context():
        frozen = db.session().scalars(select(Assessment)).one()
    assert decide(consultant, seeded, owner="Ann Lee").status_code == 302
    close(consultant, seeded)
    place = url(seeded, f"{FIRST}/re-scores/{QUESTION}")
    consultant.submit(place, "judge", verdict="confirmed", reason="Seen.")
    assert stored(app).rescores
    with app.app_context():
        again = db.session().scalars(select(Assessment)).one()
    assert again.locked_result == frozen.locked_result
    assert again.result_hash == frozen.result_hash


@SQLITE
def test_what_is_stopped_leaves_the_plan_with_its_reason(app, consultant, seeded):
    path = url(seeded, f"{FIRST}/progress")
    assert (
        "Say why it is stopped"
        in consultant.submit(path, "progress", status="stopped").text
    )
    consultant.submit(path, "progress", status="stopped", note="Nobody had time.")
    page = consultant.page(url(seeded)).text
    assert "Nobody had time." in page
    # What builds on it is told to, and still planned.
    assert "which is not in the plan" in page
    with app.app_context():
        (note,) = db.session().scalars(select(PlanNote)).all()
    assert (note.status, note.note, note.by) == (
        "stopped", "Nobody had time.", "consultant",
    )  # fmt: skip


@SQLITE
def test_another_status_in_the_meantime_is_told(consultant, admin, seeded):
    path = url(seeded, f"{FIRST}/progress")
    mine = {**consultant.page(path).form("progress").fields, "status": "done",
            "evidence": "Here."}  # fmt: skip
    admin.submit(path, "progress", status="under-way")
    answer = consultant.post(path, data=mine)
    assert answer.status_code == 409
    assert "Under way” in the meantime" in answer.text


@SQLITE
def test_s01_hostile_words_stay_words(consultant, seeded):
    decide(consultant, seeded, owner=HOSTILE, reason=HOSTILE)
    consultant.submit(
        url(seeded, f"{FIRST}/progress"), "progress",
        status="done", note=HOSTILE, evidence=HOSTILE,
    )  # fmt: skip
    place = f"{FIRST}/re-scores/{QUESTION}"
    consultant.submit(url(seeded, place), "judge", verdict="refused", reason=HOSTILE)
    for path in ("", FIRST, f"{FIRST}/progress", place):
        answer = consultant.get(url(seeded, path))
        assert "<svg/onload" not in answer.text
        assert HOSTILE in Page(answer.text).text + str(Page(answer.text).forms)


@SQLITE
def test_what_there_is_not_is_not_found(consultant, seeded):
    for path in (
        "capability-model/none", "nothing/none", f"{FIRST}/re-scores/none",
        "capability-model/none/progress", "waves/0", "waves/x",
    ):  # fmt: skip
        assert consultant.get(url(seeded, path)).status_code == 404, path


@SQLITE
def test_what_cannot_be_is_refused_at_its_field(app, consultant, seeded):
    wrong = {"days": "0", "start": "soon", "wave": "77", "kept": "no"}
    for field, given in wrong.items():
        page = Page(decide(consultant, seeded, **{field: given}).text)
        assert page.title.startswith("Error:"), field
        assert f'href="#{field}"' in page.html
    assert stored(app) is None


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant"])
@SQLITE
def test_every_page_speaks_chinese(consultant, seeded, language):
    """CheckedClient finds what is not translated."""
    consultant.get(f"/account?lang={language}")
    decide(consultant, seeded, NEXT, wave="1", **{"try": "y"})
    decide(consultant, seeded, owner="陳")
    close(consultant, seeded)
    for path in ("", FIRST, f"{FIRST}/progress", f"{FIRST}/re-scores/{QUESTION}",
                 "waves/1"):  # fmt: skip
        assert consultant.page(url(seeded, path)).language == language
