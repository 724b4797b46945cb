"""A stage for browsers: a database with an account, served by a real server."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from sqlalchemy import create_engine, make_url, text

from assessment import create_app, db, schema
from assessment.accounts.models import User
from tests.support import seed
from tests.support.serving import CHEAP_PASSWORDS, Server, free_port, serving

MAIL = "consultant@example.org"
ADMIN = "admin@example.org"


def own_database(postgresql_url: str) -> str:
    """Make a database of its own in a cluster; other tests empty theirs."""
    url = make_url(postgresql_url)
    name = f"stage_{secrets.token_hex(4)}"
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return url.set(database=name).render_as_string(hide_password=False)


@dataclass
class Stage:
    """A running server, and the same application in this process to look behind it."""

    app: Flask
    server: Server

    @property
    def url(self) -> str:
        return self.server.url

    def seed(self, name: str) -> seed.Seeded:
        """Make an organisation of the consultant's with three invited people."""
        with self.app.app_context():
            session = db.session()
            owner = session.query(User).filter_by(mail=MAIL).one()
            return seed.assessment(session, owner, name)


@contextmanager
def stage(database_url: str, folder: Path, entry: str = "wsgi:app") -> Iterator[Stage]:
    """Migrate a database, make the accounts, serve; end and release it afterwards.

    ``entry`` is the application that is served.
    """
    log = folder / "server.log"
    server = Server(database_url, log, port=free_port(), entry=entry)
    app = create_app(
        {
            "TESTING": True,
            "DATABASE_URL": database_url,
            "PUBLIC_URL": server.url,
            **CHEAP_PASSWORDS,
        }
    )
    with app.app_context():
        schema.upgrade(db.engine())
        seed.user(db.session(), MAIL)
        seed.user(db.session(), ADMIN, "admin")
    with serving(server):
        yield Stage(app, server)
    with app.app_context():
        db.engine().dispose()
    said = server.log.read_text()
    for fault in ("Traceback", '"error": '):
        assert fault not in said, said[-4000:]
