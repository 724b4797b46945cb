"""One question: its type, its scale and its words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from questionnaires.conditions import Condition, Text

LANGUAGES: Final = ("en", "zh-Hans", "zh-Hant")
LETCI_PARTS: Final = ("level", "trend", "comparison", "relevance")
FACET_PARTS: Final = ("intention", "reality", "effect")


class QuestionType(StrEnum):
    """How a question is answered; only the first five are scored."""

    RUBRIC = "rubric"
    CRITERION = "criterion"
    FACETS = "facets"
    LETCI = "letci"
    SCALE = "scale"
    CHOICE = "choice"
    NUMBER = "number"
    TEXT = "text"

    @property
    def scored(self) -> bool:
        """Whether answers count in scores, coverage and agreement."""
        return self in _SCORED


_SCORED: Final = frozenset(
    {
        QuestionType.RUBRIC,
        QuestionType.CRITERION,
        QuestionType.FACETS,
        QuestionType.LETCI,
        QuestionType.SCALE,
    }
)


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a scale.

    ``value`` is a level 0-5, a percentage, a choice's number, or a place on a scale.
    """

    key: str
    value: float
    label: Text


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a letci or facets question, each answered with 0-100.

    ``anchors`` pairs a percentage with the facts that earn it, lowest first.
    """

    key: str
    title: Text
    anchors: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One item.

    ``weight`` is the relative importance inside its capability, > 0, and ``None``
    for the types that are not scored. ``source`` names the code or codes of the
    method that it asks about. ``evidence`` says what would show the answer. ``ends``
    are the values worth 0 and 100 points of a scale, ``None`` for the other types.
    ``when`` is what must hold for it to be asked, ``None`` where it always is.
    """

    id: str
    type: QuestionType
    text: Text
    source: str
    origin: str
    weight: float | None
    options: tuple[Option, ...] = ()
    parts: tuple[Part, ...] = ()
    core: bool = True
    roles: tuple[str, ...] = ()
    allow_na: bool = True
    help: Text = field(default_factory=dict)
    evidence: Text = field(default_factory=dict)
    ends: tuple[float, float] | None = None
    when: Condition | None = None

    @property
    def scored(self) -> bool:
        """Whether answers to it count in any score."""
        return self.type.scored

    def option(self, key: str) -> Option | None:
        """Return the option with ``key``, or ``None``."""
        return next((option for option in self.options if option.key == key), None)

    @property
    def words(self) -> int:
        """How many English words are read to answer it, without shared parts."""
        labels = (option.label for option in self.options)
        return words_in((self.text, self.help, self.evidence, *labels))


def words_in(texts: Iterable[Text]) -> int:
    """Return how many words the English of some texts has."""
    return sum(len(text.get("en", "").split()) for text in texts)
