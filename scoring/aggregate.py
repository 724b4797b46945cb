"""Means that know about missing values, and coverage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import exp, fsum, isfinite, log

from scoring.errors import ScoringError

Weighted = Sequence[tuple[float | None, float]]
"""Pairs of a value (``None`` leaves the mean) and its weight, unitless, > 0."""


def weighted_mean(pairs: Weighted) -> float | None:
    """Return the weighted mean of the values that are there, or ``None``.

    Raises:
        ScoringError: If a weight is not finite and positive.

    Source: method 4.2; OECD/JRC, Handbook on Constructing Composite Indicators, 2008.
    """
    there = _there(pairs)
    if not there:
        return None
    total = fsum(weight for _, weight in there)
    return fsum(value * weight for value, weight in there) / total


def geometric_mean(pairs: Weighted) -> float | None:
    """Return the weighted geometric mean of the values that are there, or ``None``.

    Strength does not hide weakness here: a single 0 makes the whole 0.

    Args:
        pairs: Values of at least 0 with their weights.

    Raises:
        ScoringError: If a weight is not finite and positive, or a value is negative.

    Source: method 4.2; OECD/JRC, Handbook on Constructing Composite Indicators, 2008.
    """
    there = _there(pairs)
    if not there:
        return None
    lowest = min(value for value, _ in there)
    if lowest < 0:
        raise ScoringError(f"a geometric mean takes values from 0; given {lowest}")
    if lowest == 0:
        return 0.0
    total = fsum(weight for _, weight in there)
    return exp(fsum(log(value) * weight for value, weight in there) / total)


def _there(pairs: Weighted) -> list[tuple[float, float]]:
    """Return the pairs that have a value, once every weight was checked."""
    for _, weight in pairs:
        if not (isfinite(weight) and weight > 0):
            raise ScoringError(
                f"a weight must be finite and positive; given {weight}; mend the model"
            )
    return [(value, weight) for value, weight in pairs if value is not None]


def mean(values: Iterable[float]) -> float | None:
    """Return the plain mean, or ``None`` of nothing."""
    listed = list(values)
    return fsum(listed) / len(listed) if listed else None


def by_role(pairs: Iterable[tuple[str, float]]) -> dict[str, float]:
    """Return the mean of each role's values, roles sorted by name."""
    groups: dict[str, list[float]] = {}
    for role, value in pairs:
        groups.setdefault(role, []).append(value)
    return {role: fsum(groups[role]) / len(groups[role]) for role in sorted(groups)}


def role_balanced(pairs: Iterable[tuple[str, float]]) -> float | None:
    """Return the mean of the roles' means, or ``None`` of nothing.

    Twenty answers of one role so weigh as much as two of another.

    Source: method 4.6.
    """
    return mean(by_role(pairs).values())


def unit_mean(
    values: Mapping[str, float | None], weights: Mapping[str, float]
) -> float | None:
    """Return the unit-weighted mean over the units that have a value."""
    return weighted_mean([(values[unit], weights[unit]) for unit in values])
