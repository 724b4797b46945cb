"""Answers that lie far from all others; for pooled data, and apart for its numpy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from scoring.distributions import chi_square_quantile
from scoring.errors import ScoringError
from scoring.levels import above

PROBABILITY: Final = 0.999


def squared_distances(rows: Sequence[Sequence[float]]) -> list[float] | None:
    """Return each row's squared Mahalanobis distance from the mean, unitless.

    Args:
        rows: Any unit, one row a respondent, one column a question, shape (n, k),
            n > k.

    Returns:
        Shape (n,), each from 0 to (n - 1)^2/n; ``None`` where a question is a
        combination of others (or never varies), so that distance is not defined.

    Raises:
        ScoringError: If the rows are ragged or no more than the questions.

    Source: Mahalanobis 1936; method 4.9.
    """
    if len({len(row) for row in rows}) != 1 or len(rows) <= len(rows[0]):
        raise ScoringError(
            "rows must be of one length and more than it; given "
            f"{[len(row) for row in rows]}"
        )
    given = np.asarray(rows, dtype=float)
    apart = given - given.mean(axis=0)
    covariance = apart.T @ apart / (len(rows) - 1)
    if np.linalg.matrix_rank(covariance) < covariance.shape[0]:
        return None
    solved = np.linalg.solve(covariance, apart.T).T
    return [float(distance) for distance in (apart * solved).sum(axis=1)]


def critical_distance(questions: int, probability: float = PROBABILITY) -> float:
    """Return the squared distance, unitless, from which a row is unusual.

    Args:
        questions: How many questions a row has, >= 1.
        probability: How sure an ordinary row lies nearer, > 0, < 1.

    Raises:
        ScoringError: If there is no question or the probability is out of its range.

    Source: chi-square with as many degrees of freedom as questions; method 4.9.
    """
    return chi_square_quantile(probability, questions)


def can_flag(n: int, questions: int, probability: float = PROBABILITY) -> bool:
    """Tell whether any of n rows could lie beyond the critical distance.

    The greatest distance there can be is (n - 1)^2/n: with three questions fewer than
    19 respondents are never flagged, whatever they answer.

    Args:
        n: How many rows there are, >= 1.
        questions: How many questions a row has, >= 1.
        probability: How sure an ordinary row lies nearer, > 0, < 1.

    Raises:
        ScoringError: If there is no question or the probability is out of its range.

    Source: method 4.9.
    """
    return above((n - 1) ** 2 / n, critical_distance(questions, probability))


def unusual_rows(
    rows: Sequence[Sequence[float]], probability: float = PROBABILITY
) -> tuple[int, ...] | None:
    """Return the indices, 0 and up, of rows beyond the critical distance.

    Args:
        rows: Any unit, one row a respondent, one column a question, shape (n, k).
        probability: How sure an ordinary row lies nearer, > 0, < 1.

    Returns:
        ``None`` where there are too few rows for any to be beyond it, or where
        distance is not defined: nothing was found out then.

    Raises:
        ScoringError: If rows enough are of different lengths or no more than the
            questions, or the probability is out of its range.

    Source: method 4.9.
    """
    questions = len(rows[0]) if rows else 0
    if not questions or not can_flag(len(rows), questions, probability):
        return None
    distances = squared_distances(rows)
    if distances is None:
        return None
    limit = critical_distance(questions, probability)
    return tuple(n for n, distance in enumerate(distances) if above(distance, limit))
