"""Names of files that come from what people typed, such as an organisation's name.

A name keeps its script, and loses what a file system or a reader could be misled by.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

LONGEST: Final = 50
"""Characters of a part, so that a whole name fits a file system's 255 bytes."""
_RESERVED: Final = re.compile(r'[<>:"/\\|?*]+')
_UNSEEN: Final = ("Cc", "Cf", "Cs", "Zl", "Zp")


def joined(*parts: object, longest: int = LONGEST) -> str:
    """Return a name of its parts, each of at most ``longest`` characters.

    Empty where nothing of them can be shown.
    """
    return " ".join(filter(None, (safe(part, longest) for part in parts)))


def safe(part: object, longest: int = LONGEST) -> str:
    """Return a part without what file systems forbid and what cannot be seen."""
    text = "" if part is None else str(part)
    shown = (" " if unicodedata.category(c) in _UNSEEN else c for c in text)
    return tidy(tidy(_RESERVED.sub("-", "".join(shown)))[:longest])


def tidy(text: str) -> str:
    """Return a text with single spaces and no dots, hyphens or spaces at its ends."""
    return " ".join(text.split()).strip(" .-")
