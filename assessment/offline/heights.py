"""How high a row must be for its wrapped texts; not every program works that out."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable
from typing import Final

# Points from line to line at the form's size of 10 points, by language: the Chinese
# fonts stand taller.
_LINE: Final = {"en": 13.5, "zh-Hans": 16.5, "zh-Hant": 16.5}
# Columns are measured in digits of 11 points; Latin letters of 10 points are narrower.
_LETTER: Final = {"en": 0.85, "zh-Hans": 1.0, "zh-Hant": 1.0}
_AROUND: Final = 4.0
# No row of a workbook can be higher.
_MOST: Final = 409.0


def height(cells: Iterable[tuple[str, float]], language: str) -> float:
    """Return a row's height in points.

    ``cells`` pairs texts with the widths of their columns, in characters. The estimate
    is on the generous side; texts beyond 409 points are cut where they are shown, and
    whole where they are selected.
    """
    lines = max((_lines(text, width, language) for text, width in cells), default=1)
    return min(_MOST, lines * _LINE[language] + _AROUND)


def _lines(text: str, width: float, language: str) -> int:
    letter = _LETTER[language]
    wide = (_wide(line, letter) for line in text.split("\n"))
    return sum(max(1, math.ceil(each / width)) for each in wide)


def _wide(line: str, letter: float) -> float:
    """Return the width of a line in digits; a Chinese character is two wide."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else letter for c in line)
