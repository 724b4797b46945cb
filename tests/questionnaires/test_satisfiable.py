"""Whether conditions can hold, against trying out everything on a fine grid."""

from __future__ import annotations

from functools import cache
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questionnaires import satisfiable
from questionnaires.conditions import (
    AllOf,
    AnswerIs,
    AnyOf,
    Not,
    ProfileIs,
    holds,
)
from questionnaires.model import (
    Capability,
    Dimension,
    Kind,
    Option,
    Question,
    Questionnaire,
    QuestionType,
)
from questionnaires.satisfiable import one_can_say, outcomes, span

NAMES = ("d.c.one", "d.c.two", "d.c.three")
TITLE = {"en": "Words"}
# Limits are whole numbers, so that halves meet every stretch between them.
LIMITS = st.none() | st.integers(0, 2).map(float)
NUMBERS = [None, *(step / 2 for step in range(-1, 6))]
MARKETS = [None, "b2c", "b2b"]
CHOICES = [None, 0.0, 0.5, 1.0]
REGIONS = [None, "CN", "CN-GD"]


TWO = (Option("0", 0, TITLE), Option("1", 1, TITLE))


def question(name, kind=QuestionType.CHOICE, when=None, **more):
    options = tuple(Option(str(n), n, TITLE) for n in range(3))
    fields = {"options": options} | more
    return Question(name, kind, TITLE, "C1", "seed", None, when=when, **fields)


def definition(*questions, when=None):
    capability = Capability("d.c", TITLE, None, "C1", questions, when=when)
    return Questionnaire(
        id="tiny",
        version="1.0",
        kind=Kind.MODULE,
        languages=("en",),
        title=TITLE,
        minutes={},
        dimensions=(Dimension("d", TITLE, None, (capability,)),),
    )


@cache
def conditions(names):
    """Conditions on some questions; making the strategy takes longer than drawing."""
    claims = st.builds(AnswerIs, st.sampled_from(names), LIMITS, LIMITS)
    profiles = st.builds(
        ProfileIs,
        st.just("market"),
        st.sampled_from([("b2b",), ("b2c",), ("b2b", "b2c")]),
    ) | st.builds(ProfileIs, st.just("region"), st.sampled_from([("CN",), ("CN-GD",)]))
    return st.recursive(
        claims | profiles if names else profiles,
        lambda inner: (
            st.builds(AllOf, st.lists(inner, min_size=1, max_size=3).map(tuple))
            | st.builds(AnyOf, st.lists(inner, min_size=1, max_size=3).map(tuple))
            | st.builds(Not, inner)
        ),
        max_leaves=5,
    )


@st.composite
def cases(draw):
    """Return a definition of three questions, a context and a condition."""
    questions = []
    for number, name in enumerate(NAMES):
        kind = draw(st.sampled_from([QuestionType.CHOICE, QuestionType.NUMBER]))
        when = draw(st.none() | conditions(NAMES[:number]))
        options = {"options": () if kind is QuestionType.NUMBER else TWO}
        questions.append(question(name, kind, when, **options))
    context = draw(st.lists(conditions(NAMES), max_size=1))
    return definition(*questions), context, draw(conditions(NAMES))


def tried_out(questionnaire, context, condition):
    """Return what the condition comes to in every case of the grid.

    Once it was both there is nothing left to come.
    """
    asked = list(questionnaire.questions())
    values = [
        NUMBERS if question.type is QuestionType.NUMBER else CHOICES
        for question in asked
    ]
    found = set()
    for market, region in product(MARKETS, REGIONS):
        profile = {"market": market, "region": region}
        for chosen in product(*values):
            numbers = {}
            for each, value in zip(asked, chosen, strict=True):
                shown = each.when is None or holds(each.when, profile, numbers)
                if shown and value is not None:
                    numbers[each.id] = value
            if all(holds(part, profile, numbers) for part in context):
                found.add(holds(condition, profile, numbers))
            if len(found) == 2:
                return found
    return found


@given(case=cases())
@settings(max_examples=200, deadline=None)
def test_outcomes_are_those_of_trying_out_everything(case):
    questionnaire, context, condition = case
    found = outcomes(questionnaire, context, [condition])
    assert found == [tried_out(questionnaire, context, condition)]


def test_a_question_hidden_by_what_is_above_it_answers_nothing():
    market = ProfileIs("market", ("b2b",))
    questionnaire = definition(question("d.c.one"), when=market)
    claim = AnswerIs("d.c.one", at_least=0)
    assert outcomes(questionnaire, [Not(market)], [claim]) == [{False}]
    assert outcomes(questionnaire, [], [claim]) == [{True, False}]


def test_a_context_that_never_holds_has_no_outcome():
    questionnaire = definition(question("d.c.one"))
    never, claim = AnswerIs("d.c.one", at_least=3), AnswerIs("d.c.one", below=1)
    assert outcomes(questionnaire, [never], [claim]) == [frozenset()]


def test_beyond_the_bound_nothing_is_claimed(monkeypatch):
    questionnaire = definition(*(question(name) for name in NAMES))
    never = AllOf(tuple(AnswerIs(name, at_least=3) for name in NAMES))
    assert outcomes(questionnaire, [], [never]) == [{False}]
    monkeypatch.setattr(satisfiable, "MOST_WORLDS", 10)
    assert outcomes(questionnaire, [], [never]) is None
    # What the first cases decide already is known all the same.
    sometimes = AnswerIs(NAMES[-1], at_least=1)
    assert outcomes(questionnaire, [], [sometimes]) == [{True, False}]


def test_long_conditions_are_decided_by_the_first_cases():
    names = [f"d.c.q{number}" for number in range(60)]
    questionnaire = definition(*map(question, names))
    claims = tuple(AnswerIs(name, at_least=2) for name in names)
    for long in (AllOf(claims), AnyOf(claims)):
        found = outcomes(questionnaire, [ProfileIs("market", ("b2b",))], [long])
        assert found == [{True, False}]


def test_more_questions_than_the_bound_are_not_tried_at_all():
    names = [f"d.c.q{number}" for number in range(2000)]
    questionnaire = definition(*map(question, names))
    any_of = AnyOf(tuple(AnswerIs(name, at_least=3) for name in names))
    assert outcomes(questionnaire, [], [any_of]) is None


def test_all_industries_of_a_section_lie_in_it():
    section, division = ProfileIs("industry", ("K",)), ProfileIs("industry", ("K64",))
    questionnaire = definition(question("d.c.one"))
    assert outcomes(questionnaire, [division], [section]) == [{True}]
    assert outcomes(questionnaire, [section], [division]) == [{True, False}]
    assert outcomes(questionnaire, [], [AllOf((division, Not(section)))]) == [{False}]


SCALE = {"kind": QuestionType.SCALE, "ends": (-2.0, 2.0)}


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        pytest.param({}, (0, 2), id="choice"),
        pytest.param(SCALE, (50, 100), id="scale in points"),
        pytest.param({"kind": QuestionType.RUBRIC}, (0, 5), id="rubric in levels"),
        pytest.param({"kind": QuestionType.FACETS, "options": ()}, (0, 100), id="part"),
    ],
)
def test_span_is_what_a_claim_can_meet(more, expected):
    assert span(question("d.c.one", **more)) == expected


@pytest.mark.parametrize(
    ("kind", "claims", "expected"),
    [
        pytest.param("choice", [(0.2, 0.8)], False, id="one person takes an option"),
        pytest.param("choice", [(0.2, 1.2)], True, id="the middle option"),
        pytest.param("criterion", [(50, 51)], True, id="an assessor's whole percent"),
        pytest.param("criterion", [(50.2, 50.8)], False, id="no whole percent"),
        pytest.param("number", [(1e6, None)], True, id="any number"),
        pytest.param("letci", [(50.2, 50.8)], True, id="parts leave fractions"),
        pytest.param("letci", [(100.5, None)], False, id="beyond the points"),
        pytest.param("number", [(5, None), (None, 5)], False, id="two that exclude"),
        pytest.param("number", [(5, None), (None, 5.1)], True, id="two that meet"),
    ],
)
def test_what_one_person_can_say(kind, claims, expected):
    options = {} if kind == "choice" else {"options": ()}
    asked = question("d.c.one", QuestionType(kind), **options)
    listed = [AnswerIs("d.c.one", low, high) for low, high in claims]
    assert one_can_say(asked, listed) == expected
