"""Writing a file: the whole of it or nothing."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from assessment.files.errors import FileRefusedError


def make_folder(path: Path) -> None:
    """Make a folder, with those above it, in which files can be made.

    Raises:
        FileRefusedError: If that is not possible.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path):
            pass
    except OSError as error:
        raise write_fault(path, error) from error


def write(path: Path, content: bytes) -> None:
    """Write ``content`` beside ``path`` first, then rename it.

    Raises:
        FileRefusedError: If the place cannot be written; nothing is left there.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise write_fault(path, error) from error
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError as error:
        with suppress(OSError):
            Path(name).unlink()
        raise write_fault(path, error) from error


def write_fault(path: Path, error: OSError) -> FileRefusedError:
    """Return the refusal of a place that cannot be written."""
    fault = f"{path}: cannot be written; {error.strerror}; choose another place"
    return FileRefusedError([fault])
