"""``sextant score`` and ``report`` with releases: peers weigh, or are refused."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from assessment import files
from assessment.benchmarks import given
from assessment.benchmarks.signing import signed
from assessment.cli import main
from tests.benchmarks.releases import cell, release
from tests.reports import stories


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    written = json.dumps(files.to_json(stories.assessment()), ensure_ascii=False)
    (tmp_path / "bank.json").write_text(written, "utf-8")
    return tmp_path


def write(folder, name, document):
    (folder / name).write_text(document.text(), "utf-8")
    return name


def run(*arguments):
    return CliRunner().invoke(main, [str(each) for each in arguments])


def result(*arguments):
    answer = run("score", "bank.json", "--json", *arguments)
    assert answer.exit_code == 0, answer.output
    return json.loads(answer.output)


def test_4_10_gaps_weigh_by_the_peers_upper_quartile(folder):
    cells = [cell("leadership", 12, top=95), cell("strategy", 7)]
    name = write(folder, "r.json", release(cells))
    plain, weighed = result(), result("--release", name)
    assert plain["peers"] == {}
    # Strategy has seven peers: no quartile, so it is left out and its factor is 1.
    assert weighed["peers"] == {"capability-model": {"leadership": 95.0}}
    for gap in weighed["gaps"]:
        if gap["id"].startswith("leadership."):
            distance = 95 - gap["score"]
            assert gap["peer_gap"] == pytest.approx(distance)
            assert gap["peer_factor"] == pytest.approx(min(3, 1 + distance / 20))
        else:
            assert (gap["peer_gap"], gap["peer_factor"]) == (None, 1.0)
    ranks = {gap["id"]: gap["rank"] for gap in plain["gaps"]}
    moved = {gap["id"]: gap["rank"] for gap in weighed["gaps"]}
    assert ranks.keys() == moved.keys()
    assert ranks != moved
    # Nothing but the gaps' weight may come from outside.
    assert weighed["questionnaires"] == plain["questionnaires"]


def test_a_result_with_peers_verifies(folder):
    name = write(folder, "r.json", release([cell("leadership", 12, top=95)]))
    (folder / "result.json").write_text(json.dumps(result("--release", name)))
    answer = run("verify", "result.json")
    assert answer.exit_code == 0, answer.output
    changed = result("--release", name)
    changed["peers"]["capability-model"]["leadership"] = 50.0
    (folder / "result.json").write_text(json.dumps(changed))
    answer = run("verify", "result.json")
    assert answer.exit_code == 1
    assert "the peers are not those that were scored" in answer.stderr


def test_4_10_peers_that_are_ignored_are_shown_and_weigh_nothing(folder):
    name = write(folder, "r.json", release([cell("leadership", 12, top=95)]))
    assert result("--release", name, "--ignore-peers") == result()
    assert result("--ignore-peers") == result()
    answer = run("score", "bank.json", "--release", name, "--ignore-peers")
    assert answer.exit_code == 0, answer.output
    assert "×" not in answer.output
    assert "  Peers were left out of the priorities by decision, so" in answer.output
    assert "Compared with 12 organisations" in answer.output
    written = run("report", "bank.json", "-o", "bank.html", "--release", name,
                  "--ignore-peers")  # fmt: skip
    assert written.exit_code == 0, written.output
    page = (folder / "bank.html").read_text("utf-8")
    assert "Peers were left out of the priorities by decision" in page
    assert "Compared with 12 organisations" in page


def test_4_10_the_largest_gaps_say_what_peers_weigh_in_them(folder):
    name = write(folder, "r.json", release([cell("leadership", 12, top=95)]))
    answer = run("score", "bank.json", "--release", name)
    shown = answer.output.partition("Largest gaps\n")[2].splitlines()
    gaps = result("--release", name)["gaps"][:5]
    for line, gap in zip(shown[:5], gaps, strict=True):
        factor = math.floor(gap["peer_factor"] * 10 + 0.5) / 10
        assert line.endswith(f"  peers ×{factor:.1f}"), line
    assert shown[5].startswith("  No upper quartile is told for these, so ")


def test_without_a_release_the_largest_gaps_say_that_no_peers_weigh(folder):
    shown = run("score", "bank.json").output.partition("Largest gaps\n")[2]
    assert "×" not in shown
    assert shown.splitlines()[5] == (
        "  No release of peers is at hand, so peers do not change the order of the gaps"
        " (factor 1)."
    )


def test_one_release_a_questionnaire_and_the_continuum_weighs_nothing(folder):
    model = write(folder, "m.json", release([cell("leadership", 12)]))
    line = write(
        folder,
        "c.json",
        release([cell("position", 12)], questionnaire="continuum"),
    )
    found = result("--release", model, "--release", line)
    assert list(found["peers"]) == ["capability-model"]
    answer = run("score", "bank.json", "--release", model, "--release", line)
    assert "Among peers: " in answer.output
    assert "position: This organisation stands at 1.4." in answer.output


def test_dimensions_without_peers_are_named(folder):
    name = write(folder, "r.json", release([cell("leadership", 12)]))
    answer = run("score", "bank.json", "--release", name)
    assert (
        "No group holds five others or more (<5): overall; strategy; " in answer.output
    )


def key(folder):
    path = folder / "key.pem"
    path.write_bytes(
        Ed25519PrivateKey.generate().private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return str(path)


def test_the_signature_is_named_and_a_changed_release_refused(folder):
    made = signed(release([cell("leadership", 12)]), key(folder))
    answer = run("score", "bank.json", "--release", write(folder, "r.json", made))
    assert answer.exit_code == 0, answer.output
    assert "signed by its issuer with the key" in answer.output
    forged = replace(made, cells=({**made.cells[0], "mean": 99},))
    answer = run("score", "bank.json", "--release", write(folder, "f.json", forged))
    assert answer.exit_code == 1
    assert answer.stderr.startswith(
        "f.json:1: the release was changed after it was signed; "
    )
    assert answer.stdout == ""


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"synthetic": True}, True),
        ({"id": "x-synthetic.8946b051"}, True),
        ({}, False),
    ],
)
def test_generated_peers_are_said_to_be_so(folder, changes, said):
    made = replace(release([cell("leadership", 12)]), **changes)
    name = write(folder, "r.json", made)
    keys = [f"{made.questionnaire}@{made.version}"]
    assert given.read([name], keys)[made.questionnaire].source.is_synthetic is said
    answer = run("score", "bank.json", "--release", name)
    assert ("These peers are synthetic" in answer.output) is said
    answer = run("report", "bank.json", "-o", "bank.html", "--release", name)
    assert answer.exit_code == 0, answer.output
    written = (folder / "bank.html").read_text("utf-8")
    assert ("These peers are synthetic" in written) is said


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        pytest.param(
            {"questionnaire": "it-support"},
            "another questionnaire; it-support@1.0 given",
            id="another questionnaire",
        ),
        pytest.param(
            {"version": "0.9"},
            "another questionnaire; capability-model@0.9 given",
            id="another version",
        ),
        pytest.param(
            {"cells": ({**cell("leadership", 12), "quartiles": [40, "x", 60]},)},
            "a cell was expected, ",
            id="a word for a number",
        ),
        pytest.param(
            {"cells": ({**cell("leadership", 12), "quartiles": [40, 50, 160]},)},
            "a value from 0 to 100 was expected",
            id="off the scale",
        ),
        pytest.param(
            {"cells": ({**cell("leadership", 12), "quartiles": [40, 50]},)},
            "a cell was expected, ",
            id="two quartiles",
        ),
        pytest.param(
            {"cells": ({**cell("leadership", 12), "quartiles": [60, 50, 40]},)},
            "not a release; cell 1: quartiles do not rise; take the file",
            id="quartiles fall",
        ),
        pytest.param(
            {"thresholds": {"groups": 5}},
            "not a release; its thresholds are none, or weaker than the method's; take",
            id="thresholds that lack some",
        ),
    ],
)
def test_releases_that_do_not_fit_are_refused_in_a_line(folder, change, sentence):
    made = replace(release([cell("leadership", 12)]), **change)
    name = write(folder, "r.json", made)
    for command in (["score"], ["report", "-o", "bank.html"]):
        answer = run(*command, "bank.json", "--release", name)
        assert answer.exit_code == 1
        assert answer.stderr.startswith("r.json:1: ")
        assert sentence in answer.stderr
        assert len(answer.stderr.splitlines()) == 1
    assert not (folder / "bank.html").exists()


def test_all_faulty_releases_are_named_at_once(folder):
    first = write(folder, "1.json", release([cell("leadership", 12)]))
    second = write(folder, "2.json", release([cell("leadership", 12)]))
    (folder / "3.json").write_text("{", "utf-8")
    options = ["--release", first, "--release", second, "--release", "3.json"]
    answer = run("score", "bank.json", *options)
    assert answer.exit_code == 1
    assert "2.json:1: a second release; capability-model@1.0 given" in answer.stderr
    assert "3.json:" in answer.stderr
    assert "1.json" not in answer.stderr
