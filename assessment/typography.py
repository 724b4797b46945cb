"""How a language is set, for pages and for reports, which need no web framework."""

from __future__ import annotations

import re
from typing import Final

_HAN: Final = r"[\u3400-\u4dbf\u4e00-\u9fff]"
_LATIN: Final = r"[A-Za-z0-9+\u2212%]"
BOUNDARY: Final = re.compile(f"({_HAN})(?={_LATIN})|({_LATIN})(?={_HAN})")
"""A Chinese character before a Latin one, or the other way round: room follows it."""


def bracketed(words: object, tag: str) -> str:
    """Return words in the brackets of a language; Chinese sets no space before them."""
    return f" ({words})" if tag == "en" else f"（{words}）"
