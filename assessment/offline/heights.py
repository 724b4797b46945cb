"""How high a row must be for its wrapped texts; not every program works that out."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable
from typing import Final

# Points from line to line at the form's size of 10 points, by language: the Chinese
# fonts stand taller.
_LINE: Final = {"en": 13.5, "zh-Hans": 16.5, "zh-Hant": 16.5}
_AROUND: Final = 4.0
# No row of a workbook can be higher.
_MOST: Final = 409.0


def height(cells: Iterable[tuple[str, float]], language: str) -> float:
    """Return a row's height in points.

    ``cells`` pairs texts with the widths of their columns, in characters. The estimate
    is on the generous side; texts beyond 409 points are cut where they are shown, and
    whole where they are selected.
    """
    lines = max((_lines(text, width) for text, width in cells), default=1)
    return min(_MOST, lines * _LINE[language] + _AROUND)


def _lines(text: str, width: float) -> int:
    return sum(max(1, math.ceil(_wide(line) / width)) for line in text.split("\n"))


def _wide(text: str) -> int:
    """Return the width of a line in characters; Chinese ones count twice."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
