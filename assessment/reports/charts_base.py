"""What all chart specifications share: texts, language and the table."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar

from assessment.reports.drawing.words import word

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A chart's numbers as printed: one header row, then rows of the same width."""

    header: Row
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart(ABC):
    """What every chart carries.

    ``title`` says the finding, ``subtitle`` what is drawn and from how many people,
    ``source`` where the numbers come from, ``alt`` the same in words for those who
    do not see it; ``language`` is ``en``, ``zh-Hans`` or ``zh-Hant``.
    """

    kind: ClassVar[str] = "chart"

    title: str
    subtitle: str
    source: str
    alt: str
    language: str

    @abstractmethod
    def table(self) -> Table:
        """Return the chart's numbers, formatted and in drawing order."""

    def words(self, *keys: str) -> Row:
        """Return the chart's own words, such as ``score``, in its language."""
        return tuple(word(key, self.language) for key in keys)

    def word(self, key: str) -> str:
        """Return one of the chart's own words in its language."""
        return word(key, self.language)

    def missing(self) -> str:
        """Return what is printed where there is no score."""
        return word("not_scored", self.language)
