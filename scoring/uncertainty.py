"""How sure a mean is: Student's t interval, with the finite-population correction."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, fsum, lgamma, log, log1p, sqrt
from typing import Final

from scoring.agreement import standard_deviation

_ITERATIONS: Final = 300
_TINY: Final = 1e-300
_PRECISION: Final = 1e-16


def mean_interval(
    values: Sequence[float], population: int | None = None, confidence: float = 0.95
) -> tuple[float, float] | None:
    """Return the t interval round the plain mean, or ``None``.

    Args:
        values: One value a respondent, any unit, shape (n,).
        population: How many could have answered, N; where it is greater than n the
            interval shrinks by sqrt((N - n)/(N - 1)).
        confidence: 0 to 1.

    Returns:
        Lower and upper end in the unit of ``values``; ``None`` below three values and
        where everybody answered (N = n): then there is nothing to estimate.

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


def t_quantile(probability: float, freedom: int) -> float:
    """Return the quantile of Student's t for a probability from 0.5 up, below 1.

    Args:
        probability: 0.5 <= p < 1.
        freedom: Degrees of freedom, >= 1.

    Source: Abramowitz & Stegun 26.7.1, inverted by bisection.
    """
    low, high = 0.0, 1.0
    while _t_cumulative(high, freedom) < probability:
        high *= 2
    for _ in range(200):
        middle = (low + high) / 2
        if _t_cumulative(middle, freedom) < probability:
            low = middle
        else:
            high = middle
        if high - low <= _PRECISION * high:
            break
    return (low + high) / 2


def _t_cumulative(t: float, freedom: int) -> float:
    ratio = freedom / (freedom + t * t)
    return 1 - 0.5 * _incomplete_beta(freedom / 2, 0.5, ratio)


def _incomplete_beta(a: float, b: float, x: float) -> float:
    """Return the regularised incomplete beta function (A&S 26.5.8)."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - _incomplete_beta(b, a, 1 - x)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x))
    return front * _continued_fraction(a, b, x) / a


def _continued_fraction(a: float, b: float, x: float) -> float:
    """Evaluate the fraction of A&S 26.5.8 by Lentz's method."""
    c = 1.0
    d = 1 / _nonzero(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, _ITERATIONS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        change = 1.0
        for term in (even, odd):
            d = 1 / _nonzero(1 + term * d)
            c = _nonzero(1 + term / c)
            change = c * d
            value *= change
        if abs(change - 1) < _PRECISION:
            break
    return value


def _nonzero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
