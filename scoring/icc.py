"""Intraclass correlation: is it the group, or the person, that makes the difference.

Source: method 4.6.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum
from typing import Final

from scoring.distributions import f_quantile, f_tail
from scoring.errors import ScoringError

Interval = tuple[float, float]
_NOISE: Final = 1e-12
"""A mean square up to here is none: what rounding leaves where all are equal."""


@dataclass(frozen=True, slots=True)
class GroupEffect:
    """One-way analysis of variance over groups.

    ``groups`` and ``n`` are how many groups and values there are, ``k0`` is the
    effective size of a group. ``between`` and ``within`` are mean squares, in the
    squared unit of the values. ``icc1``, at most 1, tells whether the group effect is
    real, ``icc2``, at most 1, how reliable a group's mean is; ``f`` is >= 0, ``p`` 0-1.
    ``None`` is what is not defined: ``icc1`` without any variance, ``icc2`` where the
    groups' means are equal, ``f`` and ``p`` without variance within.
    """

    groups: int
    n: int
    k0: float
    between: float
    within: float
    icc1: float | None
    icc2: float | None
    f: float | None
    p: float | None


def group_effect(groups: Sequence[Sequence[float]]) -> GroupEffect:
    """Return ICC(1) and ICC(2) of groups of equal or unequal size.

    One client shows it from three business units on; otherwise the groups are the
    organisations of the pooled data.

    Args:
        groups: Each group's values, any unit, shape (g,), g >= 2, each of shape (n,),
            none empty, and at least one of two values or more.

    Raises:
        ScoringError: If there are too few groups or values.

    Source: Bliese 2000; method 4.6. For unequal groups k0 = (N - sum n^2/N)/(g - 1),
        not the plain mean of the sizes.
    """
    n, g, k0 = _sizes(groups)
    between, within = _mean_squares(groups)
    f = _ratio(between, within)
    return GroupEffect(
        groups=g,
        n=n,
        k0=k0,
        between=between,
        within=within,
        icc1=_ratio(between - within, between + (k0 - 1) * within),
        icc2=_ratio(between - within, between),
        f=f,
        p=None if f is None else f_tail(f, g - 1, n - g),
    )


def _sizes(groups: Sequence[Sequence[float]]) -> tuple[int, int, float]:
    """Return how many values and groups there are, and a group's effective size."""
    sizes = [len(group) for group in groups]
    n, g = sum(sizes), len(groups)
    if g < 2 or min(sizes) < 1 or n == g:
        raise ScoringError(
            "two groups or more are needed, none empty, one with two values or more; "
            f"given groups of {sizes}"
        )
    return n, g, (n - sum(size**2 for size in sizes) / n) / (g - 1)


def _mean_squares(groups: Sequence[Sequence[float]]) -> tuple[float, float]:
    """Return the mean squares between and within groups."""
    n = sum(len(group) for group in groups)
    grand = fsum(value for group in groups for value in group) / n
    centred = [(group, fsum(group) / len(group)) for group in groups]
    between = fsum(len(group) * (centre - grand) ** 2 for group, centre in centred)
    within = fsum((value - centre) ** 2 for group, centre in centred for value in group)
    return between / (len(groups) - 1), within / (n - len(groups))


@dataclass(frozen=True, slots=True)
class Icc:
    """One form of the correlation, at most 1, with its interval.

    ``None`` is what is not defined. Read it by the interval: below .5 poor, .5 to .75
    moderate, .75 to .9 good, above excellent (Koo & Li 2016).
    """

    value: float | None
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class IccTable:
    """The six forms of Shrout & Fleiss.

    1: each target has raters of its own; 2: the raters are drawn from many; 3: these
    raters are the only ones. ``k`` forms are of the mean of all raters.
    """

    icc1: Icc
    icc2: Icc
    icc3: Icc
    icc1k: Icc
    icc2k: Icc
    icc3k: Icc


@dataclass(frozen=True, slots=True)
class _Squares:
    """Mean squares of a full table of n targets and k raters."""

    n: int
    k: int
    targets: float
    raters: float
    error: float
    within: float


def icc_table(rows: Sequence[Sequence[float]], confidence: float = 0.95) -> IccTable:
    """Return the six intraclass correlations of a full table.

    Args:
        rows: One row a target, one column a rater, any unit, shape (n, k), n and k
            at least 2; nothing may be missing.
        confidence: Of the intervals, > 0, < 1.

    Raises:
        ScoringError: If the table is ragged or too small, or the confidence out of its
            range.

    Source: Shrout & Fleiss 1979; McGraw & Wong 1996; method 4.6.
    """
    s, level = _squares(rows), (1 + confidence) / 2
    one, one_k = _pair(s.targets, s.within, s.k)
    two, two_k = _pair_two(s)
    three, three_k = _pair(s.targets, s.error, s.k)
    ones = _bounds(s.targets, s.within, (s.n - 1, s.n * (s.k - 1)), level)
    twos = _bounds_two(s, two, level)
    threes = _bounds(s.targets, s.error, (s.n - 1, (s.n - 1) * (s.k - 1)), level)
    return IccTable(
        icc1=Icc(one, _single(ones, s.k)),
        icc2=Icc(two, twos),
        icc3=Icc(three, _single(threes, s.k)),
        icc1k=Icc(one_k, ones),
        icc2k=Icc(two_k, _averaged(twos, s.k)),
        icc3k=Icc(three_k, threes),
    )


def _squares(rows: Sequence[Sequence[float]]) -> _Squares:
    n, k = len(rows), len(rows[0]) if rows else 0
    if n < 2 or k < 2 or any(len(row) != k for row in rows):
        raise ScoringError(
            "a full table of two targets and two raters or more is needed; given rows "
            f"of {[len(row) for row in rows]}"
        )
    grand = fsum(value for row in rows for value in row) / (n * k)
    by_target = [fsum(row) / k for row in rows]
    by_rater = [fsum(row[rater] for row in rows) / n for rater in range(k)]
    targets = k * fsum((mean - grand) ** 2 for mean in by_target)
    raters = n * fsum((mean - grand) ** 2 for mean in by_rater)
    error = fsum(
        (value - mean - by_rater[rater] + grand) ** 2
        for row, mean in zip(rows, by_target, strict=True)
        for rater, value in enumerate(row)
    )
    return _Squares(
        n=n,
        k=k,
        targets=targets / (n - 1),
        raters=raters / (k - 1),
        error=error / ((n - 1) * (k - 1)),
        within=(raters + error) / (n * (k - 1)),
    )


def _pair(targets: float, rest: float, k: int) -> tuple[float | None, float | None]:
    return (
        _ratio(targets - rest, targets + (k - 1) * rest),
        _ratio(targets - rest, targets),
    )


def _pair_two(s: _Squares) -> tuple[float | None, float | None]:
    """Return form 2, of one rater and of the mean: raters' leniency counts too."""
    leniency = (s.raters - s.error) / s.n
    return (
        _ratio(s.targets - s.error, s.targets + (s.k - 1) * s.error + s.k * leniency),
        _ratio(s.targets - s.error, s.targets + leniency),
    )


def _ratio(above: float, below: float) -> float | None:
    return above / below if abs(below) > _NOISE else None


def _bounds(
    targets: float, rest: float, freedom: tuple[int, int], level: float
) -> Interval | None:
    """Return the interval of a mean of raters, forms 1 and 3."""
    f, (first, second) = _ratio(targets, rest), freedom
    if not f:
        return None
    low = f / f_quantile(level, first, second)
    high = f * f_quantile(level, second, first)
    return 1 - 1 / low, 1 - 1 / high


def _single(bounds: Interval | None, k: int) -> Interval | None:
    """Return what the interval of a mean of k raters says of one rater."""
    if bounds is None:
        return None
    low, high = (end / (k - (k - 1) * end) for end in bounds)
    return low, high


def _averaged(bounds: Interval | None, k: int) -> Interval | None:
    """Return what the interval of one rater says of the mean of k."""
    if bounds is None:
        return None
    low, high = (k * end / (1 + (k - 1) * end) for end in bounds)
    return low, high


def _bounds_two(s: _Squares, icc: float | None, level: float) -> Interval | None:
    """Return the interval of form 2, with Satterthwaite's degrees of freedom."""
    if icc is None or s.error <= _NOISE:
        return None
    n, k = s.n, s.k
    raters = k * icc * s.raters / s.error
    rest = n * (1 + (k - 1) * icc) - k * icc
    freedom = (n - 1) * (k - 1) * (raters + rest) ** 2
    freedom /= (n - 1) * raters**2 + rest**2
    upper, lower = f_quantile(level, n - 1, freedom), f_quantile(level, freedom, n - 1)
    other = k * s.raters + (k * n - k - n) * s.error
    low = n * (s.targets - upper * s.error) / (upper * other + n * s.targets)
    high = n * (lower * s.targets - s.error) / (other + n * lower * s.targets)
    return low, high
