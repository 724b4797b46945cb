"""The commands that make accounts and look after the database."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from sqlalchemy import update

from assessment import create_app, db
from assessment.accounts import services
from assessment.audit.models import AuditEntry
from assessment.cli import main


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("SEXTANT_DATABASE_URL", f"sqlite:///{tmp_path / 'cli.db'}")
    monkeypatch.setenv("SEXTANT_PASSWORD_MEMORY_KIB", "8")
    monkeypatch.setenv("SEXTANT_PASSWORD_TIME_COST", "1")

    def invoke(*arguments: str, given: str = ""):
        return CliRunner().invoke(main, arguments, input=given)

    assert invoke("db", "upgrade").exit_code == 0
    return invoke


def signs_in(mail: str, password: str) -> bool:
    app = create_app()
    with app.app_context():
        found = services.authenticate(db.session(), mail, password, "127.0.0.1")
    return found is not None


def test_the_first_account_gets_a_password_that_is_shown_once(run):
    done = run("users", "add", "Admin@Example.org", "--role", "admin")
    assert done.exit_code == 0, done.output
    password = done.output.rpartition("): ")[2].strip()
    assert signs_in("admin@example.org", password)


def test_a_password_of_ones_own_is_never_printed(run):
    given = "correct horse battery"
    done = run("users", "add", "a@example.org", "--role", "admin", given=f"{given}\n")
    assert given not in done.output
    assert signs_in("a@example.org", given)


@pytest.mark.parametrize(
    ("arguments", "given", "status"),
    [
        pytest.param(("nobody", "--role", "admin"), "", 1, id="no address"),
        pytest.param(("a@b.org", "--role", "boss"), "", 2, id="unknown role"),
        pytest.param(("a@b.org",), "", 2, id="no role"),
        pytest.param(("a@b.org", "--role", "admin"), "short\n", 1, id="short"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_a_sentence(run, arguments, given, status):
    done = run("users", "add", *arguments, given=given)
    assert done.exit_code == status
    assert "Traceback" not in done.output


def test_an_address_has_one_account(run):
    run("users", "add", "a@example.org", "--role", "admin")
    done = run("users", "add", "A@EXAMPLE.ORG", "--role", "consultant")
    assert done.exit_code == 1
    assert "has an account already" in done.output


def test_a_new_password_ends_the_old_one(run):
    old, new = "the old password", "the new password"
    run("users", "add", "a@example.org", "--role", "admin", given=f"{old}\n")
    assert run("users", "password", "a@example.org", given=f"{new}\n").exit_code == 0
    assert not signs_in("a@example.org", old)
    assert signs_in("a@example.org", new)


def test_f75_a_changed_record_is_named_by_the_check(run):
    run("users", "add", "a@example.org", "--role", "admin")
    assert run("db", "check").exit_code == 0
    with create_app().app_context():
        db.session().execute(update(AuditEntry).values(actor="nobody"))
        db.session().commit()
    done = run("db", "check")
    assert done.exit_code == 1
    assert "audit chain installation, entry 1" in done.output
