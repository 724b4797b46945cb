"""The organisation among its peers, only as far as a release tells of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pptx.util import Pt

from assessment.handoffs.slides import columns
from assessment.handoffs.slides.deck import Deck
from assessment.handoffs.slides.fitting import Para
from assessment.handoffs.slides.page import Page, below
from assessment.handoffs.slides.tables import Column, TableText, row
from assessment.handoffs.slides.tokens import PEERS, SOFT, Box
from assessment.reports.charts import Bars
from assessment.reports.drawing.numbers import whole
from assessment.reports.model_peers import PeerPage

_HEADS: Final = (
    ("dimension", 2.6, False), ("score", 0.9, True), ("peers_count", 0.9, True),
    ("peers_median", 1.5, True), ("peers_where", 1.4, False),
    ("peers_interval", 1.2, False),
)  # fmt: skip


def add(deck: Deck) -> None:
    """Add a slide for each questionnaire that has peers."""
    for shown in deck.report.peers.pages:
        _page(deck, shown)


def _page(deck: Deck, shown: PeerPage) -> None:
    first, *others = shown.lead or (shown.title,)
    finding = others[0] if others else first
    page = deck.page(finding)
    said = list(_lead(shown, [text for text in shown.lead if text != finding]))
    used = page.text(page.box.top_of(Pt(110)), said)
    rest = below(page.box, used)
    bars = _bars(deck, shown)
    if bars is not None:
        left, rest = rest.columns(1.1, 1)
        columns.draw(page, left, bars, peers=True)
    if shown.rows:
        _table(deck, page, rest, shown)
    else:
        page.text(rest, [Para(text, 12, colour=SOFT) for text in shown.notes])
    page.note(*shown.lead, *shown.others, shown.caution, shown.source)
    page.note(*shown.notes, *shown.refused)
    page.finish()


def _lead(shown: PeerPage, sentences: list[str]) -> Iterator[Para]:
    # That peers are made up comes before anything that is said of them.
    if shown.caution:
        yield Para(shown.caution, 14, bold=True, colour=PEERS)
    yield Para(shown.title, 12, bold=True, colour=SOFT)
    for text in (*sentences, *shown.others):
        yield Para(text, 12)
    yield Para(shown.source, 11, colour=SOFT)


def _bars(deck: Deck, shown: PeerPage) -> Bars | None:
    for profile in deck.report.profiles:
        if profile.questionnaire == shown.questionnaire:
            told = any(bar.peers for bar in profile.bars.bars)
            return profile.bars if told else None
    return None


def _table(deck: Deck, page: Page, place: Box, shown: PeerPage) -> None:
    heads = [Column(deck.say(key), share, number) for key, share, number in _HEADS]
    few = deck.say("peers_few")
    rows = [
        row(each.title, whole(each.score), str(each.n) if each.n else few,
            each.middle, each.where, each.interval)
        for each in shown.rows
    ]  # fmt: skip
    page.table(place, TableText(heads, rows, deck.say("among_peers"), 11))
