"""Answering: who is asked, what is stored, saving and submitting."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Select, bindparam, select, update
from sqlalchemy.orm import Session

from assessment.accounts.models import Membership, Organisation, User
from assessment.answering.models import Answer
from assessment.answering.sections import PERCEIVED, Section, sections
from assessment.audit import services as audit
from assessment.db import table, utcnow
from assessment.engagements.models import OPEN, Assessment, Engagement, Respondent
from assessment.errors import ClosedError, InvalidInputError, NotFoundError
from questionnaires.model import Question

Pair = tuple[str, str]
"""Ids of a questionnaire and of one of its questions."""

# Answers of one person wait for each other, so that versions are never guessed; the
# assessment is only held open: others answer at the same time, locking it waits.
_TURNS: Final = "FOR UPDATE OF respondents FOR SHARE OF assessments"


class AnswersClosedError(ClosedError):
    """Nothing can be saved; ``reason`` is submitted, locked or expired."""

    def __init__(self, person: Person) -> None:
        super().__init__()
        self.person = person
        self.reason = person.closed


class MissingError(InvalidInputError):
    """Questions without which nothing is submitted are unanswered."""


class UnconfirmedError(InvalidInputError):
    """Questions are unanswered, and nobody said that this is meant."""


@dataclass(frozen=True, slots=True)
class Named:
    """What the head of every page shows of an organisation."""

    name: str
    fictional: bool


@dataclass(frozen=True, slots=True)
class Person:
    """Who answers, where; ``assessment`` is its public id, ``keys`` are pinned."""

    id: int
    name: str
    role: str
    unit_key: str
    submission_key: str | None
    submitted_at: datetime | None
    expires_at: datetime | None
    assessment_id: int
    assessment: str
    title: str
    status: str
    keys: tuple[str, ...]
    status_by: str | None
    organisation_id: int
    organisation: Named

    @property
    def sections(self) -> tuple[Section, ...]:
        """What is asked."""
        return sections(self.keys, self.role)

    @property
    def closed(self) -> str | None:
        """Why nothing can be saved any more, or ``None``."""
        if self.submitted_at is not None:
            return "submitted"
        if self.status != OPEN:
            return "locked"
        if self.expires_at is not None and self.expires_at <= utcnow():
            return "expired"
        return None


@dataclass(frozen=True, slots=True)
class Noted:
    """What the task list needs: answered questions, and those with anything noted."""

    answered: frozenset[Pair]
    noted: frozenset[Pair]
    last_at: datetime | None

    def begun(self, section: Section) -> bool:
        """Whether anything was noted in a section, if only a comment."""
        name = section.questionnaire.id
        return any((name, question.id) in self.noted for question in section.questions)


def get_person(session: Session, respondent_id: int | None, public_id: str) -> Person:
    """Return who answers; ``public_id`` is the assessment's.

    Raises:
        NotFoundError: If the person is not of this assessment or was revoked.
    """
    return _person(session, _PEOPLE, respondent_id, public_id)


def hold_person(session: Session, respondent_id: int | None, public_id: str) -> Person:
    """Return who answers, for a change: the person's changes take turns.

    Raises:
        NotFoundError: If the person is not of this assessment or was revoked.
        AnswersClosedError: If nothing can be saved any more.
    """
    person = _person(session, _HELD, respondent_id, public_id)
    if person.closed is not None:
        raise AnswersClosedError(person)
    return person


def own_assessment(session: Session, respondent_id: int | None) -> str:
    """Return the public id of the assessment that the person answers.

    Raises:
        NotFoundError: If the person is gone or was revoked.
    """
    found = session.scalar(
        select(Assessment.public_id)
        .join(Respondent, Respondent.assessment_id == Assessment.id)
        .where(Respondent.id == respondent_id, Respondent.revoked_at.is_(None))
    )
    if found is None:
        raise NotFoundError
    return found


def note_opening(session: Session, respondent: Respondent) -> None:
    """Note when a person's link was opened first."""
    if respondent.opened_at is not None:
        return
    # The update holds the person's row, as the record's chain asks of its writers.
    opened = session.execute(
        update(Respondent)
        .where(Respondent.id == respondent.id, Respondent.opened_at.is_(None))
        .values(opened_at=utcnow())
    )
    if opened.rowcount:  # type: ignore[attr-defined]  # of an update there is one
        name = audit.Held(f"respondent:{respondent.id}")
        audit.record(session, name, name, "link.opened", name)
    session.commit()


def noted(session: Session, person: Person) -> Noted:
    """Return what a person has answered or noted so far."""
    rows = session.execute(
        _NOTED, {"person": person.id, "assessment": person.assessment_id}
    ).all()
    return Noted(
        answered=frozenset((row[0], row[1]) for row in rows if row[2]),
        noted=frozenset((row[0], row[1]) for row in rows),
        last_at=max((row[3] for row in rows), default=None),
    )


def missing(person: Person, so_far: Noted) -> list[tuple[Section, Question]]:
    """Return the questions that have no answer yet, in order of asking."""
    return [
        (section, question)
        for section in person.sections
        for question in section.questions
        if (section.questionnaire.id, question.id) not in so_far.answered
    ]


def needed(without: Iterable[tuple[Section, Question]]) -> list[Question]:
    """Return those among the missing without which nothing is submitted.

    It is the perceived stage alone: nobody can give it any more once the result is
    known. "Don't know" is an answer.
    """
    return [
        question for section, question in without if section.dimension.id == PERCEIVED
    ]


def submit(session: Session, person: Person, key: str, confirmed: int) -> Person:
    """Submit a person's answers, once; ``confirmed`` blanks are meant as blanks.

    Raises:
        MissingError: If a question is unanswered that must not be.
        UnconfirmedError: If another number of questions is unanswered.
    """
    without = missing(person, noted(session, person))
    if needed(without):
        raise MissingError
    if len(without) != confirmed:
        raise UnconfirmedError
    at = utcnow()
    session.execute(
        update(Respondent)
        .where(Respondent.id == person.id)
        .values(submitted_at=at, submission_key=key)
    )
    name = audit.Held(f"respondent:{person.id}")
    audit.record(session, name, name, "answers.submitted", name, blank=confirmed)
    session.commit()
    return replace(person, submitted_at=at, submission_key=key)


def whom_to_ask(session: Session, person: Person) -> list[tuple[str, str]]:
    """Return name and mail address of who works for the organisation."""
    rows = session.execute(
        select(User.name, User.mail)
        .join(Membership, Membership.user_id == User.id)
        .where(
            Membership.organisation_id == person.organisation_id,
            User.disabled_at.is_(None),
        )
        .order_by(User.name)
    )
    return [(row.name, row.mail) for row in rows]


def _person(
    session: Session, query: Any, respondent_id: int | None, public_id: str
) -> Person:
    given = {"person": respondent_id, "assessment": public_id}
    row = session.execute(query, given).first()
    if row is None:
        raise NotFoundError
    told: dict[str, Any] = dict(row._mapping)
    named = Named(told.pop("organisation"), told.pop("fictional"))
    keys = tuple(told.pop("keys"))
    return Person(organisation=named, keys=keys, **told)


def _people() -> Select[Any]:
    person, assessment = table(Respondent).c, table(Assessment).c
    engagement, organisation = table(Engagement).c, table(Organisation).c
    return (
        select(
            person.id,
            person.name,
            person.role,
            person.unit_key,
            person.submission_key,
            person.submitted_at,
            person.expires_at,
            assessment.id.label("assessment_id"),
            assessment.public_id.label("assessment"),
            assessment.title,
            assessment.status,
            assessment.questionnaires.label("keys"),
            assessment.status_by,
            organisation.id.label("organisation_id"),
            organisation.name.label("organisation"),
            organisation.fictional,
        )
        .join_from(
            table(Respondent),
            table(Assessment),
            assessment.id == person.assessment_id,
        )
        .join(table(Engagement), engagement.id == assessment.engagement_id)
        .join(table(Organisation), organisation.id == engagement.organisation_id)
        .where(
            person.id == bindparam("person"),
            person.revoked_at.is_(None),
            assessment.public_id == bindparam("assessment"),
        )
    )


def _noted() -> Select[Any]:
    answer = table(Answer).c
    return select(
        answer.questionnaire,
        answer.question,
        answer.value.is_not(None),
        answer.answered_at,
    ).where(
        answer.respondent_id == bindparam("person"),
        answer.assessment_id == bindparam("assessment"),
    )


# Built once, of tables and not of classes: putting a statement together, and its rows
# into objects, costs more than sending it.
_PEOPLE: Final = _people()
_HELD: Final = _people().suffix_with(_TURNS, dialect="postgresql")
_NOTED: Final = _noted()
