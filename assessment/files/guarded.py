"""Texts that a spreadsheet would take for formulas, and their guard in a CSV file.

A text that begins like a formula is written with an apostrophe before it, which
spreadsheets show as text and compute nothing from. Reading takes exactly that
apostrophe off again, so that what was written comes back as it was.
"""

from __future__ import annotations

import re
from typing import Final

_BEGINNINGS: Final = frozenset("=+-@＝＋－＠\t\r\n\x00")
_BLANK: Final = " \u00a0\u3000\ufeff"
_GUARD: Final = "'"
_NUMBER: Final = re.compile(r"[-+]?[0-9]+(\.[0-9]+)?")
"""What computes to itself, such as the key -0.5 of an option, needs no guard."""


def guard(text: str) -> str:
    """Return a text with an apostrophe before it where it needs one."""
    return _GUARD + text if _is_risky(text) else text


def unguard(text: str) -> str:
    """Return what ``guard`` was given."""
    if text.startswith(_GUARD) and _is_risky(text[1:]):
        return text[1:]
    return text


def _is_risky(text: str) -> bool:
    """Whether a text begins like a formula, or like one that is guarded already."""
    rest = text.lstrip(_GUARD + _BLANK)
    return rest[:1] in _BEGINNINGS and not _NUMBER.fullmatch(rest)
