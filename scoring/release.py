"""What one cell of a release says: whole numbers, and only as many as it may say.

Scores come as whole millionths of a point, so that sums are exact and the same
everywhere; a value is rounded once, at the end, half up.

Source: contract 6 (values, thresholds); method 4.8.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from fractions import Fraction
from math import floor
from typing import Any, Final

from scoring.benchmark import FEWEST
from scoring.errors import ScoringError
from scoring.grid import Cell

MILLION: Final = 1_000_000
"""Parts of a point that a score is counted in."""
SHARES: Final = (25, 50, 75)
"""Quartiles, in percent."""
POINTS: Final = tuple(range(10, 100, 10))
"""Where a release may give percentile points, in percent."""
POSITIONS: Final = frozenset({"position", "target"})
"""The continuum's dimensions, 0-5, published in tenths."""
_TAIL: Final = 2
"""Groups that lie outside a percentile point at least."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """How many groups stand behind each statistic, and how old a record may be.

    ``groups`` for a cell at all, ``quartiles``, ``percentiles`` and ``histogram`` for
    these, ``bin`` for each bar that is not empty; ``share`` is the largest weight of
    one group in percent, ``months`` the oldest age of a record. None may be weaker than
    the method's.
    """

    groups: int = FEWEST
    quartiles: int = 8
    percentiles: int = 10
    histogram: int = 20
    bin: int = 3
    share: int = 25
    months: int = 36

    def __post_init__(self) -> None:
        """Refuse what is unset, no whole number, or weaker than the method.

        Raises:
            ScoringError: With every fault.
        """
        faults = list(_faults(self))
        if not faults and self.groups * self.share < 100:
            faults = ["one group of so few weighs more than its largest share"]
        if faults:
            raise ScoringError("; ".join(faults))

    def plain(self) -> dict[str, int]:
        """Return them by name, whole numbers, as a release states them."""
        return {each.name: getattr(self, each.name) for each in fields(self)}


_AT_LEAST: Final = {
    "groups": 5, "quartiles": 8, "percentiles": 10, "histogram": 20, "bin": 3,
}  # fmt: skip
_AT_MOST: Final = {"share": 25, "months": 36}


def _faults(given: Thresholds) -> Iterator[str]:
    for each in fields(given):
        value = getattr(given, each.name)
        least, most = _AT_LEAST.get(each.name, 1), _AT_MOST.get(each.name)
        if type(value) is not int or value < least or (most and value > most):
            bounds = f"{least} to {most}" if most else f"{least} or more"
            yield f"threshold {each.name} must be {bounds}; given {value!r}"


METHOD: Final = Thresholds()


@dataclass(frozen=True, slots=True)
class Sums:
    """What a cell's scores come to, in millionths of a point.

    ``ordered`` holds the scores that its quantiles lie between, by their place from 0
    in rising order; ``bars`` counts groups by tenth of the scale, from 0, the last one
    with the top in it.
    """

    n: int
    total: int
    ordered: Mapping[int, int]
    bars: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class CellResult:
    """One published cell, as contract 6 has it; ``None`` where too few stand behind."""

    cell: Cell
    dimension: str
    n: int
    mean: int | float
    quartiles: tuple[int | float, ...] | None
    percentiles: tuple[tuple[int, int | float], ...] | None
    histogram: tuple[dict[str, int | float], ...] | None
    since: str | None = None

    def plain(self) -> dict[str, Any]:
        """Return it as JSON has it; ``since`` only where it is carried forward."""
        found: dict[str, Any] = {
            "industry": self.cell.industry,
            "region": self.cell.region,
            "size": self.cell.size,
            "dimension": self.dimension,
            "n": self.n,
            "mean": self.mean,
            "quartiles": list(self.quartiles) if self.quartiles else None,
            "percentiles": [list(p) for p in self.percentiles]
            if self.percentiles
            else None,
            "histogram": list(self.histogram) if self.histogram else None,
        }
        return found | ({"since": self.since} if self.since else {})


def needed(n: int, limits: Thresholds = METHOD) -> list[int]:
    """Return which places in rising order the quantiles of a cell need.

    Args:
        n: How many groups the cell holds, >= 1.
        limits: How many groups stand behind each statistic.

    Returns:
        Rising places, >= 0 and < n.

    Source: Hyndman & Fan 1996, type 7; method 4.8.
    """
    shares = set(_shares(n, limits))
    places = {floor(_height(n, share)) for share in shares}
    return sorted(places | {min(low + 1, n - 1) for low in places})


def _shares(n: int, limits: Thresholds) -> list[int]:
    return [*(SHARES if n >= limits.quartiles else ()), *points(n, limits)]


def points(n: int, limits: Thresholds = METHOD) -> list[int]:
    """Return at which percentages n groups may give percentile points.

    Args:
        n: How many groups the cell holds.
        limits: How many groups stand behind each statistic.

    Returns:
        In percent, rising; nothing for too few groups.

    Source: contract 6: min(p, 100 - p) n/100 >= 2, from n >= 10.
    """
    if n < limits.percentiles:
        return []
    return [p for p in POINTS if min(p, 100 - p) * n >= _TAIL * 100]


def _height(n: int, share: int) -> Fraction:
    return Fraction(share * (n - 1), 100)


def quantile(sums: Sums, share: int) -> Fraction:
    """Return a quantile in millionths of a point, exactly.

    Args:
        sums: The cell; its ``ordered`` holds both neighbours of the quantile.
        share: In percent, 0-100.

    Source: Hyndman & Fan 1996, type 7; method 4.8.
    """
    height = _height(sums.n, share)
    low = floor(height)
    below = sums.ordered[low]
    above = sums.ordered[min(low + 1, sums.n - 1)]
    return below + (height - low) * (above - below)


def rounded(value: Fraction, dimension: str) -> int | float:
    """Return millionths of a point as published: whole points, tenths of a stage.

    Half is rounded up.

    Args:
        value: Millionths of a point, or of a stage, >= 0.
        dimension: A dimension's id, ``overall``, ``position`` or ``target``.

    Source: contract 6.
    """
    scale = 10 if dimension in POSITIONS else 1
    whole = floor(value * scale / MILLION + Fraction(1, 2))
    return whole / scale if scale > 1 else whole


def describe(
    cell: Cell, dimension: str, sums: Sums, limits: Thresholds = METHOD
) -> CellResult:
    """Return what a cell may say of its groups.

    Args:
        cell: The cell.
        dimension: A dimension's id, ``overall``, ``position`` or ``target``.
        sums: Its scores; ``bars`` empty where no histogram may be published.
        limits: How many groups stand behind each statistic.

    Source: contract 6.
    """

    def at(share: int) -> int | float:
        return rounded(quantile(sums, share), dimension)

    return CellResult(
        cell=cell,
        dimension=dimension,
        n=sums.n,
        mean=rounded(Fraction(sums.total, sums.n), dimension),
        quartiles=tuple(map(at, SHARES)) if sums.n >= limits.quartiles else None,
        percentiles=tuple((p, at(p)) for p in points(sums.n, limits)) or None,
        histogram=_histogram(sums, dimension, limits),
    )


def _histogram(
    sums: Sums, dimension: str, limits: Thresholds
) -> tuple[dict[str, int | float], ...] | None:
    if sums.n < limits.histogram or not sums.bars:
        return None
    width = 0.5 if dimension in POSITIONS else 10
    return tuple(
        {"from": first * width, "to": last * width, "n": count}
        for first, last, count in merged(sums.bars, limits.bin)
    )


def merged(bars: Sequence[int], fewest: int) -> list[tuple[int, int, int]]:
    """Return bars as (from, to, count), joined until each is empty or not too small.

    A bar that is too small takes in its right-hand neighbours; what is left over at
    the right end joins the last bar that is not empty.

    Args:
        bars: How many groups each bar holds, from the lowest scores on, shape (bars,).
        fewest: How many groups a bar that is not empty holds at least.

    Returns:
        First bar, the one after the last, and how many groups, bars counted from 0 up.

    Source: contract 6.
    """
    found: list[tuple[int, int, int]] = []
    start, held = 0, 0
    for number, count in enumerate(bars):
        held += count
        if held == 0 or held >= fewest:
            found.append((start, number + 1, held))
            start, held = number + 1, 0
    if held:
        while found and found[-1][2] == 0:
            start = found.pop()[0]
        if found:
            first, _, count = found.pop()
            start, held = first, held + count
        found.append((start, len(bars), held))
    return found
