"""One dimension in detail: scores, sentences, and what holds it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from assessment.reports.build_context import Context
from assessment.reports.build_meaning import meaning
from assessment.reports.build_roles import role_scores, widest
from assessment.reports.drawing.numbers import whole
from assessment.reports.model import CapabilityRow, DimensionRow, HoldingBack
from assessment.reports.narrative import every
from questionnaires.model import (
    Dimension,
    Option,
    Question,
    Questionnaire,
    QuestionType,
    RollUp,
)
from scoring import values
from scoring.aggregate import roll_up
from scoring.answers import Value
from scoring.levels import at_least
from scoring.result import (
    CapabilityResult,
    DimensionResult,
    QuestionnaireResult,
    RoleGap,
)
from scoring.scorecard import applies
from scoring.values import POINTS_PER_LEVEL

HOLDING: Final = 3
HIDDEN: Final = "hidden"
_TELLING: Final = (QuestionType.RUBRIC, QuestionType.SCALE)
"""Types whose options say what is in place at each step."""


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
    aims = rolled_up(dimension, node, targets)
    gap = widest(node, role_scores(context, part, node.id))
    row = DimensionRow(
        id=node.id,
        title=context.text(dimension.title),
        summary=context.text(dimension.summary),
        score=node.score,
        level=node.level,
        level_name=level_name(context, definition, node.level),
        target=aims[None],
        coverage=node.coverage,
        lost=_lost(node),
        role_gap=_role_gap(context, gap),
        status=node.status,
        sentences=(),
        capabilities=_capabilities(context, part, node, aims),
        holding=_holding(context, part, dimension),
    )
    facts = dimension_facts(context, node, row, gap)
    return replace(row, sentences=every("chapter", facts, context.language))


def rolled_up(
    dimension: Dimension, node: DimensionResult, targets: Mapping[str, float]
) -> dict[str | None, float | None]:
    """Return the targets of a dimension, under ``None``, and of its capabilities.

    What holds others aims where their targets roll up to, those of what is scored, or
    of all that applies where nothing is.
    """
    results = {row.id: row for row in node.capabilities}
    found: dict[str | None, float | None] = dict(targets.items())

    def over(parent: str | None, how: RollUp) -> float | None:
        inner = [c for c in dimension.below(parent) if applies(results[c.id])]
        scored = [c for c in inner if results[c.id].score is not None]
        chosen = inner if how is RollUp.SUM else scored or inner
        return roll_up([(found[c.id], c.weight) for c in chosen if c.weight], how)

    # Backwards, for each capability is listed before what lies in it.
    for capability in reversed(dimension.capabilities):
        if dimension.below(capability.id):
            found[capability.id] = over(capability.id, capability.rollup)
    found[None] = over(None, dimension.rollup)
    return found


def _capabilities(
    context: Context,
    part: QuestionnaireResult,
    node: DimensionResult,
    targets: Mapping[str | None, float | None],
) -> tuple[CapabilityRow, ...]:
    """Return what is asked, each capability before what lies in it."""
    definition = context.definition(part)
    by_id = {c.id: c for c in definition.dimension_by_id[node.id].capabilities}
    asked = {question.id for question in part.questions if question.state != HIDDEN}
    return tuple(
        CapabilityRow(
            id=row.id,
            title=context.text(by_id[row.id].title),
            depth=row.id.count(".") - 1,
            score=row.score,
            claimed=row.claimed,
            evidenced=row.evidenced,
            target=targets[row.id],
            coverage=row.coverage,
            status=row.status,
            meaning=told,
            next_step=following,
        )
        for row in node.capabilities
        if any(question.startswith(f"{row.id}.") for question in asked)
        for told, following in [meaning(context, definition, by_id[row.id], row.score)]
    )


def _lost(node: DimensionResult | CapabilityResult) -> float | None:
    if node.claimed is None or node.evidenced is None:
        return None
    return node.claimed - node.evidenced


def _role_gap(context: Context, gap: RoleGap | None) -> str:
    if gap is None:
        return ""
    high, low = (context.named("roles", role) for role in gap.between)
    return context.label("role_gap_text", high=high, low=low, points=gap.points)


def dimension_facts(
    context: Context,
    node: DimensionResult,
    row: DimensionRow,
    gap: RoleGap | None,
) -> dict[str, Any]:
    """Return what sentences on a dimension go by; ``gap`` is its widest role gap."""
    score, target = node.score, row.target
    to_target = None if score is None or target is None else target - score
    same = score is not None and whole(score) == whole(target)
    return {
        "title": row.title,
        "mode": context.result.mode,
        "status": node.status,
        "has_score": score is not None,
        "score": score,
        "coverage": node.coverage,
        "na_share": node.na_share,
        "target": target,
        "to_target": to_target,
        "near": same and to_target is not None and to_target > 0,
        "lost": row.lost,
        "several": context.several,
        "disagreement": node.agreement is not None and not node.agreement.acceptable,
        "ad": node.agreement.ad if node.agreement else None,
        **_roles(context, gap),
        **_extremes(row.capabilities),
    }


def _roles(context: Context, gap: RoleGap | None) -> dict[str, Any]:
    high, low = gap.between if gap else ("", "")
    return {
        "role_high": context.named("roles", high),
        "role_low": context.named("roles", low),
        "role_points": gap.points if gap else None,
    }


def leaves(rows: Sequence[CapabilityRow]) -> list[CapabilityRow]:
    """Return the capabilities in which no others lie, in order."""
    deeper = {row.id.rpartition(".")[0] for row in rows}
    return [row for row in rows if row.id not in deeper]


def _extremes(rows: tuple[CapabilityRow, ...]) -> dict[str, Any]:
    # What holds others is no rival of theirs.
    scored = [(row.score, row.title) for row in leaves(rows) if row.score is not None]
    if not scored:
        none = ("spread", "lowest", "lowest_score", "highest", "highest_score")
        return {"capabilities": 0} | dict.fromkeys(none)
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
    steps = _steps(question)
    rung, shown = _rung(claimed, steps), _rung(score, steps)
    if question.type in _TELLING:
        labels = [context.text(option.label) for option in question.options]
        today = labels[rung]
        following = "".join(labels[rung + 1 : rung + 2])
    if rung > shown:
        following = context.label("gather_evidence")
    return HoldingBack(context.text(question.text), score, today, following)


def _steps(question: Question) -> Sequence[float]:
    """Return the points of each option, or of six levels for other types."""
    if question.type not in _TELLING:
        return range(0, 101, POINTS_PER_LEVEL)
    return [
        points
        for option in question.options
        if (points := values.points(question, _value(question, option))) is not None
    ]


def _value(question: Question, option: Option) -> Value:
    return int(option.value) if question.type is QuestionType.RUBRIC else option.key


def _rung(score: float, steps: Sequence[float]) -> int:
    """Return the index of the highest step that a score reaches."""
    return sum(at_least(score, step) for step in steps[1:])
