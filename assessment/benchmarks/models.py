"""The pool of scores that organisations gave, and the releases made of it."""

from __future__ import annotations

import datetime as dt
from datetime import datetime
from typing import Final

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from assessment.db import Base, public_id, utcnow
from assessment.engagements.models import Assessment

SYNTHETIC: Final = "synthetic"


class PoolRecord(Base):
    """What one organisation gave at one time: who it is to the pool, and no answers.

    ``organisation`` and ``parent`` tell groups of companies apart and are never shown;
    for an assessment of this installation they are opaque. ``provenance`` says in the
    words of whoever brought it where a record comes from (``SYNTHETIC`` where it was
    generated for a demonstration), ``None`` for the
    installation's own: one of these without an assessment belongs to one that was
    deleted, and no longer takes part. ``withdrawn_at`` is set when consent is
    withdrawn, ``quarantined_at`` when an administrator keeps a doubtful record out,
    with the ``quarantine_reason``. What was withdrawn stays, because releases hold it:
    consenting again makes another record, so that of one questionnaire of an assessment
    at most one takes part.
    """

    __tablename__ = "pool_records"
    __table_args__ = (
        Index(
            "uq_pool_records_taking_part",
            "assessment_id",
            "questionnaire",
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
        Index("ix_pool_records_definition", "questionnaire", "version", "organisation"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    # Many rows are inserted at once, and told apart by it when their ids come back.
    public_id: Mapped[str] = mapped_column(
        String(22), unique=True, default=public_id, insert_sentinel=True
    )
    assessment_id: Mapped[int | None] = mapped_column(
        ForeignKey(Assessment.id, ondelete="SET NULL"), index=True
    )
    provenance: Mapped[str | None] = mapped_column(String(200), index=True)
    organisation: Mapped[str] = mapped_column(String(200))
    parent: Mapped[str | None] = mapped_column(String(200), index=True)
    industry: Mapped[str | None] = mapped_column(String(3))
    region: Mapped[str | None] = mapped_column(String(6))
    size: Mapped[str | None] = mapped_column(String(16))
    date: Mapped[dt.date]
    questionnaire: Mapped[str] = mapped_column(String(80))
    version: Mapped[str] = mapped_column(String(16))
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    withdrawn_at: Mapped[datetime | None]
    quarantined_at: Mapped[datetime | None]
    quarantine_reason: Mapped[str | None]


class PoolConsent(Base):
    """Who gave the client's consent to a record; it goes when the assessment goes."""

    __tablename__ = "pool_consents"

    record_id: Mapped[int] = mapped_column(
        ForeignKey("pool_records.id", ondelete="CASCADE"), primary_key=True
    )
    assessment_id: Mapped[int] = mapped_column(
        ForeignKey(Assessment.id, ondelete="CASCADE"), index=True
    )
    by: Mapped[str] = mapped_column(String(200))


class PoolScore(Base):
    """One dimension of a record: ``score`` in millionths of a point, coverage 0-1."""

    __tablename__ = "pool_scores"
    __table_args__ = (
        CheckConstraint("score BETWEEN 0 AND 100000000", name="score"),
        CheckConstraint("coverage BETWEEN 0 AND 1", name="coverage"),
    )

    record_id: Mapped[int] = mapped_column(
        ForeignKey("pool_records.id", ondelete="CASCADE"), primary_key=True
    )
    dimension: Mapped[str] = mapped_column(String(80), primary_key=True)
    score: Mapped[int]
    coverage: Mapped[float]


class BenchmarkRelease(Base):
    """A frozen publication: the very bytes, and who issued them.

    ``issuer`` is the fingerprint of the key that signed an imported release, ``None``
    for one of this installation's own and for an unsigned one; ``imported`` tells the
    latter two apart. ``synthetic`` is one whose scores were generated.
    """

    __tablename__ = "benchmark_releases"
    __table_args__ = (
        Index("ix_benchmark_releases_newest", "questionnaire", "version", "date"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    date: Mapped[dt.date]
    questionnaire: Mapped[str] = mapped_column(String(80))
    version: Mapped[str] = mapped_column(String(16))
    document: Mapped[str]
    imported: Mapped[bool] = mapped_column(default=False)
    issuer: Mapped[str | None] = mapped_column(String(80))
    synthetic: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=utcnow)


class ReleaseMember(Base):
    """Which records a release was made of; for their owners' eyes alone.

    ``used`` are those that lie in a cell which was computed for this release: a number
    was published that holds them, so they hide nobody in a later one.
    """

    __tablename__ = "release_members"

    release_id: Mapped[int] = mapped_column(
        ForeignKey("benchmark_releases.id", ondelete="CASCADE"), primary_key=True
    )
    record_id: Mapped[int] = mapped_column(
        ForeignKey("pool_records.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    used: Mapped[bool] = mapped_column(default=True)


class ReleaseCell(Base):
    """One cell of a release, to be found without reading the whole: JSON of contract 6.

    ``industry``, ``region`` and ``size`` are empty for everybody, so that they can be
    part of the key.
    """

    __tablename__ = "release_cells"

    release_id: Mapped[int] = mapped_column(
        ForeignKey("benchmark_releases.id", ondelete="CASCADE"), primary_key=True
    )
    industry: Mapped[str] = mapped_column(String(3), primary_key=True)
    region: Mapped[str] = mapped_column(String(16), primary_key=True)
    size: Mapped[str] = mapped_column(String(16), primary_key=True)
    dimension: Mapped[str] = mapped_column(String(80), primary_key=True)
    document: Mapped[str]
