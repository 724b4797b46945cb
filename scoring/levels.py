"""Thresholds, and the level that a score stands for.

Source: contract 5, Thresholds; method 4.3.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

TOLERANCE: Final = 1e-9
BANDS: Final = (0.0, 10.0, 30.0, 50.0, 70.0, 90.0)


def above(value: float, threshold: float) -> bool:
    """Tell whether ``value`` is greater; within the tolerance they are equal.

    Args:
        value: What is compared, any unit.
        threshold: What it is compared with, in the unit of ``value``.
    """
    return value > threshold + TOLERANCE


def at_least(value: float, threshold: float) -> bool:
    """Tell whether ``value`` is greater or equal, within the tolerance.

    Args:
        value: What is compared, any unit.
        threshold: What it is compared with, in the unit of ``value``.
    """
    return value >= threshold - TOLERANCE


def ceiling(value: float) -> int:
    """Return the smallest whole number not below ``value``, within the tolerance."""
    return math.ceil(value - TOLERANCE)


def level(score: float, floors: Sequence[float] = BANDS) -> int:
    """Return the level of a score, 0 and up.

    Args:
        score: 0 to 100.
        floors: Lowest score of each level, 0-100, ascending, shape (levels,).

    Source: method 4.3: half-open bands of 10, 30, 50, 70 and 90 points.
    """
    return sum(1 for floor in floors[1:] if at_least(score, floor))
