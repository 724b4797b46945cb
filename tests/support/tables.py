"""Every row of a database: deleted, remembered, put back.

Both kinds leave their tables as a new database has them: no row lies before the first
one that a test makes, and its numbers begin where they began before.
"""

# ruff: noqa: S608 - the names are those of our own tables
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any, Protocol

from sqlalchemy import Engine

from assessment.db import Base

# Nobody was away: a session is as old as the rows that were put back.
_SEEN = "UPDATE sessions SET created_at = {now}, seen_at = {now}"


class Tables(Protocol):
    """The rows of one database; what ``take`` returned can be put back again."""

    def clear(self) -> None: ...
    def take(self) -> Any: ...
    def put_back(self, taken: Any) -> None: ...


def of(engine: Engine) -> Tables:
    """Return the tables of a migrated database."""
    kinds = {"sqlite": SqliteTables, "postgresql": PostgresqlTables}
    made: Tables = kinds[engine.dialect.name](engine)
    return made


class SqliteTables:
    """Rows are kept in this process, as the driver gives them."""

    _NOW = "strftime('%Y-%m-%d %H:%M:%f000', 'now')"

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._names = [table.name for table in Base.metadata.sorted_tables]

    @contextmanager
    def _cursor(self, begin: str) -> Iterator[Any]:
        connection = self._engine.raw_connection()
        try:
            cursor = connection.cursor()
            cursor.execute(begin)
            yield cursor
            cursor.execute("COMMIT")
        finally:
            # The pool rolls back what did not come to an end.
            connection.close()

    def clear(self) -> None:
        """Delete every row."""
        self.put_back({})

    def take(self) -> dict[str, list[Any]]:
        """Return the rows that are there, by the statement that inserts them."""
        taken = {}
        with self._cursor("BEGIN") as cursor:
            for name in self._names:
                rows = cursor.execute(f"SELECT * FROM {name}").fetchall()
                columns = [column[0] for column in cursor.description]
                marks = ", ".join("?" * len(columns))
                into = f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({marks})"
                if rows:
                    taken[into] = rows
        return taken

    def put_back(self, taken: dict[str, list[Any]]) -> None:
        """Delete every row, and insert those."""
        with self._cursor("BEGIN IMMEDIATE") as cursor:
            # A row may name one that comes after it.
            cursor.execute("PRAGMA defer_foreign_keys = ON")
            for name in reversed(self._names):
                cursor.execute(f"DELETE FROM {name}")
            for into, rows in taken.items():
                cursor.executemany(into, rows)
            cursor.execute(_SEEN.format(now=self._NOW))


_CLEAR = """
CREATE SCHEMA kept;
CREATE FUNCTION kept.clear() RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    names text[] := ARRAY(SELECT tablename::text FROM pg_tables
        WHERE schemaname = 'public' AND tablename <> 'alembic_version');
    name text;
    is_full boolean;
    cleared text[] := '{}';
BEGIN
    -- A test that left a transaction open must fail, not hang.
    SET LOCAL lock_timeout = '5s';
    SET LOCAL session_replication_role = replica;
    EXECUTE concat('LOCK TABLE ', array_to_string(names, ', '));
    FOREACH name IN ARRAY names LOOP
        EXECUTE 'SELECT EXISTS (SELECT FROM ' || name || ')' INTO is_full;
        CONTINUE WHEN NOT is_full;
        EXECUTE 'DELETE FROM ' || name;
        cleared := cleared || name;
    END LOOP;
    PERFORM setval(seqrelid, 1, false) FROM pg_sequence;
    RETURN array_to_string(cleared, ', ');
END $$
"""
# Neither triggers nor keys: the rows are what was there, with all that followed.
_PUT_BACK = """
CREATE FUNCTION kept.put_back_{number}() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    SET LOCAL session_replication_role = replica;
    {inserts}
    PERFORM setval(name::regclass, last) FROM kept.last_{number};
    {seen};
END $$
"""
# A type of the schema's own is kept as text, for a migration could not drop it.
_COLUMNS = """
SELECT table_name,
    string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position),
    string_agg(concat(quote_ident(column_name), CASE data_type
        WHEN 'USER-DEFINED' THEN concat('::text AS ', quote_ident(column_name))
    END), ', ' ORDER BY ordinal_position),
    string_agg(concat(quote_ident(column_name), CASE data_type
        WHEN 'USER-DEFINED' THEN concat('::', udt_name)
    END), ', ' ORDER BY ordinal_position)
FROM information_schema.columns
WHERE table_schema = 'public' AND table_name <> 'alembic_version'
GROUP BY table_name
"""
_LAST = """
CREATE TABLE kept.last_{number} AS
SELECT sequencename::text AS name, last_value AS last FROM pg_sequences
WHERE schemaname = 'public' AND last_value IS NOT NULL
"""


class PostgresqlTables:
    """Rows are kept beside the tables, in a schema of their own.

    Deleting takes a fifth of the time that truncating all tables takes, which makes
    some hundred files anew. The vacuum gives back the room, so that rows come out in
    the order in which they went in.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._numbers = count(1)
        self._run(_CLEAR)

    def _run(self, *statements: str) -> None:
        with self._engine.connect() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)

    def clear(self) -> None:
        """Delete every row, and let every number begin at 1."""
        with self._engine.connect() as connection:
            cleared = connection.exec_driver_sql("SELECT kept.clear()").scalar_one()
            if cleared:
                options = "INDEX_CLEANUP ON, PROCESS_TOAST OFF"
                connection.exec_driver_sql(f"VACUUM ({options}) {cleared}")

    def take(self) -> int:
        """Keep the rows that are there, under a number."""
        number, inserts = next(self._numbers), []
        with self._engine.connect() as connection:
            for name, columns, kept, given in connection.exec_driver_sql(_COLUMNS):
                any_row = f"SELECT EXISTS (SELECT FROM {name})"
                if not connection.exec_driver_sql(any_row).scalar_one():
                    continue
                place = f"kept.rows_{number}_{len(inserts)}"
                self._run(f"CREATE TABLE {place} AS SELECT {kept} FROM {name}")
                inserts.append(
                    f"INSERT INTO {name} ({columns}) OVERRIDING SYSTEM VALUE "
                    f"SELECT {given} FROM {place};"
                )
            connection.exec_driver_sql(_LAST.format(number=number))
        seen = _SEEN.format(now="now()")
        made = _PUT_BACK.format(number=number, inserts="".join(inserts), seen=seen)
        self._run(made)
        return number

    def put_back(self, taken: int) -> None:
        """Delete every row, and insert those that were kept."""
        self.clear()
        self._run(f"SELECT kept.put_back_{taken}()")
