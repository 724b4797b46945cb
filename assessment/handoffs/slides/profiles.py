"""The profile of each questionnaire, and the dimensions behind the headline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from assessment.handoffs.slides import columns, reasons
from assessment.handoffs.slides.deck import Deck
from assessment.handoffs.slides.fitting import Para
from assessment.handoffs.slides.tokens import SOFT
from assessment.handoffs.slides.words import say
from assessment.reports.charts import Bar, Bars
from assessment.reports.drawing.numbers import whole
from assessment.reports.model import CapabilityRow, DimensionRow, Profile
from assessment.reports.words import lost, percent

_FEW: Final = 12
"""As many columns stand beside each other with their labels."""


def add(deck: Deck) -> None:
    """Add each profile; the headline's is followed by its dimensions."""
    for profile in deck.report.profiles:
        _profile(deck, profile)
        if profile.questionnaire == deck.report.summary.questionnaire:
            for row in profile.dimensions:
                _dimension(deck, profile, row)


def _profile(deck: Deck, profile: Profile) -> None:
    bars = profile.bars
    title = bars.title
    if len(deck.report.profiles) > 1:
        title = f"{profile.title}{say('colon', deck.language)}{title}"
    page = deck.page(title)
    left, right = page.box.columns(2.1, 1)
    bars = replace(bars, subtitle=_upright(deck, bars))
    if bars.bars:
        columns.draw(page, left, bars)
    said = [Para(profile.staged, 11), *(Para(text, 11) for text in profile.notes)]
    if profile.radar is None:
        page.text(right, [replace(para, size=14) for para in said])
    else:
        top, foot = right.rows(1.35, 1)
        columns.radar(page, top, profile.radar)
        page.text(foot, said)
    page.note(*reasons.of(deck.report, profile.questionnaire, "overall"))
    page.note(deck.say("coverage_of", coverage=profile.headline.coverage))
    page.note(bars.subtitle, bars.source)
    page.finish()


def _upright(deck: Deck, bars: Bars) -> str:
    """Return what a chart shows; its bars, which lie in the report, stand on slides."""
    lying, upright = (say(key, deck.language) for key in ("bar_lying", "bar_upright"))
    return bars.subtitle.replace(lying, upright)


def _dimension(deck: Deck, profile: Profile, row: DimensionRow) -> None:
    title, *others = row.sentences or (row.title,)
    page = deck.page(title)
    left, right = page.box.columns(1.25, 1)
    drawn = _shown(row.capabilities)
    if drawn:
        columns.draw(page, left, _bars(deck, profile, row, drawn))
    page.text(right, _told(deck, row, others))
    page.note(row.summary)
    page.note(*reasons.of(deck.report, profile.questionnaire, row.id))
    page.note(deck.say("coverage_of", coverage=row.coverage), profile.bars.source)
    page.note(*_meanings(deck, row))
    page.finish()


def _shown(rows: tuple[CapabilityRow, ...]) -> tuple[CapabilityRow, ...]:
    """Return the capabilities to draw: where they are too many, the outermost."""
    if len(rows) <= _FEW:
        return rows
    return tuple(each for each in rows if each.depth == 0)


def _bars(
    deck: Deck, profile: Profile, row: DimensionRow, drawn: tuple[CapabilityRow, ...]
) -> Bars:
    return Bars(
        title=row.title,
        subtitle=say("capabilities_show", deck.language),
        source=profile.bars.source,
        alt=row.title,
        language=deck.language,
        bars=tuple(Bar(label=c.title, score=c.score, target=c.target) for c in drawn),
    )


def _told(deck: Deck, row: DimensionRow, sentences: list[str]) -> Iterator[Para]:
    colon = say("colon", deck.language)
    if row.level_name:
        named = deck.say("level_named", level=row.level, name=row.level_name)
        yield Para(named, 16, bold=True)
    facts = [deck.say("coverage_of", coverage=row.coverage)]
    if row.lost is not None:
        facts.append(f"{deck.say('lost')}{colon}{lost(row.lost)}")
    yield Para(" · ".join(facts), 12, colour=SOFT)
    for sentence in sentences:
        yield Para(sentence, 13)
    if row.holding:
        yield Para(deck.say("holds_back"), 14, bold=True)
    for each in row.holding:
        yield Para(each.text, 12, lead=f"{whole(each.score)}  ", after=0)
        if each.today:
            yield Para(each.today, 11, colour=SOFT, lead=f"{deck.say('today')}{colon}")


def _meanings(deck: Deck, row: DimensionRow) -> Iterator[str]:
    colon = say("colon", deck.language)
    for each in row.holding:
        if each.following:
            yield f"{each.text} {deck.say('next_level')}{colon}{each.following}"
    for found in row.capabilities:
        score = whole(found.score, deck.say("not_scored"))
        target, covered = whole(found.target), percent(found.coverage)
        yield (
            f"{found.title}{colon}{score} · {deck.say('target')} {target} · "
            f"{deck.say('coverage')} {covered}"
        )
        if found.meaning:
            yield found.meaning
        if found.next_step:
            yield f"{deck.say('usual_next')}{colon}{found.next_step}"
