"""Server-side sessions: the browser holds a random id, the database its hash.

A session ends on the server: after signing out, a changed password or a disabled
account, a copied cookie opens nothing.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any, Final

from flask import Flask, Request, Response, g
from flask import session as flask_session
from flask.sessions import SessionInterface, SessionMixin
from flask_login import login_user
from flask_wtf.csrf import generate_csrf
from sqlalchemy import Row, bindparam, delete, or_, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from werkzeug.datastructures import CallbackDict

from assessment import db
from assessment.accounts.models import StoredSession, User

RESPONDENT: Final = "respondent_id"
USER: Final = "_user_id"
_TOUCH: Final = timedelta(minutes=1)
# Built once: every request sends it.
_STORED: Final = (
    select(
        StoredSession.id,
        StoredSession.data,
        StoredSession.created_at,
        StoredSession.seen_at,
        User,
    )
    .outerjoin(User, User.id == StoredSession.user_id)
    .where(StoredSession.key_hash == bindparam("key"))
)


class ServerSession(CallbackDict[str, Any], SessionMixin):
    """What the application keeps for one browser.

    ``row`` is the stored id, ``None`` for a new session. ``user`` is the signed-in
    user that was loaded with it. ``fault`` is why it could not be loaded.
    """

    def __init__(self, data: dict[str, Any] | None = None) -> None:
        self.modified = False
        self.rotated = False
        self.row: int | None = None
        self.user: User | None = None
        self.fault: Exception | None = None
        self.seen_at: datetime | None = None
        super().__init__(data or {}, _mark)


def _rotate(session: ServerSession) -> None:
    # A form on this very answer needs a token of the new session; made now, it is
    # stored together with the session and not once more at the next page.
    session.pop("csrf_token", None)
    g.pop("csrf_token", None)
    generate_csrf()
    session.rotated = True


def _mark(changed: CallbackDict[str, Any]) -> None:
    changed.modified = True  # type: ignore[attr-defined]  # it is a ServerSession


class DatabaseSessions(SessionInterface):
    """Load a session with one statement; write only what changed."""

    def open_session(self, app: Flask, request: Request) -> ServerSession:
        """Return the browser's session, or a new empty one."""
        key = request.cookies.get(app.config["SESSION_COOKIE_NAME"])
        if not key or request.path.startswith(f"{app.static_url_path}/"):
            return ServerSession()
        try:
            return _load(app, key)
        except OperationalError as error:
            failed = ServerSession()
            failed.fault = error
            return failed

    def save_session(
        self, app: Flask, session: SessionMixin, response: Response
    ) -> None:
        """Store changes, under a new id where privileges changed."""
        if not isinstance(session, ServerSession) or session.fault is not None:
            return
        if session.modified or session.rotated:
            # The request is over: its transaction must not hold the write lock.
            db.release()
            self._store(app, session, response)
        elif session.seen_at is not None and db.utcnow() - session.seen_at > _TOUCH:
            db.release()
            with db.writing() as own:
                own.execute(_changed(session, seen_at=db.utcnow()))

    def _store(self, app: Flask, session: ServerSession, response: Response) -> None:
        with db.writing() as own:
            if session.row is not None and not session.rotated and session:
                own.execute(_changed(session, seen_at=db.utcnow(), **_columns(session)))
                return
            _sweep(app, own, session.row)
            if not session:
                self._forget(app, response)
                return
            key = secrets.token_urlsafe(32)
            own.add(StoredSession(key_hash=_hash(key), **_columns(session)))
        self._hand_out(app, response, key)

    def _hand_out(self, app: Flask, response: Response, key: str) -> None:
        response.set_cookie(
            app.config["SESSION_COOKIE_NAME"],
            key,
            path=self.get_cookie_path(app),
            secure=self.get_cookie_secure(app),
            httponly=True,
            samesite=self.get_cookie_samesite(app),
        )
        response.vary.add("Cookie")

    def _forget(self, app: Flask, response: Response) -> None:
        response.delete_cookie(
            app.config["SESSION_COOKIE_NAME"],
            path=self.get_cookie_path(app),
            secure=self.get_cookie_secure(app),
            httponly=True,
            samesite=self.get_cookie_samesite(app),
        )


def current() -> ServerSession:
    """Return the session of this request."""
    found = flask_session._get_current_object()  # type: ignore[attr-defined]  # a proxy
    assert isinstance(found, ServerSession)  # noqa: S101  # for the type checker
    return found


def sign_in(user: User) -> None:
    """Make the browser ``user``'s, under a new id; only the language stays."""
    found = current()
    kept = {key: found[key] for key in ("language",) if key in found}
    found.clear()
    found.update(kept)
    _rotate(found)
    login_user(user)


def sign_out() -> None:
    """End the session on the server and in the browser."""
    found = current()
    found.clear()
    found.modified = True


def become_respondent(respondent_id: int, language: str) -> None:
    """Make the browser a respondent's, under a new id.

    A language that was chosen before stays. A signed-in user stays signed in, so
    that a consultant can try a link.
    """
    found = current()
    found[RESPONDENT] = respondent_id
    found.setdefault("language", language)
    _rotate(found)


def respondent_id() -> int | None:
    """Return the id of the respondent whose browser this is, or ``None``."""
    found: int | None = current().get(RESPONDENT)
    return found


def end_all(session: Session, user: User) -> None:
    """End every session of ``user``; the caller commits."""
    session.execute(delete(StoredSession).where(StoredSession.user_id == user.id))


def _load(app: Flask, key: str) -> ServerSession:
    found = db.session().execute(_STORED, {"key": _hash(key)}).first()
    if found is None or _is_over(app, found) or _is_disabled(found.User):
        return ServerSession()
    loaded = ServerSession(dict(found.data))
    loaded.row, loaded.user, loaded.seen_at = found.id, found.User, found.seen_at
    return loaded


def _is_over(app: Flask, stored: Row[Any]) -> bool:
    created_at: datetime = stored.created_at
    seen_at: datetime = stored.seen_at
    now = db.utcnow()
    idle = timedelta(minutes=app.config["SESSION_IDLE_MINUTES"])
    absolute = timedelta(hours=app.config["SESSION_ABSOLUTE_HOURS"])
    return now - seen_at > idle or now - created_at > absolute


def _is_disabled(user: User | None) -> bool:
    return user is not None and not user.is_active


def _changed(session: ServerSession, **values: Any) -> Any:
    return update(StoredSession).where(StoredSession.id == session.row).values(**values)


def _columns(session: ServerSession) -> dict[str, Any]:
    user = session.get(USER)
    return {
        "data": dict(session),
        "user_id": int(user) if user is not None else None,
        "respondent_id": session.get(RESPONDENT),
    }


def _sweep(app: Flask, own: Session, row: int | None) -> None:
    """Delete the session that this one replaces, and all that nobody used for long."""
    idle = timedelta(minutes=app.config["SESSION_IDLE_MINUTES"])
    old = StoredSession.seen_at < db.utcnow() - idle
    own.execute(delete(StoredSession).where(or_(StoredSession.id == row, old)))


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
