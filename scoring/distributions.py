"""Quantiles and tails of Student's t, F and chi-square, without a library.

They are rounded to 12 significant digits, so that every platform prints the same
interval, and kept, because a result asks for the same few again and again.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from math import exp, lgamma, log, log1p
from typing import Final

from scoring.errors import ScoringError

_ITERATIONS: Final = 500
_TINY: Final = 1e-300
_PRECISION: Final = 1e-16
_DIGITS: Final = 12


@cache
def t_quantile(probability: float, freedom: int) -> float:
    """Return the quantile of Student's t, >= 0, for a probability from 0.5 up, below 1.

    Args:
        probability: 0.5 <= p < 1.
        freedom: Degrees of freedom, >= 1.

    Raises:
        ScoringError: If the probability or the freedom is outside of its range.

    Source: Abramowitz & Stegun 26.7.1, inverted by bisection.
    """
    _check(0.5 <= probability < 1 and freedom >= 1, probability, freedom)

    def cumulative(t: float) -> float:
        ratio = freedom / (freedom + t * t)
        return 1 - 0.5 * _incomplete_beta(freedom / 2, 0.5, ratio)

    return _inverted(cumulative, probability)


@cache
def f_quantile(probability: float, above: float, below: float) -> float:
    """Return the quantile of the F distribution, >= 0, for 0 < p < 1.

    Args:
        probability: 0 < p < 1.
        above: Degrees of freedom of the numerator, > 0.
        below: Degrees of freedom of the denominator, > 0.

    Raises:
        ScoringError: If the probability or a freedom is outside of its range.

    Source: Abramowitz & Stegun 26.6.2, inverted by bisection.
    """
    _check(0 < probability < 1 and min(above, below) > 0, probability, above, below)

    def cumulative(f: float) -> float:
        return _incomplete_beta(above / 2, below / 2, above * f / (above * f + below))

    return _inverted(cumulative, probability)


def f_tail(f: float, above: float, below: float) -> float:
    """Return the probability of an F of at least ``f``, 0-1.

    Args:
        f: The ratio of two variances, >= 0.
        above: Degrees of freedom of the numerator, > 0.
        below: Degrees of freedom of the denominator, > 0.

    Source: Abramowitz & Stegun 26.6.2.
    """
    return _incomplete_beta(below / 2, above / 2, below / (below + above * f))


@cache
def chi_square_quantile(probability: float, freedom: int) -> float:
    """Return the quantile of the chi-square distribution, >= 0, for 0 < p < 1.

    Args:
        probability: 0 < p < 1.
        freedom: Degrees of freedom, >= 1.

    Raises:
        ScoringError: If the probability or the freedom is outside of its range.

    Source: Abramowitz & Stegun 26.4.19, inverted by bisection.
    """
    _check(0 < probability < 1 and freedom >= 1, probability, freedom)

    def cumulative(x: float) -> float:
        return _incomplete_gamma(freedom / 2, x / 2)

    return _inverted(cumulative, probability)


def _check(holds: bool, *given: float) -> None:
    if not holds:
        raise ScoringError(f"no quantile for {given}: outside of the distribution")


def _inverted(cumulative: Callable[[float], float], probability: float) -> float:
    """Return where a rising function of x >= 0 reaches ``probability``."""
    low, high = 0.0, 1.0
    while cumulative(high) < probability:
        high *= 2
    for _ in range(200):
        middle = (low + high) / 2
        if cumulative(middle) < probability:
            low = middle
        else:
            high = middle
        if high - low <= _PRECISION * high:
            break
    return float(f"{(low + high) / 2:.{_DIGITS}g}")


def _incomplete_gamma(a: float, x: float) -> float:
    """Return the regularised lower incomplete gamma function (A&S 6.5.29)."""
    if x <= 0:
        return 0.0
    term = total = 1 / a
    step = a
    # The series converges for every x; it needs about x + 10 sqrt(x) terms.
    while term > total * _PRECISION:
        step += 1
        term *= x / step
        total += term
    return min(1.0, total * exp(a * log(x) - x - lgamma(a)))


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
