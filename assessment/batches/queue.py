"""The queue of work on PostgreSQL: Procrastinate's, on the session's own connection.

A job is put in by the same transaction as the rows that it is about: both are there, or
neither. Each kind of work has a queue of its own name, so that a worker fetches only
what it knows, and leaves what a newer version put in.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Final

from sqlalchemy import text
from sqlalchemy.orm import Session

PART: Final = "reports.part"
BUNDLE: Final = "reports.bundle"
STALLED: Final = "reports.stalled"
SWEEP: Final = "reports.sweep"
KINDS: Final = (PART, BUNDLE, STALLED, SWEEP)
"""What this version's worker can do; also the names of the queues."""

HEARTBEAT: Final = 60
"""Seconds without a sign of life, after which nobody is said to be at work."""

# One statement for any number of jobs; what waits already is not put in twice.
_DEFER: Final = text(
    """
    SELECT procrastinate_defer_jobs_v1(array_agg(
        CAST(ROW(CAST(:kind AS varchar), CAST(:kind AS varchar), 0, NULL, job->>'key',
                 job->'args', NULL) AS procrastinate_job_to_defer_v1) ORDER BY place))
    FROM jsonb_array_elements(CAST(:jobs AS jsonb)) WITH ORDINALITY AS given(job, place)
    WHERE NOT EXISTS (
        SELECT 1 FROM procrastinate_jobs
        WHERE queueing_lock = job->>'key' AND status = 'todo')
    """
)
_AT_WORK: Final = text(
    """
    SELECT EXISTS (SELECT 1 FROM procrastinate_workers
        WHERE last_heartbeat > now() - make_interval(secs => :seconds))
    """
)
_UNKNOWN: Final = text(
    """
    SELECT task_name, count(*) AS jobs FROM procrastinate_jobs
    WHERE status = 'todo' AND NOT queue_name = ANY(:known)
    GROUP BY task_name ORDER BY task_name
    """
)


def is_there(session: Session) -> bool:
    """Whether there is a queue; without one, work is done at once."""
    return session.get_bind().dialect.name == "postgresql"


def defer_parts(session: Session, batch_id: int, numbers: Iterable[int]) -> None:
    """Put parts of a batch into the queue; the caller commits."""
    args = [{"batch": batch_id, "part": number} for number in numbers]
    _defer(session, PART, {f"{PART}:{batch_id}:{a['part']}": a for a in args})


def defer_bundle(session: Session, batch_id: int) -> None:
    """Put the archive of a batch into the queue; the caller commits."""
    _defer(session, BUNDLE, {f"{BUNDLE}:{batch_id}": {"batch": batch_id}})


def is_at_work(session: Session) -> bool:
    """Whether a worker gave a sign of life lately."""
    return bool(session.scalar(_AT_WORK, {"seconds": HEARTBEAT}))


def unknown(session: Session) -> dict[str, int]:
    """Return how many jobs of kinds wait that this version cannot do."""
    rows = session.execute(_UNKNOWN, {"known": list(KINDS)})
    return {row.task_name: row.jobs for row in rows}


def _defer(session: Session, kind: str, jobs: Mapping[str, Mapping[str, int]]) -> None:
    given = [{"key": key, "args": args} for key, args in jobs.items()]
    session.execute(_DEFER, {"kind": kind, "jobs": json.dumps(given)})
