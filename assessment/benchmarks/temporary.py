"""Temporary tables, and the memory that heavy statements over them need."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from sqlalchemy import Connection, text

_ROOM: Final = 128
"""Megabytes that one sort of a build may use."""


def know(connection: Connection, *names: str) -> None:
    """Let PostgreSQL count temporary tables: what it does not know it joins badly."""
    if connection.dialect.name == "postgresql":
        for name in names:
            connection.execute(text(f"ANALYZE {name}"))


def drop_tables(connection: Connection, names: Sequence[str]) -> None:
    """Remove temporary tables, and never one of the same name that is not."""
    schema = "pg_temp" if connection.dialect.name == "postgresql" else "temp"
    for name in names:
        connection.execute(text(f"DROP TABLE IF EXISTS {schema}.{name}"))


@contextmanager
def room(connection: Connection) -> Iterator[None]:
    """Let the database sort in memory what it would else sort on disk.

    On PostgreSQL it holds for this transaction; SQLite has its cache set back.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SET LOCAL work_mem = '{_ROOM} MB'"))
        yield
        return
    sizes = {
        schema: connection.scalar(text(f"PRAGMA {schema}.cache_size"))
        for schema in ("main", "temp")
    }
    try:
        for schema in sizes:
            connection.execute(text(f"PRAGMA {schema}.cache_size = -{_ROOM * 1024}"))
        yield
    finally:
        for schema, size in sizes.items():
            connection.execute(text(f"PRAGMA {schema}.cache_size = {size}"))
