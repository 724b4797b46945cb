"""Batches of reports: what can be asked for, how far it is, where it lies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import func, select, true
from sqlalchemy.orm import Session, aliased, joinedload

from assessment.accounts.models import Organisation, User
from assessment.accounts.services import may_see
from assessment.batches import queue
from assessment.batches.models import ACTIVE, DONE, FAILED, Batch, BatchPart
from assessment.batches.store import Store
from assessment.db import utcnow
from assessment.engagements.models import Assessment, Engagement
from assessment.errors import InvalidInputError, NotFoundError

MOST: Final = 1000
"""Files of one batch."""
MOST_AT_ONCE: Final = 6
"""Files of one batch without a queue: they are made while the browser waits."""
SHOWN: Final = 20
"""Batches in the list, the newest first."""


class TooManyError(InvalidInputError):
    """More files than one batch may have; ``asked`` and ``most`` tell how many."""

    def __init__(self, asked: int, most: int) -> None:
        super().__init__(f"{asked} files asked for; at most {most}")
        self.asked, self.most = asked, most


@dataclass(frozen=True, slots=True)
class House:
    """How this installation makes reports; ``seconds`` is the limit of one of them."""

    store: Store
    seconds: int


@dataclass(frozen=True, slots=True)
class Choice:
    """An assessment that reports can be asked of."""

    id: int
    public_id: str
    title: str
    date: dt.date
    organisation: str


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for: ``units`` adds a report of each unit."""

    assessments: tuple[Choice, ...]
    languages: tuple[str, ...]
    formats: tuple[str, ...]
    units: bool
    key: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a batch is: files made, failed, and those of others before it."""

    done: int
    failed: int
    ahead: int


def house(config: Mapping[str, Any]) -> House:
    """Return how an application's configuration says that reports are made."""
    return House(Store(Path(config["REPORTS_DIR"])), config["REPORT_SECONDS"])


def most(session: Session) -> int:
    """Return how many files a batch may have here."""
    return MOST if queue.is_there(session) else MOST_AT_ONCE


def list_choices(session: Session, user: User) -> list[Choice]:
    """Return the assessments that ``user`` may see, the newest first."""
    rows = session.execute(
        select(
            Assessment.id,
            Assessment.public_id,
            Assessment.title,
            Assessment.date,
            Organisation.name,
        )
        .join(Engagement, Engagement.id == Assessment.engagement_id)
        .join(Organisation, Organisation.id == Engagement.organisation_id)
        .where(may_see(user))
        .order_by(Assessment.date.desc(), Assessment.id.desc())
    )
    return [Choice(*row) for row in rows]


def list_batches(session: Session, user: User) -> Sequence[Batch]:
    """Return what ``user`` asked for, the newest first; an admin sees everybody's."""
    return session.scalars(
        select(Batch)
        .options(joinedload(Batch.user))
        .where(_may_open(user), Batch.expires_at > utcnow())
        .order_by(Batch.id.desc())
        .limit(SHOWN)
    ).all()


def get_batch(
    session: Session, user: User, public_id: str, *, held: bool = False
) -> Batch:
    """Return a batch, ``held`` until the next commit.

    Raises:
        NotFoundError: If there is none, it has expired, or somebody else asked for it
            and ``user`` is no admin.
    """
    query = select(Batch).where(
        Batch.public_id == public_id,
        _may_open(user),
        Batch.expires_at > utcnow(),
    )
    found: Batch | None = session.scalar(query.with_for_update() if held else query)
    if found is None:
        raise NotFoundError
    return found


def progress(session: Session, batch: Batch) -> Progress:
    """Return how far a batch is."""
    own = BatchPart.batch_id == batch.id
    other = aliased(BatchPart)
    before = (
        select(func.count())
        .select_from(other)
        .join(Batch, Batch.id == other.batch_id)
        .where(Batch.id < batch.id, Batch.state.in_(ACTIVE), other.state.in_(ACTIVE))
        .scalar_subquery()
    )
    row = session.execute(
        select(
            func.count().filter(own, BatchPart.state == DONE),
            func.count().filter(own, BatchPart.state == FAILED),
            before,
        ).where(own)
    ).one()
    return Progress(*row)


def get_file(session: Session, where: House, user: User, batch: Batch) -> Path:
    """Return where the archive of a batch lies.

    Raises:
        NotFoundError: If it is not done, its file is missing, or ``user`` may no longer
            see an assessment that is in it.
    """
    seen = session.scalar(
        select(func.count())
        .select_from(BatchPart)
        .join(Assessment, Assessment.id == BatchPart.assessment_id)
        .join(Engagement, Engagement.id == Assessment.engagement_id)
        .join(Organisation, Organisation.id == Engagement.organisation_id)
        .where(BatchPart.batch_id == batch.id, may_see(user))
    )
    if batch.file is None or seen != batch.total:
        raise NotFoundError
    return where.store.path(batch.file)


def _may_open(user: User) -> Any:
    """Return the condition on batches that ``user`` may open."""
    return true() if user.is_admin else Batch.user_id == user.id
