"""The brand of the installation."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy import CheckConstraint, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from assessment.db import Base, utcnow

ONLY: Final = 1
"""The id of the only row."""


class StoredBrand(Base):
    """The one brand: what ``services`` writes of a ``Brand``, its logo apart.

    ``version`` counts the saves, from 1, so that nobody undoes what was never seen.
    A logo is there as a whole or not at all.
    """

    __tablename__ = "brands"
    __table_args__ = (
        CheckConstraint("id = 1", name="only"),
        CheckConstraint("version >= 1", name="version"),
        CheckConstraint(
            "(logo IS NULL) = (logo_kind IS NULL) "
            "AND (logo IS NULL) = (logo_width IS NULL) "
            "AND (logo IS NULL) = (logo_height IS NULL)",
            name="logo",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int] = mapped_column(default=1)
    document: Mapped[dict[str, Any]]
    logo: Mapped[bytes | None] = mapped_column(LargeBinary)
    logo_kind: Mapped[str | None] = mapped_column(String(4))
    logo_width: Mapped[int | None]
    logo_height: Mapped[int | None]
    changed_at: Mapped[datetime] = mapped_column(default=utcnow, onupdate=utcnow)
