"""A consultancy's own words as paragraphs, for formats that are no pages.

Word files and slides say what the page says: headings, paragraphs, entries of lists.
An address stands behind its words, so that nothing in the file leads anywhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import Final, NamedTuple
from xml.etree import ElementTree

from assessment.typography import bracketed

# HTML shows these as one space; a space that does not break stays.
_SPACES: Final = re.compile("[ \t\n\r\f]+")
_HEADINGS: Final = ("h2", "h3")
_LISTS: Final = ("ul", "ol")
_BLOCKS: Final = (*_HEADINGS, *_LISTS, "p", "li")
_BULLET: Final = "•"
_SCHEME: Final = re.compile("^(?:https?://|mailto:)")


class Piece(NamedTuple):
    """A text inside a paragraph; ``is_strong`` where it is set in bold."""

    text: str
    is_strong: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What stands by itself; a line feed in it ends a line.

    ``depth`` is 0 outside lists, 1 in a list, 2 in a list inside a list. ``marker``
    is the bullet or number of a list's entry, and empty for what goes on inside one.
    """

    pieces: tuple[Piece, ...]
    is_heading: bool = False
    depth: int = 0
    marker: str = ""

    @property
    def text(self) -> str:
        """Return what it says."""
        return "".join(piece.text for piece in self.pieces)


def paragraphs(text: str, language: str) -> tuple[Paragraph, ...]:
    """Return own words, as ``blocks`` leaves them, in paragraphs.

    Args:
        text: Well-formed HTML of the few elements that own words may have.
        language: What they are written in.
    """
    reader = _Reader(language)
    # A parser that tells of one element after another: what is nested a thousand
    # levels deep would be too much for functions that call themselves.
    parser = ElementTree.XMLParser(target=reader)  # noqa: S314  # nh3 has cleaned it
    parser.feed(f"<div>{text}</div>")
    parser.close()
    return tuple(reader.made)


class _Reader:
    """Collects paragraphs while a parser tells of elements and texts."""

    def __init__(self, language: str) -> None:
        self.made: list[Paragraph] = []
        self._language = language
        self._pieces: list[Piece] = []
        self._counts: list[int | None] = []
        self._marker = ""
        self._strong = self._heading = 0
        self._links: list[tuple[str, int]] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        if tag in _BLOCKS:
            self._ended()
        if tag in _LISTS:
            self._counts.append(0 if tag == "ol" else None)
        elif tag == "li":
            self._marker = self._marked()
        elif tag == "a":
            self._links.append((attributes.get("href", ""), len(self._pieces)))
        elif tag == "br":
            self._pieces.append(Piece("\n", False))
        self._strong += tag == "strong"
        self._heading += tag in _HEADINGS

    def end(self, tag: str) -> None:
        """End an element."""
        if tag in _BLOCKS:
            self._ended()
        if tag in _LISTS:
            self._counts.pop()
        elif tag == "li":
            # An empty entry has nothing to mark.
            self._marker = ""
        elif tag == "a":
            self._addressed(*self._links.pop())
        self._strong -= tag == "strong"
        self._heading -= tag in _HEADINGS

    def data(self, text: str) -> None:
        """Go on with a text."""
        said = _SPACES.sub(" ", text)
        if not self._pieces or self._pieces[-1].text.endswith((" ", "\n")):
            said = said.removeprefix(" ")
        if said:
            self._pieces.append(Piece(said, self._strong > 0))

    def _marked(self) -> str:
        count = self._counts[-1]
        if count is None:
            return _BULLET
        self._counts[-1] = count + 1
        return f"{count + 1}."

    def _addressed(self, address: str, first: int) -> None:
        """Write a link's address behind its words, unless they are the address."""
        plain = _SCHEME.sub("", address).rstrip("/")
        words = "".join(piece.text for piece in self._pieces[first:]).strip()
        if plain and _SCHEME.sub("", words).rstrip("/") != plain:
            shown = address.removeprefix("mailto:")
            self._pieces.append(Piece(bracketed(shown, self._language), False))

    def _ended(self) -> None:
        pieces, self._pieces = self._pieces, []
        # A link that holds blocks has its address after the last of them.
        self._links = [(address, 0) for address, _ in self._links]
        joined = _joined(pieces)
        if not joined:
            return
        self.made.append(
            Paragraph(joined, self._heading > 0, len(self._counts), self._marker)
        )
        self._marker = ""


def _joined(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Return pieces with neighbours alike as one, without white space around."""
    if pieces:
        # Of an address that stands by itself, behind a link around whole paragraphs.
        pieces[0] = Piece(pieces[0].text.lstrip(" "), pieces[0].is_strong)
    groups = groupby(pieces, key=lambda piece: piece.is_strong)
    made = [Piece("".join(p.text for p in group), key) for key, group in groups]
    while made and not made[-1].text.strip():
        made.pop()
    if made:
        made[-1] = Piece(made[-1].text.rstrip(), made[-1].is_strong)
    return tuple(made)
