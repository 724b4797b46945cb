"""contract 5: a result is complete, and any change anywhere in it is caught."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment import files
from assessment.files import results
from questionnaires import loader
from scoring.answers import AssessmentData
from scoring.engine import score
from scoring.result import to_json
from scoring.verify import verification
from tests.support.assessments import (
    PROPERTIES,
    assessments,
    at,
    changed,
    changed_once,
    changes,
    nodes,
)

GATE = "stage-1.gate.customer-level-data"


def definitions(data):
    keys = [key.split("@") for key in data.questionnaires]
    return {name: loader.load(name, version) for name, version in keys}


def small():
    return [loader.load(key.split("@")[0]) for key in loader.published()]


def written(data: AssessmentData) -> str:
    result = to_json(score(data, definitions(data)))
    return json.dumps(result, ensure_ascii=False, allow_nan=False)


def verified(text: str):
    stored = results.parse(text.encode(), "r.json")
    again = to_json(score(stored.data, definitions(stored.data)))
    return verification(stored.document, again)


def caught(document) -> bool:
    try:
        return verified(json.dumps(document)).first is not None
    except files.FileRefusedError as error:
        return all(fault.startswith("r.json:") for fault in error.faults)


@PROPERTIES
@given(st.data())
def test_a_result_is_verified_by_what_is_in_it(data):
    document = data.draw(assessments(small()))
    given_in = files.from_json(document, "a")
    quartiles = data.draw(st.dictionaries(st.just("first"), st.floats(0, 100)))
    given_in = replace(given_in, peers={"sample": quartiles})
    text = written(given_in)
    stored = results.parse(text.encode(), "r.json")
    assert stored.data == given_in
    assert verified(text).first is None


@PROPERTIES
@given(st.data())
def test_any_single_change_in_a_result_is_caught(data):
    document = data.draw(assessments(small()))
    result = json.loads(written(files.from_json(document, "a")))
    path, other = data.draw(changed_once(result))
    assert caught(other), path


def full():
    """A result in which every block of what goes in holds something."""
    level = {"questionnaire": "sample", "question": "first.care.level"}
    document = {
        "questionnaires": ["sample"],
        "organisation": {"name": "Bank", "fictional": True, "drivers": ["growth"]},
        "date": "2026-11-21",
        "mode": "assessed",
        "invited": {"executive": 3},
        "units": [{"id": "north", "weight": 2.5, "shares_customers": True}],
        "targets": {"first": 70},
        "accepted": [{**level, "by": "B", "reason": "R"}],
        "consensus": [{**level, "value": 2, "unit": "north", "by": "B"}],
        "answers": [
            {**level, "value": 3, "unit": "north", "importance": 4, "comment": "c"},
            {**level, "value": "na", "reason": "other", "unit": "north",
             "respondent": "r2", "seconds": 2.5},
        ],
        "capacity": 90,
    }  # fmt: skip
    data = files.from_json(document, "a")
    return json.loads(written(replace(data, peers={"sample": {"first": 80.0}})))


def test_every_change_of_every_node_of_a_result_is_caught():
    result = full()
    assert not caught(result)
    missed = [
        (path, value)
        for path in nodes(result)
        for value in changes(at(result, path))
        if not caught(changed(result, path, value))
    ]
    assert missed == []


def rewritten(value):
    """The same numbers, as another tool writes them, and the keys in another order."""
    if isinstance(value, dict):
        return {key: rewritten(value[key]) for key in sorted(value, reverse=True)}
    if isinstance(value, list):
        return [rewritten(item) for item in value]
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return value


def test_a_result_that_a_tool_rewrote_is_the_same():
    assert verified(json.dumps(rewritten(full()), indent=3)).first is None


def test_the_result_of_an_assessment_without_anything_is_verified():
    data = AssessmentData(("sample@1.0",), ())
    assert verified(written(data)).first is None


def test_units_keep_whether_they_share_customers():
    result = full()
    assert result["units"][0]["shares_customers"] is True
    [unit] = results.parse(json.dumps(result).encode(), "r.json").data.units
    assert unit.shares_customers


def test_everything_that_goes_in_has_its_digest():
    # The organisation's own figures go into no score; they stand beside the result.
    fields = set(AssessmentData.__dataclass_fields__) - {"figures"}
    digest = full()["digest"]
    assert set(digest) == fields
    assert all(value.startswith("sha256:") for value in digest.values())


REFUSED = [
    pytest.param("[]", "r.json:1: must be a mapping; [] given", id="no object"),
    pytest.param(
        "{}", "r.json:1: schema: schema is missing; nothing giv", id="nothing"
    ),
    pytest.param(
        '{\n"schema": "sextant/assessment@1"}',
        "r.json:2: schema: schema is not known; 'sextant/assessment@1' given; "
        "use sextant/result@1",
        id="an assessment",
    ),
    pytest.param('{"a": NaN}', "r.json:1: a: not a usable number", id="NaN"),
    pytest.param('{"a": 1, "a": 1}', "r.json:1: a: duplicate key", id="key twice"),
    pytest.param("[" * 99, "r.json:1: nested too deeply", id="deep"),
    pytest.param("", "r.json:1: not valid JSON", id="empty"),
]


@pytest.mark.parametrize(("text", "fault"), REFUSED)
def test_what_is_no_result_is_refused(text, fault):
    with pytest.raises(files.FileRefusedError) as refused:
        results.parse(text.encode(), "r.json")
    assert refused.value.faults[0].startswith(fault)


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        pytest.param(
            ("questionnaires", 0, "version"),
            "9.9",
            "r.json:1: questionnaires[0].version: questionnaire is not known; "
            "sample@9.9 given; use one of continuum@1.0, sample@1.0, twin@1.0",
            id="a version that is not published",
        ),
        pytest.param(
            ("questionnaires", 0, "id"),
            3,
            "r.json:1: questionnaires[0].id: id must be a text; 3 given",
            id="an id that is no text",
        ),
        pytest.param(
            ("answers", 0, "value"),
            6,
            "r.json:1: answers[0].value: first.care.level does not take this value",
            id="a value off its scale",
        ),
        pytest.param(
            ("peers", "sample", "first"),
            101,
            "r.json:1: peers.sample.first: first is out of range; 101 given",
            id="a quartile off its scale",
        ),
        pytest.param(
            ("units", 0, "weight"),
            -1,
            "r.json:1: units[0].weight: weight is out of range; -1 given",
            id="a weight that is none",
        ),
    ],
)
def test_a_fault_in_what_went_in_is_refused_once_with_its_place(path, value, fault):
    text = json.dumps(changed(full(), path, value))
    with pytest.raises(files.FileRefusedError) as refused:
        results.parse(text.encode(), "r.json")
    [found] = refused.value.faults
    assert found.startswith(fault)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(files.FileRefusedError, match="cannot be read"):
        results.read(tmp_path / "none.json")
