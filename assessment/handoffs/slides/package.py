"""The file itself: the same bytes for the same slides.

An archive keeps when each entry was written; here all carry one fixed date, and stand
in the order of their names.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import Any, Final

from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.presentation import Presentation as Deck

_FIRST: Final = "[Content_Types].xml"
_ZERO: Final = (1980, 1, 1, 0, 0, 0)
# A report without a date still needs one that is not the clock's.
UNDATED: Final = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - the format has no zone
_DROPPED: Final = (
    RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
    RELATIONSHIP_TYPE.CUSTOM_PROPERTIES,
    RELATIONSHIP_TYPE.THUMBNAIL,
)


def moment(day: dt.date | None) -> dt.datetime:
    """Return midnight of a report's day, a fixed one for ``None``."""
    if day is None:
        return UNDATED
    return dt.datetime(day.year, day.month, day.day)  # noqa: DTZ001 - as above


def drop_strangers(deck: Deck) -> None:
    """Drop what a template says of itself: its picture, its makers, its statistics."""
    relations: Any = deck.part.package._rels
    for key in [key for key, one in relations.items() if one.reltype in _DROPPED]:
        relations.pop(key)


def written(deck: Deck) -> bytes:
    """Return the presentation as a file."""
    raw = io.BytesIO()
    deck.save(raw)
    content = io.BytesIO()
    with (
        zipfile.ZipFile(raw) as given,
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        names = sorted(given.namelist(), key=lambda name: (name != _FIRST, name))
        for name in names:
            entry = zipfile.ZipInfo(name, _ZERO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(entry, given.read(name))
    return content.getvalue()
