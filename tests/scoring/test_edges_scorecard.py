"""Contract 5 at its edges: whose grade holds, staged level, flags on answers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from questionnaires.model import Kind, QuestionType
from scoring.answers import Answer, AssessmentData, Consensus, Unit
from scoring.engine import score
from tests.scoring.definitions import (
    GATES,
    capability,
    continuum,
    criterion_id,
    initiative,
    model,
    one_capability,
    profile_id,
    question,
)

QUESTION = "d.c.q1"
RUBRIC = one_capability([1], QuestionType.RUBRIC)


def answer(name, value, **more):
    return Answer("capability-model", name, value, **more)


def run(questionnaire, answers, **data):
    given = AssessmentData((questionnaire.key,), tuple(answers), **data)
    return score(given, {questionnaire.id: questionnaire})


def in_units(entries):
    """Units a and b, in each two people at level 5 without evidence; 5 is 100."""
    answers = [
        answer(QUESTION, 5, respondent=f"{unit}{n}", unit=unit)
        for unit in "ab"
        for n in range(2)
    ]
    data = {"units": (Unit("a"), Unit("b")), "mode": "assessed"}
    return run(RUBRIC, answers, consensus=tuple(entries), **data)


def of_units(result):
    return [unit.questionnaires[0].questions[0].score for unit in result.units]


either_order = pytest.mark.parametrize("order", [1, -1], ids=["last", "first"])


@either_order
def test_5_units_own_consensus_wins_over_the_general_one(order):
    """Level 1 and 3 are 20 and 60, and both are verified."""
    entries = [
        Consensus("capability-model", QUESTION, 1, evidence="verified"),
        Consensus("capability-model", QUESTION, 3, "a", evidence="verified"),
    ]
    result = in_units(entries[::order])
    assert of_units(result) == [60, 20]
    assert result.questionnaires[0].questions[0].score == pytest.approx(40)


@either_order
def test_5_units_own_evidence_grade_wins_over_the_general_one(order):
    """Described caps at 60, verified at 100."""
    entries = [
        Consensus("capability-model", QUESTION, None, evidence="described"),
        Consensus("capability-model", QUESTION, None, "a", evidence="verified"),
    ]
    result = in_units(entries[::order])
    assert of_units(result) == [100, 60]
    whole = result.questionnaires[0].questions[0]
    assert (whole.score, whole.roles) == (80, {"manager": 80})


@either_order
def test_5_a_lower_grade_of_the_unit_wins_as_well(order):
    entries = [
        Consensus("capability-model", QUESTION, None, evidence="verified"),
        Consensus("capability-model", QUESTION, None, "a", evidence="described"),
    ]
    result = in_units(entries[::order])
    assert of_units(result) == [60, 100]
    assert result.questionnaires[0].questions[0].roles == {"manager": 80}


def two_halves():
    """Dimension ``full`` has one question, ``half`` two capabilities of one each."""
    return model(
        {
            "full": [capability("full.a", [question("full.a.q")])],
            "half": [
                capability("half.a", [question("half.a.q")]),
                capability("half.b", [question("half.b.q")]),
            ],
        },
        {"full": 1, "half": 1},
    )


def test_5_staged_level_is_of_fully_scored_dimensions_only():
    """80 is level 4; 20 would be level 1, but half of it was never answered."""
    answers = [answer("full.a.q", 80), answer("half.a.q", 20)]
    result = run(two_halves(), answers).questionnaires[0]
    assert [node.status for node in result.dimensions] == ["scored", "provisional"]
    assert [node.level for node in result.dimensions] == [4, 1]
    assert (result.overall.staged_level, result.overall.weakest) == (4, "half")
    complete = run(two_halves(), [*answers, answer("half.b.q", 20)])
    assert complete.questionnaires[0].overall.staged_level == 1


def test_5_no_staged_level_where_every_dimension_is_provisional():
    overall = run(two_halves(), [answer("half.a.q", 80)]).questionnaires[0].overall
    assert (overall.score, overall.staged_level) == (80, None)


@pytest.mark.parametrize(
    ("values", "found"),
    [
        pytest.param([50, 50, 50, 50, "dk"], [], id="1 of 5 is 20 %"),
        pytest.param([50, 50, 50, "dk"], [{"dk": 1, "asked": 4}], id="1 of 4"),
        # Without the one that is not applicable it would be 1 of 4.
        pytest.param([50, 50, 50, "na", "dk"], [], id="na was asked"),
        pytest.param(
            [50, 50, "na", "dk", "dk"], [{"dk": 2, "asked": 5}], id="2 of 5 with na"
        ),
        # A blank is no answer: with it, it would be 1 of 5.
        pytest.param([50, 50, 50, None, "dk"], [{"dk": 1, "asked": 4}], id="blank"),
    ],
)
def test_5_many_dont_know_is_more_than_20_percent_of_asked_answers(values, found):
    answers = [
        answer(f"d.c.q{n}", value, reason="other" if value == "na" else None)
        for n, value in enumerate(values, start=1)
    ]
    flags = run(one_capability([1] * 5), answers).questionnaires[0].flags
    flagged = [flag for flag in flags if flag.kind == "many-dont-know"]
    assert [flag.detail for flag in flagged] == found
    assert {flag.about for flag in flagged} <= {"d"}


# raw = 1.25 x (1.2 + 1.2 + 0.8 + 0.6) = 4.75, so the band begins at 4.25.
RIGHT_END = {"T1": 4, "T2": 4, "T3": 4, "T4": 1, "T5": 3, "T6": 1}
# raw = 1.25 x (1.2 + 0.3 + 0.6 + 0.6) = 3.375, so it begins at 2.875.
MIDDLE = {"T1": 4, "T2": 1, "T3": 3, "T4": 1, "T5": 3, "T6": 1}


def it_behind(technology, support, profile=RIGHT_END):
    """The flag's details and the waves; stages 1 and 2 stand, G3a may be raised."""
    capabilities = model(
        {"information-technology": [_one("information-technology")]},
        {"information-technology": 1},
    )
    module = replace(
        model({"areas": [_one("areas")]}, {"areas": 1}, [_raise_areas()]),
        id="it-support",
        kind=Kind.MODULE,
    )
    steps = continuum([initiative("adviser", {criterion_id("G3a"): 67}, 2)])
    answers = [
        answer("information-technology.a.q", technology),
        Answer("it-support", "areas.a.q", support),
        *(Answer("continuum", profile_id(c), str(v)) for c, v in profile.items()),
        *(
            Answer("continuum", criterion_id(code), 90)
            for stage in (1, 2)
            for code in GATES[stage]
        ),
    ]
    chosen = {each.id: each for each in (capabilities, module, steps)}
    data = AssessmentData(tuple(q.key for q in chosen.values()), tuple(answers))
    result = score(data, chosen)
    flags = result.of("continuum").flags
    found = [flag.detail for flag in flags if flag.kind == "it-behind"]
    return found, [list(wave.initiatives) for wave in result.roadmap.waves]


def _one(name):
    return capability(f"{name}.a", [question(f"{name}.a.q")])


def _raise_areas():
    return initiative("tools", {"areas.a.q": 80}, 3)


# The adviser's priority is 51 / 100 x 3 / 2, that of tools at most 0.4 x 3 / 3.
TOGETHER, TOOLS_FIRST = [["adviser", "tools"]], [["tools"], ["adviser"]]


@pytest.mark.parametrize(
    ("technology", "support", "found", "waves"),
    [
        pytest.param(80, 40, [{"score": 40}], TOOLS_FIRST, id="the module alone"),
        pytest.param(40, 60, [{"score": 40}], TOOLS_FIRST, id="the model alone"),
        pytest.param(45, 40, [{"score": 40}], TOOLS_FIRST, id="both: the lower"),
        pytest.param(80, 49, [{"score": 49}], TOOLS_FIRST, id="49"),
        pytest.param(80, 50, [], TOGETHER, id="50 is not below 50"),
        pytest.param(50, 80, [], [["adviser"]], id="50 in the model"),
        pytest.param(None, 40, [{"score": 40}], TOOLS_FIRST, id="no model"),
    ],
)
def test_4_4_it_behind_by_the_model_or_the_module(technology, support, found, waves):
    assert it_behind(technology, support) == (found, waves)


def test_4_4_it_is_not_behind_where_the_band_begins_below_3():
    assert it_behind(40, 40, MIDDLE) == ([], TOGETHER)
