"""``/readyz``: whether the server can work, what it lacks, and who is told."""

from __future__ import annotations

import shutil
from types import SimpleNamespace

import pytest
from sqlalchemy.exc import OperationalError

from assessment import readiness, schema
from assessment.reports import pdf_ready

OUTSIDE = {"REMOTE_ADDR": "203.0.113.9"}
SQLITE = pytest.mark.parametrize("app", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def _asked_anew(app):
    """Each test asks for the first time."""
    app.extensions.pop("sextant_readiness", None)
    yield
    app.extensions.pop("sextant_readiness", None)


def full_disk(monkeypatch):
    full = SimpleNamespace(free=readiness.ROOM - 1)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: full)


def test_a_server_that_lacks_nothing_is_ready(client):
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json == {"ready": True, "faults": {}}
    assert answer.headers["Cache-Control"] == "no-store"
    assert client.head("/readyz").status_code == 200


@SQLITE
@pytest.mark.parametrize("lacking", ["no_pango", "no_fonts"])
def test_f47_a_server_without_pdfs_is_ready_and_says_why(client, monkeypatch, lacking):
    monkeypatch.setattr(pdf_ready, "obstacle", lambda: lacking)
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json["ready"] is True
    assert set(answer.json["faults"]) == {"pdf"}
    said = answer.json["faults"]["pdf"]
    assert said.startswith("PDFs cannot be made on this server")
    assert ("libpango-1.0-0" in said) is (lacking == "no_pango")


@pytest.mark.parametrize("found", [None, "0" * 12], ids=["empty", "another version"])
def test_f56_a_database_of_another_version_is_not_ready(client, monkeypatch, found):
    monkeypatch.setattr(schema, "revision", lambda _engine: found)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json["ready"] is False
    assert "sextant db upgrade" in answer.json["faults"]["database"]


def test_a_database_that_does_not_answer_is_not_ready(client, monkeypatch):
    def refuse(_engine):
        raise OperationalError("SELECT", {}, OSError("refused"))

    monkeypatch.setattr(schema, "revision", refuse)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json["faults"] == {
        "database": "The database does not answer; see the log."
    }


@SQLITE
def test_f07_a_full_disk_is_not_ready_and_is_again_once_there_is_room(
    app, client, monkeypatch
):
    with monkeypatch.context() as changed:
        full_disk(changed)
        answer = client.get("/readyz")
    assert answer.status_code == 503
    assert set(answer.json["faults"]) == {"room"}
    app.extensions.pop("sextant_readiness")
    assert client.get("/readyz").status_code == 200


@SQLITE
def test_a_folder_that_is_gone_is_no_traceback(client, monkeypatch):
    def gone(path):
        raise FileNotFoundError(path)

    monkeypatch.setattr(shutil, "disk_usage", gone)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "cannot be looked at" in answer.json["faults"]["room"]


@SQLITE
@pytest.mark.parametrize(
    "visit",
    [
        {"environ_overrides": OUTSIDE},
        {"headers": {"X-Forwarded-For": "203.0.113.9"}},
        {"headers": {"Forwarded": "for=203.0.113.9"}},
    ],
    ids=["from outside", "through a proxy", "through another proxy"],
)
def test_s38_from_outside_only_the_state_is_told(client, monkeypatch, visit):
    full_disk(monkeypatch)
    answer = client.get("/readyz", **visit)
    assert answer.status_code == 503
    assert answer.json == {"ready": False}


@SQLITE
def test_s38_administrators_are_told_from_outside_consultants_are_not(
    admin, consultant, monkeypatch
):
    full_disk(monkeypatch)
    told = admin.get("/readyz", environ_overrides=OUTSIDE)
    assert set(told.json["faults"]) == {"room"}
    told = consultant.get("/readyz", environ_overrides=OUTSIDE)
    assert told.json == {"ready": False}


def test_asking_often_asks_the_database_once(client, count_statements):
    with count_statements() as first:
        client.get("/readyz")
    assert 1 <= len(first) <= 6, first
    with count_statements() as later:
        for _ in range(5):
            client.get("/readyz")
    assert later == []


@SQLITE
def test_an_answer_holds_five_seconds(client, monkeypatch):
    now = [100.0]
    monkeypatch.setattr(readiness, "time", SimpleNamespace(monotonic=lambda: now[0]))
    assert client.get("/readyz").status_code == 200
    full_disk(monkeypatch)
    now[0] += 4.9
    assert client.get("/readyz").status_code == 200
    now[0] += 0.2
    assert client.get("/readyz").status_code == 503
