"""Assessments and everything a consultant decides in them."""

from __future__ import annotations

import datetime as dt
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    String,
    UniqueConstraint,
    true,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assessment.accounts.models import Organisation
from assessment.db import Base, public_id, utcnow

OPEN = "open"
LOCKED = "locked"
LONGEST = 36500
"""The largest capacity of a wave that can be set: a hundred years, in days."""


class Engagement(Base):
    """A consultant's work for one organisation: its assessments over time."""

    __tablename__ = "engagements"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisations.id", ondelete="CASCADE"), index=True
    )
    title: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(default=utcnow)

    organisation: Mapped[Organisation] = relationship()
    assessments: Mapped[list[Assessment]] = relationship(back_populates="engagement")


class Assessment(Base):
    """One organisation answering pinned questionnaires at one time.

    ``questionnaires`` are pinned keys such as ``capability-model@1.0``. ``targets``
    is as in ``scoring.answers.AssessmentData``: a dimension or capability id to
    0-100, and ``continuum`` to the decided target with ``value``, ``by``, ``date``
    and ``reason``. ``capacity`` is how many whole days of initiatives a wave of the
    roadmap holds, 1 to ``LONGEST``; ``None`` is no limit. ``use_peers`` tells whether
    a gap counts more where the peers are further. ``form`` is one of
    ``scoring.answers.FORMS``. ``locked_result`` is the
    result as JSON at the time of locking, ``result_hash`` its hash,
    ``definition_hashes`` those of the definitions by key; all three are ``None`` while
    open. ``status_by`` and ``status_reason`` say who
    locked or reopened it last, and why. ``version`` grows with every decision on the
    target, and when it is locked or reopened.
    """

    __tablename__ = "assessments"
    __table_args__ = (
        CheckConstraint("mode IN ('self', 'assessed')", name="mode"),
        CheckConstraint("status IN ('open', 'locked')", name="status"),
        CheckConstraint(
            "(status = 'locked') = (locked_at IS NOT NULL)", name="locked_has_time"
        ),
        CheckConstraint("form IN ('full', 'core')", name="form"),
        CheckConstraint(f"capacity BETWEEN 1 AND {LONGEST}", name="capacity"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True, default=public_id)
    engagement_id: Mapped[int] = mapped_column(
        ForeignKey("engagements.id", ondelete="CASCADE"), index=True
    )
    title: Mapped[str] = mapped_column(String(200))
    mode: Mapped[str] = mapped_column(String(16), default="self")
    form: Mapped[str] = mapped_column(String(16), default="full")
    date: Mapped[dt.date]
    status: Mapped[str] = mapped_column(String(16), default=OPEN)
    questionnaires: Mapped[list[str]]
    targets: Mapped[dict[str, Any]] = mapped_column(default=dict)
    capacity: Mapped[int | None]
    use_peers: Mapped[bool] = mapped_column(default=True, server_default=true())
    figures: Mapped[dict[str, Any] | None]
    version: Mapped[int] = mapped_column(default=1)
    submission_key: Mapped[str | None] = mapped_column(String(32), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    status_by: Mapped[str | None] = mapped_column(String(200))
    status_reason: Mapped[str | None]
    locked_at: Mapped[datetime | None]
    locked_result: Mapped[dict[str, Any] | None]
    result_hash: Mapped[str | None] = mapped_column(String(80))
    definition_hashes: Mapped[dict[str, Any] | None]

    engagement: Mapped[Engagement] = relationship(back_populates="assessments")
    units: Mapped[list[Unit]] = relationship(order_by="Unit.id")
    respondents: Mapped[list[Respondent]] = relationship(
        back_populates="assessment", order_by="Respondent.number"
    )

    @property
    def organisation(self) -> Organisation:
        """The organisation that is assessed."""
        return self.engagement.organisation

    @property
    def is_open(self) -> bool:
        """Whether answers and decisions can still change."""
        return self.status == OPEN


class Unit(Base):
    """A part of the organisation; ``key`` is its id in files, ``weight`` > 0."""

    __tablename__ = "units"
    __table_args__ = (
        UniqueConstraint("assessment_id", "key"),
        CheckConstraint("weight > 0", name="weight"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(
        ForeignKey("assessments.id", ondelete="CASCADE")
    )
    key: Mapped[str] = mapped_column(String(64))
    weight: Mapped[float] = mapped_column(default=1.0)
    shares_customers: Mapped[bool] = mapped_column(default=False)


class Respondent(Base):
    """Someone who answers through a personal link, without an account.

    ``number`` counts from 1 inside the assessment; files call the person ``key``
    (``r1``, or the id an imported file gave). ``role`` is one of
    ``scoring.answers.ROLES`` or another word. Only the SHA-256 of the link's token
    is stored; it is ``None`` before a link was made and after it was revoked.
    ``unit_key`` is ``""`` where the assessment has no units.
    """

    __tablename__ = "respondents"
    __table_args__ = (
        UniqueConstraint("assessment_id", "number"),
        UniqueConstraint("assessment_id", "key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True, default=public_id)
    assessment_id: Mapped[int] = mapped_column(
        ForeignKey("assessments.id", ondelete="CASCADE")
    )
    number: Mapped[int]
    key: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(16))
    unit_key: Mapped[str] = mapped_column(String(64), default="")
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    submission_key: Mapped[str | None] = mapped_column(String(32), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    opened_at: Mapped[datetime | None]
    submitted_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]

    assessment: Mapped[Assessment] = relationship(back_populates="respondents")


class ConsensusValue(Base):
    """The assessor's value for a question, which replaces the mean of the answers.

    ``value`` and ``evidence`` are as in ``scoring.answers.Consensus``; ``by`` is
    the name as it was then. ``version`` counts the changes from 1.
    """

    __tablename__ = "consensus_values"
    __table_args__ = (
        UniqueConstraint(
            "assessment_id",
            "questionnaire",
            "unit_key",
            "question",
            name="uq_consensus_values_once",
        ),
        CheckConstraint(
            "evidence IN ('none', 'described', 'documented', 'verified')",
            name="evidence",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(
        ForeignKey("assessments.id", ondelete="CASCADE")
    )
    questionnaire: Mapped[str] = mapped_column(String(64))
    question: Mapped[str] = mapped_column(String(128))
    unit_key: Mapped[str] = mapped_column(String(64), default="")
    value: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    evidence: Mapped[str] = mapped_column(String(16), default="none")
    by: Mapped[str | None] = mapped_column(String(200))
    reason: Mapped[str | None]
    version: Mapped[int] = mapped_column(default=1)
    decided_at: Mapped[datetime] = mapped_column(default=utcnow)


class AcceptedGap(Base):
    """A question whose gap the organisation accepts, by whom, when and why."""

    __tablename__ = "accepted_gaps"
    __table_args__ = (
        UniqueConstraint(
            "assessment_id", "questionnaire", "question", name="uq_accepted_gaps_once"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(
        ForeignKey("assessments.id", ondelete="CASCADE")
    )
    questionnaire: Mapped[str] = mapped_column(String(64))
    question: Mapped[str] = mapped_column(String(128))
    by: Mapped[str | None] = mapped_column(String(200))
    date: Mapped[dt.date | None]
    reason: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
