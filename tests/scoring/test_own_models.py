"""Consultants' own models: scales, roll-ups, inner levels, bands and conditions.

The model lies in ``tests/questionnaires/valid/service-desk@1.0.yaml``; the numbers here
are worked out by hand.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from questionnaires import loader
from scoring.answers import Answer, AssessmentData, Consensus, Unit
from scoring.engine import score
from scoring.values import measure, parse, points

MODEL = Path(__file__).parents[1] / "questionnaires/valid/service-desk@1.0.yaml"
DEFINITION = loader.load_path(MODEL)
PROMISED = "desk.reach.hours.night.promised"
STAFFED = "desk.reach.hours.night.staffed"
ANSWERED = "desk.reach.hours.night.answered"
DAY = "desk.reach.hours.day.answered"
CHANNELS = "desk.reach.channels.choice"
STARS = "desk.trust.stars"
VISITS = "care.visits.yearly"
SAID = {
    PROMISED: "yes", STAFFED: "some", ANSWERED: "half",
    DAY: "all", CHANNELS: 4, STARS: "3", VISITS: "half",
}  # fmt: skip


def answers(said, **more):
    return tuple(Answer("service-desk", name, said[name], **more) for name in said)


def result(said, market="b2b", **more):
    data = AssessmentData(
        ("service-desk@1.0",), answers(said), {"market": market}, **more
    )
    return score(data, {"service-desk": DEFINITION})


def scores(found):
    [part] = found.questionnaires
    return {
        node.id: node.score for d in part.dimensions for node in (d, *d.capabilities)
    } | {"overall": part.overall.score}


@pytest.mark.parametrize(
    ("question", "given", "expected"),
    [
        pytest.param(STAFFED, "none", 0, id="the lowest of the scale"),
        pytest.param(STAFFED, "some", 25, id="a quarter"),
        pytest.param(STAFFED, 0.5, 50, id="by its number"),
        pytest.param(STAFFED, "all", 100, id="the highest"),
        pytest.param(STARS, "1", 20, id="ends wider than the options"),
        pytest.param(STARS, 3, 60, id="three of five"),
        pytest.param(STARS, "na", None, id="not applicable"),
    ],
)
def test_a_scale_is_worth_what_its_numbers_say(question, given, expected):
    value = parse(DEFINITION.by_id[question], given)
    assert points(DEFINITION.by_id[question], value) == expected
    assert measure(DEFINITION.by_id[question], value) == expected


def test_sum_minimum_and_mean_over_four_inner_levels():
    found = scores(result(SAID))
    night = (25 + 50) / 2
    hours = (1 * night + 3 * 100) / 4  # mean
    reach = min(hours, 80)  # min
    desk = (3 * reach + 1 * 60) / 4  # sum, everything answered
    assert found == pytest.approx(
        {
            "desk": desk, "desk.reach": reach, "desk.reach.hours": hours,
            "desk.reach.hours.night": night, "desk.reach.hours.day": 100,
            "desk.reach.channels": 80, "desk.trust": 60,
            "care": 50, "care.visits": 50,
            "overall": min(desk, 50),
        }
    )  # fmt: skip


def test_parents_are_named_and_only_leaves_have_gaps():
    found = result(SAID)
    [part] = found.questionnaires
    nodes = {node.id: node for d in part.dimensions for node in d.capabilities}
    assert nodes["desk.reach"].parent is None
    assert nodes["desk.reach.hours"].parent == "desk.reach"
    assert nodes["desk.reach.hours.night"].parent == "desk.reach.hours"
    assert [gap.id for gap in found.gaps] == ["desk.reach.hours.night", "care.visits"]


def test_a_target_holds_for_what_lies_below():
    aims = {"desk": 90, "desk.reach.hours": 70, "desk.reach.hours.day": 100}
    found = {gap.id: gap.target for gap in result(SAID, targets=aims).gaps}
    assert found == {
        "desk.reach.hours.night": 70, "desk.reach.channels": 90,
        "desk.trust": 90, "care.visits": 60,
    }  # fmt: skip


def test_in_a_sum_what_was_not_answered_has_earned_nothing():
    said = {name: value for name, value in SAID.items() if name != STARS}
    found = scores(result(said))
    assert found["desk.trust"] is None
    assert found["desk"] == pytest.approx((3 * 80 + 1 * 0) / 4)


def test_in_a_sum_what_does_not_apply_asks_for_nothing():
    found = scores(result({**SAID, STARS: "na"}))
    assert found["desk"] == pytest.approx(80)


@pytest.mark.parametrize(
    ("said", "level"),
    [
        pytest.param("none", 0, id="0 is below 40"),
        pytest.param("half", 1, id="50 is from 40"),
        pytest.param("all", 1, id="75 is below 80"),
    ],
)
def test_own_bands(said, level):
    assert result({**SAID, VISITS: said}).questionnaires[0].overall.level == level


def test_own_bands_are_half_open():
    said = {**SAID, STAFFED: "all", ANSWERED: "all", CHANNELS: 5, STARS: "5"}
    desk = result(said).questionnaires[0].dimensions[0]
    assert (desk.score, desk.level) == (100, 2)


def test_a_dimension_that_the_profile_hides_leaves_score_and_status():
    [part] = result(SAID, market="b2c").questionnaires
    care = part.dimensions[1]
    assert (care.score, care.coverage, care.na_share) == (None, None, None)
    assert part.overall.score == 75
    assert (part.overall.coverage, part.overall.status) == (1, "scored")
    assert part.question(VISITS).state == "hidden"


def test_what_is_hidden_is_kept_and_said():
    found = result(SAID, market="b2c")
    [part] = found.questionnaires
    assert [(f.kind, f.about, f.detail) for f in part.flags] == [
        ("hidden-answer", VISITS, {"answers": 1})
    ]
    assert VISITS in {answer["question"] for answer in found.answers}
    assert part.question(VISITS).n == 0


@pytest.mark.parametrize(
    ("promised", "night", "hours"),
    [
        pytest.param("yes", 37.5, 84.375, id="asked"),
        pytest.param("no", None, 100, id="hidden"),
        pytest.param(None, None, 100, id="nobody said: hidden"),
        pytest.param("dk", None, 100, id="not known: hidden"),
    ],
)
def test_an_earlier_answer_decides_what_is_asked(promised, night, hours):
    found = scores(result({**SAID, PROMISED: promised}))
    assert found["desk.reach.hours.night"] == night
    assert found["desk.reach.hours"] == pytest.approx(hours)


def test_all_answers_together_decide():
    said = (
        *answers({PROMISED: "yes"}, respondent="a", role="executive"),
        *answers({PROMISED: "no"}, respondent="b", role="manager"),
        *answers({STAFFED: "all"}, respondent="c", role="frontline"),
    )
    data = AssessmentData(("service-desk@1.0",), said)
    [part] = score(data, {"service-desk": DEFINITION}).questionnaires
    assert part.question(STAFFED).state == "hidden"  # the mean is 0.5
    agreed = Consensus("service-desk", PROMISED, "yes", reason="checked")
    data = AssessmentData(("service-desk@1.0",), said, consensus=(agreed,))
    [part] = score(data, {"service-desk": DEFINITION}).questionnaires
    assert part.question(STAFFED).score == 100


def test_what_most_call_not_applicable_decides_nothing():
    said = (
        *answers({PROMISED: "yes", STAFFED: "all"}, respondent="a"),
        *answers({PROMISED: "na"}, respondent="b", reason="other"),
        *answers({PROMISED: "na"}, respondent="c", reason="other"),
    )
    data = AssessmentData(("service-desk@1.0",), said)
    [part] = score(data, {"service-desk": DEFINITION}).questionnaires
    assert part.question(PROMISED).state == "na"
    assert part.question(STAFFED).state == "hidden"


def test_each_unit_is_asked_what_applies_to_it():
    said = (
        *answers({**SAID, PROMISED: "yes"}, unit="day", respondent="a"),
        *answers({**SAID, PROMISED: "no"}, unit="night", respondent="b"),
    )
    data = AssessmentData(
        ("service-desk@1.0",), said, units=(Unit("day"), Unit("night"))
    )
    found = score(data, {"service-desk": DEFINITION})
    [part] = found.questionnaires
    asked = part.question(STAFFED)
    assert (asked.state, asked.n, asked.score) == ("answered", 1, 25)
    night = found.units[1].questionnaires[0]
    assert night.question(STAFFED).state == "hidden"
    assert ("hidden-answer", STAFFED, {"answers": 1}) in [
        (flag.kind, flag.about, flag.detail) for flag in part.flags
    ]


def test_a_contradiction_names_who_makes_all_its_claims():
    said = (
        *answers({**SAID, STAFFED: "none", ANSWERED: "half"}, respondent="a"),
        *answers({**SAID, STAFFED: "none", ANSWERED: "some"}, respondent="b"),
        *answers({**SAID, STAFFED: "half", ANSWERED: "half"}, respondent="c"),
    )
    data = AssessmentData(("service-desk@1.0",), said, {"market": "b2b"})
    [part] = score(data, {"service-desk": DEFINITION}).questionnaires
    fired = [flag for flag in part.flags if flag.kind == "contradiction"]
    [flag] = fired
    assert flag.about == "a"
    assert flag.detail == {
        "pair": "night-without-desk", "answers": {ANSWERED: 50, STAFFED: 0},
    }  # fmt: skip


def test_one_persons_own_score_follows_the_same_roll_up():
    said = tuple(
        answer for name in ("a", "b", "c") for answer in answers(SAID, respondent=name)
    )
    data = AssessmentData(("service-desk@1.0",), said, {"market": "b2b"})
    desk = score(data, {"service-desk": DEFINITION}).questionnaires[0].dimensions[0]
    assert desk.spread == 0
    assert desk.interval == (75, 75)
