"""Gaps and the plan that closes them, as values.

Scores and targets are 0-100, positions 0-5, days calendar days.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Gap:
    """A capability below its target; ``rank`` 1 is the most pressing."""

    questionnaire: str
    id: str
    score: float
    target: float
    gap: float
    importance: float
    peer_factor: float
    peer_gap: float | None
    rank: int


@dataclass(frozen=True, slots=True)
class PlannedInitiative:
    """An initiative that this organisation needs, with its place in the plan."""

    questionnaire: str
    id: str
    gap: float
    importance: float
    priority: float
    inherited: float
    quick_win: bool
    wave: int
    requires: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Predicted:
    """Scores after a wave if everything in it holds (and is evidenced)."""

    overall: float | None
    position: float | None


@dataclass(frozen=True, slots=True)
class Wave:
    """What can run together; ``days`` is how long it lasts."""

    number: int
    days: int
    initiatives: tuple[str, ...]
    predicted: Predicted


@dataclass(frozen=True, slots=True)
class Roadmap:
    """The plan; ``initiatives`` in the order of their waves."""

    initiatives: tuple[PlannedInitiative, ...]
    nearest_to_quick: tuple[str, ...]
    waves: tuple[Wave, ...]
