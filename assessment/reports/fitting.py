"""How much room a text takes on paper, and how much of it fits."""

from __future__ import annotations

from math import ceil
from typing import Final

from assessment.reports import fonts

ELLIPSIS: Final = "\N{HORIZONTAL ELLIPSIS}"
MM: Final = 96 / 25.4
"""CSS pixels in a millimetre."""
PT: Final = 96 / 72
LOSS: Final = 1.08
"""What lines lose at their ends, where a word goes over to the next one."""
_LONGEST: Final = 2_000
"""No room takes as many characters; what is longer need not be measured."""
_FIRST_WIDE: Final = "\u2e80"


def lines(text: str, room: float, points: float, language: str) -> int:
    """Return in how many lines a text is set, at most.

    Args:
        text: One paragraph.
        room: How wide a line is, in millimetres.
        points: The size of the type, in points.
        language: Whose fonts are used.
    """
    wide = fonts.width(text[:_LONGEST], points * PT, language=language)
    return max(1, ceil(wide * LOSS / (room * MM)))


def shortened(text: str, room: float, points: float, language: str) -> str:
    """Return ``text``, or as much of it as fits, cut after a word and ended in "…".

    Args:
        text: One paragraph; blanks and line ends in it count as one space each.
        room: How long a line of all that is shown may become, in millimetres.
        points: The size of the type, in points.
        language: Whose fonts are used.
    """
    text = " ".join(text.split())
    most = room * MM / LOSS
    if len(text) <= _LONGEST and _width(text, points, language) <= most:
        return text
    low, high = 0, min(len(text), _LONGEST)
    while low < high:
        middle = (low + high + 1) // 2
        fits = _width(text[:middle] + ELLIPSIS, points, language) <= most
        low, high = (middle, high) if fits else (low, middle - 1)
    return _after_word(text, low).rstrip(" ,;:\uff0c\u3001\uff1b\uff1a") + ELLIPSIS


def _width(text: str, points: float, language: str) -> float:
    return fonts.width(text, points * PT, language=language)


def _after_word(text: str, end: int) -> str:
    """Return the text up to ``end``, without the piece of a word that it ends in.

    A word longer than a third of that is cut, and Chinese anywhere.
    """
    kept = text[:end]
    if end >= len(text) or not (_in_word(text[end - 1 : end]) and _in_word(text[end])):
        return kept
    start = end
    while start and _in_word(text[start - 1]):
        start -= 1
    return kept if end - start > end / 3 else kept[:start]


def _in_word(char: str) -> bool:
    return bool(char) and not char.isspace() and char < _FIRST_WIDE
