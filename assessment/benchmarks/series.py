"""The stored releases of a questionnaire, as far as they tell of one place's peers.

Only the cells that releases hold are read, and of these only the ladder of the place:
nothing of the pool, and nothing of other places.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import Session

from assessment.accounts.models import Organisation
from assessment.benchmarks.among import Among
from assessment.benchmarks.membership import is_member
from assessment.benchmarks.models import BenchmarkRelease, ReleaseCell
from assessment.benchmarks.peers import HEAD, source
from scoring.comparison import ladder
from scoring.grid import Cell, Grid, Place

MOST: Final = 12
"""How many releases a trend goes back: three years of quarters."""


@dataclass(frozen=True, slots=True)
class Sought:
    """Which releases are looked for, and whose peers.

    ``ladder`` are the cells that may be read, and ``until`` the last day of a release.
    """

    questionnaire: str
    version: str
    organisation: Organisation
    ladder: Sequence[Cell]
    until: dt.date


def rungs(place: Place, grid: Grid) -> dict[Cell, int]:
    """Return the cells of a place's ladder, the closest first, with their rungs."""
    found: dict[Cell, int] = {}
    for rung, cell, _ in ladder(place, grid):
        if cell is not None:
            found.setdefault(cell, rung)
    return found


def read(session: Session, sought: Sought) -> list[Among]:
    """Return the newest releases, the newest first; one statement."""
    cells: dict[int, dict[tuple[Cell, str], Any]] = {}
    found: list[Among] = []
    allowed = set(sought.ladder)
    for row in session.execute(_query(sought)):
        if row.id not in cells:
            cells[row.id] = {}
            found.append(Among(source(row), cells[row.id], bool(row.is_member)))
        cell = Cell(row.industry or None, row.region or None, None)
        if row.document is not None and cell in allowed:
            cells[row.id][cell, row.dimension] = json.loads(row.document)
    return found


def _query(sought: Sought) -> Select[*tuple[Any, ...]]:
    stored = BenchmarkRelease
    newest = (
        select(stored.id)
        .where(
            stored.questionnaire == sought.questionnaire,
            stored.version == sought.version,
            stored.date <= sought.until,
        )
        .order_by(stored.date.desc(), stored.id.desc())
        .limit(MOST)
        .subquery()
    )
    return (
        select(
            *HEAD,
            is_member(sought.organisation).label("is_member"),
            ReleaseCell.industry, ReleaseCell.region, ReleaseCell.dimension,
            ReleaseCell.document,
        )
        .join(newest, newest.c.id == stored.id)
        .outerjoin(ReleaseCell, and_(*_on_the_ladder(sought.ladder)))
        .order_by(stored.date.desc(), stored.id.desc())
    )  # fmt: skip


def _on_the_ladder(cells: Iterable[Cell]) -> list[ColumnElement[bool]]:
    """Return conditions that a key answers; they let a few cells more through."""
    cells = list(cells)
    return [
        ReleaseCell.release_id == BenchmarkRelease.id,
        ReleaseCell.industry.in_(sorted({cell.industry or "" for cell in cells})),
        ReleaseCell.region.in_(sorted({cell.region or "" for cell in cells})),
        ReleaseCell.size == "",
    ]
