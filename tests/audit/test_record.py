"""The record: chained entries, and finding the one that was changed."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, update

from assessment.audit import services as audit
from assessment.audit.models import AuditEntry


@pytest.fixture
def written(session):
    for number in range(3):
        audit.record(session, "assessment:1", "user:1", "x.done", "x:1", n=number)
        audit.record(session, "assessment:2", "user:1", "x.done", "x:2")
    session.commit()


def test_entries_of_a_chain_are_numbered_and_linked(session, written):
    rows = session.query(AuditEntry).filter_by(chain="assessment:1").all()
    assert [row.sequence for row in rows] == [1, 2, 3]
    assert rows[0].previous_hash == audit.FIRST
    assert rows[1].previous_hash == rows[0].hash
    assert audit.faults(session) == []


@pytest.mark.parametrize(
    "change",
    [
        {"actor": "user:2"},
        {"action": "x.undone"},
        {"subject": "x:9"},
        {"detail": {"n": 7}},
        {"hash": "f" * 64},
    ],
    ids=lambda change: next(iter(change)),
)
def test_f75_a_changed_entry_is_named(session, written, change):
    row = session.query(AuditEntry).filter_by(chain="assessment:1", sequence=2).one()
    session.execute(update(AuditEntry).where(AuditEntry.id == row.id).values(**change))
    session.commit()
    session.expire_all()
    (fault,) = audit.faults(session)
    assert fault.startswith("audit chain assessment:1, entry 2:")


def test_f75_a_removed_entry_is_named(session, written):
    session.execute(
        delete(AuditEntry).where(
            AuditEntry.chain == "assessment:1", AuditEntry.sequence == 2
        )
    )
    session.commit()
    (fault,) = audit.faults(session)
    assert "entry 2 is missing" in fault
