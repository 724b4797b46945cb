"""A database that cannot be used is said in one line, without a traceback."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from assessment.cli import main

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
