"""The folder of reports: whole files under random ids, and pieces that are in work.

No name here comes from anybody, and the folder lies outside what the web serves.
"""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from assessment.errors import NotFoundError

_ID: Final = re.compile(r"[0-9a-f]{32}")
_PIECE: Final = ".part"
_AN_HOUR: Final = 3600.0


@dataclass(frozen=True, slots=True)
class Store:
    """A folder of reports; it is made when something is written."""

    folder: Path

    def begin(self, batch_id: int, part: str) -> Path:
        """Return where a part is written until it is whole.

        What a worker left there that died is taken away.
        """
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        stem = f"{batch_id}-{part}."
        for left in self.folder.glob(f"{stem}*{_PIECE}"):
            left.unlink(missing_ok=True)
        return self.folder / f"{stem}{secrets.token_hex(8)}{_PIECE}"

    def keep(self, piece: Path) -> str:
        """Give what was written its place; return its id."""
        name = secrets.token_hex(16)
        piece.replace(self.folder / name)
        return name

    def path(self, name: str) -> Path:
        """Return where a file lies.

        Raises:
            NotFoundError: If it is not there, or the name is none of ours.
        """
        found = self.folder / name
        if not _ID.fullmatch(name) or not found.is_file():
            raise NotFoundError
        return found

    def drop(self, names: Iterable[str | None]) -> None:
        """Delete files; those that are gone already are fine."""
        for name in names:
            if name is not None and _ID.fullmatch(name):
                (self.folder / name).unlink(missing_ok=True)

    def sweep(self, known: Collection[str]) -> int:
        """Delete what no row names and was not touched for an hour; return how many."""
        swept = 0
        for path in self.folder.glob("*"):
            ours = _ID.fullmatch(path.name) or path.suffix == _PIECE
            # Another worker may be at it: a file that goes in between is fine.
            with suppress(FileNotFoundError):
                if ours and path.name not in known and _is_old(path):
                    path.unlink()
                    swept += 1
        return swept


def _is_old(path: Path) -> bool:
    return time.time() - path.stat().st_mtime > _AN_HOUR
