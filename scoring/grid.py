"""The fixed grid of peer groups: which cells an organisation lies in.

An organisation has a *place*: its industry, region and size. A *cell* is a place seen
less closely. The grid is fixed, so that nobody can filter down to a single firm.

Source: contract 6 (grid); method 4.8.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

NearbySets = Mapping[str, tuple[str, ...]]
"""The sets of nearby regions by region code, the nearest first."""

SECTION: Final = 1
"""An ISIC section is a letter; a division adds two digits."""


class Place(NamedTuple):
    """Where an organisation stands; ``None`` where it did not say.

    ``industry`` is an ISIC section or division, ``region`` an ISO 3166 code, ``size``
    a band of employees.
    """

    industry: str | None
    region: str | None
    size: str | None


class Cell(NamedTuple):
    """One peer group of the grid; ``None`` stands for everybody.

    ``region`` is a region code or the name of a set (``M49:018``, ``CN:EAST``).
    """

    industry: str | None
    region: str | None
    size: str | None


EVERYBODY: Final = Cell(None, None, None)


@dataclass(frozen=True, slots=True)
class Grid:
    """The grid over the regions that ``sets`` knows."""

    sets: NearbySets

    def cells(self, place: Place) -> list[Cell]:
        """Return the cells that a place lies in, from everybody to the closest."""
        industries = [None, *industry_levels(place.industry)]
        found = [
            Cell(industry, region, None)
            for industry in industries
            for region in (None, *self.regions(place.region))
        ]
        if place.industry and place.size:
            found.append(Cell(place.industry[:SECTION], None, place.size))
        return found

    def regions(self, region: str | None) -> list[str]:
        """Return a region's sets, the widest first, then the region itself.

        Args:
            region: An ISO 3166 code; ``None``, of nowhere, has none.
        """
        if region is None:
            return []
        return [*reversed(self.sets.get(region, ())), region]

    def nearby(self, region: str | None) -> tuple[str, ...]:
        """Return the sets that hold a region, the nearest first.

        Args:
            region: An ISO 3166 code; one that is unknown or ``None`` is in no set.
        """
        return self.sets.get(region, ()) if region else ()

    def parents(self, cell: Cell, widths: Mapping[str, str | None]) -> list[Cell]:
        """Return the cells one step wider than a cell, along each of its axes.

        Args:
            cell: A cell of the grid.
            widths: The next wider region or set by region or set, ``None`` for all.
        """
        found = []
        if cell.industry:
            wider = cell.industry[:SECTION] if len(cell.industry) > SECTION else None
            if wider or not cell.size:
                found.append(cell._replace(industry=wider))
        if cell.region:
            found.append(cell._replace(region=widths.get(cell.region)))
        if cell.size:
            found.append(cell._replace(size=None))
        return found


def industry_levels(industry: str | None) -> list[str]:
    """Return an industry's section, then its division where it has one.

    Args:
        industry: An ISIC section or division; ``None``, not said, has neither.
    """
    if industry is None:
        return []
    section = industry[:SECTION]
    return [section] if industry == section else [section, industry]


def is_set(region: str | None) -> bool:
    """Tell whether a cell's region is a set of regions.

    Args:
        region: A region code or the name of a set; ``None``, everywhere, is no set.
    """
    return region is not None and ":" in region


def rank(cell: Cell) -> int:
    """Return when a cell is considered for publication: 0 to 9, 0 first.

    What many need comes before what few need: an industry with its wider surroundings
    before the same with one region, and a region of all industries, which no rung of
    the ladder asks for, late.
    """
    industry = min(len(cell.industry or ""), 2)
    if cell.size:
        return 9
    if cell.region is None:
        return (0, 1, 4)[industry]
    wide = is_set(cell.region)
    return (6 if wide else 7, 2 if wide else 3, 5 if wide else 8)[industry]
