"""``sextant users``: accounts, made and helped from the server."""

from __future__ import annotations

import secrets
import sys
from typing import NoReturn

import click
from sqlalchemy import select

from assessment import create_app, db
from assessment.accounts import passwords, services, sessions
from assessment.accounts.models import ROLES, User
from assessment.audit import services as audit
from assessment.errors import InvalidInputError

_ROLE = click.Choice(ROLES)


@click.group("users")
def users() -> None:
    """Make accounts and reset their passwords."""


@users.command("add")
@click.argument("mail")
@click.option("--role", type=_ROLE, required=True, help="What the account may do.")
def add(mail: str, role: str) -> None:
    """Make an account for MAIL.

    Asks for the password on a terminal. Otherwise it reads one line from standard
    input, or, where that is empty, makes a password and prints it once.
    """
    password, made = _password()
    with create_app().app_context():
        try:
            services.add_user(db.session(), mail, role, password)
        except InvalidInputError as error:
            _refuse(error)
    _tell(mail, password if made else None)


@users.command("password")
@click.argument("mail")
def password(mail: str) -> None:
    """Give the account of MAIL a new password; it is signed out everywhere."""
    fresh, made = _password()
    with create_app().app_context():
        session = db.session()
        try:
            services.check_password(fresh)
        except InvalidInputError as error:
            _refuse(error)
        query = select(User).where(User.mail == services.normal_mail(mail))
        user = session.scalar(query)
        if user is None:
            _refuse(InvalidInputError(f"{mail} has no account; check the address"))
        session.rollback()
        user.password_hash = passwords.hashed(fresh)
        sessions.end_all(session, user)
        name = services.actor(user)
        audit.record(session, audit.INSTALLATION, "command", "password.reset", name)
        session.commit()
    _tell(mail, fresh if made else None)


def _password() -> tuple[str, bool]:
    """Return a password and whether we made it."""
    if sys.stdin.isatty():
        given = click.prompt(
            "Password (empty: make one)",
            default="",
            show_default=False,
            hide_input=True,
            confirmation_prompt=True,
        )
    else:
        given = sys.stdin.readline().rstrip("\r\n")
    return (given, False) if given else (secrets.token_urlsafe(15), True)


def _tell(mail: str, password: str | None) -> None:
    click.echo(f"account: {mail}")
    if password is not None:
        click.echo(f"password (shown once): {password}")


def _refuse(error: InvalidInputError) -> NoReturn:
    click.echo(str(error), err=True)
    raise SystemExit(1)
