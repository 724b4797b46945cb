"""How many lines a text takes on paper, and how much of it fits into so many."""

from __future__ import annotations

import re
from typing import Final

from assessment.reports import fonts

ELLIPSIS: Final = "\N{HORIZONTAL ELLIPSIS}"
MM: Final = 96 / 25.4
"""CSS pixels in a millimetre."""
PT: Final = 96 / 72
_LONGEST: Final = 2_000
"""No room takes as many characters; what is longer need not be measured."""
_FIRST_WIDE: Final = "\u2e80"
# Chinese breaks between any two characters, but never before a closing mark.
_PIECES: Final = re.compile(
    r"[\u2e80-\uffff][\u3001\u3002\uff0c\uff1b\uff1a\uff01\uff1f\uff09\u300d\u201d]*"
    r"|[^\s\u2e80-\uffff]+|\s+"
)


def lines(text: str, room: float, points: float, language: str) -> int:
    """Return in how many lines a text is set: after a word if it can be, else within.

    Args:
        text: One paragraph.
        room: How wide a line is, in millimetres.
        points: The size of the type, in points.
        language: Whose fonts are used.
    """
    full, used, count = room * MM, 0.0, 1
    for piece in _PIECES.findall(text[:_LONGEST]):
        wide = fonts.width(piece, points * PT, language=language)
        if used + wide <= full or piece.isspace():
            used = min(used + wide, full)
        else:
            # What is wider than a line goes on over as many as it takes.
            more, used = divmod(wide, full)
            count += 1 + int(more)
    return count


def shortened(
    text: str, room: float, points: float, language: str, most: int = 1
) -> str:
    """Return ``text``, or as much of it as fits, cut after a word and ended in "…".

    Args:
        text: One paragraph; blanks and line ends in it count as one space each.
        room: How wide a line is, in millimetres.
        points: The size of the type, in points.
        language: Whose fonts are used.
        most: In how many lines it has to fit.
    """
    text = " ".join(text.split())
    if len(text) <= _LONGEST and lines(text, room, points, language) <= most:
        return text
    low, high = 0, min(len(text), _LONGEST)
    while low < high:
        middle = (low + high + 1) // 2
        fits = lines(text[:middle] + ELLIPSIS, room, points, language) <= most
        low, high = (middle, high) if fits else (low, middle - 1)
    return _after_word(text, low).rstrip(" ,;:\uff0c\u3001\uff1b\uff1a") + ELLIPSIS


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
