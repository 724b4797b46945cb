"""Hosts, settings, logs: what holds for every response."""

from __future__ import annotations

import json
import logging
import re
import subprocess
import sys
from pathlib import Path

import pytest

from assessment import create_app
from assessment.errors import ConfigurationError
from assessment.logs import JsonFormatter

ROOT = Path(__file__).resolve().parents[2]
GOOD_SECRET = "k" * 48


def test_s22_a_foreign_host_is_refused(client):
    answer = client.get("/sign-in", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert "evil" not in answer.text


def broken(app, monkeypatch):
    def fail(*_arguments):
        raise RuntimeError("the secret of the vault")

    monkeypatch.setattr("assessment.accounts.services.list_users", fail)


def test_s34_a_fault_shows_its_number_and_nothing_else(app, admin, monkeypatch):
    broken(app, monkeypatch)
    answer = admin.get("/accounts")
    assert answer.status_code == 500
    assert answer.headers["X-Request-ID"] in answer.text
    assert "vault" not in answer.text
    assert "Traceback" not in answer.text


def test_s34_there_is_no_debugger(client):
    assert client.get("/console").status_code == 404


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        pytest.param({}, "SECRET_KEY is missing", id="default secret"),
        pytest.param({"SECRET_KEY": "short"}, "too short", id="short secret"),
        pytest.param({"SECRET_KEY": " " * 40}, "a blank text", id="blank secret"),
        pytest.param({"SECRET_KEY": GOOD_SECRET, "DEBUG": True}, "DEBUG", id="debug"),
        pytest.param({"ENV": "Production"}, "SECRET_KEY is missing", id="upper case"),
        pytest.param({"ENV": "prod"}, "SEXTANT_ENV cannot be", id="unknown name"),
        pytest.param(
            {"PUBLIC_URL": "8000"}, "SEXTANT_PUBLIC_URL cannot be", id="address"
        ),
        pytest.param(
            {"DATABASE_URL": "mysql://a/b"},
            "SEXTANT_DATABASE_URL cannot be",
            id="mysql",
        ),
    ],
)
def test_s35_production_refuses_unsafe_settings(settings, words):
    with pytest.raises(ConfigurationError, match=words):
        create_app({"ENV": "production", "DATABASE_URL": "sqlite://", **settings})


def test_s35_production_starts_with_a_proper_secret():
    settings = {"ENV": "production", "SECRET_KEY": GOOD_SECRET}
    assert create_app({"DATABASE_URL": "sqlite://", **settings})


@pytest.mark.parametrize(
    "start", ["import wsgi", "from assessment.cli import main; main(['serve'])"]
)
def test_s35_the_server_does_not_start_and_says_why(start, tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", start],
        cwd=tmp_path,
        env={"SEXTANT_ENV": "production", "PYTHONPATH": str(ROOT), "PATH": "/usr/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "SEXTANT_SECRET_KEY" in done.stderr
    assert "Traceback" not in done.stderr


def test_s33_a_log_line_stays_one_line():
    record = logging.LogRecord(
        "sextant", logging.INFO, "", 0, "answer\n2026 admin ok", None, None
    )
    line = JsonFormatter().format(record)
    assert "\n" not in line
    assert json.loads(line)["message"] == "answer\n2026 admin ok"


def test_s33_requests_are_logged_without_addresses(client, caplog):
    with caplog.at_level(logging.INFO, logger="sextant"):
        client.get("/i/a-secret-token")
        client.get("/sign-in?next=/secret-place")
    lines = [JsonFormatter().format(record) for record in caplog.records]
    assert lines
    assert not any("secret" in line for line in lines)


def test_s33_a_fault_is_logged_without_its_text(app, admin, monkeypatch, caplog):
    broken(app, monkeypatch)
    with caplog.at_level(logging.ERROR, logger="sextant"):
        admin.get("/accounts")
    lines = [JsonFormatter().format(record) for record in caplog.records]
    assert any("RuntimeError" in line for line in lines)
    assert not any("vault" in line for line in lines)


def test_static_files_are_ours_and_whole():
    pico = ROOT / "assessment/static/vendor/pico"
    assert (pico / "LICENSE.md").read_text().startswith("MIT License")
    css = (ROOT / "assessment/static/app.css").read_text()
    assert "@import" not in css
    assert all(
        place.startswith("/fonts/") for place in re.findall(r'url\("(.*?)"', css)
    )
