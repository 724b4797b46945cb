"""Personal links: 256 random bits that only the invited person has.

The database keeps the SHA-256 of the token. A link is shown once, when it is made;
who loses it gets a new one, and the old one is dead.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from flask import current_app
from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from assessment.accounts.models import StoredSession, User
from assessment.accounts.services import actor
from assessment.audit import services as audit
from assessment.db import utcnow
from assessment.engagements import guessing
from assessment.engagements.models import Assessment, Engagement, Respondent
from assessment.engagements.services import chain, hold, once, require_open
from assessment.errors import NotFoundError

PATH: Final = "/i/"
_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class Invited:
    """Who is invited; ``unit_key`` is ``""`` where there are no units."""

    name: str
    role: str
    language: str
    unit_key: str = ""
    key: str | None = None


def token_hash(token: str) -> str:
    """Return what the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def address(token: str) -> str:
    """Return the link to hand over, always under the public address."""
    return f"{current_app.config['PUBLIC_URL']}{PATH}{token}"


def make(
    session: Session,
    user: User,
    assessment: Assessment,
    invited: Invited,
    submission_key: str | None = None,
) -> tuple[Respondent, str]:
    """Invite someone and return the person with the token of the link.

    Raises:
        ClosedError: If the assessment is locked.
    """
    require_open(assessment)
    number, token = _next_number(session, assessment), secrets.token_urlsafe(_BYTES)
    made = Respondent(
        assessment_id=assessment.id,
        number=number,
        key=invited.key or f"r{number}",
        name=invited.name,
        role=invited.role,
        language=invited.language,
        unit_key=invited.unit_key,
        submission_key=submission_key,
    )
    _give(made, token)
    session.add(made)
    session.flush()
    _record(session, user, made, "link.made")
    session.commit()
    return made, token


def make_once(
    session: Session,
    user: User,
    assessment: Assessment,
    invited: Invited,
    key: str,
) -> tuple[Respondent, str]:
    """Invite someone through a form with a key.

    Sent twice, the form invites one person: the second time that person's link is
    made anew, because the first one was never seen.

    Raises:
        ClosedError: If the assessment is locked.
    """
    made: list[str] = []

    def invite() -> Respondent:
        person, token = make(session, user, assessment, invited, key)
        made.append(token)
        return person

    person = once(session, Respondent, key, invite)
    if person.assessment_id != assessment.id:
        raise NotFoundError
    return person, made[0] if made else remake(session, user, person)


def remake(session: Session, user: User, respondent: Respondent) -> str:
    """Give a person a new link and end the old one; return the new token.

    Raises:
        ClosedError: If the assessment is locked.
    """
    require_open(respondent.assessment)
    token = secrets.token_urlsafe(_BYTES)
    _give(respondent, token)
    _end_sessions(session, respondent)
    _record(session, user, respondent, "link.remade")
    session.commit()
    return token


def revoke(session: Session, user: User, respondent: Respondent) -> None:
    """End a person's link; what was answered stays."""
    if respondent.revoked_at is None:
        respondent.token_hash = None
        respondent.revoked_at = utcnow()
        _end_sessions(session, respondent)
        _record(session, user, respondent, "link.revoked")
        session.commit()


def get_by_token(session: Session, token: str) -> Respondent:
    """Return who a link belongs to, with assessment and organisation.

    Raises:
        NotFoundError: If the link is unknown, revoked or past its time.
        TooManyTriesError: If this visitor was wrong too often.
    """
    guessing.check()
    found = session.scalar(
        select(Respondent)
        .where(
            Respondent.token_hash == token_hash(token),
            Respondent.revoked_at.is_(None),
            or_(Respondent.expires_at.is_(None), Respondent.expires_at > utcnow()),
        )
        .options(
            joinedload(Respondent.assessment)
            .joinedload(Assessment.engagement)
            .joinedload(Engagement.organisation)
        )
    )
    if found is None:
        guessing.note()
        raise NotFoundError
    return found


def get_respondent(
    session: Session, assessment: Assessment, public_id: str
) -> Respondent:
    """Return one of an assessment's people.

    Raises:
        NotFoundError: If there is none in this assessment.
    """
    found = session.scalar(
        select(Respondent)
        .join(Respondent.assessment)
        .where(Respondent.assessment_id == assessment.id)
        .where(Respondent.public_id == public_id)
        .options(contains_eager(Respondent.assessment))
    )
    if found is None:
        raise NotFoundError
    return found


def _give(respondent: Respondent, token: str) -> None:
    days = timedelta(days=current_app.config["LINK_DAYS"])
    respondent.token_hash = token_hash(token)
    respondent.expires_at = utcnow() + days
    respondent.revoked_at = None


def _end_sessions(session: Session, respondent: Respondent) -> None:
    session.execute(
        delete(StoredSession).where(StoredSession.respondent_id == respondent.id)
    )


def _next_number(session: Session, assessment: Assessment) -> int:
    # Two links made at once must not get one number.
    hold(session, assessment)
    last = session.scalar(
        select(func.max(Respondent.number)).where(
            Respondent.assessment_id == assessment.id
        )
    )
    return (last or 0) + 1


def _record(session: Session, user: User, respondent: Respondent, action: str) -> None:
    subject = f"respondent:{respondent.id}"
    audit.record(session, chain(respondent.assessment_id), actor(user), action, subject)
