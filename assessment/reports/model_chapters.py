"""The chapters that ask a board to act, as values.

A sheet for each initiative of the first wave, what a point is worth, ten questions of
a director, and when to measure again. Texts are in the reader's language; scores are
0-100, unrounded.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Raised:
    """A question that an initiative raises, from ``now`` to ``after``, 0-100.

    ``now`` is ``None`` where it has no score; ``today`` says what is in place going by
    the answers, empty where the question has no such words.
    """

    question: str
    now: float | None
    after: float
    today: str


@dataclass(frozen=True, slots=True)
class Milestone:
    """What to look at on a day of the wave; ``by`` is ``None`` where undated."""

    days: int
    by: date | None
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page for the owner of an initiative of the first wave.

    ``why`` names the gap it closes, ``raised`` the questions it raises most, ``more``
    how many others. ``monday`` is when the first step is due, ``by`` the last day; both
    are ``None`` where undated. ``decision``, ``stop``, ``first_step`` and ``meant_for``
    are empty where the definition has none.
    """

    id: str
    title: str
    summary: str
    quick_win: bool
    why: str
    raised: tuple[Raised, ...]
    more: int
    owner: str
    effort: int
    days: int
    by: date | None
    meant_for: str
    first_step: str
    monday: date | None
    milestones: tuple[Milestone, ...]
    measure: str
    decision: str
    stop: str
    requires: tuple[str, ...]
    predicted: str


@dataclass(frozen=True, slots=True)
class WorthRow:
    """One change, its arithmetic with the numbers put in, and what it is worth."""

    title: str
    formula: str
    base: str
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class WorthPage:
    """What a point is worth, from the organisation's own figures alone.

    ``lead`` and ``notes`` say whose figures these are and what they do not prove;
    ``rows`` are empty where the figures suffice for nothing, and ``missing`` then, or
    where some lack, says what would be needed.
    """

    lead: tuple[str, ...]
    given: tuple[tuple[str, str], ...]
    rows: tuple[WorthRow, ...]
    example: str
    missing: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A chapter to read on in: the id of its place, and its title."""

    anchor: str
    title: str


@dataclass(frozen=True, slots=True)
class AskedRow:
    """A question of a director, its answer, and the chapters that it comes from."""

    id: str
    question: str
    answer: tuple[str, ...]
    sources: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class PulseRow:
    """A question of the pulse with the score it has today, ``None`` without one."""

    question: str
    about: str
    now: float | None


@dataclass(frozen=True, slots=True)
class PromisePage:
    """When to measure again: ``pulse_day`` and ``next_day`` are ``None`` undated.

    ``lead`` proposes the dates; ``pulse`` are at most twelve questions; ``noise`` says
    what change is beyond noise, or why nobody can tell, and ``threshold`` up to how
    many points it is noise, ``None`` where nobody can.
    """

    lead: str
    pulse_day: date | None
    next_day: date | None
    pulse_lead: str
    pulse: tuple[PulseRow, ...]
    noise: tuple[str, ...]
    threshold: float | None


@dataclass(frozen=True, slots=True)
class Chapters:
    """The four chapters; ``worth`` is ``None`` without figures of the organisation.

    ``sheets`` are those of the first wave, quick wins first; empty without a plan.
    """

    sheets: tuple[Sheet, ...]
    questions: tuple[AskedRow, ...]
    promise: PromisePage
    worth: WorthPage | None = None
