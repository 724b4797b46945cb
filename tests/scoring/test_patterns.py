"""Method 4.9 and contract 5: flags on the pattern of one person's answers."""

from __future__ import annotations

import pytest

from questionnaires.model import QuestionType
from scoring.answers import Answer, AssessmentData, Unit
from scoring.engine import score
from scoring.patterns import KINDS
from tests.scoring.definitions import capability, model, one_capability, question

TEN = one_capability([1] * 12, QuestionType.RUBRIC)
VARIED = [4, 4, 3, 5, 4, 2, 4, 3, 4, 5, 3, 4]


def rows(values, respondent="r1", **more):
    """One answer a question in the definition's order; ``...`` is no answer at all."""
    return [
        Answer("capability-model", f"d.c.q{n}", value, respondent=respondent, **more)
        for n, value in enumerate(values, start=1)
        if value is not ...
    ]


def flags(answers, questionnaire=TEN, **data):
    given = AssessmentData((questionnaire.key,), tuple(answers), **data)
    [result] = score(given, {questionnaire.id: questionnaire}).questionnaires
    return [flag for flag in result.flags if flag.kind in KINDS]


def kinds(answers, questionnaire=TEN):
    return [flag.kind for flag in flags(answers, questionnaire)]


def of_kind(kind, answers):
    return [flag for flag in flags(answers) if flag.kind == kind]


def test_ordinary_answers_have_no_flag():
    assert flags(rows(VARIED)) == []


def test_4_9_twelve_equal_answers():
    [run, spread] = flags(rows([3] * 12))
    assert (run.kind, run.about) == ("longstring", "r1")
    assert run.detail == {"length": 12, "of": 12, "level": 3}
    assert (spread.kind, spread.about) == ("low-variance", "r1")
    assert spread.detail == {"irv": 0}


@pytest.mark.parametrize(
    ("values", "length", "of"),
    [
        pytest.param([3, 3, 3, 3, 3, 3, 3, 4, 2, 3, 3, 3], 7, 12, id="method 4.9"),
        pytest.param([3, 3, 3, 3, 3, 3, 1, 4, 2, 5, 0, 1], 6, 12, id="exactly half"),
        pytest.param([3, 3, 3, 3, 3, 2, 1, 4, 2, 5, 0, 1], None, 12, id="five"),
        pytest.param(
            [3, 3, 3, "na", 3, 3, 1, 4, 2, 5, 0, 1], None, 11, id="na ends it"
        ),
        pytest.param(
            [3, 3, 3, "dk", 3, 3, 1, 4, 2, 5, 0, 1], None, 11, id="dk ends it"
        ),
        # Ten of the twelve have a value: five in a row are half of them.
        pytest.param(
            [3, 3, 3, 3, 3, "na", 1, 4, 2, 5, "dk", 0], 5, 10, id="half of the valued"
        ),
        pytest.param(
            [3, 3, 3, 3, "na", 1, 4, 2, 5, 1, "dk", 0], None, 10, id="four of ten"
        ),
        pytest.param([3, 3, 3, ..., 3, 3, 3, 4, 2, 5, 0, 1], 6, 11, id="no row passes"),
        pytest.param([3, 3, 3, None, 3, 3, 3, 4, 2, 5, 0, 1], 6, 11, id="blank passes"),
    ],
)
def test_4_9_longstring_from_half_of_the_valued_answers(values, length, of):
    found = [flag.detail for flag in of_kind("longstring", rows(values))]
    assert found == (
        [] if length is None else [{"length": length, "of": of, "level": 3}]
    )


@pytest.mark.parametrize(("valued", "flagged"), [(9, False), (10, True)])
def test_fewer_than_ten_valued_answers_say_nothing(valued, flagged):
    answers = rows([3] * valued + ["na"] * (12 - valued), seconds=0.5)
    assert bool(flags(answers)) is flagged


def test_only_rubric_questions_count():
    ladder = one_capability([1] * 12, QuestionType.CRITERION)
    assert flags(rows(["f"] * 12), ladder) == []


@pytest.mark.parametrize(
    "backed", [{"evidence": "described"}, {"comment": "We begin in May."}]
)
def test_4_9_honest_zeros_are_no_pattern(backed):
    zeros = rows([0] * 12)
    assert kinds(zeros) == ["longstring", "low-variance"]
    assert kinds([*zeros[:-1], *rows([...] * 11 + [0], **backed)]) == []


def test_4_9_zeros_backed_outside_of_the_run_are_no_excuse():
    """Six zeros in a row; the one with evidence lies in another run."""
    values = [0, 0, 0, 0, 0, 0, 3, 0, 2, 4, 5, 1]
    answers = rows(values)
    answers[7] = rows([...] * 7 + [0], evidence="documented")[0]
    [run] = of_kind("longstring", answers)
    assert run.detail == {"length": 6, "of": 12, "level": 0}


def test_4_9_another_run_as_long_counts_where_the_zeros_are_excused():
    answers = rows([0] * 6 + [4] * 6, evidence="described")
    [run] = of_kind("longstring", answers)
    assert run.detail == {"length": 6, "of": 12, "level": 4}


def test_4_9_evidence_excuses_zeros_only():
    assert kinds(rows([3] * 12, evidence="verified")) == ["longstring", "low-variance"]


@pytest.mark.parametrize(
    ("others", "flagged"),
    [
        # One of 12 is one level off: variance 1/12, sd .289; two: sd .389.
        pytest.param([4], True, id=".289"),
        pytest.param([4, 4], False, id=".389"),
    ],
)
def test_4_9_low_variance_below_point_three(others, flagged):
    found = of_kind("low-variance", rows([3] * (12 - len(others)) + others))
    assert bool(found) is flagged


@pytest.mark.parametrize(
    ("seconds", "flagged"), [(1.9, True), (2, False), (None, False)]
)
def test_4_9_too_fast_below_two_seconds(seconds, flagged):
    found = of_kind("too-fast", rows(VARIED, seconds=seconds))
    assert [flag.detail for flag in found] == ([{"seconds": 1.9}] if flagged else [])


def test_4_9_too_fast_by_the_median_of_the_times_known():
    answers = [
        *rows([*VARIED[:3]], seconds=1),
        *rows([..., ..., ..., *VARIED[3:5]], seconds=600),
        *rows([...] * 5 + VARIED[5:]),
    ]
    [flag] = flags(answers)
    assert (flag.kind, flag.detail) == ("too-fast", {"seconds": 1})


def four_scales():
    names = ("one", "two", "three", "four")
    return model(
        {
            name: [
                capability(
                    f"{name}.c",
                    [question(f"{name}.c.q{n}", QuestionType.RUBRIC) for n in range(4)],
                )
            ]
            for name in names
        },
        dict.fromkeys(names, 1),
    )


def in_scales(scales):
    return [
        Answer("capability-model", f"{name}.c.q{n}", value)
        for name, values in zip(("one", "two", "three", "four"), scales, strict=True)
        for n, value in enumerate(values)
    ]


def test_4_9_even_and_odd_questions_that_contradict():
    answers = in_scales([[1, 5, 2, 4], [5, 1, 4, 1], [2, 5, 3, 1], [4, 1, 5, 3]])
    [flag] = flags(answers, four_scales())
    assert (flag.kind, flag.about, flag.detail) == ("even-odd", "r1", {"value": -1})


def test_4_9_even_and_odd_questions_that_agree():
    answers = in_scales([[4, 4, 5, 4], [2, 2, 1, 2], [3, 3, 3, 4], [5, 4, 5, 5]])
    assert flags(answers, four_scales()) == []


def test_flags_are_ordered_by_person_then_kind():
    answers = [
        *rows([2] * 12, "r2", seconds=1),
        *rows(VARIED, "r3", seconds=60),
        *rows([4] * 12, "r1", seconds=1),
    ]
    assert [(flag.about, flag.kind) for flag in flags(answers)] == [
        ("r1", "longstring"),
        ("r1", "low-variance"),
        ("r1", "too-fast"),
        ("r2", "longstring"),
        ("r2", "low-variance"),
        ("r2", "too-fast"),
    ]


def test_in_units_each_units_answers_stand_for_themselves():
    """The same person's six and six equal answers would be no run of twelve."""
    answers = [*rows(VARIED, unit="b"), *rows([3] * 12, unit="a")]
    given = AssessmentData((TEN.key,), tuple(answers), units=(Unit("a"), Unit("b")))
    result = score(given, {TEN.id: TEN})
    whole, one, two = (
        [(flag.kind, flag.detail.get("unit")) for flag in part.flags]
        for part in (
            result.questionnaires[0],
            result.units[0].questionnaires[0],
            result.units[1].questionnaires[0],
        )
    )
    assert whole == one == [("longstring", "a"), ("low-variance", "a")]
    assert two == []


def test_a_unit_is_named_only_where_answers_have_one():
    [run, _] = flags(rows([3] * 12))
    assert "unit" not in run.detail
