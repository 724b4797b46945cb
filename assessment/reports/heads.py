"""How an organisation's name is set: whole on the cover, shortened above each page."""

from __future__ import annotations

from typing import Final

from assessment.reports import fitting

NAME_ROOM: Final = 95.0
"""Millimetres for the name in the running head: some seventy Latin letters.

With the report's title, the date and a logo that makes two lines, for which the margin
has room.
"""
_HEAD: Final = 7.6
_COVER: Final = 174.0
# Points, and the most lines: all are as high as two of the usual type, which leave
# the contents on the cover.
_SIZES: Final = (("", 30, 2), ("long", 20, 3), ("longer", 14, 4))
_LONGEST: Final = "longest"


def running(name: str, language: str) -> str:
    """Return a name for the running head, ended in "…" where it is too long."""
    return fitting.shortened(name, NAME_ROOM, _HEAD, language)


def cover(name: str, language: str) -> str:
    """Return the class of a name on the cover, empty for a usual one."""
    for kind, points, most in _SIZES:
        if fitting.lines(name, _COVER, points, language) <= most:
            return kind
    return _LONGEST
