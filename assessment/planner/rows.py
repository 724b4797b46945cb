"""What the planner prints, as values."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from assessment.roadmaps.decided import Rescore
from scoring.needed import Key


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """What holds at one time; ``ends`` is ``None`` of today, numbers are as printed."""

    name: str
    ends: dt.date | None
    load: str
    is_over: bool
    overall: str
    position: str
    stage: str
    peers: str


@dataclass(frozen=True, slots=True)
class Item:
    """One initiative of the plan, as printed; ``marks`` tell what was decided of it."""

    key: Key
    title: str
    owner: str
    start: dt.date
    end: dt.date
    status: str
    is_quick: bool
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WaveRows:
    """One wave with its initiatives; ``capacity`` is ``None`` without a limit."""

    number: int
    start: dt.date
    end: dt.date
    load: str
    is_over: bool
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class OutRow:
    """An initiative that was taken from the plan, why, by whom and when."""

    key: Key
    title: str
    is_stopped: bool
    reason: str
    by: str
    on: dt.date | None


@dataclass(frozen=True, slots=True)
class RescoreRow:
    """A question that a closed initiative raises; ``verdict`` may be ``None`` yet."""

    key: Key
    title: str
    question: str
    text: str
    now: str
    to: str
    verdict: Rescore | None
    on: dt.date | None
