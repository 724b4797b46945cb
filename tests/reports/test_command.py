"""``sextant report``: a file in, a report out, or a sentence and nothing."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from assessment import files
from assessment.cli import main
from tests.reports import stories
from tests.reports.pdf_helpers import reader
from tests.support.commands import run_alone


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    written = json.dumps(files.to_json(stories.assessment()), ensure_ascii=False)
    (tmp_path / "bank.json").write_text(written, "utf-8")
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(main, ["report", *arguments])


def test_writes_a_pdf_by_the_ending(folder):
    answer = run("bank.json", "-o", "bank.pdf", "--lang", "zh-Hans")
    assert answer.exit_code == 0, answer.output
    assert (folder / "bank.pdf").read_bytes().startswith(b"%PDF-")
    assert sorted(path.name for path in folder.iterdir()) == ["bank.json", "bank.pdf"]


@pytest.mark.parametrize(
    ("option", "out", "kind"),
    [
        (["--archive"], "bank.html", "pdf"),
        (["--template", "bank.json"], "bank.pdf", "pptx"),
    ],
)
def test_an_option_of_another_kind_of_file_is_wrong_usage(folder, option, out, kind):
    answer = run("bank.json", "-o", out, *option)
    assert answer.exit_code == 2
    assert f"{option[0]} is for {kind} files" in answer.stderr
    assert not (folder / out).exists()


def test_a_template_that_is_none_is_refused(folder):
    answer = run("bank.json", "-o", "bank.pptx", "--template", "bank.json")
    assert answer.exit_code == 1
    assert answer.stderr.startswith("template: ")
    assert not (folder / "bank.pptx").exists()


def test_writes_html_when_asked_whatever_the_ending(folder):
    answer = run("bank.json", "-o", "bank.report", "--format", "html")
    assert answer.exit_code == 0, answer.output
    assert "Karoo Retail Bank" in (folder / "bank.report").read_text("utf-8")


@pytest.mark.parametrize(
    ("out", "sentence"),
    [
        pytest.param("bank.txt", "the format is not known; given txt", id="unknown"),
        pytest.param("bank", "bank has no ending", id="no ending"),
    ],
)
def test_refuses_other_formats_with_a_sentence(folder, out, sentence):
    answer = run("bank.json", "-o", out)
    assert answer.exit_code == 2
    assert sentence in answer.stderr
    assert not (folder / out).exists()


@pytest.mark.parametrize(
    ("out", "begins"),
    [
        ("bank.xlsx", b"PK"),
        ("bank.docx", b"PK"),
        ("bank.pptx", b"PK"),
        ("bank.csv", b"\xef\xbb\xbfquestionnaire,"),
        ("bank.json", b'{\n  "schema": "sextant/result@1"'),
    ],
)
def test_writes_what_others_go_on_with_by_the_ending(folder, out, begins):
    answer = run("bank.json", "-o", f"new-{out}")
    assert answer.exit_code == 0, answer.output
    assert (folder / f"new-{out}").read_bytes().startswith(begins)


def test_a_summary_is_shorter_and_refused_where_there_is_none(folder):
    for kind in ("docx", "html"):
        whole, brief = (folder / f"{name}.{kind}" for name in ("whole", "brief"))
        assert run("bank.json", "-o", whole.name).exit_code == 0
        assert run("bank.json", "-o", brief.name, "--summary").exit_code == 0
        assert brief.stat().st_size < whole.stat().st_size
    assert run("bank.json", "-o", "brief.pdf", "--summary").exit_code == 0
    assert len(reader((folder / "brief.pdf").read_bytes()).pages) == 2
    answer = run("bank.json", "-o", "bank.xlsx", "--summary")
    assert answer.exit_code == 2
    assert "there is no summary as xlsx; leave --summary out" in answer.stderr
    assert not (folder / "bank.xlsx").exists()


def test_refuses_a_folder_that_is_not_there_in_one_line(folder):
    answer = run("bank.json", "-o", "nowhere/bank.html")
    assert answer.exit_code == 1
    assert answer.stderr.startswith("nowhere/bank.html: cannot be written; ")
    assert len(answer.stderr.splitlines()) == 1


def test_a_refused_file_leaves_the_old_report_as_it_was(folder):
    (folder / "bank.html").write_text("before", "utf-8")
    (folder / "bad.json").write_text('{"questionnaires": [', "utf-8")
    answer = run("bad.json", "-o", "bank.html")
    assert answer.exit_code == 1
    assert "bad.json:" in answer.stderr
    assert (folder / "bank.html").read_text("utf-8") == "before"


def test_a_report_needs_no_web_framework(tmp_path):
    """It takes half a second to load, which a command would pay for nothing."""
    data = {"questionnaires": ["continuum@1.0"], "answers": []}
    (tmp_path / "a.json").write_text(json.dumps(data), encoding="utf-8")
    run_alone(tmp_path, ["report", "a.json", "-o", "a.html"])
    assert (tmp_path / "a.html").stat().st_size > 0


def test_figures_of_the_file_become_a_chapter_of_the_report(folder):
    data = json.loads((folder / "bank.json").read_text("utf-8"))
    data["figures"] = {"customers": 2000, "cost_to_serve": 110, "currency": "ZAR"}
    (folder / "bank.json").write_text(json.dumps(data), "utf-8")
    answer = run("bank.json", "-o", "bank.html")
    assert answer.exit_code == 0, answer.output
    page = (folder / "bank.html").read_text("utf-8")
    assert "2,000 customers × 1% × ZAR 110 to serve one" in page
    assert "ZAR 2,200" in page
