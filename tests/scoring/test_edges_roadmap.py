"""Method 4.10 at its edges: what is aimed at, how long it takes, what comes out."""

from __future__ import annotations

import pytest

from scoring.answers import Answer, AssessmentData
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

# Value 2.8125: the band begins at 2.3125, so stage 3 is to be reached.
BANK = {"T1": 3, "T2": 2, "T3": 1, "T4": 1, "T5": 3, "T6": 4}
# Value 1.25 x (1.2 + 1.2 + 0.8 + 0.6) = 4.75: the band begins at 4.25, so stage 5 is.
RIGHT_END = {"T1": 4, "T2": 4, "T3": 4, "T4": 1, "T5": 3, "T6": 1}


def answers_of(gates, profile=BANK):
    """One person's answers; stages left out are 0."""
    left_out = list(GATES.values())[len(gates) :]
    every = [*gates, *([0] * len(codes) for codes in left_out)]
    given = [
        Answer("continuum", criterion_id(code), value, evidence="verified")
        for codes, row in zip(GATES.values(), every, strict=True)
        for code, value in zip(codes, row, strict=True)
    ]
    return given + [
        Answer("continuum", profile_id(code), str(value))
        for code, value in profile.items()
    ]


def run(answers, initiatives, **data):
    steps = continuum(initiatives)
    given = AssessmentData((steps.key,), tuple(answers), **data)
    return score(given, {steps.id: steps})


def to_full(code):
    return initiative(code, {criterion_id(code): 100}, 2)


def gaps(gates, profile=BANK, **data):
    """The gap of an initiative for each criterion that raises it to 100."""
    every = [to_full(code) for codes in GATES.values() for code in codes]
    result = run(answers_of(gates, profile), every, **data)
    state = result.questionnaires[0].continuum.target
    return (
        state and state.state,
        {item.id: item.gap for item in result.roadmap.initiatives},
    )


# Stage 2 is reached, position 2.0; G1a is a weak foundation.
WEAK = ((80, 90), (60, 90, 90))


@pytest.mark.parametrize(
    ("decided", "found"),
    [
        # Nothing decided, S = 3: 67 - 60, 51 - 0 twice, and 100 - 80 as it is weak.
        pytest.param(None, {"G1a": 20, "G2a": 7, "G3a": 51, "G3b": 51}, id="S = 3"),
        # The band begins at 3.0 exactly.
        pytest.param(3.5, {"G1a": 20, "G2a": 7, "G3a": 51, "G3b": 51}, id="3.0"),
        # It begins at 3.1, so S = 4: what is below has 67, stage 4 has 51.
        pytest.param(
            3.6,
            {"G1a": 20, "G2a": 7, "G3a": 67, "G3b": 67} | dict.fromkeys(GATES[4], 51),
            id="S = 4",
        ),
    ],
)
def test_4_10_criteria_aim_at_51_at_the_stage_to_reach_and_67_below(decided, found):
    targets = {} if decided is None else {"continuum": {"value": decided}}
    assert gaps(WEAK, targets=targets) == ("below", found)


def test_4_10_without_a_target_the_next_stage_is_to_be_reached():
    found = {"G1a": 20, "G2a": 7, "G3a": 51, "G3b": 51}
    assert gaps(WEAK, profile={}) == (None, found)


@pytest.mark.parametrize(
    ("gates", "profile", "state"),
    [
        pytest.param((*WEAK, (60, 40)), BANK, "in-band", id="in the band"),
        pytest.param(WEAK, {**BANK, "T0": 1}, "individual-care", id="care"),
    ],
)
def test_4_10_any_other_state_leaves_weak_foundations_alone_to_do(
    gates, profile, state
):
    assert gaps(gates, profile) == (state, {"G1a": 20})


def test_4_10_importance_of_an_initiative_is_the_mean_over_capabilities():
    """Two questions in a (importance 5), one in b (2): 3.5, and not 12 / 3."""
    names = ("d.a.q1", "d.a.q2", "d.b.q1")
    questionnaire = model(
        {
            "d": [
                capability("d.a", [question("d.a.q1"), question("d.a.q2")]),
                capability("d.b", [question("d.b.q1")]),
            ]
        },
        {"d": 1},
        [initiative("both", dict.fromkeys(names, 60), 1)],
    )
    answers = [
        Answer(questionnaire.id, name, 20, importance=5 if ".a." in name else 2)
        for name in names
    ]
    data = AssessmentData((questionnaire.key,), tuple(answers))
    [item] = score(data, {questionnaire.id: questionnaire}).roadmap.initiatives
    # Gap 60 - 20 each; 0.4 x 3.5 / 1.
    assert (item.gap, item.importance) == (40, 3.5)
    assert item.priority == pytest.approx(1.4)


def stages(days, raised=67):
    """An initiative a stage, which raises all its criteria."""
    return [
        initiative(f"to-{n}", dict.fromkeys(map(criterion_id, GATES[n]), raised), 3)
        if n not in days
        else initiative(
            f"to-{n}",
            dict.fromkeys(map(criterion_id, GATES[n]), raised),
            3,
            days=days[n],
        )
        for n in GATES
    ]


@pytest.mark.parametrize(
    ("own", "days"),
    [
        # Half a year to reach stages 1 to 3, nine months for 4 and for 5.
        pytest.param({}, [180, 180, 180, 270, 270], id="short ones"),
        pytest.param(
            {3: 181, 4: 200, 5: 300}, [180, 180, 181, 270, 300], id="longer ones"
        ),
    ],
)
def test_4_10_a_wave_that_reaches_a_stage_takes_its_time(own, days):
    waves = run(answers_of((), RIGHT_END), stages(own)).roadmap.waves
    assert [wave.predicted.position for wave in waves] == [1, 2, 3, 4, 5]
    assert [wave.days for wave in waves] == days


def test_4_10_a_wave_on_the_way_to_stage_4_is_as_long_as_its_longest():
    """One criterion of four: 3 + 67 / 4 / 100, and stage 3 it stays."""
    ready = ((90, 90), (90, 90, 90), (90, 90))
    part = initiative("part", {criterion_id("G4a"): 67}, 3, days=45)
    [wave] = run(answers_of(ready, RIGHT_END), [part]).roadmap.waves
    assert wave.predicted.position == pytest.approx(3.1675)
    assert wave.days == 45


FAILED_LEAP = ((90, 90), (60, 30, 40))


def climbing(requires):
    """Stage 2 takes much, stage 3 little, so that stage 3 has the higher priority."""
    second = dict.fromkeys(map(criterion_id, GATES[2]), 67)
    third = dict.fromkeys(map(criterion_id, GATES[3]), 67)
    plan = [
        initiative("rules", {criterion_id("G2b"): 50}, 4),
        initiative("function", second, 3, requires=["rules"]),
        initiative("managers", third, 2, requires=requires),
    ]
    rows = run(answers_of(FAILED_LEAP), plan).roadmap.initiatives
    return {item.id: item for item in rows}


# Gaps 20, (7 + 37 + 27) / 3 and 51 points, importance 3, efforts 4, 3 and 2.
RULES, FUNCTION, MANAGERS = 0.15, 0.71 / 3, 0.765


def test_4_10_priority_is_not_inherited_through_the_order_of_stages():
    found = climbing(requires=[])
    assert [found[name].wave for name in ("rules", "function", "managers")] == [1, 2, 3]
    inherited = {name: item.inherited for name, item in found.items()}
    assert inherited == pytest.approx(
        {"rules": FUNCTION, "function": FUNCTION, "managers": MANAGERS}
    )
    assert found["rules"].priority == pytest.approx(RULES)


def test_4_10_priority_is_inherited_from_what_is_unlocked_through_any_steps():
    inherited = {name: item.inherited for name, item in climbing(["function"]).items()}
    assert inherited == pytest.approx(dict.fromkeys(inherited, MANAGERS))


def test_4_10_what_waits_for_a_lower_stage_is_no_quick_win():
    """Effort 2, 60 days, 51 points: it would be quick without what it waits for."""
    assert not climbing(requires=[])["managers"].quick_win
    third = initiative("managers", {criterion_id("G3a"): 67}, 2)
    [alone] = run(answers_of(FAILED_LEAP), [third]).roadmap.initiatives
    assert alone.quick_win


@pytest.mark.parametrize(
    ("stage", "waves"),
    [
        (2, [["step", "systems"]]),
        (3, [["systems"], ["step"]]),
        (4, [["systems"], ["step"]]),
        (5, [["step", "systems"]]),
    ],
)
def test_4_4_technology_that_is_behind_comes_before_stages_3_and_4_only(stage, waves):
    name = "information-technology.a.q"
    technology = model(
        {"information-technology": [capability(name[:-2], [question(name)])]},
        {"information-technology": 1},
        [initiative("systems", {name: 50}, 2)],
    )
    step = initiative("step", {criterion_id(GATES[stage][0]): 67}, 2)
    steps = continuum([step])
    reached = [[90] * len(GATES[n]) for n in range(1, stage)]
    answers = [*answers_of(reached, RIGHT_END), Answer(technology.id, name, 30)]
    chosen = {each.id: each for each in (technology, steps)}
    data = AssessmentData(tuple(q.key for q in chosen.values()), tuple(answers))
    result = score(data, chosen)
    assert [flag.kind for flag in result.of("continuum").flags] == ["it-behind"]
    # Priorities: at least 0.51 x 3 / 2 against 0.2 x 3 / 2.
    assert [list(wave.initiatives) for wave in result.roadmap.waves] == waves


@pytest.mark.parametrize("mode", ["self", "assessed"])
@pytest.mark.parametrize("blank", [None, "dk"])
def test_4_10_an_unanswered_criterion_is_predicted_as_if_it_were_answered(mode, blank):
    """G2b alone keeps stage 2 shut: 1 + (60 + 0 + 60) / 3 / 100, then 2."""
    found = initiative("found", {criterion_id("G2b"): 67}, 3)
    answers = answers_of(((90, 90), (60, blank, 60)))
    result = run(answers, [found], mode=mode)
    position = result.questionnaires[0].continuum.position
    assert (position.value, position.status) == (1.4, "provisional")
    [wave] = result.roadmap.waves
    assert (result.roadmap.initiatives[0].gap, wave.predicted.position) == (67, 2)
    # The wave reaches a stage.
    assert wave.days == 180


@pytest.mark.parametrize("mode", ["self", "assessed"])
@pytest.mark.parametrize("blank", [None, "dk"])
def test_4_10_an_unanswered_question_is_predicted_as_if_it_were_answered(mode, blank):
    """Of three questions one is answered, too few to score; then (80 + 60 + 60) / 3."""
    names = ("d.c.q2", "d.c.q3")
    asked = one_capability([1, 1, 1]).dimensions[0].capabilities
    questionnaire = model(
        {"d": asked}, {"d": 1}, [initiative("both", dict.fromkeys(names, 60), 2)]
    )
    answers = [Answer(questionnaire.id, "d.c.q1", 80, evidence="verified")]
    answers += [Answer(questionnaire.id, name, blank) for name in names]
    data = AssessmentData((questionnaire.key,), tuple(answers), mode=mode)
    result = score(data, {questionnaire.id: questionnaire})
    assert result.questionnaires[0].overall.score is None
    [wave] = result.roadmap.waves
    assert wave.predicted.overall == pytest.approx(200 / 3)


ONE = "leadership.vision.one"


def chain_of(*steps, target=68, score_of="n"):
    """What is kept of a chain, in which each step needs the one before."""
    names = [f"to-{value}" for value in steps]
    made = [
        initiative(name, {ONE: value}, 2, names[place - 1 : place])
        for place, (name, value) in enumerate(zip(names, steps, strict=True))
    ]
    definition = model(
        {"leadership": [capability("leadership.vision", [question(ONE)])]},
        initiatives=made,
    )
    given = AssessmentData(
        (definition.key,),
        (Answer("capability-model", ONE, score_of),),
        targets={"leadership.vision": target},
    )
    result = score(given, {definition.id: definition})
    return [item.id for item in result.roadmap.initiatives]


@pytest.mark.parametrize(
    ("target", "kept"),
    [
        pytest.param(40, ["to-40"], id="the first step reaches the target"),
        pytest.param(41, ["to-40", "to-80"], id="one point more needs the next step"),
        pytest.param(80, ["to-40", "to-80"], id="nothing beyond the target"),
        pytest.param(100, ["to-40", "to-80", "to-100"], id="the whole chain"),
    ],
)
def test_a_step_that_leads_no_further_than_what_it_builds_on_is_left_out(target, kept):
    assert chain_of(40, 80, 100, target=target) == kept


def test_a_single_step_beyond_the_target_stays():
    # Nothing else reaches the target, so what goes beyond it is what there is.
    assert chain_of(100, target=40) == ["to-100"]


def test_a_step_below_the_score_is_left_out_and_the_next_one_stays():
    assert chain_of(40, 80, target=70, score_of=55) == ["to-80"]
