"""Krippendorff's alpha: do assessors who rate the same things agree.

For a study of the assessors over pooled ratings, not for one client.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from math import fsum
from typing import Final, Literal

from scoring.errors import ScoringError

Metric = Literal["nominal", "ordinal", "interval"]
FEWEST_UNITS: Final = 10
"""Fewest things rated twice for a figure to be published; our choice."""

Ratings = Sequence[Sequence[float | None]]
"""One row an assessor, one column a thing rated; ``None`` is not rated."""


def krippendorff_alpha(
    ratings: Ratings, metric: Metric = "ordinal", fewest: int = FEWEST_UNITS
) -> float | None:
    """Return the agreement of assessors, 1 for perfect, 0 for chance, or ``None``.

    Args:
        ratings: Any unit, shape (assessors, things); ``None`` is not rated.
        metric: How far two values lie apart: ``nominal`` equal or not, ``ordinal``
            by the ratings between, ``interval`` by their difference.
        fewest: Below how many things rated by two or more nothing is returned.

    Returns:
        At most 1; ``None`` below ``fewest``, and where all ratings are the same.

    Raises:
        ScoringError: If the rows differ in length or the metric is not one of three.

    Source: Krippendorff 2011, Computing Krippendorff's alpha-reliability; method 4.6.
    """
    if metric not in _METRICS:
        raise ScoringError(f"metric must be one of {list(_METRICS)}; given {metric!r}")
    paired = _paired(ratings)
    if len(paired) < max(1, fewest):
        return None
    totals = sum(paired, Counter[float]())
    apart = _METRICS[metric](totals)
    expected = _disagreement(totals, apart)
    if not expected:
        return None
    return 1 - fsum(_disagreement(unit, apart) for unit in paired) / expected


def _paired(ratings: Ratings) -> list[Counter[float]]:
    """Return how often each value was given, for things rated by two or more."""
    if len({len(row) for row in ratings}) > 1:
        raise ScoringError("every assessor needs a place for each thing rated")
    units = (
        Counter(value for value in column if value is not None)
        for column in zip(*ratings, strict=True)
    )
    return [unit for unit in units if unit.total() > 1]


Apart = Callable[[float, float], float]


def _disagreement(counts: Mapping[float, int], apart: Apart) -> float:
    """Return the squared distances of all pairs, per value that pairs with another."""
    pairs = fsum(
        first * second * apart(c, k)
        for c, first in counts.items()
        for k, second in counts.items()
    )
    return pairs / (sum(counts.values()) - 1)


def _nominal(_totals: Mapping[float, int]) -> Apart:
    return lambda c, k: float(c != k)


def _interval(_totals: Mapping[float, int]) -> Apart:
    return lambda c, k: (c - k) ** 2


def _ordinal(totals: Mapping[float, int]) -> Apart:
    """Measure by ranks: each value stands in the middle of its own ratings."""
    values = sorted(totals)
    rank = dict.fromkeys(values[:1], 0.0)
    for before, value in pairwise(values):
        rank[value] = rank[before] + (totals[before] + totals[value]) / 2
    return lambda c, k: (rank[c] - rank[k]) ** 2


_METRICS: Final = {"nominal": _nominal, "ordinal": _ordinal, "interval": _interval}
