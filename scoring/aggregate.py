"""Means that know about missing values, and coverage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import exp, fsum, inf, log

from questionnaires.model import RollUp
from scoring.errors import ScoringError

Weighted = Sequence[tuple[float | None, float]]
"""Pairs of a value (``None`` leaves the mean) and its weight, unitless, > 0."""


def weighted_mean(pairs: Weighted) -> float | None:
    """Return the weighted mean of the values that are there, or ``None``.

    Args:
        pairs: Values, any unit, with their weights, unitless, > 0, shape (n,);
            ``None`` leaves the mean.

    Returns:
        The mean in the unit of the values; ``None`` where there is no value.

    Raises:
        ScoringError: If a weight is not finite and positive.

    Source: method 4.2; OECD/JRC, Handbook on Constructing Composite Indicators, 2008.
    """
    weights, products = [], []
    for value, weight in pairs:
        if not 0 < weight < inf:
            raise ScoringError(
                f"a weight must be finite and positive; given {weight}; mend the model"
            )
        if value is not None:
            weights.append(weight)
            products.append(value * weight)
    return fsum(products) / fsum(weights) if weights else None


def geometric_mean(pairs: Weighted) -> float | None:
    """Return the weighted geometric mean of the values that are there, or ``None``.

    Strength does not hide weakness here: a single 0 makes the whole 0.

    Args:
        pairs: Values, >= 0, any unit, with their weights, unitless, > 0, shape (n,);
            ``None`` leaves the mean.

    Returns:
        The mean in the unit of the values; ``None`` where there is no value.

    Raises:
        ScoringError: If a weight is not finite and positive, or a value is negative.

    Source: method 4.2; OECD/JRC, Handbook on Constructing Composite Indicators, 2008.
    """
    lowest = min((value for value, _ in pairs if value is not None), default=1)
    if lowest < 0:
        raise ScoringError(f"a geometric mean takes values from 0; given {lowest}")
    # A zero has no logarithm; whatever stands in for it, the mean is 0.
    logs = [(value and log(value), weight) for value, weight in pairs]
    centre = weighted_mean(logs)
    if centre is None:
        return None
    return exp(centre) if lowest else 0.0


def roll_up(pairs: Weighted, how: RollUp) -> float | None:
    """Return a parent's score from its children's, 0-100, or ``None`` without any.

    Args:
        pairs: Scores, 0-100, and weights of the children that apply, shape (n,);
            ``None`` is a child without a score.
        how: ``mean`` leaves a child without a score out; with ``sum`` it has earned
            nothing of the points that its weight stands for; ``min`` is the lowest.

    Raises:
        ScoringError: If a weight is not finite and positive; ``min`` looks at none.

    Source: method 4.2; sum and minimum for consultants' own models.
    """
    there = [value for value, _ in pairs if value is not None]
    if how is RollUp.MIN:
        return min(there, default=None)
    if how is RollUp.SUM and there:
        return weighted_mean([(value or 0.0, weight) for value, weight in pairs])
    return weighted_mean(pairs)


def mean(values: Iterable[float]) -> float | None:
    """Return the plain mean in the unit of ``values``, or ``None`` of nothing.

    Args:
        values: Any unit, shape (n,).

    Source: method 4.2, with equal weights.
    """
    listed = list(values)
    return fsum(listed) / len(listed) if listed else None


def by_role(pairs: Iterable[tuple[str, float]]) -> dict[str, float]:
    """Return the mean of each role's values, roles sorted by name.

    Args:
        pairs: Role and value, any unit, shape (n,).

    Returns:
        Means by role, in the unit of the values.

    Source: method 4.6.
    """
    groups: dict[str, list[float]] = {}
    for role, value in pairs:
        groups.setdefault(role, []).append(value)
    return {role: fsum(groups[role]) / len(groups[role]) for role in sorted(groups)}


def role_balanced(pairs: Iterable[tuple[str, float]]) -> float | None:
    """Return the mean of the roles' means, or ``None`` of nothing.

    Twenty answers of one role so weigh as much as two of another.

    Args:
        pairs: Role and value, any unit, shape (n,).

    Returns:
        The mean in the unit of the values; ``None`` where there is no value.

    Source: method 4.6.
    """
    return mean(by_role(pairs).values())


def unit_mean(
    values: Mapping[str, float | None], weights: Mapping[str, float]
) -> float | None:
    """Return the unit-weighted mean over the units that have a value.

    Args:
        values: Each unit's value, any unit of measure, by unit id; ``None`` leaves
            the mean.
        weights: Weights, unitless, > 0, by unit id; every unit of ``values`` has one.

    Returns:
        The mean in the unit of the values; ``None`` where no unit has a value.

    Raises:
        ScoringError: If a weight is not finite and positive.

    Source: contract 5, Units.
    """
    return weighted_mean([(values[unit], weights[unit]) for unit in values])
