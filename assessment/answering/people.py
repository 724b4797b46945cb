"""Who answers: the person behind a session, and whether anything can be saved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Select, bindparam, select, update
from sqlalchemy.orm import Session

from assessment.accounts.models import Membership, Organisation, User
from assessment.answering.sections import Section, applying, sections
from assessment.audit import services as audit
from assessment.db import table, utcnow
from assessment.engagements.applicability import Case, hidden_by_unit
from assessment.engagements.models import OPEN, Assessment, Engagement, Respondent
from assessment.errors import ClosedError, NotFoundError
from questionnaires.conditions import PROFILE_KEYS

_OF_PERSON: Final = (
    "id",
    "name",
    "role",
    "unit_key",
    "submission_key",
    "submitted_at",
    "expires_at",
)
_OF_ASSESSMENT: Final = {
    "id": "assessment_id",
    "public_id": "assessment",
    "title": "title",
    "status": "status",
    "questionnaires": "keys",
    "form": "form",
    "status_by": "status_by",
}
# Answers of one person wait for each other, so that versions are never guessed; the
# assessment is only held open: others answer at the same time, locking it waits.
_TURNS: Final = "FOR UPDATE OF respondents FOR SHARE OF assessments"


class AnswersClosedError(ClosedError):
    """Nothing can be saved; ``reason`` is submitted, locked or expired."""

    def __init__(self, person: Person) -> None:
        super().__init__()
        self.person = person
        self.reason = person.closed


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
    form: str
    status_by: str | None
    organisation_id: int
    organisation: Named
    profile: tuple[str | None, ...]

    @property
    def known(self) -> dict[str, str | None]:
        """The organisation's industry, region, size and market."""
        return dict(zip(PROFILE_KEYS, self.profile, strict=True))

    @property
    def sections(self) -> tuple[Section, ...]:
        """What the role is asked, whether it applies to the organisation or not."""
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
    known = tuple(told.pop(key) for key in PROFILE_KEYS)
    return Person(organisation=named, keys=keys, profile=known, **told)


def asked(session: Session, person: Person) -> tuple[Section, ...]:
    """Return what the person is asked now: what applies to the organisation.

    It is the same for everybody in a unit, for it follows from the answers of all.
    """
    case = Case(person.assessment_id, person.keys, person.known, person.form)
    hidden = hidden_by_unit(session, case, [person.unit_key])[person.unit_key]
    return applying(person.sections, hidden)


def _people() -> Select[Any]:
    person, assessment = table(Respondent), table(Assessment)
    engagement, organisation = table(Engagement), table(Organisation)
    return (
        select(
            *(person.c[name] for name in _OF_PERSON),
            *(assessment.c[name].label(told) for name, told in _OF_ASSESSMENT.items()),
            organisation.c.id.label("organisation_id"),
            organisation.c.name.label("organisation"),
            organisation.c.fictional,
            *(organisation.c[key] for key in PROFILE_KEYS),
        )
        .join_from(person, assessment, assessment.c.id == person.c.assessment_id)
        .join(engagement, engagement.c.id == assessment.c.engagement_id)
        .join(organisation, organisation.c.id == engagement.c.organisation_id)
        .where(
            person.c.id == bindparam("person"),
            person.c.revoked_at.is_(None),
            assessment.c.public_id == bindparam("assessment"),
        )
    )


# Built once, of tables and not of classes: putting a statement together, and its rows
# into objects, costs more than sending it.
_PEOPLE: Final = _people()
_HELD: Final = _people().suffix_with(_TURNS, dialect="postgresql")
