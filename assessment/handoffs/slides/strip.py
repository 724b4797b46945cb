"""The continuum as a strip of native shapes: one group, which can be taken apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from pptx.enum.dml import MSO_PATTERN
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Pt

from assessment.handoffs.slides import texts
from assessment.handoffs.slides.fitting import Para, fit, line_width, points
from assessment.handoffs.slides.page import Page, describe
from assessment.handoffs.slides.tokens import (
    ACCENT,
    INK,
    PAPER,
    PEERS,
    SOFT,
    TARGET,
    Box,
    Colour,
)
from assessment.handoffs.texts import one_line
from assessment.reports.charts import ContinuumStrip, band_text
from assessment.reports.drawing.numbers import one_decimal
from assessment.reports.drawing.text import spread

STAGES: Final = 5
_MARK: Final = Pt(15)
_BAND: Final = Pt(14)
_LABEL: Final = Pt(18)
_LABEL_ROOM: Final = Pt(200)
_LANE: Final = Pt(10)
_MORE: Final = Pt(3)
_BOX: Final = Pt(7)


@dataclass(frozen=True, slots=True)
class _Sign:
    """A mark over the line, or the band, with its label."""

    place: float
    text: str
    colour: Colour
    filled: bool | None = None


def higher(chart: ContinuumStrip) -> int:
    """Return how much higher than others a strip is that has a row of peers.

    The rest of the row is taken from the room below the stages' names.
    """
    return _MORE if chart.peers else 0


def draw(page: Page, place: Box, chart: ContinuumStrip) -> Any:
    """Draw the strip with the band, the position and the perceived stage."""
    group = page.shapes.add_group_shape()
    strip = _Strip(page, group.shapes, place, chart)
    strip.band()
    strip.line()
    strip.signs()
    strip.peers()
    strip.stages()
    group.name = "Continuum"
    describe(group, alt(chart))
    return group


def alt(chart: ContinuumStrip) -> str:
    """Return the strip in words, with its numbers."""
    colon = chart.word("colon")
    told = [f"{name}{colon}{value}" for name, value in chart.table().rows]
    joint = "; " if chart.language == "en" else "；"
    return f"{chart.alt} {joint.join(told)}"


class _Strip:
    """The drawing in progress."""

    def __init__(self, page: Page, shapes: Any, box: Box, chart: ContinuumStrip):
        self.page, self.shapes, self.box, self.chart = page, shapes, box, chart
        self.step = box.width / (STAGES + 1)
        self.y = box.top + _LABEL + _MARK + Pt(8)

    def x(self, place: float) -> int:
        """Return where a position 0-5 is."""
        return round(self.box.left + (place + 0.5) * self.step)

    def band(self) -> None:
        """Draw the hatched target band."""
        if self.chart.band is None:
            return
        low, high = (self.x(end) for end in self.chart.band)
        shape = self.shapes.add_shape(
            MSO_SHAPE.RECTANGLE, low, self.y - _BAND, high - low, 2 * _BAND
        )
        texts.fill(shape, None, TARGET)
        shape.fill.patterned()
        shape.fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
        texts.paint(shape.fill.fore_color, TARGET)
        texts.paint(shape.fill.back_color, PAPER)

    def line(self) -> None:
        """Draw the line with a tick for each stage."""
        ends = [(self.x(0), self.y, self.x(STAGES), self.y)]
        for stage in range(STAGES + 1):
            x = self.x(stage)
            ends.append((x, self.y - Pt(5), x, self.y + Pt(5)))
        for each in ends:
            line = self.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *each)
            line.line.width = Pt(1.25)
            texts.paint(line.line.color, INK)

    def signs(self) -> None:
        """Draw the marks, with their labels pushed apart above them."""
        found = self._signs()
        sizes = [self._width(sign) for sign in found]
        wishes = [float(self.x(sign.place)) for sign in found]
        ends = (self.box.left, self.box.right)
        centres = spread(wishes, sizes, ends, float(Pt(10)))
        for sign, size, centre in zip(found, sizes, centres, strict=True):
            left = round(centre - size / 2)
            self._write(Box(left, self.box.top, round(size), _LABEL), sign)
            if sign.filled is not None:
                self._mark(sign)

    def peers(self) -> None:
        """Draw the peers' middle half with its median, in a row below the line."""
        if self.chart.peers is None or self.chart.peers.quartiles is None:
            return
        low, median, high = (self.x(each) for each in self.chart.peers.quartiles)
        top = self.y + _BAND + Pt(3)
        box = (low, top, high - low, _BOX)
        shape = self.shapes.add_shape(MSO_SHAPE.RECTANGLE, *box)
        texts.fill(shape, None, PEERS)
        ends = (median, top, median, top + _BOX)
        line = self.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *ends)
        line.line.width = Pt(1.5)
        texts.paint(line.line.color, PEERS)
        left = self.box.left
        place = Box(left, top - Pt(3), self.x(0) - left - Pt(6), Pt(13))
        said = [Para(self.chart.word("peer_lane"), 10, colour=PEERS)]
        texts.box(self.shapes, place, said, self.page.tag, align=PP_ALIGN.RIGHT)

    def stages(self) -> None:
        """Write the stages' numbers and names below the line."""
        lane = _LANE if self.chart.peers else 0
        top = self.y + _BAND + lane + Pt(3)
        for stage, title in enumerate(self.chart.stages):
            left = round(self.x(stage) - self.step / 2) + Pt(3)
            place = Box(left, top, round(self.step) - Pt(6), self.box.bottom - top)
            said = [
                Para(str(stage), 12, bold=True, after=0),
                Para(one_line(title), 11, colour=SOFT),
            ]
            room = (points(place.width), points(place.height))
            fitted = fit(said, room, self.chart.language)
            texts.box(
                self.shapes, place, fitted.paras, self.page.tag, align=PP_ALIGN.CENTER
            )

    def _signs(self) -> list[_Sign]:
        chart, colon = self.chart, self.chart.word("colon")
        found = []
        if chart.band is not None:
            middle = sum(chart.band) / 2
            name = f"{chart.band_name()} {band_text(chart.band)}"
            found.append(_Sign(middle, name, TARGET))
        if chart.position is not None:
            name = f"{chart.word('assessed')}{colon}{one_decimal(chart.position)}"
            found.append(_Sign(chart.position, name, ACCENT, True))
        if chart.perceived is not None:
            name = f"{chart.word('perceived')}{colon}{one_decimal(chart.perceived)}"
            found.append(_Sign(chart.perceived, name, INK, False))
        return found

    def _width(self, sign: _Sign) -> float:
        wide = line_width(sign.text, 12, True, self.chart.language) + 6
        return float(min(Pt(wide), _LABEL_ROOM))

    def _write(self, place: Box, sign: _Sign) -> None:
        said = [Para(sign.text, 12, bold=True, colour=sign.colour)]
        texts.box(
            self.shapes, place, said, self.page.tag,
            align=PP_ALIGN.CENTER, anchor=MSO_ANCHOR.MIDDLE,
        )  # fmt: skip

    def _mark(self, sign: _Sign) -> None:
        """Draw a triangle that points down at the line."""
        shape = self.shapes.add_shape(
            MSO_SHAPE.FLOWCHART_MERGE,
            self.x(sign.place) - _MARK // 2,
            self.y - _MARK,
            _MARK,
            _MARK,
        )
        texts.fill(shape, sign.colour if sign.filled else PAPER, sign.colour)
