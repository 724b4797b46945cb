"""Downloads: how a browser is told to keep a response as a file, and under what name.

A name comes from what people typed, such as an organisation's name. It keeps their
script in ``filename*`` (RFC 6266), and loses what a header, a file system or a reader
could be misled by.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final
from urllib.parse import quote

from flask import Response

LONGEST: Final = 50
"""Characters of a part, so that a whole name fits a file system's 255 bytes."""
_RESERVED: Final = re.compile(r'[<>:"/\\|?*]+')
_UNSEEN: Final = ("Cc", "Cf", "Cs", "Zl", "Zp")
_NOT_PLAIN: Final = re.compile(r"[^A-Za-z0-9. -]")


def attach(response: Response, end: str, *parts: object) -> Response:
    """Make a response a file named after its parts, with ``end`` after the dot."""
    name = " ".join(filter(None, map(_safe, parts)))
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = _tidy(_NOT_PLAIN.sub("", plain)) or "sextant"
    encoded = quote(name or plain, safe="")
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"{plain}.{end}\"; filename*=UTF-8''{encoded}.{end}"
    )
    return response


def _safe(part: object) -> str:
    """Return a part without what file systems forbid and what cannot be seen."""
    text = "" if part is None else str(part)
    shown = (" " if unicodedata.category(c) in _UNSEEN else c for c in text)
    return _tidy(_tidy(_RESERVED.sub("-", "".join(shown)))[:LONGEST])


def _tidy(text: str) -> str:
    """Return a text with single spaces and no dots, hyphens or spaces at its ends."""
    return " ".join(text.split()).strip(" .-")
