"""Several files as one zip archive: the same bytes whatever made them, and when."""

from __future__ import annotations

import shutil
import unicodedata
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO, Final, NamedTuple

from assessment.batches.formats import PACKED
from assessment.filenames import joined

LONGEST: Final = 24
"""Characters of an organisation's and of a unit's name: together below 255 bytes."""
_DAY: Final = (1980, 1, 1, 0, 0, 0)
_UNIX: Final = 3
_READABLE: Final = 0o100644 << 16


class Title(NamedTuple):
    """What a report's file is named after; ``unit`` is empty for the whole."""

    organisation: str
    unit: str
    date: str
    language: str
    ending: str


def names(titles: Sequence[Title]) -> list[str]:
    """Return a file name for each title, all different on every file system.

    The first of several that would have one name keeps it, the others get numbers.
    """
    taken: set[str] = set()
    return [_free(title, taken) for title in titles]


def _free(title: Title, taken: set[str]) -> str:
    parts = (title.organisation, title.unit, title.date, title.language)
    stem = joined(*parts, longest=LONGEST) or "sextant"
    number = 1
    while True:
        mark = "" if number == 1 else f" {number}"
        name = f"{stem}{mark}.{title.ending}"
        # Some file systems take these for one name.
        key = unicodedata.normalize("NFKC", name).casefold()
        if key not in taken:
            taken.add(key)
            return name
        number += 1


def write_zip(target: IO[bytes], files: Iterable[tuple[str, Path]]) -> None:
    """Write an archive of files by name, ordered by name and with a fixed date.

    Only a piece of one file is in memory at a time.
    """
    with zipfile.ZipFile(target, "w") as archive:
        for name, path in sorted(files):
            with path.open("rb") as source, archive.open(_entry(name), "w") as entry:
                shutil.copyfileobj(source, entry)


def _entry(name: str) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name, _DAY)
    made.create_system, made.external_attr = _UNIX, _READABLE
    is_packed = name.rpartition(".")[2] in PACKED
    made.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
    return made
