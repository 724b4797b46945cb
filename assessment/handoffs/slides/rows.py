"""Gaps and initiatives as horizontal bars, the first on top."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from pptx.enum.chart import XL_AXIS_CROSSES, XL_CHART_TYPE, XL_LABEL_POSITION
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from assessment.handoffs.slides import charts
from assessment.handoffs.slides.charts import Drawing
from assessment.handoffs.slides.cleaning import one_line
from assessment.handoffs.slides.columns import alt, caption
from assessment.handoffs.slides.fitting import Para, points, shortened
from assessment.handoffs.slides.page import Page
from assessment.handoffs.slides.texts import paint
from assessment.handoffs.slides.tokens import ACCENT, LEVELS, PAPER, TARGET, Box
from assessment.handoffs.slides.words import say
from assessment.reports.charts import Dumbbells, Gantt

_LABELS: Final = 0.36
"""The labels' share of a chart's width."""
_CAPTION: Final = Pt(44)
_GAP: Final = '"\N{MINUS SIGN}"0" \N{BLACK DIAMOND}"'


def gaps(page: Page, place: Box, chart: Dumbbells) -> Any:
    """Draw each gap from its score to its target, the most pressing on top."""
    rows = chart.rows()
    labels = _labels(page, place, [f"{row.rank}  {row.label}" for row in rows])
    name = say("gap_to_target", page.language)
    series = [
        (chart.word("score"), [row.score for row in rows]),
        (name, [row.target - row.score for row in rows]),
    ]
    made = _bars(page, place, Drawing(labels, series, alt(chart)))
    charts.scale(made)
    score, gap = made.plots[0].series
    charts.colour_series(score, ACCENT)
    charts.label_series(score, XL_LABEL_POSITION.INSIDE_BASE, page.layout.on_accent)
    charts.colour_series(gap, PAPER)
    gap.format.line.width = Pt(1.25)
    paint(gap.format.line.color, TARGET)
    charts.label_series(gap, XL_LABEL_POSITION.INSIDE_END, TARGET, _GAP)
    caption(page, place, chart)
    return made


def gantt(page: Page, place: Box, chart: Gantt) -> Any:
    """Draw the initiatives by wave over the days from the start."""
    bars = [
        (wave, start, bar)
        for wave, start in zip(chart.waves, chart.starts(), strict=True)
        for bar in wave.rows()
    ]
    labels = _labels(
        page, place, [f"{wave.number} · {bar.label}" for wave, _, bar in bars]
    )
    quick, others = chart.word("quick_win"), chart.word("initiative")
    series = [
        (say("starts_on", page.language), [float(start) for _, start, _ in bars]),
        (quick, [float(b.days) if b.quick_win else None for _, _, b in bars]),
        (others, [None if b.quick_win else float(b.days) for _, _, b in bars]),
    ]
    made = _bars(page, place, Drawing(labels, series, alt(chart)))
    charts.scale(made, top=None)
    for one, colour in zip(
        made.plots[0].series, (None, ACCENT, LEVELS[2]), strict=True
    ):
        charts.colour_series(one, colour)
    _unnamed(made)
    caption(page, place, chart)
    return made


def _bars(page: Page, place: Box, drawing: Drawing) -> Any:
    inner = Box(place.left, place.top, place.width, place.height - _CAPTION)
    made = charts.add(page, inner, XL_CHART_TYPE.BAR_STACKED, drawing)
    charts.legend(made)
    plot = made.plots[0]
    plot.gap_width, plot.overlap = 45, 100
    made.category_axis.reverse_order = True
    # Reversed, the values would stand at the top.
    made.category_axis.crosses = XL_AXIS_CROSSES.MAXIMUM
    _inner(made, _LABELS)
    return made


def _labels(page: Page, place: Box, wanted: Sequence[str]) -> list[str]:
    """Return labels that take one line each; the notes have the others whole."""
    room = points(place.width) * (_LABELS - 0.02)
    found = []
    for text in wanted:
        given = Para(one_line(text), charts.TEXT)
        short = shortened(given, room, 1, page.language)
        if short is not given:
            page.cutting(given.text)
        found.append(short.text)
    return found


def _inner(chart: Any, left: float) -> None:
    """Fix where the bars begin, so that every program gives the labels one room."""
    area = chart._chartSpace.chart.plotArea
    old = area.find(qn("c:layout"))
    if old is not None:
        area.remove(old)
    sizes = {"x": left, "y": 0.01, "w": 0.97 - left, "h": 0.84}
    parts = "".join(f'<c:{key} val="{value}"/>' for key, value in sizes.items())
    area.insert(
        0,
        parse_xml(
            f'<c:layout {nsdecls("c")}><c:manualLayout><c:layoutTarget val="inner"/>'
            f'<c:xMode val="edge"/><c:yMode val="edge"/>{parts}'
            "</c:manualLayout></c:layout>"
        ),
    )


def _unnamed(chart: Any) -> None:
    """Leave the invisible bars before the start out of the legend."""
    legend = chart._chartSpace.chart.find(qn("c:legend"))
    entry = parse_xml(
        f'<c:legendEntry {nsdecls("c")}><c:idx val="0"/><c:delete val="1"/>'
        "</c:legendEntry>"
    )
    legend.find(qn("c:legendPos")).addnext(entry)
