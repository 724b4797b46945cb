"""The first two slides: who, and the page that stands for all others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from assessment.benchmarks.words import listed
from assessment.handoffs.slides import reasons
from assessment.handoffs.slides.deck import Deck
from assessment.handoffs.slides.fitting import Para
from assessment.handoffs.slides.page import Page, below
from assessment.handoffs.slides.template import kind
from assessment.handoffs.slides.tokens import ACCENT, SOFT, Box
from assessment.handoffs.slides.words import say
from assessment.reports.drawing.numbers import one_decimal, whole
from assessment.reports.model import GapRow, Headline
from assessment.reports.model_plan import InitiativeRow
from assessment.reports.model_position import PositionPage
from assessment.reports.words import date_text

_NUMBER: Final = 66
_NAMED: Final = 4
"""As many units are called by their names on page one."""


def cover(deck: Deck) -> None:
    """Add the slide with the name, the date, and how far to trust it."""
    report = deck.report
    page = deck.cover()
    mode = "self_declared" if report.head.mode == "self" else "assessed_mode"
    marks = [deck.say(mode)]
    if report.head.fictional:
        marks.append(deck.say("fictional"))
    said = [
        Para(deck.say("title"), 24),
        Para(date_text(report.head.date, deck.language), 18),
        Para(" · ".join(marks), 18),
    ]
    if report.prepared_by:
        colon = say("colon", deck.language)
        said.append(Para(f"{deck.say('prepared_by')}{colon}{report.prepared_by}", 18))
    said.append(Para(deck.say("not_certificate"), 14))
    title = Para(report.head.organisation, 40, bold=True)
    holders = {kind(one): one for one in page.slide.placeholders}
    page.hold(page.slide.shapes.title, [title], 18)
    second = holders.get("subTitle") or holders.get("body")
    if second is None:
        page.text(page.box, said)
    else:
        page.hold(second, said, 12)
    page.note(
        *(f"{f.name}{say('colon', deck.language)}{f.value}" for f in report.facts)
    )
    page.finish()


def page_one(deck: Deck) -> None:
    """Add the one number, three gaps, three actions, and how sure all this is."""
    summary = deck.report.summary
    page = deck.page(summary.sentence)
    top, foot = page.box.rows(3, 1.8)
    number, gaps, actions = top.columns(1.0, 1.55, 1.55)
    page.text(number, _headline(deck, summary.headline))
    three = len(summary.gaps) == 3
    heading = deck.say("three_gaps" if three else "gaps_short")
    _list(page, gaps, heading, list(_gaps(deck, summary.gaps)))
    three = len(summary.actions) == 3
    heading = deck.say("three_actions" if three else "actions_short")
    _list(page, actions, heading, list(_actions(deck, summary.actions)))
    _trust(deck, page, foot)
    page.note(*reasons.of(deck.report, summary.questionnaire, "overall"))
    if summary.chart:
        page.note(summary.chart.source)
    page.finish()


def _headline(deck: Deck, line: Headline) -> Iterator[Para]:
    if line.score is not None:
        yield Para(whole(line.score), _NUMBER, bold=True, colour=ACCENT, after=0)
        yield Para(deck.say("of_100"), 14, colour=SOFT)
    elif line.position is not None:
        shown = one_decimal(line.position)
        yield Para(shown, _NUMBER, bold=True, colour=ACCENT, after=0)
        yield Para(deck.say("of_5"), 14, colour=SOFT)
    else:
        yield Para(deck.say("not_scored"), 28, bold=True, colour=SOFT)
    if line.level_name:
        named = deck.say("level_named", level=line.level, name=line.level_name)
        yield Para(named, 16, bold=True)
    yield Para(deck.say("coverage_of", coverage=line.coverage), 14)
    for note in line.notes:
        yield Para(note, 12, colour=SOFT)


def _list(page: Page, place: Box, heading: str, items: list[Para]) -> None:
    used = page.text(place, [Para(heading, 18, bold=True, colour=ACCENT)])
    page.text(below(place, used), items)


def _gaps(deck: Deck, rows: tuple[GapRow, ...]) -> Iterator[Para]:
    for number, row in enumerate(rows, start=1):
        yield Para(row.title, 16, bold=True, lead=f"{number}  ", after=0)
        text = deck.say("now_target", score=row.score, target=row.target)
        yield Para(text, 14, colour=SOFT, after=0.8)
    if not rows:
        yield Para(deck.report.summary.no_gap)


def _actions(deck: Deck, rows: tuple[InitiativeRow, ...]) -> Iterator[Para]:
    for number, row in enumerate(rows, start=1):
        yield Para(row.title, 16, bold=True, lead=f"{number}  ", after=0)
        if row.by:
            due = deck.say("by_date", by=row.by)
        else:
            due = deck.say("within_days", days=row.ends)
        yield Para(f"{row.owner} · {due}", 14, colour=SOFT, after=0.8)
    if not rows:
        yield Para(deck.report.summary.no_action)


def _trust(deck: Deck, page: Page, place: Box) -> None:
    """Write whether where it stands is right, and how sure that is."""
    report, positions = deck.report, deck.report.positions
    sure = [Para(deck.say("how_sure"), 14, bold=True)]
    if len(positions) == 1:
        sure.append(Para(positions[0].stability, 12))
    if report.summary.chart:
        sure.append(Para(report.summary.chart.source, 12))
    mode = "self_declared" if report.head.mode == "self" else "assessed_mode"
    sure.append(Para(deck.say(mode), 12))
    if not positions:
        page.panel(place, sure)
        return
    left, right = place.columns(1, 1.2)
    page.panel(left, _right(deck, positions))
    page.panel(right, sure)


def _right(deck: Deck, positions: tuple[PositionPage, ...]) -> Iterator[Para]:
    """Yield whether it is right; of several units, how many of them stand where."""
    yield Para(deck.say("right_for_us"), 14, bold=True)
    if len(positions) == 1:
        yield Para(positions[0].lead, 12)
        yield Para(positions[0].chart.title, 12)
        return
    colon = say("colon", deck.language)
    states = Counter(one.state_name for one in positions)
    for state, count in states.items():
        named = [one.unit for one in positions if one.state_name == state]
        told = listed(named, deck.language) if len(named) <= _NAMED else str(count)
        yield Para(f"{state}{colon}{told}", 12)
