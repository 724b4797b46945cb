"""Bootstrap interval of a mean; apart, because only it loads numpy."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import NormalDist
from typing import Final

import numpy as np

RESAMPLES: Final = 9_999
_FEWEST: Final = 3
_TAIL: Final = 0.025


def bootstrap_interval(
    values: Sequence[float], seed: int, resamples: int = RESAMPLES
) -> tuple[float, float] | None:
    """Return the 95 % interval of the mean, bias-corrected and accelerated.

    It draws ``resamples`` times n numbers at once: meant for some thousand values.

    Args:
        values: One value a respondent, any unit, shape (n,).
        seed: Of numpy's default generator, a whole number >= 0: with the same version
            of numpy it gives the same interval, so a result must name it.
        resamples: How many means are drawn, >= 1.

    Returns:
        Lower and upper end in the unit of ``values``; ``None`` below three values,
        where they do not vary, and where all means drawn lie on one side.

    Source: Efron 1987 (BCa); method 4.7.
    """
    given = np.asarray(values, dtype=float)
    if given.size < _FEWEST or given.min() == given.max():
        return None
    shape = (resamples, given.size)
    means = given[np.random.default_rng(seed).integers(0, given.size, shape)].mean(-1)
    shares = _shares(given, means)
    if shares is None:
        return None
    low, high = np.percentile(means, shares)
    return float(low), float(high)


def _shares(given: np.ndarray, means: np.ndarray) -> tuple[float, float] | None:
    """Return which percentiles of the drawn means are the ends, 0-100.

    ``None`` where all means lie on one side of the given one: too few were drawn.
    """
    centre = given.mean()
    below = float(((means < centre).mean() + (means <= centre).mean()) / 2)
    if not 0 < below < 1:
        return None
    normal, acceleration = NormalDist(), _acceleration(given)
    bias = normal.inv_cdf(below)

    def share(tail: float) -> float:
        shifted = bias + normal.inv_cdf(tail)
        return 100 * normal.cdf(bias + shifted / (1 - acceleration * shifted))

    return share(_TAIL), share(1 - _TAIL)


def _acceleration(given: np.ndarray) -> float:
    """Return how fast the mean's error changes with the mean, by leaving each out."""
    n = given.size
    without = (given.sum() - given) / (n - 1)
    influence = (n - 1) * (without.mean() - without)
    cubes, squares = (influence**3).sum() / n**3, (influence**2).sum() / n**2
    return float(cubes / squares**1.5 / 6)
