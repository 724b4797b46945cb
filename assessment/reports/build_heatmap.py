"""The heat map of units: how each scores in each dimension."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from assessment.reports import words
from assessment.reports.build_context import Context
from assessment.reports.build_position import source_line
from assessment.reports.charts_units import HeatMap, HeatRow
from assessment.reports.narrative import first
from questionnaires.model import Dimension
from scoring.result import QuestionnaireResult, UnitResult
from scoring.scorecard import applies, floors_of

MOST_UNITS: Final = 20
"""As many units stand in one chart; more would not fit a page."""
MOST_COLUMNS: Final = 12
TWO: Final = 2


def heat_maps(context: Context) -> tuple[HeatMap, ...]:
    """Return the units by dimensions, in as many charts as they need.

    Without units, or without scored dimensions, there is none.
    """
    part = context.model
    if part is None or not context.result.units:
        return ()
    asked = _asked(context, part)
    rows = [_row(part.id, unit, asked) for unit in context.result.units]
    title = first("heat_title", _facts(context, asked, rows), context.language)
    return tuple(
        HeatMap(
            title=title,
            subtitle=_subtitle(context, place, len(rows)),
            source=source_line(context, part.respondents),
            alt=title,
            language=context.language,
            columns=tuple(context.text(each.title) for each in columns),
            units=tuple(_sliced(row, left) for row in rows[place : place + MOST_UNITS]),
            floors=floors_of(context.definition(part)),
        )
        for left in range(0, len(asked), MOST_COLUMNS)
        for columns in [asked[left : left + MOST_COLUMNS]]
        for place in range(0, len(rows), MOST_UNITS)
    )


def _asked(context: Context, part: QuestionnaireResult) -> list[Dimension]:
    by_id = context.definition(part).dimension_by_id
    return [
        by_id[node.id]
        for node in part.dimensions
        if by_id[node.id].scored and applies(node)
    ]


def _row(
    questionnaire_id: str, unit: UnitResult, asked: Sequence[Dimension]
) -> HeatRow:
    own = next((q for q in unit.questionnaires if q.id == questionnaire_id), None)
    scores = {node.id: node.score for node in own.dimensions} if own else {}
    return HeatRow(label=unit.id, scores=tuple(scores.get(each.id) for each in asked))


def _sliced(row: HeatRow, left: int) -> HeatRow:
    return HeatRow(label=row.label, scores=row.scores[left : left + MOST_COLUMNS])


def _subtitle(context: Context, place: int, count: int) -> str:
    if count <= MOST_UNITS:
        return words.label("subtitle", context.language, "heat_words")
    return words.label(
        "subtitle_part",
        context.language,
        "heat_words",
        first=place + 1,
        last=min(place + MOST_UNITS, count),
        count=count,
    )


def _facts(
    context: Context, asked: Sequence[Dimension], rows: Sequence[HeatRow]
) -> dict[str, Any]:
    """Return where the units lie furthest apart, and how far, in points."""
    known = [row.label for row in rows if any(s is not None for s in row.scores)]
    facts: dict[str, Any] = {
        "known": len(known),
        "only": "".join(known[:1]),
        "points": None,
    }
    for place, dimension in enumerate(asked):
        scored = [
            (s, row.label) for row in rows if (s := row.scores[place]) is not None
        ]
        if len(scored) < TWO:
            continue
        high = max(scored, key=lambda item: item[0])
        low = min(scored, key=lambda item: item[0])
        if facts["points"] is None or high[0] - low[0] > facts["points"]:
            facts |= {
                "points": high[0] - low[0],
                "dimension": context.text(dimension.title),
                "high": high[1],
                "high_score": high[0],
                "low": low[1],
                "low_score": low[0],
            }
    return facts
