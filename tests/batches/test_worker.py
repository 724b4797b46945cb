"""The worker and its processes: ended, killed, stopped, and what others make of it."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import pytest
from click.testing import CliRunner
from sqlalchemy import select, text

from assessment import db
from assessment.batches import formats, jobs, worker
from assessment.batches.children import Child
from assessment.batches.jobs import Job, StoppedError
from assessment.batches.models import DONE, FAILED, QUEUED, RUNNING, Batch, BatchPart
from assessment.cli import main
from questionnaires.model import LANGUAGES
from tests.batches.hands import by_name
from tests.batches.rhythm import QUICK
from tests.reports import stories
from tests.support.serving import ROOT

pytestmark = pytest.mark.xdist_group("batches-worker")
POSTGRESQL = pytest.mark.parametrize("app", ["postgresql"], indirect=True)
PATIENCE = 20.0


def until(seen: Callable[[], object]) -> object:
    """Wait until something is there, and return it."""
    end = time.monotonic() + PATIENCE
    while not (found := seen()):
        assert time.monotonic() < end, "it never came"
        time.sleep(0.1)
    return found


@contextmanager
def process(*command: str, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """Start a process of our own, and see that it is gone at the end."""
    own = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    started = subprocess.Popen(
        [sys.executable, *command], cwd=ROOT, env=own, stderr=subprocess.PIPE
    )
    try:
        yield started
    finally:
        started.kill()
        started.communicate()


@pytest.fixture(autouse=True)
def _no_loop() -> Iterator[None]:
    """A worker begins a loop of its own; Playwright's runs on in this thread."""
    running = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(running)


@pytest.fixture
def child() -> Iterator[Child]:
    made = Child(30, writes=by_name, warm=())
    yield made
    made.end()


def job(folder, language: str) -> Job:
    told = formats.Told(stories.report(language), stories.scored())
    return Job(told, "html", folder / language)


def test_f48_f72_a_process_that_hangs_or_dies_is_replaced(tmp_path, child):
    assert child.write(job(tmp_path, "en")) is None
    assert (tmp_path / "en").read_bytes().startswith(b"<!DOCTYPE html>")
    child.seconds = 3
    assert child.write(job(tmp_path, "zh-Hans")) == jobs.TIME
    assert is_gone(int((tmp_path / "zh-Hans").read_text()))
    assert child.write(job(tmp_path, "zh-Hant")) == jobs.ENDED
    child.seconds = 30
    with pytest.raises(StoppedError):
        child.write(job(tmp_path, "zh-Hans"), lambda: True)


def is_gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


@POSTGRESQL
def test_f48_f55_a_worker_makes_what_waits_and_leaves_what_it_does_not_know(
    app, session, house, ask, fresh
):
    other = "INSERT INTO procrastinate_jobs (queue_name, task_name) VALUES (:q, :q)"
    session.execute(text(other), {"q": "mails.send"})
    session.commit()
    good, slow = ask(languages=LANGUAGES[:1]), ask(languages=LANGUAGES[:2])
    session.close()
    made = partial(Child, writes=by_name, warm=())
    app.config["REPORT_SECONDS"] = 10
    try:
        worker.run(app, 1, QUICK, wait=False, child=made)
    finally:
        app.config["REPORT_SECONDS"] = 120
    assert fresh(good).state == DONE
    ended = fresh(slow)
    assert (ended.state, ended.fault) == (FAILED, jobs.TIME)
    left = "SELECT task_name FROM procrastinate_jobs WHERE status = 'todo'"
    assert "mails.send" in set(session.scalars(text(left)))
    failed = "SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'"
    assert session.scalar(text(failed)) == 0


@POSTGRESQL
def test_f03_killed_in_the_middle_of_a_report_another_worker_makes_it_once(
    app, session, house, ask, fresh
):
    batch = ask()
    session.close()
    url, folder = app.config["DATABASE_URL"], house.store.folder
    hands = ("-m", "tests.batches.hands", url, str(folder))
    with process(*hands) as first:
        (piece,) = until(lambda: list(folder.glob("*.part")))
        pid = int(until(piece.read_text))
        first.send_signal(signal.SIGKILL)
        first.wait()
        # The process that drew the report goes with its worker.
        until(lambda: is_gone(pid))
    (part,) = session.scalars(select(BatchPart)).all()
    assert part.state == RUNNING
    session.close()
    time.sleep(QUICK.stalled)

    worker.run(app, 1, QUICK, wait=False, child=partial(Child, warm=()))

    done = fresh(batch)
    assert done.state == DONE
    assert [path.name for path in folder.iterdir()] == [done.file]
    rows = db.session().scalars(select(BatchPart)).all()
    assert [(row.state, row.attempts) for row in rows] == [(DONE, 2)]
    assert len(db.session().scalars(select(Batch)).all()) == 1


@POSTGRESQL
def test_f71_asked_to_stop_a_worker_ends_and_gives_back_what_it_could_not_finish(
    app, session, house, ask
):
    ask()
    session.close()
    url, folder = app.config["DATABASE_URL"], house.store.folder
    with process("-m", "tests.batches.hands", url, str(folder)) as one:
        until(lambda: list(folder.glob("*.part")))
        began = time.monotonic()
        one.send_signal(signal.SIGTERM)
        assert one.wait(30) == 0
        assert time.monotonic() - began < 30
    assert list(folder.iterdir()) == []
    (part,) = session.scalars(select(BatchPart)).all()
    assert (part.state, part.attempts) == (QUEUED, 0)
    waits = "SELECT status FROM procrastinate_jobs WHERE task_name = 'reports.part'"
    assert session.scalars(text(waits)).all() == ["todo"]
    assert session.scalar(text("SELECT count(*) FROM procrastinate_workers")) == 0


@POSTGRESQL
def test_f74_a_job_left_behind_that_was_asked_for_anew_is_done_once(app, session):
    put_in = (
        "INSERT INTO procrastinate_jobs (queue_name, task_name, queueing_lock, args,"
        " status) VALUES ('reports.part', 'reports.part', 'reports.part:9:1',"
        " jsonb_build_object('batch', 9, 'part', 1), "
    )
    for status in ("doing", "todo"):
        session.execute(
            text(f"{put_in} CAST(:status AS procrastinate_job_status))"),
            {"status": status},
        )
    session.commit()
    worker.run(app, 1, QUICK, wait=False)
    left = "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'reports.part'"
    assert session.scalar(text(left)) == 0


@POSTGRESQL
def test_the_command_works_until_nothing_is_left(app, house, monkeypatch):
    monkeypatch.setenv("SEXTANT_DATABASE_URL", app.config["DATABASE_URL"])
    monkeypatch.setenv("SEXTANT_REPORTS_DIR", str(house.store.folder))
    answer = CliRunner().invoke(main, ["worker", "--until-idle", "--jobs", "1"])
    assert answer.exit_code == 0, answer.output
    assert house.store.folder.is_dir()


@POSTGRESQL
def test_f73_what_two_schedulers_put_in_for_one_moment_is_one_job(session):
    defer = text(
        "SELECT procrastinate_defer_periodic_job_v2("
        "'reports.sweep', NULL, NULL, 'reports.sweep', 0, '', 1764144000, '{}')"
    )
    assert session.scalar(defer) is not None
    assert session.scalar(defer) is None
    session.rollback()


def test_a_worker_without_a_queue_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setenv("SEXTANT_DATABASE_URL", f"sqlite:///{tmp_path / 'x.db'}")
    answer = CliRunner().invoke(main, ["worker"])
    assert answer.exit_code == 1
    assert "SEXTANT_DATABASE_URL to a PostgreSQL database" in answer.stderr
