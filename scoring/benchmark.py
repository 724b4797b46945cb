"""The arithmetic of comparing with peers; what may be released is decided elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, fsum
from typing import Final

from scoring.errors import ScoringError
from scoring.levels import TOLERANCE, above, at_least

FEWEST: Final = 5
"""Groups of companies that a published cell holds at least."""
P_PERCENT: Final = 15
KAPPA: Final = 5
_QUARTERS: Final = (75, 50, 25)


def percentile_rank(peers: Sequence[float], value: float) -> float | None:
    """Return the share of peers below, ties counted half, 0-100.

    Args:
        peers: The others' scores, any unit, shape (n,); one's own is not among them.
        value: One's own score, in the unit of ``peers``.

    Returns:
        ``None`` without peers.

    Source: midrank, 100 (below + equal/2)/n; method 4.8.
    """
    if not peers:
        return None
    below = sum(1 for peer in peers if above(value, peer))
    equal = sum(1 for peer in peers if abs(peer - value) <= TOLERANCE)
    return 100 * (below + equal / 2) / len(peers)


def quantile(values: Sequence[float], share: float) -> float | None:
    """Return the interpolated quantile in the unit of ``values``, ``None`` of nothing.

    Args:
        values: In any order and any unit, shape (n,).
        share: 0 to 1.

    Raises:
        ScoringError: If the share is not 0 to 1.

    Source: Hyndman & Fan 1996, type 7; method 4.8.
    """
    if not 0 <= share <= 1:
        raise ScoringError(f"a share must be 0 to 1; given {share}")
    if not values:
        return None
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = floor(place)
    upper = ordered[min(below + 1, len(ordered) - 1)]
    return ordered[below] + (place - below) * (upper - ordered[below])


def quartiles(values: Sequence[float]) -> tuple[float, float, float] | None:
    """Return first quartile, median and third quartile, or ``None`` of nothing.

    They are in the unit of ``values``.

    Args:
        values: In any order and any unit, shape (n,).

    Source: as ``quantile``, Hyndman & Fan 1996; method 4.8.
    """
    found = [quantile(values, share) for share in (0.25, 0.5, 0.75)]
    first, middle, third = found
    if first is None or middle is None or third is None:
        return None
    return first, middle, third


def quartile_group(percentile: float) -> int:
    """Return the quarter that a percentile (0-100) lies in: 1 is the top, 4 the last.

    Source: method 4.8.
    """
    return 1 + sum(1 for bound in _QUARTERS if not at_least(percentile, bound))


def shrunk_mean(mean: float, n: int, parent: float, kappa: float = KAPPA) -> float:
    """Return a small cell's mean drawn towards its parent's, 0-100: an estimate.

    Pages label it as an estimate and never call it the peers' mean.

    Args:
        mean: Of the cell, 0-100.
        n: How many groups the cell holds, >= 0.
        parent: The parent cell's mean, 0-100.
        kappa: How many groups the parent counts for, > 0.

    Source: method 4.8.
    """
    return (n * mean + kappa * parent) / (n + kappa)


def is_dominated(contributions: Sequence[float], percent: float = P_PERCENT) -> bool:
    """Tell whether the second greatest could work out the greatest too closely.

    Args:
        contributions: Each group's part of a sum or weighted mean, >= 0, shape (n,).
        percent: How close an estimate of the greatest is too close, in percent of it.

    Returns:
        True for an unsafe cell; one of fewer than three groups always is.

    Raises:
        ScoringError: If a contribution is negative.

    Source: the p % rule: total - x1 - x2 < p/100 x1; method 4.8.
    """
    if min(contributions, default=0) < 0:
        raise ScoringError(
            f"contributions must not be negative; given {list(contributions)}"
        )
    if len(contributions) < 3:
        return True
    ordered = sorted(contributions, reverse=True)
    return not at_least(fsum(ordered[2:]), percent / 100 * ordered[0])


def remainder_is_safe(parent: int, child: int, fewest: int = FEWEST) -> bool:
    """Tell whether parent minus child says nothing about fewer than ``fewest`` groups.

    Args:
        parent: How many groups the greater cell holds.
        child: How many of them the smaller one holds.
        fewest: How many groups a published cell holds at least.

    Raises:
        ScoringError: If the child holds more than its parent.

    Source: method 4.8, differencing: the remainder is 0 or at least 5.
    """
    rest = parent - child
    if rest < 0:
        raise ScoringError(f"a child of {child} groups has no parent of {parent}")
    return rest == 0 or rest >= fewest


def remainder_mean(parent: tuple[int, float], child: tuple[int, float]) -> float | None:
    """Return the mean that two published cells give away of what lies between them.

    Args:
        parent: How many groups the greater cell holds, and their mean, any unit.
        child: The same of a cell inside of it: how many, and their mean.

    Returns:
        In the unit of the means; ``None`` where nothing lies between.

    Source: method 4.8, differencing.
    """
    (whole, whole_mean), (part, part_mean) = parent, child
    rest = whole - part
    return (whole * whole_mean - part * part_mean) / rest if rest else None
