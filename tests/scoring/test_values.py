"""Method 4.1: which values a question takes; what they are worth: cases/items.yaml."""

from __future__ import annotations

import math

import pytest

from questionnaires.model import LETCI_PARTS, QuestionType
from scoring.errors import ValueRefusedError
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
