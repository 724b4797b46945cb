"""Put the demonstration into a database, and someone who may look at it."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterator
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessment.accounts import passwords, sessions
from assessment.accounts import services as accounts
from assessment.accounts.models import Membership, Organisation, User
from assessment.answering.models import Answer
from assessment.audit import services as audit
from assessment.db import utcnow
from assessment.demo.story import Story, tell
from assessment.engagements.models import (
    AcceptedGap,
    Assessment,
    ConsensusValue,
    Engagement,
    Respondent,
)
from assessment.engagements.services import chain
from scoring.answers import AssessmentData

MAIL: Final = "demo@sextant.example"
ACTOR: Final = "demonstration"


def give_account(session: Session) -> str:
    """Make the demonstration's account and return its new password.

    An account that is there gets a new password; its open sessions end.
    """
    password = secrets.token_urlsafe(12)
    user = session.scalar(select(User).where(User.mail == MAIL))
    if user is None:
        accounts.add_user(session, MAIL, "consultant", password)
        return password
    user.password_hash = passwords.hashed(password)
    user.password_changed_at = utcnow()
    user.disabled_at = None
    sessions.end_all(session, user)
    session.commit()
    return password


def load(session: Session, story: Story) -> bool:
    """Store a story's organisation with its assessment; ``False`` if it is there.

    The demonstration's account becomes a member; call ``give_account`` before.
    """
    data = tell(story)
    known = select(Organisation.id).where(
        Organisation.name == data.organisation["name"]
    )
    if session.scalar(known.where(Organisation.fictional)) is not None:
        return False
    client = _organisation(session, story, data)
    assessment = Assessment(
        engagement=Engagement(organisation=client, title=story.raw["title"]),
        title=story.raw["title"],
        mode=data.mode,
        form=data.form,
        date=dt.date.fromisoformat(story.raw["date"]),
        questionnaires=list(data.questionnaires),
        targets=dict(data.targets),
        capacity=data.capacity,
    )
    session.add(assessment)
    session.flush()
    _store(session, assessment, story, data)
    name = chain(assessment.id)
    audit.record(session, name, ACTOR, "demonstration.loaded", name)
    session.commit()
    return True


def _organisation(session: Session, story: Story, data: AssessmentData) -> Organisation:
    """Return the story's organisation, with the demonstration's account as member."""
    user = session.scalars(select(User).where(User.mail == MAIL)).one()
    return Organisation(
        **data.organisation,
        name_key=accounts.name_key(data.organisation["name"]),
        intake=dict(story.raw["intake"]),
        memberships=[Membership(user_id=user.id)],
    )


def _store(
    session: Session, assessment: Assessment, story: Story, data: AssessmentData
) -> None:
    people = {person.key: person for person in _people(assessment, story)}
    session.add_all(people.values())
    session.flush()
    sequence = dict.fromkeys(people, 0)
    for answer in data.answers:
        sequence[answer.respondent] += 1
        session.add(
            Answer(
                assessment_id=assessment.id,
                respondent_id=people[answer.respondent].id,
                questionnaire=answer.questionnaire,
                question=answer.question,
                value=answer.value,
                evidence=answer.evidence,
                comment=answer.comment,
                importance=answer.importance,
                reason=answer.reason,
                sequence=sequence[answer.respondent],
            )
        )
    session.add_all(_decisions(assessment, data))


def _people(assessment: Assessment, story: Story) -> Iterator[Respondent]:
    for number, person in enumerate(story.raw["people"], start=1):
        yield Respondent(
            assessment_id=assessment.id, number=number, submitted_at=utcnow(), **person
        )


def _decisions(
    assessment: Assessment, data: AssessmentData
) -> Iterator[ConsensusValue | AcceptedGap]:
    for entry in data.consensus:
        yield ConsensusValue(
            assessment_id=assessment.id,
            questionnaire=entry.questionnaire,
            question=entry.question,
            value=entry.value,
            evidence=entry.evidence,
            by=entry.by,
            reason=entry.reason,
        )
    for gap in data.accepted:
        yield AcceptedGap(
            assessment_id=assessment.id,
            questionnaire=gap.questionnaire,
            question=gap.question,
            by=gap.by,
            date=dt.date.fromisoformat(gap.date) if gap.date else None,
            reason=gap.reason,
        )
