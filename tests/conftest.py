"""Fixtures of all tests: an application on each database, clients, a seeded house."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.orm import Session

from assessment import create_app, db, schema
from assessment.accounts import sessions
from assessment.accounts.models import User
from assessment.engagements import guessing
from assessment.engagements.models import Respondent
from questionnaires.model import Questionnaire
from tests.reports import stories
from tests.support import definitions, postgres, seed, sharing, standing, verapdf
from tests.support.pages import CheckedClient

CHEAP = {"PASSWORD_TIME_COST": 1, "PASSWORD_MEMORY_KIB": 8}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    sharing.share_out(items)


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
        if db.engine().dialect.name == "sqlite":
            event.listen(db.engine(), "connect", _do_not_wait_for_the_disk)
        schema.upgrade(db.engine())
    return app


def _do_not_wait_for_the_disk(connection: Any, _record: Any) -> None:
    # What a power cut leaves matters to no test of this process, as on PostgreSQL.
    connection.execute("PRAGMA synchronous = OFF")


@pytest.fixture(params=["sqlite", "postgresql"])
def app(request, build_app) -> Flask:
    """The application on SQLite and on PostgreSQL.

    In its database stands what the test's other fixtures ask for, and nothing else.
    """
    built = build_app(request.param)
    standing.of(built).begin(request.fixturenames)
    guessing.init_app(built)
    return built


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
    return partial(sign_in_at, app)


def sign_in_at(app: Flask, mail: str) -> CheckedClient:
    visitor = app.test_client()
    answer = visitor.submit("/sign-in", "sign-in", mail=mail, password=seed.PASSWORD)
    assert answer.status_code == 302, answer.text
    return visitor


@dataclass(frozen=True, slots=True)
class SignedIn:
    """An account, and the cookie of the browser that signed in with it."""

    user: User
    cookie: str


def signed_in(app: Flask, mail: str, role: str) -> SignedIn:
    """Make an account and sign in."""
    user = seed.user(db.session(), mail, role)
    visitor = sign_in_at(app, mail)
    return SignedIn(user, visitor.get_cookie("sextant").value)


@standing.makes("consultant")
def _consultant(app: Flask, _made: Mapping[str, Any]) -> SignedIn:
    return signed_in(app, "consultant@example.org", "consultant")


@standing.makes("other_consultant")
def _other_consultant(app: Flask, _made: Mapping[str, Any]) -> SignedIn:
    return signed_in(app, "other@example.org", "consultant")


@standing.makes("admin")
def _admin(app: Flask, _made: Mapping[str, Any]) -> SignedIn:
    return signed_in(app, "admin@example.org", "admin")


@standing.makes("seeded", "consultant")
def _seeded(_app: Flask, made: Mapping[str, Any]) -> seed.Seeded:
    return seed.assessment(db.session(), made["consultant"].user)


@standing.makes("answered", "seeded")
def _answered(_app: Flask, made: Mapping[str, Any]) -> None:
    stories.store(db.session(), made["seeded"], stories.assessment(mode="assessed"))


stands_consultant = standing.fixture("consultant")
stands_other_consultant = standing.fixture("other_consultant")
stands_admin = standing.fixture("admin")
stands_seeded = standing.fixture("seeded")
stands_answered = standing.fixture("answered")


def browser_of(app: Flask, found: SignedIn) -> CheckedClient:
    visitor = app.test_client()
    visitor.set_cookie("sextant", found.cookie)
    visitor.user = found.user
    return visitor


@pytest.fixture
def consultant(app, stands_consultant) -> CheckedClient:
    """A signed-in consultant; ``.user`` is the account."""
    return browser_of(app, stands_consultant)


@pytest.fixture
def other_consultant(app, stands_other_consultant) -> CheckedClient:
    """A signed-in consultant of another organisation only."""
    return browser_of(app, stands_other_consultant)


@pytest.fixture
def admin(app, stands_admin) -> CheckedClient:
    """A signed-in administrator."""
    return browser_of(app, stands_admin)


@pytest.fixture
def seeded(consultant, stands_seeded) -> seed.Seeded:
    """The consultant's organisation with an open assessment and three people."""
    return stands_seeded


@pytest.fixture
def answered(seeded, stands_answered) -> seed.Seeded:
    """The seeded assessment with the South African bank's answers."""
    return seeded


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
