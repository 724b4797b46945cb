"""Releases: built from the pool, taken in from elsewhere, kept as they are for good."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session, defer

from assessment.audit import services as audit
from assessment.benchmarks import (
    checking,
    document,
    keeping,
    signing,
    snapshot,
    storing,
)
from assessment.benchmarks.build import Order, Previous, build
from assessment.benchmarks.document import Document
from assessment.benchmarks.models import BenchmarkRelease
from assessment.benchmarks.regions import grid
from assessment.benchmarks.signing import Trust
from assessment.benchmarks.storing import FrozenError
from assessment.errors import InvalidInputError, NotFoundError
from scoring.release import Thresholds

TAMPERED: Final = "tampered"
NAME_TAKEN: Final = "name-taken"
NOT_LATER: Final = "not-later"
TOO_FEW: Final = "too-few"
_LONGEST: Final = 111
"""Of an id, so that a dot and eight digits of a hash fit behind it."""
_LOCK: Final = "benchmark releases"


class ReleaseRefusedError(InvalidInputError):
    """A release that is not made or taken in; ``why`` is one of the codes above."""

    def __init__(self, why: str, fact: object = None) -> None:
        super().__init__(f"{why}: {fact}" if fact is not None else why)
        self.why = why
        self.fact = fact


@dataclass(frozen=True, slots=True)
class House:
    """How this installation publishes: its thresholds, and the key it signs with.

    ``key`` is the path of a private key, empty where releases are not signed.
    """

    limits: Thresholds
    key: str = ""


def house(config: Mapping[str, Any]) -> House:
    """Return how an application's configuration says that releases are made."""
    names = Thresholds().plain()
    given = {name: config[f"BENCHMARK_{name.upper()}"] for name in names}
    return House(Thresholds(**given), config["BENCHMARK_KEY"])


def list_releases(session: Session) -> Sequence[BenchmarkRelease]:
    """Return all releases without their documents, the newest first."""
    return session.scalars(
        select(BenchmarkRelease)
        .options(defer(BenchmarkRelease.document, raiseload=True))
        .order_by(BenchmarkRelease.date.desc(), BenchmarkRelease.id.desc())
    ).all()


def get_release(session: Session, name: str) -> BenchmarkRelease:
    """Return a release.

    Raises:
        NotFoundError: If there is none of this name.
    """
    found = session.scalar(
        select(BenchmarkRelease).where(BenchmarkRelease.name == name)
    )
    if found is None:
        raise NotFoundError
    return found


def newest_own(
    session: Session, questionnaire: str, version: str
) -> BenchmarkRelease | None:
    """Return the latest release that this installation built of a questionnaire."""
    return session.scalars(
        select(BenchmarkRelease)
        .where(
            BenchmarkRelease.questionnaire == questionnaire,
            BenchmarkRelease.version == version,
            BenchmarkRelease.imported.is_(False),
        )
        .order_by(BenchmarkRelease.date.desc())
        .limit(1)
    ).first()


def build_release(
    session: Session, actor: str, wish: Order, key: str = ""
) -> BenchmarkRelease:
    """Build a release from the pool as it is now, and keep it with who took part.

    The release before it is found here. ``key`` is the path of a private key to sign
    with, empty for none; ``actor`` is who builds it.

    Raises:
        ReleaseRefusedError: If the name is taken, a release of this day or later is
            there, or there are too few groups to say anything.
        FileRefusedError: If the key cannot be used.
    """
    _wait_for_turn(session)
    if _is_taken(session, wish.id):
        raise ReleaseRefusedError(NAME_TAKEN, wish.id)
    wish = replace(wish, previous=_previous(session, wish))
    connection = session.connection()
    made = build(connection, wish, grid())
    if not made.cells:
        session.rollback()
        raise ReleaseRefusedError(TOO_FEW, wish.limits.groups)
    row = storing.store(session, signing.signed(made, key) if key else made)
    keeping.keep_members(connection, row.id, made.computed, grid())
    snapshot.drop(connection)
    _note(session, actor, "release.built", row)
    session.commit()
    return row


def _previous(session: Session, wish: Order) -> Previous | None:
    """Return the release before the one that is wished for, ``None`` for the first."""
    before = newest_own(session, wish.questionnaire, wish.version)
    if before is None:
        return None
    if before.date >= wish.date:
        raise ReleaseRefusedError(NOT_LATER, before.date)
    told = document.read(before.document.encode(), before.name)
    return Previous(told, before.id)


def import_release(
    session: Session, actor: str, data: bytes, name: str
) -> BenchmarkRelease:
    """Keep a release of another installation; one that is here already stays.

    ``data`` and ``name`` are the file's, ``actor`` is who brings it.

    Raises:
        FileRefusedError: If it is no release.
        ReleaseRefusedError: If it was changed after it was signed.
    """
    made, issuer = _trusted(data, name)
    _wait_for_turn(session)
    text = made.text()
    # Another house may call its release as one of ours is called, or will be.
    local = f"{made.id[:_LONGEST]}.{hashlib.sha256(text.encode()).hexdigest()[:8]}"
    try:
        row = storing.store(session, made, name=local, imported=True, issuer=issuer)
    except FrozenError:
        return get_release(session, local)
    _note(session, actor, "release.imported", row)
    session.commit()
    return row


def _trusted(data: bytes, name: str) -> tuple[Document, str | None]:
    """Return a release from elsewhere and its issuer, ``None`` where it is unsigned."""
    made = document.read(data, name)
    checking.refuse_faulty(made, name)
    trust = signing.trust(made)
    if trust is Trust.TAMPERED:
        raise ReleaseRefusedError(TAMPERED)
    return made, signing.fingerprint(made) if trust is Trust.SIGNED else None


def _is_taken(session: Session, name: str) -> bool:
    query = select(BenchmarkRelease.id).where(BenchmarkRelease.name == name)
    return session.scalar(query) is not None


def _wait_for_turn(session: Session) -> None:
    """Let one release be made at a time: each rests on the one before it."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(func.hashtext(_LOCK))))


def _note(session: Session, actor: str, action: str, row: BenchmarkRelease) -> None:
    subject = f"release:{row.id}"
    said = {"questionnaire": f"{row.questionnaire}@{row.version}"}
    audit.record(session, audit.INSTALLATION, actor, action, subject, **said)
