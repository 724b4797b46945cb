"""Making what a batch asks for, one part at a time; safe to do twice or to break off.

Each step is a short transaction, and none is open while a report is drawn. A part that
is done stays done: who comes second throws its own work away.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from assessment.batches import jobs, queue
from assessment.batches.formats import Told
from assessment.batches.jobs import Job, Make, StoppedError, make
from assessment.batches.models import (
    ACTIVE,
    DONE,
    FAILED,
    QUEUED,
    RUNNING,
    Batch,
    BatchPart,
)
from assessment.batches.store import Store
from assessment.db import utcnow
from assessment.engagements.models import Assessment
from assessment.errors import NotFoundError
from assessment.reports.services import get_report
from scoring.errors import ScoringError

logger = logging.getLogger("sextant.batches")

MOST_ATTEMPTS: Final = 3
"""How often a part is begun before it is given up: it may be what ends its worker."""


def make_part(
    session: Session, store: Store, batch_id: int, number: int, how: Make = make
) -> bool:
    """Make one part, unless it is made already or nobody wants it any more.

    Returns:
        Whether the batch has all its parts now, and wants its archive.
    """
    part = _begin(session, batch_id, number)
    if part is None:
        return False
    piece, fault = None, None
    try:
        piece = store.begin(batch_id, str(number))
        fault = _write(session, part, piece, how)
        kept = None if fault else store.keep(piece)
    except StoppedError:
        _give_back(session, part)
        raise
    except OSError as error:
        # Nothing but the kind: paths name nobody, and say nothing more.
        logger.error("a report cannot be kept", extra={"kind": error.strerror})
        kept, fault = None, jobs.SPACE
    finally:
        # A part that is broken off leaves nothing; a finished one has moved.
        if piece is not None:
            piece.unlink(missing_ok=True)
    return _finish(session, store, part, (kept, fault))


def _begin(session: Session, batch_id: int, number: int) -> BatchPart | None:
    """Note that a part is in work; ``None`` where there is nothing to do."""
    batch = held(session, batch_id)
    key = (batch_id, number)
    part = session.get(BatchPart, key, populate_existing=True)
    if batch is None or part is None or part.state not in ACTIVE:
        session.commit()
        return None
    part.attempts += 1
    part.state, batch.state = RUNNING, RUNNING
    session.commit()
    return part


def _write(session: Session, part: BatchPart, piece: Path, how: Make) -> str | None:
    """Write a part's file; return why that failed, or ``None``.

    Raises:
        StoppedError: If it was broken off, to be done again.
        SQLAlchemyError: If the database fails; the queue tries again.
    """
    if part.attempts > MOST_ATTEMPTS:
        return jobs.ENDED
    try:
        told = _told(session, part)
        # Drawing takes seconds: no transaction may be open meanwhile.
        session.close()
        return how(Job(told, part.format, piece))
    except (NotFoundError, ScoringError):
        return jobs.GONE
    except (StoppedError, SQLAlchemyError):
        raise
    except Exception as error:
        logger.error("a report cannot be made", exc_info=error)
        return jobs.ERROR
    finally:
        session.close()


def _give_back(session: Session, part: BatchPart) -> None:
    """Let a part that was broken off on purpose not count as begun."""
    held(session, part.batch_id)
    own = (BatchPart.batch_id == part.batch_id, BatchPart.number == part.number)
    session.execute(
        update(BatchPart)
        .where(*own, BatchPart.state == RUNNING)
        .values(state=QUEUED, attempts=BatchPart.attempts - 1)
        .execution_options(synchronize_session=False)
    )
    session.commit()


def _told(session: Session, part: BatchPart) -> Told:
    """Return what the one who asked may still see, as it is now.

    Raises:
        NotFoundError: If there is nothing of it left, or not for that person.
    """
    batch = session.get_one(Batch, part.batch_id)
    assessment = session.get(Assessment, part.assessment_id)
    if assessment is None or not batch.user.is_active:
        raise NotFoundError
    found = get_report(
        session, batch.user, assessment.public_id, part.language, part.unit
    )
    return Told(found.report, found.result, found.brand)


def _finish(
    session: Session,
    store: Store,
    part: BatchPart,
    made: tuple[str | None, str | None],
) -> bool:
    """Note what became of a part; return whether the archive can be made."""
    kept, fault = made
    batch = held(session, part.batch_id)
    done = session.execute(
        update(BatchPart)
        .where(
            BatchPart.batch_id == part.batch_id,
            BatchPart.number == part.number,
            BatchPart.state == RUNNING,
        )
        .values(state=FAILED if fault else DONE, fault=fault, file=kept)
        .execution_options(synchronize_session=False)
    )
    if batch is None or done.rowcount == 0:  # type: ignore[attr-defined]  # of UPDATE
        session.rollback()
        store.drop([kept])
        return False
    ready = _is_ready(session, batch)
    if ready and queue.is_there(session):
        queue.defer_bundle(session, batch.id)
    session.commit()
    return ready


def held(session: Session, batch_id: int) -> Batch | None:
    """Return a batch that is wanted, held until the next commit, or ``None``."""
    query = select(Batch).where(Batch.id == batch_id, Batch.state.in_(ACTIVE))
    found: Batch | None = session.scalar(
        query.with_for_update().execution_options(populate_existing=True)
    )
    return found


def _is_ready(session: Session, batch: Batch) -> bool:
    """Whether all parts are made; a batch whose last part failed has failed."""
    rows = session.execute(
        select(BatchPart.state, BatchPart.fault)
        .where(BatchPart.batch_id == batch.id)
        .order_by(BatchPart.number)
    ).all()
    if any(row.state in (QUEUED, RUNNING) for row in rows):
        return False
    failed = [row.fault for row in rows if row.state == FAILED]
    if len(rows) < batch.total:
        failed.append(jobs.GONE)
    if failed:
        batch.state, batch.fault, batch.finished_at = FAILED, failed[0], utcnow()
    return not failed
