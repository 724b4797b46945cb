"""The report as one frozen value that page, PDF and other forms are made from.

Texts are in the reader's language. Numbers are unrounded: scores and targets 0-100,
positions 0-5, shares 0-1; ``None`` means not scored. Templates round.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from assessment.reports.charts import Bars, ContinuumStrip, Dumbbells, Radar
from assessment.reports.charts_units import HeatMap
from assessment.reports.model_appendix import AppendixTable
from assessment.reports.model_chapters import Chapters
from assessment.reports.model_dimension import DimensionPages
from assessment.reports.model_modules import ModulesPage
from assessment.reports.model_peers import PeersPart
from assessment.reports.model_plan import InitiativeRow, RoadmapPage
from assessment.reports.model_position import PositionPage
from assessment.reports.model_why import WhyPage


@dataclass(frozen=True, slots=True)
class Head:
    """What every page carries; ``date`` is ``None`` where undated."""

    organisation: str
    date: date | None
    mode: str
    fictional: bool


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a profile: a name and what it is."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Headline:
    """The one number; ``coverage`` 0-1, ``level`` 0-5.

    ``position``, 0-5, is the number where nothing is scored but the continuum.
    """

    score: float | None
    level: int | None
    level_name: str
    coverage: float | None
    status: str
    notes: tuple[str, ...]
    position: float | None = None


@dataclass(frozen=True, slots=True)
class GapRow:
    """A capability below its target; ``rank`` 1 is the most pressing.

    ``peer_factor``, 1-3, is how much more it counts because the peers are further.
    """

    rank: int
    id: str
    title: str
    dimension: str
    score: float
    target: float
    gap: float
    importance: float
    peer_factor: float


@dataclass(frozen=True, slots=True)
class Summary:
    """The first page; ``questionnaire`` gives the number, empty where none does.

    ``strip`` is the organisation's place on the continuum, ``None`` where it has none
    or its units have one each; ``right`` says whether it is right and why. ``because``
    says of each gap what is in place today, empty where that is untold. ``sure`` says
    how far all this can be relied on. ``chart`` is the profile. ``monday`` is when the
    first steps are due, ``None`` where undated. ``no_gap`` and ``no_action`` stand
    where there are none.
    """

    questionnaire: str
    headline: Headline
    sentence: str
    chart: Bars | None
    strip: ContinuumStrip | None
    right: tuple[str, ...]
    gaps: tuple[GapRow, ...]
    because: tuple[str, ...]
    no_gap: str
    actions: tuple[InitiativeRow, ...]
    no_action: str
    monday: date | None
    sure: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CapabilityRow:
    """A capability's scores; ``depth`` is how many others it lies in.

    ``meaning`` says what its level means and ``next_step`` what comes next;
    both are empty where the definition has no such texts or nothing is scored.
    """

    id: str
    title: str
    depth: int
    score: float | None
    claimed: float | None
    evidenced: float | None
    target: float | None
    coverage: float | None
    status: str
    meaning: str
    next_step: str

    @property
    def is_explained(self) -> bool:
        """Whether anything is said of it besides its numbers."""
        return bool(self.meaning or self.next_step)


@dataclass(frozen=True, slots=True)
class HoldingBack:
    """A question that keeps a dimension down, with today's fact and the next one."""

    text: str
    score: float
    today: str
    following: str


@dataclass(frozen=True, slots=True)
class DimensionRow:
    """A dimension against its target; ``lost`` is points without evidence.

    ``before`` is its score last time, ``None`` where nothing is to be compared.
    """

    id: str
    title: str
    summary: str
    score: float | None
    level: int | None
    level_name: str
    target: float | None
    coverage: float | None
    lost: float | None
    role_gap: str
    status: str
    sentences: tuple[str, ...]
    capabilities: tuple[CapabilityRow, ...]
    holding: tuple[HoldingBack, ...]
    before: float | None = None

    @property
    def is_explained(self) -> bool:
        """Whether anything is said of its capabilities besides their numbers."""
        return any(row.is_explained for row in self.capabilities)


@dataclass(frozen=True, slots=True)
class Profile:
    """The dimensions of one questionnaire."""

    questionnaire: str
    title: str
    headline: Headline
    bars: Bars
    radar: Radar | None
    dimensions: tuple[DimensionRow, ...]
    staged: str
    notes: tuple[str, ...]

    @property
    def has_before(self) -> bool:
        """Whether last time's score is known of any dimension."""
        return any(row.before is not None for row in self.dimensions)


@dataclass(frozen=True, slots=True)
class GapPage:
    """The ranked gaps.

    ``weighed`` tells whether peers make any of them count more; ``notes`` say for which
    dimensions they do not, or why for none.
    """

    title: str
    chart: Dumbbells | None
    rows: tuple[GapRow, ...]
    weighed: bool
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit's headline numbers."""

    name: str
    score: float | None
    coverage: float | None
    position: float | None
    label: str
    state_name: str


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A questionnaire with its version and fingerprint; ``coverage`` 0-1."""

    title: str
    version: str
    fingerprint: str
    respondents: int
    coverage: float | None


@dataclass(frozen=True, slots=True)
class CountRow:
    """How many; ``of`` is how many were invited, ``None`` where not told."""

    name: str
    n: int
    of: int | None = None


@dataclass(frozen=True, slots=True)
class MethodPage:
    """How it was done, and how much of it was answered.

    ``hidden`` counts the questions that do not apply to the organisation, or that the
    core form leaves out; ``left_out`` says so, and is empty where there is none.
    """

    sentences: tuple[str, ...]
    sources: tuple[SourceRow, ...]
    roles: tuple[CountRow, ...]
    grades: tuple[CountRow, ...]
    flags: tuple[str, ...]
    hidden: int
    left_out: str
    method: str
    engine: str


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report in one language; parts without data are ``None`` or empty."""

    language: str
    words: Mapping[str, str]
    head: Head
    facts: tuple[Fact, ...]
    prepared_by: str
    summary: Summary
    positions: tuple[PositionPage, ...]
    profiles: tuple[Profile, ...]
    peers: PeersPart
    gaps: GapPage
    roadmap: RoadmapPage
    units: tuple[UnitRow, ...]
    heat_maps: tuple[HeatMap, ...]
    dimensions: DimensionPages | None
    modules_page: ModulesPage | None
    method: MethodPage
    why: WhyPage
    appendix: tuple[AppendixTable, ...]
    chapters: Chapters

    @property
    def main(self) -> Profile | None:
        """The profile of page one's number; ``None`` where nothing is scored."""
        wanted = self.summary.questionnaire
        return next((p for p in self.profiles if p.questionnaire == wanted), None)

    @property
    def modules(self) -> tuple[Profile, ...]:
        """The profiles of the other questionnaires, in the result's order."""
        return tuple(p for p in self.profiles if p is not self.main)
