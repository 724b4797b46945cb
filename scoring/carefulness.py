"""Answer patterns that an assessor should look at; never called careless.

They are for the assessor alone, never for the client's report, and never delete an
answer. Two or more on one person call for a look.

Source: Meade & Craig 2012; Curran 2016; method 4.9.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from math import fsum, isclose, sqrt
from statistics import median
from typing import Final

from scoring.agreement import standard_deviation

FEWEST_SCALES: Final = 3
_LOWEST: Final = -1.0

Run = tuple[int, int]
"""Where a run of equal values begins, and how long it is."""


def runs(values: Sequence[float | None]) -> Iterator[Run]:
    """Yield where each run of equal values begins, 0 and up, and how many it holds.

    Args:
        values: Any unit, in the order asked, shape (n,); ``None`` lies in no run.

    Source: method 4.9.
    """
    start = 0
    for value, group in groupby(values):
        length = sum(1 for _ in group)
        if value is not None:
            yield start, length
        start += length


def longstring(values: Sequence[float | None]) -> int:
    """Return how many values the longest run of equal ones holds, 0 without any.

    Args:
        values: One person's answers, any unit, in the order asked, shape (n,);
            ``None`` (not applicable, don't know) ends a run. Leave out what nobody
            answered.

    Source: Johnson 2005; method 4.9.
    """
    return max((length for _, length in runs(values)), default=0)


def irv(values: Sequence[float]) -> float | None:
    """Return how much one person's answers vary (sd, n - 1), in their own unit.

    Args:
        values: One person's answers, any unit, shape (n,).

    Returns:
        ``None`` below two answers.

    Source: Dunn et al. 2018, intra-individual response variability; method 4.9.
    """
    return standard_deviation(values) if len(values) > 1 else None


def even_odd_correlation(scales: Sequence[Sequence[float]]) -> float | None:
    """Return how the odd and the even questions' means agree over scales, -1 to 1.

    Args:
        scales: One person's answers to each scale, any unit, in the order asked, shape
            (scales,), each of shape (n,); scales of fewer than two answers are passed
            over.

    Returns:
        ``None`` below three scales, and where the means of a half do not vary.

    Source: method 4.9.
    """
    whole = [scale for scale in scales if len(scale) > 1]
    if len(whole) < FEWEST_SCALES:
        return None
    odd = [fsum(scale[::2]) / len(scale[::2]) for scale in whole]
    even = [fsum(scale[1::2]) / len(scale[1::2]) for scale in whole]
    return _correlation(odd, even)


def even_odd(scales: Sequence[Sequence[float]]) -> float | None:
    """Return the consistency of odd and even questions for their full length, -1 to 1.

    Args:
        scales: One person's answers, any unit, shape (scales,), each of shape (n,), as
            for ``even_odd_correlation``.

    Returns:
        ``None`` where the correlation is not defined; never below -1.

    Source: Spearman-Brown, 2r/(1 + r); Jackson 1976; method 4.9.
    """
    r = even_odd_correlation(scales)
    if r is None:
        return None
    if isclose(r, _LOWEST):
        return _LOWEST
    return max(_LOWEST, 2 * r / (1 + r))


def _correlation(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Return Pearson's r, ``None`` where either does not vary."""
    one, two = fsum(first) / len(first), fsum(second) / len(second)
    here, there = [x - one for x in first], [y - two for y in second]
    spread = sqrt(fsum(x * x for x in here)) * sqrt(fsum(y * y for y in there))
    # Equal means differ in their last digits once they are divided.
    if spread < 1e-12:
        return None
    product = fsum(x * y for x, y in zip(here, there, strict=True))
    return max(-1.0, min(1.0, product / spread))


def median_seconds(seconds: Sequence[float | None]) -> float | None:
    """Return the median time of an answer in seconds, or ``None`` where none is known.

    Args:
        seconds: Of each answer, in seconds, shape (n,); ``None`` where not recorded.

    Source: Huang et al. 2012; method 4.9.
    """
    known = [value for value in seconds if value is not None]
    return median(known) if known else None
