"""Batches of reports: what was asked for, by whom, and how far it is."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assessment.accounts.models import User
from assessment.db import Base, public_id, utcnow

QUEUED: Final = "queued"
RUNNING: Final = "running"
DONE: Final = "done"
FAILED: Final = "failed"
CANCELLED: Final = "cancelled"
ACTIVE: Final = (QUEUED, RUNNING)
"""States in which something is still to be made."""
KEPT: Final = timedelta(days=7)
"""How long the file of a batch is there, and the batch itself."""


def expiry() -> datetime:
    """Return when what is made now is deleted."""
    return utcnow() + KEPT


class Batch(Base):
    """Reports that were asked for together, and the archive that they are in.

    ``state`` is one of the names above, ``fault`` why it failed (``jobs``), else
    ``None``. ``total`` is how many files were asked for, one a part. ``file`` is the
    random id of the archive in the folder of reports and ``size`` its bytes, both
    ``None`` until it is done. ``submission_key`` is of the form that made it: sent
    twice, it makes one. It is deleted with its files at ``expires_at``.
    """

    __tablename__ = "batches"
    __table_args__ = (
        CheckConstraint(
            "state IN ('queued', 'running', 'done', 'failed', 'cancelled')",
            name="state",
        ),
        CheckConstraint("(state = 'done') = (file IS NOT NULL)", name="file"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True, default=public_id)
    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), index=True
    )
    state: Mapped[str] = mapped_column(String(16), default=QUEUED)
    fault: Mapped[str | None] = mapped_column(String(16))
    total: Mapped[int]
    file: Mapped[str | None] = mapped_column(String(32), unique=True)
    size: Mapped[int | None] = mapped_column(BigInteger)
    submission_key: Mapped[str | None] = mapped_column(String(32), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    finished_at: Mapped[datetime | None]
    expires_at: Mapped[datetime] = mapped_column(default=expiry, index=True)

    user: Mapped[User] = relationship()

    @property
    def is_active(self) -> bool:
        """Whether something is still to be made."""
        return self.state in ACTIVE


class BatchPart(Base):
    """One file of a batch: a report of an assessment, or of a unit, in one language.

    ``unit`` is empty for the whole. ``attempts`` counts how often it was begun; a
    worker that dies leaves it running. ``file`` is the random id of what was made,
    ``None`` before that and once the archive holds it.
    """

    __tablename__ = "batch_parts"
    __table_args__ = (
        CheckConstraint(
            "state IN ('queued', 'running', 'done', 'failed')", name="state"
        ),
    )

    batch_id: Mapped[int] = mapped_column(
        ForeignKey("batches.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    assessment_id: Mapped[int] = mapped_column(
        ForeignKey("assessments.id", ondelete="CASCADE"), index=True
    )
    unit: Mapped[str] = mapped_column(String(64), default="")
    language: Mapped[str] = mapped_column(String(16))
    format: Mapped[str] = mapped_column(String(8))
    state: Mapped[str] = mapped_column(String(16), default=QUEUED)
    attempts: Mapped[int] = mapped_column(default=0)
    fault: Mapped[str | None] = mapped_column(String(16))
    file: Mapped[str | None] = mapped_column(String(32), unique=True)
