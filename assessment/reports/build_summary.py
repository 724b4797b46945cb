"""Page one: where it stands, whether that is right, what is next, how sure it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from assessment.reports.build_context import Context, is_answered
from assessment.reports.build_method import graded
from assessment.reports.build_position import source_line, standings, why_rows
from assessment.reports.build_roadmap import next_actions
from assessment.reports.build_sheets import monday_after
from assessment.reports.charts import ContinuumStrip
from assessment.reports.model import GapPage, GapRow, Headline, Profile, Summary
from assessment.reports.model_plan import RoadmapPage
from assessment.reports.model_position import PositionPage
from assessment.reports.narrative import every, first
from assessment.reports.narrative_facts import Standing, division_facts, facts_of
from assessment.typography import bracketed, full_stop
from scoring.levels import at_least

GAPS_ON_PAGE_ONE: Final = 3
NAMED: Final = 3
"""As many criteria are named on page one; the chapter on the position has all."""
GROUNDED: Final = ("documented", "verified")
WEIGHTY: Final = 0.5
"""Stages that an answer adds to the band, or takes from it, for it to be named."""
_SENTENCE: Final = re.compile(r".+?(?:[.;](?= )|[。；]|$)")


def summary(
    context: Context,
    profiles: Sequence[Profile],
    positions: Sequence[PositionPage],
    gaps: GapPage,
    roadmap: RoadmapPage,
) -> Summary:
    """Return page one; it repeats numbers and sentences, and computes none."""
    chosen = _headline_profile(context, profiles)
    own = next((place for place in standings(context) if not place.unit), None)
    facts = None if own is None else _place_facts(context, own)
    return Summary(
        questionnaire=chosen.questionnaire if chosen else "",
        headline=chosen.headline if chosen else _no_headline(context, own),
        sentence=_sentence(context, chosen, facts),
        chart=chosen.bars if chosen else None,
        strip=_strip(context, positions),
        right=() if facts is None else _right(facts, context.language),
        gaps=gaps.rows[:GAPS_ON_PAGE_ONE],
        because=_because(profiles, gaps.rows[:GAPS_ON_PAGE_ONE]),
        no_gap=gaps.title + full_stop(context.language),
        actions=next_actions(roadmap),
        no_action=_no_action(context, gaps, roadmap),
        monday=monday_after(context.day),
        sure=every("sure", _sure(context, own), context.language),
    )


def _no_action(context: Context, gaps: GapPage, roadmap: RoadmapPage) -> str:
    """Return what is said where the plan has no step to begin with."""
    if not is_answered(context.result):
        return roadmap.title + full_stop(context.language)
    return context.label("own_action" if gaps.rows else "no_action")


def _headline_profile(context: Context, profiles: Sequence[Profile]) -> Profile | None:
    wanted = None if context.model is None else context.model.id
    return next((p for p in profiles if p.questionnaire == wanted), None)


def _no_headline(context: Context, own: Standing | None) -> Headline:
    """Return the one number where no capability was scored: the position."""
    part = context.continuum
    coverage = None if part is None else part.overall.coverage
    status = "not-scored" if part is None else part.overall.status
    position = None if own is None else own.position.value
    return Headline(None, None, "", coverage, status, (), position)


def _place_facts(context: Context, own: Standing) -> dict[str, Any]:
    facts, weighty = facts_of(own), _weighty(context, own)
    return facts | {
        "asks": context.named("asks", "what"),
        "held": len(facts["held_list"]),
        "held_first": facts["held_list"][:NAMED],
        "weak_count": len(facts["weak_list"]),
        "weak_first": facts["weak_list"][:NAMED],
        "weighty": len(weighty),
        "weigh_first": weighty,
    }


def _weighty(context: Context, own: Standing) -> tuple[str, ...]:
    """Return the answers that move the proposed band most, with their titles."""
    pulls = [
        (abs(row.pull), row)
        for row in why_rows(context, own.choices())
        if row.pull is not None and at_least(abs(row.pull), WEIGHTY)
    ]
    pulls.sort(key=lambda pull: -pull[0])
    return tuple(
        row.title + bracketed(row.answer, context.language) for _, row in pulls[:NAMED]
    )


def _sentence(
    context: Context, chosen: Profile | None, place: Mapping[str, Any] | None
) -> str:
    headline = chosen.headline if chosen else None
    language = context.language
    facts = {
        **context.served(),
        "public": context.public,
        "name": context.name,
        "has_score": headline is not None and headline.score is not None,
        "level": headline.level if headline else None,
        "level_name": headline.level_name if headline else "",
        "score": headline.score if headline else None,
        "questionnaire": chosen.title if chosen else "",
        "unit_count": sum(1 for found in standings(context) if found.unit),
        "no_common": first("no_common", division_facts(context), language),
        "has_position": place is not None,
        "clause": "" if place is None else first("clause", place, language),
    }
    return first("sentence", facts, language)


def _strip(
    context: Context, positions: Sequence[PositionPage]
) -> ContinuumStrip | None:
    """Return the organisation's own strip; units and peers stand in the chapter."""
    found = next((page.chart for page in positions if not page.unit), None)
    if found is None or context.continuum is None:
        return None
    source = source_line(context, context.continuum.respondents)
    return replace(found, peers=None, source=source)


def _right(facts: Mapping[str, Any], language: str) -> tuple[str, ...]:
    return (first("right", facts, language), *every("right_why", facts, language))


def _because(profiles: Sequence[Profile], rows: Sequence[GapRow]) -> tuple[str, ...]:
    """Return what each gap's level means, its first sentence; empty where untold."""
    told = {
        capability.id: capability.meaning
        for profile in profiles
        for dimension in profile.dimensions
        for capability in dimension.capabilities
    }
    return tuple(_opening(told.get(row.id, "")) for row in rows)


def _opening(text: str) -> str:
    """Return a text's first sentence, or what stands before its first semicolon."""
    found = _SENTENCE.match(text)
    if found is None:
        return ""
    told = found.group().strip()
    return told[:-1] + {";": ".", "；": "。"}.get(told[-1], told[-1])


def _sure(context: Context, own: Standing | None) -> dict[str, Any]:
    part = context.model or context.continuum
    dimensions = () if part is None else part.dimensions
    rated = [each.agreement for each in dimensions if each.agreement]
    agreed = sum(agreement.acceptable for agreement in rated)
    stability = None if own is None else own.continuum.stability
    checked = 0 if stability is None else stability.checked
    same = 0 if stability is None else stability.same
    coverage = None if part is None else part.overall.coverage
    return {
        "mode": context.result.mode,
        "grounded": _grounded(context),
        "people": len({row["respondent"] for row in context.result.answers}),
        "has_coverage": coverage is not None,
        "coverage": coverage,
        "rated": len(rated),
        "unrated": len(dimensions) - len(rated),
        "agreed": agreed,
        "apart": len(rated) - agreed,
        "is_provisional": own is not None and own.position.status == "provisional",
        "checked": checked,
        "same": same,
        "changed": checked - same,
        "share": same / checked if checked else None,
    }


def _grounded(context: Context) -> float | None:
    """Return the share of answers that are documented or verified, of all given."""
    counted = graded(context)
    given = sum(counted.values())
    return sum(counted[grade] for grade in GROUNDED) / given if given else None
