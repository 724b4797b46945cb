"""A process beside the worker that draws reports: it can be ended, whatever it does.

It loads the PDF engine once. Where a report takes too long, needs all the memory or
never ends, this process goes, and the worker begins another one. It is renewed after a
hundred reports, so that what libraries keep does not pile up.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing import connection, get_context, parent_process
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from threading import Thread
from typing import Any, Final

from assessment.batches import formats, jobs
from assessment.batches.jobs import Job, Make, StoppedError, make

RENEWED: Final = 100
_READY: Final = "ready"
_START_SECONDS: Final = 120.0
_LOOK_SECONDS: Final = 0.2

Stop = Callable[[], bool]


@dataclass
class Child:
    """Writes files within a limit of seconds each; one at a time, so not for threads.

    ``own`` is a folder of a consultancy's definitions, empty for none; ``warm`` are the
    formats that are made ready beforehand.
    """

    seconds: float
    own: str = ""
    writes: Make = make
    warm: tuple[str, ...] = formats.FORMATS
    _process: BaseProcess | None = None
    _link: Connection[Any, Any] | None = field(default=None, repr=False)
    _written: int = 0

    def write(self, job: Job, stop: Stop = lambda: False) -> str | None:
        """Write a job's file; return why that failed (``jobs``), or ``None``.

        Raises:
            StoppedError: If ``stop`` said so meanwhile.
        """
        if self._written >= RENEWED:
            self.end()
        try:
            link = self._started(stop)
            self._written += 1
            link.send(job)
            return self._answer(link, self.seconds, stop)
        except (EOFError, BrokenPipeError, ConnectionResetError):
            self.end()
            return jobs.ENDED

    def end(self) -> None:
        """End the process at once."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        if self._link is not None:
            self._link.close()
        self._process, self._link, self._written = None, None, 0

    def _started(self, stop: Stop) -> Connection[Any, Any]:
        if self._link is not None:
            return self._link
        # Forking would copy locks and threads in whatever state they are.
        context = get_context("spawn")
        mine, theirs = context.Pipe()
        given = (theirs, self.own, self.warm, self.writes)
        self._process = context.Process(target=_serve, args=given, daemon=True)
        self._process.start()
        theirs.close()
        self._link = mine
        if self._answer(mine, _START_SECONDS, stop) != _READY:
            raise EOFError
        return mine

    def _answer(
        self, link: Connection[Any, Any], seconds: float, stop: Stop
    ) -> str | None:
        """Return what the process says; end it where that takes too long."""
        until = time.monotonic() + seconds
        while not link.poll(_LOOK_SECONDS):
            if stop():
                self.end()
                raise StoppedError
            if time.monotonic() > until:
                self.end()
                return jobs.TIME
        said: str | None = link.recv()
        return said


def _serve(
    link: Connection[Any, Any],
    own: str,
    warm: tuple[str, ...],
    writes: Make,
) -> None:
    """Draw what comes, until the worker hangs up or is gone."""
    # A stop of the whole group is for the worker to decide: it lets us finish.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    Thread(target=_leave_with_parent, daemon=True).start()
    if own:
        from questionnaires import loader

        loader.add_folder(own)
    formats.warm_up(warm)
    link.send(_READY)
    while True:
        try:
            job = link.recv()
        except EOFError:
            return
        link.send(_written(job, writes))


def _written(job: Job, writes: Make) -> str | None:
    try:
        return writes(job)
    except Exception:
        return jobs.ERROR


def _leave_with_parent() -> None:
    """End this process once the worker is gone, also in the middle of a report."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
    os._exit(1)
