"""Chart specifications: what a chart says, before anything is drawn.

Each is frozen plain data with texts already in the reader's language. One
specification becomes an own SVG (``drawing.svg``), a Plotly figure
(``plotly_figures.figure``) and a table (``Chart.table``), so the three cannot
disagree. Scores and targets are 0-100 and unrounded, positions 0-5; ``None`` means
not scored, never zero.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from assessment.reports.charts_base import Chart, Row, Table
from assessment.reports.charts_peers import Spread, bins_text
from assessment.reports.charts_roadmap import Gantt, GanttBar, GanttWave
from assessment.reports.drawing.numbers import one_decimal, signed, whole
from assessment.reports.drawing.words import word

__all__ = [
    "Bar",
    "Bars",
    "Chart",
    "ContinuumStrip",
    "Dumbbell",
    "Dumbbells",
    "Gantt",
    "GanttBar",
    "GanttWave",
    "PeerBand",
    "Radar",
    "RadarAxis",
    "RoleDot",
    "RoleDots",
    "RoleRow",
    "Table",
    "UnitDots",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class RadarAxis:
    """One axis of the radar; ``None`` leaves a hole in the shape."""

    label: str
    score: float | None
    target: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Radar(Chart):
    """The shape of a profile, small, beside ``Bars`` for the numbers; 3 axes or more.

    ``axes`` start at the top and go clockwise.
    """

    kind: ClassVar[str] = "radar"

    axes: tuple[RadarAxis, ...]

    def table(self) -> Table:
        """Return one row an axis: label, score, target."""
        rows = (
            (axis.label, whole(axis.score, self.missing()), whole(axis.target, "–"))
            for axis in self.axes
        )
        return Table(self.words("dimension", "score", "target"), tuple(rows))


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerBand:
    """The middle half of the peers: quartiles, 0-100."""

    low: float
    median: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One row of the profile.

    ``note`` is a short status beside the label ("provisional"); ``peers`` and
    ``before`` (last time's score) are drawn only where given.
    """

    label: str
    score: float | None
    target: float | None = None
    note: str = ""
    peers: PeerBand | None = None
    before: float | None = None

    @property
    def gap(self) -> float | None:
        """Return target - score, negative where the target is exceeded."""
        if self.score is None or self.target is None:
            return None
        return self.target - self.score


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars(Chart):
    """The profile: a bar for each score with its target, widest gap first."""

    kind: ClassVar[str] = "bars"

    bars: tuple[Bar, ...]

    def rows(self) -> tuple[Bar, ...]:
        """Return the bars by gap, widest first; then by score; unscored ones last."""
        return tuple(sorted(self.bars, key=_bar_order))

    def table(self) -> Table:
        """Return label, score, target and gap; peers and last time where given."""
        extra = self.words(*self._extra_columns())
        header = self.words("dimension", "score", "target", "gap") + extra
        return Table(header, tuple(self._row(bar) for bar in self.rows()))

    def _extra_columns(self) -> Iterable[str]:
        if any(bar.before is not None for bar in self.bars):
            yield "last_time"
        if any(bar.peers for bar in self.bars):
            yield "peers"

    def _row(self, bar: Bar) -> Row:
        label = f"{bar.label} ({bar.note})" if bar.note else bar.label
        score = whole(bar.score, self.missing())
        row: Row = (label, score, whole(bar.target, "–"), gap_text(bar.gap))
        extra = {"last_time": whole(bar.before, "–"), "peers": _quartiles(bar.peers)}
        return row + tuple(extra[key] for key in self._extra_columns())


@dataclass(frozen=True, slots=True, kw_only=True)
class ContinuumStrip(Chart):
    """The continuum 0-5 with the target band and where the organisation is on it.

    ``stages`` are the six names of 0 to 5; ``position`` and ``perceived`` are 0-5;
    ``band`` is (low, high); ``band_label`` names it ("right for this bank"). ``peers``
    are where others stand, ``None`` where no quartiles of them may be told.
    """

    kind: ClassVar[str] = "continuum"

    stages: tuple[str, str, str, str, str, str]
    position: float | None
    perceived: float | None = None
    band: tuple[float, float] | None = None
    band_label: str = ""
    peers: Spread | None = None

    def band_name(self) -> str:
        """Return the band's label, or the plain words for it."""
        return self.band_label or word("target_band", self.language)

    def table(self) -> Table:
        """Return a row for the position, the perceived stage, the band, the peers."""
        assessed, perceived = self.words("assessed", "perceived")
        rows = [(assessed, one_decimal(self.position, self.missing()))]
        if self.perceived is not None:
            rows.append((perceived, one_decimal(self.perceived)))
        if self.band is not None:
            rows.append((self.band_name(), band_text(self.band)))
        return Table(self.words("mark", "position"), (*rows, *self._peers()))

    def _peers(self) -> Iterable[Row]:
        """Yield the peers' middle half, and how many lie where if that is told."""
        if self.peers is None or self.peers.quartiles is None:
            return
        low, median, high = self.peers.quartiles
        middle = f"{one_decimal(median)} ({band_text((low, high))})"
        yield self.word("peers"), middle
        if self.peers.histogram:
            yield self.word("groups_by_value"), bins_text(self, self.peers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dumbbell:
    """One gap; ``rank`` 1 is the most pressing."""

    rank: int
    label: str
    score: float
    target: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Dumbbells(Chart):
    """The gaps: score to target, the most pressing first."""

    kind: ClassVar[str] = "dumbbells"

    gaps: tuple[Dumbbell, ...]

    def rows(self) -> tuple[Dumbbell, ...]:
        """Return the gaps by rank."""
        return tuple(sorted(self.gaps, key=lambda gap: gap.rank))

    def table(self) -> Table:
        """Return rank, label, score, target and gap."""
        header = self.words("rank", "capability", "score", "target", "gap")
        rows = (
            (
                str(gap.rank),
                gap.label,
                whole(gap.score),
                whole(gap.target),
                gap_text(gap.target - gap.score),
            )
            for gap in self.rows()
        )
        return Table(header, tuple(rows))


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleDot:
    """One role's mean, 0-100; ``n`` people gave it, ``None`` where not to be told."""

    role: str
    score: float
    n: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleRow:
    """The roles of one dimension."""

    label: str
    dots: tuple[RoleDot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleDots(Chart):
    """Where the roles see a dimension: one strip of dots each."""

    kind: ClassVar[str] = "roles"

    strips: tuple[RoleRow, ...]

    def table(self) -> Table:
        """Return one row for each dimension and role."""
        rows = (
            (strip.label, dot.role, whole(dot.score), "–" if not dot.n else str(dot.n))
            for strip in self.strips
            for dot in strip.dots
        )
        return Table(self.words("dimension", "role", "score", "people"), tuple(rows))


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitDots(RoleDots):
    """The same for units of the organisation instead of roles."""

    def table(self) -> Table:
        """Return one row for each dimension and unit."""
        rows = (
            (strip.label, dot.role, whole(dot.score))
            for strip in self.strips
            for dot in strip.dots
        )
        return Table(self.words("dimension", "unit", "score"), tuple(rows))


def gap_text(gap: float | None) -> str:
    """Return how far the score is from the target: "−37", "+4", "0" or "–"."""
    return "–" if gap is None else signed(-gap)


def band_text(band: tuple[float, float]) -> str:
    """Return the band's two ends with one decimal: "2.3–3.3"."""
    return f"{one_decimal(band[0])}–{one_decimal(band[1])}"


def _bar_order(bar: Bar) -> tuple[bool, bool, float, float]:
    gap, score = bar.gap, bar.score
    return (score is None, gap is None, -(gap or 0.0), score or 0.0)


def _quartiles(peers: PeerBand | None) -> str:
    if peers is None:
        return "–"
    return f"{whole(peers.median)} ({whole(peers.low)}–{whole(peers.high)})"
