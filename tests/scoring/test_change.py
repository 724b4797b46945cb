"""What change of a score may be noise: told from 30 people up, never from fewer."""

from __future__ import annotations

import math

import numpy as np
import pytest

from questionnaires import loader
from scoring.answers import Answer, AssessmentData
from scoring.change import FEWEST, change_noise
from scoring.inputs import inputs_of

MODEL = loader.load("success-factors")
DIMENSIONS = [each for each in MODEL.dimensions if each.scored]


def inputs(levels: np.ndarray):
    """Answers of one person a row, who gives one level to all of a dimension."""
    answers = tuple(
        Answer(MODEL.id, question.id, int(row[column]), f"p{number}")
        for number, row in enumerate(levels)
        for column, dimension in enumerate(DIMENSIONS)
        if row[column] >= 0
        for question in dimension.questions()
        if question.type == "rubric"
    )
    data = AssessmentData(questionnaires=(MODEL.key,), answers=answers)
    return inputs_of(data, MODEL, None)


def people(n: int, seed: int = 5) -> np.ndarray:
    """Levels of ``n`` people who each lean one way, shape (n, dimensions)."""
    chance = np.random.default_rng(seed)
    leaning = chance.integers(0, 4, size=(n, 1))
    return leaning + chance.integers(0, 3, size=(n, len(DIMENSIONS)))


def test_4_7_the_noise_of_a_change_follows_from_spread_and_reliability():
    points = 20 * people(40)
    found = change_noise(inputs(people(40)))
    weights = [each.weight for each in DIMENSIONS]
    spread = np.std(np.average(points, axis=1, weights=weights), ddof=1)
    # Alpha from the covariances: the share of the total that questions have in common.
    covariance = np.cov(points, rowvar=False)
    k = len(DIMENSIONS)
    alpha = k / (k - 1) * (1 - np.trace(covariance) / covariance.sum())
    assert found.people == 40
    assert found.spread == pytest.approx(spread)
    assert found.reliability == pytest.approx(alpha)
    assert found.threshold == pytest.approx(
        1.96 * math.sqrt(2) * spread * math.sqrt(1 - alpha)
    )
    assert 0 < found.threshold < 100


@pytest.mark.parametrize(("n", "told"), [(FEWEST - 1, False), (FEWEST, True)])
def test_4_6_below_thirty_people_nothing_is_said(n, told):
    found = change_noise(inputs(people(n)))
    assert found.people == n
    assert (found.threshold is not None) is told
    assert (found.spread is not None) is told


def test_only_people_who_spoke_of_every_dimension_count():
    levels = people(35)
    levels[:6, 0] = -1
    found = change_noise(inputs(levels))
    assert (found.people, found.threshold) == (29, None)


def test_where_dimensions_do_not_go_together_there_is_no_threshold():
    high = np.arange(40) % 2 * 4
    levels = np.column_stack(
        [high if number % 2 else 4 - high for number in range(len(DIMENSIONS))]
    )
    found = change_noise(inputs(levels))
    assert found.people == 40
    assert found.spread is not None
    assert found.threshold is None


def test_nobody_answered():
    assert change_noise(inputs(people(0))).people == 0
