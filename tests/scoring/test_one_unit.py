"""Contract 5, Units: a unit's own result is complete, verifies, and scores alike."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment import files
from assessment.files import results
from questionnaires import loader
from scoring.answers import Answer, AssessmentData, Consensus, Unit
from scoring.engine import score
from scoring.errors import ScoringError
from scoring.one_unit import unit_result
from scoring.result import to_json
from scoring.verify import verification
from tests.support.assessments import PROPERTIES, assessments

KEYS = ("capability-model@1.0", "continuum@1.0")
DEFINITIONS = {key.partition("@")[0]: loader.load(*key.split("@")) for key in KEYS}
QUESTIONS = [q.id for q in DEFINITIONS["capability-model"].questions() if q.scored]


def answers(unit: str, value: int) -> list[Answer]:
    return [
        Answer("capability-model", name, value, respondent=f"{unit}-1", unit=unit)
        for name in QUESTIONS[:12]
    ]


def two_units() -> AssessmentData:
    first = QUESTIONS[0]
    return AssessmentData(
        questionnaires=KEYS,
        answers=(*answers("retail", 2), *answers("corporate", 4)),
        organisation={"name": "Karoo Bank", "size": "250-999"},
        date="2026-11-21",
        units=(Unit("retail", 3), Unit("corporate", 1)),
        invited={"manager": 5},
        consensus=(
            Consensus("capability-model", first, 1),
            Consensus("capability-model", first, 5, unit="corporate"),
        ),
    )


@pytest.mark.parametrize("unit", ["retail", "corporate"])
def test_contract_5_a_units_result_is_the_one_inside_and_verifies(unit):
    whole = score(two_units(), DEFINITIONS)
    inside = next(each for each in whole.units if each.id == unit)
    found = unit_result(whole, unit)

    for mine, theirs in zip(found.questionnaires, inside.questionnaires, strict=True):
        assert replace(mine, flags=()) == replace(theirs, flags=())
        assert [flag.kind for flag in mine.flags] == [f.kind for f in theirs.flags]
    assert (found.gaps, found.roadmap) == (inside.gaps, inside.roadmap)
    assert found.units == ()
    assert not any("unit" in f.detail for q in found.questionnaires for f in q.flags)
    assert found.organisation == {"name": f"Karoo Bank · {unit}", "size": "250-999"}
    document = to_json(found)
    stored = results.parse(files_bytes(document), "unit.json")
    again = to_json(score(stored.data, DEFINITIONS))
    assert verification(document, again).first is None


def files_bytes(document: dict) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()


def test_contract_5_only_what_counted_for_the_unit_goes_along():
    found = unit_result(score(two_units(), DEFINITIONS), "corporate")
    assert {row["respondent"] for row in found.answers} == {"corporate-1"}
    assert {row["unit"] for row in found.answers} == {None}
    # Its own consensus, 5 of 5, is 100 points; the one for all units stays behind.
    assert [(row["value"], row["unit"]) for row in found.consensus] == [(5, None)]
    assert found.of("capability-model").question(QUESTIONS[0]).score == 100
    retail = unit_result(score(two_units(), DEFINITIONS), "retail")
    assert retail.of("capability-model").question(QUESTIONS[0]).score == 20
    assert dict(found.invited) == {}


def test_an_organisation_without_name_is_called_by_its_unit():
    data = replace(two_units(), organisation={})
    assert unit_result(score(data, DEFINITIONS), "retail").organisation == {
        "name": "retail"
    }


def test_a_unit_that_is_not_there_is_refused():
    with pytest.raises(ScoringError, match="wholesale is no unit"):
        unit_result(score(two_units(), DEFINITIONS), "wholesale")


@settings(PROPERTIES, max_examples=10)
@given(st.data())
def test_contract_5_any_units_result_verifies(data):
    document = data.draw(assessments(tuple(DEFINITIONS.values()), most_units=3))
    read = files.from_json(document, "any.json")
    whole = score(read, DEFINITIONS)
    for unit in whole.units:
        found = to_json(unit_result(whole, unit.id))
        stored = results.parse(files_bytes(found), "unit.json")
        again = to_json(score(stored.data, DEFINITIONS))
        assert verification(found, again).first is None
