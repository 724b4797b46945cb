"""Accounts: signing in, passwords, and which organisations someone may see."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from assessment.accounts import passwords, sessions, throttle
from assessment.accounts.models import ROLES, Membership, Organisation, User
from assessment.audit import services as audit
from assessment.db import utcnow
from assessment.errors import InvalidInputError, NotFoundError

_MAIL: Final = re.compile(r"[^@\s\x00-\x1f]+@[^@\s\x00-\x1f]+\.[^@\s\x00-\x1f]+")


def actor(user: User) -> str:
    """Return how the record names a user."""
    return f"user:{user.id}"


def add_user(session: Session, mail: str, role: str, password: str) -> User:
    """Make an account; its name is the mail's first part until it is changed.

    Raises:
        InvalidInputError: If the mail is taken or no address, the role unknown or
            the password too short or too long.
    """
    address = normal_mail(mail)
    if not _MAIL.fullmatch(address) or len(address) > User.mail.type.length:
        raise InvalidInputError(f"not a mail address: {mail!r}; give name@example.org")
    if role not in ROLES:
        raise InvalidInputError(f"unknown role: {role!r}; give {' or '.join(ROLES)}")
    check_password(password)
    if session.scalar(select(User.id).where(User.mail == address)) is not None:
        raise InvalidInputError(f"{address} has an account already; give another")
    user = User(
        mail=address,
        name=address.partition("@")[0],
        role=role,
        password_hash=passwords.hashed(password),
    )
    session.add(user)
    session.flush()
    audit.record(
        session, audit.INSTALLATION, "command", "user.added", actor(user), role=role
    )
    session.commit()
    return user


def check_password(password: str) -> None:
    """Accept a password's length.

    Raises:
        InvalidInputError: If it is shorter than 12 or longer than 128 characters.
    """
    if not passwords.SHORTEST <= len(password) <= passwords.LONGEST:
        raise InvalidInputError(
            f"the password has {len(password)} characters; "
            f"give {passwords.SHORTEST} to {passwords.LONGEST}"
        )


def normal_mail(mail: str) -> str:
    """Return the form of a mail address under which an account is found."""
    return unicodedata.normalize("NFKC", mail).strip().lower()


def authenticate(session: Session, mail: str, password: str, place: str) -> User | None:
    """Return the user whose password this is, or ``None``; count wrong tries.

    ``place`` is the network address. Unknown addresses and wrong passwords take
    the same time.

    Raises:
        TooManyTriesError: If there were too many wrong tries.
    """
    keys = throttle.keys(normal_mail(mail), place)
    throttle.check(session, keys)
    user = session.scalar(select(User).where(User.mail == normal_mail(mail)))
    # Hashing takes long; other writers must not wait for it. Closing, unlike rolling
    # back, leaves the user readable without a new transaction.
    session.close()
    known = user if user is not None and user.is_active else None
    password = password[: passwords.LONGEST + 1]
    if passwords.matches(known.password_hash if known else None, password) and known:
        return known
    throttle.count(session, keys)
    return None


def change_password(session: Session, user: User, old: str, new: str) -> bool:
    """Change a password and end all other sessions; ``False`` if ``old`` is wrong.

    Raises:
        InvalidInputError: If ``new`` is too short or too long.
    """
    check_password(new)
    # As above: nothing is held while the hashes are computed.
    session.close()
    if not passwords.matches(user.password_hash, old[: passwords.LONGEST + 1]):
        return False
    changed = {"password_hash": passwords.hashed(new), "password_changed_at": utcnow()}
    session.execute(update(User).where(User.id == user.id).values(changed))
    sessions.end_all(session, user)
    audit.record(
        session, audit.INSTALLATION, actor(user), "password.changed", actor(user)
    )
    session.commit()
    return True


def save_profile(session: Session, user: User, name: str, language: str) -> None:
    """Change one's own name and language."""
    kept = session.get_one(User, user.id)
    kept.name, kept.language = name, language
    session.commit()


def set_disabled(session: Session, by: User, public_id: str, disabled: bool) -> User:
    """Disable or enable an account; disabling ends its sessions.

    Raises:
        NotFoundError: If there is no such account.
        InvalidInputError: If it is one's own.
    """
    user = session.scalar(select(User).where(User.public_id == public_id))
    if user is None:
        raise NotFoundError
    if user.id == by.id:
        raise InvalidInputError("an account cannot disable itself")
    user.disabled_at = utcnow() if disabled else None
    if disabled:
        sessions.end_all(session, user)
    action = "user.disabled" if disabled else "user.enabled"
    audit.record(session, audit.INSTALLATION, actor(by), action, actor(user))
    session.commit()
    return user


def list_users(session: Session) -> Sequence[User]:
    """Return all accounts by mail address."""
    return session.scalars(select(User).order_by(User.mail)).all()


def may_see(user: User) -> Any:
    """Return the condition on organisations that ``user`` may see."""
    if user.is_admin:
        return Organisation.id.is_not(None)
    return exists().where(
        Membership.organisation_id == Organisation.id, Membership.user_id == user.id
    )


def list_organisations(session: Session, user: User) -> Sequence[Organisation]:
    """Return the organisations that ``user`` may see, by name."""
    return session.scalars(
        select(Organisation)
        .where(may_see(user))
        .order_by(Organisation.name_key, Organisation.id)
    ).all()


def get_organisation(session: Session, user: User, public_id: str) -> Organisation:
    """Return an organisation.

    Raises:
        NotFoundError: If there is none, or ``user`` may not see it.
    """
    found = session.scalar(
        select(Organisation).where(Organisation.public_id == public_id, may_see(user))
    )
    if found is None:
        raise NotFoundError
    return found


def name_key(name: str) -> str:
    """Return the form of a name by which duplicates are recognised."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return " ".join(folded.split())


def twin(
    session: Session, user: User, name: str, but: int | None
) -> Organisation | None:
    """Return another visible organisation of the same name, or ``None``."""
    query = select(Organisation).where(
        Organisation.name_key == name_key(name), may_see(user)
    )
    if but is not None:
        query = query.where(Organisation.id != but)
    return session.scalars(query.limit(1)).first()


def save_organisation(
    session: Session, user: User, values: dict[str, Any], known: Organisation | None
) -> Organisation:
    """Make an organisation (``known`` is ``None``) or change its profile."""
    organisation = known or Organisation()
    for name, value in values.items():
        setattr(organisation, name, value)
    organisation.name_key = name_key(organisation.name)
    if known is None:
        session.add(organisation)
        session.flush()
        session.add(Membership(user_id=user.id, organisation_id=organisation.id))
    action = "organisation.changed" if known else "organisation.added"
    subject = f"organisation:{organisation.id}"
    audit.record(session, subject, actor(user), action, subject)
    session.commit()
    return organisation
