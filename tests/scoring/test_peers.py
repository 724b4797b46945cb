"""Method 4.10: a gap counts more where the peers are ahead."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scoring.answers import Answer, AssessmentData, Unit
from scoring.engine import score
from scoring.gaps import peer_factor
from tests.scoring.definitions import capability, model, question

DEFINITION = model(
    {
        "leadership": [capability("leadership.a", [question("leadership.a.q")])],
        "strategy": [capability("strategy.a", [question("strategy.a.q")])],
    }
)
# Both capabilities are 20 points below the target of 60, and of importance 3.
DATA = AssessmentData(
    (DEFINITION.key,),
    tuple(Answer(DEFINITION.id, f"{d}.a.q", 40) for d in ("leadership", "strategy")),
)


def gaps(**peers):
    data = replace(DATA, peers={DEFINITION.id: peers})
    return {gap.id: gap for gap in score(data, {DEFINITION.id: DEFINITION}).gaps}


@pytest.mark.parametrize(
    ("distance", "factor"),
    [
        pytest.param(None, 1.0, id="nobody to compare with"),
        pytest.param(-15, 1.0, id="ahead of the peers"),
        pytest.param(0, 1.0, id="level with them"),
        pytest.param(10, 1.5, id="10 points: half as much again"),
        pytest.param(20, 2.0, id="20 points: twice"),
        pytest.param(40, 3.0, id="40 points: thrice"),
        pytest.param(60, 3.0, id="never more than thrice"),
    ],
)
def test_4_10_peer_factor(distance, factor):
    assert peer_factor(distance) == factor


def test_4_10_the_dimension_that_peers_lead_in_comes_first():
    found = gaps(strategy=55.0)
    behind, alone = found["strategy.a"], found["leadership.a"]
    assert (behind.peer_gap, behind.peer_factor, behind.rank) == (15.0, 1.75, 1)
    assert (alone.peer_gap, alone.peer_factor, alone.rank) == (None, 1.0, 2)


def test_4_10_ahead_of_the_peers_the_gap_to_the_target_stays():
    ahead = gaps(leadership=30.0)["leadership.a"]
    assert (ahead.gap, ahead.peer_gap, ahead.peer_factor) == (20.0, -10.0, 1.0)


def test_4_10_peers_of_another_questionnaire_count_nothing():
    data = replace(DATA, peers={"it-support": {"leadership": 90.0}})
    found = score(data, {DEFINITION.id: DEFINITION}).gaps
    assert {gap.peer_factor for gap in found} == {1.0}


def test_4_10_units_are_compared_with_the_same_peers():
    answers = tuple(replace(answer, unit="north") for answer in DATA.answers)
    data = replace(
        DATA,
        answers=answers,
        units=(Unit("north"),),
        peers={DEFINITION.id: {"strategy": 55.0}},
    )
    result = score(data, {DEFINITION.id: DEFINITION})
    assert result.peers == {DEFINITION.id: {"strategy": 55.0}}
    for part in (result, *result.units):
        assert [gap.peer_factor for gap in part.gaps] == [1.75, 1.0]
