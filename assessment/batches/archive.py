"""The last step of a batch: one archive of all that was made."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from assessment.accounts.models import Organisation
from assessment.batches import bundle, jobs
from assessment.batches.bundle import Title
from assessment.batches.models import DONE, FAILED, BatchPart, expiry
from assessment.batches.store import Store
from assessment.batches.work import held
from assessment.db import utcnow
from assessment.engagements.models import Assessment, Engagement
from assessment.errors import NotFoundError

logger = logging.getLogger("sextant.batches")


def make_archive(session: Session, store: Store, batch_id: int) -> None:
    """Make the archive of a batch, unless it is there or nobody wants it any more."""
    if held(session, batch_id) is None:
        session.commit()
        return
    rows = _rows(session, batch_id)
    session.close()
    made: tuple[str, int] | None = None
    piece, fault = None, None
    try:
        piece = store.begin(batch_id, "all")
        made = _write(store, piece, rows)
    except NotFoundError:
        logger.error("files of a batch are missing; do all hosts share the folder?")
        fault = jobs.ERROR
    except OSError as error:
        logger.error("an archive cannot be kept", extra={"kind": error.strerror})
        fault = jobs.SPACE
    finally:
        if piece is not None:
            piece.unlink(missing_ok=True)
    _finish(session, store, batch_id, made, fault)


def _rows(session: Session, batch_id: int) -> Sequence[Any]:
    """Return each part's file with what it is named after, in order."""
    return session.execute(
        select(
            BatchPart.file,
            BatchPart.unit,
            BatchPart.language,
            BatchPart.format,
            Assessment.date,
            Organisation.name,
        )
        .join(Assessment, Assessment.id == BatchPart.assessment_id)
        .join(Engagement, Engagement.id == Assessment.engagement_id)
        .join(Organisation, Organisation.id == Engagement.organisation_id)
        .where(BatchPart.batch_id == batch_id)
        .order_by(BatchPart.number)
    ).all()


def _write(store: Store, piece: Path, rows: Sequence[Any]) -> tuple[str, int]:
    """Write the archive; return its id and how many bytes it has.

    Raises:
        NotFoundError: If a part's file is missing.
        OSError: If the folder cannot be written.
    """
    titles = [
        Title(row.name, row.unit, row.date.isoformat(), row.language, row.format)
        for row in rows
    ]
    named = zip(bundle.names(titles), rows, strict=True)
    files = [(name, store.path(row.file or "")) for name, row in named]
    with piece.open("wb") as target:
        bundle.write_zip(target, files)
    size = piece.stat().st_size
    return store.keep(piece), size


def _finish(
    session: Session,
    store: Store,
    batch_id: int,
    made: tuple[str, int] | None,
    fault: str | None,
) -> None:
    """Note the archive, and let go of the parts that it holds."""
    batch = held(session, batch_id)
    if batch is None:
        session.rollback()
        store.drop([made[0]] if made else [])
        return
    batch.finished_at, batch.expires_at = utcnow(), expiry()
    left: list[str | None] = []
    if made is None:
        batch.state, batch.fault = FAILED, fault
    else:
        batch.state, (batch.file, batch.size) = DONE, made
        parts = BatchPart.batch_id == batch_id
        left = list(session.scalars(select(BatchPart.file).where(parts)))
        session.execute(
            update(BatchPart)
            .where(parts)
            .values(file=None)
            .execution_options(synchronize_session=False)
        )
    session.commit()
    store.drop(left)
