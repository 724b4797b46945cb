"""Colours, sizes and places on a slide.

Text and the organisation's own marks take the theme's colours, so that a consultancy's
template changes them; what has a meaning of its own keeps its colour.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pptx.enum.dml import MSO_THEME_COLOR
from pptx.util import Pt

from assessment.reports.drawing import style

Colour = MSO_THEME_COLOR | str
"""A colour of the theme, or six hexadecimal digits."""

INK: Final = MSO_THEME_COLOR.TEXT_1
SOFT: Final = MSO_THEME_COLOR.TEXT_2
PAPER: Final = MSO_THEME_COLOR.BACKGROUND_1
MIST: Final = MSO_THEME_COLOR.BACKGROUND_2
ACCENT: Final = MSO_THEME_COLOR.ACCENT_1
TARGET: Final = style.TARGET.removeprefix("#")
PEERS: Final = style.PEERS.removeprefix("#")
BEFORE: Final = style.BEFORE.removeprefix("#")
LINE: Final = style.LINE.removeprefix("#")
LEVELS: Final = tuple(colour.removeprefix("#") for colour in style.LEVELS)
DARK_TEXT: Final = style.INK.removeprefix("#")
LIGHT_TEXT: Final = style.PAPER.removeprefix("#")

LEAST: Final = 10
"""No text is smaller, in points: what does not fit is cut, and stands in the notes."""
BODY: Final = 14
SMALL: Final = 11
LEADING: Final = 1.3
GAP: Final = Pt(14)


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a slide, in EMU."""

    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """Return the right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> int:
        """Return the lower edge."""
        return self.top + self.height

    def columns(self, *shares: float, gap: int = GAP) -> tuple[Box, ...]:
        """Return the box in columns whose widths are as the shares."""
        room = self.width - gap * (len(shares) - 1)
        boxes, left = [], float(self.left)
        for share in shares:
            width = room * share / sum(shares)
            boxes.append(Box(round(left), self.top, round(width), self.height))
            left += width + gap
        return tuple(boxes)

    def rows(self, *shares: float, gap: int = GAP) -> tuple[Box, ...]:
        """Return the box in rows whose heights are as the shares."""
        turned = Box(self.top, self.left, self.height, self.width)
        return tuple(
            Box(row.top, row.left, row.height, row.width)
            for row in turned.columns(*shares, gap=gap)
        )

    def below(self, height: int) -> Box:
        """Return what is left under a strip of ``height`` at the top."""
        taken = min(height, self.height)
        return Box(self.left, self.top + taken, self.width, self.height - taken)

    def top_of(self, height: int) -> Box:
        """Return a strip of ``height`` at the top."""
        return Box(self.left, self.top, self.width, min(height, self.height))

    def inset(self, by: int) -> Box:
        """Return the box with a margin on every side."""
        return Box(
            self.left + by, self.top + by, self.width - 2 * by, self.height - 2 * by
        )
