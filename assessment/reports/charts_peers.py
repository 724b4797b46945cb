"""Chart specifications of the peers: how they spread, and how that went over time.

As in ``charts``: frozen plain data with texts in the reader's language. Values are on
a scale from 0 to ``top``: 100 for scores, 5 for the continuum's positions. What may
not be told of the peers is ``None`` or empty, never zero.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Final

from assessment.reports.charts_base import Chart, Row, Table
from assessment.reports.drawing.numbers import one_decimal, whole

FULL: Final = 100.0
"""The top of the scale of scores; a lower one is that of stages, told in tenths."""
NOT_TOLD: Final = "–"


def shown(value: float | None, top: float, missing: str = NOT_TOLD) -> str:
    """Return a value as charts print it: whole points, tenths of a stage."""
    return (whole if top == FULL else one_decimal)(value, missing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """``n`` groups of peers from ``low`` to ``high``."""

    low: float
    high: float
    n: int

    @property
    def density(self) -> float:
        """How many groups there are to each point, or stage."""
        return self.n / (self.high - self.low)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How one cohort spreads in one row.

    ``key`` is the cohort's letter, empty where there is but one. ``quartiles`` are
    lower, median and upper.
    """

    key: str = ""
    n: int | None = None
    mean: float | None = None
    quartiles: tuple[float, float, float] | None = None
    histogram: tuple[Bin, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SpreadRow:
    """One dimension: the own value, and each cohort."""

    label: str
    own: float | None
    spreads: tuple[Spread, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spreads(Chart):
    """The own values among the peers: a box each, and bars where they may be told."""

    kind: ClassVar[str] = "spreads"

    strips: tuple[SpreadRow, ...]
    top: float = FULL

    def spreads(self) -> Iterator[Spread]:
        """Yield all cohorts of all rows."""
        for strip in self.strips:
            yield from strip.spreads

    def table(self) -> Table:
        """Return one row for each dimension and cohort, with what is told of it."""
        keyed = any(spread.key for spread in self.spreads())
        first = self.words("dimension" if self.top == FULL else "position", "score")
        if self.top != FULL:
            first = (first[0], self.word("own"))
        names = ("groups", "mean", "lower_quartile", "median", "upper_quartile")
        cohort = self.words("cohort") if keyed else ()
        header = (*first, *cohort, *self.words(*names, "groups_by_value"))
        rows = (
            (strip.label, shown(strip.own, self.top, self.missing()),
             *((spread.key,) if keyed else ()), *self._told(spread))
            for strip in self.strips
            for spread in strip.spreads
        )  # fmt: skip
        return Table(header, tuple(rows))

    def _told(self, spread: Spread) -> Row:
        quartiles = spread.quartiles or (None, None, None)
        values = (shown(value, self.top) for value in (spread.mean, *quartiles))
        n = NOT_TOLD if spread.n is None else str(spread.n)
        return (n, *values, bins_text(self, spread))


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendPoint:
    """A release, or an assessment of one's own, on a day.

    ``name`` is the release's or the assessment's. A release has ``n`` and what it
    tells of the peers, an assessment only ``own``.
    """

    day: dt.date
    name: str
    n: int | None = None
    mean: float | None = None
    quartiles: tuple[float, float, float] | None = None
    own: float | None = None

    @property
    def is_own(self) -> bool:
        """Whether it is an assessment and no release."""
        return self.own is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend(Chart):
    """One cohort's median and middle half over the releases, and the own values."""

    kind: ClassVar[str] = "trend"

    points: tuple[TrendPoint, ...]
    top: float = FULL

    def releases(self) -> tuple[TrendPoint, ...]:
        """Return the releases by date."""
        return tuple(sorted(self._of(False), key=lambda point: point.day))

    def own(self) -> tuple[TrendPoint, ...]:
        """Return the own assessments by date."""
        return tuple(sorted(self._of(True), key=lambda point: point.day))

    def _of(self, own: bool) -> Iterator[TrendPoint]:
        return (point for point in self.points if point.is_own is own)

    def table(self) -> Table:
        """Return one row for each release and own assessment, by date."""
        names = ("groups", "mean", "lower_quartile", "median", "upper_quartile", "own")
        header = self.words("date", "release_or_own", *names)
        points = sorted(self.points, key=lambda point: (point.day, point.is_own))
        return Table(header, tuple(self._row(point) for point in points))

    def _row(self, point: TrendPoint) -> Row:
        quartiles = point.quartiles or (None, None, None)
        values = (point.mean, *quartiles, point.own)
        n = NOT_TOLD if point.n is None else str(point.n)
        told = (shown(value, self.top) for value in values)
        return (point.day.isoformat(), point.name, n, *told)


def bins_text(chart: Chart, spread: Spread) -> str:
    """Return how many groups lie where: "1–1.5: 4, 1.5–2: 9", or that nothing is told.

    The language is the chart's.
    """
    colon = chart.word("colon")
    comma = ", " if chart.language == "en" else "、"
    texts = (
        f"{_end(each.low)}–{_end(each.high)}{colon}{each.n}"
        for each in spread.histogram
    )
    return comma.join(texts) or NOT_TOLD


def _end(value: float) -> str:
    return f"{value:g}"
