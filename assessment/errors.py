"""What can go wrong, and the one table that makes HTTP answers of it."""

from __future__ import annotations

import logging
import math
from http import HTTPStatus
from typing import Final

import click
from flask import Flask, Response, g, make_response, render_template
from flask.globals import request_ctx
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

logger = logging.getLogger("sextant.errors")


class ConfigurationError(click.ClickException):
    """The settings are unsafe or wrong; nothing starts, exit status 2."""

    exit_code = 2


class SextantError(Exception):
    """A refusal that the person can understand; the text says what to do."""


class NotFoundError(SextantError):
    """It does not exist, or it is not for this person: both look the same."""


class ClosedError(SextantError):
    """The assessment is locked or the answers were submitted: nothing changes."""


class StaleError(SextantError):
    """Someone saved in between; ``theirs`` and ``yours`` are shown side by side."""

    def __init__(self, message: str = "", *, theirs: str = "", yours: str = "") -> None:
        super().__init__(message)
        self.theirs = theirs
        self.yours = yours


class InvalidInputError(SextantError):
    """What was given cannot be taken; the text says why."""


class TooManyTriesError(SextantError):
    """Too many wrong tries; ``seconds`` is how long to wait."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.seconds = math.ceil(seconds)


class BusyError(SextantError):
    """The server has no room for this just now; trying again helps."""

    seconds = 5


class MissingPartError(SextantError):
    """This machine lacks what it takes; the text says what that is."""


STATUS: Final = {
    NotFoundError: HTTPStatus.NOT_FOUND,
    ClosedError: HTTPStatus.CONFLICT,
    StaleError: HTTPStatus.CONFLICT,
    InvalidInputError: HTTPStatus.UNPROCESSABLE_ENTITY,
    TooManyTriesError: HTTPStatus.TOO_MANY_REQUESTS,
    BusyError: HTTPStatus.SERVICE_UNAVAILABLE,
    MissingPartError: HTTPStatus.NOT_IMPLEMENTED,
}


def init_app(app: Flask) -> None:
    """Register one handler for each domain error, and for all other faults."""
    for error_class in STATUS:
        app.register_error_handler(error_class, _handle_domain)
    app.register_error_handler(HTTPException, _handle_http)
    app.register_error_handler(OperationalError, _handle_database)
    app.register_error_handler(Exception, _handle_unexpected)


def error_page(status: HTTPStatus, error: Exception | None = None) -> Response:
    """Return the page for ``status``; only faults of ours show the request's id."""
    request_id = g.get("request_id") if status >= 500 else None
    # A request with a foreign Host has no addresses to build, hence no links.
    known_host = request_ctx.url_adapter is not None
    page = render_template(
        "errors/error.html" if known_host else "errors/bad_host.html",
        status=int(status),
        error=error,
        request_id=request_id,
    )
    return make_response(page, status)


def _handle_domain(error: Exception) -> Response:
    status = next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)
    response = error_page(status, error)
    seconds = getattr(error, "seconds", None)
    if seconds is not None:
        response.headers["Retry-After"] = str(seconds)
    return response


def _handle_http(error: HTTPException) -> Response:
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return make_response(error.get_response())
    try:
        status = HTTPStatus(error.code)
    except ValueError:
        status = HTTPStatus.BAD_REQUEST
    response = error_page(status)
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


def _handle_database(error: Exception) -> Response:
    # The statement and its parameters hold answers: only the kind is logged.
    logger.error("database unavailable", extra={"kind": type(error).__name__})
    response = error_page(HTTPStatus.SERVICE_UNAVAILABLE)
    response.headers["Retry-After"] = "5"
    return response


def _handle_unexpected(error: Exception) -> Response:
    logger.error("unexpected fault", exc_info=error)
    return error_page(HTTPStatus.INTERNAL_SERVER_ERROR)
