"""A pool to build releases from, and an assessment that can give a record to it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessment.accounts.models import User
from assessment.answering.models import Answer
from assessment.benchmarks import archives, pool_csv, services
from assessment.benchmarks.build import Order
from assessment.benchmarks.models import BenchmarkRelease, PoolRecord
from assessment.engagements import services as engagements
from assessment.engagements.models import Assessment
from scoring.answers import DK, NA
from scoring.release import METHOD
from tests.benchmarks import pools
from tests.browser.replies import Reply, replies
from tests.support.seed import Seeded

ARCHIVE = "Archive of a consultancy"


def answer(session: Session, seeded: Seeded) -> None:
    """Answer everything the core form asks, as every invited person, with evidence."""
    for shift, person in enumerate(seeded.respondents.values()):
        session.add_all(
            Answer(
                assessment_id=seeded.assessment.id,
                respondent_id=person.id,
                questionnaire=place[0],
                question=place[1],
                value=_value(place[0], reply),
                evidence="verified",
            )
            for place, reply in replies(person.role, shift).items()
        )
    session.commit()


def _value(questionnaire: str, reply: Reply) -> Any:
    """Return what is stored; who could leave something out does not."""
    value = reply.value
    if not isinstance(value, str):
        return dict(value)
    if value in (NA, DK):
        return 3
    return int(value) if questionnaire == "capability-model" else value


def lock(session: Session, seeded: Seeded, owner: User) -> Assessment:
    """Lock an assessment, and return it."""
    found = session.get_one(Assessment, seeded.assessment.id)
    engagements.lock(session, owner, found, "Done.")
    return found


def archive(session: Session, rows: list[dict[str, str]], where: str = ARCHIVE):
    """Take in rows of a pool."""
    given = pool_csv.read(pools.text(rows), "pool.csv")
    return archives.import_pool(session, "test", given, where)


def release(session: Session, day, name: str = "r1") -> BenchmarkRelease:
    """Build a release of the capability model."""
    wish = Order(name, day, "capability-model", "1.0", METHOD)
    return services.build_release(session, "test", wish)


def records(session: Session) -> list[PoolRecord]:
    return list(session.scalars(select(PoolRecord).order_by(PoolRecord.id)))
