"""Where it stands and whether that is right, for the organisation or its units."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pptx.util import Pt

from assessment.handoffs.slides import reasons, strip
from assessment.handoffs.slides.deck import Deck
from assessment.handoffs.slides.fitting import Para
from assessment.handoffs.slides.page import Page, below
from assessment.handoffs.slides.tables import Cell, Column, TableText, row
from assessment.handoffs.slides.tokens import (
    DARK_TEXT,
    LEVELS,
    LIGHT_TEXT,
    SOFT,
    Box,
)
from assessment.handoffs.slides.words import say
from assessment.reports.drawing.numbers import one_decimal, whole
from assessment.reports.model import UnitRow
from assessment.reports.model_position import PositionPage
from assessment.reports.words import hundredth, percent

MOST: Final = 6
"""With more units than these their table has to do: nobody sits through 40 strips."""
_UNITS: Final = 14
_STRIP: Final = Pt(106)
_SENTENCE: Final = Pt(38)
_FLOORS: Final = (10, 30, 50, 70, 90)


def add(deck: Deck) -> None:
    """Add a slide for each place on the continuum, and the table of units."""
    positions = deck.report.positions
    if len(positions) <= MOST:
        for one in positions:
            _position(deck, one)
    rows, shown = deck.report.units, 0
    while shown < len(rows):
        shown += _units(deck, rows[shown : shown + _UNITS], shown > 0)


def _position(deck: Deck, shown: PositionPage) -> None:
    colon = say("colon", deck.language)
    title = shown.chart.title
    page = deck.page(f"{shown.unit}{colon}{title}" if shown.unit else title)
    used = page.text(page.box.top_of(Pt(40)), [Para(shown.lead, 14)], 2)
    rest = below(page.box, used)
    high = _STRIP + strip.higher(shown.chart)
    strip.draw(page, rest.top_of(high), shown.chart)
    left, middle, right = below(rest, high).columns(1.15, 1.05, 1.4)
    _why(deck, page, left, shown)
    page.text(middle, _missing(deck, shown))
    page.text(right, _advice(deck, shown))
    for name in ("position", "target"):
        page.note(*reasons.of(deck.report, shown.questionnaire, name, shown.unit))
    page.note(shown.since, shown.chart.subtitle, shown.chart.source, shown.stability)
    for each in shown.blocking:
        page.note(f"{each.title}{colon}{each.needed}")
    page.finish()


def _why(deck: Deck, page: Page, place: Box, shown: PositionPage) -> None:
    used = page.text(place, [Para(deck.say("why_band"), 13, bold=True)])
    rest = place.below(used)
    columns = [Column(deck.say("asks"), 2.8), Column(deck.say("answer"), 1)]
    rows = [row(each.title, each.answer) for each in shown.why]
    rows = [[Cell(cells[0].text), cells[1]] for cells in rows]
    top = rest.top_of(rest.height - _SENTENCE)
    foot = rest.below(rest.height - _SENTENCE + Pt(4))
    if rows:
        page.table(top, TableText(columns, rows, shown.band_sentence, 11))
    page.text(foot, [Para(shown.band_sentence, 11)])


def _missing(deck: Deck, shown: PositionPage) -> Iterator[Para]:
    colon = say("colon", deck.language)
    for sentence in shown.cautions:
        yield Para(sentence, 12, bold=True)
    if shown.blocking:
        yield Para(shown.blocking_title, 13, bold=True)
    for each in shown.blocking:
        now = deck.say("unanswered") if each.now is None else whole(each.now)
        needed = f"{now} · {each.needed}"
        yield Para(needed, 11, lead=f"{each.title}{colon}", after=0.2)
    if shown.accepted:
        yield Para(deck.say("accepted_gaps"), 13, bold=True)
    for one in shown.accepted:
        yield Para(f"{one.title} · {one.by} · {one.date}", 11)
    if shown.decided:
        told = (shown.decided.by, shown.decided.date, shown.decided.reason)
        yield Para(deck.say("decided_target"), 13, bold=True)
        yield Para(" · ".join(text for text in told if text), 11)
    if shown.stability:  # last: page one has it as well, should it not fit here
        yield Para(deck.say("how_sure"), 13, bold=True)
        yield Para(shown.stability, 11)


def _advice(deck: Deck, shown: PositionPage) -> Iterator[Para]:
    yield Para(deck.say("advise"), 13, bold=True)
    for sentence in (*shown.advice, *shown.steps, *shown.afterwards):
        yield Para(sentence, 12, after=0.2)
    if shown.proposed is not None:
        colon = say("colon", deck.language)
        text = f"{deck.say('proposed')}{colon}{hundredth(shown.proposed)}"
        yield Para(text, 11, colour=SOFT)


def _units(deck: Deck, rows: tuple[UnitRow, ...], later: bool) -> int:
    """Add a slide with as many units as it has room for, and return their number."""
    title = deck.say("units")
    if later:
        title = say("continued", deck.language, title=title)
    page = deck.page(title)
    heads = ("unit", "score", "coverage", "position", "stage", "band")
    shares = (3.0, 1, 1.1, 1, 2, 1.6)
    columns = [
        Column(deck.say(key), share, number=0 < place < 4)
        for place, (key, share) in enumerate(zip(heads, shares, strict=True))
    ]
    cells = [list(_unit(deck, each)) for each in rows]
    table = TableText(columns, cells, title)
    shown = page.table(page.box, table, goes_on=True)
    if len(deck.report.positions) > MOST:
        page.note(say("unit_pages", deck.language))
    page.note(*_counts(deck))
    for each in rows[:shown]:
        page.note(*reasons.of(deck.report, deck.report.summary.questionnaire,
                              "overall", each.name))  # fmt: skip
    page.finish()
    return shown


def _unit(deck: Deck, shown: UnitRow) -> Iterator[Cell]:
    yield Cell(shown.name, bold=True)
    yield heat(shown.score, deck.say("not_scored"))
    yield Cell(percent(shown.coverage))
    yield Cell(one_decimal(shown.position))
    yield Cell(shown.label)
    yield Cell(shown.state_name)


def heat(score: float | None, missing: str) -> Cell:
    """Return a score on its level's ground: one hue, darker is higher."""
    if score is None:
        return Cell(missing, colour=SOFT)
    rung = sum(1 for floor in _FLOORS if float(whole(score)) >= floor)
    return Cell(
        whole(score),
        bold=True,
        colour=LIGHT_TEXT if rung > 3 else DARK_TEXT,
        fill=LEVELS[rung],
    )


def _counts(deck: Deck) -> Iterator[str]:
    if deck.report.summary.chart:
        yield deck.report.summary.chart.source
