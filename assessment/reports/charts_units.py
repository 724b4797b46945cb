"""Chart specifications of units, and of capabilities: what the profile is made of.

As in ``charts``: frozen plain data with texts in the reader's language.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from assessment.reports.charts import Bars
from assessment.reports.charts_base import Chart, Table
from assessment.reports.drawing.numbers import whole
from scoring.levels import level

DARKEST: Final = 5
DARK_FROM: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class CapabilityBars(Bars):
    """The same as the profile, for the capabilities of one dimension."""

    def table(self) -> Table:
        """Return capability, score, target and gap."""
        # Without arguments, super() does not find a class that has slots.
        told = Bars.table(self)
        return Table((self.word("capability"), *told.header[1:]), told.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatRow:
    """A unit with its score in each dimension, 0-100; ``None`` is not scored."""

    label: str
    scores: tuple[float | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatMap(Chart):
    """Units by dimensions: the darker a cell, the higher its level.

    ``columns`` are the dimensions; each row has as many scores. ``floors`` are the
    lowest scores of the levels, 0-100, ascending, the first of them 0.
    """

    kind: ClassVar[str] = "heatmap"

    columns: tuple[str, ...]
    units: tuple[HeatRow, ...]
    floors: tuple[float, ...]

    def shade(self, score: float) -> int:
        """Return the step of the ramp, 0-5, on which the level of a score lies."""
        highest = max(1, len(self.floors) - 1)
        return round(level(score, self.floors) * DARKEST / highest)

    def steps(self) -> tuple[tuple[int, float], ...]:
        """Return the ramp's step and the lowest score of each level, lowest first."""
        return tuple((self.shade(floor), floor) for floor in self.floors)

    @classmethod
    def is_dark(cls, shade: int) -> bool:
        """Whether dark ink would be hard to read on a step of the ramp."""
        return shade >= DARK_FROM

    def table(self) -> Table:
        """Return one row a unit: its name, then its scores."""
        rows = (
            (row.label, *(whole(score, "–") for score in row.scores))
            for row in self.units
        )
        return Table((self.word("unit"), *self.columns), tuple(rows))
