"""The page of reports: who waits, what is shown, and what it costs."""

from __future__ import annotations

import datetime as dt
import zipfile

import pytest
from sqlalchemy import insert, select, text

from assessment import db
from assessment.batches import archive, faults, queue, work
from assessment.batches.models import FAILED, RUNNING, Batch
from assessment.batches.services import house
from assessment.engagements.models import Assessment
from questionnaires.model import LANGUAGES
from tests.support import batches, hostile

POSTGRESQL = pytest.mark.parametrize("app", ["postgresql"], indirect=True)
SQLITE = pytest.mark.parametrize("app", ["sqlite"], indirect=True)
A_PAGE, A_SAVE = 6, 8


def at(batch: Batch) -> str:
    return f"/reports/{batch.public_id}"


def many(session, seeded, count: int) -> list[str]:
    """Add assessments to the seeded organisation; return the ids of all."""
    first = session.get_one(Assessment, seeded.assessment.id)
    rows = [
        {
            "public_id": f"{number:022d}",
            "engagement_id": first.engagement_id,
            "title": f"Number {number}",
            "date": dt.date(2026, 9, 30),
            "questionnaires": first.questionnaires,
        }
        for number in range(1, count)
    ]
    session.execute(insert(Assessment), rows)
    session.commit()
    return [first.public_id, *(row["public_id"] for row in rows)]


@POSTGRESQL
def test_f49_200_files_asked_at_once_wait_in_line_and_pages_stay_cheap(
    app, session, consultant, seeded, count_statements
):
    ids = many(session, seeded, 50)
    form = consultant.page("/reports").form("reports").fields
    wanted = {"assessments": ids, "languages": ["en", "zh-Hans"]}
    with count_statements() as sent:
        answer = consultant.post(
            "/reports", data={**form, **wanted, "formats": ["pdf", "html"]}
        )
    assert answer.status_code == 302, answer.text
    assert len(sent) <= A_SAVE, sent
    jobs = session.scalar(text("SELECT count(*) FROM procrastinate_jobs"))
    assert jobs == session.scalar(select(Batch.total)) == 200

    mine = batches.waiting(session, consultant.user, seeded)
    for path in (at(mine), "/reports", "/organisations"):
        with count_statements() as sent:
            page = consultant.page(path)
        assert len(sent) <= A_PAGE, sent
        if path == at(mine):
            # The 200 files of the first batch come before the second one's.
            assert "Waiting before this 200" in " ".join(page.text.split())
            assert "No worker is running" in page.text


@POSTGRESQL
def test_a_worker_that_gives_signs_of_life_is_not_missed(session, consultant, seeded):
    batch = batches.waiting(session, consultant.user, seeded)
    session.execute(text("INSERT INTO procrastinate_workers DEFAULT VALUES"))
    session.commit()
    assert queue.is_at_work(session)
    assert "No worker is running" not in consultant.page(at(batch)).text


@POSTGRESQL
def test_f55_jobs_of_a_newer_version_are_told(session):
    job = "INSERT INTO procrastinate_jobs (queue_name, task_name) VALUES (:q, :q)"
    for name in ("reports.part", "mails.send", "mails.send"):
        session.execute(text(job), {"q": name})
    assert queue.unknown(session) == {"mails.send": 2}
    session.rollback()


@SQLITE
def test_without_a_queue_a_few_are_made_at_once(app, session, consultant, seeded):
    form = consultant.page("/reports").form("reports").fields
    chosen = {"assessments": seeded.assessment.public_id, "formats": "html"}
    answer = consultant.post("/reports", data={**form, **chosen, "languages": "en"})
    page = consultant.page(answer.location)
    assert "Ready" in page.text
    file = consultant.get(f"{answer.location}/archive.zip")
    assert file.mimetype == "application/zip"
    assert file.data.startswith(b"PK")
    assert file.headers["Content-Disposition"].startswith(
        'attachment; filename="Sextant '
    )
    assert file.headers["Cache-Control"] == "no-store"


@SQLITE
def test_without_a_queue_more_are_refused_and_the_command_is_named(
    session, consultant, seeded
):
    ids = many(session, seeded, 4)
    form = consultant.page("/reports").form("reports").fields
    chosen = {"assessments": ids, "formats": ["html", "pdf"], "languages": "en"}
    answer = consultant.post("/reports", data={**form, **chosen})
    assert "That is 8 files; at most 6 can be made at once." in answer.text
    assert "<code>sextant reports FILE… -o OUT.zip</code>" in answer.text
    assert session.scalar(select(Batch.id)) is None


def test_deleting_asks_first(session, consultant, seeded):
    batch = batches.waiting(session, consultant.user, seeded)
    assert "Delete these reports?" in consultant.page(f"{at(batch)}/delete").text
    assert consultant.submit(f"{at(batch)}/delete", "confirm").status_code == 302
    consultant.page(at(batch), 404)


@SQLITE
def test_nothing_chosen_is_refused_field_by_field(consultant, seeded):
    form = consultant.page("/reports").form("reports").fields
    answer = consultant.post(
        "/reports",
        data={"csrf_token": form["csrf_token"], "submission": form["submission"]},
    )
    for word in ("assessment", "language", "format"):
        assert f"Choose at least one {word}." in answer.text


def test_s12_somebody_elses_assessment_cannot_be_chosen(
    session, consultant, other_consultant, seeded
):
    token = other_consultant.page("/account").forms[0].fields["csrf_token"]
    answer = other_consultant.post(
        "/reports",
        data={
            "csrf_token": token,
            "assessments": seeded.assessment.public_id,
            "languages": "en",
            "formats": "html",
            "submission": "x",
        },
    )
    assert answer.status_code == 200
    assert session.scalar(select(Batch.id)) is None


def test_s12_an_administrator_sees_everybodys_and_a_stranger_nobodys(
    session, consultant, other_consultant, admin, seeded
):
    batch = batches.waiting(session, consultant.user, seeded)
    assert at(batch) in admin.get("/reports").text
    assert at(batch) not in other_consultant.get("/reports").text
    other_consultant.page(at(batch), 404)


@pytest.mark.parametrize("language", LANGUAGES)
@SQLITE
def test_every_state_and_fault_is_told_in_every_language(
    session, consultant, seeded, language
):
    batch = batches.waiting(session, consultant.user, seeded)
    seen = set()
    for fault in faults.WORDS:
        row = session.get_one(Batch, batch.id)
        row.state, row.fault = FAILED, fault
        session.commit()
        text_of = consultant.page(f"{at(batch)}?lang={language}").text
        seen.add(" ".join(text_of.split()))
    assert len(seen) == len(faults.WORDS)
    for state in ("queued", RUNNING, "cancelled"):
        row = session.get_one(Batch, batch.id)
        row.state, row.fault = state, None
        session.commit()
        page = consultant.page(f"{at(batch)}?lang={language}")
        actions = {form.action.rpartition("/")[2] for form in page.forms}
        deletes = f"{at(batch)}/delete" in {link for link, _class in page.links}
        active = state in ("queued", RUNNING)
        assert ("cancel" in actions) == active
        assert ("retry" in actions) == deletes == (not active)
        consultant.page(f"/reports?lang={language}")


@SQLITE
def test_s01_hostile_names_are_text_and_s11_an_archive_holds_them_tamed(
    app, session, consultant, seeded
):
    row = session.get_one(Assessment, seeded.assessment.id)
    row.title = hostile.WORDS[:190]
    row.organisation.name = "../../<svg/onload=x>" + hostile.SCRIPT[:90]
    session.commit()
    assert "<svg" not in consultant.get("/reports").text
    batch = batches.waiting(session, consultant.user, seeded)
    store = house(app.config).store
    work.make_part(session, store, batch.id, 1)
    archive.make_archive(session, store, batch.id)
    session.close()
    done = db.session().get_one(Batch, batch.id, populate_existing=True)
    with zipfile.ZipFile(store.path(done.file)) as made:
        (name,) = made.namelist()
        assert not set(name) & set('<>:"/\\|?*\n\u2028')
        assert "<svg" not in made.read(name).decode().replace("<svg ", "")
