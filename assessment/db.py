"""The database: one engine an application, one session a request.

``session()`` is the request's (or command's) own session; it is rolled back and
closed at the end. Requests that may change something open their transaction with
``BEGIN IMMEDIATE`` on SQLite, so that two writers wait for each other instead of
failing half-way. Requests that only read take no transaction on PostgreSQL: at its
usual isolation every statement sees its own moment anyway, and two trips to the
server are saved.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final

from flask import Flask, current_app, g, has_request_context, request
from sqlalchemy import JSON, DateTime, MetaData, Table, create_engine, event
from sqlalchemy.engine import Connection, Dialect, Engine, make_url
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_EXTENSION: Final = "sextant_engine"
_BINDS: Final = "sextant_binds"
_WRITES: Final = "sextant_writes"
_IDLE_SINCE: Final = "sextant_idle_since"
_TRUSTED_SECONDS: Final = 5.0
"""So long a connection that worked is taken to work still, without asking it."""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC time; SQLite stores it without the zone, so we put it back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        """Return ``value`` in UTC.

        Raises:
            ValueError: If ``value`` is naive: its zone cannot be known.
        """
        if value is not None and value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone; give an aware time")
        return value.astimezone(UTC) if value is not None else None

    def process_result_value(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        """Return the stored time as an aware one."""
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """The common base; every constraint has a name that migrations can rely on."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {
        datetime: UtcDateTime,
        # A missing value is SQL NULL, never the JSON text "null".
        dict[str, Any]: JSON(none_as_null=True),
        list[str]: JSON(none_as_null=True),
    }


def table(model: type[Base]) -> Table:
    """Return the table of a model, for statements that need no objects."""
    return model.metadata.tables[model.__tablename__]


def utcnow() -> datetime:
    """Return the present moment, aware, in UTC."""
    return datetime.now(UTC)


def public_id() -> str:
    """Return an opaque random id for addresses: 128 bits, 22 characters."""
    return secrets.token_urlsafe(16)


def init_app(app: Flask) -> None:
    """Give ``app`` its engine and close each request's session."""
    made = make_engine(app.config["DATABASE_URL"])
    app.extensions[_EXTENSION] = made
    # Made once, for every request opens a session on one of them.
    app.extensions[_BINDS] = {True: _for_writing(made), False: _for_reading(made)}
    app.teardown_appcontext(_close)


def engine() -> Engine:
    """Return the application's engine."""
    found: Engine = current_app.extensions[_EXTENSION]
    return found


def session() -> Session:
    """Return the session of this request or command, opened at first use."""
    if "db_session" not in g:
        safe = has_request_context() and request.method in SAFE_METHODS
        g.db_session = _open(writes=not safe)
    opened: Session = g.db_session
    return opened


def release() -> None:
    """End the session of this request; what was not committed is rolled back."""
    _close(None)


@contextmanager
def writing() -> Iterator[Session]:
    """Yield a session of its own for a short write, committed at the end."""
    with _open(writes=True) as own:
        yield own
        own.commit()


def make_engine(url: str) -> Engine:
    """Return an engine for SQLite or PostgreSQL, set up as we need it.

    Parameters stay out of error texts and logs: they are people's answers.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        made = create_engine(parsed, hide_parameters=True)
        event.listen(made, "connect", _set_pragmas)
        event.listen(made, "begin", _begin)
        return made
    made = create_engine(
        parsed, hide_parameters=True, pool_timeout=10, skip_autocommit_rollback=True
    )
    event.listen(made, "checkin", _note_use)
    event.listen(made, "checkout", partial(_ask_the_idle, made.dialect))
    return made


def _for_writing(made: Engine) -> Engine:
    return made.execution_options(**{_WRITES: True})


def _for_reading(made: Engine) -> Engine:
    if made.dialect.name == "postgresql":
        return made.execution_options(isolation_level="AUTOCOMMIT")
    return made.execution_options(**{_WRITES: False})


def _open(*, writes: bool) -> Session:
    bind: Engine = current_app.extensions[_BINDS][writes]
    # Rows stay readable after the commit: templates print them then.
    return Session(bind=bind, expire_on_commit=False)


def _close(_error: BaseException | None) -> None:
    opened: Session | None = g.pop("db_session", None)
    if opened is not None:
        opened.close()


def _note_use(_connection: Any, record: Any) -> None:
    record.info[_IDLE_SINCE] = time.monotonic()


def _ask_the_idle(dialect: Dialect, connection: Any, record: Any, _proxy: Any) -> None:
    """Ask a connection that lay idle whether it still lives; the pool replaces it.

    SQLAlchemy's own way asks before every request: a fifth of the trips to the server.
    """
    since = record.info.get(_IDLE_SINCE)
    if since is None or time.monotonic() - since < _TRUSTED_SECONDS:
        return
    try:
        dialect.do_ping(connection)
    except dialect.loaded_dbapi.Error as error:
        raise DisconnectionError from error


def _set_pragmas(connection: Any, _record: Any) -> None:
    # The driver must not begin transactions by itself: _begin does.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "busy_timeout = 10000",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    cursor = connection.connection.cursor()
    # A read that turns into a write can fail at once in WAL mode, whatever the
    # busy timeout; taking the write lock first makes it wait its turn.
    cursor.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
    cursor.close()
