"""The decisions about a roadmap, and what was noted on the way."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assessment.db import Base, utcnow
from assessment.engagements.models import Assessment


class Plan(Base):
    """Everything that was decided about the roadmap of one assessment.

    All of it is needed to know what waits for what, so it is one row, which is read
    together with the assessment. ``decisions`` maps ``questionnaire/initiative`` to
    what ``roadmaps.decided.Entry`` holds, ``capacities`` the number of a wave to whole
    days, ``rescores`` ``questionnaire/initiative`` to the verdicts on its questions.
    ``decided_by`` and ``decided_at`` say who decided last what the plan looks like,
    and when; both are ``None`` before. ``version`` grows with every change.
    """

    __tablename__ = "plans"

    assessment_id: Mapped[int] = mapped_column(
        ForeignKey("assessments.id", ondelete="CASCADE"), primary_key=True
    )
    decisions: Mapped[dict[str, Any]] = mapped_column(default=dict)
    capacities: Mapped[dict[str, Any]] = mapped_column(default=dict)
    rescores: Mapped[dict[str, Any]] = mapped_column(default=dict)
    decided_by: Mapped[str | None] = mapped_column(String(200))
    decided_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=0)


# Engagements lie below and know nothing of plans; so that one statement can fetch both,
# the way from an assessment to its plan is laid from here.
Assessment.plan = relationship(Plan, uselist=False, viewonly=True)


class PlanNote(Base):
    """What was noted about an initiative on the way; it is kept as it was written.

    ``status`` is where the initiative stood from then on, ``evidence`` where it can be
    seen, ``by`` the name as it was then.
    """

    __tablename__ = "plan_notes"
    __table_args__ = (
        CheckConstraint(
            "status IN ('planned', 'under-way', 'done', 'stopped')", name="status"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(
        ForeignKey("assessments.id", ondelete="CASCADE"), index=True
    )
    questionnaire: Mapped[str] = mapped_column(String(64))
    initiative: Mapped[str] = mapped_column(String(128))
    status: Mapped[str] = mapped_column(String(16))
    note: Mapped[str | None]
    evidence: Mapped[str | None]
    by: Mapped[str] = mapped_column(String(200))
    noted_at: Mapped[datetime] = mapped_column(default=utcnow)
    submission_key: Mapped[str | None] = mapped_column(String(32), unique=True)
