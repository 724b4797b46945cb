"""The gaps and the plan that closes them: quick wins, waves, the first wave."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from pptx.util import Pt

from assessment.handoffs.slides import rows as bars
from assessment.handoffs.slides.deck import Deck
from assessment.handoffs.slides.fitting import Para
from assessment.handoffs.slides.page import Page, below
from assessment.handoffs.slides.tables import Cell, Column, TableText
from assessment.handoffs.slides.tokens import ACCENT, SOFT
from assessment.handoffs.slides.words import say
from assessment.reports.charts import gap_text
from assessment.reports.charts_roadmap import predicted_text
from assessment.reports.drawing.numbers import one_decimal, whole
from assessment.reports.model_plan import InitiativeRow, WavePage
from assessment.typography import bracketed

_PAGES: Final = 2
"""Slides that one table may go on over; the rest stands in report and Excel file."""
_CHUNK: Final = 18


def gaps(deck: Deck) -> None:
    """Add the ranked gaps."""
    found = deck.report.gaps
    page = deck.page(found.title)
    if found.chart is not None:
        bars.gaps(page, page.box, found.chart)
    else:
        page.text(page.box, [Para(text, 16) for text in found.notes or (found.title,)])
    colon = say("colon", deck.language)
    for row in found.rows[: len(found.chart.gaps) if found.chart else 0]:
        page.note(
            f"{row.rank} {row.title}{bracketed(row.dimension, deck.language)}{colon}"
            f"{deck.say('score')} {whole(row.score)} · {deck.say('target')} "
            f"{whole(row.target)} · {deck.say('gap')} {gap_text(row.gap)} · "
            f"{deck.say('importance')} {one_decimal(row.importance)} · "
            f"{deck.say('peer_factor')} ×{one_decimal(row.peer_factor)}"
        )
    page.note(*found.notes)
    if found.chart:
        page.note(found.chart.subtitle, found.chart.source)
    page.finish()


def roadmap(deck: Deck) -> None:
    """Add the quick wins, the waves, and the first wave's initiatives."""
    shown = _quick(deck)
    if deck.report.roadmap.chart is not None:
        _waves(deck)
    for wave in deck.report.roadmap.printed[:1]:
        _first_wave(deck, wave, shown)


def _quick(deck: Deck) -> Sequence[InitiativeRow]:
    """Add the quick wins, and return those that there was room for."""
    plan, count = deck.report.roadmap, len(deck.report.roadmap.quick_wins)
    if not plan.waves:
        page = deck.page(plan.title)
        page.text(page.box, [Para(plan.lead, 16)])
        page.note(plan.title, plan.lead)
        page.finish()
        return ()
    if not count:
        _initiatives(deck, deck.say("nearest"), plan.nearest, (deck.say("no_quick"),))
        return ()
    key = "quick_title" if count > 1 else "quick_title_one"
    title = say(key, deck.language, count=count)
    return plan.quick_wins[: _initiatives(deck, title, plan.quick_wins, (), 1)]


def _waves(deck: Deck) -> None:
    plan = deck.report.roadmap
    chart = plan.chart
    if chart is None:
        return
    page = deck.page(plan.title)
    left, right = page.box.columns(2.3, 1)
    bars.gantt(page, left, chart)
    heads = [
        Column(deck.say("roadmap") if not chart.waves else chart.word("wave"), 0.8),
        Column(say("when", deck.language), 1.8),
        Column(say("at_the_end", deck.language), 2),
    ]
    rows = [
        [
            Cell(str(wave.number), bold=True),
            Cell(_days(deck, start, start + wave.days)),
            Cell(predicted_text(wave, deck.language)),
        ]
        for wave, start in zip(chart.waves, chart.starts(), strict=True)
    ]
    table, foot = right.rows(1.25, 1)
    page.table(table, TableText(heads, rows, chart.alt, 11))
    page.text(foot, [Para(text, 11) for text in (plan.lead, plan.capacity, plan.later)])
    page.note(plan.title, plan.lead, plan.capacity, plan.later)
    page.note(*(wave.predicted for wave in plan.printed), chart.subtitle, chart.source)
    page.finish()


def _days(deck: Deck, first: int, last: int) -> str:
    return say("days_between", deck.language, first=first, last=last)


def _first_wave(deck: Deck, wave: WavePage, before: Sequence[InitiativeRow]) -> None:
    """Add the first wave; what stands among the quick wins is not told again."""
    if wave.start and wave.end:
        when = deck.say("days_from", days=wave.days, start=wave.start, end=wave.end)
    else:
        when = deck.say("days_only", days=wave.days)
    name = deck.say("wave_named", number=wave.number)
    title = f"{name}{say('colon', deck.language)}{when}"
    told = {row.id for row in before}
    left = [row for row in wave.rows if row.id not in told]
    count = len(wave.rows) - len(left)
    said: list[str] = [wave.predicted]
    if left and count:
        key = "wave_others" if count > 1 else "wave_others_one"
        said.append(say(key, deck.language, count=count))
    _initiatives(deck, title, left or wave.rows, said)


def _initiatives(
    deck: Deck,
    title: str,
    rows: Sequence[InitiativeRow],
    said: Sequence[str],
    most: int = _PAGES,
) -> int:
    """Add a table of initiatives over at most so many slides; return its rows."""
    shown = 0
    for part in range(most):
        if part and shown >= len(rows):
            break
        named = say("continued", deck.language, title=title) if part else title
        page = deck.page(named)
        used = page.text(page.box.top_of(Pt(60)), [Para(t, 13) for t in said])
        place = below(page.box, used) if used else page.box
        place = place.top_of(place.height - Pt(18))
        some = rows[shown : shown + _CHUNK]
        if some:
            table = TableText(_heads(deck), _cells(deck, some), title, 11)
            taken = page.table(place, table, goes_on=True)
            page.note(*(line for row in some[:taken] for line in _told(deck, row)))
            shown += taken
        if part == most - 1 and shown < len(rows):
            _left_out(page, shown, len(rows))
        page.note(*said)
        page.finish()
    return shown


def _left_out(page: Page, shown: int, count: int) -> None:
    """Write below a table how many of its rows there was room for."""
    text = say("first_of", page.language, shown=shown, count=count)
    foot = page.box.below(page.box.height - Pt(16))
    page.text(foot, [Para(text, 10, colour=SOFT)])


def due(deck: Deck, row: InitiativeRow) -> str:
    """Return when an initiative is to be done, as a day or from the start."""
    if row.by:
        return deck.say("by_date", by=row.by)
    return deck.say("within_days", days=row.ends)


def _heads(deck: Deck) -> list[Column]:
    shares: dict[str, float] = {
        "initiative": 2.5, "owner": 1.5, "first_step": 3.8, "measure": 3.3,
    }  # fmt: skip
    columns = [Column(deck.say(key), share) for key, share in shares.items()]
    columns.insert(2, Column(say("when", deck.language), 1.45))
    return columns


def _cells(deck: Deck, rows: Sequence[InitiativeRow]) -> list[list[Cell]]:
    return [
        [
            Cell(row.title, bold=True, colour=ACCENT) if row.quick_win
            else Cell(row.title, bold=True),
            Cell(row.owner), Cell(due(deck, row)), Cell(row.first_step), Cell(row.kpi),
        ]
        for row in rows
    ]  # fmt: skip


def _told(deck: Deck, row: InitiativeRow) -> Iterator[str]:
    """Yield what the notes say of an initiative."""
    colon = say("colon", deck.language)
    effort = deck.say("effort_days", effort=row.effort, days=row.days)
    yield f"{row.title}{colon}{effort}"
    told = {
        "first_step": row.first_step, "measure": row.kpi, "decision": row.decision,
        "when_to_stop": row.stop, "requires": " · ".join(row.requires),
    }  # fmt: skip
    for key, text in told.items():
        if text:
            yield f"– {deck.say(key)}{colon}{text}"
    if row.meant_for:
        yield row.meant_for
