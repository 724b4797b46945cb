"""Fixtures of all tests: an application on each database, clients, a seeded house."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, event, text
from sqlalchemy.orm import Session

from assessment import create_app, db, schema
from assessment.accounts import sessions
from assessment.db import Base
from assessment.engagements import guessing
from assessment.engagements.models import Respondent
from questionnaires.model import Questionnaire
from tests.support import definitions, postgres, seed, verapdf
from tests.support.pages import CheckedClient

CHEAP = {"PASSWORD_TIME_COST": 1, "PASSWORD_MEMORY_KIB": 8}


@pytest.fixture(scope="session", autouse=True)
def _every_report_keeps_its_standards(tmp_path_factory) -> Iterator[None]:
    """Whatever report a test makes, a checker of PDFs must accept it."""
    with verapdf.every_report(tmp_path_factory.mktemp("reports")):
        yield


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """A PostgreSQL server of this test process."""
    with postgres.server() as url:
        yield url


@pytest.fixture(scope="session")
def build_app(request, tmp_path_factory) -> Iterator[Callable[[str], Flask]]:
    """Build an application on a database, once for each kind."""
    built: dict[str, Flask] = {}

    def build(kind: str) -> Flask:
        if kind not in built:
            folder = tmp_path_factory.mktemp(kind)
            url = database_url(request, kind, folder)
            built[kind] = make_app(url, REPORTS_DIR=str(folder / "reports"))
        return built[kind]

    yield build
    for app in built.values():
        with app.app_context():
            db.engine().dispose()


def database_url(request, kind: str, folder: Path) -> str:
    if kind == "sqlite":
        return f"sqlite:///{folder / 'test.db'}"
    return str(request.getfixturevalue("postgresql_url"))


def make_app(url: str, **settings: object) -> Flask:
    """Build a test application on a migrated database."""
    app = create_app({"TESTING": True, "DATABASE_URL": url, **CHEAP, **settings})
    app.test_client_class = CheckedClient
    with app.app_context():
        schema.upgrade(db.engine())
    return app


@pytest.fixture(params=["sqlite", "postgresql"])
def app(request, build_app) -> Flask:
    """The application with an empty database, on SQLite and on PostgreSQL."""
    built = build_app(request.param)
    with built.app_context():
        empty(db.engine())
    guessing.init_app(built)
    return built


def empty(engine: Engine) -> None:
    """Delete every row."""
    with engine.execution_options(sextant_writes=True).begin() as connection:
        if engine.dialect.name == "postgresql":
            # A test that left a transaction open must fail, not hang.
            connection.execute(text("SET LOCAL lock_timeout = '5s'"))
            tables = ", ".join(Base.metadata.tables)
            queue = "procrastinate_jobs, procrastinate_workers"
            connection.execute(
                text(f"TRUNCATE {tables}, {queue} RESTART IDENTITY CASCADE")
            )
            return
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(table.delete())


@pytest.fixture
def session(app) -> Iterator[Session]:
    """A database session outside any request."""
    with app.app_context():
        yield db.session()


@pytest.fixture
def client(app) -> CheckedClient:
    """An anonymous visitor."""
    return app.test_client()


@pytest.fixture
def sign_in(app) -> Callable[[str], CheckedClient]:
    """Make a client and sign in with an address."""

    def make(mail: str) -> CheckedClient:
        visitor = app.test_client()
        answer = visitor.submit(
            "/sign-in", "sign-in", mail=mail, password=seed.PASSWORD
        )
        assert answer.status_code == 302, answer.text
        return visitor

    return make


def signed_in(app, sign_in, mail: str, role: str) -> CheckedClient:
    with app.app_context():
        user = seed.user(db.session(), mail, role)
    visitor = sign_in(mail)
    visitor.user = user
    return visitor


@pytest.fixture
def consultant(app, sign_in) -> CheckedClient:
    """A signed-in consultant; ``.user`` is the account."""
    return signed_in(app, sign_in, "consultant@example.org", "consultant")


@pytest.fixture
def other_consultant(app, sign_in) -> CheckedClient:
    """A signed-in consultant of another organisation only."""
    return signed_in(app, sign_in, "other@example.org", "consultant")


@pytest.fixture
def admin(app, sign_in) -> CheckedClient:
    """A signed-in administrator."""
    return signed_in(app, sign_in, "admin@example.org", "admin")


@pytest.fixture
def seeded(app, consultant) -> seed.Seeded:
    """The consultant's organisation with an open assessment and three people."""
    with app.app_context():
        return seed.assessment(db.session(), consultant.user)


@pytest.fixture
def own_model() -> Iterator[Questionnaire]:
    """A consultant's own model, known to the application; see support/definitions."""
    definitions.add()
    yield definitions.own_model()
    definitions.forget()


@pytest.fixture
def own_seeded(app, consultant, own_model) -> seed.Seeded:
    """The consultant's organisation with an assessment by the own model alone."""
    with app.app_context():
        return seed.assessment(
            db.session(), consultant.user, questionnaires=(own_model.key,)
        )


@pytest.fixture
def respondent(app, seeded) -> CheckedClient:
    """A browser that opened the executive's personal link; ``.respondent``."""
    return opened(app, seeded.respondents["executive"])


def opened(app: Flask, person: Respondent) -> CheckedClient:
    """Return a browser in which somebody opened the personal link."""
    visitor = app.test_client()
    with app.test_request_context("/"):
        sessions.become_respondent(person.id, person.language)
        answer = app.response_class()
        app.session_interface.save_session(app, sessions.current(), answer)
    name, _, value = answer.headers["Set-Cookie"].partition(";")[0].partition("=")
    visitor.set_cookie(name, value)
    visitor.respondent = person
    return visitor


@pytest.fixture
def count_statements(app) -> Callable[[], AbstractContextManager[list[str]]]:
    """Record the SQL statements sent, without BEGIN and COMMIT."""

    @contextmanager
    def count() -> Iterator[list[str]]:
        sent: list[str] = []

        def note(_connection, _cursor, statement, *_more) -> None:
            sent.append(statement)

        with app.app_context():
            engine = db.engine()
        event.listen(engine, "before_cursor_execute", note)
        try:
            yield sent
        finally:
            event.remove(engine, "before_cursor_execute", note)

    return count
