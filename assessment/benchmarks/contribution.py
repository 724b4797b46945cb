"""An assessment's records in the pool: given with consent, withdrawn, seen again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assessment.accounts.models import User
from assessment.accounts.services import actor
from assessment.audit import services as audit
from assessment.benchmarks import offers
from assessment.benchmarks.models import (
    BenchmarkRelease,
    PoolConsent,
    PoolRecord,
    PoolScore,
    ReleaseMember,
)
from assessment.db import utcnow
from assessment.engagements.models import Assessment
from assessment.engagements.services import chain, hold
from assessment.errors import ClosedError, StaleError


@dataclass(frozen=True, slots=True)
class Given:
    """A record that was given: its scores, who consented, which releases hold it."""

    record: PoolRecord
    by: str
    scores: tuple[PoolScore, ...]
    releases: tuple[BenchmarkRelease, ...]


def given(session: Session, assessment: Assessment) -> list[Given]:
    """Return the records of an assessment as they were given: two statements."""
    rows = session.execute(
        select(PoolRecord, PoolConsent.by, PoolScore)
        .join(PoolConsent, PoolConsent.record_id == PoolRecord.id)
        .join(PoolScore, PoolScore.record_id == PoolRecord.id)
        .where(PoolRecord.assessment_id == assessment.id)
        .order_by(PoolRecord.id)
    ).all()
    scores: dict[int, list[PoolScore]] = {}
    for record, _by, score in rows:
        scores.setdefault(record.id, []).append(score)
    records = {record.id: (record, by) for record, by, _score in rows}
    releases = _releases(session, list(records))
    return [
        Given(record, by, tuple(scores[id]), tuple(releases.get(id, ())))
        for id, (record, by) in records.items()
    ]


def _releases(
    session: Session, records: Sequence[int]
) -> dict[int, list[BenchmarkRelease]]:
    found: dict[int, list[BenchmarkRelease]] = {}
    if records:
        rows = session.execute(
            select(ReleaseMember.record_id, BenchmarkRelease)
            .join(BenchmarkRelease, BenchmarkRelease.id == ReleaseMember.release_id)
            .where(ReleaseMember.record_id.in_(records))
            .order_by(BenchmarkRelease.date)
        )
        for record_id, release in rows:
            found.setdefault(record_id, []).append(release)
    return found


def consent(
    session: Session, user: User, assessment: Assessment, by: str, seen: str
) -> None:
    """Give an assessment's records to the pool; given already, nothing changes.

    ``by`` is who gave the consent, ``seen`` the hash of the result that was shown.

    Raises:
        ClosedError: If there is nothing that can be given.
        StaleError: If the result is another one by now.
    """
    hold(session, assessment)
    found = _given_by(assessment, seen)
    id, name = assessment.id, chain(assessment.id)
    try:
        records = _store(session, assessment, found, by)
    except IntegrityError:
        session.rollback()
        if not _is_given(session, id):
            raise
        # Somebody clicked twice, and the first click gave it.
        return
    said = {"records": records, "result": seen}
    audit.record(session, name, actor(user), "benchmark.consented", name, **said)
    session.commit()


def _given_by(assessment: Assessment, seen: str) -> list[offers.Offer]:
    """Return what can be given of the result that was seen."""
    if assessment.is_open or assessment.organisation.fictional:
        raise ClosedError
    if seen != assessment.result_hash:
        raise StaleError
    found = [each for each in offers.offers(assessment) if each.record is not None]
    if not found:
        raise ClosedError
    return found


def _is_given(session: Session, assessment_id: int) -> bool:
    query = select(PoolRecord.id).where(
        PoolRecord.assessment_id == assessment_id, PoolRecord.withdrawn_at.is_(None)
    )
    return session.scalars(query.limit(1)).first() is not None


def _store(
    session: Session, assessment: Assessment, found: Sequence[offers.Offer], by: str
) -> list[str]:
    """Store records with their scores and consents; return the records' ids."""
    records = [each.record for each in found if each.record is not None]
    for record in records:
        if record.quarantine_reason is not None:
            record.quarantined_at = utcnow()
    session.add_all(records)
    session.flush()
    for record, each in zip(records, found, strict=True):
        for score in each.scores:
            score.record_id = record.id
        session.add_all(each.scores)
        session.add(
            PoolConsent(record_id=record.id, assessment_id=assessment.id, by=by)
        )
    session.flush()
    return [record.public_id for record in records]


def withdraw(session: Session, user: User, assessment: Assessment) -> None:
    """Take an assessment's records out of every release from the next one on."""
    hold(session, assessment)
    said = take_out(session, assessment)
    if said:
        name = chain(assessment.id)
        audit.record(session, name, actor(user), "benchmark.withdrawn", name, **said)
    session.commit()


def take_out(session: Session, assessment: Assessment) -> Mapping[str, Any]:
    """Withdraw what is in the pool; the caller commits it.

    Returns what the record of the audit says of it, nothing where there was nothing.
    """
    records = session.scalars(
        update(PoolRecord)
        .where(
            PoolRecord.assessment_id == assessment.id,
            PoolRecord.withdrawn_at.is_(None),
        )
        .values(withdrawn_at=utcnow())
        .returning(PoolRecord.public_id)
    ).all()
    return {"withdrawn": sorted(records)} if records else {}
