"""How far several raters agree, in levels 0-5."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum, sqrt
from typing import Final

OPTIONS: Final = 6
UNIFORM_VARIANCE: Final = (OPTIONS**2 - 1) / 12
"""Variance of answers given at random over six levels: 35/12."""


def variance(levels: Sequence[float]) -> float:
    """Return the sample variance (n - 1); at least two values are needed."""
    centre = fsum(levels) / len(levels)
    return fsum((level - centre) ** 2 for level in levels) / (len(levels) - 1)


def standard_deviation(levels: Sequence[float]) -> float:
    """Return the sample standard deviation (n - 1)."""
    return sqrt(variance(levels))


def rwg(levels: Sequence[float], null_variance: float = UNIFORM_VARIANCE) -> float:
    """Return within-group agreement, 0-1: 1 where all say the same.

    Args:
        levels: One question's answers, shape (n,), n >= 2.
        null_variance: Variance expected without any agreement.

    Source: James, Demaree & Wolf 1984, truncated at 0; method 4.6.
    """
    return max(0.0, 1 - variance(levels) / null_variance)


def rwg_star(questions: Sequence[Sequence[float]]) -> float:
    """Return agreement over several questions, 0-1.

    Args:
        questions: The answers of each question; every one has at least two.

    Source: Lindell, Brandt & Whitney 1999 (r*wg(j)); method 4.6.
    """
    average = fsum(variance(levels) for levels in questions) / len(questions)
    return min(1.0, max(0.0, 1 - average / UNIFORM_VARIANCE))


def deviation(levels: Sequence[float]) -> float:
    """Return the mean distance from the mean, in levels.

    Source: Burke, Finkelstein & Dusig 1999 (AD_M); method 4.6.
    """
    centre = fsum(levels) / len(levels)
    return fsum(abs(level - centre) for level in levels) / len(levels)
