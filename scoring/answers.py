"""What was answered: plain values, checked before they reach the engine.

Source: contract 4.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from questionnaires.conditions import MARKETS as MARKETS
from questionnaires.conditions import SIZES as SIZES
from questionnaires.model import Question
from scoring.worth import Figures

NA: Final = "na"
DK: Final = "dk"
EVIDENCE: Final = ("none", "described", "documented", "verified")
NA_REASONS: Final = ("out-of-scope", "not-our-business", "regulated", "other")
ROLES: Final = ("executive", "manager", "frontline")
MODES: Final = ("self", "assessed")
CORE: Final = "core"
FORMS: Final = ("full", CORE)

Value = int | float | str | Mapping[str, int] | None
"""Rubric level, criterion key or percentage, parts, option key, number, text,
``"na"``, ``"dk"``, or ``None`` for unanswered."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one respondent gave to one question, in one unit.

    ``importance`` is 1-5 or ``None``; ``reason`` is set only beside ``"na"``;
    ``seconds`` is how long the answer took. ``None`` is what nobody said.
    """

    questionnaire: str
    question: str
    value: Value
    respondent: str = "r1"
    role: str = "manager"
    unit: str | None = None
    evidence: str = "none"
    importance: float | None = None
    reason: str | None = None
    comment: str | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Consensus:
    """The assessor's value for a question, which replaces the mean of the answers.

    ``value`` is like an answer's, a level 0-5 for instance; ``None`` there only grades
    the evidence. ``unit`` is ``None`` for all units, ``by`` and ``reason`` where nobody
    said.
    """

    questionnaire: str
    question: str
    value: Value
    unit: str | None = None
    evidence: str = "none"
    by: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of the organisation; ``weight`` > 0, unitless."""

    id: str
    weight: float = 1
    shares_customers: bool = False


@dataclass(frozen=True, slots=True)
class AcceptedGap:
    """A question whose gap the organisation accepts: never red, never in the plan.

    Who did, when and why; ``None`` where that is not recorded.
    """

    questionnaire: str
    question: str
    by: str | None = None
    date: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class AssessmentData:
    """Everything that a result is computed from.

    ``questionnaires`` are pinned keys (``capability-model@1.0``). ``targets`` maps a
    capability or dimension id to 0-100, and ``continuum`` to a mapping with
    ``value`` 0-5, ``by``, ``date`` and ``reason``. ``invited`` counts people by role.
    ``capacity`` is how many days of initiatives fit into a wave, whole and >= 1;
    ``None`` sets no limit. ``form`` is one of ``FORMS``: all questions, or only those
    that definitions call core. ``peers`` maps questionnaire and dimension to the upper
    quartile of the peers' scores, 0-100. ``figures`` are the organisation's own, which
    no score depends on and no result holds; ``None`` where it gave none.
    """

    questionnaires: tuple[str, ...]
    answers: tuple[Answer, ...]
    organisation: Mapping[str, Any] = field(default_factory=dict)
    date: str | None = None
    mode: str = "self"
    consensus: tuple[Consensus, ...] = ()
    units: tuple[Unit, ...] = ()
    targets: Mapping[str, Any] = field(default_factory=dict)
    accepted: tuple[AcceptedGap, ...] = ()
    invited: Mapping[str, int] = field(default_factory=dict)
    capacity: int | None = None
    form: str = "full"
    peers: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    figures: Figures | None = None


def is_asked(question: Question, role: str) -> bool:
    """Tell whether a role is asked; roles that definitions do not name are asked all.

    Args:
        question: The question; without roles of its own it is for everybody.
        role: The respondent's role.

    Source: contract 3 (roles of a question) and 4 (roles of people).
    """
    return not question.roles or role in question.roles or role not in ROLES
