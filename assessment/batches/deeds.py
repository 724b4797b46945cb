"""Changing batches: asking for one, giving it up, having it made again, deleting it."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import delete, insert, select, true, union_all, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assessment.accounts.models import User
from assessment.accounts.services import actor
from assessment.audit import services as audit
from assessment.batches import queue
from assessment.batches.archive import make_archive
from assessment.batches.models import (
    CANCELLED,
    DONE,
    FAILED,
    QUEUED,
    Batch,
    BatchPart,
    expiry,
)
from assessment.batches.services import House, TooManyError, Wish, most
from assessment.batches.work import make_part
from assessment.db import table, utcnow
from assessment.engagements.models import Unit
from assessment.errors import ClosedError

_PARTS: Final = table(BatchPart)


def request(session: Session, user: User, wish: Wish) -> Batch:
    """Ask for reports: the batch, its parts and their jobs are there together.

    The same form sent twice makes one batch.

    Raises:
        TooManyError: If that is more than one batch may have.
    """
    owner = user.id
    parts = _parts(session, wish)
    limit = most(session)
    if len(parts) > limit:
        raise TooManyError(len(parts), limit)
    batch = Batch(user_id=owner, total=len(parts), submission_key=wish.key)
    session.add(batch)
    try:
        session.flush()
    except IntegrityError:
        session.rollback()
        same = (Batch.submission_key == wish.key, Batch.user_id == owner)
        return session.scalars(select(Batch).where(*same)).one()
    rows = [{"batch_id": batch.id, **part} for part in parts]
    session.execute(insert(_PARTS), rows)
    if queue.is_there(session):
        queue.defer_parts(session, batch.id, [part["number"] for part in parts])
    said = {"formats": list(wish.formats), "languages": list(wish.languages)}
    told = [choice.id for choice in wish.assessments]
    _note(session, user, batch, "batch.requested", **said, assessments=told)
    return batch


def begin(session: Session, where: House, batch: Batch) -> None:
    """Make a batch at once where there is no queue; with one, a worker does it."""
    if queue.is_there(session) or not batch.is_active:
        return
    numbers = select(BatchPart.number).where(
        BatchPart.batch_id == batch.id, BatchPart.state != DONE
    )
    asked = list(session.scalars(numbers.order_by(BatchPart.number)))
    session.commit()
    for number in asked:
        make_part(session, where.store, batch.id, number)
    # Where something failed the batch is not wanted any more, and this does nothing.
    make_archive(session, where.store, batch.id)


def cancel(session: Session, where: House, user: User, batch: Batch) -> None:
    """Give up a batch that ``get_batch`` holds; what was made of it is deleted.

    Raises:
        ClosedError: If it is not in work.
    """
    if not batch.is_active:
        raise ClosedError
    left = _files(session, batch)
    _reset(session, batch, BatchPart.state.is_not(None))
    batch.state, batch.finished_at = CANCELLED, utcnow()
    _note(session, user, batch, "batch.cancelled")
    where.store.drop(left)


def retry(session: Session, user: User, batch: Batch) -> None:
    """Have made what is missing of a batch that ``get_batch`` holds.

    Raises:
        ClosedError: If it neither failed nor was cancelled.
    """
    if batch.state not in (FAILED, CANCELLED):
        raise ClosedError
    numbers = _reset(session, batch, BatchPart.state != DONE)
    batch.state, batch.fault, batch.finished_at = QUEUED, None, None
    batch.expires_at = expiry()
    if queue.is_there(session):
        if numbers:
            queue.defer_parts(session, batch.id, numbers)
        else:
            queue.defer_bundle(session, batch.id)
    _note(session, user, batch, "batch.retried", parts=len(numbers))


def remove(session: Session, where: House, user: User, batch: Batch) -> None:
    """Delete a batch that ``get_batch`` holds, with its files."""
    left = [*_files(session, batch), batch.file]
    session.delete(batch)
    _note(session, user, batch, "batch.removed")
    where.store.drop(left)


def sweep(session: Session, where: House) -> int:
    """Delete what has expired, and files that no row names; return how many batches."""
    old = select(Batch.id).where(Batch.expires_at <= utcnow())
    gone = list(session.scalars(old))
    expired = _named(session, Batch.id.in_(gone), BatchPart.batch_id.in_(gone))
    session.execute(delete(Batch).where(Batch.id.in_(gone)))
    session.commit()
    where.store.drop(expired)
    where.store.sweep(_named(session, true(), true()))
    session.commit()
    return len(gone)


def _named(session: Session, batches: Any, parts: Any) -> set[str]:
    """Return the files that rows name: archives, and parts that wait for theirs."""
    rows = session.scalars(
        union_all(
            select(Batch.file).where(batches), select(BatchPart.file).where(parts)
        )
    )
    return {name for name in rows if name is not None}


def _parts(session: Session, wish: Wish) -> list[dict[str, Any]]:
    units: dict[int, list[str]] = {}
    if wish.units:
        ids = [choice.id for choice in wish.assessments]
        query = select(Unit.assessment_id, Unit.key).where(Unit.assessment_id.in_(ids))
        for row in session.execute(query.order_by(Unit.id)):
            units.setdefault(row.assessment_id, []).append(row.key)
    asked = [
        (choice.id, unit, language, form)
        for choice in wish.assessments
        for unit in ("", *units.get(choice.id, ()))
        for language in wish.languages
        for form in wish.formats
    ]
    names = ("assessment_id", "unit", "language", "format")
    return [
        dict(zip(names, part, strict=True)) | {"number": number}
        for number, part in enumerate(asked, start=1)
    ]


def _files(session: Session, batch: Batch) -> list[str | None]:
    query = select(BatchPart.file).where(
        BatchPart.batch_id == batch.id, BatchPart.file.is_not(None)
    )
    return list(session.scalars(query))


def _reset(session: Session, batch: Batch, which: Any) -> list[int]:
    """Let parts be made from the beginning; return their numbers."""
    fresh = {"state": QUEUED, "attempts": 0, "fault": None, "file": None}
    changed = session.execute(
        update(BatchPart)
        .where(BatchPart.batch_id == batch.id, which)
        .values(fresh)
        .returning(BatchPart.number)
        .execution_options(synchronize_session=False)
    )
    return sorted(changed.scalars())


def _note(
    session: Session, user: User, batch: Batch, /, action: str, **said: Any
) -> None:
    """Record and commit: whoever changes a batch holds it, so its chain is held."""
    chain = audit.Held(f"batch:{batch.id}")
    audit.record(session, chain, actor(user), action, chain, **said)
    session.commit()
