"""Batches on both databases: made once, in part, or not at all, and always told."""

from __future__ import annotations

import datetime as dt
import os
import zipfile

import pytest
from sqlalchemy import delete, func, select, text, update

from assessment import db
from assessment.accounts.models import Membership
from assessment.audit.models import AuditEntry
from assessment.batches import archive, deeds, jobs, queue, services, work
from assessment.batches.models import (
    CANCELLED,
    DONE,
    FAILED,
    QUEUED,
    RUNNING,
    Batch,
    BatchPart,
)
from assessment.batches.services import TooManyError
from assessment.engagements.models import Assessment, Unit
from assessment.errors import ClosedError, NotFoundError
from tests.support import batches

BOTH = {"languages": ("en", "zh-Hant")}


def make_all(session, house, batch, how=jobs.make) -> None:
    """Do what workers do, one after another."""
    for number in range(1, batch.total + 1):
        work.make_part(session, house.store, batch.id, number, how)
    archive.make_archive(session, house.store, batch.id)


def files(house) -> list[str]:
    folder = house.store.folder
    return sorted(p.name for p in folder.iterdir()) if folder.exists() else []


def parts(session, batch) -> list[BatchPart]:
    session.close()
    query = select(BatchPart).where(BatchPart.batch_id == batch.id)
    return list(session.scalars(query.order_by(BatchPart.number)))


def waiting_jobs(session) -> list[str]:
    if not queue.is_there(session):
        return []
    query = (
        "SELECT queueing_lock FROM procrastinate_jobs WHERE status = 'todo' ORDER BY 1"
    )
    return list(session.scalars(text(query)))


def test_a_batch_becomes_one_archive_and_nothing_else_is_left(
    session, house, ask, fresh
):
    batch = ask(**BOTH)
    assert (batch.state, batch.total) == (QUEUED, 2)
    make_all(session, house, batch)
    done = fresh(batch)
    assert (done.state, done.fault) == (DONE, None)
    assert files(house) == [done.file]
    path = house.store.path(done.file)
    assert path.stat().st_size == done.size
    assert os.path.realpath(path).startswith(os.path.realpath(house.store.folder))
    with zipfile.ZipFile(path) as made:
        assert made.namelist() == [
            "Harbour Bank 2026-11-21 en.html",
            "Harbour Bank 2026-11-21 zh-Hant.html",
        ]
        assert "Harbour Bank" in made.read(made.namelist()[0]).decode()
    assert {part.file for part in parts(session, batch)} == {None}


def test_each_unit_is_a_part_of_its_own(session, consultant, seeded, house, fresh):
    session.add(Unit(assessment_id=seeded.assessment.id, key="retail"))
    session.commit()
    batch = batches.waiting(session, consultant.user, seeded, units=True)
    assert [part.unit for part in parts(session, batch)] == ["", "retail"]
    make_all(session, house, batch)
    with zipfile.ZipFile(house.store.path(fresh(batch).file)) as made:
        assert made.namelist()[1] == "Harbour Bank retail 2026-11-21 en.html"


def test_jobs_and_rows_are_there_together_or_not_at_all(session, ask):
    batch = ask(**BOTH)
    if queue.is_there(session):
        expected = [f"reports.part:{batch.id}:{n}" for n in (1, 2)]
        assert waiting_jobs(session) == expected
    key = batch.submission_key
    session.rollback()
    assert session.scalar(select(Batch.submission_key)) == key


def test_f74_what_waits_already_is_not_put_in_twice(session, ask):
    batch = ask(**BOTH)
    if queue.is_there(session):
        queue.defer_parts(session, batch.id, [1, 2])
        session.commit()
        assert len(waiting_jobs(session)) == 2


def test_the_last_part_asks_for_the_archive(session, house, ask):
    batch = ask(**BOTH)
    assert not work.make_part(session, house.store, batch.id, 2)
    assert work.make_part(session, house.store, batch.id, 1)
    if queue.is_there(session):
        assert f"reports.bundle:{batch.id}" in waiting_jobs(session)


def test_f03_a_part_done_twice_has_one_file(session, house, ask):
    """Two workers do one part: the first was slow, not dead."""
    batch = ask()
    first = jobs.make

    def slow(job):
        # Meanwhile another worker does the same part from the beginning.
        with db.writing() as other:
            work.make_part(other, house.store, batch.id, 1, first)
        return None if job.path.exists() else jobs.SPACE

    work.make_part(session, house.store, batch.id, 1, slow)
    (part,) = parts(session, batch)
    assert part.state == DONE
    assert files(house) == [part.file]


def test_f03_what_a_dead_worker_left_is_taken_away(session, house, ask):
    batch = ask()

    def dies(job):
        job.path.write_bytes(b"half")
        raise KeyboardInterrupt  # like the end of the process: nobody catches it

    left = house.store.begin(batch.id, "1")
    left.write_bytes(b"half")
    with pytest.raises(KeyboardInterrupt):
        work.make_part(session, house.store, batch.id, 1, dies)
    (part,) = parts(session, batch)
    assert (part.state, part.attempts, part.file) == (RUNNING, 1, None)
    make_all(session, house, batch)
    (part,) = parts(session, batch)
    assert (part.state, part.attempts) == (DONE, 2)
    assert len(files(house)) == 1


def test_f72_a_part_that_ends_its_worker_time_and_again_is_given_up(
    session, house, ask, fresh
):
    batch = ask()
    session.execute(update(BatchPart).values(attempts=work.MOST_ATTEMPTS))
    session.commit()
    make_all(session, house, batch)
    failed = fresh(batch)
    assert (failed.state, failed.fault) == (FAILED, jobs.ENDED)


def full(*_args) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("full_at", ["part", "archive"])
def test_f08_a_full_disk_keeps_no_truncated_file(session, house, ask, fresh, full_at):
    batch = ask()

    def half(job):
        job.path.write_bytes(b"half")
        return jobs.SPACE

    work.make_part(
        session, house.store, batch.id, 1, half if full_at == "part" else jobs.make
    )
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("assessment.batches.bundle.write_zip", full)
        archive.make_archive(session, house.store, batch.id)
    failed = fresh(batch)
    assert (failed.state, failed.fault, failed.file) == (FAILED, jobs.SPACE, None)
    assert files(house) == [p.file for p in parts(session, batch) if p.file]
    # With room again, what is missing is made.
    owner = db.session().get_one(Batch, batch.id).user
    deeds.retry(session, owner, db.session().get_one(Batch, batch.id))
    make_all(session, house, batch)
    assert fresh(batch).state == DONE


def test_f08_a_folder_that_cannot_be_made_is_told(session, house, ask, fresh):
    batch = ask()
    house.store.folder.parent.mkdir(parents=True, exist_ok=True)
    house.store.folder.write_bytes(b"")
    try:
        make_all(session, house, batch)
    finally:
        house.store.folder.unlink()
    assert fresh(batch).fault == jobs.SPACE


def test_one_failure_fails_the_batch_and_a_retry_makes_only_what_is_missing(
    session, consultant, house, ask, fresh
):
    batch = ask(**BOTH)

    def first_only(job):
        return jobs.make(job) if job.told.report.language == "en" else jobs.TIME

    make_all(session, house, batch, first_only)
    failed = fresh(batch)
    assert (failed.state, failed.fault) == (FAILED, jobs.TIME)
    assert services.progress(session, failed) == services.Progress(1, 1, 0)
    kept = parts(session, batch)[0].file
    deeds.retry(session, consultant.user, fresh(batch))
    assert [part.state for part in parts(session, batch)] == [DONE, QUEUED]
    assert parts(session, batch)[0].file == kept
    make_all(session, house, batch)
    assert fresh(batch).state == DONE


def test_a_report_that_cannot_be_made_says_so_and_leaves_nothing(
    session, house, ask, fresh, caplog
):
    def wrong(job):
        raise KeyError("an answer of somebody")

    batch = ask()
    make_all(session, house, batch, wrong)
    assert fresh(batch).fault == jobs.ERROR
    assert files(house) == []


def test_a_cancelled_batch_keeps_nothing_and_its_jobs_do_nothing(
    session, consultant, house, ask, fresh
):
    batch = ask(**BOTH)
    work.make_part(session, house.store, batch.id, 1)
    deeds.cancel(session, house, consultant.user, fresh(batch))
    assert files(house) == []
    make_all(session, house, batch)
    assert fresh(batch).state == CANCELLED
    assert files(house) == []
    with pytest.raises(ClosedError):
        deeds.cancel(session, house, consultant.user, fresh(batch))


def test_a_part_that_was_in_work_when_it_was_cancelled_is_thrown_away(
    session, consultant, house, ask, fresh
):
    batch = ask()

    def cancelled_meanwhile(job):
        with db.writing() as other:
            found = other.get_one(Batch, batch.id)
            deeds.cancel(other, house, consultant.user, found)
        return jobs.make(job)

    work.make_part(session, house.store, batch.id, 1, cancelled_meanwhile)
    assert fresh(batch).state == CANCELLED
    assert files(house) == []


def test_what_is_removed_goes_with_its_files(session, consultant, house, ask, fresh):
    batch = ask()
    make_all(session, house, batch)
    deeds.remove(session, house, consultant.user, fresh(batch))
    assert files(house) == []
    assert session.scalar(select(func.count()).select_from(BatchPart)) == 0
    make_all(session, house, batch)
    assert files(house) == []


def test_after_seven_days_it_is_not_found_and_then_deleted(
    session, consultant, house, ask, fresh
):
    batch = ask()
    make_all(session, house, batch)
    kept = fresh(batch)
    assert kept.expires_at - kept.finished_at >= dt.timedelta(days=6, hours=23)
    past = db.utcnow() - dt.timedelta(seconds=1)
    session.execute(update(Batch).values(expires_at=past))
    session.commit()
    with pytest.raises(NotFoundError):
        services.get_batch(session, consultant.user, batch.public_id)
    assert deeds.sweep(session, house) == 1
    assert files(house) == []


def test_files_that_no_row_names_are_swept_once_they_are_old(session, house, ask):
    batch = ask()
    work.make_part(session, house.store, batch.id, 1)
    (kept,) = files(house)
    for name, age in (("0" * 32, 7200), ("1-1.x.part", 7200), ("1" * 32, 60)):
        path = house.store.folder / name
        path.write_bytes(b"")
        os.utime(path, (path.stat().st_mtime - age,) * 2)
    deeds.sweep(session, house)
    assert files(house) == sorted([kept, "1" * 32])


def test_s12_whoever_may_no_longer_see_an_assessment_gets_no_report_of_it(
    session, consultant, house, ask, fresh
):
    before, after = ask(), ask()
    make_all(session, house, before)
    assert services.get_file(session, house, consultant.user, fresh(before))
    session.query(Membership).delete()
    session.commit()
    with pytest.raises(NotFoundError):
        services.get_file(session, house, consultant.user, fresh(before))
    make_all(session, house, after)
    assert fresh(after).fault == jobs.GONE


def test_a_deleted_assessment_takes_its_reports_along(
    session, consultant, house, ask, fresh
):
    batch = ask()
    make_all(session, house, batch)
    session.execute(delete(Assessment))
    session.commit()
    with pytest.raises(NotFoundError):
        services.get_file(session, house, consultant.user, fresh(batch))


def test_the_same_form_sent_twice_makes_one_batch(session, ask):
    first = ask(key="once").id
    session.close()
    assert ask(key="once").id == first
    assert session.scalar(select(func.count()).select_from(Batch)) == 1


def test_more_than_a_batch_may_hold_is_refused_and_nothing_is_stored(session, ask):
    most = services.most(session)
    many = {"formats": ("html",) * (most + 1)}
    with pytest.raises(TooManyError) as refused:
        ask(**many)
    assert (refused.value.asked, refused.value.most) == (most + 1, most)
    session.rollback()
    assert session.scalar(select(func.count()).select_from(Batch)) == 0


def test_every_step_is_recorded(session, consultant, house, ask, fresh):
    batch = ask()
    deeds.cancel(session, house, consultant.user, fresh(batch))
    deeds.retry(session, consultant.user, fresh(batch))
    deeds.remove(session, house, consultant.user, fresh(batch))
    query = select(AuditEntry.action).where(AuditEntry.chain == f"batch:{batch.id}")
    assert list(session.scalars(query.order_by(AuditEntry.sequence))) == [
        "batch.requested", "batch.cancelled", "batch.retried", "batch.removed"
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["", "../x", "0" * 31, "g" * 32, "0" * 32])
def test_s11_only_a_random_id_of_ours_is_a_file(house, name):
    house.store.folder.mkdir(parents=True, exist_ok=True)
    with pytest.raises(NotFoundError):
        house.store.path(name)
