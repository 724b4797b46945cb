"""Cases where a careless reading of the method would give a wrong number."""

from __future__ import annotations

from dataclasses import replace

import pytest

from questionnaires import loader
from questionnaires.model import QuestionType, RollUp
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


def run(questionnaire, answers, **data):
    given = AssessmentData((questionnaire.key,), tuple(answers), **data)
    return score(given, {questionnaire.id: questionnaire})


def on(code, value, person="r1", **more):
    return Answer("continuum", criterion_id(code), value, respondent=person, **more)


def test_stage_5_is_not_applicable_only_as_a_whole():
    """One named criterion of four must not open the last gate."""
    below = [code for stage in (1, 2, 3, 4) for code in GATES[stage]]
    answers = [on(code, 100, person) for code in below for person in ("r3", "r4")]
    for person in ("r1", "r2"):
        answers += [on(code, "na", person, reason="other") for code in GATES[5]]
    answers += [on(code, 90, "r3") for code in GATES[5]]
    answers += [on("G5a", 90, "r4")]
    part = run(continuum(), answers).questionnaires[0].continuum
    assert part.position.stage == 4
    assert part.position.value == pytest.approx(4 + 90 / 4 / 100)
    assert part.position.status == "provisional"


def test_a_consensus_that_nobody_knows_is_no_consensus():
    questionnaire = one_capability([1, 1])
    entry = Consensus("capability-model", "d.c.q1", "dk")
    answers = [Answer("capability-model", "d.c.q2", 80)]
    result = run(questionnaire, answers, consensus=(entry,)).questionnaires[0]
    assert result.questions[0].state == "unanswered"
    assert result.overall.coverage == 0.5
    assert result.overall.score is None


def test_a_units_evidence_grade_holds_in_the_organisations_figures():
    questionnaire = one_capability([1], QuestionType.RUBRIC)
    units = (Unit("a"), Unit("b"))
    answers = [
        Answer("capability-model", "d.c.q1", 5, f"{unit.id}{n}", unit=unit.id)
        for unit in units
        for n in range(3)
    ]
    graded = [
        Consensus("capability-model", "d.c.q1", 5, unit.id, evidence="verified")
        for unit in units
    ]
    result = run(
        questionnaire, answers, units=units, consensus=tuple(graded), mode="assessed"
    ).questionnaires[0]
    assert result.overall.score == 100
    assert result.questions[0].roles == {"manager": 100}
    assert result.dimensions[0].interval == (100, 100)
    assert result.flags == ()


def test_information_technology_that_is_behind_comes_before_stages_3_and_4():
    """Method 4.4: with the flag it-behind, IT before the criteria of G3 and G4."""
    technology = model(
        {
            "information-technology": [
                capability(
                    "information-technology.a",
                    [question("information-technology.a.q")],
                )
            ]
        },
        {"information-technology": 1},
        [
            initiative("it-base", {"information-technology.a.q": 50}, 2),
            initiative(
                "it-next", {"information-technology.a.q": 80}, 3, requires=["it-base"]
            ),
        ],
    )
    ladder = continuum([initiative("adviser", {criterion_id("G3a"): 67}, 2)])
    answers = [on(code, 90) for stage in (1, 2) for code in GATES[stage]]
    profile = {"T1": 4, "T2": 4, "T3": 4, "T4": 1, "T5": 1, "T6": 1}
    answers += [Answer("continuum", profile_id(c), str(v)) for c, v in profile.items()]

    def waves(points):
        given = [
            *answers,
            Answer("capability-model", "information-technology.a.q", points),
        ]
        data = AssessmentData((technology.key, ladder.key), tuple(given))
        result = score(data, {technology.id: technology, ladder.id: ladder})
        flags = [flag.kind for flag in result.of("continuum").flags]
        return flags, [list(wave.initiatives) for wave in result.roadmap.waves]

    assert waves(30) == (["it-behind"], [["it-base"], ["it-next"], ["adviser"]])
    assert waves(55) == ([], [["adviser", "it-next"]])


def test_weakest_ignores_the_noise_of_floating_point():
    """Both dimensions have 46.2258…; the first by definition is named."""
    values, first, second = (20, 33, 100), (2, 0.1, 1), (6, 0.3, 3)
    questionnaire = model(
        {
            name: [
                capability(
                    f"{name}.c",
                    [
                        question(f"{name}.c.q{n}", weight=weight)
                        for n, weight in enumerate(weights)
                    ],
                )
            ]
            for name, weights in (("one", first), ("two", second))
        },
        {"one": 1, "two": 1},
    )
    answers = [
        Answer("capability-model", f"{name}.c.q{n}", value)
        for name in ("one", "two")
        for n, value in enumerate(values)
    ]
    assert run(questionnaire, answers).questionnaires[0].overall.weakest == "one"


def test_a_unit_without_answers_is_no_reason_for_a_virtual_team():
    answers = [on(code, 90, unit="bank") for stage in (1, 2) for code in GATES[stage]]
    units = (Unit("bank", shares_customers=True), Unit("new", shares_customers=True))
    flags = run(continuum(), answers, units=units).questionnaires[0].flags
    assert "virtual-team" not in [flag.kind for flag in flags]


@pytest.mark.parametrize("mode", ["self", "assessed"])
def test_f29_no_answers_give_no_numbers(mode):
    result = run(one_capability([1]), [], mode=mode).questionnaires[0]
    assert (result.overall.score, result.overall.coverage) == (None, 0)
    assert result.overall.status == "not-scored"
    assert result.respondents == 0


def test_a_decided_target_counts_for_capabilities_without_a_proposal():
    """Method 4.10: 40 + 10 x the decided or proposed continuum target."""
    questionnaire, ladder = one_capability([1]), continuum()
    data = AssessmentData(
        (questionnaire.key, ladder.key),
        (Answer("capability-model", "d.c.q1", 10),),
        targets={"continuum": {"value": 2.0, "by": "board"}},
    )
    result = score(data, {questionnaire.id: questionnaire, ladder.id: ladder})
    assert [gap.target for gap in result.gaps] == [60.0]
    undecided = AssessmentData(
        data.questionnaires, data.answers, targets={"continuum": {"value": 4.0}}
    )
    again = score(undecided, {questionnaire.id: questionnaire, ladder.id: ladder})
    assert [gap.target for gap in again.gaps] == [80.0]


def test_contract_units_a_capability_is_the_mean_of_the_units_that_have_one():
    """One unit of two answered: everywhere its number, coverage of the half."""
    model = one_capability([1, 1])
    answers = tuple(Answer(model.id, f"d.c.q{n}", 40, unit="a") for n in (1, 2))
    data = AssessmentData((model.key,), answers, units=(Unit("a"), Unit("b")))
    result = score(data, {model.id: model})
    [part] = result.questionnaires
    node = part.dimensions[0]
    inner = node.capabilities[0]
    assert (inner.score, inner.coverage, inner.status) == (40, 0.5, "scored")
    assert (node.score, node.coverage, node.status) == (40, 0.5, "provisional")
    assert (part.overall.score, part.overall.status) == (40, "provisional")
    assert [gap.id for gap in result.gaps] == ["d.c"]


@pytest.mark.parametrize(
    ("rollup", "flagged"),
    [(RollUp.MEAN, True), (RollUp.SUM, False), (RollUp.MIN, False)],
)
def test_weights_matter_in_a_weighted_mean_alone(rollup, flagged):
    whole = replace(
        model(
            {n: [capability(f"{n}.c", [question(f"{n}.c.q")])] for n in ("d", "e")},
            {"d": 9, "e": 1},
        ),
        rollup=rollup,
    )
    answers = (Answer(whole.id, "d.c.q", 0), Answer(whole.id, "e.c.q", 100))
    [part] = score(
        AssessmentData((whole.key,), answers), {whole.id: whole}
    ).questionnaires
    # By weight 10, alike 50.
    assert (part.overall.equal_weights, "weights-matter" in kinds(part)) == (
        50,
        flagged,
    )


def kinds(part):
    return {flag.kind for flag in part.flags}


def test_4_9_who_claims_profit_by_segment_without_a_manager_is_named():
    """The method's own example of a contradiction, on the published continuum."""
    steps = loader.load("continuum", "1.0")
    ids = {code: steps.by_source[code].id for code in ("G5b", "G3a")}

    def said(person, profit, managers):
        return (
            Answer(steps.id, ids["G5b"], profit, person),
            Answer(steps.id, ids["G3a"], managers, person),
        )

    answers = (*said("a", "l", "n"), *said("b", "l", "p"), *said("c", 66, "n"))
    [part] = run(steps, answers).questionnaires
    fired = [flag for flag in part.flags if flag.kind == "contradiction"]
    assert [(f.about, f.detail["pair"]) for f in fired] == [
        ("a", "profit-without-managers")
    ]
