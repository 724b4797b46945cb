"""Method 4.10: what does not fit into a wave moves on, and nothing comes too early."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.answers import Unit
from scoring.engine import score
from tests.scoring.definitions import criterion_id, initiative, planned
from tests.scoring.test_roadmap import FAILED_LEAP, bank, steps

PROPERTIES = settings(max_examples=200, deadline=None, derandomize=True)


@st.composite
def plans(draw: st.DrawFn) -> dict[str, dict[str, Any]]:
    """Initiatives that need only earlier ones, as no cycle is allowed."""
    names = [f"i{number}" for number in range(draw(st.integers(1, 8)))]
    return {
        name: {
            "title": name,
            "gap": draw(st.integers(1, 90)),
            "importance": draw(st.integers(1, 5)),
            "effort": draw(st.integers(1, 5)),
            "days": draw(st.integers(1, 400)),
            "needs": draw(st.lists(st.sampled_from(names[:place]), unique=True))
            if place
            else [],
        }
        for place, name in enumerate(names)
    }


def waves_of(initiatives, capacity):
    data, questionnaire = planned(initiatives, capacity)
    roadmap = score(data, {questionnaire.id: questionnaire}).roadmap
    return [list(wave.initiatives) for wave in roadmap.waves]


@PROPERTIES
@given(plans(), st.integers(1, 1000))
def test_4_10_nothing_comes_before_what_it_needs(initiatives, capacity):
    waves = waves_of(initiatives, capacity)
    number = {name: n for n, wave in enumerate(waves) for name in wave}
    for name, plan in initiatives.items():
        assert all(number[needed] < number[name] for needed in plan["needs"])


@PROPERTIES
@given(plans(), st.integers(1, 1000))
def test_4_10_a_capacity_changes_when_and_not_what(initiatives, capacity):
    waves = waves_of(initiatives, capacity)
    assert all(waves)
    assert sorted(name for wave in waves for name in wave) == sorted(initiatives)


@PROPERTIES
@given(plans(), st.integers(1, 1000))
def test_4_10_no_wave_is_over_its_capacity_unless_it_holds_one(initiatives, capacity):
    for wave in waves_of(initiatives, capacity):
        days = sum(initiatives[name]["days"] for name in wave)
        assert days <= capacity or len(wave) == 1


@PROPERTIES
@given(plans())
def test_4_10_a_capacity_that_all_fit_into_changes_nothing(initiatives):
    enough = sum(plan["days"] for plan in initiatives.values())
    assert waves_of(initiatives, enough) == waves_of(initiatives, None)


@PROPERTIES
@given(st.integers(1, 400))
def test_4_10_a_wave_holds_one_stage_at_most_with_any_capacity(capacity):
    parts = [
        initiative(f"{code}-only", {criterion_id(code): 67}, 2, days=50)
        for code in ("G2a", "G2b", "G2c", "G3a", "G3b")
    ]
    waves = bank(FAILED_LEAP, parts, capacity=capacity).roadmap.waves
    stages = [{name[1] for name in wave.initiatives} for wave in waves]
    assert all(len(found) == 1 for found in stages)
    assert sorted(map(min, stages)) == list(map(min, stages))


def test_4_10_a_change_of_stage_lasts_as_long_with_a_capacity():
    waves = bank(FAILED_LEAP, steps(), capacity=60).roadmap.waves
    assert [wave.days for wave in waves] == [180, 180]


def test_4_10_the_capacity_holds_for_each_unit_and_stands_in_the_result():
    plan = {"title": "x", "importance": 3, "effort": 3, "days": 60}
    initiatives = {"a": {**plan, "gap": 50}, "b": {**plan, "gap": 40}}
    data, questionnaire = planned(initiatives, 60)
    units = tuple(Unit(name) for name in ("north", "south"))
    answers = tuple(replace(a, unit=u.id) for u in units for a in data.answers)
    split = replace(data, units=units, answers=answers)
    result = score(split, {questionnaire.id: questionnaire})
    for part in (result, *result.units):
        assert [w.initiatives for w in part.roadmap.waves] == [("a",), ("b",)]
    assert result.capacity == 60


def test_4_10_without_a_capacity_there_is_none_in_the_result():
    assert bank(FAILED_LEAP, steps()).capacity is None
