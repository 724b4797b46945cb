"""Whether questions of one scale measure one thing; for pooled data.

One small client says nothing about a questionnaire: the functions return ``None``
below the number of respondents from which a figure may be published, unless the caller
asks for fewer, as the method's worked examples do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum
from typing import Final

from scoring.agreement import variance
from scoring.distributions import f_quantile
from scoring.errors import ScoringError

FEWEST_FOR_ALPHA: Final = 30
FEWEST_FOR_OMEGA: Final = 100
"""Factors estimated from fewer respondents differ by method; our choice."""


@dataclass(frozen=True, slots=True)
class Alpha:
    """Cronbach's alpha (at most 1) with its 95 % interval.

    From .70 it serves for groups; above .95 questions repeat each other.
    ``interval`` is ``None`` where alpha is 1: there is no error to estimate it from.

    Source: method 4.6.
    """

    value: float
    interval: tuple[float, float] | None


def cronbach_alpha(
    rows: Sequence[Sequence[float]], fewest: int = FEWEST_FOR_ALPHA
) -> Alpha | None:
    """Return Cronbach's alpha of respondents' answers, or ``None``.

    Args:
        rows: One row a respondent, one column a question, any unit, shape (n, k),
            k >= 2; nothing may be missing.
        fewest: Below how many respondents nothing is returned.

    Returns:
        ``None`` below ``fewest`` (or two) respondents and where their totals are equal.

    Raises:
        ScoringError: If the table is ragged or has fewer than two questions.

    Source: Cronbach 1951; interval Feldt, Woodruff & Salih 1987; method 4.6.
    """
    k = _questions(rows)
    if len(rows) < max(2, fewest):
        return None
    total = variance([fsum(row) for row in rows])
    if not total:
        return None
    single = fsum(variance(column) for column in zip(*rows, strict=True))
    alpha = k / (k - 1) * (1 - single / total)
    return Alpha(alpha, _interval(alpha, len(rows), k) if alpha < 1 else None)


def _questions(rows: Sequence[Sequence[float]]) -> int:
    k = len(rows[0]) if rows else 2
    if k < 2 or any(len(row) != k for row in rows):
        raise ScoringError(
            "every respondent must have answered the same two questions or more; "
            f"given rows of {[len(row) for row in rows]}"
        )
    return k


def _interval(alpha: float, n: int, k: int) -> tuple[float, float]:
    """Return the 95 % interval of alpha: 1 - alpha follows an F distribution."""
    freedom = n - 1, (n - 1) * (k - 1)
    low = 1 - (1 - alpha) * f_quantile(0.975, *freedom)
    return low, 1 - (1 - alpha) * f_quantile(0.025, *freedom)


def standardised_alpha(correlation: float, questions: int) -> float:
    """Return alpha, at most 1, from the mean correlation of ``questions`` questions.

    Args:
        correlation: Mean of all pairs' correlations, > -1/(questions - 1), at most 1.
        questions: How many, >= 2.

    Source: Spearman-Brown's formula; method 4.6.
    """
    return questions * correlation / (1 + (questions - 1) * correlation)


def mcdonald_omega(
    items: Sequence[tuple[float, float]],
    respondents: int,
    fewest: int = FEWEST_FOR_OMEGA,
) -> float | None:
    """Return omega total of a scale with one factor, 0-1, or ``None``.

    The factor is estimated elsewhere, from pooled data alone: with ten rows the usual
    methods gave .943, .947 and .958, one of them with a negative uniqueness.

    Args:
        items: Each one's loading and uniqueness (own variance, 0 to 1), shape (k,).
        respondents: How many these were estimated from.
        fewest: Below how many respondents ``None`` is returned.

    Raises:
        ScoringError: If all are 0 or a uniqueness is negative (a Heywood case): the
            estimate has failed.

    Source: McDonald 1999; method 4.6.
    """
    common = fsum(loading for loading, _ in items) ** 2
    own = fsum(uniqueness for _, uniqueness in items)
    if not common + own or min(uniqueness for _, uniqueness in items) < 0:
        raise ScoringError(
            "loadings need uniquenesses of 0 or more, not all 0; given "
            f"{list(items)}; estimate the factor anew"
        )
    return common / (common + own) if respondents >= fewest else None
