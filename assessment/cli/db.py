"""``sextant db``: migrations, and the integrity of what is stored."""

from __future__ import annotations

import click
from sqlalchemy import text
from sqlalchemy.engine import Engine

from assessment import create_app, schema
from assessment import db as database
from assessment.audit import services as audit
from assessment.engagements import soundness


@click.group("db")
def db() -> None:
    """Prepare and check the database."""


@db.command("upgrade")
def upgrade() -> None:
    """Bring the database to this version's schema; safe to run again."""
    with create_app().app_context():
        schema.upgrade(database.engine())
        click.echo(f"database at revision {schema.revision(database.engine())}")


@db.command("check")
def check() -> None:
    """Check the schema, the stored rows, frozen results and the audit chain."""
    with create_app().app_context():
        engine, session = database.engine(), database.session()
        faults = schema_faults(engine)
        if not faults:
            faults = reference_faults(engine) + soundness.faults(session)
            faults += audit.faults(session)
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        raise SystemExit(1)
    click.echo("database is sound")


def schema_faults(engine: Engine) -> list[str]:
    """Return why the database is not at this version's schema, if it is not."""
    found = schema.revision(engine)
    if found == schema.head():
        return []
    return [
        f"database: schema is not this version's; at revision {found}, "
        f"needs {schema.head()}; run: sextant db upgrade"
    ]


def reference_faults(engine: Engine) -> list[str]:
    """Return broken files and references; PostgreSQL keeps these by itself."""
    if engine.dialect.name != "sqlite":
        return []
    with engine.connect() as connection:
        state = connection.execute(text("PRAGMA integrity_check")).scalars().all()
        broken = connection.execute(text("PRAGMA foreign_key_check")).all()
    faults = [f"database file: {line}" for line in state if line != "ok"]
    return faults + [
        f"table {table}, row {row}: refers to a missing row of {parent}"
        for table, row, parent, _key in broken
    ]
