"""What a questionnaire is: frozen values that the loader builds and all others read.

Every text is a mapping from language tag (``en``, ``zh-Hans``, ``zh-Hant``) to words.
Ids are lower-case, dotted from the dimension down, and permanent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Final

Text = Mapping[str, str]

LANGUAGES: Final = ("en", "zh-Hans", "zh-Hant")
LETCI_PARTS: Final = ("level", "trend", "comparison", "relevance")
FACET_PARTS: Final = ("intention", "reality", "effect")


class QuestionType(StrEnum):
    """How a question is answered; only the first four are scored."""

    RUBRIC = "rubric"
    CRITERION = "criterion"
    FACETS = "facets"
    LETCI = "letci"
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
    }
)


class Kind(StrEnum):
    """What a questionnaire is for; it decides which results it has."""

    CAPABILITY_MODEL = "capability-model"
    CONTINUUM = "continuum"
    MODULE = "module"


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a scale; ``value`` is a level 0-5, percentage or choice value."""

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
    method that it asks about. ``evidence`` says what would show the answer.
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

    @property
    def scored(self) -> bool:
        """Whether answers to it count in any score."""
        return self.type.scored

    def option(self, key: str) -> Option | None:
        """Return the option with ``key``, or ``None``."""
        return next((option for option in self.options if option.key == key), None)


@dataclass(frozen=True, slots=True)
class Capability:
    """The second level of a model; ``weight`` is ``None`` where nothing is scored."""

    id: str
    title: Text
    weight: float | None
    source: str
    questions: tuple[Question, ...]
    summary: Text = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Dimension:
    """The first level of a model; ``weight`` is ``None`` where nothing is scored."""

    id: str
    title: Text
    weight: float | None
    capabilities: tuple[Capability, ...]
    summary: Text = field(default_factory=dict)

    def questions(self) -> Iterator[Question]:
        """Yield the questions in the definition's order."""
        for capability in self.capabilities:
            yield from capability.questions

    @property
    def scored(self) -> bool:
        """Whether any of its questions is scored."""
        return any(question.scored for question in self.questions())


@dataclass(frozen=True, slots=True)
class Initiative:
    """What closes gaps.

    ``raises`` maps a question id to where it will be when the initiative is done: a
    level 0-5 for a rubric, a percentage for the other scored types. ``effort`` is
    1-5, ``days`` calendar days, ``owner`` the id of a role in the questionnaire's
    ``owners``; ``requires`` names initiatives of the same questionnaire.
    """

    id: str
    title: Text
    kind: str
    raises: Mapping[str, float]
    effort: int
    days: int
    owner: str
    kpi: Text
    requires: tuple[str, ...] = ()
    summary: Text = field(default_factory=dict)
    first_step: Text = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rung:
    """A named rung of a ladder: a level band or a stage of the continuum.

    ``floor`` is the lowest score of a level (0-100) or the number of a stage (0-5).
    """

    floor: float
    title: Text
    summary: Text = field(default_factory=dict)


@dataclass(frozen=True)
class Questionnaire:
    """A published definition; ``hash`` is of its public JSON form (``sha256:…``)."""

    id: str
    version: str
    kind: Kind
    languages: tuple[str, ...]
    title: Text
    minutes: Mapping[str, int]
    dimensions: tuple[Dimension, ...]
    initiatives: tuple[Initiative, ...] = ()
    owners: Mapping[str, Text] = field(default_factory=dict)
    levels: tuple[Rung, ...] = ()
    stages: tuple[Rung, ...] = ()
    summary: Text = field(default_factory=dict)
    hash: str = ""

    def stands_whole(self, dimension: Dimension) -> bool:
        """Whether its questions are not applicable together or not at all.

        So it is with a stage of the continuum: a gate with one part left out is none.
        """
        may_be_left_out = any(question.allow_na for question in dimension.questions())
        return self.kind is Kind.CONTINUUM and dimension.scored and may_be_left_out

    @cached_property
    def left_out_together(self) -> Mapping[str, tuple[str, ...]]:
        """By question id, the questions that are not applicable with it, itself too."""
        return {
            question.id: tuple(each.id for each in dimension.questions())
            for dimension in self.dimensions
            if self.stands_whole(dimension)
            for question in dimension.questions()
        }

    @property
    def key(self) -> str:
        """The pinned name, for instance ``capability-model@1.0``."""
        return f"{self.id}@{self.version}"

    def questions(self) -> Iterator[Question]:
        """Yield every question in the definition's order."""
        for dimension in self.dimensions:
            yield from dimension.questions()

    @cached_property
    def by_id(self) -> Mapping[str, Question]:
        """All questions by id."""
        return {question.id: question for question in self.questions()}

    @cached_property
    def by_source(self) -> Mapping[str, Question]:
        """The first question of each source code."""
        found: dict[str, Question] = {}
        for question in self.questions():
            for code in question.source.split(","):
                found.setdefault(code.strip(), question)
        return found

    @cached_property
    def capability_of(self) -> Mapping[str, Capability]:
        """The capability that each question lies in, by question id."""
        return {
            question.id: capability
            for dimension in self.dimensions
            for capability in dimension.capabilities
            for question in capability.questions
        }

    @cached_property
    def dimension_by_id(self) -> Mapping[str, Dimension]:
        """All dimensions by id."""
        return {dimension.id: dimension for dimension in self.dimensions}

    @cached_property
    def initiative_by_id(self) -> Mapping[str, Initiative]:
        """All initiatives by id."""
        return {initiative.id: initiative for initiative in self.initiatives}
