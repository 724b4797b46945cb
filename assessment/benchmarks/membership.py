"""Whether a stored release holds an organisation, which is then none of its own peers.

What a release counts are groups of companies, so its own group makes an organisation a
member: by a record of its own, one from an archive, or one of a sister company.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, exists, select

from assessment.accounts.models import Organisation
from assessment.benchmarks import identity
from assessment.benchmarks.models import BenchmarkRelease, PoolRecord, ReleaseMember


def is_member(organisation: Organisation) -> ColumnElement[bool]:
    """Return the condition, for a query of releases."""
    own = identity.own(organisation.public_id)
    group = identity.named(organisation.parent or organisation.name)
    # Two searches by key; one with "or" would go through all members of a release, and
    # without what the release is of the first one would go through all of the pool.
    itself = (
        select(PoolRecord.id)
        .where(
            PoolRecord.questionnaire == BenchmarkRelease.questionnaire,
            PoolRecord.version == BenchmarkRelease.version,
            PoolRecord.organisation == own,
        )
        .correlate(BenchmarkRelease)
    )
    family = select(PoolRecord.id).where(PoolRecord.parent == group)
    return exists().where(
        ReleaseMember.release_id == BenchmarkRelease.id,
        ReleaseMember.record_id.in_(itself.union(family)),
    )
