"""Units by dimensions: a table whose cells are the darker, the higher their level."""

from __future__ import annotations

from typing import Final

from pptx.util import Pt

from assessment.handoffs.slides.columns import alt
from assessment.handoffs.slides.deck import Deck
from assessment.handoffs.slides.fitting import Para
from assessment.handoffs.slides.tables import Cell, Column, TableText
from assessment.handoffs.slides.tokens import DARK_TEXT, LEVELS, LIGHT_TEXT, SOFT
from assessment.handoffs.slides.words import say
from assessment.reports.charts_units import HeatMap, HeatRow
from assessment.reports.drawing.numbers import whole

_ROWS: Final = 14
_CAPTION: Final = Pt(34)


def add(deck: Deck) -> None:
    """Add each heat map, over as many slides as its units need."""
    for chart in deck.report.heat_maps:
        shown = 0
        while shown < len(chart.units):
            shown += _slide(deck, chart, shown)


def _slide(deck: Deck, chart: HeatMap, first: int) -> int:
    """Add a slide with the units from ``first`` on, and return how many it shows."""
    title = chart.title
    if first:
        title = say("continued", deck.language, title=title)
    page = deck.page(title)
    heads = [Column(chart.word("unit"), 2.4)]
    heads += [Column(name, number=True) for name in chart.columns]
    rows = [_row(chart, unit) for unit in chart.units[first : first + _ROWS]]
    place = page.box.top_of(page.box.height - _CAPTION)
    shown = page.table(place, TableText(heads, rows, alt(chart)), goes_on=True)
    said = [Para(text, 10, colour=SOFT) for text in (chart.subtitle, chart.source)]
    page.text(page.box.below(page.box.height - _CAPTION), said)
    page.note(chart.alt, chart.subtitle, chart.source)
    page.finish()
    return shown


def _row(chart: HeatMap, unit: HeatRow) -> list[Cell]:
    return [Cell(unit.label, bold=True), *(_cell(chart, one) for one in unit.scores)]


def _cell(chart: HeatMap, score: float | None) -> Cell:
    if score is None:
        return Cell("–", colour=SOFT)
    shade = chart.shade(score)
    colour = LIGHT_TEXT if chart.is_dark(shade) else DARK_TEXT
    return Cell(whole(score), bold=True, colour=colour, fill=LEVELS[shade])
