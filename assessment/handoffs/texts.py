"""Texts as the formats of offices can hold them.

XML knows no control characters and no halves of surrogate pairs: a file that has one
does not open.
"""

from __future__ import annotations

import re
from typing import Final

_FORBIDDEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_LINE_ENDS: Final = re.compile("\r\n?|[\u2028\u2029\x85]")


def clean(text: str) -> str:
    """Return a text without the characters that XML cannot hold, else unchanged."""
    return _FORBIDDEN.sub("", text)


def clean_lines(text: str) -> str:
    """Return a clean text whose line ends, of whatever kind, are line feeds."""
    return clean(_LINE_ENDS.sub("\n", text))


def one_line(text: str) -> str:
    """Return a clean text with every run of white space as one space."""
    return " ".join(clean_lines(text).split())
