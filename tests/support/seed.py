"""An organisation with an open assessment and three invited people."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from assessment.accounts import services as accounts
from assessment.accounts.models import Membership, Organisation, User
from assessment.accounts.services import name_key
from assessment.engagements import links, services
from assessment.engagements.models import Assessment, Respondent
from scoring.answers import CORE, ROLES

CHOSEN = ("capability-model@1.0", "continuum@1.0")
PASSWORD = "correct horse battery staple"


@dataclass(frozen=True, slots=True)
class Seeded:
    """What is there, and the tokens of the personal links by role."""

    organisation: Organisation
    assessment: Assessment
    respondents: dict[str, Respondent]
    tokens: dict[str, str]


def user(session: Session, mail: str, role: str = "consultant") -> User:
    return accounts.add_user(session, mail, role, PASSWORD)


def organisation(session: Session, owner: User, name: str = "Harbour Bank"):
    made = Organisation(
        name=name, name_key=name_key(name), industry="K64", region="ZA",
        size="1000-4999", market="b2c", intake={"drivers": ["D1"]},
    )  # fmt: skip
    session.add(made)
    session.flush()
    session.add(Membership(user_id=owner.id, organisation_id=made.id))
    session.commit()
    return made


def assessment(
    session: Session,
    owner: User,
    name: str = "Harbour Bank",
    questionnaires: tuple[str, ...] = CHOSEN,
) -> Seeded:
    """Make all of it with the application's services.

    By default the core of the two main questionnaires is asked; others in full.
    """
    owned = organisation(session, owner, name)
    chosen = services.NewAssessment(
        title="First assessment",
        mode="assessed",
        date=dt.date(2026, 11, 21),
        questionnaires=questionnaires,
        form=CORE if questionnaires == CHOSEN else "full",
    )
    made = services.create_assessment(session, owner, owned, chosen)
    invited = [links.Invited(f"The {role}", role, "en") for role in ROLES]
    pairs = [links.make(session, owner, made, who) for who in invited]
    return Seeded(
        organisation=owned,
        assessment=made,
        respondents={person.role: person for person, _token in pairs},
        tokens={person.role: token for person, token in pairs},
    )
