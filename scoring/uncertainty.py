"""How sure a mean or a share is, and whether a change is more than noise."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum, sqrt
from statistics import NormalDist
from typing import Final

from scoring.agreement import standard_deviation
from scoring.distributions import t_quantile
from scoring.errors import ScoringError
from scoring.levels import above

_SURE: Final = 1.96


def mean_interval(
    values: Sequence[float], population: int | None = None, confidence: float = 0.95
) -> tuple[float, float] | None:
    """Return the t interval round the plain mean, or ``None``.

    Args:
        values: One value a respondent, any unit, shape (n,).
        population: How many could have answered, N; where it is greater than n the
            interval shrinks by sqrt((N - n)/(N - 1)); ``None`` where nobody knows.
        confidence: At least 0, below 1.

    Returns:
        Lower and upper end in the unit of ``values``; ``None`` below three values and
        where everybody answered (N = n): then there is nothing to estimate.

    Raises:
        ScoringError: If the confidence is out of its range.

    Source: method 4.7; contract 5, Several people.
    """
    n = len(values)
    if n < 3 or population == n:
        return None
    error = standard_deviation(values) / sqrt(n)
    if population is not None and population > n:
        error *= sqrt((population - n) / (population - 1))
    half = t_quantile((1 + confidence) / 2, n - 1) * error
    centre = fsum(values) / n
    return centre - half, centre + half


def wilson_interval(
    successes: float, n: int, confidence: float = 0.95
) -> tuple[float, float] | None:
    """Return the score interval of a share, both ends 0-1, or ``None`` for n = 0.

    Args:
        successes: How many of the n; a half counts for a tie (midranks).
        n: How many there are, >= 0.
        confidence: At least 0, below 1.

    Raises:
        ScoringError: If the successes are not between 0 and n.
        statistics.StatisticsError: If the confidence is 1 or more.

    Source: Wilson 1927; method 4.7 and 4.8.
    """
    if not 0 <= successes <= n:
        raise ScoringError(f"successes must be 0 to {n}; given {successes}")
    if n == 0:
        return None
    square = NormalDist().inv_cdf((1 + confidence) / 2) ** 2
    share = successes / n
    centre = (share + square / (2 * n)) / (1 + square / n)
    inner = square * (share * (1 - share) / n + square / (4 * n * n))
    half = sqrt(inner) / (1 + square / n)
    # Rounding must not push an end past what a share can be.
    return max(0.0, centre - half), min(1.0, centre + half)


def noise_threshold(sd: float, reliability: float) -> float:
    """Return the greatest difference of two measurements that may be noise.

    Args:
        sd: Standard deviation of the scores, >= 0, in points.
        reliability: Of one measurement, 0-1.

    Returns:
        1.96 standard errors of a difference, in points.

    Raises:
        ScoringError: If the deviation is negative or the reliability not 0 to 1.

    Source: Jacobson & Truax 1991 (reliable change); method 4.7.
    """
    if sd < 0 or not 0 <= reliability <= 1:
        raise ScoringError(
            "a deviation must not be negative and a reliability must be 0 to 1; "
            f"given {sd} and {reliability}"
        )
    return _SURE * sqrt(2) * sd * sqrt(1 - reliability)


def is_real_change(change: float, sd: float, reliability: float) -> bool:
    """Tell whether a change between two assessments is more than noise.

    Args:
        change: Later minus earlier score, in points, of either sign.
        sd: Standard deviation of the scores, >= 0, in points.
        reliability: Of one measurement, 0-1.

    Raises:
        ScoringError: If the deviation is negative or the reliability not 0 to 1.

    Source: method 4.7; where it is not, pages say "within noise".
    """
    return above(abs(change), noise_threshold(sd, reliability))
