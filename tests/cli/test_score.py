"""``sextant score``: a file to its result, without a database."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
import yaml
from click.testing import CliRunner

from assessment.cli import main
from questionnaires import loader

# The South African bank of the method's part 5, with criteria as percentages; its
# stage, position and target are worked out there.
GATES = [90, 90, 60, 30, 40, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
PROFILE = ["0", "3", "2", "1", "1", "3", "4", "0"]


def run(*args):
    return CliRunner().invoke(main, [str(arg) for arg in args])


def rows():
    continuum = loader.load("continuum")
    asked = {d.id: list(d.questions()) for d in continuum.dimensions}
    gates = [q for name in asked if name.startswith("stage-") for q in asked[name]]
    profile = asked["target"]
    values = [*zip(gates, GATES, strict=True), *zip(profile, PROFILE, strict=True)]
    return [{"question": question.id, "value": value} for question, value in values]


def document():
    return {
        "organisation": {"name": "Example bank"},
        "questionnaires": ["continuum@1.0"],
        "answers": rows(),
    }


def as_csv():
    stream = io.StringIO()
    writer = csv.DictWriter(stream, ["question", "value"])
    writer.writeheader()
    writer.writerows(rows())
    return stream.getvalue().encode()


def as_xlsx():
    book = openpyxl.Workbook()
    book.active.append(["question", "value"])
    for row in rows():
        book.active.append(list(row.values()))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def as_yaml():
    # The emitter leaves texts such as -0.5 quoted and everything else plain.
    return yaml.safe_dump(document(), allow_unicode=True).encode()


WRITERS = {
    "a.json": lambda: json.dumps(document()).encode(),
    "a.yaml": as_yaml,
    "a.csv": as_csv,
    "a.xlsx": as_xlsx,
}


@pytest.mark.parametrize("name", WRITERS)
def test_score_of_every_kind_of_file_is_the_worked_example(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(WRITERS[name]())
    found = run("score", path, "--questionnaire", "continuum", "--json")
    assert found.exit_code == 0, found.stderr
    data = json.loads(found.stdout)
    assert data["schema"] == "sextant/result@1"
    (continuum,) = data["questionnaires"]
    assert continuum["hash"] == loader.load("continuum").hash
    assert continuum["position"]["stage"] == 1
    assert continuum["position"]["value"] == pytest.approx(1.4333, abs=5e-5)
    assert continuum["target"]["value"] == pytest.approx(2.8125)
    assert continuum["target"]["state"] == "below"


def test_score_for_people_shows_position_target_and_what_blocks(tmp_path):
    path = tmp_path / "a.json"
    path.write_bytes(WRITERS["a.json"]())
    lines = run("score", path).stdout.splitlines()
    assert lines[0] == "Example bank (self-declared)"
    assert any("Position 1.43, between 1 and 2" in line for line in lines)
    assert any("Target band 2.3 to 3.3: below" in line for line in lines)
    assert any(line.startswith("  Blocking: stage-2.") for line in lines)


def test_score_for_people_shows_overall_dimensions_and_gaps(tmp_path):
    model = loader.load("capability-model")
    levels = {"question": "", "value": 2}
    part = {"level": 40, "trend": 40, "comparison": 40, "relevance": 40}
    answers = [
        {**levels, "question": q.id, "value": part if q.parts else 2}
        for q in model.questions()
    ]
    path = tmp_path / "a.json"
    path.write_text(
        json.dumps({"questionnaires": ["capability-model"], "answers": answers})
    )
    found = run("score", path)
    assert found.exit_code == 0, found.stderr
    assert "Overall 40 of 100, level 2 Basic, scored" in found.stdout
    assert "Claimed 40, evidenced 40, coverage 100%" in found.stdout
    for dimension in model.dimensions:
        assert dimension.title["en"] in found.stdout
    assert "Largest gaps" in found.stdout
    assert "40 of 60" in found.stdout


def test_every_fault_of_a_file_is_one_line_of_standard_error(tmp_path):
    path = tmp_path / "a.json"
    faulty = document()
    faulty["answers"][0]["value"] = 101
    faulty["answers"][1]["question"] = "none"
    path.write_text(json.dumps(faulty, indent=1))
    found = run("score", path, "--json")
    assert found.exit_code == 1
    assert found.stdout == ""
    lines = found.stderr.splitlines()
    assert len(lines) == 2
    assert all(line.startswith(f"{path}:") for line in lines)
    assert "Traceback" not in found.stderr


def test_missing_file_and_unknown_questionnaire_are_refused(tmp_path):
    found = run("score", tmp_path / "none.json")
    assert (found.exit_code, found.stdout) == (1, "")
    path = tmp_path / "a.json"
    path.write_bytes(WRITERS["a.json"]())
    found = run("score", path, "--questionnaire", "none")
    assert found.exit_code == 1
    assert "questionnaire is not known; none given" in found.stderr


def test_wrong_usage_exits_with_2():
    assert run("score").exit_code == 2


def test_installed_command_works_outside_the_repository(tmp_path):
    (tmp_path / "a.csv").write_bytes(as_csv())
    program = Path(sys.executable).with_name("sextant")
    found = subprocess.run(
        [program, "score", "a.csv", "--json"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert found.returncode == 0, found.stderr
    assert json.loads(found.stdout)["questionnaires"][0]["id"] == "continuum"
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]
