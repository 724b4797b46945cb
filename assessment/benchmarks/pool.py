"""The pool as administrators see it: how many take part, and who is kept out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Subquery, case, func, or_, select
from sqlalchemy.orm import Session

from assessment.accounts.models import User
from assessment.accounts.services import actor
from assessment.audit import services as audit
from assessment.benchmarks.models import PoolRecord, PoolScore
from assessment.benchmarks.snapshot import Scope
from assessment.db import utcnow
from assessment.errors import NotFoundError
from scoring.release import Thresholds

PAGE: Final = 50
"""Records on one page."""
LAST_PAGE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Size:
    """How many groups of a definition would take part in a release of today."""

    key: str
    groups: int
    records: int


@dataclass(frozen=True, slots=True)
class Effect:
    """How many groups would take part with a record, and how many without it."""

    with_it: int
    without: int


def sizes(session: Session, today: dt.date, limits: Thresholds) -> list[Size]:
    """Return the sizes of the pool by questionnaire: one statement."""
    newest = _newest(today)
    group, definition = newest.c.grp, (newest.c.questionnaire, newest.c.version)
    rows = session.execute(
        select(*definition, func.count(group.distinct()), func.count())
        .where(*_takes_part(newest, _oldest(today, limits)))
        .group_by(*definition)
        .order_by(*definition)
    )
    return [Size(f"{row[0]}@{row[1]}", row[2], row[3]) for row in rows]


def effect(
    session: Session, record: PoolRecord, today: dt.date, limits: Thresholds
) -> Effect:
    """Return what keeping a record out changes: one statement."""
    newest = _newest(today, record)
    others = case((newest.c.id != record.id, newest.c.grp))
    # Counted as if it were not kept out, to tell what that does.
    active = or_(newest.c.quarantined_at.is_(None), newest.c.id == record.id)
    _, *rest = _takes_part(newest, _oldest(today, limits))
    row = session.execute(
        select(
            func.count(newest.c.grp.distinct()), func.count(others.distinct())
        ).where(active, *rest)
    ).one()
    return Effect(row[0], row[1])


def _newest(today: dt.date, record: PoolRecord | None = None) -> Subquery:
    """Return each organisation's latest record, as a release of a day sees it."""
    rank = func.row_number().over(
        partition_by=(
            PoolRecord.questionnaire, PoolRecord.version, PoolRecord.organisation,
        ),
        order_by=(PoolRecord.date.desc(), PoolRecord.id.desc()),
    )  # fmt: skip
    group = func.coalesce(PoolRecord.parent, PoolRecord.organisation)
    query = select(PoolRecord, group.label("grp"), rank.label("rank")).where(
        PoolRecord.date <= today
    )
    if record is not None:
        query = query.where(
            PoolRecord.questionnaire == record.questionnaire,
            PoolRecord.version == record.version,
        )
    return query.subquery()


def _takes_part(newest: Subquery, oldest: dt.date) -> tuple[Any, ...]:
    return (
        newest.c.quarantined_at.is_(None),
        newest.c.rank == 1,
        newest.c.date >= oldest,
        newest.c.withdrawn_at.is_(None),
        or_(newest.c.assessment_id.is_not(None), newest.c.provenance.is_not(None)),
    )


def _oldest(today: dt.date, limits: Thresholds) -> dt.date:
    return Scope("", "", today, limits).oldest


def list_records(session: Session, page: int) -> Sequence[PoolRecord]:
    """Return one page of records, those kept out first, then the newest.

    One more than ``PAGE`` tells that there is another page.
    """
    return session.scalars(
        select(PoolRecord)
        .where(PoolRecord.withdrawn_at.is_(None))
        .order_by(
            case((PoolRecord.quarantined_at.is_(None), 1), else_=0),
            PoolRecord.id.desc(),
        )
        .limit(PAGE + 1)
        .offset((page - 1) * PAGE)
    ).all()


def get_record(session: Session, public_id: str, *, held: bool = False) -> PoolRecord:
    """Return a record, ``held`` until the next commit.

    Raises:
        NotFoundError: If there is none.
    """
    query = select(PoolRecord).where(PoolRecord.public_id == public_id)
    found = session.scalar(query.with_for_update() if held else query)
    if found is None:
        raise NotFoundError
    return found


def scores_of(session: Session, record: PoolRecord) -> Sequence[PoolScore]:
    """Return a record's scores."""
    query = select(PoolScore).where(PoolScore.record_id == record.id)
    return session.scalars(query.order_by(PoolScore.dimension)).all()


def quarantine(session: Session, user: User, record: PoolRecord, reason: str) -> None:
    """Keep a record out of every release from the next one on."""
    if record.quarantined_at is None:
        record.quarantined_at, record.quarantine_reason = utcnow(), reason
        _note(session, user, "record.quarantined", record)
    session.commit()


def admit(session: Session, user: User, record: PoolRecord) -> None:
    """Let a record that was kept out take part again."""
    if record.quarantined_at is not None:
        record.quarantined_at = record.quarantine_reason = None
        _note(session, user, "record.admitted", record)
    session.commit()


def _note(session: Session, user: User, action: str, record: PoolRecord) -> None:
    subject = f"record:{record.public_id}"
    audit.record(session, audit.INSTALLATION, actor(user), action, subject)
