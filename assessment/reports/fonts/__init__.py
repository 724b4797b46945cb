"""The report's fonts: which family a language takes, what they cover, how wide it is.

The four files are subsets of Noto Sans SC and TC (SIL Open Font Licence, ``OFL.txt``),
built by ``docs/make/build_fonts.py`` with ``coverage.json`` and ``widths.json``.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).parent
CONFIGURATION: Final = FOLDER / "fonts.conf"
"""Fontconfig's configuration that knows these fonts and no others."""

SIMPLIFIED: Final = "Noto Sans SC"
TRADITIONAL: Final = "Noto Sans TC"
SUBSTITUTE: Final = "\N{WHITE SQUARE}"
"""What stands for a character that neither family has."""

_IGNORABLE: Final = frozenset({"Cc", "Cf"})
_EM: Final = 1000
_CONTROLS: Final[dict[int, str | None]] = {
    code: None for code in (*range(0x20), *range(0x7F, 0xA0)) if code not in (9, 10, 13)
}


def family(language: str) -> str:
    """Return the CSS ``font-family`` value of a language, the other as fallback."""
    first, second = SIMPLIFIED, TRADITIONAL
    if language == "zh-Hant":
        first, second = second, first
    return f"'{first}', '{second}'"


def missing(text: str) -> set[str]:
    """Return the characters of ``text`` that neither family can show.

    Controls and marks of direction draw nothing and are never missing.
    """
    covered = _coverage("SC") | _coverage("TC")
    return {char for char in set(text) - covered if not _is_ignorable(char)}


def substitute(text: str) -> str:
    """Return ``text`` with a box for each character that neither family can show.

    Combining marks are left out instead, as a box for each would drown the letters;
    so are control characters other than tab and line ends.
    """
    table = _CONTROLS | {ord(char): _stand_in(char) for char in missing(text)}
    # Translating is slow and nearly always has nothing to do.
    if table.keys().isdisjoint(map(ord, set(text))):
        return text
    return text.translate(table)


@lru_cache(maxsize=16_384)
def width(text: str, size: float, bold: bool = False, language: str = "en") -> float:
    """Return the width of one line in the unit of ``size``, without kerning.

    Kerning only narrows Latin text, so this is never too small; a character that
    neither family has counts as one em.
    """
    first, second = ("TC", "SC") if language == "zh-Hant" else ("SC", "TC")
    weight = 700 if bold else 400
    own, other = _widths(f"NotoSans{first}-{weight}"), None
    total = 0
    for char in text:
        if char not in _coverage(first):
            other = other or _widths(f"NotoSans{second}-{weight}")
            total += other.get(char, _EM)
        else:
            total += own.get(char, _EM)
    return total * size / _EM


def _stand_in(char: str) -> str | None:
    return None if unicodedata.category(char).startswith("M") else SUBSTITUTE


def _is_ignorable(char: str) -> bool:
    # Variation selectors (Mn) only choose a glyph; they need none themselves.
    return (
        unicodedata.category(char) in _IGNORABLE
        or "\N{VARIATION SELECTOR-1}" <= char <= "\N{VARIATION SELECTOR-16}"
    )


@cache
def _coverage(name: str) -> frozenset[str]:
    return frozenset(_read("coverage.json")[name])


@cache
def _widths(name: str) -> Mapping[str, int]:
    table = _read("widths.json")[name]
    return {char: int(advance) for advance, chars in table.items() for char in chars}


@cache
def _read(name: str) -> Any:
    return json.loads((FOLDER / name).read_text("utf-8"))
