"""Native charts: columns with their marks, the radar, bars of gaps and of the plan."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final

from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from assessment.handoffs.slides.chart_data import Values, numbers
from assessment.handoffs.slides.page import Page, describe
from assessment.handoffs.slides.texts import paint, rgb
from assessment.handoffs.slides.tokens import INK, LINE, SOFT, Box, Colour

TEXT: Final = 11
_LINE_SERIES: Final = ("c:idx", "c:order", "c:tx", "c:cat", "c:val")


@dataclass(frozen=True, slots=True)
class Mark:
    """How a series shows as marks: the symbol, its size, colour and filling."""

    symbol: str
    size: int
    colour: str
    filled: bool = True


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart before it is drawn: its labels and series by name, and what it says."""

    labels: Sequence[str]
    series: Sequence[tuple[str, Values]]
    alt: str
    form: str = "0"


def add(page: Page, place: Box, kind: XL_CHART_TYPE, drawing: Drawing) -> Any:
    """Add a native chart with our type and hairlines, and return it."""
    data = numbers(drawing.labels, drawing.series, drawing.form)
    frame = page.shapes.add_chart(
        kind, place.left, place.top, place.width, place.height, data
    )
    describe(frame, drawing.alt)
    chart = frame.chart
    chart.font.size = Pt(TEXT)
    paint(chart.font.color, INK)
    chart.has_title = False
    _speak(chart, page.tag)
    return chart


def scale(chart: Any, top: float | None = 100, step: float = 20) -> None:
    """Set the value axis from 0 to ``top`` with hairlines, whatever the values are."""
    axis = chart.value_axis
    axis.minimum_scale = 0
    if top is not None:
        axis.maximum_scale, axis.major_unit = top, step
    axis.has_major_gridlines = True
    _hairline(axis.major_gridlines.format.line)
    axis.format.line.fill.background()
    axis.tick_labels.font.size = Pt(10)
    paint(axis.tick_labels.font.color, SOFT)
    names = chart.category_axis
    upright(names)
    _hairline(names.format.line)
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    names.tick_labels.font.size = Pt(TEXT)
    names.has_major_gridlines = False


def upright(axis: Any) -> None:
    """Keep an axis' labels level: they break into lines instead of leaning."""
    body = axis.tick_labels.font._element.getparent().getparent().getparent()
    body.find(qn("a:bodyPr")).set("rot", "0")
    body.find(qn("a:bodyPr")).set("vert", "horz")


def inner(chart: Any, place: tuple[float, float, float, float]) -> None:
    """Fix where the axes stand in a chart, so that every program leaves one room.

    ``place`` is left, top, width and height as shares of the chart.
    """
    area = chart._chartSpace.chart.plotArea
    old = area.find(qn("c:layout"))
    if old is not None:
        area.remove(old)
    parts = "".join(
        f'<c:{key} val="{value}"/>' for key, value in zip("xywh", place, strict=True)
    )
    made = parse_xml(
        f'<c:layout {nsdecls("c")}><c:manualLayout><c:layoutTarget val="inner"/>'
        f'<c:xMode val="edge"/><c:yMode val="edge"/>{parts}</c:manualLayout></c:layout>'
    )
    area.insert(0, made)


def legend(chart: Any) -> None:
    """Say at the foot what the marks are."""
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.BOTTOM
    chart.legend.include_in_layout = False
    chart.legend.font.size = Pt(TEXT)


def colour_series(series: Any, colour: Colour | None) -> None:
    """Fill a series; ``None`` leaves it invisible."""
    if colour is None:
        series.format.fill.background()
        series.format.line.fill.background()
        return
    series.format.fill.solid()
    paint(series.format.fill.fore_color, colour)


def label_series(series: Any, position: Any, colour: Colour, form: str = "0") -> None:
    """Print a series' values beside or in its bars."""
    labels = series.data_labels
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = form, False
    labels.position = position
    labels.font.size, labels.font.bold = Pt(TEXT), True
    paint(labels.font.color, colour)


def as_marks(chart: Any, marks: Sequence[Mark]) -> None:
    """Turn all series but the first from columns into marks on the same axes."""
    area = chart._chartSpace.chart.plotArea
    columns = area.find(qn("c:barChart"))
    line = parse_xml(
        f'<c:lineChart {nsdecls("c")}><c:grouping val="standard"/>'
        '<c:varyColors val="0"/></c:lineChart>'
    )
    for series, mark in zip(columns.findall(qn("c:ser"))[1:], marks, strict=True):
        columns.remove(series)
        line.append(_marked(series, mark))
    line.append(parse_xml(f'<c:marker {nsdecls("c")} val="1"/>'))
    for axis in columns.findall(qn("c:axId")):
        line.append(deepcopy(axis))
    columns.addnext(line)


def _marked(series: Any, mark: Mark) -> Any:
    """Return a series as the file wants it in a chart of lines: without the line."""
    labels = series.find(qn("c:dLbls"))
    kept = {tag: series.find(qn(tag)) for tag in _LINE_SERIES}
    made = parse_xml(f"<c:ser {nsdecls('c')}/>")
    for tag in _LINE_SERIES[:3]:
        made.append(kept[tag])
    made.append(
        parse_xml(
            f'<c:spPr {nsdecls("c", "a")}><a:ln w="19050"><a:noFill/></a:ln></c:spPr>'
        )
    )
    colour = f'<a:solidFill><a:srgbClr val="{mark.colour}"/></a:solidFill>'
    inner = colour if mark.filled else "<a:noFill/>"
    made.append(
        parse_xml(
            f'<c:marker {nsdecls("c", "a")}><c:symbol val="{mark.symbol}"/>'
            f'<c:size val="{mark.size}"/><c:spPr>{inner}'
            f'<a:ln w="19050">{colour}</a:ln></c:spPr></c:marker>'
        )
    )
    if labels is not None:
        made.append(labels)
    for tag in _LINE_SERIES[3:]:
        if kept[tag] is not None:
            made.append(kept[tag])
    made.append(parse_xml(f'<c:smooth {nsdecls("c")} val="0"/>'))
    return made


def _hairline(line: Any) -> None:
    line.width = Pt(0.75)
    line.color.rgb = rgb(LINE)


def _speak(chart: Any, tag: str) -> None:
    """Name the language of the chart's texts."""
    for found in chart._chartSpace.iter(qn("a:defRPr")):
        found.set("lang", tag)
    space = chart._chartSpace
    spoken = space.find(qn("c:lang"))
    if spoken is None:
        spoken = parse_xml(f'<c:lang {nsdecls("c")} val="{tag}"/>')
        before = space.find(qn("c:roundedCorners"))
        before = before if before is not None else space.find(qn("c:date1904"))
        if before is None:
            space.insert(0, spoken)
        elif before.tag == qn("c:date1904"):
            before.addnext(spoken)
        else:
            before.addprevious(spoken)
    spoken.set("val", tag)
