"""A database that cannot be used is said in one line, without a traceback."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from sqlalchemy import update

from assessment import db
from assessment.cli import main
from assessment.engagements import services
from assessment.models import Answer, Assessment, AuditEntry
from tests.conftest import make_app
from tests.support import seed

CHECK = ["db", "check"]
ADD = ["users", "add", "a@b.example", "--role", "admin"]


@pytest.mark.parametrize(
    ("url", "status", "words"),
    [
        ("mysql://user:secret@host/name", 2, "cannot be this; 'mysql' given"),
        ("sqlite:////no/such/folder/s.db", 1, "unable to open database file"),
        (
            "postgresql+psycopg://user:secret@127.0.0.1:1/name", 1,
            "the database cannot be used; connection failed",
        ),
        ("sqlite:///{folder}/new.db", 1, "run: sextant db upgrade"),
    ],
)  # fmt: skip
def test_it_is_named_with_what_to_do(tmp_path, url, status, words):
    settings = {"SEXTANT_DATABASE_URL": url.format(folder=tmp_path)}
    done = CliRunner(env=settings).invoke(main, ADD, input="a long password here\n")
    assert done.exit_code == status
    assert words in done.output
    assert "secret" not in done.output
    assert "Traceback" not in done.output


@pytest.fixture
def answered(tmp_path):
    """A database with a stored answer, a frozen result, and the commands' settings."""
    url = f"sqlite:///{tmp_path / 'sound.db'}"
    with make_app(url).app_context():
        session = db.session()
        consultant = seed.user(session, "consultant@example.org")
        made = seed.assessment(session, consultant)
        session.add(
            Answer(
                assessment_id=made.assessment.id,
                respondent_id=made.respondents["executive"].id,
                questionnaire="capability-model",
                question="leadership.vision.shared",
                value=3,
                sequence=1,
            )
        )
        session.commit()
        services.lock(session, consultant, made.assessment, "Agreed with the board.")
    return {"SEXTANT_DATABASE_URL": url}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (None, "database is sound"),
        (
            update(Answer).values(value=9),
            "not on the scale of leadership.vision.shared",
        ),
        (update(Answer).values(question="no.such"), "no.such is not asked in its"),
        (update(Assessment).values(result_hash="x"), "changed after it was frozen"),
        (
            update(Assessment).values(definition_hashes={"continuum@1.0": "sha256:0"}),
            "continuum@1.0 was changed after the result was frozen",
        ),
        (update(Assessment).values(questionnaires=["gone@1.0"]), "gone"),
        (
            update(AuditEntry).values(actor="user:99"),
            "was changed after it was written",
        ),
    ],
)
def test_f75_damage_to_what_is_stored_is_named(answered, change, words):
    runner = CliRunner(env=answered)
    if change is not None:
        engine = db.make_engine(answered["SEXTANT_DATABASE_URL"])
        with engine.execution_options(sextant_writes=True).begin() as connection:
            connection.execute(change)
        engine.dispose()

    done = runner.invoke(main, CHECK)

    assert words in done.output
    assert done.exit_code == (0 if change is None else 1)
    assert "Traceback" not in done.output
