"""What the planner prints, as values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from assessment.roadmaps.decided import Rescore
from scoring.needed import Key

AT_ONCE: Final = 6
"""Waves whose scores are shown without being asked for; the last one always is."""


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
class ScoreLine:
    """The scores at one time; ``before`` is the same without what is tried.

    ``before`` is ``None`` where nothing is tried, and of a wave that there was not.
    """

    now: ScoreRow
    before: ScoreRow | None
    is_changed: bool


def score_lines(
    rows: Sequence[ScoreRow], before: Sequence[ScoreRow] | None
) -> tuple[ScoreLine, ...]:
    """Return the lines of a table; ``before`` are its rows without what is tried."""
    if before is None:
        return tuple(ScoreLine(row, None, is_changed=False) for row in rows)
    return tuple(_compared(rows, before))


def _compared(
    rows: Sequence[ScoreRow], before: Sequence[ScoreRow]
) -> Iterator[ScoreLine]:
    known = {row.name: row for row in before}
    for row in rows:
        old = known.get(row.name)
        yield ScoreLine(row, old, is_changed=old is None or _told(old) != _told(row))


def _told(row: ScoreRow) -> tuple[object, ...]:
    return row.ends, row.overall, row.position, row.stage, row.peers


def at_once(lines: Sequence[ScoreLine]) -> tuple[ScoreLine, ...]:
    """Return what is shown of a long plan: today, the next waves, and the last one.

    Where something is tried and changes any wave, the first of those that it changes
    stand for the next ones.
    """
    waves = [line for line in lines if line.now.ends is not None]
    if len(waves) <= AT_ONCE + 1:
        return tuple(lines)
    changed = [line for line in waves if line.is_changed]
    shown = [*(changed or waves)[:AT_ONCE], waves[-1]]
    return tuple(line for line in lines if line.now.ends is None or line in shown)


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
