"""The file itself: the same bytes for the same slides.

An archive keeps when each entry was written; here all carry one fixed date, and stand
in the order of their names.
"""

from __future__ import annotations

import datetime as dt
import io
from typing import Any, Final

from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.presentation import Presentation as Deck

from assessment.handoffs.packages import dated

_DAY: Final = dt.date(1980, 1, 1)
_DROPPED: Final = (
    RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
    RELATIONSHIP_TYPE.CUSTOM_PROPERTIES,
    RELATIONSHIP_TYPE.THUMBNAIL,
)


def drop_strangers(deck: Deck) -> None:
    """Drop what a template says of itself: its picture, its makers, its statistics."""
    relations: Any = deck.part.package._rels
    for key in [key for key, one in relations.items() if one.reltype in _DROPPED]:
        relations.pop(key)


def written(deck: Deck) -> bytes:
    """Return the presentation as a file."""
    raw = io.BytesIO()
    deck.save(raw)
    return dated(raw.getvalue(), _DAY, sort=True)
