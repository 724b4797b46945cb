"""A sheet for each initiative of the first wave: who does what, from Monday on.

Every line is a fact of the definition or of the answers; what neither knows is left
for the owner to fill in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, Final

from assessment.reports.build_context import Context
from assessment.reports.model_chapters import Milestone, Raised, Sheet
from assessment.reports.model_plan import InitiativeRow, RoadmapPage
from assessment.reports.narrative import first
from questionnaires.model import (
    Capability,
    Initiative,
    Kind,
    Question,
    Questionnaire,
    QuestionType,
)
from scoring.answers import Value
from scoring.levels import at_least
from scoring.raising import raised_points, stage_of
from scoring.result import Gap, PlannedInitiative, QuestionResult
from scoring.values import points

SHOWN: Final = 3
"""As many questions stand on a sheet, and as many sheets in a board's report."""
MARKS: Final = (30, 60, 90)
LEFT_OUT: Final = ("na", "hidden")
_TELLING: Final = (QuestionType.RUBRIC, QuestionType.SCALE, QuestionType.CRITERION)
_WEEK: Final = 7


def sheets(context: Context, roadmap: RoadmapPage) -> tuple[Sheet, ...]:
    """Return the sheets of the first wave, quick wins first, in the plan's order."""
    if not roadmap.waves:
        return ()
    wave = roadmap.waves[0]
    planned = {
        (item.questionnaire, item.id): item
        for item in context.result.roadmap.initiatives
        if item.wave == wave.number
    }
    pairs = zip(planned.values(), wave.rows, strict=True)
    ordered = sorted(pairs, key=lambda pair: not pair[1].quick_win)
    return tuple(_sheet(context, *pair, wave.predicted) for pair in ordered)


def monday_after(day: date | None) -> date | None:
    """Return the Monday after a day, a week later where it is one itself."""
    return None if day is None else day + timedelta(days=_WEEK - day.weekday())


def _sheet(
    context: Context, planned: PlannedInitiative, row: InitiativeRow, predicted: str
) -> Sheet:
    definition = context.questionnaires[planned.questionnaire]
    found = definition.initiative_by_id[planned.id]
    raised = tuple(_raised(context, definition, found))
    return Sheet(
        id=row.id,
        title=row.title,
        summary=row.summary,
        quick_win=row.quick_win,
        why=_why(context, definition, found),
        raised=raised[:SHOWN],
        more=len(raised[SHOWN:]),
        owner=row.owner,
        effort=row.effort,
        days=row.days,
        by=row.by,
        meant_for=row.meant_for,
        first_step=row.first_step,
        monday=monday_after(context.day),
        milestones=tuple(_milestones(context, row)),
        measure=row.kpi,
        decision=row.decision,
        stop=row.stop,
        requires=row.requires,
        predicted=predicted,
    )


def _results(context: Context, definition: Questionnaire) -> dict[str, QuestionResult]:
    part = context.result.of(definition.id)
    return {} if part is None else {each.id: each for each in part.questions}


def _open(
    context: Context, definition: Questionnaire, found: Initiative
) -> list[tuple[Question, QuestionResult, float]]:
    """Return the questions that it raises and their points then, most raised first."""
    results = _results(context, definition)
    rows = [
        (definition.by_id[name], results[name], raised_points(definition, name, value))
        for name, value in found.raises.items()
        if results[name].state not in LEFT_OUT
    ]
    below = [row for row in rows if not at_least(row[1].score or 0.0, row[2])]
    return sorted(below, key=lambda row: (row[1].score or 0.0) - row[2])


def _raised(
    context: Context, definition: Questionnaire, found: Initiative
) -> Iterator[Raised]:
    for question, result, after in _open(context, definition, found):
        yield Raised(
            question=context.text(question.text),
            now=result.score,
            after=after,
            today=_today(context, question, result.claimed),
        )


def _today(context: Context, question: Question, claimed: float | None) -> str:
    """Return the words of the highest option that the answers reach."""
    if claimed is None or question.type not in _TELLING:
        return ""
    earned = [(points(question, _value(question, o)), o) for o in question.options]
    reached = [
        option
        for worth, option in sorted(earned, key=lambda pair: pair[0] or 0.0)
        if worth is not None and at_least(claimed, worth)
    ]
    return context.text(reached[-1].label) if reached else ""


def _value(question: Question, option: Any) -> Value:
    return int(option.value) if question.type is QuestionType.RUBRIC else option.key


def _why(context: Context, definition: Questionnaire, found: Initiative) -> str:
    rows = _open(context, definition, found)
    if definition.kind is Kind.CONTINUUM:
        facts = _criterion_facts(context, definition, found, rows)
    else:
        facts = _capability_facts(context, definition, found, rows)
    return first("sheet_why", facts, context.language)


def _criterion_facts(
    context: Context,
    definition: Questionnaire,
    found: Initiative,
    rows: Sequence[tuple[Question, QuestionResult, float]],
) -> dict[str, Any]:
    """Return the facts on the criterion that it raises most."""
    name = rows[0][0].id if rows else next(iter(found.raises))
    result = _results(context, definition)[name]
    return {
        "of": "criterion",
        "has_score": result.score is not None,
        "title": context.criterion(definition, name),
        "score": result.score,
        "after": raised_points(definition, name, found.raises[name]),
        "stage": stage_of(name),
        "target": None,
        "rank": None,
    }


def _capability_facts(
    context: Context,
    definition: Questionnaire,
    found: Initiative,
    rows: Sequence[tuple[Question, QuestionResult, float]],
) -> dict[str, Any]:
    """Return the facts on the capability whose gap is the most pressing."""
    names = [row[0].id for row in rows] or list(found.raises)
    owners = {definition.capability_of[name].id: name for name in reversed(names)}
    gaps = [
        gap
        for gap in context.result.gaps
        if gap.questionnaire == definition.id and gap.id in owners
    ]
    name = owners[gaps[0].id] if gaps else names[0]
    capability = definition.capability_of[name]
    return {
        "of": "capability",
        "title": context.text(capability.title),
        "after": None,
        "stage": None,
    } | _scored(context, definition, capability, gaps[0] if gaps else None)


def _scored(
    context: Context,
    definition: Questionnaire,
    capability: Capability,
    gap: Gap | None,
) -> dict[str, Any]:
    if gap is not None:
        return {"has_score": True, "score": gap.score, "target": gap.target,
                "rank": gap.rank}  # fmt: skip
    part = context.result.of(definition.id)
    nodes = () if part is None else part.dimensions
    score = next(
        (row.score for node in nodes for row in node.capabilities
         if row.id == capability.id), None
    )  # fmt: skip
    return {"has_score": score is not None, "score": score, "target": None,
            "rank": None}  # fmt: skip


def _milestones(context: Context, row: InitiativeRow) -> Iterator[Milestone]:
    for before, mark in zip((0, *MARKS), MARKS, strict=False):
        facts = {
            "mark": mark,
            "days": row.days,
            "left": row.days - mark,
            "done": row.days <= mark,
            "done_before": row.days <= before,
            "decides": bool(row.decision),
            "stops": bool(row.stop),
        }
        yield Milestone(
            days=mark,
            by=None if context.day is None else context.day + timedelta(days=mark),
            text=first("sheet_milestone", facts, context.language),
        )
