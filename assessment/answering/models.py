"""What respondents gave."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from assessment.db import Base, utcnow


class Answer(Base):
    """What one respondent gave to one question, in one unit.

    ``questionnaire`` is an id without version: the assessment pins the version.
    ``unit_key`` is ``""`` where the assessment has no units: it is part of the
    unique key, in which NULLs would all be different. ``value`` is as in
    ``scoring.answers.Value``, ``None`` where only a comment or evidence was given.
    ``version`` starts at 1 and grows by one with every change, so that a page can
    tell that another one saved in between. ``sequence`` grows by one with every
    change of any answer of the respondent: the order of answering whatever the
    clock did. ``seconds`` is how long the answer took, ``None`` where unknown.
    """

    __tablename__ = "answers"
    __table_args__ = (
        UniqueConstraint(
            "assessment_id",
            "questionnaire",
            "unit_key",
            "respondent_id",
            "question",
            name="uq_answers_once",
        ),
        CheckConstraint(
            "evidence IN ('none', 'described', 'documented', 'verified')",
            name="evidence",
        ),
        CheckConstraint("importance BETWEEN 1 AND 5", name="importance"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(
        ForeignKey("assessments.id", ondelete="CASCADE")
    )
    respondent_id: Mapped[int] = mapped_column(
        ForeignKey("respondents.id", ondelete="CASCADE"), index=True
    )
    questionnaire: Mapped[str] = mapped_column(String(64))
    question: Mapped[str] = mapped_column(String(128))
    unit_key: Mapped[str] = mapped_column(String(64), default="")
    value: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    evidence: Mapped[str] = mapped_column(String(16), default="none")
    reason: Mapped[str | None] = mapped_column(String(32))
    comment: Mapped[str | None]
    importance: Mapped[int | None]
    seconds: Mapped[float | None]
    version: Mapped[int] = mapped_column(default=1)
    sequence: Mapped[int] = mapped_column(default=1)
    answered_at: Mapped[datetime] = mapped_column(default=utcnow)
