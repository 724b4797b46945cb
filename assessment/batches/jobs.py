"""One file to write: what is needed, how it is done, and why it could not be.

Plain values and nothing of the web or the database, so that a process that draws
reports starts quickly.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from assessment.batches import formats
from assessment.batches.formats import Told

logger = logging.getLogger("sextant.batches")

TIME: Final = "time"
ENDED: Final = "ended"
SPACE: Final = "space"
GONE: Final = "gone"
ERROR: Final = "error"


class StoppedError(Exception):
    """Work was broken off because its worker has to end; another one does it."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is needed to write one file, as plain values for another process."""

    told: Told
    form: str
    path: Path


Make = Callable[[Job], str | None]
"""Writes a job's file; returns why it could not, a code as above, or ``None``."""


def make(job: Job) -> str | None:
    """Write a job's file in this process; return why that failed, or ``None``."""
    try:
        job.path.write_bytes(formats.content(job.told, job.form))
    except OSError as error:
        logger.error("a report cannot be written", extra={"kind": error.strerror})
        return SPACE
    return None
