"""A real server in its own process group, on loopback, with its own database."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
PATIENCE = 40.0
CHEAP_PASSWORDS = {"PASSWORD_TIME_COST": 1, "PASSWORD_MEMORY_KIB": 8}
"""Settings for throw-away accounts: a hash costs next to nothing."""


@dataclass
class Server:
    """Gunicorn with the application as ``wsgi.py`` builds it.

    ``kill`` ends it like a power cut (−9 for the whole process group), ``start`` begins
    again at the same address. What it says on standard error goes to ``log``.
    """

    database_url: str
    log: Path
    settings: dict[str, object] = field(default_factory=dict)
    port: int = 0
    entry: str = "wsgi:app"
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Return the address under which it is reached."""
        return f"http://{HOST}:{self.port}"

    def start(self) -> None:
        """Start and wait until it answers.

        Raises:
            RuntimeError: If it ends or stays silent.
        """
        self.port = self.port or free_port()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self._command(),
                cwd=ROOT,
                env=self._environment(),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._wait()

    def kill(self) -> None:
        """End it at once, with everything that it was about to do."""
        self._signal(signal.SIGKILL)

    def stop(self) -> None:
        """End it in good order."""
        self._signal(signal.SIGTERM)

    def _signal(self, number: int) -> None:
        if self.process is None:
            return
        os.killpg(self.process.pid, number)
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.process = None

    def _command(self) -> list[str]:
        return [
            *(sys.executable, "-m", "gunicorn", self.entry, "--no-control-socket"),
            *("--bind", f"{HOST}:{self.port}", "--workers", "1", "--threads", "4"),
            *("--log-level", "warning", "--timeout", "120", "--graceful-timeout", "2"),
        ]

    def _environment(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith("SEXTANT_")}
        own = {"DATABASE_URL": self.database_url, "PUBLIC_URL": self.url}
        settings = {**own, **CHEAP_PASSWORDS, **self.settings}
        return kept | {f"SEXTANT_{name}": str(v) for name, v in settings.items()}

    def _wait(self) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if self.process is None or self.process.poll() is not None:
                break
            if _answers(self.port):
                return
            time.sleep(0.05)
        self.kill()
        raise RuntimeError(f"the server did not start:\n{self.log.read_text()}")


@contextmanager
def serving(server: Server) -> Iterator[Server]:
    """Start a server and end it afterwards."""
    server.start()
    try:
        yield server
    finally:
        server.stop()


def free_port() -> int:
    """Return a port that nobody uses just now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
    return port


def path_of(url: str) -> str:
    """Return an address without its scheme and host."""
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _answers(port: int) -> bool:
    connection = HTTPConnection(HOST, port, timeout=10)
    try:
        connection.request("GET", "/sign-in")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
