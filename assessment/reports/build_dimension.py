"""One dimension in detail: scores, sentences, and what holds it back."""

from __future__ import annotations

from collections.abc import Mapping
from math import floor
from typing import Any, Final

from assessment.reports.build_context import Context
from assessment.reports.drawing.numbers import whole
from assessment.reports.model import CapabilityRow, DimensionRow, HoldingBack
from assessment.reports.narrative import every
from questionnaires.model import Dimension, Question, Questionnaire
from scoring.aggregate import weighted_mean
from scoring.result import CapabilityResult, DimensionResult, QuestionnaireResult

HOLDING: Final = 3
POINTS_PER_LEVEL: Final = 20
TOP_LEVEL: Final = 5


def level_name(context: Context, definition: Questionnaire, rung: int | None) -> str:
    """Return a level's name, empty where there is none."""
    if rung is None or rung >= len(definition.levels):
        return ""
    return context.text(definition.levels[rung].title)


def dimension_row(
    context: Context,
    part: QuestionnaireResult,
    node: DimensionResult,
    targets: Mapping[str, float],
) -> DimensionRow:
    """Return a dimension; ``targets`` are its capabilities', 0-100."""
    definition = context.definition(part)
    dimension = definition.dimension_by_id[node.id]
    target = _target(dimension, node, targets)
    rows = _capabilities(context, dimension, node, targets)
    title = context.text(dimension.title)
    return DimensionRow(
        id=node.id,
        title=title,
        summary=context.text(dimension.summary),
        score=node.score,
        level=node.level,
        level_name=level_name(context, definition, node.level),
        target=target,
        coverage=node.coverage,
        lost=_lost(node),
        role_gap=_role_gap(context, node),
        status=node.status,
        sentences=_sentences(context, node, title, target, rows),
        capabilities=rows,
        holding=_holding(context, part, dimension),
    )


def _target(
    dimension: Dimension, node: DimensionResult, targets: Mapping[str, float]
) -> float | None:
    """Return the weighted mean of the targets of what is scored, or of all."""
    scored = {row.id for row in node.capabilities if row.score is not None}
    chosen = [
        (targets[capability.id], capability.weight)
        for capability in dimension.capabilities
        if capability.weight and (not scored or capability.id in scored)
    ]
    return weighted_mean(chosen)


def _capabilities(
    context: Context,
    dimension: Dimension,
    node: DimensionResult,
    targets: Mapping[str, float],
) -> tuple[CapabilityRow, ...]:
    titles = {c.id: context.text(c.title) for c in dimension.capabilities}
    return tuple(
        CapabilityRow(
            id=row.id,
            title=titles[row.id],
            score=row.score,
            claimed=row.claimed,
            evidenced=row.evidenced,
            target=targets[row.id],
            coverage=row.coverage,
            status=row.status,
        )
        for row in node.capabilities
    )


def _lost(node: DimensionResult | CapabilityResult) -> float | None:
    if node.claimed is None or node.evidenced is None:
        return None
    return node.claimed - node.evidenced


def _role_gap(context: Context, node: DimensionResult) -> str:
    if node.role_gap is None:
        return ""
    high, low = (context.named("roles", role) for role in node.role_gap.between)
    points = node.role_gap.points
    return context.label("role_gap_text", high=high, low=low, points=points)


def _sentences(
    context: Context,
    node: DimensionResult,
    title: str,
    target: float | None,
    rows: tuple[CapabilityRow, ...],
) -> tuple[str, ...]:
    score = node.score
    to_target = None if score is None or target is None else target - score
    same = score is not None and whole(score) == whole(target)
    roles = node.role_gap.between if node.role_gap else ("", "")
    facts: dict[str, Any] = {
        "title": title,
        "mode": context.result.mode,
        "status": node.status,
        "has_score": score is not None,
        "score": score,
        "coverage": node.coverage,
        "na_share": node.na_share,
        "target": target,
        "to_target": to_target,
        "near": same and to_target is not None and to_target > 0,
        "lost": _lost(node),
        "role_high": context.named("roles", roles[0]),
        "role_low": context.named("roles", roles[1]),
        "role_points": node.role_gap.points if node.role_gap else None,
        "disagreement": node.agreement is not None and not node.agreement.acceptable,
        "ad": node.agreement.ad if node.agreement else None,
    } | _extremes(rows)
    return every("chapter", facts, context.language)


def _extremes(rows: tuple[CapabilityRow, ...]) -> dict[str, Any]:
    scored = [(row.score, row.title) for row in rows if row.score is not None]
    if not scored:
        return {"capabilities": 0, "spread": None}
    low, high = min(scored), max(scored)
    return {
        "capabilities": len(scored),
        "spread": high[0] - low[0],
        "lowest": low[1],
        "lowest_score": low[0],
        "highest": high[1],
        "highest_score": high[0],
    }


def _holding(
    context: Context, part: QuestionnaireResult, dimension: Dimension
) -> tuple[HoldingBack, ...]:
    """Return the lowest questions that can still rise, lowest first."""
    scores = {row.id: row for row in part.questions}
    open_ones = [
        (row.score, row.claimed or 0.0, question)
        for question in dimension.questions()
        if (row := scores[question.id]).score is not None and row.score < 100
    ]
    open_ones.sort(key=lambda item: item[0])
    return tuple(
        _held(context, question, score, claimed)
        for score, claimed, question in open_ones[:HOLDING]
    )


def _held(
    context: Context, question: Question, score: float, claimed: float
) -> HoldingBack:
    today = following = ""
    rung = floor(claimed / POINTS_PER_LEVEL)
    if question.options and len(question.options) > TOP_LEVEL:
        today = context.text(question.options[rung].label)
        if rung < TOP_LEVEL:
            following = context.text(question.options[rung + 1].label)
    if rung > floor(score / POINTS_PER_LEVEL):
        following = context.label("gather_evidence")
    return HoldingBack(context.text(question.text), score, today, following)
