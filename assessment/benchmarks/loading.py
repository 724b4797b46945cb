"""A pool from a file, in a database of its own that lives as long as it is used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection, create_engine, insert
from sqlalchemy.engine import Engine

from assessment.benchmarks import snapshot
from assessment.benchmarks.models import (
    BenchmarkRelease,
    PoolRecord,
    PoolScore,
    ReleaseMember,
)
from assessment.benchmarks.pool_csv import GivenRecord
from assessment.benchmarks.snapshot import Scope
from assessment.db import Base, public_id, table, utcnow
from scoring.grid import Grid

_CHUNK = 10_000
_ROW = 1
"""The one earlier release in a database of its own."""


@contextmanager
def database() -> Iterator[Connection]:
    """Yield a connection to an empty pool in memory."""
    engine: Engine = create_engine("sqlite://")
    models = (PoolRecord, PoolScore, BenchmarkRelease, ReleaseMember)
    # The assessments' table is only there to be referred to.
    tables = [table(model) for model in models]
    try:
        with engine.begin() as connection:
            Base.metadata.create_all(connection, tables=tables)
            yield connection
    finally:
        engine.dispose()


@dataclass(slots=True)
class Loader:
    """Stores records, and knows those of an earlier pool again.

    A record is known again by organisation and date, if it has the same score in any
    dimension: of a corrected one, what stayed the same has been used before.
    """

    connection: Connection
    provenance: str
    next_id: int = 1
    stored: dict[tuple[str, date], tuple[int, GivenRecord]] = field(
        default_factory=dict
    )

    def store(self, records: Iterable[GivenRecord]) -> None:
        """Store a pool; what it does not hold any more has withdrawn."""
        given = {(each.organisation, each.date): each for each in records}
        for key, (number, old) in list(self.stored.items()):
            new = given.get(key)
            if new is None or not new.consent:
                self._withdraw(number)
            if new is not None and new.scores == old.scores and _same(new, old):
                del given[key]
        self._insert(list(given.values()))

    def _withdraw(self, number: int) -> None:
        records = table(PoolRecord)
        self.connection.execute(
            records.update()
            .where(records.c.id == number, records.c.withdrawn_at.is_(None))
            .values(withdrawn_at=utcnow())
        )

    def _insert(self, given: Sequence[GivenRecord]) -> None:
        records, scores = [], []
        for each in given:
            number = self.next_id
            self.next_id += 1
            self.stored[each.organisation, each.date] = (number, each)
            records.append(_row(each, number, self.provenance))
            scores += [
                {
                    "record_id": number,
                    "dimension": name,
                    "score": score,
                    "coverage": part,
                }
                for name, (score, part) in each.scores.items()
            ]
        for model, rows in ((PoolRecord, records), (PoolScore, scores)):
            for start in range(0, len(rows), _CHUNK):
                self.connection.execute(insert(model), rows[start : start + _CHUNK])


def _same(one: GivenRecord, other: GivenRecord) -> bool:
    return (one.parent, one.industry, one.region, one.size, one.consent) == (
        other.parent, other.industry, other.region, other.size, other.consent,
    )  # fmt: skip


def _row(given: GivenRecord, number: int, provenance: str) -> dict[str, object]:
    now = utcnow()
    return {
        "id": number, "public_id": public_id(), "provenance": provenance,
        "organisation": given.organisation, "parent": given.parent,
        "industry": given.industry, "region": given.region, "size": given.size,
        "date": given.date, "questionnaire": given.questionnaire,
        "version": given.version, "created_at": now,
        "withdrawn_at": None if given.consent else now,
    }  # fmt: skip


def remember(connection: Connection, scope: Scope, grid: Grid, name: str) -> int:
    """Store who takes part in a scope as members of a release; return its row's id."""
    row = {
        "id": _ROW, "name": name, "date": scope.date, "document": "", "imported": False,
        "questionnaire": scope.questionnaire, "version": scope.version,
        "created_at": utcnow(),
    }  # fmt: skip
    connection.execute(insert(BenchmarkRelease), [row])
    snapshot.take(connection, scope, grid)
    snapshot.keep_members(connection, _ROW)
    snapshot.drop(connection)
    return _ROW
