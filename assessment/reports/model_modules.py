"""What the modules say, on two pages at most.

Texts are in the reader's language, scores 0-100 and unrounded; ``None`` means not
scored.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assessment.reports.model_plan import RiskRegister


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field of a module against its target."""

    title: str
    score: float | None
    target: float | None


@dataclass(frozen=True, slots=True)
class ModulePart:
    """A module's number and what it means; ``score`` is the headline, ``level`` 0-5.

    ``level_name`` is empty where the module names no levels.
    """

    id: str
    title: str
    score: float | None
    level: int | None
    level_name: str
    coverage: float | None
    fields: tuple[FieldRow, ...]
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One link of the customer loop; ``state`` says in words whether it holds."""

    title: str
    score: float | None
    state: str
    is_broken: bool


@dataclass(frozen=True, slots=True)
class LoopPart:
    """The customer loop: four links, and where it breaks in words."""

    part: ModulePart
    links: tuple[LinkRow, ...]


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """A condition of tiering; ``state`` says in words how it stands.

    ``decided`` tells whether the decision rests on it.
    """

    title: str
    state: str
    decided: bool


@dataclass(frozen=True, slots=True)
class TieringPart:
    """Whether tiers pay: ``value`` in words, and the conditions behind it.

    ``value`` says that it is open where nothing can be decided yet.
    """

    part: ModulePart
    value: str
    conditions: tuple[ConditionRow, ...]


@dataclass(frozen=True, slots=True)
class RiskPart:
    """The success factors as a register of risks."""

    part: ModulePart
    register: RiskRegister | None


@dataclass(frozen=True, slots=True)
class ModulesPage:
    """What the modules say; ``None`` where a module is not part of the assessment.

    ``others`` are modules of an organisation's own; ``words`` are the page's labels.
    """

    words: Mapping[str, str]
    it_support: ModulePart | None
    risks: RiskPart | None
    loop: LoopPart | None
    tiering: TieringPart | None
    others: tuple[ModulePart, ...]
