"""How a language is set, for pages and for reports, which need no web framework."""

from __future__ import annotations

import re
from typing import Final

_HAN: Final = r"[\u3400-\u4dbf\u4e00-\u9fff]"
_LATIN: Final = r"[A-Za-z0-9+\u2212%]"
BOUNDARY: Final = re.compile(f"({_HAN})(?={_LATIN})|({_LATIN})(?={_HAN})")
"""A Chinese character before a Latin one, or the other way round: room follows it."""


def full_stop(tag: str) -> str:
    """Return what ends a sentence."""
    return "." if tag == "en" else "。"


def middle_half(low: str, median: str, high: str, tag: str) -> str:
    """Return a median with the middle half round it: "47 (38–57)"."""
    return median + bracketed(f"{low}–{high}", tag)


def bracketed(words: object, tag: str) -> str:
    """Return words in the brackets of a language; Chinese sets no space before them."""
    return f" ({words})" if tag == "en" else f"（{words}）"
