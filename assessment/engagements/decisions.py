"""Decisions: the target on the continuum, accepted gaps, capacity and peers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessment.accounts.models import User
from assessment.accounts.services import actor
from assessment.audit import services as audit
from assessment.engagements.models import AcceptedGap, Assessment
from assessment.engagements.services import chain, hold, questionnaires_of, require_open
from assessment.errors import NotFoundError, StaleError
from questionnaires.model import Question

Said = Iterator[tuple[str, str, dict[str, int]]]
"""What the record is to say: action, subject and detail."""


@dataclass(frozen=True, slots=True)
class Place:
    """A question of an assessment; ``unit_key`` is ``""`` without units."""

    questionnaire: str
    question: str
    unit_key: str = ""

    @property
    def code(self) -> str:
        """How the record names it."""
        unit = f"@{self.unit_key}" if self.unit_key else ""
        return f"{self.questionnaire}/{self.question}{unit}"


@dataclass(frozen=True, slots=True)
class Target:
    """The decided target, 0-5; ``version`` is of the assessment that was seen."""

    value: float
    by: str
    date: dt.date
    reason: str
    version: int


@dataclass(frozen=True, slots=True)
class Planning:
    """What the roadmap is planned with.

    ``days`` is how many whole days of initiatives a wave holds, 1 to
    ``models.LONGEST``, ``None`` for no limit; ``use_peers`` is whether a gap counts
    more where the peers are further.
    """

    days: int | None
    use_peers: bool


class TargetConflictError(StaleError):
    """Someone else decided in between; ``stored`` is what stands now."""

    def __init__(self, stored: Any, version: int) -> None:
        super().__init__()
        self.stored = stored
        self.version = version


class CapacityConflictError(StaleError):
    """Someone else set it in between; ``stored`` is what stands now."""

    def __init__(self, stored: int | None) -> None:
        super().__init__()
        self.stored = stored


def get_question(assessment: Assessment, place: Place) -> Question:
    """Return a question of the pinned definitions.

    Raises:
        NotFoundError: If the assessment does not ask it.
    """
    definition = questionnaires_of(assessment).get(place.questionnaire)
    question = definition.by_id.get(place.question) if definition else None
    if question is None:
        raise NotFoundError
    return question


def decide_target(
    session: Session, user: User, assessment: Assessment, target: Target
) -> None:
    """Decide the target on the continuum, which then replaces the proposal.

    Raises:
        ClosedError: If the assessment is locked.
        TargetConflictError: If someone else decided since it was seen.
    """
    hold(session, assessment)
    require_open(assessment)
    stored = assessment.targets.get("continuum")
    decided = {
        "value": target.value,
        "by": target.by,
        "date": target.date.isoformat(),
        "reason": target.reason,
    }
    if decided == stored:
        return
    if target.version != assessment.version:
        raise TargetConflictError(stored, assessment.version)
    # A new mapping, because changes inside one are not noticed.
    assessment.targets = {**assessment.targets, "continuum": decided}
    assessment.version += 1
    record(session, user, assessment, "target.decided", subject="continuum")


def withdraw_target(session: Session, user: User, assessment: Assessment) -> None:
    """Return to the proposed target.

    Raises:
        ClosedError: If the assessment is locked.
    """
    hold(session, assessment)
    require_open(assessment)
    kept = {key: aim for key, aim in assessment.targets.items() if key != "continuum"}
    if kept != assessment.targets:
        assessment.targets = kept
        assessment.version += 1
        record(session, user, assessment, "target.withdrawn", subject="continuum")


def decide_planning(
    session: Session,
    user: User,
    assessment: Assessment,
    decided: Planning,
    *,
    seen: Planning,
) -> None:
    """Decide how much a wave of the roadmap holds, and whether peers weigh in it.

    ``seen`` is what the page showed that it was decided on; what is as it was seen
    was not decided, and stays as someone else may have set it since.

    Raises:
        ClosedError: If the assessment is locked.
        CapacityConflictError: If someone else set other days since it was seen.
    """
    hold(session, assessment)
    require_open(assessment)
    said = [
        *_capacity(assessment, decided.days, seen.days),
        *_peers(assessment, decided.use_peers, seen.use_peers),
    ]
    name = chain(assessment.id)
    for action, subject, detail in said:
        audit.record(session, name, actor(user), action, subject, **detail)
        # The first entry waited for its turn, which is ours until the commit.
        name = audit.Held(name)
    if said:
        session.commit()


def _capacity(assessment: Assessment, days: int | None, seen: int | None) -> Said:
    if days in (seen, assessment.capacity):
        return
    if seen != assessment.capacity:
        raise CapacityConflictError(assessment.capacity)
    assessment.capacity = days
    if days is None:
        yield "capacity.withdrawn", "wave", {}
    else:
        yield "capacity.decided", "wave", {"days": days}


def _peers(assessment: Assessment, use: bool, seen: bool) -> Said:
    # Of two values, whoever changed what was seen wants what another may have set.
    if use in (seen, assessment.use_peers):
        return
    assessment.use_peers = use
    yield ("peers.used" if use else "peers.ignored"), "gaps", {}


def list_accepted(session: Session, assessment: Assessment) -> Sequence[AcceptedGap]:
    """Return the accepted gaps, the oldest first."""
    return session.scalars(
        select(AcceptedGap)
        .where(AcceptedGap.assessment_id == assessment.id)
        .order_by(AcceptedGap.id)
    ).all()


def accept_gap(
    session: Session, user: User, assessment: Assessment, gap: AcceptedGap
) -> None:
    """Accept the gap of a question, or change who did, when and why.

    Raises:
        ClosedError: If the assessment is locked.
    """
    hold(session, assessment)
    require_open(assessment)
    place = Place(gap.questionnaire, gap.question)
    row = _accepted(session, assessment, place)
    if row is None:
        gap.assessment_id = assessment.id
        session.add(gap)
    else:
        row.by, row.date, row.reason = gap.by, gap.date, gap.reason
    record(session, user, assessment, "gap.accepted", subject=place.code)


def withdraw_gap(
    session: Session, user: User, assessment: Assessment, place: Place
) -> None:
    """Take back that a gap is accepted; doing it twice changes nothing.

    Raises:
        ClosedError: If the assessment is locked.
    """
    hold(session, assessment)
    require_open(assessment)
    row = _accepted(session, assessment, place)
    if row is not None:
        session.delete(row)
        record(session, user, assessment, "gap.withdrawn", subject=place.code)


def _accepted(
    session: Session, assessment: Assessment, place: Place
) -> AcceptedGap | None:
    return session.scalar(
        select(AcceptedGap).where(
            AcceptedGap.assessment_id == assessment.id,
            AcceptedGap.questionnaire == place.questionnaire,
            AcceptedGap.question == place.question,
        )
    )


def record(
    session: Session,
    user: User,
    assessment: Assessment,
    action: str,
    subject: str,
    **detail: int,
) -> None:
    """Write down who decided, and commit the decision with it."""
    audit.record(session, chain(assessment.id), actor(user), action, subject, **detail)
    session.commit()
