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


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided of one initiative; ``None`` is as computed.

    ``out`` takes it from the plan: dropped, or given up on the way. ``wave`` is 1 and
    up, ``days`` how long it lasts, >= 1, ``start`` the day of the plan on which it
    begins, 0 the first; a step that began earlier has a negative one.
    """

    out: bool = False
    wave: int | None = None
    days: int | None = None
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """When an initiative runs, from one day of the plan to another; 0 is the first."""

    start: int
    end: int

    @property
    def days(self) -> int:
        """How many calendar days it lasts."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Load:
    """How many days of initiatives a wave holds, and how many it should.

    ``capacity`` is ``None`` where there is no limit.
    """

    wave: int
    days: int
    capacity: int | None

    @property
    def exceeded(self) -> bool:
        """Whether there is more in it than it should hold."""
        return self.capacity is not None and self.days > self.capacity


@dataclass(frozen=True, slots=True)
class Remark:
    """A decision that the plan could not follow, or that does not fit the others.

    ``kind`` is ``EARLY``: it was set into a wave before what it waits for; ``STARTS``:
    it is to start before what it waits for ends; ``MISSING``: what it builds on was
    taken from the plan; ``EMPTY``: it was set into a wave with nothing before it, and
    comes earlier. ``about`` and ``because`` name initiatives by questionnaire and id,
    ``because`` is what it waits for and ``None`` of ``EMPTY``; ``reason`` is one of
    ``BUILDS``, ``STAGE``, ``TECHNOLOGY`` and empty of ``EMPTY``. ``wave`` is where it
    comes, 1 and up, and ``until`` the day on which what it waits for ends.
    """

    kind: str
    about: tuple[str, str]
    wave: int
    because: tuple[str, str] | None = None
    reason: str = ""
    until: int = 0


EARLY, STARTS, MISSING, EMPTY = "early", "starts", "missing", "empty"
BUILDS, STAGE, TECHNOLOGY = "builds", "stage", "technology"
