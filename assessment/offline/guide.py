"""The sheet that explains: steps, columns, codes, and what the parts' values mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from assessment.offline.answers import COLUMNS
from assessment.offline.book import Book, cut
from assessment.offline.heights import height
from assessment.offline.rows import Tables
from assessment.offline.words import word
from questionnaires.model import Part, Questionnaire
from scoring.answers import EVIDENCE, NA_REASONS, ROLES

_WIDTHS: Final = (24, 84)
_HEADING: Final = 21.0
"""Height of a heading's row, in points."""
_STEPS: Final = 5
_CODES: Final = {"evidence": EVIDENCE, "reason": NA_REASONS, "role": ROLES}


class Guide:
    """Writes the sheet from top to bottom; ``line`` is the next free row, from 0."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.tag = book.language
        self.sheet: Any = book.sheet(word("guide", self.tag))
        for number, width in enumerate(_WIDTHS):
            self.sheet.set_column(number, number, width)
        self.line = 0

    def heading(self, text: str) -> None:
        """Write a heading, with an empty row before it."""
        self.line += 1
        self.sheet.set_row(self.line, _HEADING)
        self.sheet.write_string(self.line, 0, text, self.book.formats["part"])
        self.line += 1

    def pairs(self, found: Iterable[tuple[str, str]]) -> None:
        """Write one row a pair of a name and what it means."""
        for name, text in found:
            self.sheet.write_string(self.line, 0, name, self.book.formats["name"])
            plain = self.book.formats["plain"]
            cells = zip((name, text), _WIDTHS, strict=True)
            self.sheet.set_row(self.line, height(cells, self.tag))
            self.sheet.write_string(self.line, 1, cut(text), plain)
            self.line += 1


def write(book: Book, questionnaire: Questionnaire, tables: Tables) -> None:
    """Add the sheet."""
    guide, tag = Guide(book), book.language
    title = questionnaire.title[tag]
    guide.pairs([(questionnaire.key, title), ("", questionnaire.summary[tag])])
    guide.heading(word("steps", tag))
    guide.pairs((str(n), word(f"step_{n}", tag)) for n in range(1, _STEPS + 1))
    guide.heading(word("columns", tag))
    guide.pairs((name, word(f"column_{name}", tag)) for name in COLUMNS)
    for column, codes in _CODES.items():
        guide.heading(word(f"codes_{column}", tag))
        guide.pairs((code, word(f"{column}_{code}", tag)) for code in codes)
    for number, parts in enumerate(tables, start=1):
        guide.heading(word("table", tag, number=str(number)))
        guide.pairs(_anchors(parts, tag))


def _anchors(parts: Sequence[Part], tag: str) -> Iterable[tuple[str, str]]:
    """Yield each part with the facts that earn its values, lowest first."""
    for part in parts:
        lines = (f"{anchor.key} = {anchor.label[tag]}" for anchor in part.anchors)
        yield part.title[tag], "\n".join(lines)
