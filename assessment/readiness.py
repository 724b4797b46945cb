"""Whether this server can work: ``/readyz``, for whoever keeps it running.

The status is the answer: 200 where people can be served, 503 where they cannot. What is
wrong, and what helps, is told only on this machine and to administrators. It never says
anything about people, organisations or answers.
"""

from __future__ import annotations

import logging
import shutil
import time
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Final

from flask import (
    Blueprint,
    Flask,
    Response,
    current_app,
    jsonify,
    make_response,
    request,
)
from flask_login import current_user
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from assessment import db, schema
from assessment.reports import pdf_ready, words
from assessment.security import Access, access

logger = logging.getLogger("sextant.readiness")

SECONDS: Final = 5.0
"""So long an answer holds, so that asking often costs next to nothing."""
ROOM: Final = 16 * 1024 * 1024
"""Bytes that must be free beside a SQLite file for answers to be stored."""
_NEEDED: Final = ("database", "room")
_HERE: Final = ("127.0.0.1", "::1")
_FORWARDED: Final = ("X-Forwarded-For", "Forwarded", "X-Real-IP")
_EXTENSION: Final = "sextant_readiness"

bp = Blueprint("readiness", __name__)


@dataclass(frozen=True, slots=True)
class State:
    """What is wrong, by part; empty where nothing is. ``at`` is a monotonic time."""

    at: float
    faults: dict[str, str]

    @property
    def is_ready(self) -> bool:
        """Whether people can be served; without PDFs they can."""
        return not any(part in self.faults for part in _NEEDED)


def init_app(app: Flask) -> None:
    """Register the route."""
    app.register_blueprint(bp)


@bp.get("/readyz")
@access(Access.PUBLIC)
def show() -> Response:
    """Say whether this server can work; where it may be told, what it lacks."""
    state = _state()
    told: dict[str, object] = {"ready": state.is_ready}
    if _may_know():
        told["faults"] = state.faults
    status = HTTPStatus.OK if state.is_ready else HTTPStatus.SERVICE_UNAVAILABLE
    return make_response(jsonify(told), status)


def _state() -> State:
    known: State | None = current_app.extensions.get(_EXTENSION)
    now = time.monotonic()
    if known is None or now - known.at >= SECONDS:
        known = State(now, _faults(db.engine()))
        current_app.extensions[_EXTENSION] = known
    return known


def _faults(engine: Engine) -> dict[str, str]:
    found = {"database": _database(engine), "room": _room(engine), "pdf": _pdf()}
    return {part: fault for part, fault in found.items() if fault}


def _database(engine: Engine) -> str | None:
    try:
        found = schema.revision(engine)
    except SQLAlchemyError:
        logger.warning("the database does not answer", exc_info=True)
        return "The database does not answer; see the log."
    if found == _head():
        return None
    return (
        "The database is not at this version's schema; run: sextant db upgrade, "
        "or start the version that it belongs to."
    )


@cache
def _head() -> str | None:
    return schema.head()


def _room(engine: Engine) -> str | None:
    """Return what is wrong with the disk of a SQLite file; a server sees to its own."""
    file = engine.url.database
    if engine.dialect.name != "sqlite" or not file:
        return None
    try:
        free = shutil.disk_usage(Path(file).parent).free
    except OSError:
        logger.warning("the folder of the database cannot be looked at", exc_info=True)
        return "The folder of the database cannot be looked at; see the log."
    if free >= ROOM:
        return None
    return "The disk of the database is full, so answers cannot be saved; free space."


def _pdf() -> str | None:
    lacking = pdf_ready.obstacle()
    return words.label(lacking, "en", group="page") if lacking else None


def _may_know() -> bool:
    """Whether the visitor is on this machine, with no proxy between, or administers."""
    near = request.remote_addr in _HERE
    if near and not any(name in request.headers for name in _FORWARDED):
        return True
    return bool(current_user.is_authenticated and current_user.is_admin)
