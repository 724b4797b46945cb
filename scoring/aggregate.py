"""Means that know about missing values, and coverage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import fsum, isfinite

from questionnaires.model import RollUp
from scoring.errors import ScoringError

Weighted = Sequence[tuple[float | None, float]]
"""Pairs of a value (``None`` leaves the mean) and its weight, unitless, > 0."""


def weighted_mean(pairs: Weighted) -> float | None:
    """Return the weighted mean of the values that are there, or ``None``.

    Raises:
        ScoringError: If a weight is not finite and positive.

    Source: method 4.2; OECD/JRC, Handbook on Constructing Composite Indicators, 2008.
    """
    weights = [weight for _, weight in pairs]
    if weights and not (min(weights) > 0 and isfinite(sum(weights))):
        raise ScoringError(
            f"a weight must be finite and positive; given {weights}; mend the model"
        )
    there = [pair for pair in pairs if pair[0] is not None]
    if not there:
        return None
    total = fsum([weight for _, weight in there])
    return (
        fsum([value * weight for value, weight in there if value is not None]) / total
    )


def roll_up(pairs: Weighted, how: RollUp) -> float | None:
    """Return a parent's score from its children's, 0-100, or ``None`` without any.

    Args:
        pairs: The children that apply; ``None`` is a child without a score.
        how: ``mean`` leaves a child without a score out; with ``sum`` it has earned
            nothing of the points that its weight stands for; ``min`` is the lowest.

    Source: method 4.2; sum and minimum for consultants' own models.
    """
    there = [value for value, _ in pairs if value is not None]
    if how is RollUp.MIN:
        return min(there, default=None)
    if how is RollUp.SUM and there:
        return weighted_mean([(value or 0.0, weight) for value, weight in pairs])
    return weighted_mean(pairs)


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
