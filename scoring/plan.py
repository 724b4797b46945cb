"""Gaps and the plan that closes them, as values.

Scores and targets are 0-100, gaps points, positions 0-5, importance and effort 1-5,
days calendar days; a priority is unitless.

Source: method 4.10; contract 5, Gaps and Roadmap.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Gap:
    """A capability below its target; ``rank`` 1 is the most pressing.

    ``peer_factor`` is 1-3; ``peer_gap`` is how far the peers' upper quartile lies above
    the score, ``None`` where there is nobody to compare with.
    """

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
    """Scores after a wave if everything in it holds (and is evidenced).

    ``None`` where the capability model or the continuum is absent or not scored, and
    for an organisation of units.
    """

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
