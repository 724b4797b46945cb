"""A pool from a file, in a database of its own that lives as long as it is used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection, create_engine, insert, select
from sqlalchemy.engine import Engine

from assessment.benchmarks import snapshot
from assessment.benchmarks.document import Document
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

    A record is known again by organisation and date. Where it was corrected, moved or
    given back and has the same score in any dimension, ``again`` pairs it with what it
    was: what stayed the same may have been used before.
    """

    connection: Connection
    provenance: str
    next_id: int = 1
    stored: dict[tuple[str, date], tuple[int, GivenRecord]] = field(
        default_factory=dict
    )
    again: list[tuple[int, int]] = field(default_factory=list)

    def store(self, records: Iterable[GivenRecord]) -> None:
        """Store a pool; who is not in it any more, or says no, has withdrawn."""
        given = {(each.organisation, each.date): each for each in records}
        newest = {each.organisation: each.date for each in _by_date(given.values())}
        for key, (number, old) in list(self.stored.items()):
            new = given.get(key)
            left = new is None and newest.get(old.organisation, date.min) < old.date
            if left or (new is not None and not new.consent):
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
            old = self.stored.get((each.organisation, each.date))
            if old and each.consent and _shares_a_score(each, old[1]):
                self.again.append((number, old[0]))
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


def _by_date(given: Iterable[GivenRecord]) -> list[GivenRecord]:
    return sorted((each for each in given if each.consent), key=lambda each: each.date)


def _shares_a_score(one: GivenRecord, other: GivenRecord) -> bool:
    return any(
        name in other.scores and score == other.scores[name][0]
        for name, (score, _) in one.scores.items()
    )


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


def mark_used(loader: Loader, before: Document) -> None:
    """Take what an earlier release may have used as used: it hides nobody any more.

    That is a record of which the previous release had a score. From the third release
    of a series on it is also one that is old enough for the releases before that one,
    of an organisation that the previous release did not hold: it may have withdrawn
    and come back.
    """
    members, records = table(ReleaseMember), table(PoolRecord)
    connection = loader.connection
    used = set(connection.scalars(select(members.c.record_id)))
    found = {new for new, old in loader.again if old in used}
    if before.previous is not None:
        stayed = select(records.c.organisation).where(
            records.c.id.in_(select(members.c.record_id))
        )
        back = select(records.c.id).where(
            records.c.date <= (before.previous_date or before.date),
            records.c.withdrawn_at.is_(None),
            records.c.organisation.not_in(stayed),
        )
        found |= set(connection.scalars(back))
    rows = [{"release_id": _ROW, "record_id": each} for each in sorted(found - used)]
    if rows:
        connection.execute(insert(ReleaseMember), rows)
