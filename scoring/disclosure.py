"""Which cells may be published, so that no combination tells of fewer than five groups.

Every published mean is a linear equation in the scores of its groups. Publishing is
safe when any combination of all published equations that is not empty still holds the
scores of at least five groups. This module keeps more than that, and so simple that it
can be proved.

Groups with the same place lie in the same cells, so a combination gives all groups of
a *class* (those that lie in the same published cells) the same factor: the sum of the
combination's coefficients over these cells. For every published cell there is a
*witness*: a class of at least five groups, chosen so that the sums of all witnesses
determine all coefficients. Where every witness has the factor 0, every coefficient is
then 0 and the combination is empty; where one has not, five groups at least are in it.
That argument asks nothing of the other groups. So it also covers groups whose companies
lie in several cells and count in each with another mean.

Over several releases the same holds, because the witnesses of a release are groups that
have a score which no earlier equation holds: the coefficients of the newest release
must all be 0, then those of the one before, and so on. A cell without such a witness is
carried forward, which adds no equation; a score in no other cells is still unused.

Source: contract 6; method 4.8 (differencing); Denning, Denning & Schwartz 1979, "The
tracker", for why a limit on the size of cells alone does not protect.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from scoring.benchmark import FEWEST
from scoring.errors import ScoringError
from scoring.grid import Cell, Grid, Place, rank


@dataclass(frozen=True, slots=True)
class Count:
    """What lies at one place: how many groups, with a new score, and their companies.

    A group counts here if all of its companies are at this place. ``fresh`` are those
    that may be witnesses; the others are only there.
    """

    groups: int
    fresh: int
    members: int


@dataclass(frozen=True, slots=True)
class Population:
    """The groups of a pool: by place, and those whose companies are at several.

    ``spread`` has one entry a group: the places of its companies, one each.
    """

    places: Mapping[Place, Count]
    spread: Sequence[tuple[Place, ...]] = ()


@dataclass(frozen=True, slots=True)
class Before:
    """The previous release: its cells, and where groups withdrew since."""

    cells: Collection[Cell]
    withdrawn: Collection[Place] = ()


@dataclass(frozen=True, slots=True)
class Selection:
    """What a release holds: cells computed now, and cells carried on.

    ``computed`` says how many groups each holds, 5 or more.
    """

    computed: Mapping[Cell, int]
    carried: tuple[Cell, ...] = ()


def select(
    pool: Population, grid: Grid, before: Before | None = None, fewest: int = FEWEST
) -> Selection:
    """Return the cells that a release may hold.

    Args:
        pool: The groups that take part; without ``before`` every score is new.
        grid: The grid with its sets of nearby regions.
        before: The previous release, ``None`` for the first of a series.
        fewest: How many groups a published cell holds at least, 5 or more.

    Raises:
        ScoringError: If ``fewest`` is less than five or not a whole number.

    Source: contract 6; method 4.8.
    """
    if type(fewest) is not int or fewest < FEWEST:
        raise ScoringError(
            f"at least {FEWEST} groups must stand behind every number; given {fewest!r}"
        )
    chooser = _Chooser(_Table.of(pool, grid), fewest, before is None)
    chosen = chooser.run()
    if before is None:
        return Selection(chosen)
    return carry(chosen, before, grid)


def carry(chosen: Mapping[Cell, int], before: Before, grid: Grid) -> Selection:
    """Return what a release holds beside the cells that were chosen anew.

    A cell stands as it stood unless one of its members withdrew.

    Args:
        chosen: How many groups each cell holds that is computed now.
        before: The previous release.
        grid: The grid with its sets of nearby regions.

    Source: contract 6.
    """
    gone = {cell for place in before.withdrawn for cell in grid.cells(place)}
    kept = [cell for cell in before.cells if cell not in chosen and cell not in gone]
    return Selection(chosen, tuple(sorted(kept, key=order)))


def order(cell: Cell) -> tuple[int, str, str, str]:
    """Return where a cell stands in a release: wide ones first, then by name.

    Args:
        cell: A cell of the grid.

    Returns:
        Its rank, 0-9, and its codes, empty for everybody.
    """
    return (rank(cell), cell.industry or "", cell.region or "", cell.size or "")


@dataclass(slots=True)
class _Table:
    """The pool by cell: who lies in it."""

    places: list[Place]
    counts: list[Count]
    inside: dict[Cell, list[int]]
    groups: dict[Cell, int]
    members: dict[Cell, int]
    parents: dict[Cell, list[Cell]]
    children: dict[tuple[Cell, int], list[Cell]]

    @classmethod
    def of(cls, pool: Population, grid: Grid) -> _Table:
        places = sorted(pool.places, key=lambda place: tuple(x or "" for x in place))
        table = cls(
            places, [pool.places[place] for place in places],
            defaultdict(list), defaultdict(int), defaultdict(int), {}, {},
        )  # fmt: skip
        widths: dict[str, str | None] = {}
        for number, place in enumerate(places):
            count = table.counts[number]
            _widen(widths, grid.regions(place.region))
            for cell in grid.cells(place):
                table.inside[cell].append(number)
                table.groups[cell] += count.groups
                table.members[cell] += count.members
        for group in pool.spread:
            table._add_spread(group, grid, widths)
        table._relate(grid, widths)
        return table

    def _add_spread(
        self, group: Iterable[Place], grid: Grid, widths: dict[str, str | None]
    ) -> None:
        """Count a group once in each cell that one of its companies lies in."""
        touched: set[Cell] = set()
        for place in group:
            _widen(widths, grid.regions(place.region))
            for cell in grid.cells(place):
                self.members[cell] += 1
                touched.add(cell)
        for cell in touched:
            self.groups[cell] += 1

    def _relate(self, grid: Grid, widths: Mapping[str, str | None]) -> None:
        found: dict[tuple[Cell, int], list[Cell]] = defaultdict(list)
        for cell in self.groups:
            self.parents[cell] = grid.parents(cell, widths)
            for parent in self.parents[cell]:
                found[parent, _axis(parent, cell)].append(cell)
        self.children = found


def _widen(widths: dict[str, str | None], regions: Sequence[str]) -> None:
    wider: str | None = None
    for region in regions:
        widths[region] = wider
        wider = region


def _axis(parent: Cell, child: Cell) -> int:
    """Return along which axis a child is narrower: its index in the cell."""
    return next(i for i in range(3) if parent[i] != child[i])


@dataclass(slots=True)
class _Chooser:
    """Takes one cell after the other, as long as every witness keeps its groups."""

    table: _Table
    fewest: int
    first: bool
    label: list[int] = field(default_factory=list)
    weight: dict[int, int] = field(default_factory=dict)
    witness: set[int] = field(default_factory=set)
    chosen: dict[Cell, int] = field(default_factory=dict)

    def run(self) -> dict[Cell, int]:
        groups = self.table.groups
        self.label = [0] * len(self.table.places)
        self.weight = {0: sum(self._fresh(i) for i in range(len(self.label)))}
        wanted = [cell for cell, n in groups.items() if n >= self.fewest]
        for cell in sorted(wanted, key=lambda c: (rank(c), -groups[c], order(c))):
            if self._follows(cell) or self._take(cell):
                self.chosen[cell] = groups[cell]
        return dict(sorted(self.chosen.items(), key=lambda item: order(item[0])))

    def _fresh(self, number: int) -> int:
        count = self.table.counts[number]
        return count.groups if self.first else count.fresh

    def _follows(self, cell: Cell) -> bool:
        """Tell whether what is chosen already tells all about a cell.

        Either a wider cell holds nobody else, or it is what its siblings leave of it.
        """
        for parent in self.table.parents[cell]:
            if parent not in self.chosen:
                continue
            siblings = [
                each
                for each in self.table.children[parent, _axis(parent, cell)]
                if each != cell
            ]
            if self._fills(parent, [cell]) or (
                all(each in self.chosen for each in siblings)
                and self._fills(parent, [cell, *siblings])
            ):
                return True
        return False

    def _fills(self, parent: Cell, parts: Sequence[Cell]) -> bool:
        """Tell whether some cells divide a wider one without rest or overlap."""
        groups, members = self.table.groups, self.table.members
        return groups[parent] == sum(groups[each] for each in parts) and (
            members[parent] == sum(members[each] for each in parts)
        )

    def _take(self, cell: Cell) -> bool:
        """Publish a cell if every witness, and one more, keep their groups."""
        inside: dict[int, int] = defaultdict(int)
        for number in self.table.inside.get(cell, ()):
            inside[self.label[number]] += self._fresh(number)
        turned = set()
        for name in self.witness & inside.keys():
            if self.weight[name] - inside[name] < self.fewest:
                if inside[name] < self.fewest:
                    return False
                turned.add(name)
        new = self._new_witness(inside, turned)
        if new is None:
            return False
        self._split(cell, inside, turned, new)
        return True

    def _new_witness(self, inside: Mapping[int, int], turned: set[int]) -> int | None:
        """Return the class whose part inside the cell becomes the cell's witness.

        Its factor outside the cell must not hang on a witness that turned: the groups
        in no cell at all have the factor 0, a witness that keeps groups on both sides
        has its own, and where none turned every class will do.
        """
        for name in sorted(inside):
            if inside[name] < self.fewest:
                continue
            both = self.weight[name] - inside[name] >= self.fewest
            stays = name not in self.witness or both
            if name == 0 or (name in self.witness and both) or (stays and not turned):
                return name
        return None

    def _split(
        self, cell: Cell, inside: Mapping[int, int], turned: set[int], new: int
    ) -> None:
        renamed = {name: len(self.weight) + i for i, name in enumerate(sorted(inside))}
        for name, fresh in inside.items():
            self.weight[renamed[name]] = fresh
            self.weight[name] -= fresh
        for number in self.table.inside[cell]:
            self.label[number] = renamed[self.label[number]]
        for name in turned:
            self.witness.discard(name)
            self.witness.add(renamed[name])
        self.witness.add(renamed[new])
