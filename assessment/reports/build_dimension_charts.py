"""The charts of a dimension's page: its capabilities, and the roles that answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from assessment.reports import words
from assessment.reports.build_context import Context
from assessment.reports.build_dimension import leaves
from assessment.reports.build_position import source_line
from assessment.reports.build_roles import Seen
from assessment.reports.charts import Bar, RoleDot, RoleDots, RoleRow
from assessment.reports.charts_units import CapabilityBars
from assessment.reports.model import CapabilityRow, DimensionRow
from assessment.reports.narrative import first
from scoring.levels import above
from scoring.people import FEWEST_FOR_SPREAD
from scoring.result import QuestionnaireResult

MOST_BARS: Final = 7
"""More would leave no room for the rest of the page."""
TWO: Final = 2


def bars(
    context: Context, part: QuestionnaireResult, row: DimensionRow
) -> CapabilityBars | None:
    """Return the capabilities against their targets, ``None`` where there are none."""
    own = leaves(row.capabilities)
    if not own:
        return None
    title = first("dimension_bars", _counted(own), context.language)
    every_bar = CapabilityBars(
        title=title,
        subtitle="",
        source=source_line(context, part.respondents),
        alt="",
        language=context.language,
        bars=tuple(
            Bar(label=each.title, score=each.score, target=each.target) for each in own
        ),
    ).rows()
    shown = every_bar[:MOST_BARS]
    key = "bars_subtitle" if len(shown) == len(every_bar) else "bars_cut"
    return CapabilityBars(
        title=title,
        subtitle=_word(context, key, shown=len(shown), count=len(every_bar)),
        source=source_line(context, part.respondents),
        alt=_listed(context, title, [_bar_words(context, bar) for bar in shown]),
        language=context.language,
        bars=shown,
    )


def roles(
    context: Context, part: QuestionnaireResult, row: DimensionRow, seen: Seen
) -> RoleDots | None:
    """Return one strip of the roles, ``None`` below two of them.

    How many people a role has is told from three on only.
    """
    if len(seen) < TWO:
        return None
    ranked = sorted(seen, key=lambda role: (-seen[role][0], role))
    high, low = ranked[0], ranked[-1]
    facts = {
        "high": context.named("roles", high),
        "low": context.named("roles", low),
        "points": seen[high][0] - seen[low][0],
    }
    title = first("dimension_roles", facts, context.language)
    dots = tuple(_dot(context, role, *seen[role]) for role in ranked)
    told = [_word(context, "role_score", role=d.role, score=d.score) for d in dots]
    return RoleDots(
        title=title,
        subtitle=_word(context, "roles_subtitle"),
        source=source_line(context, part.respondents),
        alt=_listed(context, title, told),
        language=context.language,
        strips=(RoleRow(label=row.title, dots=dots),),
    )


def _dot(context: Context, role: str, score: float, people: int) -> RoleDot:
    told = people if people >= FEWEST_FOR_SPREAD else None
    return RoleDot(role=context.named("roles", role), score=score, n=told)


def _counted(own: Sequence[CapabilityRow]) -> dict[str, Any]:
    scored = [each for each in own if each.score is not None]
    behind = [
        each
        for each in scored
        if each.target is not None and above(each.target, each.score or 0.0)
    ]
    return {
        "scored": len(scored),
        "behind": len(behind),
        "all_behind": len(behind) == len(own),
    }


def _bar_words(context: Context, bar: Bar) -> str:
    if bar.score is None or bar.target is None:
        return ""
    told = {"title": bar.label, "score": bar.score, "target": bar.target}
    return _word(context, "capability_score", **told)


def _listed(context: Context, title: str, items: Sequence[str]) -> str:
    """Return a chart's finding and its numbers in one line of text."""
    told = words.fill(
        "{items:semicolon}", {"items": [i for i in items if i]}, context.language
    )
    colon = ": " if context.language == "en" else "\uff1a"
    return f"{title}{colon}{told}" if told else title


def _word(context: Context, key: str, **values: Any) -> str:
    return words.label(key, context.language, "dimension_words", **values)
