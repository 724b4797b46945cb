"""Releases in the database: stored once with their cells, and looked up by cell."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, and_, func, insert, or_, select
from sqlalchemy.orm import Session

from assessment.benchmarks.document import Document, cell_of
from assessment.benchmarks.models import BenchmarkRelease, ReleaseCell
from assessment.benchmarks.regions import grid
from assessment.db import table
from scoring.comparison import Published, Standing, compare, ladder
from scoring.grid import Cell, Place

_CHUNK: Final = 5_000


class FrozenError(ValueError):
    """A release of this name exists: what is published is never changed."""


def store(
    session: Session,
    document: Document,
    *,
    name: str | None = None,
    imported: bool = False,
    issuer: str | None = None,
) -> BenchmarkRelease:
    """Store a release with its cells; the caller commits.

    ``name`` is what it is called here, by default its own id; ``issuer`` is the
    fingerprint of who signed an ``imported`` one, ``None`` where nobody did.

    Raises:
        FrozenError: If a release of this name is stored already, the same or another.
    """
    name = name or document.id
    if session.scalar(select(func.count()).where(BenchmarkRelease.name == name)):
        raise FrozenError(name)
    row = BenchmarkRelease(
        name=name, date=document.date, questionnaire=document.questionnaire,
        version=document.version, document=document.text(), imported=imported,
        issuer=issuer, synthetic=document.is_synthetic,
    )  # fmt: skip
    session.add(row)
    session.flush()
    _store_cells(session, row.id, document)
    return row


def _store_cells(session: Session, release_id: int, document: Document) -> None:
    cells = [
        _key(cell_of(each))
        | {
            "release_id": release_id,
            "dimension": each["dimension"],
            "document": json.dumps(each, ensure_ascii=False),
        }
        for each in document.cells
    ]
    for start in range(0, len(cells), _CHUNK):
        session.execute(insert(table(ReleaseCell)), cells[start : start + _CHUNK])


def published(
    connection: Connection, release_id: int, cells: Collection[Cell]
) -> Published:
    """Return what a release says of some cells, in one statement by the primary key.

    Args:
        connection: The database.
        release_id: The release's row; one that is not stored says nothing.
        cells: The cells, with all of their dimensions.
    """
    if not cells:
        return {}
    of = table(ReleaseCell).c
    # Every cell names its whole key: SQLite searches a list of rows by its first part.
    keys = (
        and_(
            of.release_id == release_id,
            *(of[name] == value for name, value in _key(cell).items()),
        )
        for cell in dict.fromkeys(cells)
    )
    query = select(of.industry, of.region, of.size, of.dimension, of.document).where(
        or_(*keys)
    )
    return _Texts(
        {
            (_cell(industry, region, size), dimension): document
            for industry, region, size, dimension, document in connection.execute(query)
        }
    )


def standings(
    connection: Connection,
    release_id: int,
    place: Place,
    scores: Mapping[str, float],
    member: bool = False,
) -> list[Standing]:
    """Return where scores stand in a stored release, as ``scoring.comparison`` does.

    One statement looks up every rung of the ladder; the release itself is not read.
    """
    cells = [cell for _, cell, _ in ladder(place, grid()) if cell is not None]
    found = published(connection, release_id, cells)
    return compare(place, scores, found, grid(), member)


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


def _key(cell: Cell) -> dict[str, str]:
    return {name: value or "" for name, value in cell._asdict().items()}


def _cell(industry: str, region: str, size: str) -> Cell:
    return Cell(industry or None, region or None, size or None)
