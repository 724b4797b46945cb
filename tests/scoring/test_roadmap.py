"""Method 4.10: targets, gaps, priorities, waves, predictions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scoring.answers import AcceptedGap, Answer, AssessmentData
from scoring.engine import score
from tests.scoring.definitions import (
    GATES,
    continuum,
    criterion_id,
    initiative,
    planned,
    profile_id,
)
from tests.scoring.worked import FOLDER, load

# The worked example: gaps 30 40 50 60 20; C needs B, D needs A and C.
FIVE = next(
    case
    for case in load(FOLDER / "roadmap.yaml")
    if case["name"] == "4.10 five initiatives"
)
A, B, C, D, E = FIVE["initiatives"]


def worked():
    return planned(FIVE["initiatives"])


def test_gaps_are_ranked_by_gap_importance_and_peers():
    data, questionnaire = worked()
    gaps = score(data, {questionnaire.id: questionnaire}).gaps
    assert [gap.id for gap in gaps] == [f"d.{n}" for n in (C, D, B, A, E)]
    assert [gap.rank for gap in gaps] == [1, 2, 3, 4, 5]
    assert gaps[0].gap == pytest.approx(50)
    assert {gap.peer_factor for gap in gaps} == {1.0}


def test_predicted_is_what_scoring_the_raised_answers_gives():
    data, questionnaire = worked()
    result = score(data, {questionnaire.id: questionnaire})
    for wave in result.roadmap.waves:
        done = {
            f"d.{name}.q"
            for earlier in result.roadmap.waves
            if earlier.number <= wave.number
            for name in earlier.initiatives
        }
        answers = tuple(
            replace(a, value=100) if a.question in done else a for a in data.answers
        )
        again = score(replace(data, answers=answers), {questionnaire.id: questionnaire})
        expected = again.questionnaires[0].overall.score
        assert wave.predicted.overall == pytest.approx(expected)
    assert result.roadmap.waves[-1].predicted.overall == 100


def test_accepted_and_na_questions_are_left_out():
    data, questionnaire = worked()
    gone = {f"d.{B}.q": "na", f"d.{E}.q": "na"}
    changed = replace(
        data,
        answers=tuple(
            replace(a, value=gone.get(a.question, a.value)) for a in data.answers
        ),
        accepted=(AcceptedGap("capability-model", f"d.{A}.q"),),
    )
    roadmap = score(changed, {questionnaire.id: questionnaire}).roadmap
    assert [item.id for item in roadmap.initiatives] == [C, D]
    assert [list(wave.initiatives) for wave in roadmap.waves] == [[C], [D]]


def test_an_unanswered_question_counts_as_nothing_done():
    data, questionnaire = worked()
    without = replace(
        data, answers=tuple(a for a in data.answers if a.question != f"d.{E}.q")
    )
    roadmap = score(without, {questionnaire.id: questionnaire}).roadmap
    assert next(i for i in roadmap.initiatives if i.id == E).gap == 90


def bank(gates, initiatives, **more):
    """A bank whose market asks for stage 2 to 3 (value 2.8125)."""
    questionnaire = continuum(initiatives)
    answers = [
        Answer("continuum", criterion_id(code), value, evidence="verified")
        for codes, values in zip(GATES.values(), gates, strict=True)
        for code, value in zip(codes, values, strict=True)
    ]
    profile = {"T1": 3, "T2": 2, "T3": 1, "T4": 1, "T5": 3, "T6": 4}
    answers += [
        Answer("continuum", profile_id(code), str(value))
        for code, value in profile.items()
    ]
    data = AssessmentData(
        questionnaires=(questionnaire.key,), answers=tuple(answers), **more
    )
    return score(data, {questionnaire.id: questionnaire})


FAILED_LEAP = ((90, 90), (60, 30, 40), (0, 0), (0,) * 4, (0,) * 4)


def steps():
    rows = {
        1: initiative("one", {criterion_id("G1a"): 100}, 2),
        2: initiative(
            "two", dict.fromkeys(map(criterion_id, ("G2a", "G2b", "G2c")), 67), 3
        ),
        3: initiative("three", dict.fromkeys(map(criterion_id, GATES[3]), 67), 3),
        4: initiative("four", dict.fromkeys(map(criterion_id, GATES[4]), 67), 4),
    }
    return list(rows.values())


def test_the_plan_climbs_one_stage_a_wave_and_no_further_than_the_band():
    result = bank(FAILED_LEAP, steps())
    waves = result.roadmap.waves
    assert [list(wave.initiatives) for wave in waves] == [["two"], ["three"]]
    assert [wave.predicted.position for wave in waves] == pytest.approx([2.0, 3.0])
    assert [wave.days for wave in waves] == [180, 180]
    two = result.roadmap.initiatives[0]
    assert two.gap == pytest.approx((67 - 60 + 67 - 30 + 67 - 40) / 3)
    assert two.importance == 3


def test_weak_foundations_come_first_and_aim_at_full():
    gates = ((80, 90), (60, 60, 60), (0, 0), (0,) * 4, (0,) * 4)
    result = bank(gates, steps())
    first = result.roadmap.initiatives[0]
    assert (first.id, first.wave, first.gap) == ("one", 1, 20)


def test_in_the_band_nothing_on_the_continuum_is_planned():
    gates = ((90, 90), (90, 90, 90), (60, 40), (0,) * 4, (0,) * 4)
    result = bank(gates, steps())
    assert result.questionnaires[0].continuum.target.state == "in-band"
    assert result.roadmap.initiatives == ()


def test_a_decided_target_replaces_the_proposal():
    decided = {"continuum": {"value": 1.0, "by": "board", "date": "2026-11-21"}}
    result = bank(FAILED_LEAP, steps(), targets=decided)
    target = result.questionnaires[0].continuum.target
    assert (target.proposed, target.decided, target.value) == (2.8125, 1.0, 1.0)
    assert target.band == (0.5, 1.5)
    assert target.state == "in-band"


def test_accepted_criteria_leave_the_plan():
    accepted = tuple(
        AcceptedGap("continuum", criterion_id(code)) for code in ("G2a", "G2b", "G2c")
    )
    result = bank(FAILED_LEAP, steps(), accepted=accepted)
    assert [item.id for item in result.roadmap.initiatives] == ["three"]
