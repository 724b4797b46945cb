"""Releases stored for the pages: built from seeded pools, or made by hand."""

from __future__ import annotations

import datetime as dt
import random

from sqlalchemy.orm import Session

from assessment.accounts.models import Organisation
from assessment.benchmarks import identity, loading, pool_csv, storing
from assessment.benchmarks.build import Order, build
from assessment.benchmarks.document import Document
from assessment.benchmarks.models import (
    BenchmarkRelease,
    PoolRecord,
    ReleaseMember,
)
from assessment.benchmarks.regions import grid
from scoring.release import METHOD
from tests.benchmarks import pools
from tests.reports import stories

DAYS = tuple(
    dt.date(2026, month, day) for month, day in ((3, 31), (6, 30), (9, 30), (11, 20))
)
MODEL = "capability-model"


def dimensions(questionnaire: str) -> tuple[str, ...]:
    if questionnaire == "continuum":
        return ("position", "target")
    asked = stories.definitions()[questionnaire].dimensions
    return ("overall", *(each.id for each in asked if each.scored))


def pool(questionnaire: str = MODEL, count: int = 240, day: dt.date = DAYS[0]):
    """Return the rows of a pool in which most are banks of Southern Africa."""
    rng = random.Random(f"{questionnaire}{day}{count}")
    top = 5 if questionnaire == "continuum" else 100
    found = []
    for number in range(count):
        middle = rng.gauss(0.45, 0.13)
        place = rng.choices(
            (("K64", "ZA"), ("K64", "NA"), ("K65", "ZA"), ("G47", "GB"), ("K64", "GB")),
            (6, 3, 3, 4, 4),
        )[0]
        one = {
            "organisation": f"o{number}", "parent": "", "industry": place[0],
            "region": place[1], "size": "250-999", "date": day.isoformat(),
            "questionnaire": questionnaire, "version": "1.0", "coverage": "1",
            "consent": "yes",
        }  # fmt: skip
        for name in dimensions(questionnaire):
            share = min(1.0, max(0.0, middle + rng.gauss(0, 0.06)))
            found.append(one | {"dimension": name, "score": str(round(top * share, 2))})
    return found


def built(questionnaire: str = MODEL, count: int = 240, day: dt.date = DAYS[0],
          name: str | None = None) -> Document:  # fmt: skip
    name = name or f"{questionnaire}-{day.isoformat()}"
    with loading.database() as connection:
        text = pools.text(pool(questionnaire, count, day))
        loading.Loader(connection, "test").store(pool_csv.read(text, "pool.csv"))
        return build(connection, Order(name, day, questionnaire, "1.0"), grid())


def entry(industry, region, dimension, n=26, **changes):
    """Return a cell by hand, with as much as so many groups may tell."""
    found = {
        "industry": industry, "region": region, "size": None, "dimension": dimension,
        "n": n, "mean": 48,
        "quartiles": [40, 47, 58] if n >= METHOD.quartiles else None,
        "percentiles": [[20, 38], [50, 47], [80, 62]]
        if n >= METHOD.percentiles else None,
        "histogram": [{"from": 0, "to": 40, "n": 6}, {"from": 40, "to": 60, "n": n - 9},
                      {"from": 60, "to": 100, "n": 3}]
        if n >= METHOD.histogram else None,
    }  # fmt: skip
    return found | changes


def by_hand(*cells, questionnaire=MODEL, day=DAYS[0], name=None) -> Document:
    name = name or f"{questionnaire}-{day.isoformat()}"
    limits = METHOD.plain()
    return Document(name, day, questionnaire, "1.0", limits, tuple(cells))


def store(session: Session, document: Document, **changes) -> BenchmarkRelease:
    """Store a release with its cells, as an import does."""
    made = storing.store(session, document, **changes)
    session.commit()
    return made


def join(session: Session, release: BenchmarkRelease, organisation=None, **given):
    """Make an organisation of this installation, or any, a member of a release."""
    if organisation is not None:
        given["organisation"] = identity.own(organisation.public_id)
    record = PoolRecord(
        **{"organisation": "somebody"} | given, date=release.date,
        questionnaire=release.questionnaire, version=release.version,
    )  # fmt: skip
    session.add(record)
    session.flush()
    session.add(ReleaseMember(release_id=release.id, record_id=record.id))
    session.commit()


def stranger(session: Session) -> Organisation:
    """Make an organisation that nobody here may see."""
    made = Organisation(name="Elsewhere", name_key="elsewhere")
    session.add(made)
    session.commit()
    return made
