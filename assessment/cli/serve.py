"""``sextant serve``: the web application under gunicorn."""

from __future__ import annotations

import os
import socket
from typing import Any, Final

import click
from flask import Flask
from gunicorn.app.base import BaseApplication

from assessment import create_app, db, schema
from assessment.settings import PREFIX

WORKERS = 3
EVERYWHERE: Final = ("0.0.0.0", "::")  # noqa: S104  # named, not bound to


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn is untyped
    """Gunicorn with an application that is built already."""

    def __init__(self, app: Flask, options: dict[str, Any]) -> None:
        self.application = app
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        """Take our options."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Return the application."""
        return self.application


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=WORKERS, show_default=True, type=click.IntRange(1))
def serve(host: str, port: int, workers: int) -> None:
    """Serve the web application until interrupted."""
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    _require_free(host, port, address)
    app = create_app(_public(host, port, address))
    with app.app_context():
        if not schema.is_current(db.engine()):
            raise click.ClickException(
                "the database is not at this version's schema; run: sextant db upgrade"
            )
        # Workers are forked: none may inherit an open connection.
        db.engine().dispose()
    options = {
        "bind": address,
        "workers": workers,
        "worker_class": "gthread",
        "threads": 4,
        "graceful_timeout": 30,
        "timeout": 120,
        # Our own log names the route and never the address, which may hold a token.
        "accesslog": None,
        "loglevel": "warning",
        "control_socket_disable": True,
    }
    click.echo(f"Sextant serves on http://{address}")
    Server(app, options).run()


def _public(host: str, port: int, address: str) -> dict[str, str]:
    """Return the address that links begin with, unless it is set: where we serve."""
    if os.environ.get(f"{PREFIX}PUBLIC_URL", "").strip():
        return {}
    shown = f"127.0.0.1:{port}" if host in EVERYWHERE else address
    return {"PUBLIC_URL": f"http://{shown}"}


def _require_free(host: str, port: int, address: str) -> None:
    """Refuse an address that cannot be served, before anything is announced."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise click.ClickException(
                f"{address} cannot be served; {error.strerror}; "
                "choose another --host or --port"
            ) from error
