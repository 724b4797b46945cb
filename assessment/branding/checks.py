"""What a brand's plain texts and its list of sections must be."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

from assessment.branding import blocks
from assessment.branding.brand import FALLBACK, Words
from assessment.branding.refusals import Refusal
from assessment.branding.sandbox import LONGEST

LINE: Final = 200
"""Characters of a name, a contact or a confidentiality line."""
FIRST: Final = "summary"
KEPT: Final = "method"
"""The section that says how the numbers came about, and that they certify nothing."""


def line(text: str) -> str:
    """Return a text of one line without spaces around it.

    Raises:
        Refusal: If it is too long, of several lines, or holds control characters.
    """
    found = text.strip()
    if len(found.splitlines()) > 1:
        raise Refusal("text-line", given=found)
    _refuse_controls(found)
    if len(found) > LINE:
        raise Refusal("text-long", given=f"{len(found):,}", most=LINE)
    return found


def paragraphs(text: str) -> str:
    """Return own words with plain line ends, as a template that was tried.

    Raises:
        Refusal: If they cannot be set in every report; see ``blocks.check``.
    """
    found = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(found) > LONGEST:
        raise Refusal("text-long", given=f"{len(found):,}", most=f"{LONGEST:,}")
    _refuse_controls(found)
    blocks.check(found)
    return found


def english(words: Words) -> None:
    """Accept words that other languages can fall back on, or none at all.

    Raises:
        Refusal: If there are some, and none in English.
    """
    if words and FALLBACK not in words:
        raise Refusal("text-english")


def sections(ids: Iterable[str], known: Sequence[str]) -> tuple[str, ...]:
    """Return ids of sections in their order.

    Page one always comes first and need not be named; the cover is no section.

    Args:
        ids: As chosen.
        known: The ids that there are.

    Raises:
        Refusal: If one is unknown or doubled, or the method is missing.
    """
    found: list[str] = []
    for name in ids:
        if name not in known:
            raise Refusal("section-unknown", given=name, known=", ".join(known))
        if name in found:
            raise Refusal("section-twice", given=name)
        found.append(name)
    if KEPT not in found:
        raise Refusal("section-kept", given=KEPT)
    return tuple(found)


def _refuse_controls(text: str) -> None:
    for character in text:
        if unicodedata.category(character) in ("Cc", "Cs") and character not in "\n\t":
            raise Refusal("text-control", given=f"U+{ord(character):04X}")
