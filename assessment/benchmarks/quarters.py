"""The release of each quarter: built once it is over, for each questionnaire."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessment.benchmarks import services
from assessment.benchmarks.build import Order
from assessment.benchmarks.models import PoolRecord
from assessment.benchmarks.services import House, ReleaseRefusedError


@dataclass(frozen=True, slots=True)
class Quarterly:
    """What came of a questionnaire's quarter.

    ``release`` is what was built, ``None`` where nothing was; ``why`` then says why.
    """

    key: str
    release: str | None
    why: str | None = None


def last_day(today: dt.date) -> dt.date:
    """Return the last day of the last full quarter before a day."""
    first = dt.date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    return first - dt.timedelta(days=1)


def name(questionnaire: str, version: str, day: dt.date) -> str:
    """Return what the release of a quarter is called: …-2026-Q3."""
    return f"{questionnaire}-{version}-{day.year}-Q{(day.month - 1) // 3 + 1}"


def build_missing(
    session: Session, house: House, today: dt.date
) -> Iterator[Quarterly]:
    """Build what is missing of the last full quarter; run again, it builds nothing."""
    day = last_day(today)
    definitions = session.execute(
        select(PoolRecord.questionnaire, PoolRecord.version)
        .distinct()
        .order_by(PoolRecord.questionnaire, PoolRecord.version)
    ).all()
    for questionnaire, version in definitions:
        wish = Order(
            name(questionnaire, version, day), day, questionnaire, version, house.limits
        )
        key = f"{questionnaire}@{version}"
        try:
            made = services.build_release(session, "command", wish, house.key)
        except ReleaseRefusedError as error:
            session.rollback()
            yield Quarterly(key, None, error.why)
        else:
            yield Quarterly(key, made.name)
