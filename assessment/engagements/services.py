"""Assessments: finding, making, locking and reopening them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeVar

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, contains_eager
from sqlalchemy.orm.interfaces import ORMOption

from assessment.accounts.models import Organisation, User
from assessment.accounts.services import actor, may_see
from assessment.audit import services as audit
from assessment.db import Base, utcnow
from assessment.engagements.data import assessment_data as assessment_data
from assessment.engagements.models import (
    LOCKED,
    OPEN,
    Assessment,
    Engagement,
    Respondent,
)
from assessment.errors import ClosedError, NotFoundError
from questionnaires import loader
from questionnaires.model import Questionnaire
from scoring import engine, result
from scoring.answers import AssessmentData

Row = TypeVar("Row", bound=Base)
Undoing = Callable[[Session, Assessment], Mapping[str, Any]]
"""Undoes what rested on a locked assessment; returns what the record says of it."""

Weighing = Callable[[Session, Assessment, AssessmentData], AssessmentData]
"""Adds what a feature above knows and the result counts: the peers of today."""

_UNDOING: Final[list[Undoing]] = []
_WEIGHING: Final[list[Weighing]] = []
_HELD: Final = "held_assessment"


@dataclass(frozen=True, slots=True)
class NewAssessment:
    """What is decided when an assessment is made; ``questionnaires`` are keys."""

    title: str
    mode: str
    date: date
    questionnaires: tuple[str, ...]
    form: str = "full"


def chain(assessment_id: int) -> str:
    """Return the name of an assessment's chain in the record."""
    return f"assessment:{assessment_id}"


def get_assessment(
    session: Session,
    user: User,
    public_id: str,
    *,
    held: bool = False,
    along: Sequence[ORMOption] = (),
) -> Assessment:
    """Return an assessment with its organisation, ``held`` until the next commit.

    ``along`` is what else the same statement fetches.

    Raises:
        NotFoundError: If there is none, or it is not for ``user``.
    """
    query = with_organisation().where(Assessment.public_id == public_id, may_see(user))
    query = query.options(*along)
    if held:
        query = query.with_for_update(of=Assessment)
    found: Assessment | None = session.scalars(query).unique().one_or_none()
    if found is None:
        raise NotFoundError
    if held:
        _note_held(session, found)
    return found


def list_assessments(session: Session, user: User) -> Sequence[Assessment]:
    """Return all assessments that ``user`` may see, the newest first."""
    return session.scalars(
        with_organisation()
        .where(may_see(user))
        .order_by(Assessment.date.desc(), Assessment.id.desc())
    ).all()


def list_of_organisation(
    session: Session, organisation: Organisation
) -> Sequence[Assessment]:
    """Return the assessments of one organisation, the newest first."""
    return session.scalars(
        with_organisation()
        .where(Organisation.id == organisation.id)
        .order_by(Assessment.date.desc(), Assessment.id.desc())
    ).all()


def finished(session: Session, ids: Sequence[int]) -> Mapping[int, tuple[int, int]]:
    """Return for each assessment how many people are invited and have submitted."""
    rows = session.execute(
        select(
            Respondent.assessment_id,
            func.count(Respondent.id),
            func.count(Respondent.submitted_at),
        )
        .where(Respondent.assessment_id.in_(ids))
        .group_by(Respondent.assessment_id)
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def once(session: Session, kind: type[Row], key: str, make: Callable[[], Row]) -> Row:
    """Return what the form with this key made already, or make it now.

    Two clicks at once may both find nothing; the unique key lets one of them win,
    and the other one finds it.
    """
    column = kind.submission_key  # type: ignore[attr-defined]  # each kind has it
    query = select(kind).where(column == key)
    found = session.scalar(query)
    if found is not None:
        return found
    try:
        return make()
    except IntegrityError:
        session.rollback()
        return session.scalars(query).one()


def create_assessment(
    session: Session,
    user: User,
    organisation: Organisation,
    chosen: NewAssessment,
    key: str | None = None,
) -> Assessment:
    """Make an assessment; the questionnaires' versions are pinned for good."""
    assessment = Assessment(
        engagement=_engagement(session, organisation),
        title=chosen.title,
        mode=chosen.mode,
        form=chosen.form,
        date=chosen.date,
        questionnaires=list(chosen.questionnaires),
        submission_key=key,
    )
    session.add(assessment)
    session.flush()
    # Nobody else sees the assessment yet, so nobody writes into its record.
    name = audit.Held(chain(assessment.id))
    audit.record(session, name, actor(user), "assessment.added", name)
    session.commit()
    return assessment


def require_open(assessment: Assessment) -> None:
    """Let a change pass.

    Raises:
        ClosedError: If the assessment is locked.
    """
    if not assessment.is_open:
        raise ClosedError


def questionnaires_of(assessment: Assessment) -> dict[str, Questionnaire]:
    """Return the pinned definitions by id, in the assessment's order."""
    keys = [key.split("@") for key in assessment.questionnaires]
    return {name: loader.load(name, version) for name, version in keys}


def lock(session: Session, user: User, assessment: Assessment, reason: str) -> None:
    """Freeze an assessment: its result is computed once more and kept as it is.

    Raises:
        ClosedError: If it is locked already.
    """
    hold(session, assessment)
    require_open(assessment)
    definitions = questionnaires_of(assessment)
    data = assessment_data(session, assessment)
    for weigh in _WEIGHING:
        data = weigh(session, assessment, data)
    frozen = result.to_json(engine.score(data, definitions))
    assessment.locked_result = frozen
    assessment.result_hash = hash_of(frozen)
    assessment.definition_hashes = {q.key: q.hash for q in definitions.values()}
    assessment.status, assessment.locked_at = LOCKED, utcnow()
    assessment.version += 1
    _note(session, user, assessment, "assessment.locked", reason)


def reopen(session: Session, user: User, assessment: Assessment, reason: str) -> None:
    """Let an assessment change again; the frozen result is given up.

    Raises:
        ClosedError: If it is open already.
    """
    hold(session, assessment)
    if assessment.is_open:
        raise ClosedError
    assessment.status, assessment.locked_at = OPEN, None
    assessment.locked_result = assessment.result_hash = None
    assessment.definition_hashes = None
    assessment.version += 1
    undone: dict[str, Any] = {}
    for undo in _UNDOING:
        undone |= undo(session, assessment)
    _note(session, user, assessment, "assessment.reopened", reason, **undone)


def on_locking(weigh: Weighing) -> None:
    """Let a feature above add to what is frozen, as the open assessment shows it.

    Given twice, it is called once.
    """
    if weigh not in _WEIGHING:
        _WEIGHING.append(weigh)


def on_reopening(undo: Undoing) -> None:
    """Let a feature above undo what rests on a locked assessment, in the same commit.

    Given twice, it is called once.
    """
    if undo not in _UNDOING:
        _UNDOING.append(undo)


def hash_of(document: Any) -> str:
    """Return ``sha256:…`` of a JSON document, keys sorted, without spaces."""
    text = json.dumps(
        document, sort_keys=True, ensure_ascii=False, separators=(",", ":")
    )
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def with_organisation() -> Any:
    """Return the query of assessments that brings their organisations along."""
    query = select(Assessment).join(Assessment.engagement).join(Engagement.organisation)
    engagement = contains_eager(Assessment.engagement)
    return query.options(engagement.contains_eager(Engagement.organisation))


def _engagement(session: Session, organisation: Organisation) -> Engagement:
    found = session.scalars(
        select(Engagement)
        .where(Engagement.organisation_id == organisation.id)
        .order_by(Engagement.id)
    ).first()
    return found or Engagement(organisation=organisation, title=organisation.name)


def hold(session: Session, assessment: Assessment) -> None:
    """Make people who decide at once take turns, and see each other's work."""
    if session.info.get(_HELD) != (assessment.id, session.get_transaction()):
        session.refresh(assessment, with_for_update=True)
        _note_held(session, assessment)


def _note_held(session: Session, assessment: Assessment) -> None:
    session.info[_HELD] = (assessment.id, session.get_transaction())


def _note(
    session: Session,
    user: User,
    assessment: Assessment,
    /,
    action: str,
    reason: str,
    **more: Any,
) -> None:
    assessment.status_by = user.name
    assessment.status_reason = reason
    name = chain(assessment.id)
    said = {"result": assessment.result_hash, **more}
    audit.record(session, name, actor(user), action, name, **said)
    session.commit()
