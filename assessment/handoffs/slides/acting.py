"""What asks a board to act besides the plan: what a point is worth, when to measure."""

from __future__ import annotations

from collections.abc import Mapping

from assessment.handoffs.slides.deck import Deck
from assessment.handoffs.slides.fitting import Para
from assessment.handoffs.slides.page import Page
from assessment.handoffs.slides.tables import Cell, Column, TableText
from assessment.handoffs.slides.tokens import Box
from assessment.handoffs.slides.words import say
from assessment.reports.drawing.numbers import whole
from assessment.reports.model_chapters import PulseRow, WorthPage
from assessment.reports.words import labels

Labels = Mapping[str, str]


def worth(deck: Deck) -> None:
    """Add what a point is worth, where the organisation gave figures of its own."""
    told = deck.report.chapters.worth
    if told is None:
        return
    w = labels(deck.language, "worth_labels")
    page = deck.page(told.example or w["title"])
    table, foot = page.box.rows(1.3, 1) if told.rows else (page.box, page.box)
    if told.rows:
        page.table(table, _worth(told, w))
    said = (*told.lead, *told.notes, told.missing)
    page.text(foot, [Para(text, 13) for text in said if text])
    colon = say("colon", deck.language)
    page.note(*said)
    page.note(*(f"{row.title}{colon}{row.formula}" for row in told.rows))
    page.note(*(f"{name}{colon}{value}" for name, value in told.given))
    page.finish()


def _worth(told: WorthPage, w: Labels) -> TableText:
    heads = [Column(w["change"], 3), Column(w["arithmetic"], 3.6)]
    heads += [Column(w[key], 1.5, True) for key in ("low", "base", "high")]
    rows = [
        [
            Cell(row.title, bold=True),
            Cell(row.formula),
            Cell(row.low),
            Cell(row.base, bold=True),
            Cell(row.high),
        ]
        for row in told.rows
    ]
    return TableText(heads, rows, w["title"], 12)


def promise(deck: Deck) -> None:
    """Add when to measure again, and what change would be noise."""
    told = deck.report.chapters.promise
    w = labels(deck.language, "promise_labels")
    page = deck.page(told.lead)
    beside = page.box
    if told.pulse:
        left, beside = page.box.columns(1.7, 1)
        _pulse(page, left, told.pulse, w)
    noise = [Para(text, 13) for text in told.noise]
    page.text(beside, [Para(w["noise"], 14, bold=True), *noise])
    page.note(told.lead, told.pulse_lead, *told.noise)
    page.finish()


def _pulse(page: Page, place: Box, rows: tuple[PulseRow, ...], w: Labels) -> None:
    """Draw the questions of the pulse with the scores that they have today."""
    heads = [
        Column(w["pulse"], 5), Column(w["about"], 2.4), Column(w["now"], 0.8, True),
    ]  # fmt: skip
    cells = [
        [Cell(row.question), Cell(row.about), Cell(whole(row.now))] for row in rows
    ]
    page.table(place, TableText(heads, cells, w["pulse"], 11))
