"""The peers' positions beside the continuum's strip, in a lane of their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from assessment.reports.charts_peers import Spread
from assessment.reports.drawing.canvas import Canvas, Point
from assessment.reports.drawing.style import LEVELS, PEERS


@dataclass(frozen=True, slots=True)
class Size:
    """How far things reach from the lane's ground, in pixels.

    ``room`` is what the lane takes up, ``bars`` the tallest bar; the middle half
    reaches from ``near`` to ``far``.
    """

    room: float
    bars: float
    near: float
    far: float


BROAD: Final = Size(28, 20, 4, 16)
SLIM: Final = Size(11, 9, 1, 8)


@dataclass(frozen=True, slots=True)
class Lane:
    """Where it lies: ``along`` is the place of a position, ``ground`` where bars stand.

    Bars grow upwards, or to the right where the strip runs ``down``.
    """

    canvas: Canvas
    along: Callable[[float], float]
    ground: float
    size: Size
    down: bool = False

    def draw(self, peers: Spread) -> None:
        """Draw bars where they may be told, and the middle half with its median."""
        if peers.quartiles is None:
            return
        low, median, high = peers.quartiles
        with self.canvas.group(kind="peers", low=low, median=median, high=high):
            self._bars(peers)
            start, end = self.along(low), self.along(high)
            self._rect((start, end), (self.size.near, self.size.far), "none", PEERS)
            place = self.along(median)
            ends = (self._at(place, self.size.near), self._at(place, self.size.far))
            self.canvas.line(*ends, PEERS, 1.5)

    def _bars(self, peers: Spread) -> None:
        """Draw bars whose areas are the numbers of groups: some are wider."""
        tallest = max((each.density for each in peers.histogram), default=0.0)
        for each in peers.histogram:
            if each.n:
                sides = (self.along(each.low), self.along(each.high) - 1)
                height = self.size.bars * each.density / tallest
                with self.canvas.group(bar=each.n):
                    self._rect(sides, (0, height), LEVELS[1])

    def _rect(
        self, sides: Point, reach: Point, fill: str, stroke: str | None = None
    ) -> None:
        (start, end), (near, far) = sides, reach
        corner = self._at(start, near if self.down else far)
        size = (end - start, far - near)
        self.canvas.rect(corner, size[::-1] if self.down else size, fill, stroke)

    def _at(self, place: float, reach: float) -> Point:
        """Return the point at a place along the strip, so far from the ground."""
        if self.down:
            return self.ground + reach, place
        return place, self.ground - reach
