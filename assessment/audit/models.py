"""The record's rows; nothing in the application changes or deletes one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from assessment.db import Base, utcnow


class AuditEntry(Base):
    """Who did what to which row, chained by hashes to the entry before it.

    ``chain`` groups entries that are written one after another (one assessment, or
    the installation), so that different assessments never wait for each other.
    ``actor`` and ``subject`` are ids such as ``user:3``; ``detail`` holds ids,
    codes and counts, never names, answers or comments.
    """

    __tablename__ = "audit_entries"
    __table_args__ = (UniqueConstraint("chain", "sequence"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    chain: Mapped[str] = mapped_column(String(64))
    sequence: Mapped[int]
    actor: Mapped[str] = mapped_column(String(64))
    action: Mapped[str] = mapped_column(String(64))
    subject: Mapped[str] = mapped_column(String(128))
    detail: Mapped[dict[str, Any]] = mapped_column(default=dict)
    done_at: Mapped[datetime] = mapped_column(default=utcnow)
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
