"""One page a dimension: where it stands, what holds it back, what people say of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from assessment.reports import words
from assessment.reports.build_comments import FEW_COMMENTS, NO_COMMENTS, Said
from assessment.reports.build_context import Context
from assessment.reports.build_dimension import dimension_facts, leaves
from assessment.reports.build_dimension_charts import bars, roles
from assessment.reports.build_points import strongest, weakest
from assessment.reports.build_roles import role_scores, widest
from assessment.reports.dimension_room import PAGE, WIDE, height
from assessment.reports.fitting import shortened
from assessment.reports.model import DimensionRow, Profile
from assessment.reports.model_dimension import (
    Comments,
    DimensionPage,
    DimensionPages,
    Lever,
)
from assessment.reports.narrative import every, first, rules
from assessment.reports.words import fill
from scoring.levels import above
from scoring.result import DimensionResult, QuestionnaireResult, RoleGap

ABOUT_SCORE: Final = frozenset({"provisional", "na", "not-applicable", "not-scored"})
ABOUT_PEOPLE: Final = frozenset({"disagreement"})
"""Rules of the group ``chapter``, by what they speak of; charts say the rest."""

UNEVEN: Final = 5
"""Points between the widest gap and the narrowest from which one is said to lag."""


def dimension_pages(
    context: Context, profiles: tuple[Profile, ...]
) -> DimensionPages | None:
    """Return a page for each dimension behind the headline, ``None`` without any."""
    part = context.model
    own = next((p for p in profiles if part and p.questionnaire == part.id), None)
    if part is None or own is None or not own.dimensions:
        return None
    nodes = {node.id: node for node in part.dimensions}
    return DimensionPages(
        questionnaire=part.id,
        words=words.labels(context.language, "dimension_words"),
        pages=tuple(_page(context, part, nodes[row.id], row) for row in own.dimensions),
    )


def _page(
    context: Context,
    part: QuestionnaireResult,
    node: DimensionResult,
    row: DimensionRow,
) -> DimensionPage:
    seen = role_scores(context, part, row.id)
    facts = _facts(context, node, row, widest(node, seen))
    low = weakest(context, row.holding)
    page = DimensionPage(
        id=row.id,
        title=_cut(context, row.title, 1, 14),
        finding=_cut(
            context, first("dimension_finding", facts, context.language), 2, 20
        ),
        **_numbers(row),
        standing=tuple(_standing(context, row)),
        level_text=_level_text(context, part, row),
        sentences=_chapter(ABOUT_SCORE, facts, context.language),
        bars=bars(context, part, row),
        lever=_lever(context, row),
        people=_people(context, facts),
        roles=roles(context, part, row, seen),
        lost=first("dimension_lost", facts, context.language),
        strongest=strongest(context, part, row.id, low),
        weakest=low,
        points_note="",
        comments=Comments((), ""),
    )
    return _filled(context, part, page)


def _numbers(row: DimensionRow) -> dict[str, Any]:
    names = ("score", "level", "level_name", "target", "coverage")
    return {name: getattr(row, name) for name in names}


def _filled(
    context: Context, part: QuestionnaireResult, page: DimensionPage
) -> DimensionPage:
    """Return the page with what the rest of it leaves room for."""
    counts = {"strongest": len(page.strongest), "weakest": len(page.weakest)}
    note = " ".join(every("dimension_points", counts, context.language))
    dimension = context.definition(part).dimension_by_id[page.id]
    said = Said.of(context, part, dimension)
    page = replace(page, points_note=note)
    for shorter, needed in _shorter(page, said):
        if height(page, context.language) + needed <= PAGE:
            break
        page = shorter
    return replace(page, comments=said.fitting(PAGE - height(page, context.language)))


def _shorter(page: DimensionPage, said: Said) -> Iterator[tuple[DimensionPage, float]]:
    """Yield the page with less and less of what stands elsewhere as well.

    Beside each stands how much room, in millimetres, is worth that loss.
    """
    if page.lever is not None:
        # What comes next is said of the weakest questions, too.
        shorter = replace(page.lever, next_step="")
        yield replace(page, lever=shorter), said.needed()
        yield replace(page, lever=None), min(said.needed(), FEW_COMMENTS)
    less = replace(page, lever=None, strongest=page.strongest[:1])
    yield less, NO_COMMENTS
    yield replace(less, roles=None), NO_COMMENTS
    yield replace(less, roles=None, weakest=page.weakest[:2]), NO_COMMENTS


def _facts(
    context: Context, node: DimensionResult, row: DimensionRow, gap: RoleGap | None
) -> dict[str, Any]:
    gaps = _gaps(row)
    agreement = "unknown"
    if node.agreement is not None:
        agreement = "acceptable" if node.agreement.acceptable else "poor"
    return dimension_facts(context, node, row, gap) | {
        "claimed": node.claimed,
        "evidenced": node.evidenced,
        "agreement": agreement,
        "behind": sum(1 for gap, _ in gaps if above(gap, 0)),
        "first": gaps[0][1] if gaps else "",
        "uneven": bool(gaps) and above(gaps[0][0] - gaps[-1][0], UNEVEN),
    }


def _gaps(row: DimensionRow) -> list[tuple[float, str]]:
    """Return how far each scored capability is from its target, the farthest first."""
    found = [
        (each.target - each.score, each.title)
        for each in leaves(row.capabilities)
        if each.score is not None and each.target is not None
    ]
    return sorted(found, key=lambda item: -item[0])


def _chapter(
    wanted: frozenset[str], facts: Mapping[str, Any], language: str
) -> tuple[str, ...]:
    """Return the sentences of the group ``chapter`` that are about one thing."""
    return tuple(
        fill(rule.text[language], facts, language)
        for rule in rules("chapter")
        if rule.id in wanted and rule.holds(facts)
    )


def _people(context: Context, facts: Mapping[str, Any]) -> tuple[str, ...]:
    return (
        *_chapter(ABOUT_PEOPLE, facts, context.language),
        *every("dimension_people", facts, context.language),
    )


def _standing(context: Context, row: DimensionRow) -> Iterator[str]:
    if row.level is not None and row.level_name:
        yield context.label("level_named", level=row.level, name=row.level_name)
    if row.target is not None:
        yield words.label(
            "target_of", context.language, "dimension_words", target=row.target
        )
    if row.coverage is not None:
        yield context.label("coverage_of", coverage=row.coverage)


def _level_text(context: Context, part: QuestionnaireResult, row: DimensionRow) -> str:
    levels = context.definition(part).levels
    if row.level is None or row.level >= len(levels):
        return ""
    return _cut(context, context.text(levels[row.level].summary), 3, 9.5)


def _lever(context: Context, row: DimensionRow) -> Lever | None:
    """Return the capability farthest below its target, if its level says anything."""
    known = [
        (each.target - each.score, each.score, each)
        for each in leaves(row.capabilities)
        if each.score is not None and each.target is not None
    ]
    if not known:
        return None
    gap, score, found = max(known, key=lambda item: item[0])
    if not above(gap, 0) or not found.is_explained:
        return None
    return Lever(
        title=_cut(context, found.title, 1, 9.5),
        score=score,
        meaning=_cut(context, found.meaning, 4, 8.5),
        next_step=_cut(context, found.next_step, 3, 8.5),
    )


def _cut(context: Context, text: str, most: int, points: float) -> str:
    """Return a text that takes at most so many lines across the page."""
    return shortened(text, WIDE, points, context.language, most)
