"""Every number can be explained, and what is said to make it does make it."""

from __future__ import annotations

from math import fsum

import pytest
from hypothesis import given

from scoring.answers import Answer, AssessmentData, Consensus, Unit
from scoring.engine import score
from scoring.errors import ScoringError
from scoring.explain import explain, explainer
from scoring.target import raw_target
from scoring.trace import Term, figure, lowest_formula, rounded
from tests.scoring.assessments import DEFINITIONS, assessments
from tests.scoring.definitions import one_capability, seven_dimensions
from tests.support.assessments import PROPERTIES


def names(found, definition):
    yield "overall"
    for dimension in found.dimensions:
        yield dimension.id
        yield from (node.id for node in dimension.capabilities)
    yield from (q.id for q in definition.questions() if q.scored)


@PROPERTIES
@given(data=assessments(people=3))
def test_what_goes_in_adds_up_to_every_number(data):
    result = score(data, DEFINITIONS)
    for found in result.questionnaires:
        definition = DEFINITIONS[found.id]
        for name in names(found, definition):
            if name == "overall" and found.continuum is not None:
                continue
            trace = explain(data, result, definition, name)
            if trace.value is None:
                assert trace.terms == ()
                assert trace.shown is None
            elif trace.rule != "consensus":
                assert fsum(t.adds for t in trace.terms) == pytest.approx(trace.value)
                assert fsum(t.share for t in trace.terms) == pytest.approx(1)
                assert figure(trace.value) in trace.formula


@PROPERTIES
@given(data=assessments(names=("continuum",), people=3, units=False))
def test_a_position_and_a_target_add_up(data):
    result = score(data, DEFINITIONS)
    part = result.questionnaires[0].continuum
    trace = explain(data, result, DEFINITIONS["continuum"], "position")
    within = min(fsum(term.adds for term in trace.terms), 0.99)
    assert part.position.stage + within == pytest.approx(trace.value)
    stage = part.position.stage
    shut = stage < 5 and part.gates[stage].mean is not None
    wanted = [f"gate-{number}" for number in range(1, stage + 1)]
    wanted += [f"held-{stage}"] if shut and stage else []
    wanted += [f"gate-{stage + 1}"] if shut else []
    assert [step.name for step in trace.steps] == wanted
    # What is reached holds; where something follows, it is shut for a reason shown.
    assert all(step.holds for step in trace.steps[:stage])
    assert not shut or not all(step.holds for step in trace.steps)
    if part.target is None:
        with pytest.raises(ScoringError):
            explain(data, result, DEFINITIONS["continuum"], "target")
        return
    aim = explain(data, result, DEFINITIONS["continuum"], "target")
    assert max(0, fsum(t.adds for t in aim.terms)) == pytest.approx(part.target.raw)
    assert aim.steps[0].value == part.target.raw
    assert [s.value for s in aim.steps[-2:]] == list(part.target.band)


SEVEN = dict(
    zip(
        ("leadership", "strategy", "people-organisation", "resources",
         "information-technology", "operations", "outcomes"),
        (62, 55, 48, 50, 40, 58, 45), strict=True,
    )
)  # fmt: skip


def test_4_2_the_worked_example_is_explained():
    model = seven_dimensions()
    answers = tuple(
        Answer(model.id, f"{name}.all.now", value) for name, value in SEVEN.items()
    )
    data = AssessmentData((model.key,), answers)
    trace = explain(data, score(data, {model.id: model}), model, "overall")
    assert trace.formula == (
        "(100 × 62 + 100 × 55 + 130 × 48 + 100 × 50 + 120 × 40 + 250 × 58 + 200 × 45)"
        " ÷ 1000 = 51.24"
    )
    assert [term.adds for term in trace.terms] == pytest.approx(
        [6.2, 5.5, 6.24, 5, 4.8, 14.5, 9]
    )
    assert (trace.shown, trace.rule, trace.left_out) == (51, "mean", ())


def test_4_2_what_was_left_out_is_named_with_its_reason():
    model = one_capability([1, 2, 1, 1])
    said = {"d.c.q1": 80, "d.c.q2": 60, "d.c.q3": "na"}
    answers = tuple(Answer(model.id, name, value) for name, value in said.items())
    data = AssessmentData((model.key,), answers)
    trace = explain(data, score(data, {model.id: model}), model, "d.c")
    assert [(out.id, out.why) for out in trace.left_out] == [
        ("d.c.q3", "na"), ("d.c.q4", "unanswered"),
    ]  # fmt: skip
    assert trace.formula == "(1 × 80 + 2 × 60) ÷ 3 = 66.67"
    assert trace.coverage == 0.75


def test_4_1_what_the_evidence_carries_is_shown_for_each_answer():
    model = one_capability([1])
    answers = tuple(
        Answer(model.id, "d.c.q1", 100, respondent=grade, evidence=grade)
        for grade in ("none", "described", "documented", "verified")
    )
    data = AssessmentData((model.key,), answers, mode="assessed")
    trace = explain(data, score(data, {model.id: model}), model, "d.c.q1")
    assert [one.evidenced for one in trace.given] == [40, 60, 80, 100]
    assert (trace.value, trace.claimed, trace.evidenced) == (70, 100, 70)


def position_of(ratings):
    steps = DEFINITIONS["continuum"]
    answers = tuple(
        Answer(steps.id, steps.by_source[code].id, value)
        for code, value in ratings.items()
    )
    data = AssessmentData((steps.key,), answers)
    return explain(data, score(data, DEFINITIONS), steps, "position")


def test_the_lowest_of_one_thing_is_that():
    only = (Term("d", 60.0, 1.0, 1.0, 60.0),)
    assert lowest_formula(only, 60.0) == "60"
    more = (*only, Term("e", 80.0, 1.0, 0.0, 0.0))
    assert lowest_formula(more, 60.0) == "min(60, 80) = 60"


def test_4_4_a_stage_that_does_not_carry_the_next_one_says_so():
    passed = {"G1a": 60, "G1b": 90, "G2a": 80, "G2b": 80, "G2c": 80}
    trace = position_of(passed)
    assert [(s.name, s.formula, s.value, s.holds) for s in trace.steps] == [
        ("gate-1", "min > 50 ✓", 60, True),
        ("held-1", "min ≥ 67 ✗", 60, False),
        ("gate-2", "min > 50 ✓", 80, True),
    ]
    assert trace.formula == "1 + (80 + 80 + 80) ÷ 3 ÷ 100 = 1.8"


def test_4_4_the_way_through_a_shut_gate_ends_at_0_99_and_is_written_so():
    trace = position_of({"G1a": 60, "G1b": 90, "G2a": 100, "G2b": 100, "G2c": 100})
    assert trace.formula == "1 + min(0.99, (100 + 100 + 100) ÷ 3 ÷ 100) = 1.99"


def test_a_unit_s_own_number_is_explained_from_its_own_answers():
    model = one_capability([1])
    answers = (
        Answer(model.id, "d.c.q1", 20, "r1", unit="a", evidence="verified"),
        Answer(model.id, "d.c.q1", 80, "r2", unit="b"),
        Answer(model.id, "d.c.q1", 60, "r3", unit="b"),
    )
    agreed = Consensus(model.id, "d.c.q1", None, unit="b", evidence="documented")
    data = AssessmentData(
        (model.key,), answers, consensus=(agreed,), units=(Unit("a"), Unit("b"))
    )
    result = score(data, {model.id: model})
    trace = explainer(data, result, model, "b")("d.c.q1")
    assert (trace.rule, trace.value) == ("roles", 70)
    assert [(one.claimed, one.evidence) for one in trace.given] == [
        (80, "documented"), (60, "documented"),
    ]  # fmt: skip
    assert explainer(data, result, model, "b")("overall").formula == "70"
    assert explainer(data, result, model)("overall").formula == "(20 + 70) ÷ 2 = 45"
    with pytest.raises(ScoringError, match="name one of"):
        explainer(data, result, model, "nowhere")


def test_a_consensus_explains_itself_and_shows_the_answers_it_replaced():
    model = one_capability([1])
    answers = (Answer(model.id, "d.c.q1", 20), Answer(model.id, "d.c.q1", 80, "r2"))
    agreed = Consensus(model.id, "d.c.q1", 60, evidence="verified", reason="seen")
    data = AssessmentData((model.key,), answers, consensus=(agreed,))
    trace = explain(data, score(data, {model.id: model}), model, "d.c.q1")
    assert (trace.rule, trace.value) == ("consensus", 60)
    assert [one.claimed for one in trace.given] == [20, 80]


def test_with_units_the_units_are_what_goes_in():
    model = one_capability([1])
    answers = (
        Answer(model.id, "d.c.q1", 20, unit="a"),
        Answer(model.id, "d.c.q1", 80, unit="b"),
    )
    data = AssessmentData((model.key,), answers, units=(Unit("a", 1), Unit("b", 3)))
    result = score(data, {model.id: model})
    for name in ("overall", "d", "d.c", "d.c.q1"):
        trace = explain(data, result, model, name)
        assert trace.rule == "units"
        assert trace.formula == "(1 × 20 + 3 × 80) ÷ 4 = 65"


@pytest.mark.parametrize(
    ("value", "expected"),
    [(None, None), (52.49, 52), (52.5, 53), (0.5, 1), (99.5, 100)],
)
def test_4_2_numbers_are_rounded_half_up_for_display(value, expected):
    assert rounded(value) == expected


def test_4_5_the_worked_target_is_explained():
    steps = DEFINITIONS["continuum"]
    profile = dict(
        zip(("T1", "T2", "T3", "T4", "T5", "T6"), (3, 2, 1, 1, 3, 4), strict=True)
    )
    answers = tuple(
        Answer(steps.id, steps.by_source[code].id, str(value))
        for code, value in profile.items()
    )
    data = AssessmentData((steps.key,), answers)
    trace = explain(data, score(data, DEFINITIONS), steps, "target")
    assert trace.formula == (
        "max(0, 1.25 × (0.3 × 3 + 0.3 × 2 + 0.2 × 1 + 0.2 × 3)"
        " − 0.25 × 1 × (1 − 3 ÷ 4)) = 2.81"
    )
    assert trace.value == raw_target(profile) == 2.8125


@pytest.mark.parametrize(
    ("of", "node"), [("continuum", "d"), ("capability-model", "x")]
)
def test_what_has_no_number_is_refused_with_a_sentence(of, node):
    model = one_capability([1])
    data = AssessmentData((model.key,), ())
    definition = {**DEFINITIONS, model.id: model}[of]
    with pytest.raises(ScoringError, match="; "):
        explain(data, score(data, {model.id: model}), definition, node)
