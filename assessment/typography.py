"""How a language is set, for pages and for reports, which need no web framework."""

from __future__ import annotations


def bracketed(words: object, tag: str) -> str:
    """Return words in the brackets of a language; Chinese sets no space before them."""
    return f" ({words})" if tag == "en" else f"（{words}）"
