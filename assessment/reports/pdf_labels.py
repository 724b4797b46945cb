"""Chart labels drawn as whole texts instead of letter by letter.

The engine shapes and places each letter of an SVG text by itself, as an SVG may give
every letter its own place. Ours never do, and 2,200 letters were a tenth of a report's
time. Here a text that has one place is its own only letter, so that it is shaped once,
kerned as the page's text is, and one string in the file.

The engine offers no option for it, so this replaces one property of it while a document
is rendered. Should a later engine not ask that property, labels are set as before.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from weasyprint.svg import Node

_LETTERS: Final[property] = Node.text
_PLACES: Final = ("x", "y", "dx", "dy")
_SPREAD: Final = ("rotate", "letter-spacing", "textLength")


class _Whole(str):
    """A text whose only letter is itself."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        yield str(self)


@contextmanager
def whole() -> Iterator[None]:
    """Draw SVG texts as a whole meanwhile; for one render at a time."""
    Node.text = property(_text)
    try:
        yield
    finally:
        Node.text = _LETTERS


def _text(node: Any) -> str | None:
    text: str | None = _LETTERS.__get__(node)
    return _Whole(text) if text and _has_one_place(node) else text


def _has_one_place(node: Any) -> bool:
    if any(node.get(name) for name in _SPREAD):
        return False
    places = (node.get(name, "").replace(",", " ").split() for name in _PLACES)
    return all(len(place) <= 1 for place in places)
