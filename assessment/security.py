"""Who may open what, and the headers of every response.

Everything is denied unless its view says with ``@access(…)`` who may open it. That
opens the door only: which rows someone sees is decided in the ``get_*`` services.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from http import HTTPStatus
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, g, request
from flask_login import current_user

from assessment import db
from assessment.accounts import sessions
from assessment.config import is_https
from assessment.errors import NotFoundError, error_page
from assessment.extensions import csrf, login_manager

View = TypeVar("View", bound=Callable[..., Any])
_MARK: Final = "_sextant_access"
_CACHEABLE: Final = "_sextant_cacheable"
_LARGE: Final = "_sextant_large"
LARGEST: Final = 64 * 1024 * 1024
"""Bytes that a view for large files takes; all others take ``MAX_CONTENT_LENGTH``."""
_DENIED: Final = "sextant_denied"
_POLICY: Final = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


class Access(StrEnum):
    """Who may open a view."""

    PUBLIC = "public"
    RESPONDENT = "respondent"
    CONSULTANT = "consultant"
    ADMIN = "admin"


def access(
    level: Access, *, cacheable: bool = False, large: bool = False
) -> Callable[[View], View]:
    """Say who may open a view; goes below ``@bp.get(…)``, next to the function.

    ``cacheable`` is for files that are the same for everyone, never for data. ``large``
    views take files of up to ``LARGEST`` bytes, from whoever may open them alone.
    """

    def mark(view: View) -> View:
        setattr(view, _MARK, level)
        setattr(view, _CACHEABLE, cacheable)
        setattr(view, _LARGE, large)
        return view

    return mark


def init_app(app: Flask) -> None:
    """Set up sessions, sign-in, the guard, CSRF and the headers, in this order."""
    app.session_interface = sessions.DatabaseSessions()
    login_manager.init_app(app)
    login_manager.session_protection = None  # the server's session is protection
    login_manager.user_loader(_loaded_user)
    app.extensions[_DENIED] = {}
    app.before_request(_guard)
    csrf.init_app(app)
    app.after_request(_set_headers)


def on_denied(app: Flask, level: Access, answer: Callable[[], Response]) -> None:
    """Let ``answer`` make the 401 page for views of ``level``."""
    app.extensions[_DENIED][level] = answer


def level_of(app: Flask, endpoint: str) -> Access | None:
    """Return who may open an endpoint; ``None`` means nobody."""
    if endpoint == "static":
        return Access.PUBLIC
    found: Access | None = getattr(app.view_functions[endpoint], _MARK, None)
    return found


def allow_source(directive: str, source: str) -> None:
    """Add a source to this response's content security policy."""
    g.setdefault("policy", dict(_POLICY))[directive] += f" {source}"


def _loaded_user(user_id: str) -> Any:
    user = sessions.current().user
    return user if user is not None and user.get_id() == user_id else None


def _guard() -> Response | None:
    fault = sessions.current().fault
    if fault is not None:
        raise fault
    if request.endpoint is None:
        return None
    if request.method not in db.SAFE_METHODS:
        _refuse_other_origins()
    level = level_of(current_app, request.endpoint)
    if level is None:
        raise NotFoundError
    if not _may(level):
        return _deny(level)
    if getattr(current_app.view_functions[request.endpoint], _LARGE, False):
        request.max_content_length = LARGEST
    return None


def _may(level: Access) -> bool:
    if level is Access.PUBLIC:
        return True
    if level is Access.RESPONDENT:
        return sessions.respondent_id() is not None
    if level is Access.ADMIN and current_user.is_authenticated:
        if not current_user.is_admin:
            raise NotFoundError
        return True
    return bool(current_user.is_authenticated)


def _deny(level: Access) -> Response:
    answer = current_app.extensions[_DENIED].get(level)
    made: Response = answer() if answer else error_page(HTTPStatus.UNAUTHORIZED)
    return made


def _refuse_other_origins() -> None:
    origin = request.headers.get("Origin")
    if origin == "null" and _says_same_origin():
        # Our pages send no referrer, so browsers hide the origin of their forms, too.
        return
    if origin is None:
        return
    ours = {request.host, urlsplit(current_app.config["PUBLIC_URL"]).netloc}
    if urlsplit(origin).netloc not in ours:
        abort(HTTPStatus.FORBIDDEN)


def _says_same_origin() -> bool:
    """Whether the browser vouches for the origin; old ones leave it to the token."""
    return request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"


def _in_words(policy: Mapping[str, str]) -> str:
    return "; ".join(f"{directive} {sources}" for directive, sources in policy.items())


_ALWAYS: Final = {
    "Content-Security-Policy": _in_words(_POLICY),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def _set_headers(response: Response) -> Response:
    headers = response.headers
    headers.update(_ALWAYS)
    if "policy" in g:
        headers["Content-Security-Policy"] = _in_words(g.policy)
    # An error page of a file's route shows who is signed in, like any page.
    if not _is_cacheable() or response.status_code >= HTTPStatus.BAD_REQUEST:
        headers["Cache-Control"] = "no-store"
    if is_https(current_app):
        headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    return response


def _is_cacheable() -> bool:
    if request.endpoint is None or request.endpoint == "static":
        return request.endpoint == "static"
    view = current_app.view_functions[request.endpoint]
    return bool(getattr(view, _CACHEABLE, False))
