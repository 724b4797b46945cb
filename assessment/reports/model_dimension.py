"""One dimension on one page, and what people wrote about it.

Texts are in the reader's language, scores and targets 0-100 and unrounded; ``None``
means not scored.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assessment.reports.charts import Bars, RoleDots


@dataclass(frozen=True, slots=True)
class Theme:
    """What was written about one capability, word for word but for what is masked."""

    title: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comments:
    """The comments on a dimension, nobody's name or role with them.

    ``themes`` are empty where too few people commented; ``note`` says why, or where
    those are that are not shown, and is empty where all are.
    """

    themes: tuple[Theme, ...]
    note: str


@dataclass(frozen=True, slots=True)
class QuestionPoint:
    """A question with its score, 0-100.

    ``following`` says what its next level would look like; it is empty for a strong
    one, and where the definition does not say.
    """

    text: str
    score: float
    following: str


@dataclass(frozen=True, slots=True)
class Lever:
    """The capability farthest from its target, with what its level means.

    ``meaning`` and ``next_step`` are empty where the definition has no such text.
    """

    title: str
    score: float
    meaning: str
    next_step: str


@dataclass(frozen=True, slots=True)
class DimensionPage:
    """One dimension; parts without data are ``None`` or empty.

    ``finding`` is its heading, ``standing`` says level, target and coverage in words,
    ``level_text`` what the level means, ``people`` how far
    those who answered agree, ``lost`` how many points lack evidence.
    """

    id: str
    title: str
    finding: str
    score: float | None
    level: int | None
    level_name: str
    target: float | None
    coverage: float | None
    standing: tuple[str, ...]
    level_text: str
    sentences: tuple[str, ...]
    bars: Bars | None
    lever: Lever | None
    people: tuple[str, ...]
    roles: RoleDots | None
    lost: str
    strongest: tuple[QuestionPoint, ...]
    weakest: tuple[QuestionPoint, ...]
    points_note: str
    comments: Comments


@dataclass(frozen=True, slots=True)
class DimensionPages:
    """The dimensions of the questionnaire that gives the headline, one page each.

    ``words`` are the pages' own labels by key.
    """

    questionnaire: str
    words: Mapping[str, str]
    pages: tuple[DimensionPage, ...]
