"""``sextant questionnaires form``: what it writes, refuses and loads."""

from __future__ import annotations

import json

import openpyxl
import pytest
from click.testing import CliRunner

from assessment.cli import main
from questionnaires import loader
from tests.support.commands import run_alone


def run(*args):
    return CliRunner().invoke(main, [str(arg) for arg in args])


def written(path, *args):
    found = run("questionnaires", "form", *args, "-o", path)
    assert (found.exit_code, found.stdout, found.stderr) == (0, f"{path}\n", "")
    return path


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
@pytest.mark.parametrize("key", ["capability-model", "continuum@1.0"])
def test_2_empty_form_is_accepted_by_the_commands(tmp_path, key, language):
    path = written(tmp_path / "form.xlsx", key, "--lang", language)
    found = run("score", path, "--json")
    assert (found.exit_code, found.stderr) == (0, "")
    (result,) = json.loads(found.stdout)["questionnaires"]
    assert result["id"] == key.partition("@")[0]
    assert {question["state"] for question in result["questions"]} == {"unanswered"}
    report = run("report", path, "-o", tmp_path / "report.html", "--lang", language)
    assert (report.exit_code, report.stderr) == (0, "")


def test_2_filled_form_is_scored_explained_and_reported(tmp_path):
    path = written(tmp_path / "form.xlsx", "continuum")
    book = openpyxl.load_workbook(path)
    sheet = book["answers"]
    head = [cell.value for cell in sheet[1]]
    (first, *_) = loader.load("continuum").questions()
    assert sheet.cell(2, head.index("question") + 1).value == first.id
    sheet.cell(2, head.index("value") + 1).value = "f"
    sheet.cell(2, head.index("evidence") + 1).value = "verified"
    book.save(path)
    result = json.loads(run("score", path, "--json").stdout)
    (found,) = result["questionnaires"]
    (question,) = [q for q in found["questions"] if q["state"] == "answered"]
    assert (question["id"], question["claimed"], question["n"]) == (first.id, 100, 1)
    explained = run("explain", path, first.id)
    assert (explained.exit_code, explained.stderr) == (0, "")
    report = run("report", path, "-o", tmp_path / "report.pdf")
    assert (report.exit_code, report.stderr) == (0, "")


def test_2_core_is_passed_on(tmp_path):
    path = written(tmp_path / "FORM.XLSX", "continuum", "--core")
    asked = sum(question.core for question in loader.load("continuum").questions())
    sheet = openpyxl.load_workbook(path)["answers"]
    assert sheet.max_row == asked + 1


def test_2_missing_folder_is_refused_and_nothing_is_made(tmp_path):
    path = tmp_path / "none" / "form.xlsx"
    found = run("questionnaires", "form", "continuum", "-o", path)
    assert (found.exit_code, found.stdout) == (1, "")
    assert found.stderr == (
        f"{path}: cannot be written; No such file or directory; choose another place\n"
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("key", ["nothing", "continuum@9.9", "../continuum"])
def test_2_unknown_questionnaire_is_refused_and_an_older_file_kept(tmp_path, key):
    path = tmp_path / "form.xlsx"
    path.write_bytes(b"kept")
    found = run("questionnaires", "form", key, "-o", path)
    assert found.exit_code == 1
    assert f"questionnaire is not known; {key} given; use one of " in found.stderr
    assert path.read_bytes() == b"kept"


@pytest.mark.parametrize("name", ["form.csv", "form", ".xlsx", "form.xls"])
def test_2_another_ending_is_wrong_usage(tmp_path, name):
    found = run("questionnaires", "form", "continuum", "-o", tmp_path / name)
    assert (found.exit_code, found.stdout) == (2, "")
    assert "a form is an Excel file; " in found.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "args", [[], ["continuum"], ["continuum", "-o", "a.xlsx", "--lang", "fr"]]
)
def test_2_wrong_usage_exits_with_2(args):
    assert run("questionnaires", "form", *args).exit_code == 2


def test_2_help_names_the_options():
    found = run("questionnaires", "form", "--help")
    assert found.exit_code == 0
    for option in ("--output", "FILE.xlsx", "--lang", "--core"):
        assert option in found.output


def test_form_away_from_the_checkout_loads_no_web_and_no_database(tmp_path):
    heavy = ("flask", "sqlalchemy", "weasyprint", "openpyxl", "numpy")
    form = ["questionnaires", "form", "continuum", "-o", "form.xlsx"]
    run_alone(tmp_path, form, heavy)
    assert [path.name for path in tmp_path.iterdir()] == ["form.xlsx"]
