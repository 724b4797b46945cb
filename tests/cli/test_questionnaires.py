"""``sextant questionnaires``, in this process and once in one of its own."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from assessment.cli import COMMANDS, main
from questionnaires import loader, show
from tests.support.commands import run_alone

SAMPLE = Path(__file__).parents[1] / "questionnaires" / "valid" / "sample"


def run(*args):
    return CliRunner().invoke(main, args)


def test_help_lists_the_commands_and_every_command_has_help():
    found = run("--help")
    assert found.exit_code == 0
    for name in COMMANDS:
        assert name in found.output
        assert run(name, "--help").exit_code == 0


@pytest.mark.parametrize(
    "args",
    [
        ["nothing"],
        ["questionnaires", "nothing"],
        ["questionnaires", "show"],
        ["questionnaires", "check"],
        ["questionnaires", "list", "--yaml"],
        ["questionnaires", "show", "continuum", "--lang", "fr"],
    ],
)
def test_wrong_usage_exits_with_2(args):
    found = run(*args)
    assert found.exit_code == 2
    assert found.stdout == ""
    assert "Error: " in found.stderr


def test_list_names_every_published_questionnaire():
    found = run("questionnaires", "list")
    assert found.exit_code == 0
    for key in loader.published():
        assert key.partition("@")[0] in found.stdout


def test_list_as_json_is_one_document():
    data = json.loads(run("questionnaires", "list", "--json").stdout)
    entry = next(item for item in data if item["id"] == "continuum")
    assert entry["version"] == "1.0"
    assert entry["questions"] == 24
    assert set(entry["title"]) == {"en", "zh-Hans", "zh-Hant"}
    assert set(entry["minutes"]) == {"core", "full"}


@pytest.mark.parametrize("key", ["continuum", "continuum@1.0"])
def test_show_as_json_is_the_public_form_with_its_hash(key):
    found = run("questionnaires", "show", key, "--json")
    data = json.loads(found.stdout)
    assert data == show.to_json(loader.load("continuum"))
    assert data["hash"] == show.digest(data)
    assert found.stderr == ""


def test_show_speaks_the_language_asked_for():
    questionnaire = loader.load("continuum")
    for language in questionnaire.languages:
        found = run("questionnaires", "show", "continuum", "--lang", language)
        assert questionnaire.title[language] in found.stdout
        question = next(iter(questionnaire.questions()))
        assert question.text[language] in found.stdout


@pytest.mark.parametrize("key", ["nothing", "continuum@9.9", "../continuum"])
def test_show_of_an_unknown_questionnaire_is_refused(key):
    found = run("questionnaires", "show", key, "--json")
    assert found.exit_code == 1
    assert found.stdout == ""
    assert f"questionnaire is not known; {key} given; use one of " in found.stderr


def test_check_of_sound_definitions_exits_with_0():
    found = run("questionnaires", "check", str(SAMPLE), str(SAMPLE / "first.yaml"))
    assert found.exit_code == 0
    assert found.stderr == ""


def test_check_lists_every_fault_of_every_path_with_file_and_line(tmp_path):
    folder = Path(shutil.copytree(SAMPLE, tmp_path / "sample"))
    path = folder / "first.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"rubric"', '"slider"'), encoding="utf-8")
    bomb = tmp_path / "bomb.yaml"
    bomb.write_text("a: &a [1]\nb: *a\n", encoding="utf-8")
    found = run("questionnaires", "check", str(folder), str(bomb), str(tmp_path / "no"))
    assert found.exit_code == 1
    lines = found.stderr.splitlines()
    assert f"{path}:25: type is not known; 'slider' given" in lines[0]
    assert any(line.startswith(f"{bomb}:2: aliases are refused") for line in lines)
    assert lines[-1].startswith(f"{tmp_path / 'no'}:1: cannot be read")
    assert "Traceback" not in found.stderr


def misusing(folder: Path) -> Path:
    """Make the sample say a watched term in another way, in two of its files."""
    made = Path(shutil.copytree(SAMPLE, folder / "sample"))
    for name, en in (
        ("first.yaml", "How care is given."),
        ("questionnaire.yaml", "Sample"),
    ):
        path = made / name
        text = path.read_text(encoding="utf-8")
        changed = text.replace(f'"{en}"', '"A complaint is heard."', 1)
        assert changed != text
        path.write_text(changed, encoding="utf-8")
    return made


def test_check_holds_the_words_to_the_glossary_where_that_is_asked_for(tmp_path):
    folder = misusing(tmp_path)
    assert run("questionnaires", "check", str(folder)).exit_code == 0
    found = run("questionnaires", "check", "--terms", str(folder))
    assert found.exit_code == 1
    assert found.stdout == ""
    why = "does not say complaint by its one translation; write"
    assert found.stderr.splitlines() == [
        f"{folder / 'questionnaire.yaml'}: sample#title: zh-Hans {why} 投诉",
        f"{folder / 'questionnaire.yaml'}: sample#title: zh-Hant {why} 客訴",
        f"{folder / 'first.yaml'}: first.care#summary: zh-Hans {why} 投诉",
        f"{folder / 'first.yaml'}: first.care#summary: zh-Hant {why} 客訴",
    ]


def test_check_of_one_file_tells_the_terms_of_that_file_alone(tmp_path):
    path = misusing(tmp_path) / "first.yaml"
    found = run("questionnaires", "check", "--terms", str(path))
    assert found.exit_code == 1
    assert {line.partition(": ")[0] for line in found.stderr.splitlines()} == {
        str(path)
    }


def test_check_of_terms_tells_faults_first_and_reads_no_words_of_a_broken_one(tmp_path):
    folder = misusing(tmp_path)
    path = folder / "first.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"rubric"', '"slider"'), encoding="utf-8")
    found = run("questionnaires", "check", "--terms", str(folder))
    assert found.exit_code == 1
    assert "type is not known" in found.stderr
    assert "translation" not in found.stderr


def test_check_of_terms_leaves_to_the_base_what_an_overlay_takes_over(tmp_path):
    models = Path(shutil.copytree(SAMPLE.parent, tmp_path / "models"))
    base, overlay = models / "service-desk@1.0.yaml", models / "service-desk-small@1.0"
    changes = {
        base: ("How many ways lead to the desk?", "Where do complaints go?"),
        overlay / "overlay.yaml": ("Personal care", "Care after a complaint"),
    }
    for path, (old, new) in changes.items():
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), encoding="utf-8")
    loader.add_folder(models)
    try:
        found = run("questionnaires", "check", "--terms", str(overlay), str(base))
    finally:
        loader.forget_folders()
    places = [line.split(": ")[:2] for line in found.stderr.splitlines()]
    own, below = str(overlay / "overlay.yaml"), str(base)
    asked = "desk.reach.channels.choice#text"
    assert places == [[own, "care#title"]] * 2 + [[below, asked]] * 2


def test_list_outside_the_repository_needs_no_renderer(tmp_path):
    heavy = ("weasyprint", "plotly", "openpyxl")
    found = run_alone(tmp_path, ["questionnaires", "list", "--json"], heavy)
    assert [item["id"] for item in json.loads(found)]
    assert list(tmp_path.iterdir()) == []
