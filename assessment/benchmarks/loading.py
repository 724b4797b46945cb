"""A pool from a file, in a database of its own that lives as long as it is used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, create_engine, insert, select
from sqlalchemy.engine import Engine

from assessment.benchmarks import keeping, snapshot
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
from scoring.release import Thresholds

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
    was: what stayed the same may have been used before. ``corrected`` pairs those that
    have no score in common.
    """

    connection: Connection
    provenance: str
    next_id: int = 1
    stored: dict[tuple[str, date], tuple[int, GivenRecord]] = field(
        default_factory=dict
    )
    again: list[tuple[int, int]] = field(default_factory=list)
    corrected: list[tuple[int, int]] = field(default_factory=list)

    def store(self, records: Iterable[GivenRecord]) -> None:
        """Store a pool; who is not in it any more, or says no, has withdrawn."""
        given = {(each.organisation, each.date): each for each in records}
        newest = {each.organisation: each.date for each in _by_date(given.values())}
        for key, (number, old) in list(self.stored.items()):
            new = given.get(key)
            left = new is None and newest.get(old.organisation, date.min) < old.date
            if left:
                # It must not stand before an older record that the pool still holds.
                self._withdraw(number, f"{old.organisation}, left {number}")
            elif new is not None and not new.consent:
                self._withdraw(number, old.organisation)
            if new is not None and new.scores == old.scores and _same(new, old):
                del given[key]
        self._insert(list(given.values()))

    def _withdraw(self, number: int, organisation: str) -> None:
        records = table(PoolRecord)
        self.connection.execute(
            records.update()
            .where(records.c.id == number, records.c.withdrawn_at.is_(None))
            .values(withdrawn_at=utcnow(), organisation=organisation)
        )

    def _insert(self, given: Sequence[GivenRecord]) -> None:
        records, scores = [], []
        for each in given:
            number = self.next_id
            self.next_id += 1
            old = self.stored.get((each.organisation, each.date))
            if old and each.consent:
                same = _shares_a_score(each, old[1])
                (self.again if same else self.corrected).append((number, old[0]))
            self.stored[each.organisation, each.date] = (number, each)
            records.append({"id": number} | record_row(each, self.provenance))
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


def record_row(given: GivenRecord, provenance: str) -> dict[str, Any]:
    """Return a record as it is stored, whatever its id."""
    now = utcnow()
    return {
        "public_id": public_id(), "provenance": provenance,
        "organisation": given.organisation, "parent": given.parent,
        "industry": given.industry, "region": given.region, "size": given.size,
        "date": given.date, "questionnaire": given.questionnaire,
        "version": given.version, "created_at": now,
        "withdrawn_at": None if given.consent else now,
    }  # fmt: skip


def remember(
    connection: Connection, before: Document, limits: Thresholds, grid: Grid
) -> int:
    """Store who took part in a release as its members; return its row's id.

    The snapshot of that day stays.
    """
    scope = Scope(before.questionnaire, before.version, before.date, limits)
    row = {
        "id": _ROW, "name": before.id, "date": scope.date, "document": "",
        "imported": False, "questionnaire": scope.questionnaire,
        "version": scope.version, "created_at": utcnow(),
    }  # fmt: skip
    connection.execute(insert(BenchmarkRelease), [row])
    snapshot.take(connection, scope, grid)
    keeping.keep_members(connection, _ROW, before.computed, grid)
    return _ROW


def mark_used(loader: Loader, before: Document) -> None:
    """Take what an earlier release may have used as used: it hides nobody any more.

    What the previous release computed is known from its pool. Of the releases before
    it only the day is known up to which they used records at all: a record up to that
    day counts as used, but for one that was corrected since the previous pool and has
    no score in common with what it was. What was moved or corrected only in part was
    used if what it was before was.
    """
    members = table(ReleaseMember)
    connection = loader.connection
    rows_of = select(members.c.record_id, members.c.used)
    held: dict[int, bool] = {
        row.record_id: row.used for row in connection.execute(rows_of)
    }
    found = _perhaps_used(loader, before, held)
    used = found | {number for number, is_used in held.items() if is_used}
    found |= {new for new, was in loader.again if was in used}
    connection.execute(
        members.update().where(members.c.record_id.in_(found & held.keys())),
        {"used": True},
    )
    rows = [
        {"release_id": _ROW, "record_id": each, "used": True}
        for each in sorted(found - held.keys())
    ]
    if rows:
        connection.execute(insert(ReleaseMember), rows)


def _perhaps_used(
    loader: Loader, before: Document, held: Mapping[int, bool]
) -> set[int]:
    """Return the records that a release before the previous one may have used."""
    if before.used_until is None:
        return set()
    records = table(PoolRecord)
    old = select(records.c.id).where(records.c.date <= before.used_until)
    corrected = {new for new, was in loader.corrected if was in held}
    return set(loader.connection.scalars(old)) - corrected
