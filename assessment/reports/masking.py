"""Take out of a comment what says who wrote it or is meant.

What is masked: addresses for mail, numbers for telephones, and the names and ids of
people that the assessment knows. Rather too much is masked than too little; what a
text tells between the lines no rule finds.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final

_AT: Final = "[@\uff20]"
_PLAIN_MAIL: Final = re.compile(
    rf"[A-Za-z0-9._%+'-]{{1,64}}{_AT}[A-Za-z0-9.-]{{1,255}}[A-Za-z0-9]"
)
# Other scripts know no spaces between an address and the words round it.
_ANY_MAIL: Final = re.compile(
    rf"[^\s@\uff20,;:()<>\uff0c\u3002\uff1b\uff1a\uff08\uff09\u3001]{{1,64}}{_AT}"
    r"[^\s@\uff20,;:()<>\uff0c\u3002\uff1b\uff1a\uff08\uff09\u3001]{1,255}"
)
_BETWEEN: Final = r"[ \t\u00a0\u3000.()/\uff08\uff09\u2010-\u2015\uff0d-]{0,3}"
_PHONE: Final = re.compile(
    rf"(?<![\d.])[+\uff0b(\uff08]{{0,2}}\d(?:{_BETWEEN}\d){{6,}}"
)
_EXTENSION: Final = re.compile(
    r"(?:\bext(?:ension|\.)?|\u5206\u673a|\u5206\u6a5f)[ :\uff1a.#]{0,3}\d{2,6}",
    re.IGNORECASE,
)
# A date, or a span of years, has as many digits as a telephone number.
_DATE: Final = re.compile(
    r"(?:19|20)\d\d[-/.\u2013](?:(?:19|20)\d\d|\d{1,2}[-/.]\d{1,2})"
)
# Overrides of direction would reach beyond the comment they stand in.
_CONTROLS: Final = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]"
)
SHORTEST: Final = 2
"""Shorter ids are words or figures of any text: "a", "1"."""
_SHORTEST_PART: Final = 3


def people_pattern(known: Collection[str]) -> re.Pattern[str] | None:
    """Return what finds people's ids and names in a text, ``None`` where none is known.

    Of a name that is written as such, every word with a capital, its single words are
    found too; not so of a post, such as "Head of marketing".
    """
    whole = sorted({name.strip() for name in known}, key=lambda n: (-len(n), n))
    found = [f"(?i:{_bounded(name)})" for name in whole if len(name) >= SHORTEST]
    parts = {part for name in whole for part in _parts(name)}
    found += [_bounded(part) for part in sorted(parts, key=lambda n: (-len(n), n))]
    return re.compile("|".join(found)) if found else None


def masked(text: str, people: re.Pattern[str] | None, mask: str) -> str:
    """Return a comment with ``mask`` in place of what names somebody.

    Controls and overrides of direction are left out; all else is as it was written.
    """
    text = _CONTROLS.sub("", text)
    for pattern in (_PLAIN_MAIL, _ANY_MAIL):
        text = pattern.sub(mask, text)
    text = _PHONE.sub(lambda match: _unless_date(match.group(), mask), text)
    text = _EXTENSION.sub(mask, text)
    return people.sub(mask, text) if people else text


def _unless_date(found: str, mask: str) -> str:
    return found if _DATE.fullmatch(found) else mask


def _bounded(name: str) -> str:
    """Return a pattern of a name that is no part of a longer word."""
    before = r"(?<![A-Za-z0-9_])" if _is_latin(name[0]) else ""
    after = r"(?![A-Za-z0-9_])" if _is_latin(name[-1]) else ""
    return f"{before}{re.escape(name)}{after}"


def _is_latin(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char == "_")


def _parts(name: str) -> Iterator[str]:
    words = re.findall(r"[^\W\d_]+", name)
    if len(words) > 1 and all(word[0].isupper() for word in words):
        yield from (word for word in words if len(word) >= _SHORTEST_PART)
