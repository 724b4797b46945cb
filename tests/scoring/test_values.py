"""Method 4.1: items, evidence caps, facets and outcomes."""

from __future__ import annotations

import math

import pytest

from questionnaires.model import FACET_PARTS, LETCI_PARTS, QuestionType
from scoring.errors import ValueRefusedError
from scoring.questions import capped
from scoring.values import parse, points
from tests.scoring.definitions import choice, question

RUBRIC = question("d.c.r", QuestionType.RUBRIC)
CRITERION = question("d.c.k", QuestionType.CRITERION, allow_na=False)
FACETS = question("d.c.f", QuestionType.FACETS)
LETCI = question("d.c.l", QuestionType.LETCI)
NUMBER = question("d.c.n", QuestionType.NUMBER, weight=None)
TEXT = question("d.c.t", QuestionType.TEXT, weight=None)
CHOICE = choice("d.c.x", "preference", (-0.5, 0, 0.5))


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [("none", 40), ("described", 60), ("documented", 80), ("verified", 100)],
)
def test_4_1_level_five_is_capped_by_its_evidence(evidence, expected):
    assert capped(points(RUBRIC, 5), evidence) == expected


def test_4_1_level_one_without_evidence_stays():
    assert capped(points(RUBRIC, 1), "none") == 20


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((75, 50, 25), 50.0),
        ((100, 0, 0), 25.0),
        ((0, 100, 100), 37.5),
        ((100, 100, 100), 100.0),
    ],
)
def test_4_1_facets(values, expected):
    value = dict(zip(FACET_PARTS, values, strict=True))
    assert points(FACETS, parse(FACETS, value)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("values", "expected"),
    [((0, 0, 0, 100), 0), ((60, 40, 20, 80), 40), ((90, 90, 90, 30), 30)],
)
def test_4_1_outcomes(values, expected):
    value = dict(zip(LETCI_PARTS, values, strict=True))
    assert points(LETCI, parse(LETCI, value)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("key", "expected"), [("n", 0), ("p", 33), ("l", 67), ("f", 100), (55, 55)]
)
def test_4_1_criteria(key, expected):
    assert points(CRITERION, parse(CRITERION, key)) == expected


@pytest.mark.parametrize(
    ("item", "raw", "kept"),
    [
        pytest.param(RUBRIC, 3.0, 3, id="whole float"),
        pytest.param(RUBRIC, "na", "na", id="not applicable"),
        pytest.param(RUBRIC, "dk", "dk", id="don't know"),
        pytest.param(RUBRIC, "", None, id="empty is unanswered"),
        pytest.param(CHOICE, -0.5, "-0.5", id="a choice by its number"),
        pytest.param(CHOICE, "0.5", "0.5", id="a choice by its key"),
        pytest.param(NUMBER, 2.5, 2.5, id="number"),
        pytest.param(TEXT, "3", "3", id="text"),
    ],
)
def test_values_on_the_scale_are_kept(item, raw, kept):
    assert parse(item, raw) == kept


@pytest.mark.parametrize(
    ("item", "raw"),
    [
        pytest.param(RUBRIC, 6, id="level 6"),
        pytest.param(RUBRIC, -1, id="negative"),
        pytest.param(RUBRIC, 2.5, id="between two levels"),
        pytest.param(RUBRIC, True, id="a truth value is no number"),
        pytest.param(RUBRIC, "3", id="a text is no number"),
        pytest.param(RUBRIC, math.nan, id="not a number"),
        pytest.param(RUBRIC, math.inf, id="infinity"),
        pytest.param(CRITERION, "N", id="upper case"),
        pytest.param(CRITERION, 101, id="over 100"),
        pytest.param(CRITERION, "na", id="not applicable where it is not allowed"),
        pytest.param(FACETS, {"intention": 1, "reality": 1}, id="a part missing"),
        pytest.param(LETCI, dict.fromkeys(LETCI_PARTS, 0.5), id="a part not whole"),
        pytest.param(LETCI, 40, id="no parts"),
        pytest.param(CHOICE, "9", id="unknown option"),
        pytest.param(CHOICE, 9, id="no option has that value"),
        pytest.param(NUMBER, "3,5", id="a number with a comma"),
        pytest.param(TEXT, 3, id="a number for a text"),
    ],
)
def test_s30_values_off_the_scale_are_refused(item, raw):
    with pytest.raises(ValueRefusedError, match=r"; given .*; give "):
        parse(item, raw)


@pytest.mark.parametrize("value", [None, "na", "dk"])
def test_what_has_no_value_has_no_points(value):
    assert points(RUBRIC, value) is None
