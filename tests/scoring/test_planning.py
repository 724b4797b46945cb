"""Method 4.10 with decisions: what is followed, what is refused, what is predicted."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.reports.stored import result_from_json
from scoring.answers import Answer, AssessmentData
from scoring.basis import basis_of
from scoring.engine import score
from scoring.plan import (
    BUILDS,
    EARLY,
    EMPTY,
    MISSING,
    STAGE,
    STARTS,
    TECHNOLOGY,
    Decision,
    Predicted,
    Remark,
    Slot,
)
from scoring.planning import decided_plan, since
from scoring.result import to_json
from scoring.roadmap import Decisions
from tests.organisations import loading
from tests.reports.organisations import organisations, result_of
from tests.reports.stories import definitions
from tests.scoring.definitions import (
    GATES,
    capability,
    continuum,
    criterion_id,
    initiative,
    model,
    planned,
    question,
)
from tests.scoring.test_capacity import plans
from tests.scoring.test_edges_roadmap import RIGHT_END, answers_of
from tests.scoring.test_roadmap import (
    FAILED_LEAP,
    FIVE,
    A,
    B,
    C,
    D,
    E,
    bank,
    steps,
)

PROPERTIES = settings(max_examples=40, deadline=None, derandomize=True)
MODEL = "capability-model"
NO_DECISION = Decisions()
NAMES = [one.name for one in loading.organisations()]


def key(name: str) -> tuple[str, str]:
    return MODEL, name


def worked(capacity: int | None = None):
    data, questionnaire = planned(FIVE["initiatives"], capacity)
    definitions = {questionnaire.id: questionnaire}
    return data, definitions, basis_of(score(data, definitions), definitions)


def plan_of(decided=None, capacities=None, capacity=None):
    """The worked example, in which every initiative lasts 60 days, as decided."""
    decided = {key(name): each for name, each in (decided or {}).items()}
    _data, _definitions, ground = worked(capacity)
    return decided_plan(ground, Decisions(decided, capacities or {}))


def waves_of(plan) -> list[list[str]]:
    return [list(wave.initiatives) for wave in plan.roadmap.waves]


def scored_with(done: set[str]) -> float | None:
    """The overall score once more, with the answers that are promised."""
    data, definitions, _ground = worked()
    questions = {f"d.{name}.q" for name in done}
    answers = tuple(
        replace(a, value=100) if a.question in questions else a for a in data.answers
    )
    again = score(replace(data, answers=answers), definitions)
    return again.questionnaires[0].overall.score


def test_4_10_without_decisions_the_plan_is_the_computed_one():
    data, definitions, ground = worked()
    plan = decided_plan(ground, NO_DECISION)
    assert plan.roadmap == score(data, definitions).roadmap
    assert waves_of(plan) == [[B, E, A], [C], [D]]
    assert (plan.out, plan.remarks) == ((), ())
    assert plan.today.overall == pytest.approx(scored_with(set()))


@pytest.mark.parametrize("name", NAMES)
def test_4_10_a_frozen_result_tells_what_its_plan_was_made_from(name):
    """Published definitions and overlays, after the way through JSON."""
    result = loading.result_of(name)
    frozen = result_from_json(to_json(result))
    ground = basis_of(frozen, loading.pinned(loading.named(name)))
    assert decided_plan(ground, NO_DECISION).roadmap == result.roadmap


def test_4_10_a_plan_of_units_together_is_found_again_and_predicts_nothing():
    found = next(one for one in organisations() if len(one.units) > 1)
    result = result_of(found.name)
    plan = decided_plan(basis_of(result, definitions()), NO_DECISION)
    assert plan.roadmap == result.roadmap
    assert {wave.predicted for wave in plan.roadmap.waves} <= {Predicted(None, None)}


def test_4_10_what_is_dropped_is_neither_planned_nor_predicted():
    plan = plan_of({E: Decision(out=True)})
    assert waves_of(plan) == [[B, A], [C], [D]]
    assert plan.out == (key(E),)
    assert plan.remarks == ()
    last = plan.roadmap.waves[-1].predicted.overall
    assert last == pytest.approx(scored_with({A, B, C, D}))


def test_4_10_what_builds_on_something_dropped_says_so():
    plan = plan_of({B: Decision(out=True)})
    assert waves_of(plan) == [[C, E, A], [D]]
    assert plan.remarks == (Remark(MISSING, key(C), 1, key(B), BUILDS),)


def test_4_10_an_initiative_moves_to_a_later_wave_and_what_waits_for_it_with_it():
    assert waves_of(plan_of({A: Decision(wave=2)})) == [[B, E], [C, A], [D]]
    moved = plan_of({A: Decision(wave=3)})
    assert waves_of(moved) == [[B, E], [C], [A], [D]]
    assert moved.remarks == ()


def test_4_10_no_step_comes_before_what_it_builds_on():
    plan = plan_of({D: Decision(wave=1)})
    assert waves_of(plan) == [[B, E, A], [C], [D]]
    assert plan.remarks == (Remark(EARLY, key(D), 3, key(C), BUILDS, until=120),)


def test_4_10_a_wave_with_nothing_before_it_is_no_wave():
    plan = plan_of({D: Decision(wave=9)})
    assert waves_of(plan) == [[B, E, A], [C], [D]]
    assert plan.remarks == (Remark(EMPTY, key(D), 3),)


def test_4_10_what_is_taken_back_from_the_plan_or_not_needed_changes_nothing():
    plan = plan_of({"unknown": Decision(out=True, wave=2)})
    assert waves_of(plan) == [[B, E, A], [C], [D]]
    assert (plan.out, plan.remarks) == ((), ())


def test_4_10_a_capacity_of_one_wave_holds_for_it_alone():
    plan = plan_of(capacities={1: 120})
    assert waves_of(plan) == [[B, E], [C, A], [D]]
    loads = [(load.days, load.capacity, load.exceeded) for load in plan.loads]
    assert loads == [(120, 120, False), (120, None, False), (60, None, False)]
    assert waves_of(plan_of(capacities={1: 180}, capacity=60)) == [[B, E, A], [C], [D]]


def test_4_10_a_capacity_that_a_decision_exceeds_is_said_and_not_changed():
    decided = dict.fromkeys((A, B, E), Decision(wave=1))
    plan = plan_of(decided, capacities={1: 60})
    assert waves_of(plan) == [[B, E, A], [C], [D]]
    assert plan.loads[0].exceeded
    assert (plan.loads[0].days, plan.loads[0].capacity) == (180, 60)


def test_4_10_other_days_change_the_wave_and_all_after_it():
    plan = plan_of({E: Decision(days=100)})
    assert [wave.days for wave in plan.roadmap.waves] == [100, 60, 60]
    assert plan.slots[key(E)] == Slot(0, 100)
    assert plan.slots[key(C)] == Slot(100, 160)
    assert plan.slots[key(E)].days == 100


def test_4_10_more_days_than_a_quick_win_has_make_it_none():
    quick = [item.id for item in plan_of().roadmap.initiatives if item.quick_win]
    assert quick == [B, E]
    slow = plan_of({E: Decision(days=91)})
    assert [item.id for item in slow.roadmap.initiatives if item.quick_win] == [B]


def test_4_10_a_later_start_makes_its_wave_longer():
    plan = plan_of({C: Decision(start=70)})
    assert plan.slots[key(C)] == Slot(70, 130)
    assert [wave.days for wave in plan.roadmap.waves] == [60, 70, 60]
    assert plan.remarks == ()


def test_4_10_a_start_before_what_it_builds_on_ends_is_named():
    plan = plan_of({C: Decision(start=59)})
    assert plan.remarks == (Remark(STARTS, key(C), 2, key(B), BUILDS, until=60),)
    assert plan_of({C: Decision(start=60)}).remarks == ()
    assert plan_of({B: Decision(start=-30)}).slots[key(B)] == Slot(-30, 30)


def test_4_10_a_wave_holds_one_stage_at_most_whatever_is_decided():
    definitions = {"continuum": continuum(steps())}
    ground = basis_of(bank(FAILED_LEAP, steps()), definitions)
    decided = {("continuum", "three"): Decision(wave=1)}
    plan = decided_plan(ground, Decisions(decided))
    assert waves_of(plan) == [["two"], ["three"]]
    two, three = ("continuum", "two"), ("continuum", "three")
    assert plan.remarks == (Remark(EARLY, three, 2, two, STAGE, until=60),)


def test_4_4_technology_that_is_behind_comes_before_stage_three():
    name = "information-technology.a.q"
    technology = model(
        {"information-technology": [capability(name[:-2], [question(name)])]},
        {"information-technology": 1},
        [initiative("systems", {name: 50}, 2)],
    )
    steps = continuum([initiative("step", {criterion_id("G3a"): 67}, 2)])
    definitions = {each.id: each for each in (technology, steps)}
    reached = [[90] * len(GATES[n]) for n in (1, 2)]
    answers = [*answers_of(reached, RIGHT_END), Answer(MODEL, name, 30)]
    data = AssessmentData(tuple(q.key for q in definitions.values()), tuple(answers))
    ground = basis_of(score(data, definitions), definitions)
    step, systems = ("continuum", "step"), key("systems")

    plan = decided_plan(ground, Decisions({step: Decision(wave=1)}))
    assert waves_of(plan) == [["systems"], ["step"]]
    assert plan.remarks == (Remark(EARLY, step, 2, systems, TECHNOLOGY, until=60),)


def test_if_assessed_today_counts_what_was_confirmed_and_nothing_else():
    _data, _definitions, ground = worked()
    today = since(ground, {MODEL: {f"d.{E}.q": 100}})
    assert today.overall == pytest.approx(scored_with({E}))
    assert since(ground, {}) == ground.predict({})


def test_an_initiative_raises_what_is_lower_than_it_promises():
    _data, _definitions, ground = worked()
    (raised,) = ground.raises(MODEL, C)
    assert (raised.question, raised.now, raised.to) == (f"d.{C}.q", 40, 100)
    with pytest.raises(KeyError):
        ground.raises("nothing", C)


@st.composite
def decisions(draw, names):
    chosen = draw(st.lists(st.sampled_from(sorted(names)), unique=True))
    small = st.one_of(st.none(), st.integers(1, 9))
    days = st.one_of(st.none(), st.integers(1, 400))
    return {
        key(name): Decision(
            out=draw(st.booleans()),
            wave=draw(small),
            days=draw(days),
            start=draw(st.one_of(st.none(), st.integers(-50, 900))),
        )
        for name in chosen
    }


@st.composite
def cases(draw):
    initiatives = draw(plans())
    decided = draw(decisions(initiatives))
    capacities = draw(st.dictionaries(st.integers(1, 5), st.integers(1, 500)))
    return initiatives, Decisions(decided, capacities)


def ground_of(initiatives):
    data, questionnaire = planned(initiatives)
    definitions = {questionnaire.id: questionnaire}
    return basis_of(score(data, definitions), definitions)


@PROPERTIES
@given(cases())
def test_4_10_whatever_is_decided_nothing_comes_before_what_it_waits_for(case):
    initiatives, decided = case
    plan = decided_plan(ground_of(initiatives), decided)
    number = {item.id: item.wave for item in plan.roadmap.initiatives}
    out = {name for _questionnaire, name in plan.out}
    assert set(number) | out == set(initiatives)
    assert not set(number) & out
    for name in number:
        needs = set(initiatives[name]["needs"])
        assert all(number[other] < number[name] for other in needs - out)
        missing = {r.because[1] for r in of_kind(plan, MISSING, name)}
        assert missing == needs & out
    assert all(wave.initiatives and wave.days >= 1 for wave in plan.roadmap.waves)
    assert [wave.number for wave in plan.roadmap.waves] == sorted(set(number.values()))


@PROPERTIES
@given(cases())
def test_4_10_every_decision_is_followed_or_explained(case):
    initiatives, decided = case
    plan = decided_plan(ground_of(initiatives), decided)
    number = {item.id: item.wave for item in plan.roadmap.initiatives}
    for (_questionnaire, name), each in decided.initiatives.items():
        assert (key(name) in plan.out) == each.out
        if each.out:
            continue
        if each.wave is not None:
            early, empty = (bool(of_kind(plan, k, name)) for k in (EARLY, EMPTY))
            assert early == (number[name] > each.wave)
            assert empty == (number[name] < each.wave)
        if each.start is not None:
            assert plan.slots[key(name)].start == each.start
            ends = [plan.slots[key(n)].end for n in initiatives[name]["needs"]
                    if key(n) in plan.slots]  # fmt: skip
            too_soon = any(each.start < end for end in ends)
            assert bool(of_kind(plan, STARTS, name)) == too_soon


@PROPERTIES
@given(cases(), st.integers(0, 2**32))
def test_4_10_the_order_of_decisions_does_not_matter(case, number):
    initiatives, decided = case
    ground = ground_of(initiatives)
    mixed = list(decided.initiatives.items())
    Random(number).shuffle(mixed)
    again = replace(decided, initiatives=dict(mixed))
    assert decided_plan(ground, again) == decided_plan(ground, decided)


def of_kind(plan, kind, name):
    return [r for r in plan.remarks if r.kind == kind and r.about == key(name)]
