"""Deciding about a roadmap, and following it up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from assessment.accounts.models import User
from assessment.accounts.services import actor
from assessment.audit import services as audit
from assessment.db import utcnow
from assessment.engagements.models import Assessment
from assessment.engagements.services import hold
from assessment.errors import StaleError
from assessment.roadmaps.decided import (
    Decided,
    Entry,
    Rescore,
    entry_of,
    key_of,
    name_of,
)
from assessment.roadmaps.models import Plan
from scoring.basis import Basis
from scoring.needed import Key
from scoring.plan import EMPTY, Remark

ALONG: Final = (joinedload(Assessment.plan),)  # type: ignore[attr-defined]  # see models
"""What ``get_assessment`` is to fetch along, so that ``decided`` sends no statement."""


@dataclass(frozen=True, slots=True)
class Step:
    """One initiative of an assessment, with what the plan is made from."""

    assessment: Assessment
    ground: Basis
    key: Key


class PlanConflictError(StaleError):
    """Someone else decided in between; ``stored`` is what stands now."""

    def __init__(self, stored: Any) -> None:
        super().__init__()
        self.stored = stored


class UnfitError(Exception):
    """A decision that does not fit; ``remarks`` tell what it would have to wait for."""

    def __init__(self, remarks: Sequence[Remark]) -> None:
        super().__init__()
        self.remarks = remarks


def decided(assessment: Assessment) -> Decided:
    """Return what was decided about a plan; no statement where it came ``ALONG``."""
    return plain(assessment, assessment.plan)  # type: ignore[attr-defined]  # see models


def plain(assessment: Assessment, row: Plan | None) -> Decided:
    """Return a stored plan as plain values; nothing is decided where there is none."""
    if row is None:
        return Decided(assessment.date)
    return Decided(
        first=assessment.date,
        entries={key_of(name): entry_of(one) for name, one in row.decisions.items()},
        capacities={int(number): days for number, days in row.capacities.items()},
        rescores={
            key_of(name): {question: Rescore(**one) for question, one in each.items()}
            for name, each in row.rescores.items()
        },
        by=row.decided_by,
        on=None if row.decided_at is None else row.decided_at.date(),
    )


def decide(session: Session, user: User, step: Step, wanted: Entry) -> None:
    """Decide about an initiative; ``wanted.version`` is of what was seen.

    Deciding the same twice changes nothing the second time.

    Raises:
        PlanConflictError: If someone else decided about it since it was seen.
        UnfitError: If it does not fit what it waits for, or what waits for it.
    """
    hold(session, step.assessment)
    row = held_plan(session, step.assessment)
    known = plain(step.assessment, row)
    stored = known.of(step.key)
    if stored.terms() == wanted.terms():
        return
    if stored.version != wanted.version:
        raise PlanConflictError(stored)
    entry = replace(
        wanted,
        status=stored.status,
        stopped=stored.stopped,
        **signed(user, stored.version),
    )
    new = replace(known, entries={**known.entries, step.key: entry})
    unfit = unfitting(step.ground, known, new)
    if unfit:
        raise UnfitError(unfit)
    _keep(row, step.key, entry, user)
    record(session, user, step.assessment, "plan.decided", name_of(step.key))


def unfitting(ground: Basis, before: Decided, after: Decided) -> list[Remark]:
    """Return what does not fit any more, without what did not fit before.

    That a wave would stand empty is no fault: what was set there comes earlier.
    """
    known = {
        (each.kind, each.about, each.because) for each in before.plan(ground).remarks
    }
    return [
        each
        for each in after.plan(ground).remarks
        if each.kind != EMPTY and (each.kind, each.about, each.because) not in known
    ]


def set_capacity(
    session: Session,
    user: User,
    assessment: Assessment,
    number: int,
    days: tuple[int | None, int | None],
) -> None:
    """Set how many days of initiatives a wave holds; ``days`` are seen and wanted.

    ``None`` is the assessment's usual capacity.

    Raises:
        PlanConflictError: If someone else set other days since it was seen.
    """
    seen, wanted = days
    hold(session, assessment)
    row = held_plan(session, assessment)
    stored = row.capacities.get(str(number))
    if wanted in (seen, stored):
        return
    if stored != seen:
        raise PlanConflictError(stored)
    kept = {name: each for name, each in row.capacities.items() if name != str(number)}
    row.capacities = kept if wanted is None else {**kept, str(number): wanted}
    sign(row, user)
    more = {} if wanted is None else {"days": wanted}
    record(session, user, assessment, "plan.capacity", f"wave:{number}", **more)


def held_plan(session: Session, assessment: Assessment) -> Plan:
    """Return the row of a plan as it is now, made where there is none yet.

    The assessment is held, so nobody else makes or changes it meanwhile; what came
    along with the assessment may be older than that.
    """
    found = session.scalar(
        select(Plan)
        .where(Plan.assessment_id == assessment.id)
        .execution_options(populate_existing=True)
    )
    if found is None:
        found = Plan(
            assessment_id=assessment.id, decisions={}, capacities={}, rescores={},
            version=0,
        )  # fmt: skip
        session.add(found)
    return found


def _keep(row: Plan, key: Key, entry: Entry, user: User) -> None:
    # A new mapping, because changes inside one are not noticed.
    row.decisions = {**row.decisions, name_of(key): entry.plain()}
    sign(row, user)


def sign(row: Plan, user: User) -> None:
    """Write down who decided last what the plan looks like, and when."""
    row.decided_by, row.decided_at = user.name, utcnow()
    row.version += 1


def signed(user: User, version: int) -> Mapping[str, Any]:
    """Return who decided after so many times, and when, as entries keep it."""
    return {"by": user.name, "at": utcnow().date().isoformat(), "version": version + 1}


def record(
    session: Session,
    user: User,
    assessment: Assessment,
    action: str,
    subject: str,
    **detail: Any,
) -> None:
    """Write down who did it, and commit it with the deed.

    The plan has a chain of its own: whoever writes into it holds the assessment, so
    nobody has to wait for a turn.
    """
    name = audit.Held(f"plan:{assessment.id}")
    audit.record(session, name, actor(user), action, subject, **detail)
    session.commit()
