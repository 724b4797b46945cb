"""Which cells of which dimensions a release computes, when all are seen together.

The overall score is the weighted mean of the dimensions. So what is published of it and
of all dimensions could be subtracted in every cell, and would tell of the groups there
that lack one of the scores. Two rules prevent it:

1. Where there is an overall score, the witnesses of every cell are groups that have a
   score in all dimensions. Then only the difference of the overall score and all
   dimensions, cell by cell, is left for an attacker.
2. One dimension, the one with the fewest groups, is published only where that
   difference is empty, or has witnesses of its own among the groups that lack a score.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assessment.benchmarks.snapshot import OVERALL, Members
from scoring.disclosure import Before, Count, Population, Selection, carry, select
from scoring.grid import Cell, Grid, Place


@dataclass(frozen=True, slots=True)
class Choice:
    """By what cells are chosen; ``before`` by dimension, ``None`` in a first release.

    ``withdrawn`` is where groups withdrew since the previous release.
    """

    grid: Grid
    fewest: int
    before: Mapping[str, Sequence[Cell]] | None
    withdrawn: Sequence[Place] = ()

    def earlier(self, dimension: str) -> Before | None:
        """Return what the previous release holds of a dimension."""
        if self.before is None:
            return None
        return Before(self.before.get(dimension, ()), self.withdrawn)


def choose(found: Members, by: Choice) -> dict[str, Selection]:
    """Return what a release holds, by dimension."""
    sizes = {name: _groups(found, name) for name in found.dimensions}
    # What nothing is published of cannot be subtracted either.
    names = [name for name in found.dimensions if sizes[name] >= by.fewest]
    if OVERALL not in names or len(names) == 1 or len(_sets(found, names)) == 1:
        return {
            name: one for each in found.alike() for name, one in _alike(found, each, by)
        }
    bits = sum(1 << found.dimensions.index(name) for name in names)
    chosen = _joint(found, bits, by, True)
    safe = _safe(found, bits, by, chosen)
    scarce = min((n for n in names if n != OVERALL), key=lambda n: (sizes[n], n))
    result = {}
    for name in found.dimensions:
        cells = {} if name not in names else safe if name == scarce else chosen
        result[name] = _beside(cells, name, by)
    return result


def _alike(
    found: Members, names: Sequence[str], by: Choice
) -> list[tuple[str, Selection]]:
    before = by.earlier(names[0])
    chosen = select(found.having(names[0]), by.grid, before, by.fewest).computed
    return [(name, _beside(chosen, name, by)) for name in names]


def _beside(chosen: Mapping[Cell, int], name: str, by: Choice) -> Selection:
    before = by.earlier(name)
    return carry(chosen, before, by.grid) if before else Selection(chosen)


def _sets(found: Members, names: Sequence[str]) -> list[list[str]]:
    """Return the dimensions that are published, in sets the same companies have."""
    sets = [[name for name in each if name in names] for each in found.alike()]
    return [each for each in sets if each]


def _groups(found: Members, name: str) -> int:
    population = found.having(name)
    counts = population.places.values()
    return sum(count.groups for count in counts) + len(population.spread)


def _joint(found: Members, bits: int, by: Choice, whole: bool) -> dict[Cell, int]:
    """Return cells with witnesses among the groups that have all, or lack some.

    In the second case groups that have all are left out.
    """
    places: dict[Place, list[int]] = defaultdict(lambda: [0, 0, 0])
    for (place, mask), count in found.counts.items():
        has_all = mask & bits == bits
        if not mask & bits or (has_all and not whole):
            continue
        sums = places[place]
        sums[0] += count.groups
        if has_all == whole:
            sums[1] += count.groups if by.before is None else count.fresh
        sums[2] += count.members
    spread = [
        tuple(place for place, mask in group if mask & bits)
        for group in found.spread
        if any(mask & bits for _, mask in group)
        and (whole or any(mask & bits != bits for _, mask in group))
    ]
    counts = {place: Count(*sums) for place, sums in places.items()}
    pool = Population(counts, spread)
    # An empty previous release lets the witnesses be those that are counted as such.
    return dict(select(pool, by.grid, Before(()), by.fewest).computed)


def _safe(
    found: Members, bits: int, by: Choice, chosen: Mapping[Cell, int]
) -> dict[Cell, int]:
    """Return the cells in which all dimensions may stand beside the overall score."""
    apart = {
        cell
        for place, mask in _somewhere(found)
        if mask & bits and mask & bits != bits
        for cell in by.grid.cells(place)
    }
    witnessed = _joint(found, bits, by, False)
    return {
        cell: n for cell, n in chosen.items() if cell not in apart or cell in witnessed
    }


def _somewhere(found: Members) -> list[tuple[Place, int]]:
    return [*found.counts, *(one for group in found.spread for one in group)]
