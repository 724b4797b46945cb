"""Slowing down whoever guesses passwords, without locking out whoever owns them.

Wrong tries are counted for a quarter of an hour: by address and place together, by
place, and (much higher, so that strangers cannot lock someone out with a few
tries) by address alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from flask import current_app
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from assessment.accounts.models import FailedSignIn
from assessment.db import utcnow
from assessment.errors import TooManyTriesError

WINDOW: Final = timedelta(minutes=15)


def keys(mail: str, place: str) -> Mapping[str, int]:
    """Return what is counted, hashed, with how often it may be wrong."""
    config = current_app.config
    return {
        _hash("pair", mail, place): config["SIGN_IN_TRIES_PAIR"],
        _hash("place", place): config["SIGN_IN_TRIES_PLACE"],
        _hash("address", mail): config["SIGN_IN_TRIES_ADDRESS"],
    }


def check(session: Session, limits: Mapping[str, int]) -> None:
    """Let a try pass.

    Raises:
        TooManyTriesError: If one of the counts is used up.
    """
    since = utcnow() - WINDOW
    rows = session.execute(
        select(FailedSignIn.key, func.count(), func.min(FailedSignIn.failed_at))
        .where(FailedSignIn.key.in_(list(limits)), FailedSignIn.failed_at > since)
        .group_by(FailedSignIn.key)
    ).all()
    waits = [first for key, count, first in rows if count >= limits[key]]
    if waits:
        raise TooManyTriesError((max(waits) + WINDOW - utcnow()).total_seconds())


def count(session: Session, limits: Mapping[str, int]) -> None:
    """Count a wrong try, and forget those that no longer matter."""
    session.execute(
        delete(FailedSignIn).where(FailedSignIn.failed_at < utcnow() - WINDOW)
    )
    session.add_all(FailedSignIn(key=key) for key in limits)
    session.commit()


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
