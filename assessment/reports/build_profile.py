"""The dimensions against their targets, and each of them in detail."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from assessment.benchmarks.words import listed
from assessment.reports.build_before import dimensions_before, since
from assessment.reports.build_context import Context
from assessment.reports.build_dimension import dimension_row, level_name
from assessment.reports.build_finding import findings
from assessment.reports.build_peers import bands, chart_source
from assessment.reports.build_position import source_line
from assessment.reports.charts import Bar, Bars, Radar, RadarAxis
from assessment.reports.drawing.numbers import whole
from assessment.reports.model import DimensionRow, Headline, Profile
from assessment.reports.narrative import every, first
from scoring.gaps import capability_targets
from scoring.levels import BANDS, level
from scoring.result import QuestionnaireResult
from scoring.scorecard import applies, floors_of

RADAR_FROM: Final = 3


def profile(context: Context, part: QuestionnaireResult) -> Profile:
    """Return the profile of one questionnaire."""
    definition = context.definition(part)
    targets = capability_targets(definition, context.result.targets, context.aimed())
    before = dimensions_before(context, part)
    rows = tuple(
        replace(dimension_row(context, part, node, targets), before=before.get(node.id))
        for node in part.dimensions
        if definition.dimension_by_id[node.id].scored and applies(node)
    )
    bars = _bars(context, part, rows)
    return Profile(
        questionnaire=part.id,
        title=context.text(definition.title),
        headline=headline(context, part),
        bars=bars,
        radar=_radar(context, bars) if len(rows) >= RADAR_FROM else None,
        dimensions=rows,
        staged=_staged(context, part, rows),
        notes=(
            *filter(None, [since(context, part)]),
            *findings(context, part),
            *_notes(context, part),
        ),
    )


def headline(context: Context, part: QuestionnaireResult) -> Headline:
    """Return the one number of a questionnaire with its level and coverage."""
    overall = part.overall
    score = overall.score
    definition = context.definition(part)
    floors = floors_of(definition)
    shown = None if score is None else level(float(whole(score)), floors)
    facts = {
        "status": overall.status,
        "score": score,
        "edge": overall.level is not None and shown != overall.level,
        "upper_level": shown,
        "upper_name": level_name(context, definition, shown),
        "own_levels": floors != BANDS,
    }
    return Headline(
        score=score,
        level=overall.level,
        level_name=level_name(context, definition, overall.level),
        coverage=overall.coverage,
        status=overall.status,
        notes=every("headline_note", facts, context.language),
    )


def _bars(
    context: Context, part: QuestionnaireResult, rows: tuple[DimensionRow, ...]
) -> Bars:
    peers = bands(context, part)
    bars = tuple(
        Bar(
            label=row.title,
            score=row.score,
            target=row.target,
            peers=peers.get(row.id),
            before=row.before,
            note=context.label("provisional") if row.status == "provisional" else "",
        )
        for row in rows
    )
    title = profile_title(context, rows)
    answers = source_line(context, part.respondents)
    sources = (answers, chart_source(context, part) if any(peers.values()) else "")
    return Bars(
        title=title,
        subtitle=first("profile_subtitle", _people(context, part), context.language),
        source=listed([each for each in sources if each], context.language),
        alt=title,
        language=context.language,
        bars=bars,
    )


def _people(context: Context, part: QuestionnaireResult) -> dict[str, int]:
    own = [row for row in context.result.answers if row["questionnaire"] == part.id]
    return {
        "people": part.respondents,
        "roles": len({row["role"] for row in own}),
    }


def profile_title(context: Context, rows: tuple[DimensionRow, ...]) -> str:
    """Return the finding of a profile: what holds it back, if anything does."""
    behind = sorted(
        (
            (row.target - row.score, row.title)
            for row in rows
            if row.score is not None and row.target is not None
        ),
        key=lambda item: -item[0],
    )
    behind = [item for item in behind if item[0] > 0]
    scored = sum(1 for row in rows if row.score is not None)
    facts = {
        "alike": len(behind) == scored and len({whole(gap) for gap, _ in behind}) == 1,
        "scored": scored,
        "behind": len(behind),
        "first": behind[0][1] if behind else "",
        "second": behind[1][1] if len(behind) > 1 else "",
    }
    return first("profile_title", facts, context.language)


def _radar(context: Context, bars: Bars) -> Radar:
    return Radar(
        title=context.label("shape"),
        subtitle=context.label("shape_subtitle"),
        source=bars.source,
        alt=bars.alt,
        language=bars.language,
        axes=tuple(
            RadarAxis(label=bar.label, score=bar.score, target=bar.target)
            for bar in bars.bars
        ),
    )


def _staged(
    context: Context, part: QuestionnaireResult, rows: tuple[DimensionRow, ...]
) -> str:
    definition = context.definition(part)
    staged = part.overall.staged_level
    held = [r.title for r in rows if r.level == staged and r.status == "scored"]
    facts = {
        "staged": staged,
        "staged_name": level_name(context, definition, staged),
        "own_levels": floors_of(definition) != BANDS,
        "held": staged is not None and (part.overall.level or 0) > staged,
        "weakest_list": held,
    }
    return first("profile_staged", facts, context.language)


def _notes(context: Context, part: QuestionnaireResult) -> tuple[str, ...]:
    overall = part.overall
    lost = None
    if overall.claimed is not None and overall.evidenced is not None:
        lost = overall.claimed - overall.evidenced
    facts = {
        "mode": context.result.mode,
        "has_score": overall.score is not None,
        "weights_matter": any(flag.kind == "weights-matter" for flag in part.flags),
        "equal": overall.equal_weights,
        "score": overall.score,
        "claimed": overall.claimed,
        "evidenced": overall.evidenced,
        "lost": lost,
    } | _left_out(context, part)
    return every("profile_notes", facts, context.language)


def _left_out(context: Context, part: QuestionnaireResult) -> dict[str, Any]:
    """Return what has no score, and the share of the weight that others bear for it.

    ``na`` is what does not apply, ``open`` what has too few answers.
    """
    titles = {one.id: one.title for one in context.definition(part).dimensions}
    asked = [node for node in part.dimensions if applies(node)]
    whole_weight = sum(node.weight or 0 for node in asked)
    facts: dict[str, Any] = {}
    for name, covered in (("na", False), ("open", True)):
        found = [
            node
            for node in asked
            if node.score is None and (node.coverage is not None) == covered
        ]
        weight = sum(node.weight or 0 for node in found)
        facts |= {
            f"{name}_count": len(found),
            f"{name}_list": [context.text(titles[node.id]) for node in found],
            f"{name}_weight": weight / whole_weight if whole_weight else None,
        }
    return facts
