"""What only the continuum's result has: gates, position, target band, stability.

Scores are 0-100, stages and positions 0-5; ``None`` is what nobody answered or decided,
or what does not apply.

Source: method 4.4 and 4.5; contract 5, Continuum.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GateCriterion:
    """One criterion of a gate; ``class`` is N, P, L or F (``rating`` here)."""

    id: str
    source: str
    score: float | None
    rating: str | None
    accepted: bool


@dataclass(frozen=True, slots=True)
class Gate:
    """The gate of one stage; ``mean`` counts an unanswered criterion as 0."""

    stage: int
    mean: float | None
    reached: bool
    criteria: tuple[GateCriterion, ...]


@dataclass(frozen=True, slots=True)
class Position:
    """Where the organisation stands: stage 0-5, value 0-5, label.

    ``perceived`` is where people believe they stand, 0-5, and ``perception_gap`` how
    far that lies above the value; both are ``None`` where nobody said.
    """

    stage: int
    value: float
    label: str
    status: str
    consolidated_stage: int
    attempted: int
    leap: bool
    perceived: float | None
    perception_gap: float | None


@dataclass(frozen=True, slots=True)
class Target:
    """The right position, 0-5: proposed by rule, decided by the steering team.

    ``decided`` is ``None`` where the proposal holds; ``gap`` is value minus position.
    """

    raw: float
    cap: float
    proposed: float
    decided: float | None
    value: float
    band: tuple[float, float]
    gap: float | None
    state: str


@dataclass(frozen=True, slots=True)
class Stability:
    """How many one-step changes leave stage and state as they are."""

    checked: int
    same: int
    turns_on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ContinuumResult:
    """What only the continuum has.

    Of an organisation of units ``position``, ``target`` and ``stability`` are ``None``;
    ``target`` also unless T1-T6 are all answered.
    """

    position: Position | None
    gates: tuple[Gate, ...]
    blocking: tuple[str, ...]
    weak: tuple[str, ...]
    target: Target | None
    stability: Stability | None
