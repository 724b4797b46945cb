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
    ``meant_for`` says whom it is meant for where that is not this organisation, else it
    is empty. ``in_full`` says that its wave tells all of it.
    """

    id: str
    title: str
    summary: str
    first_step: str
    decision: str
    stop: str
    meant_for: str
    in_full: bool
    owner: str
    effort: int
    days: int
    kpi: str
    requires: tuple[str, ...]
    quick_win: bool
    wave: int
    ends: int
    by: date | None

    @property
    def is_told(self) -> bool:
        """Whether more is known of it than its first step and measure."""
        return bool(self.decision or self.stop)


@dataclass(frozen=True, slots=True)
class Pitfall:
    """What others ran into on the way to a stage."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class WavePage:
    """One wave of the plan; ``start`` and ``end`` are ``None`` where undated.

    ``pitfalls`` are warnings before it begins; ``pitfalls_title`` stands above them.
    ``about`` names what most of it raises. ``overall``, 0-100, and ``position``, 0-5,
    are expected at its end, which ``predicted`` says in words.
    """

    number: int
    days: int
    start: date | None
    end: date | None
    rows: tuple[InitiativeRow, ...]
    about: tuple[str, ...]
    overall: float | None
    position: float | None
    predicted: str
    pitfalls_title: str
    pitfalls: tuple[Pitfall, ...]

    @property
    def in_full(self) -> bool:
        """Whether more is told of its initiatives than fits a table."""
        return any(row.in_full for row in self.rows)


@dataclass(frozen=True, slots=True)
class RiskRow:
    """A success factor that is not ready, the ``score`` below 67.

    ``because`` are the questions that show it, at most two; ``meaning`` is empty where
    the definition has no paragraph; ``mended`` names an initiative of the plan and its
    wave, or says that there is none.
    """

    title: str
    score: float
    state: str
    because: tuple[str, ...]
    meaning: str
    mended: str


@dataclass(frozen=True, slots=True)
class RiskRegister:
    """How ready the organisation is for the plan; ``rows`` are worst first."""

    lead: str
    rows: tuple[RiskRow, ...]
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DutyRow:
    """What a role answers for and is measured by."""

    role: str
    duties: str
    measures: str


@dataclass(frozen=True, slots=True)
class RoadmapPage:
    """The plan; ``capacity`` says how much a wave holds, empty without a limit.

    ``printed`` are the waves that a report prints; ``later`` says what follows them,
    empty where nothing does.
    ``risks`` is ``None`` where the success factors were not answered.
    """

    title: str
    lead: str
    capacity: str
    chart: Gantt | None
    quick_wins: tuple[InitiativeRow, ...]
    nearest: tuple[InitiativeRow, ...]
    waves: tuple[WavePage, ...]
    printed: tuple[WavePage, ...]
    later: str
    risks: RiskRegister | None
    duties: tuple[DutyRow, ...]
    small: bool
