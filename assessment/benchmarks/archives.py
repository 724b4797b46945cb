"""Pools from elsewhere: a CSV file becomes records that say where they come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from assessment.audit import services as audit
from assessment.benchmarks import identity
from assessment.benchmarks.loading import record_row
from assessment.benchmarks.models import PoolRecord, PoolScore
from assessment.benchmarks.pool_csv import GivenRecord
from assessment.db import utcnow

_CHUNK: Final = 5_000

Key = tuple[str, str, str, date]
"""An organisation's code, a questionnaire, its version, and a day."""


@dataclass(frozen=True, slots=True)
class Taken:
    """How many records an archive added, left as they were, and withdrew."""

    added: int
    kept: int
    withdrawn: int


def import_pool(
    session: Session, actor: str, given: Sequence[GivenRecord], provenance: str
) -> Taken:
    """Take in an archive; given again under the same provenance, it replaces itself.

    What is the same stays the same record, what is new or changed becomes another one,
    and what the archive holds no more, or no longer with consent, has withdrawn. Names
    become codes; of those who do not consent only that they do not is kept.
    ``provenance`` says in words where it comes from, ``actor`` who brings it.
    """
    wanted = {_key(each): each for each in map(_coded, given)}
    stored = _stored(session, provenance)
    same = {key for key, held in stored.items() if _is_same(*held, wanted.get(key))}
    gone = [
        record.id
        for key, (record, _scores) in stored.items()
        if record.withdrawn_at is None and not _consents(wanted.get(key))
    ]
    _withdraw(session, gone)
    fresh = [each for key, each in wanted.items() if key not in same]
    _insert(session, fresh, provenance)
    taken = Taken(len(fresh), len(same), len(gone))
    said = {"added": taken.added, "kept": taken.kept, "withdrawn": taken.withdrawn}
    audit.record(session, audit.INSTALLATION, actor, "pool.imported", "pool", **said)
    session.commit()
    return taken


def _consents(given: GivenRecord | None) -> bool:
    return given is not None and given.consent


def _coded(given: GivenRecord) -> GivenRecord:
    """Return a record with codes for names; without consent nothing else is left."""
    coded = replace(
        given,
        organisation=identity.named(given.organisation),
        parent=identity.named(given.parent or given.organisation),
    )
    if given.consent:
        return coded
    return replace(coded, industry=None, region=None, size=None, scores={})


def _key(given: GivenRecord) -> Key:
    return (given.organisation, given.questionnaire, given.version, given.date)


def _stored(
    session: Session, provenance: str
) -> dict[Key, tuple[PoolRecord, Mapping[str, tuple[int, float]]]]:
    """Return the latest record of each key that an archive gave before."""
    records = session.scalars(
        select(PoolRecord)
        .where(PoolRecord.provenance == provenance)
        .order_by(PoolRecord.id)
    ).all()
    if not records:
        return {}
    scores: dict[int, dict[str, tuple[int, float]]] = {}
    rows = session.scalars(
        select(PoolScore)
        .join(PoolRecord, PoolRecord.id == PoolScore.record_id)
        .where(PoolRecord.provenance == provenance)
    )
    for row in rows:
        scores.setdefault(row.record_id, {})[row.dimension] = (row.score, row.coverage)
    return {
        (each.organisation, each.questionnaire, each.version, each.date): (
            each,
            scores.get(each.id, {}),
        )
        for each in records
    }


def _is_same(
    record: PoolRecord,
    scores: Mapping[str, tuple[int, float]],
    given: GivenRecord | None,
) -> bool:
    if given is None:
        return False
    profile = (record.parent, record.industry, record.region, record.size)
    return (
        profile == (given.parent, given.industry, given.region, given.size)
        and (record.withdrawn_at is None) == given.consent
        and scores == given.scores
    )


def _withdraw(session: Session, records: Sequence[int]) -> None:
    for start in range(0, len(records), _CHUNK):
        session.execute(
            update(PoolRecord)
            .where(PoolRecord.id.in_(records[start : start + _CHUNK]))
            .values(withdrawn_at=utcnow())
        )


def _insert(session: Session, given: Sequence[GivenRecord], provenance: str) -> None:
    adding = insert(PoolRecord).returning(PoolRecord.id, sort_by_parameter_order=True)
    for start in range(0, len(given), _CHUNK):
        part = given[start : start + _CHUNK]
        ids = session.scalars(
            adding, [record_row(each, provenance) for each in part]
        ).all()
        scores = [
            {"record_id": id, "dimension": name, "score": score, "coverage": coverage}
            for id, each in zip(ids, part, strict=True)
            for name, (score, coverage) in each.scores.items()
        ]
        if scores:
            session.execute(insert(PoolScore), scores)
