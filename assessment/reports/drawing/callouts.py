"""What the continuum's strip names: assessed, target band, perceived."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from assessment.reports.charts import ContinuumStrip, band_text
from assessment.reports.drawing.numbers import one_decimal
from assessment.reports.drawing.style import ACCENT, INK_SOFT, TARGET, TextStyle

POINTER: Final = 12.0
"""The height of a pointer."""
BAND: Final = 10.0
"""How far the target band reaches to either side of the strip."""
TOUCHING: Final = 0.2
"""Pointers less than this many stages apart are drawn one behind the other."""


@dataclass(frozen=True, slots=True)
class Callout:
    """A label and what it names; ``place`` is 0-5, or ``None`` for nothing to name.

    ``reach`` is how far the named mark stands out from the strip, in pixels.
    """

    text: str
    colour: str
    place: float | None
    reach: float

    def style(self, size: float) -> TextStyle:
        """Return how the label is set; the organisation's own is bold."""
        return TextStyle(size, self.colour == ACCENT, self.colour, "middle")


def stacked(chart: ContinuumStrip) -> bool:
    """Return whether the two pointers would cover each other."""
    if chart.position is None or chart.perceived is None:
        return False
    return abs(chart.position - chart.perceived) < TOUCHING


def callouts(chart: ContinuumStrip) -> list[Callout]:
    """Return the labels of a strip; the assessed one first."""
    assessed, perceived = chart.words("assessed", "perceived")
    if chart.position is None:
        found = [
            Callout(assessed + chart.word("colon") + chart.missing(), ACCENT, None, 0)
        ]
    else:
        text = f"{assessed} {one_decimal(chart.position)}"
        found = [Callout(text, ACCENT, chart.position, POINTER)]
    if chart.band is not None:
        text = f"{chart.band_name()} {band_text(chart.band)}"
        found.append(Callout(text, TARGET, sum(chart.band) / 2, BAND))
    if chart.perceived is not None:
        text = f"{perceived} {one_decimal(chart.perceived)}"
        reach = POINTER * (2 if stacked(chart) else 1)
        found.append(Callout(text, INK_SOFT, chart.perceived, reach))
    return found
