"""A real PostgreSQL for the tests: its own cluster, loopback only, thrown away."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_VERSIONS = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


@contextmanager
def server(durable: bool = False) -> Iterator[str]:
    """Start a cluster and yield its URL; stop and remove it at the end.

    Tests need no power-loss safety; measurements (``durable``) do.
    """
    if not _VERSIONS:
        raise RuntimeError("PostgreSQL is missing: apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="sextant-pg-"))
    if os.getuid() == 0:
        shutil.chown(folder, pwd.getpwnam("postgres").pw_uid)
    data, port = folder / "data", _free_port()
    _run("initdb", "-D", data, "-U", "sextant", "-A", "trust", "-E", "UTF8", "-N")
    settings = f"-p {port} -h 127.0.0.1 -k ''"
    if not durable:
        settings += " -F -c full_page_writes=off"
    log = folder / "log"
    _run("pg_ctl", "-D", data, "-w", "-o", settings, "-l", log, "start")
    try:
        yield f"postgresql+psycopg://sextant@127.0.0.1:{port}/postgres"
    finally:
        _run("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _run(program: str, *arguments: object) -> None:
    command = [str(_VERSIONS[0] / program), *map(str, arguments)]
    if os.getuid() == 0:
        # PostgreSQL refuses to run as root.
        command = ["runuser", "-u", "postgres", "--", *command]
    done = subprocess.run(
        command, cwd="/", capture_output=program == "initdb", check=False
    )
    if done.returncode:
        raise RuntimeError(f"{program} failed: {done.stderr!r}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
