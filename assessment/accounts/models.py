"""Users, organisations, who may see which, and server-side sessions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assessment.db import Base, public_id, utcnow

ROLES = ("admin", "consultant")
DRIVERS = ("D1", "D2", "D3")
SYMPTOMS = ("acquisition", "cross-selling", "satisfaction", "margins")


class User(Base):
    """Someone with an account; an admin sees every organisation of the house."""

    __tablename__ = "users"
    __table_args__ = (CheckConstraint("role IN ('admin', 'consultant')", name="role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True, default=public_id)
    mail: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(16))
    password_hash: Mapped[str] = mapped_column(String(255))
    language: Mapped[str | None] = mapped_column(String(16))
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    disabled_at: Mapped[datetime | None]
    password_changed_at: Mapped[datetime] = mapped_column(default=utcnow)

    # What Flask-Login asks of a user; rows of disabled people are never loaded.
    is_authenticated = True
    is_anonymous = False

    @property
    def is_active(self) -> bool:
        """Whether the account may be used."""
        return self.disabled_at is None

    @property
    def is_admin(self) -> bool:
        """Whether the account sees every organisation and all accounts."""
        return self.role == "admin"

    def get_id(self) -> str:
        """Return the id that the session keeps."""
        return str(self.id)


class Organisation(Base):
    """An organisation that is assessed: its profile and what brought it here.

    ``name_key`` is the name in its NFKC, case-folded form, by which duplicates are
    recognised. ``intake`` holds ``drivers`` (``D1`` … ``D3``), ``symptoms`` and
    ``note``. ``fictional`` organisations are marked as such on every page.
    ``submission_key`` is of the form that made it: sent twice, it makes one.
    """

    __tablename__ = "organisations"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True, default=public_id)
    name: Mapped[str] = mapped_column(String(200))
    name_key: Mapped[str] = mapped_column(String(400), index=True)
    industry: Mapped[str | None] = mapped_column(String(3))
    region: Mapped[str | None] = mapped_column(String(6))
    size: Mapped[str | None] = mapped_column(String(16))
    market: Mapped[str | None] = mapped_column(String(16))
    parent: Mapped[str | None] = mapped_column(String(200))
    intake: Mapped[dict[str, Any]] = mapped_column(default=dict)
    fictional: Mapped[bool] = mapped_column(default=False)
    submission_key: Mapped[str | None] = mapped_column(String(32), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=utcnow)

    memberships: Mapped[list[Membership]] = relationship(
        back_populates="organisation", cascade="all, delete-orphan"
    )


class Membership(Base):
    """That a user may work for an organisation."""

    __tablename__ = "memberships"
    __table_args__ = (UniqueConstraint("user_id", "organisation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisations.id", ondelete="CASCADE"), index=True
    )
    created_at: Mapped[datetime] = mapped_column(default=utcnow)

    user: Mapped[User] = relationship()
    organisation: Mapped[Organisation] = relationship(back_populates="memberships")


class StoredSession(Base):
    """One browser's session; its 256-bit id is stored as a hash only.

    A session belongs to a user, to a respondent, or to a visitor (neither).
    """

    __tablename__ = "sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int | None] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), index=True
    )
    respondent_id: Mapped[int | None] = mapped_column(
        ForeignKey("respondents.id", ondelete="CASCADE"), index=True
    )
    data: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    seen_at: Mapped[datetime] = mapped_column(default=utcnow, index=True)


class FailedSignIn(Base):
    """A wrong password, counted for a while; ``key`` is a hash, never an address."""

    __tablename__ = "failed_sign_ins"
    __table_args__ = (Index("ix_failed_sign_ins_key_failed_at", "key", "failed_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64))
    failed_at: Mapped[datetime] = mapped_column(default=utcnow)
