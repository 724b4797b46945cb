"""How far several raters agree; null variances default to our levels 0-5.

Source: method 4.6.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum, isclose, sqrt
from statistics import median
from typing import Final

from scoring.errors import ScoringError
from scoring.levels import at_least

OPTIONS: Final = 6

SLIGHT_SKEW_5: Final = (0.05, 0.15, 0.20, 0.35, 0.25)
"""How answers lean over five options without agreement: variance 1.34.

Source: James, Demaree & Wolf 1984; method 4.6.
"""
SLIGHT_SKEW_6: Final = (0.05, 0.10, 0.15, 0.20, 0.30, 0.20)
"""The like for six options: our own choice, variance 2.06, from no table."""


def uniform_variance(options: int) -> float:
    """Return the variance, in squared levels, of answers given at random.

    Args:
        options: How many levels there are, >= 2.

    Source: James, Demaree & Wolf 1984: (A^2 - 1)/12; method 4.6.
    """
    return (options**2 - 1) / 12


UNIFORM_VARIANCE: Final = uniform_variance(OPTIONS)
"""Variance of answers given at random over six levels: 35/12."""


def null_variance(shares: Sequence[float]) -> float:
    """Return the variance of a null distribution over levels one apart, squared levels.

    Args:
        shares: How often each level is given without agreement, shape (levels,);
            each at least 0, together 1.

    Raises:
        ScoringError: If a share is negative or they do not add up to 1.

    Source: method 4.6; James, Demaree & Wolf 1984.
    """
    if min(shares, default=-1) < 0 or not isclose(fsum(shares), 1, abs_tol=1e-9):
        raise ScoringError(
            f"shares must be at least 0 and add up to 1; given {list(shares)}"
        )
    centre = fsum(level * share for level, share in enumerate(shares))
    return fsum((level - centre) ** 2 * share for level, share in enumerate(shares))


def variance(levels: Sequence[float]) -> float:
    """Return the sample variance (n - 1), in the squared unit of ``levels``.

    Args:
        levels: Any unit, shape (n,), n >= 2.

    Raises:
        ScoringError: If there are fewer than two values.

    Source: method 4.6.
    """
    if len(levels) < 2:
        raise ScoringError(f"a variance takes two values or more; given {len(levels)}")
    centre = fsum(levels) / len(levels)
    return fsum((level - centre) ** 2 for level in levels) / (len(levels) - 1)


def standard_deviation(levels: Sequence[float]) -> float:
    """Return the sample standard deviation (n - 1), in the unit of ``levels``.

    Args:
        levels: Any unit, shape (n,), n >= 2.

    Raises:
        ScoringError: If there are fewer than two values.

    Source: method 4.7.
    """
    return sqrt(variance(levels))


def rwg(levels: Sequence[float], null_variance: float = UNIFORM_VARIANCE) -> float:
    """Return within-group agreement, 0-1: 1 where all say the same.

    Args:
        levels: One question's answers, in levels, shape (n,), n >= 2.
        null_variance: Variance expected without any agreement, > 0, in squared levels.

    Raises:
        ScoringError: If there are fewer than two answers.

    Source: James, Demaree & Wolf 1984, truncated at 0; method 4.6.
    """
    return max(0.0, 1 - variance(levels) / null_variance)


def _share_of_null(questions: Sequence[Sequence[float]], null_variance: float) -> float:
    average = fsum(variance(levels) for levels in questions) / len(questions)
    return average / null_variance


def rwg_j(
    questions: Sequence[Sequence[float]], null_variance: float = UNIFORM_VARIANCE
) -> float:
    """Return agreement over several questions, 0-1; it grows with their number.

    Prefer ``rwg_star``, which does not.

    Args:
        questions: The answers of each question, in levels, shape (questions,), one
            or more, each of shape (n,), n >= 2.
        null_variance: Variance expected without any agreement, > 0, in squared levels.

    Raises:
        ScoringError: If a question has fewer than two answers.

    Source: James, Demaree & Wolf 1984 (r_wg(j)), 0 where the mean variance reaches
        the null's; method 4.6.
    """
    left = max(0.0, 1 - _share_of_null(questions, null_variance))
    return len(questions) * left / (len(questions) * left + 1 - left)


def rwg_star(
    questions: Sequence[Sequence[float]], null_variance: float = UNIFORM_VARIANCE
) -> float:
    """Return agreement over several questions, 0-1, truncated at 0.

    Args:
        questions: The answers of each question, in levels, shape (questions,), one
            or more, each of shape (n,), n >= 2.
        null_variance: Variance expected without any agreement, > 0, in squared levels.

    Raises:
        ScoringError: If a question has fewer than two answers.

    Source: Lindell, Brandt & Whitney 1999 (r*wg(j)); method 4.6.
    """
    return max(0.0, 1 - _share_of_null(questions, null_variance))


def deviation(levels: Sequence[float]) -> float:
    """Return the mean distance from the mean, in levels, >= 0.

    Args:
        levels: One question's answers, in levels, shape (n,), n >= 1.

    Source: Burke, Finkelstein & Dusig 1999 (AD_M); method 4.6.
    """
    return _distance(levels, fsum(levels) / len(levels))


def median_deviation(levels: Sequence[float]) -> float:
    """Return the mean distance from the median, in levels, >= 0.

    Args:
        levels: One question's answers, in levels, shape (n,), n >= 1.

    Source: Burke, Finkelstein & Dusig 1999 (AD_Md); method 4.6.
    """
    return _distance(levels, median(levels))


def _distance(levels: Sequence[float], centre: float) -> float:
    return fsum(abs(level - centre) for level in levels) / len(levels)


def acceptable_deviation(options: int = OPTIONS) -> float:
    """Return the greatest mean distance that still counts as agreement, in levels.

    Args:
        options: How many levels the scale has, A.

    Source: Burke & Dunlap 2002 (A/6); method 4.6.
    """
    return options / 6


def awg(levels: Sequence[float], lowest: float, highest: float) -> float | None:
    """Return agreement against the most disagreement this mean allows, -1 to 1.

    Args:
        levels: One question's answers, in levels, shape (n,), n >= 2.
        lowest: The scale's lowest level.
        highest: The scale's highest level.

    Returns:
        ``None`` where the mean lies so near an end that the index is not defined.

    Raises:
        ScoringError: If there are fewer than two answers.

    Source: Brown & Hauenstein 2005 (a_wg); method 4.6.
    """
    n = len(levels)
    spread, centre = variance(levels), fsum(levels) / n
    least = (lowest * (n - 1) + highest) / n
    most = (highest * (n - 1) + lowest) / n
    if not (at_least(centre, least) and at_least(most, centre)):
        return None
    greatest = (highest + lowest) * centre - centre**2 - highest * lowest
    return 1 - 2 * spread / (greatest * n / (n - 1))
