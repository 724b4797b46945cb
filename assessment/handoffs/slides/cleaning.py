"""Texts as XML can hold them."""

from __future__ import annotations

import re
from typing import Final

_ILLEGAL: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_ENDS: Final = re.compile("\r\n?|[\u2028\u2029\x85]")


def clean(text: str) -> str:
    """Return a text without what XML cannot hold: NUL, controls, lone surrogates.

    Line ends of every kind become line feeds.
    """
    return _ILLEGAL.sub("", _LINE_ENDS.sub("\n", text))


def one_line(text: str) -> str:
    """Return a clean text with every run of white space as one space."""
    return " ".join(clean(text).split())
