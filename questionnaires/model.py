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

from questionnaires.conditions import SIZES as SIZES
from questionnaires.conditions import SMALL as SMALL
from questionnaires.conditions import Condition as Condition
from questionnaires.conditions import Contradiction as Contradiction
from questionnaires.conditions import Text as Text
from questionnaires.conditions import claims_in
from questionnaires.initiative import ALL as ALL
from questionnaires.initiative import Duty as Duty
from questionnaires.initiative import Initiative as Initiative
from questionnaires.initiative import Pitfall as Pitfall
from questionnaires.question import FACET_PARTS as FACET_PARTS
from questionnaires.question import LANGUAGES as LANGUAGES
from questionnaires.question import LETCI_PARTS as LETCI_PARTS
from questionnaires.question import Option as Option
from questionnaires.question import Part as Part
from questionnaires.question import Question as Question
from questionnaires.question import QuestionType as QuestionType

SECTORS: Final = ("bank", "telecom", "public-service", "b2b")
"""Whose practice illustrates a capability."""


class RollUp(StrEnum):
    """How a node's score follows from its children's.

    ``sum`` counts the points earned of all that apply: what was not answered earns
    nothing, where ``mean`` leaves it out. ``min`` is the lowest child, whatever the
    weights.
    """

    MEAN = "mean"
    SUM = "sum"
    MIN = "min"


class Kind(StrEnum):
    """What a questionnaire is for; it decides which results it has."""

    CAPABILITY_MODEL = "capability-model"
    CONTINUUM = "continuum"
    MODULE = "module"


@dataclass(frozen=True, slots=True)
class Capability:
    """What lies between a dimension and its questions.

    It holds questions, or other capabilities, whose ``parent`` is its id; right below
    a dimension ``parent`` is ``None``. ``weight`` is ``None`` where nothing is scored.
    ``examples`` shows it by sector (``SECTORS``), ``not_this`` is what is mistaken for
    it; ``levels`` has a paragraph for each band of its score, lowest first, and
    ``next_step`` is what usually comes next. All four are empty where not written.
    """

    id: str
    title: Text
    weight: float | None
    source: str
    questions: tuple[Question, ...]
    summary: Text = field(default_factory=dict)
    parent: str | None = None
    rollup: RollUp = RollUp.MEAN
    when: Condition | None = None
    examples: Mapping[str, Text] = field(default_factory=dict)
    not_this: Text = field(default_factory=dict)
    levels: tuple[Text, ...] = ()
    next_step: Text = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Dimension:
    """The first level of a model; ``weight`` is ``None`` where nothing is scored.

    ``capabilities`` lists all levels below, each before what lies in it.
    """

    id: str
    title: Text
    weight: float | None
    capabilities: tuple[Capability, ...]
    summary: Text = field(default_factory=dict)
    rollup: RollUp = RollUp.MEAN
    when: Condition | None = None

    def below(self, parent: str | None) -> tuple[Capability, ...]:
        """Return the capabilities right below one, or below the dimension itself."""
        return tuple(node for node in self.capabilities if node.parent == parent)

    def questions(self) -> Iterator[Question]:
        """Yield the questions in the definition's order."""
        for capability in self.capabilities:
            yield from capability.questions

    @property
    def scored(self) -> bool:
        """Whether any of its questions is scored."""
        return any(question.scored for question in self.questions())


@dataclass(frozen=True, slots=True)
class Rung:
    """A named rung of a ladder: a level band or a stage of the continuum.

    ``floor`` is the lowest score of a level (0-100) or the number of a stage (0-5);
    only while a definition with faults is checked can it be no number.
    """

    floor: float
    title: Text
    summary: Text = field(default_factory=dict)


@dataclass(frozen=True)
class Questionnaire:
    """A published definition; ``hash`` is of its public JSON form (``sha256:…``).

    ``base`` is the key of the definition that an overlay changes, else ``None``.
    """

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
    rollup: RollUp = RollUp.MEAN
    contradictions: tuple[Contradiction, ...] = ()
    duties: tuple[Duty, ...] = ()
    pitfalls: tuple[Pitfall, ...] = ()
    base: str | None = None
    hash: str = ""

    @property
    def family(self) -> str:
        """The id of what it is, whatever an overlay calls it."""
        return (self.base or self.id).partition("@")[0]

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
    def core(self) -> frozenset[str]:
        """The ids of the questions that the core form asks."""
        return frozenset(q.id for q in self.questions() if q.core)

    @cached_property
    def words_of(self) -> Mapping[str, int]:
        """How many English words are read to answer each question, by its id."""
        return {question.id: question.words for question in self.questions()}

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
    def conditions_of(self) -> Mapping[str, tuple[Condition, ...]]:
        """What must hold for each question that is not always asked, by its id.

        A question is asked where its own conditions and those of all nodes above hold.
        """
        found: dict[str, tuple[Condition, ...]] = {}
        for dimension in self.dimensions:
            above: dict[str | None, tuple[Condition, ...]] = {None: _own(dimension)}
            for node in dimension.capabilities:
                above[node.id] = (*above[node.parent], *_own(node))
                for question in node.questions:
                    conditions = (*above[node.id], *_own(question))
                    if conditions:
                        found[question.id] = conditions
        return found

    @cached_property
    def deciding(self) -> frozenset[str]:
        """The ids of the questions whose answers decide what else is asked."""
        return frozenset(
            claim.question
            for conditions in self.conditions_of.values()
            for condition in conditions
            for claim in claims_in(condition)
        )

    @cached_property
    def dimension_by_id(self) -> Mapping[str, Dimension]:
        """All dimensions by id."""
        return {dimension.id: dimension for dimension in self.dimensions}

    @cached_property
    def before(self) -> Mapping[str, tuple[Initiative, ...]]:
        """What each initiative builds on, itself or through others, by its id."""
        return {each.id: tuple(self._before(each)) for each in self.initiatives}

    def _before(self, initiative: Initiative) -> Iterator[Initiative]:
        waiting, seen = list(initiative.requires), set(initiative.requires)
        while waiting:
            name = waiting.pop()
            earlier = self.initiative_by_id.get(name)
            if earlier is not None:
                yield earlier
                waiting += [each for each in earlier.requires if each not in seen]
                seen |= set(earlier.requires)

    @cached_property
    def initiative_by_id(self) -> Mapping[str, Initiative]:
        """All initiatives by id."""
        return {initiative.id: initiative for initiative in self.initiatives}


def _own(node: Dimension | Capability | Question) -> tuple[Condition, ...]:
    return () if node.when is None else (node.when,)
