"""The stored releases of questionnaires, as far as they tell of one place's peers.

Only the cells that releases hold are read, and of these only the ladder of the place:
nothing of the pool, and nothing of other places.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from assessment.accounts.models import Organisation
from assessment.benchmarks.among import Among, Issuer, Source, place_of
from assessment.benchmarks.membership import is_member
from assessment.benchmarks.models import BenchmarkRelease, ReleaseCell
from assessment.benchmarks.regions import grid
from assessment.engagements.data import profile
from scoring.comparison import ladder
from scoring.grid import Cell, Grid, Place

MOST: Final = 12
"""How many releases a trend goes back: three years of quarters."""


@dataclass(frozen=True, slots=True)
class Sought:
    """Which releases are looked for, and whose peers.

    ``keys`` are of pinned definitions, such as ``capability-model@1.0``; ``until`` is
    the last day of a release, and ``most`` how many count of each definition.
    """

    organisation: Organisation
    keys: Sequence[str]
    until: dt.date
    most: int = MOST


@dataclass(frozen=True, slots=True)
class _Texts(Mapping[tuple[Cell, str], Mapping[str, Any]]):
    """Cells as they are stored; only those that are used are parsed."""

    texts: Mapping[tuple[Cell, str], str]

    def __getitem__(self, key: tuple[Cell, str]) -> Mapping[str, Any]:
        found: Mapping[str, Any] = json.loads(self.texts[key])
        return found

    def __iter__(self) -> Iterator[tuple[Cell, str]]:
        return iter(self.texts)

    def __len__(self) -> int:
        return len(self.texts)


def rungs(place: Place, grid: Grid) -> dict[Cell, int]:
    """Return the cells of a place's ladder, the closest first, with their rungs."""
    found: dict[Cell, int] = {}
    for rung, cell, _ in ladder(place, grid):
        if cell is not None:
            found.setdefault(cell, rung)
    return found


def read(session: Session, sought: Sought) -> list[Among]:
    """Return the newest releases, the newest first; one statement."""
    allowed = rungs(place_of(profile(sought.organisation)), grid())
    cells: dict[int, dict[tuple[Cell, str], str]] = {}
    found: list[Among] = []
    for row in session.execute(_query(sought, allowed)):
        if row.id not in cells:
            cells[row.id] = {}
            told = _Texts(cells[row.id])
            found.append(Among(_source(row), told, bool(row.is_member)))
        cell = Cell(row.industry or None, row.region or None, None)
        if row.document is not None and cell in allowed:
            cells[row.id][cell, row.dimension] = row.document
    return found


def _source(row: Row[Any]) -> Source:
    issuer = Issuer.OWN
    if row.imported:
        issuer = Issuer.SIGNED if row.issuer else Issuer.UNSIGNED
    return Source(
        row.name, row.date, row.questionnaire, row.version, issuer, row.issuer,
        synthetic=row.synthetic,
    )  # fmt: skip


def _query(sought: Sought, cells: Iterable[Cell]) -> Select[*tuple[Any, ...]]:
    stored = BenchmarkRelease
    newest = _newest(sought).subquery()
    return (
        select(
            stored.id, stored.name, stored.date, stored.questionnaire, stored.version,
            stored.imported, stored.issuer, stored.synthetic,
            is_member(sought.organisation).label("is_member"),
            ReleaseCell.industry, ReleaseCell.region, ReleaseCell.dimension,
            ReleaseCell.document,
        )
        .join(newest, newest.c.id == stored.id)
        .outerjoin(ReleaseCell, and_(*_on_the_ladder(cells)))
        .where(newest.c.place <= sought.most)
        .order_by(stored.date.desc(), stored.id.desc())
    )  # fmt: skip


def _newest(sought: Sought) -> Select[int, int]:
    """Return the releases with their places by age, the newest of each first."""
    stored = BenchmarkRelease
    pairs = [key.split("@") for key in sought.keys]
    wanted = (
        and_(stored.questionnaire == name, stored.version == version)
        for name, version in pairs
    )
    place = func.row_number().over(
        partition_by=(stored.questionnaire, stored.version),
        order_by=(stored.date.desc(), stored.id.desc()),
    )
    return select(stored.id, place.label("place")).where(
        or_(*wanted), stored.date <= sought.until
    )


def _on_the_ladder(cells: Iterable[Cell]) -> list[ColumnElement[bool]]:
    """Return conditions that a key answers; they let a few cells more through."""
    cells = list(cells)
    return [
        ReleaseCell.release_id == BenchmarkRelease.id,
        ReleaseCell.industry.in_(sorted({cell.industry or "" for cell in cells})),
        ReleaseCell.region.in_(sorted({cell.region or "" for cell in cells})),
        ReleaseCell.size == "",
    ]
