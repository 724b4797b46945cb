"""Connections to PostgreSQL: the dead are replaced, readers hold nothing open."""

from __future__ import annotations

from http import HTTPStatus

import psycopg
import pytest
from psycopg.pq import TransactionStatus
from sqlalchemy import text

from assessment import db

IDLE_SECONDS = 60.0
PROCESS = text("SELECT pg_backend_pid()")


@pytest.fixture
def postgresql(build_app):
    """The application on PostgreSQL, without connections of earlier tests."""
    app = build_app("postgresql")
    with app.app_context():
        db.engine().dispose()
    return app


@pytest.fixture
def visitor(postgresql):
    """A browser whose every request asks the database about its cookie."""
    client = postgresql.test_client()
    client.set_cookie("sextant", "unknown")
    return client


@pytest.fixture
def end_connections(postgresql, postgresql_url):
    """End every connection on the server's side, as a restart does."""

    def end() -> None:
        plain = postgresql_url.replace("+psycopg", "")
        with psycopg.connect(plain, autocommit=True) as own:
            ended = own.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
                "WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
            ).fetchall()
        assert (True,) in ended

    return end


def test_f10_after_a_restart_an_idle_connection_is_replaced_before_its_use(
    visitor, end_connections, monkeypatch
):
    assert visitor.get("/sign-in").status_code == HTTPStatus.OK
    end_connections()
    now = db.time.monotonic()
    monkeypatch.setattr(db.time, "monotonic", lambda: now + IDLE_SECONDS)

    assert visitor.get("/sign-in").status_code == HTTPStatus.OK


def test_f10_a_restart_between_two_quick_requests_costs_one_of_them(
    visitor, end_connections
):
    assert visitor.get("/sign-in").status_code == HTTPStatus.OK
    end_connections()

    refused = visitor.get("/sign-in")

    assert refused.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert int(refused.headers["Retry-After"]) > 0
    assert visitor.get("/sign-in").status_code == HTTPStatus.OK


@pytest.mark.parametrize(
    ("method", "status"),
    [
        pytest.param("GET", TransactionStatus.IDLE, id="reading holds nothing"),
        pytest.param("POST", TransactionStatus.INTRANS, id="writing is one step"),
    ],
)
def test_only_requests_that_may_write_open_a_transaction(postgresql, method, status):
    with postgresql.test_request_context("/", method=method):
        session = db.session()
        session.execute(PROCESS)
        driver = session.connection().connection.driver_connection
        assert driver.info.transaction_status is status


def test_a_connection_is_whole_again_for_the_next_writer(postgresql):
    with postgresql.test_request_context("/"):
        read = db.session().scalar(PROCESS)
    with postgresql.test_request_context("/", method="POST"):
        session = db.session()
        assert session.scalar(PROCESS) == read
        assert session.scalar(text("SHOW transaction_isolation")) == "read committed"
        driver = session.connection().connection.driver_connection
        assert driver.info.transaction_status is TransactionStatus.INTRANS
