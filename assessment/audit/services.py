"""Writing the record, and proving that nobody changed it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import bindparam, func, insert, select
from sqlalchemy.orm import Session

from assessment.audit.models import AuditEntry
from assessment.db import table, utcnow

INSTALLATION: Final = "installation"
FIRST: Final = "0" * 64

# Built once: putting a statement together costs more than sending it.
_ENTRIES: Final = table(AuditEntry)
_SAID: Final = ("chain", "sequence", "actor", "action", "subject", "detail")
_INSERT: Final = insert(_ENTRIES)
_LAST: Final = (
    select(_ENTRIES.c.sequence, _ENTRIES.c.hash)
    .where(_ENTRIES.c.chain == bindparam("chain"))
    .order_by(_ENTRIES.c.sequence.desc())
    .limit(1)
)
_TURN: Final = select(func.pg_advisory_xact_lock(func.hashtext(bindparam("chain"))))


class Held(str):
    """A chain whose writers wait for each other already: each holds the chain's row."""

    __slots__ = ()


def record(
    session: Session,
    chain: str,
    actor: str,
    action: str,
    /,
    subject: str,
    **detail: Any,
) -> None:
    """Add what ``actor`` did to ``subject``; the caller commits it with the deed.

    ``detail`` holds ids, codes and counts only: the record outlives the people.
    """
    sequence, previous = _last(session, chain)
    entry = {
        "chain": chain,
        "sequence": sequence + 1,
        "actor": actor,
        "action": action,
        "subject": subject,
        "detail": detail,
        "done_at": utcnow(),
        "previous_hash": previous,
    }
    # A plain insert: the entry is never changed, and every save writes one.
    session.execute(_INSERT, entry | {"hash": digest(entry)})


def _last(session: Session, chain: str) -> tuple[int, str]:
    """Return the number and hash of a chain's last entry, waiting for our turn."""
    _wait_for_turn(session, chain)
    last = session.execute(_LAST, {"chain": chain}).first()
    return (last.sequence, last.hash) if last else (0, FIRST)


def digest(entry: Mapping[str, Any]) -> str:
    """Return the SHA-256 of everything that an entry says and what it follows.

    ``entry`` holds the columns of ``AuditEntry``.
    """
    said = {
        **{name: entry[name] for name in _SAID},
        "done_at": entry["done_at"].isoformat(),
        "previous": entry["previous_hash"],
    }
    text = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def faults(session: Session) -> list[str]:
    """Return what is wrong with the record: the first bad entry of each chain."""
    found: list[str] = []
    broken: set[str] = set()
    previous: dict[str, AuditEntry] = {}
    rows = session.scalars(
        select(AuditEntry)
        .order_by(AuditEntry.chain, AuditEntry.sequence)
        .execution_options(yield_per=1000)
    )
    for entry in rows:
        fault = _fault(entry, previous.get(entry.chain))
        if fault is not None and entry.chain not in broken:
            broken.add(entry.chain)
            found.append(f"audit chain {entry.chain}, entry {entry.sequence}: {fault}")
        previous[entry.chain] = entry
    return found


def _fault(entry: AuditEntry, before: AuditEntry | None) -> str | None:
    expected = before.sequence + 1 if before else 1
    if entry.sequence != expected:
        return f"entry {expected} is missing"
    if entry.previous_hash != (before.hash if before else FIRST):
        return "it does not follow the entry before it"
    if digest(vars(entry)) != entry.hash:
        return "it was changed after it was written"
    return None


def _wait_for_turn(session: Session, chain: str) -> None:
    # SQLite has one writer at a time anyway; PostgreSQL waits chain by chain.
    if isinstance(chain, Held):
        return
    if session.get_bind().dialect.name == "postgresql":
        session.execute(_TURN, {"chain": chain})
