"""Method 4.4 and 4.5 at their edges: who looks after customers, who agrees, units."""

from __future__ import annotations

import pytest

from scoring.answers import Answer, AssessmentData, Consensus, Unit
from scoring.engine import score
from tests.scoring.definitions import (
    GATES,
    PROFILE,
    continuum,
    criterion_id,
    profile_id,
)

BANK = {"T1": 3, "T2": 2, "T3": 1, "T4": 1, "T5": 3, "T6": 4}


def gates_of(*values, unit=None):
    """One person's answers to every criterion; stages left out are 0."""
    left_out = list(GATES.values())[len(values) :]
    every = [*values, *([0] * len(codes) for codes in left_out)]
    return [
        Answer("continuum", criterion_id(code), value, unit=unit)
        for codes, row in zip(GATES.values(), every, strict=True)
        for code, value in zip(codes, row, strict=True)
    ]


def market(profile, unit=None):
    assert set(profile) <= set(PROFILE)
    return [
        Answer("continuum", profile_id(code), str(value), unit=unit)
        for code, value in profile.items()
    ]


def run(answers, **data):
    steps = continuum()
    given = AssessmentData((steps.key,), tuple(answers), **data)
    [result] = score(given, {steps.id: steps}).questionnaires
    return result


@pytest.mark.parametrize(
    ("said", "state"),
    [
        pytest.param({"manager": [0, 1]}, "individual-care", id="half rounds up"),
        pytest.param({"manager": [0, 0, 1]}, "below", id="a third rounds down"),
        pytest.param({"manager": [0, 1, 1]}, "individual-care", id="two thirds"),
        # (1 + 0) / 2 by role; one of three alike would be a third.
        pytest.param(
            {"executive": [1], "frontline": [0, 0]}, "individual-care", id="by role"
        ),
    ],
)
def test_4_5_individual_care_where_the_rounded_mean_of_t0_is_1(said, state):
    """Contract 5, Continuum: T0 is the role-balanced mean, rounded (half up)."""
    care = [
        Answer("continuum", profile_id("T0"), str(value), f"{role}{n}", role)
        for role, values in said.items()
        for n, value in enumerate(values)
    ]
    part = run([*gates_of((90, 90)), *market(BANK), *care]).continuum
    assert part.target.state == state


def rated(*values):
    """Several people's answers to G1a; everything else is answered by one."""
    others = [a for a in gates_of((0, 90)) if a.question != criterion_id("G1a")]
    return others + [
        Answer("continuum", criterion_id("G1a"), value, respondent=f"r{n}")
        for n, value in enumerate(values)
    ]


@pytest.mark.parametrize(
    ("values", "status"),
    [
        # Levels 0 0 5 5 5, mean 3: AD = (3 + 3 + 2 + 2 + 2) / 5 = 2.4.
        pytest.param((0, 0, 100, 100, 100), "provisional", id="2.4"),
        # Levels 2 2 2 4 4 4, mean 3: AD is 1, which is acceptable.
        pytest.param((40, 40, 40, 80, 80, 80), "scored", id="1"),
        # Levels 1.95 and 4.05: 1.05.
        pytest.param((39, 39, 39, 81, 81, 81), "provisional", id="1.05"),
        # Fewer than five people have no agreement at all.
        pytest.param((0, 0, 100, 100), "scored", id="four people"),
    ],
)
def test_4_4_raters_who_disagree_make_the_position_provisional(values, status):
    assert run(rated(*values)).continuum.position.status == status


def test_4_4_a_consensus_value_settles_what_raters_disagreed_on():
    settled = Consensus("continuum", criterion_id("G1a"), 60, reason="We met.")
    result = run(rated(0, 0, 100, 100, 100), consensus=(settled,))
    assert result.continuum.position.status == "scored"
    assert result.question(criterion_id("G1a")).ad == pytest.approx(2.4)


def test_4_4_a_grade_of_the_evidence_alone_settles_nothing():
    graded = Consensus("continuum", criterion_id("G1a"), None, evidence="verified")
    result = run(rated(0, 0, 100, 100, 100), consensus=(graded,))
    assert result.continuum.position.status == "provisional"


THREE = ((90, 90), (90, 90, 90), (90, 90))
# 1.25 x (0.3 T1 + 0.3 T2 + 0.2 T3 + 0.2 T5), without T4: sums of 3.0, 3.2 and 3.4.
TARGET_3_75 = {"T1": 4, "T2": 4, "T3": 3, "T4": 0, "T5": 0, "T6": 0}
TARGET_4 = {**TARGET_3_75, "T3": 4}
TARGET_4_25 = {**TARGET_4, "T5": 1}


def teams(units, answers):
    flags = run(answers, units=units).flags
    return [flag.detail for flag in flags if flag.kind == "virtual-team"]


def sharing(*names, apart=()):
    return tuple(Unit(name, shares_customers=name not in apart) for name in names)


@pytest.mark.parametrize(
    ("profile", "found"),
    [
        pytest.param(TARGET_3_75, [], id="3.75"),
        pytest.param(TARGET_4, [{"spread": 0}], id="4"),
        pytest.param(TARGET_4_25, [{"spread": 0}], id="4.25"),
    ],
)
@pytest.mark.parametrize("whose", ["a", "b"])
def test_4_4_a_virtual_team_where_one_target_is_4_or_more(profile, found, whose):
    answers = [*gates_of((90, 90), unit="a"), *gates_of((90, 90), unit="b")]
    answers += market(profile, whose)
    assert teams(sharing("a", "b"), answers) == found


def test_4_4_the_target_of_a_unit_with_customers_of_its_own_is_no_reason():
    answers = [a for name in "abc" for a in gates_of((90, 90), unit=name)]
    answers += market(TARGET_4_25, "c")
    assert teams(sharing("a", "b", "c", apart="c"), answers) == []


@pytest.mark.parametrize(
    ("lower", "found"),
    [
        # Stage 3 is position 3.0; stage 1 with means of 0 and 1 is 1.0 and 1.01.
        pytest.param((0, 0, 0), [{"spread": pytest.approx(2)}], id="2"),
        pytest.param((1, 1, 1), [], id="1.99"),
    ],
)
def test_4_4_a_virtual_team_from_two_stages_apart(lower, found):
    answers = [*gates_of(*THREE, unit="a"), *gates_of((90, 90), lower, unit="b")]
    assert teams(sharing("a", "b"), answers) == found
    assert teams(sharing("a", "b", apart="b"), answers) == []
