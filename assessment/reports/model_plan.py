"""The plan as values: initiatives in waves, and what endangers them.

Texts are in the reader's language, scores 0-100 and unrounded.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assessment.reports.charts import Gantt


@dataclass(frozen=True, slots=True)
class InitiativeRow:
    """One initiative of the plan; ``by`` is when it is due, ``None`` where undated.

    ``ends`` counts the days from the start of the plan; ``requires`` are titles.
    """

    id: str
    title: str
    summary: str
    first_step: str
    owner: str
    effort: int
    days: int
    kpi: str
    requires: tuple[str, ...]
    quick_win: bool
    wave: int
    ends: int
    by: date | None


@dataclass(frozen=True, slots=True)
class WavePage:
    """One wave of the plan; ``start`` and ``end`` are ``None`` where undated."""

    number: int
    days: int
    start: date | None
    end: date | None
    rows: tuple[InitiativeRow, ...]
    predicted: str


@dataclass(frozen=True, slots=True)
class RoadmapPage:
    """The plan; ``capacity`` says how much a wave holds, empty without a limit."""

    title: str
    lead: str
    capacity: str
    chart: Gantt | None
    quick_wins: tuple[InitiativeRow, ...]
    nearest: tuple[InitiativeRow, ...]
    waves: tuple[WavePage, ...]
    small: bool
