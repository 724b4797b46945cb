"""Colours, type and widths of the charts: the tokens of the visual language.

Literal values, because WeasyPrint's SVG knows no CSS variables and the pages' content
policy allows no inline style.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Literal

INK: Final = "#16202C"
INK_SOFT: Final = "#4A5865"
PAPER: Final = "#FFFFFF"
MIST: Final = "#F3F6F8"
LINE: Final = "#D5DDE3"
ACCENT: Final = "#0B5C7A"
ACCENT_TINT: Final = "#DCEBF1"
TARGET: Final = "#9A6410"
PEERS: Final = "#6B4E8C"
BEFORE: Final = "#7A8793"
LEVELS: Final = ("#E6EEF2", "#C4D8E2", "#94B9CB", "#5E95AF", "#2F7192", "#0B4A63")

Shades = Mapping[str, str]
"""What stands in for tokens above: the colours of a consultancy for the accent's."""
NO_SHADES: Final[Shades] = MappingProxyType({})

Anchor = Literal["start", "middle", "end"]
FormName = Literal["print", "page", "narrow"]


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a row chart puts its columns, in pixels from the left.

    ``label`` is the right edge of the labels, ``start`` and ``end`` are 0 and 100 of
    the axis, ``first`` and ``second`` the right edges of the two value columns.
    """

    label: float
    start: float
    end: float
    first: float
    second: float

    def x(self, value: float) -> float:
        """Return the place of a score 0-100 on the axis."""
        return self.start + (self.end - self.start) * value / 100


@dataclass(frozen=True, slots=True)
class Form:
    """One way to set a chart: on paper, on a page, on a phone.

    ``width`` in CSS pixels (658 is the text width of A4); ``text`` and ``small`` are
    type sizes; ``slack`` widens measured text, as pages use the reader's own fonts.
    ``shades`` are the colours in which tokens are drawn, their own where not named.
    """

    name: FormName
    width: float
    text: float
    small: float
    slack: float
    frame: Frame
    shades: Shades = field(default_factory=lambda: NO_SHADES, hash=False)

    @property
    def is_narrow(self) -> bool:
        """Return whether labels stand above their rows instead of beside them."""
        return self.name == "narrow"


PT: Final = 96 / 72
FORMS: Final = {
    "print": Form("print", 658, 11 * PT, 9.5 * PT, 1.0, Frame(184, 196, 560, 606, 656)),
    "page": Form("page", 760, 16, 14, 1.15, Frame(222, 236, 636, 694, 758)),
    "narrow": Form("narrow", 288, 16, 14, 1.15, Frame(286, 32, 250, 236, 286)),
}


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How one text is set; ``size`` in pixels."""

    size: float
    bold: bool = False
    colour: str = INK
    anchor: Anchor = "start"

    @property
    def leading(self) -> float:
        """Return the distance of two baselines."""
        return self.size * 1.3
