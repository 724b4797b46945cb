"""A wrong setting is refused by name at start, with what may be given instead."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from assessment import create_app
from assessment.cli import main
from assessment.config import Default
from assessment.errors import ConfigurationError
from assessment.settings import RULES

# What holds always: no variable reaches it, and none is made for it.
FIXED = {
    "SESSION_COOKIE_HTTPONLY",
    "SESSION_COOKIE_SAMESITE",
    "SESSION_COOKIE_PATH",
    "WTF_CSRF_TIME_LIMIT",
    "WTF_CSRF_SSL_STRICT",
    "WTF_I18N_ENABLED",
}
# Name, what is given, and what the refusal must say besides the name.
WRONG = [
    ("ENV", "prod", "development or production"),
    ("DEBUG", "maybe", "true or false"),
    ("SECRET_KEY", " \t", "a blank text"),
    ("DATABASE_URL", "mysql://a/b", "postgresql+psycopg://"),
    ("DATABASE_URL", "postgresql://a:secret@b/c", "postgresql+psycopg://"),
    ("DATABASE_URL", "postgresql+psycopg://a:secret@b:port/c", "sqlite:///FILE"),
    ("DATABASE_URL", "sqlite:x.db", "sqlite:///FILE"),
    ("PUBLIC_URL", "8000", "http:// or https://"),
    ("PUBLIC_URL", "https://", "http:// or https://"),
    ("PUBLIC_URL", "ftp://x.example", "http:// or https://"),
    ("PUBLIC_URL", "https://x.example:port", "http:// or https://"),
    ("PUBLIC_URL", "https://x.example/?a=b", "http:// or https://"),
    ("PUBLIC_URL", "https://x.example/a b", "http:// or https://"),
    ("PUBLIC_URL", "https://me:secret@x.example", "a user or password"),
    ("QUESTIONNAIRES", "/nowhere/at/all", "a folder of definitions"),
    ("LANGUAGE", "xx", "en, zh-Hans or zh-Hant"),
    ("LANGUAGE", "zh-TW", "en, zh-Hans or zh-Hant"),
    ("LOG_LEVEL", "chatty", "DEBUG, INFO, WARNING, ERROR or CRITICAL"),
    ("MAX_CONTENT_LENGTH", "2 MB", "from 1048576 to"),
    ("MAX_CONTENT_LENGTH", "1000", "from 1048576 to"),
    ("MAX_FORM_MEMORY_SIZE", "-1", "from 1048576 to"),
    ("MAX_FORM_PARTS", "10", "from 1000 to"),
    ("SEND_FILE_MAX_AGE_DEFAULT", "never", "from 0 to"),
    ("SESSION_IDLE_MINUTES", "0", "from 1 to 10080"),
    ("SESSION_ABSOLUTE_HOURS", "1e3", "from 1 to 720"),
    ("LINK_DAYS", "abc", "from 1 to 3650"),
    ("LINK_DAYS", "-1", "from 1 to 3650"),
    ("LINK_DAYS", "2.5", "from 1 to 3650"),
    ("LINK_DAYS", "true", "from 1 to 3650"),
    ("LINK_DAYS", "٣", "from 1 to 3650"),
    ("LINK_DAYS", "9" * 5000, "from 1 to 3650"),
    ("PASSWORD_TIME_COST", "0", "from 1 to 100"),
    ("PASSWORD_MEMORY_KIB", "7", "from 8 to"),
    ("PASSWORD_CONCURRENT", "0", "from 1 to 1000"),
    ("LINK_TRIES", "0", "from 1 to"),
    ("REPORTS_DIR", __file__, "name a folder"),
    ("REPORT_SECONDS", "0", "from 1 to 3600"),
    ("BENCHMARK_GROUPS", "4", "from 5 to"),
    ("BENCHMARK_GROUPS", "True", "from 5 to"),
    ("BENCHMARK_GROUPS", "NaN", "from 5 to"),
    ("BENCHMARK_QUARTILES", "0", "from 8 to"),
    ("BENCHMARK_PERCENTILES", "9", "from 10 to"),
    ("BENCHMARK_HISTOGRAM", "19", "from 20 to"),
    ("BENCHMARK_BIN", "2", "from 3 to"),
    ("BENCHMARK_SHARE", "26", "from 1 to 25"),
    ("BENCHMARK_SHARE", "10", "BENCHMARK_GROUPS must be 10 or more"),
    ("BENCHMARK_MONTHS", "37", "from 1 to 36"),
    ("BENCHMARK_KEY", "/nowhere/key.pem", "name a file"),
    ("PROXIES", "all", "from 0 to 5"),
    ("SIGN_IN_TRIES_PAIR", "0", "from 1 to"),
    ("SIGN_IN_TRIES_PLACE", "none", "from 1 to"),
    ("SIGN_IN_TRIES_ADDRESS", "", "from 1 to"),
]
AS_VARIABLE = [row for row in WRONG if row[1].strip()]


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch):
    for name in os.environ:
        if name.startswith("SEXTANT_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("SEXTANT_DATABASE_URL", "sqlite://")


def test_every_setting_has_a_rule_and_a_wrong_value_here():
    defaults = {name for name in vars(Default) if name.isupper()}
    assert defaults == set(RULES) | FIXED
    assert {name for name, _given, _allowed in WRONG} == set(RULES)


def _id(row) -> str:
    return f"{row[0]} {row[1][:20]!r}"


@pytest.mark.parametrize("row", AS_VARIABLE, ids=_id)
def test_a_wrong_variable_is_refused_by_name(monkeypatch, row):
    name, given, allowed = row
    monkeypatch.setenv(f"SEXTANT_{name}", given)
    with pytest.raises(ConfigurationError) as refused:
        create_app()
    (line,) = refused.value.message.splitlines()
    assert line.startswith(f"SEXTANT_{name} cannot be this; ")
    assert allowed in line
    assert "secret" not in line
    assert len(line) < 300
    if "secret" not in given:
        assert given.partition(":")[0][:20] in line


@pytest.mark.parametrize("row", WRONG, ids=_id)
def test_a_wrong_setting_of_the_caller_is_refused_by_name(row):
    name, given, allowed = row
    if name == "SIGN_IN_TRIES_ADDRESS":
        given = None
    with pytest.raises(ConfigurationError, match=f"SEXTANT_{name} cannot") as refused:
        create_app({name: given})
    assert allowed in refused.value.message


def test_all_wrong_settings_are_named_at_once(monkeypatch):
    monkeypatch.setenv("SEXTANT_LINK_DAYS", "abc")
    monkeypatch.setenv("SEXTANT_LANGUAGE", "xx")
    with pytest.raises(ConfigurationError) as refused:
        create_app()
    lines = refused.value.message.splitlines()
    assert [line.split()[0] for line in lines] == [
        "SEXTANT_LANGUAGE",
        "SEXTANT_LINK_DAYS",
    ]


@pytest.mark.parametrize(
    "command", [["db", "check"], ["serve"], ["demo"], ["users", "add", "a@b.example"]]
)
def test_the_command_line_refuses_with_status_2(monkeypatch, tmp_path, command):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SEXTANT_LINK_DAYS", "abc")
    options = ["--role", "admin"] if "users" in command else []
    done = CliRunner().invoke(main, [*command, *options])
    assert done.exit_code == 2
    assert "SEXTANT_LINK_DAYS" in done.stderr
    assert "'abc' given" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_server_refuses_with_status_2(tmp_path):
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", "import wsgi"],
        cwd=tmp_path,
        env={"SEXTANT_LANGUAGE": "xx", "PYTHONPATH": str(root), "PATH": "/usr/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("SEXTANT_LANGUAGE cannot be this; 'xx' given")
    assert list(tmp_path.iterdir()) == []
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("name", "given", "kept"),
    [
        pytest.param("SECRET_KEY", "1234567890", "1234567890", id="digits are a text"),
        pytest.param("LINK_DAYS", " 30 ", 30, id="spaces round a number"),
        pytest.param("LINK_DAYS", "", 90, id="blank is not given"),
        pytest.param("ENV", "Development", "development", id="upper case"),
        pytest.param("LOG_LEVEL", "warning", "WARNING", id="lower case"),
        pytest.param("LANGUAGE", "zh-Hant", "zh-Hant", id="language"),
        pytest.param("DEBUG", "0", False, id="flag"),
        pytest.param("PUBLIC_URL", "https://x.example/", "https://x.example", id="/"),
    ],
)
def test_a_right_variable_is_taken(monkeypatch, name, given, kept):
    monkeypatch.setenv(f"SEXTANT_{name}", given)
    found = create_app().config[name]
    assert (found, type(found)) == (kept, type(kept))


@pytest.mark.parametrize("name", sorted(FIXED | {"WTF_CSRF_ENABLED", "TESTING"}))
def test_a_variable_that_is_no_setting_changes_nothing(monkeypatch, name):
    before = create_app().config.get(name)
    monkeypatch.setenv(f"SEXTANT_{name}", "1")
    assert create_app().config.get(name) == before


def test_a_variable_that_is_no_setting_is_named(monkeypatch, caplog):
    monkeypatch.setenv("SEXTANT_LNIK_DAYS", "3")
    with caplog.at_level(logging.WARNING, logger="sextant"):
        create_app()
    assert "SEXTANT_LNIK_DAYS is no setting" in caplog.text
    assert "did you mean SEXTANT_LINK_DAYS?" in caplog.text
