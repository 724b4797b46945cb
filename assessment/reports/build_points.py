"""A dimension's strongest and weakest questions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from assessment.reports import words
from assessment.reports.build_context import Context
from assessment.reports.dimension_room import SMALL, STRONG, WEAK
from assessment.reports.fitting import shortened
from assessment.reports.model import HoldingBack
from assessment.reports.model_dimension import QuestionPoint
from scoring.levels import above
from scoring.result import QuestionnaireResult

MOST: Final = 3
BESIDE_SCORE: Final = 10.0
"""What of a column the score takes, in millimetres."""


def weakest(
    context: Context, holding: Sequence[HoldingBack]
) -> tuple[QuestionPoint, ...]:
    """Return the lowest questions that can still rise, lowest first."""
    room = WEAK - BESIDE_SCORE
    label = words.label("next_level", context.language, "dimension_words")
    lead = f"{label}: " if context.language == "en" else f"{label}\uff1a"
    return tuple(
        QuestionPoint(
            text=shortened(each.text, room, SMALL, context.language, 2),
            score=each.score,
            following=each.following
            and shortened(lead + each.following, room, SMALL, context.language, 3),
        )
        for each in holding[:MOST]
    )


def strongest(
    context: Context,
    part: QuestionnaireResult,
    dimension_id: str,
    low: Sequence[QuestionPoint],
) -> tuple[QuestionPoint, ...]:
    """Return the highest questions, highest first, of those above all of ``low``.

    Where all score alike there is none; equal ones stand in the definition's order.
    """
    dimension = context.definition(part).dimension_by_id[dimension_id]
    scores = {row.id: row.score for row in part.questions}
    bound = max((point.score for point in low), default=None)
    known = [
        (score, question)
        for question in dimension.questions()
        if (score := scores[question.id]) is not None
        and (bound is None or above(score, bound))
    ]
    known.sort(key=lambda item: -item[0])
    room, language = STRONG - BESIDE_SCORE, context.language
    texts = (context.text(question.text) for _, question in known[:MOST])
    shown = [shortened(text, room, SMALL, language, 4) for text in texts]
    return tuple(
        QuestionPoint(text, score, "")
        for text, (score, _) in zip(shown, known, strict=False)
    )
