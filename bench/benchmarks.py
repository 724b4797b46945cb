"""A release from a large pool, beside a plain COUNT query, and comparing with it.

The build's processor time is the process's own and the server's. Comparing is timed by
the clock, for it waits for the database: the median of many, in rounds that take turns
between a release of a thousand organisations and the large one.
"""

from __future__ import annotations

import datetime as dt
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from sqlalchemy import Connection, Engine, create_engine, insert, text
from sqlalchemy.orm import Session

from assessment.benchmarks import lookup, snapshot
from assessment.benchmarks.build import Order, build
from assessment.benchmarks.models import PoolRecord, PoolScore
from assessment.benchmarks.regions import grid
from assessment.db import Base, public_id, table, utcnow
from bench import processes
from scoring.grid import Place
from tests.support import postgres

RUNS = 5
COMPARISONS = 200
FEW, MANY = 1_000, 100_000
CHUNK = 10_000
DIMENSIONS = (
    "overall", "leadership", "strategy", "people-organisation", "resources",
    "information-technology", "operations", "outcomes",
)  # fmt: skip
INDUSTRIES = (
    "A01", "C10", "C20", "C26", "G46", "G47", "H49", "J61", "J62", "K64", "K65", "K66",
    "M69", "M70", "N77", "O84", "P85", "Q86", "Q87", "R93", "S96",
)  # fmt: skip
REGIONS = (
    "ZA", "NA", "BW", "GB", "IE", "DE", "FR", "NL", "US", "CA", "HK", "TW", "JP", "KR",
    "SG", "MY", "IN", "AU", "NZ", "BR", "CN-GD", "CN-ZJ", "CN-JS", "CN-SH", "CN-BJ",
    "CN-SD", "CN-SC", "CN-HB", "CN-HN", "CN-HE",
)  # fmt: skip
SIZES = ("1-9", "10-49", "50-249", "250-999", "1000-4999", "5000+")
QUESTIONNAIRE, VERSION = "capability-model", "1.0"


@dataclass(frozen=True, slots=True)
class Database:
    """Where a pool is; ``server`` is a process beside this one, ``None`` for none."""

    name: str
    engine: Engine
    server: int | None = None

    def processor(self) -> float:
        """Return the processor seconds of this process and the server so far."""
        own = time.process_time()
        return own + (processes.processor_seconds(self.server) if self.server else 0)


@dataclass(frozen=True, slots=True)
class Compared:
    """Seconds of a comparison with a release of few and of many, a pair a round."""

    rounds: tuple[tuple[float, float], ...]

    @property
    def milliseconds(self) -> float:
        """Of a comparison with the release of many."""
        return 1000 * median(many for _, many in self.rounds)

    @property
    def ratio(self) -> float:
        """Of many to few in the same round."""
        return median(many / few for few, many in self.rounds)


def measure(size: int = MANY) -> tuple[float, float, list[str]]:
    """Return the worse milliseconds and ratio of comparing, and lines to print."""
    lines: list[str] = []
    found: list[Compared] = []
    with _sqlite() as sqlite, _postgresql() as postgresql:
        for database in (sqlite, postgresql):
            few, _ = _release(database, FEW)
            many, line = _release(database, size)
            compared = _compare(database, few, many)
            found.append(compared)
            lines += [
                line,
                f"  {database.name:10} comparing {compared.milliseconds:6.2f} ms,"
                f" {compared.ratio:.2f} times that of {FEW:,}",
            ]
    worst = max(each.milliseconds for each in found)
    return worst, max(each.ratio for each in found), lines


@contextmanager
def _sqlite() -> Iterator[Database]:
    with tempfile.TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{Path(folder) / 'bench.db'}")
        Base.metadata.create_all(engine)
        yield Database("SQLite", engine)
        engine.dispose()


@contextmanager
def _postgresql() -> Iterator[Database]:
    with postgres.server(durable=True) as url:
        engine = create_engine(url)
        Base.metadata.create_all(engine)
        yield Database("PostgreSQL", engine, processes.postmaster(url))
        engine.dispose()


def _release(database: Database, size: int) -> tuple[int, str]:
    """Make a pool, build and store its release; return its row and a line to print."""
    with database.engine.begin() as connection:
        connection.execute(text("DELETE FROM pool_scores"))
        connection.execute(text("DELETE FROM pool_records"))
        _fill(connection, size)
    if database.server:
        with database.engine.begin() as connection:
            connection.execute(text("ANALYZE"))
    grid()
    wish = Order(f"of-{size}", dt.date(2026, 3, 31), QUESTIONNAIRE, VERSION)
    with Session(database.engine) as session:
        connection = session.connection()
        plain = median(_seconds(lambda: _counted(connection)) for _ in range(RUNS))
        processor, clock = database.processor(), time.perf_counter()
        made = build(connection, wish, grid())
        clock = time.perf_counter() - clock
        processor = database.processor() - processor
        snapshot.drop(connection)
        row = lookup.store(session, made).id
        session.commit()
    return row, (
        f"  {database.name:10} {size:,} × {len(DIMENSIONS)}: {len(made.cells):,} cells,"
        f" {processor:.1f} s processor time, {clock:.1f} s by the clock;"
        f" COUNT {1000 * plain:.1f} ms, ratio {clock / plain:,.0f}"
    )


def _counted(connection: Connection) -> None:
    connection.execute(text("SELECT COUNT(*) FROM pool_scores")).all()


def _fill(connection: Connection, size: int) -> None:
    """Insert a seeded pool: one in twenty belongs to a group of companies."""
    rng = random.Random(5)  # noqa: S311 - figures to sum, no secret
    for start in range(1, size + 1, CHUNK):
        numbers = range(start, min(start + CHUNK, size + 1))
        connection.execute(
            insert(table(PoolRecord)), [_record(rng, each, size) for each in numbers]
        )
        scores = [row for each in numbers for row in _scores(rng, each)]
        connection.execute(insert(table(PoolScore)), scores)


def _record(rng: random.Random, number: int, size: int) -> dict[str, object]:
    grouped = rng.random() < 0.05
    return {
        "id": number, "public_id": public_id(), "provenance": "generated",
        "organisation": f"o{number}",
        "parent": f"p{rng.randrange(size // 20)}" if grouped else None,
        "industry": rng.choice(INDUSTRIES), "region": rng.choice(REGIONS),
        "size": rng.choice(SIZES), "date": dt.date(2026, 1, 1),
        "questionnaire": QUESTIONNAIRE, "version": VERSION, "created_at": utcnow(),
    }  # fmt: skip


def _scores(rng: random.Random, number: int) -> Iterator[dict[str, object]]:
    base = rng.gauss(50, 15)
    for name in DIMENSIONS:
        score = min(100.0, max(0.0, base + rng.gauss(0, 8)))
        yield {
            "record_id": number, "dimension": name, "score": int(score * 1_000_000),
            "coverage": 1.0,
        }  # fmt: skip


def _compare(database: Database, few: int, many: int) -> Compared:
    rng = random.Random(6)  # noqa: S311 - places to compare, no secret
    places = [
        Place(rng.choice(INDUSTRIES), rng.choice(REGIONS), rng.choice(SIZES))
        for _ in range(COMPARISONS)
    ]
    scores = {name: rng.uniform(0, 100) for name in DIMENSIONS}
    with database.engine.connect() as connection:

        def once(row: int) -> float:
            times = [
                _seconds(lambda: lookup.standings(connection, row, place, scores))  # noqa: B023
                for place in places
            ]
            return median(times)

        once(few), once(many)
        return Compared(tuple((once(few), once(many)) for _ in range(RUNS)))


def _seconds(run: Callable[[], object]) -> float:
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


if __name__ == "__main__":
    size = int(sys.argv[1]) if len(sys.argv) > 1 else MANY
    print(*measure(size)[2], sep="\n")
