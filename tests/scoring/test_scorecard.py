"""Method 4.2, 4.3 and 4.6: roll-up, coverage, levels, several people."""

from __future__ import annotations

from dataclasses import replace

import pytest

from questionnaires.model import QuestionType
from scoring.answers import Answer, AssessmentData, Consensus, Unit
from scoring.engine import score
from scoring.levels import level
from tests.scoring.definitions import (
    DIMENSIONS,
    capability,
    model,
    one_capability,
    question,
    seven_dimensions,
)

WORKED = dict(zip(DIMENSIONS, (62, 55, 48, 50, 40, 58, 45), strict=True))


def result_of(questionnaire, answers, **data):
    given = AssessmentData(
        questionnaires=(questionnaire.key,), answers=tuple(answers), **data
    )
    return score(given, {questionnaire.id: questionnaire}).questionnaires[0]


def answer(name, value, **more):
    return Answer("capability-model", name, value, **more)


def of_seven(**changed):
    values = {**WORKED, **changed}
    return result_of(
        seven_dimensions(),
        [answer(f"{name}.all.now", value) for name, value in values.items()],
    )


@pytest.mark.parametrize(
    ("answered", "status"), [(2, "scored"), (1, "not-scored"), (0, "not-scored")]
)
def test_a_capability_is_scored_from_two_thirds(answered, status):
    rows = [answer(f"d.c.q{n}", 50) for n in range(1, answered + 1)]
    result = result_of(one_capability([1, 1, 1]), rows)
    node = result.dimensions[0].capabilities[0]
    assert node.status == status
    assert node.score == (50 if status == "scored" else None)
    assert result.dimensions[0].status == (
        "provisional" if status == "scored" else "not-scored"
    )


def test_dont_know_is_neither_zero_nor_not_applicable():
    rows = [answer("d.c.q1", 80), answer("d.c.q2", "dk"), answer("d.c.q3", 80)]
    result = result_of(one_capability([1, 1, 1]), rows)
    assert result.questions[1].state == "dk"
    assert result.overall.score == 80
    assert result.overall.coverage == pytest.approx(2 / 3)
    assert [f.kind for f in result.flags] == ["many-dont-know"]


def test_a_level_takes_no_notice_of_the_noise_of_floating_point():
    assert level(90 - 1e-12) == 5


def several(levels_by_role):
    rows = [
        (role, value) for role, values in levels_by_role.items() for value in values
    ]
    return [
        answer("d.c.q1", value, respondent=f"r{number}", role=role)
        for number, (role, value) in enumerate(rows)
    ]


PEOPLE = {"executive": [4, 4], "manager": [3, 3, 4], "frontline": [2, 3, 2, 2, 3]}


def test_two_people_show_no_spread():
    questionnaire = one_capability([1], QuestionType.RUBRIC)
    node = result_of(questionnaire, several({"manager": [1, 5]})).dimensions[0]
    assert (node.spread, node.interval, node.agreement) == (None, None, None)


def test_consensus_replaces_the_mean_and_keeps_the_answers():
    questionnaire = one_capability([1], QuestionType.RUBRIC)
    agreed = Consensus("capability-model", "d.c.q1", 2, evidence="documented")
    result = result_of(
        questionnaire, several(PEOPLE), consensus=(agreed,), mode="assessed"
    )
    item = result.questions[0]
    assert (item.state, item.score, item.n) == ("consensus", 40, 10)
    assert item.sd is not None
    assert result.flags == ()


def test_the_assessors_grade_replaces_the_respondents():
    questionnaire = one_capability([1], QuestionType.RUBRIC)
    rows = [answer("d.c.q1", 5, evidence="verified")]
    graded = Consensus("capability-model", "d.c.q1", None, evidence="described")
    result = result_of(questionnaire, rows, consensus=(graded,), mode="assessed")
    item = result.questions[0]
    assert (item.state, item.claimed, item.evidenced) == ("answered", 100, 60)


def test_4_1_assessed_mode_counts_a_missing_grade_as_none_and_says_so():
    questionnaire = one_capability([1], QuestionType.RUBRIC)
    rows = [answer("d.c.q1", 5)]
    assessed = result_of(questionnaire, rows, mode="assessed")
    assert assessed.overall.score == 40
    assert [(f.kind, f.about) for f in assessed.flags] == [
        ("evidence-missing", "d.c.q1")
    ]
    declared = result_of(questionnaire, rows)
    assert (declared.overall.score, declared.overall.evidenced) == (100, 40)
    assert declared.flags == ()


def test_evidence_is_capped_before_averaging():
    questionnaire = one_capability([1], QuestionType.RUBRIC)
    rows = [
        answer("d.c.q1", 5, respondent="a", evidence="verified"),
        answer("d.c.q1", 5, respondent="b"),
    ]
    assert result_of(questionnaire, rows).overall.evidenced == 70


def test_more_na_than_values_is_not_applicable():
    questionnaire = one_capability([1], QuestionType.RUBRIC)
    rows = [
        answer("d.c.q1", "na", respondent="a"),
        answer("d.c.q1", "na", respondent="b"),
        answer("d.c.q1", 5, respondent="c"),
    ]
    assert result_of(questionnaire, rows).questions[0].state == "na"
    assert result_of(questionnaire, rows[1:]).questions[0].state == "answered"


def test_weights_that_change_the_picture_are_flagged():
    result = of_seven(**{"operations": 100, "leadership": 0, "strategy": 0})
    assert [flag.kind for flag in result.flags] == ["weights-matter"]
    assert of_seven().flags == ()


def test_units_are_averaged_by_their_weights():
    questionnaire = one_capability([1])
    rows = [answer("d.c.q1", 80, unit="big"), answer("d.c.q1", 20, unit="small")]
    data = AssessmentData(
        questionnaires=(questionnaire.key,),
        answers=tuple(rows),
        units=(Unit("big", 3), Unit("small", 1)),
    )
    result = score(data, {questionnaire.id: questionnaire})
    whole = result.questionnaires[0]
    assert whole.overall.score == pytest.approx(65)
    assert whole.dimensions[0].capabilities[0].score == pytest.approx(65)
    own = [unit.questionnaires[0].overall.score for unit in result.units]
    assert own == [80, 20]
    assert all(w.predicted.overall is None for w in result.roadmap.waves)


def test_a_middle_level_of_parents_follows_the_weights():
    questionnaire = model(
        {
            "d": [
                capability("d.a", [question("d.a.q")], 3),
                capability("d.b", [question("d.b.q")], 1),
            ]
        },
        {"d": 1},
    )
    rows = [answer("d.a.q", 100), answer("d.b.q", 0)]
    assert result_of(questionnaire, rows).dimensions[0].score == 75
    lighter = [replace(row, value=50) for row in rows[:1]]
    partial = result_of(questionnaire, lighter).dimensions[0]
    assert (partial.score, partial.coverage) == (50, 0.75)
