"""Migrations: bringing a database to the schema of this version, and checking it."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine
from sqlalchemy.engine import Connection

from assessment import paths


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the database to ``revision``; running it again changes nothing."""
    with engine.execution_options(sextant_writes=True).begin() as connection:
        command.upgrade(_config(connection), revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Take the database back to ``revision``."""
    with engine.execution_options(sextant_writes=True).begin() as connection:
        command.downgrade(_config(connection), revision)


def revision(engine: Engine) -> str | None:
    """Return the database's revision, or ``None`` for an empty database."""
    with engine.connect() as connection:
        found: str | None = MigrationContext.configure(
            connection
        ).get_current_revision()
    return found


def head() -> str | None:
    """Return the newest revision that this version knows."""
    found: str | None = ScriptDirectory(str(paths.migrations())).get_current_head()
    return found


def is_current(engine: Engine) -> bool:
    """Whether the database has exactly the schema of this version."""
    return revision(engine) == head()


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(paths.migrations()))
    config.attributes["connection"] = connection
    return config
