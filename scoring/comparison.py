"""Where an organisation stands among its peers: which cell, which percentile, how sure.

A release holds a few percentile points of each cell and no more; a percentile is read
off the line through them, and beyond the outermost point is only bounded.

Source: contract 6; method 4.8.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from scoring.benchmark import FEWEST
from scoring.grid import EVERYBODY, SECTION, Cell, Grid, Place
from scoring.levels import above, at_least
from scoring.release import METHOD, POSITIONS, SHARES
from scoring.uncertainty import wilson_interval

Published = Mapping[tuple[Cell, str], Mapping[str, Any]]
"""A release's cells by place and dimension, each as contract 6 has it."""

FEW: Final = "fewer-than-five"
NO_INDUSTRY: Final = "no-industry"
NO_DIVISION: Final = "no-division"
NO_REGION: Final = "no-region"
NO_NEARBY: Final = "no-nearby-regions"
NOT_PUBLISHED: Final = "not-published"
"""Why a rung of the ladder is refused: a cell is absent because it holds too few, or
because it would tell of too few beside others; a release does not say which."""
_MEDIAN: Final = 50


@dataclass(frozen=True, slots=True)
class Refused:
    """A rung that was not used: its cell, ``None`` where there is no such, and why."""

    rung: int
    cell: Cell | None
    why: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one score stands among the peers of one cell.

    ``score`` is in points 0-100, for the continuum's dimensions in stages 0-5.
    ``cell``, ``rung`` (1-7) and ``n`` are ``None`` where no rung holds peers, and
    ``published`` is that cell's entry. ``percentile`` is a number, a bound (``<20``,
    ``>80``) or ``None`` where the cell has no points; ``interval`` is the 95 % interval
    of the percentile, 0-100; ``quartile`` 1 is the top; ``distinguishable`` tells
    whether the interval leaves out the median. For the continuum these four are
    ``None``: further along is not better, so nobody is ranked there.
    """

    dimension: str
    score: float
    cell: Cell | None
    n: int | None
    rung: int | None
    refused: tuple[Refused, ...]
    published: Mapping[str, Any] | None
    percentile: float | str | None = None
    interval: tuple[float, float] | None = None
    quartile: int | None = None
    distinguishable: bool | None = None


def ladder(place: Place, grid: Grid) -> list[tuple[int, Cell | None, str]]:
    """Return the rungs from the closest peers to everybody: number, cell, why not.

    A rung whose cell is ``None`` cannot be looked for; the last text says why. Rungs 2
    and 4 come once for each set of nearby regions, the nearest first.

    Args:
        place: The organisation's industry, region and size.
        grid: The grid with its sets of nearby regions.

    Returns:
        Rungs 1-7 in this order; ``None`` for a cell that there is not.

    Source: method 4.8.
    """
    found: list[tuple[int, Cell | None, str]] = []
    industries = [
        (1, place.industry if _is_division(place.industry) else None, NO_DIVISION),
        (3, place.industry[:SECTION] if place.industry else None, NO_INDUSTRY),
    ]
    for rung, industry, why in industries:
        for number, region, reason in _regions(rung, place, grid, industry, why):
            cell = Cell(industry, region, None) if industry and region else None
            found.append((number, cell, reason))
    for rung, industry, why in ((5, *industries[0][1:]), (6, *industries[1][1:])):
        found.append((rung, Cell(industry, None, None) if industry else None, why))
    return [*found, (7, EVERYBODY, "")]


def _is_division(industry: str | None) -> bool:
    return industry is not None and len(industry) > SECTION


def _regions(
    rung: int, place: Place, grid: Grid, industry: str | None, why: str
) -> Iterator[tuple[int, str | None, str]]:
    if industry is None:
        yield rung, None, why
        yield rung + 1, None, why
        return
    yield rung, place.region, NO_REGION
    sets = grid.nearby(place.region)
    if not sets:
        yield rung + 1, None, NO_NEARBY if place.region else NO_REGION
    for each in sets:
        yield rung + 1, each, ""


def compare(
    place: Place,
    scores: Mapping[str, float],
    published: Published,
    grid: Grid,
    member: bool = False,
) -> list[Standing]:
    """Return where an organisation's scores stand, in the order given.

    Args:
        place: The organisation's industry, region and size.
        scores: Its scores by dimension: 0-100, for the continuum 0-5.
        published: The release.
        grid: The grid with its sets of nearby regions.
        member: Whether the organisation is inside the release: it is then left out of
            its own peers.

    Source: contract 6; method 4.8.
    """
    rungs = ladder(place, grid)
    return [_standing(name, score, rungs, published, member)
            for name, score in scores.items()]  # fmt: skip


def _standing(
    dimension: str,
    score: float,
    rungs: Sequence[tuple[int, Cell | None, str]],
    published: Published,
    member: bool,
) -> Standing:
    refused: list[Refused] = []
    for rung, cell, why in rungs:
        if cell is None:
            refused.append(Refused(rung, None, why))
            continue
        entry = published.get((cell, dimension))
        if entry is None:
            refused.append(Refused(rung, cell, NOT_PUBLISHED))
        elif entry["n"] - member < FEWEST:
            refused.append(Refused(rung, cell, FEW))
        else:
            return _among(dimension, score, (rung, cell, entry), tuple(refused), member)
    return Standing(dimension, score, None, None, None, tuple(refused), None)


def _among(
    dimension: str,
    score: float,
    found: tuple[int, Cell, Mapping[str, Any]],
    refused: tuple[Refused, ...],
    member: bool,
) -> Standing:
    rung, cell, entry = found
    n = entry["n"] - member
    if dimension in POSITIONS:
        return Standing(dimension, score, cell, n, rung, refused, entry)
    percentile = _percentile(score, entry, n, member)
    interval = _interval(percentile, n)
    return Standing(
        dimension, score, cell, n, rung, refused, entry,
        percentile=percentile, interval=interval,
        quartile=_quartile(score, entry, n, percentile),
        distinguishable=_distinguishable(interval),
    )  # fmt: skip


def _percentile(
    score: float, entry: Mapping[str, Any], n: int, member: bool
) -> float | str | None:
    """Return the percentile between a cell's points, or the bound beyond them."""
    points = entry.get("percentiles")
    if not points or n < METHOD.percentiles:
        return None
    if above(points[0][1], score):
        return f"<{points[0][0]}"
    if above(score, points[-1][1]):
        return f">{points[-1][0]}"
    found = _interpolated(score, points)
    if member:
        found = (entry["n"] * found - 50) / (entry["n"] - 1)
    return min(max(found, 1.0), 99.0)


def _interpolated(score: float, points: Sequence[Sequence[float]]) -> float:
    """Return the percentage at a score; of several with one value, their middle."""
    equal = [p for p, value in points if abs(value - score) <= 1e-9]
    if equal:
        return (equal[0] + equal[-1]) / 2
    low = max((pair for pair in points if above(score, pair[1])), key=lambda x: x[0])
    high = min((pair for pair in points if above(pair[1], score)), key=lambda x: x[0])
    share = (score - low[1]) / (high[1] - low[1])
    return low[0] + share * (high[0] - low[0])


def _interval(percentile: float | str | None, n: int) -> tuple[float, float] | None:
    """Return the 95 % Wilson interval of a percentile, of a bound up to its end."""
    if percentile is None:
        return None
    value = (
        float(percentile.lstrip("<>")) if isinstance(percentile, str) else percentile
    )
    low, high = (100 * end for end in wilson_interval(value / 100 * n, n) or (0, 1))
    if isinstance(percentile, str):
        return (0.0, high) if percentile.startswith("<") else (low, 100.0)
    return low, high


def _quartile(
    score: float, entry: Mapping[str, Any], n: int, percentile: float | str | None
) -> int | None:
    """Return the quarter of a cell that a score lies in: 1 is the top.

    The percentile tells it; where there is none, or only its bound, the quartiles do.
    """
    if isinstance(percentile, float):
        return 4 - sum(1 for share in SHARES if at_least(percentile, share))
    quartiles = entry.get("quartiles")
    if not quartiles or n < METHOD.quartiles:
        return None
    return 4 - sum(1 for bound in quartiles if at_least(score, bound))


def _distinguishable(interval: tuple[float, float] | None) -> bool | None:
    if interval is None:
        return None
    return not interval[0] <= _MEDIAN <= interval[1]
