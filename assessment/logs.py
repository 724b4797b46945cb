"""Logs: one JSON object a line; no tokens, answers, passwords or addresses.

A request is logged by its rule (``/i/<token>``), never by its address, so a link's
token cannot reach the log.
"""

from __future__ import annotations

import json
import logging
import secrets
import sys
import time
import traceback
from datetime import UTC, datetime
from typing import Final

from flask import Flask, Response, g, has_request_context, request

HEADER: Final = "X-Request-ID"
_FIELDS: Final = ("method", "rule", "status", "ms", "kind", "event", "subject")
_MANAGED: Final = "sextant_log_handler"

logger = logging.getLogger("sextant.requests")


class JsonFormatter(logging.Formatter):
    """Write a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; text from outside can never begin a second one."""
        entry: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        entry |= {
            name: getattr(record, name) for name in _FIELDS if hasattr(record, name)
        }
        if has_request_context():
            entry["request"] = g.get("request_id")
        if record.exc_info and record.exc_info[1] is not None:
            entry["error"] = _trace(record.exc_info[1])
        return json.dumps(entry, ensure_ascii=False, default=str)


def init_app(app: Flask) -> None:
    """Give every request an id and log each in one line."""
    _install(app.config["LOG_LEVEL"])
    app.before_request(_begin)
    app.after_request(_finish)


def _install(level: str) -> None:
    root = logging.getLogger("sextant")
    root.setLevel(level)
    if any(handler.get_name() == _MANAGED for handler in root.handlers):
        return
    handler = logging.StreamHandler(sys.stderr)
    handler.set_name(_MANAGED)
    handler.setFormatter(JsonFormatter())
    root.addHandler(handler)


def _begin() -> None:
    g.request_id = secrets.token_hex(8)
    g.began = time.perf_counter()


def _finish(response: Response) -> Response:
    response.headers[HEADER] = g.get("request_id", "")
    if request.endpoint == "static":
        return response
    elapsed = (time.perf_counter() - g.get("began", time.perf_counter())) * 1000
    logger.info(
        "request",
        extra={
            "method": request.method if request.url_rule else "-",
            "rule": request.url_rule.rule if request.url_rule else "-",
            "status": response.status_code,
            "ms": round(elapsed, 1),
        },
    )
    return response


def _trace(error: BaseException) -> list[str]:
    """Return where the fault arose, without its text, which may quote an answer."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return [*places, type(error).__name__]
