"""Loading, and the public JSON with its hash."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import shutil
from pathlib import Path

import pytest

from questionnaires import library, loader, show
from questionnaires.model import QuestionType

SAMPLE = Path(__file__).parent / "valid" / "sample"


@pytest.fixture(scope="module")
def sample():
    return loader.load_path(SAMPLE)


def test_rubric_has_levels_and_criterion_has_degrees(sample):
    level = sample.by_id["first.care.level"]
    gate = sample.by_id["first.care.gate"]
    assert [(o.key, o.value) for o in level.options] == [(str(n), n) for n in range(6)]
    assert level.options[5].label["zh-Hant"] == "事實5"
    degrees = [("n", 0), ("p", 33), ("l", 67), ("f", 100)]
    assert [(o.key, o.value) for o in gate.options] == degrees


def test_parts_have_anchors_keyed_by_their_value(sample):
    outcome = sample.by_id["first.care.outcome"]
    practice = sample.by_id["first.care.practice"]
    assert [p.key for p in outcome.parts] == [
        "level",
        "trend",
        "comparison",
        "relevance",
    ]
    assert [p.key for p in practice.parts] == ["intention", "reality", "effect"]
    assert [(a.key, a.value) for a in outcome.parts[0].anchors] == [
        ("0", 0),
        ("100", 100),
    ]


def test_unscored_types_have_no_weight(sample):
    for question in sample.questions():
        assert (question.weight is None) == (not question.scored)
    types = {question.type for question in sample.questions()}
    assert types == set(QuestionType)


def test_shared_options_are_those_of_the_scale(sample):
    assert [o.key for o in sample.by_id["first.care.mood"].options] == ["0", "1"]


def test_a_questionnaire_is_frozen(sample):
    with pytest.raises(dataclasses.FrozenInstanceError):
        sample.version = "2.0"


def test_s03_template_marks_stay_text(tmp_path):
    folder = Path(shutil.copytree(SAMPLE, tmp_path / "sample"))
    path = folder / "first.yaml"
    hostile = "{{ config.SECRET_KEY }} ${7*7} {% raw %} <svg/onload=window.x=1>"
    text = path.read_text(encoding="utf-8").replace("The only one.", hostile)
    path.write_text(text, encoding="utf-8")
    found = loader.load_path(folder)
    assert found.dimensions[0].summary["en"] == hostile
    assert show.to_json(found)["dimensions"][0]["summary"]["en"] == hostile


def test_json_has_the_keys_of_the_contract(sample):
    data = show.to_json(sample)
    assert data["schema"] == "sextant/questionnaire@1"
    assert {"id", "version", "hash", "kind", "languages", "title", "minutes"} <= set(
        data
    )
    dimension = data["dimensions"][0]
    assert {"id", "title", "weight", "capabilities"} <= set(dimension)
    capability = dimension["capabilities"][0]
    assert {"id", "title", "weight", "questions"} <= set(capability)
    question = capability["questions"][0]
    assert {
        "id", "type", "text", "options", "weight", "core", "roles", "allow_na",
        "source", "origin",
    } <= set(question)  # fmt: skip
    assert set(question["options"][0]) == {"key", "value", "label"}
    assert {
        "id", "title", "kind", "raises", "effort", "days", "owner", "kpi", "requires",
    } <= set(data["initiatives"][0])  # fmt: skip
    assert [q["weight"] for q in capability["questions"]] == [1] * 4 + [None] * 4 + [1]
    assert data["initiatives"][0]["raises"] == {"first.care.level": 3}


def test_hash_is_of_the_printed_json_without_it(sample):
    printed = json.loads(json.dumps(show.to_json(sample), ensure_ascii=False))
    assert printed.pop("hash") == sample.hash
    text = json.dumps(
        printed, sort_keys=True, ensure_ascii=False, separators=(",", ":")
    )
    assert sample.hash == f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def test_hash_changes_with_any_word(sample, tmp_path):
    folder = Path(shutil.copytree(SAMPLE, tmp_path / "sample"))
    path = folder / "first.yaml"
    text = path.read_text(encoding="utf-8").replace("Fact 5", "Fact five")
    path.write_text(text, encoding="utf-8")
    assert loader.load_path(folder).hash != sample.hash


def test_latest_version_is_loaded_and_versions_are_numbers(tmp_path, monkeypatch):
    for version in ("1.0", "1.2", "1.10"):
        folder = Path(shutil.copytree(SAMPLE, tmp_path / f"sample@{version}"))
        head = folder / "questionnaire.yaml"
        text = head.read_text(encoding="utf-8")
        head.write_text(text.replace('"1.0"', f'"{version}"'), encoding="utf-8")
    monkeypatch.setattr(library, "PUBLISHED", tmp_path)
    loader.published.cache_clear()
    loader._load.cache_clear()
    try:
        assert loader.published() == ("sample@1.0", "sample@1.2", "sample@1.10")
        assert loader.load("sample").key == "sample@1.10"
        assert loader.load("sample", "1.2").key == "sample@1.2"
        assert loader.load("sample") is loader.load("sample", "1.10")
    finally:
        loader.published.cache_clear()
        loader._load.cache_clear()


@pytest.mark.parametrize(
    ("wanted", "version"),
    [("nothing", None), ("continuum", "9.9"), ("../valid/sample", None), ("", None)],
)
def test_unknown_questionnaire_is_refused(wanted, version):
    with pytest.raises(loader.UnknownQuestionnaireError, match="is not known"):
        loader.load(wanted, version)
