"""A release from a large pool, beside a plain COUNT query, and comparing with it.

Built and read as the product does it: stored with its members, and read for one
organisation after the other. The build's processor time is the process's own and the
server's. Comparing is timed by the clock, for it waits for the database: the median of
many, in rounds that take turns between a release of a thousand organisations and the
large one.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

from sqlalchemy import Connection, Engine, create_engine, func, insert, select, text
from sqlalchemy.orm import Session

from assessment.accounts.models import Organisation
from assessment.benchmarks import identity, series
from assessment.benchmarks.among import place_of
from assessment.benchmarks.build import Order
from assessment.benchmarks.models import PoolRecord, PoolScore
from assessment.benchmarks.regions import grid
from assessment.benchmarks.series import Sought
from assessment.benchmarks.services import build_release
from assessment.db import Base, public_id, table, utcnow
from assessment.engagements.data import profile
from bench import processes
from scoring.comparison import compare
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
QUESTIONNAIRE = "capability-model"
OF_FEW, OF_MANY = "1.0", "2.0"
"""The versions that the two pools answered, so that neither knows of the other."""
DAY = dt.date(2026, 3, 31)


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
            _release(database, FEW, OF_FEW)
            line = _release(database, size, OF_MANY)
            compared = _compare(database)
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


def _release(database: Database, size: int, version: str) -> str:
    """Make a pool, build and store its release; return a line to print."""
    with database.engine.begin() as connection:
        _fill(connection, size, version)
    if database.server:
        with database.engine.begin() as connection:
            connection.execute(text("ANALYZE"))
    grid()
    wish = Order(f"of-{size}", DAY, QUESTIONNAIRE, version)
    with Session(database.engine) as session:
        connection = session.connection()
        plain = median(_seconds(lambda: _counted(connection)) for _ in range(RUNS))
        processor, clock = database.processor(), time.perf_counter()
        document = json.loads(build_release(session, "bench", wish).document)
        clock = time.perf_counter() - clock
        processor = database.processor() - processor
    return (
        f"  {database.name:10} {size:,} × {len(DIMENSIONS)}:"
        f" {len(document['cells']):,} cells,"
        f" {processor:.1f} s processor time, {clock:.1f} s by the clock;"
        f" COUNT {1000 * plain:.1f} ms, ratio {clock / plain:,.0f}"
    )


def _counted(connection: Connection) -> None:
    connection.execute(text("SELECT COUNT(*) FROM pool_scores")).all()


def _fill(connection: Connection, size: int, version: str) -> None:
    """Insert a seeded pool: one in twenty belongs to a group of companies."""
    before = connection.scalar(select(func.count()).select_from(PoolRecord)) or 0
    rng = random.Random(5)  # noqa: S311 - figures to sum, no secret
    for start in range(1, size + 1, CHUNK):
        numbers = range(before + start, before + min(start + CHUNK, size + 1))
        connection.execute(
            insert(table(PoolRecord)),
            [_record(rng, each, size) | {"version": version} for each in numbers],
        )
        scores = [row for each in numbers for row in _scores(rng, each)]
        connection.execute(insert(table(PoolScore)), scores)


def _record(rng: random.Random, number: int, size: int) -> dict[str, object]:
    grouped = rng.random() < 0.05
    return {
        "id": number, "public_id": public_id(), "provenance": "generated",
        "organisation": identity.own(f"o{number}"),
        "parent": f"p{rng.randrange(size // 20)}" if grouped else None,
        "industry": rng.choice(INDUSTRIES), "region": rng.choice(REGIONS),
        "size": rng.choice(SIZES), "date": dt.date(2026, 1, 1),
        "questionnaire": QUESTIONNAIRE, "created_at": utcnow(),
    }  # fmt: skip


def _scores(rng: random.Random, number: int) -> Iterator[dict[str, object]]:
    base = rng.gauss(50, 15)
    for name in DIMENSIONS:
        score = min(100.0, max(0.0, base + rng.gauss(0, 8)))
        yield {
            "record_id": number, "dimension": name, "score": int(score * 1_000_000),
            "coverage": 1.0,
        }  # fmt: skip


def _compare(database: Database) -> Compared:
    """Compare organisations of many places, as a page and a report do it."""
    rng = random.Random(6)  # noqa: S311 - places to compare, no secret
    organisations = [
        Organisation(
            public_id=f"o{number}", name=f"O {number}", industry=rng.choice(INDUSTRIES),
            region=rng.choice(REGIONS), size=rng.choice(SIZES), intake={},
        )
        for number in range(COMPARISONS)
    ]  # fmt: skip
    scores = {name: rng.uniform(0, 100) for name in DIMENSIONS}
    with Session(database.engine) as session:

        def once(version: str) -> float:
            def at(organisation: Organisation) -> None:
                keys = (f"{QUESTIONNAIRE}@{version}",)
                (among,) = series.read(session, Sought(organisation, keys, DAY, most=1))
                place = place_of(profile(organisation))
                compare(place, scores, among.published, grid(), among.is_member)

            return median(_seconds(partial(at, each)) for each in organisations)

        once(OF_FEW), once(OF_MANY)
        return Compared(tuple((once(OF_FEW), once(OF_MANY)) for _ in range(RUNS)))


def _seconds(run: Callable[[], object]) -> float:
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


if __name__ == "__main__":
    size = int(sys.argv[1]) if len(sys.argv) > 1 else MANY
    print(*measure(size)[2], sep="\n")
