"""What the scores will be when raised questions hold.

The same scoring, with every raised question set to the higher of what it is and what
the initiative leads to; in assessed mode as if that were verified.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from questionnaires.model import Kind
from scoring import continuum as steps_of
from scoring.gates import criterion_scores, ladder
from scoring.raising import Field
from scoring.result import Predicted, QuestionResult
from scoring.scorecard import dimension_results, overall_result

Predictor = Callable[[Mapping[str, Mapping[str, float]]], Predicted]
"""Maps raised points by questionnaire and question to what they would lead to."""


def predictor(parts: Sequence[Field], units: bool) -> Predictor:
    """Return a function from raised points to predicted scores.

    Args:
        parts: The questionnaires' scores now.
        units: Whether the organisation is scored by units; then nothing is predicted.

    Source: method 4.10, Predicted.
    """

    def predict(raised: Mapping[str, Mapping[str, float]]) -> Predicted:
        if units:
            return Predicted(None, None)
        model, steps = (_first(parts, kind) for kind in _PREDICTED)
        overall = position = None
        if model is not None:
            overall = _overall(model, _raised(model, raised))
        if steps is not None:
            position = _position(steps, _raised(steps, raised))
        return Predicted(overall, position)

    return predict


_PREDICTED: Final = (Kind.CAPABILITY_MODEL, Kind.CONTINUUM)


def _first(parts: Sequence[Field], kind: Kind) -> Field | None:
    """Return the first questionnaire of a kind: only one number is predicted of it."""
    return next((part for part in parts if part.questionnaire.kind is kind), None)


def _raised(
    part: Field, raised: Mapping[str, Mapping[str, float]]
) -> dict[str, QuestionResult]:
    """Return the questions as they would be; ``raised`` holds points, 0-100."""
    after = dict(part.questions)
    for question, value in raised.get(part.questionnaire.id, {}).items():
        now = after[question]
        higher = max(value, now.score or 0.0)
        after[question] = replace(
            now,
            state=now.state if now.state == "consensus" else "answered",
            score=higher,
            claimed=max(higher, now.claimed or 0.0),
            evidenced=higher,
        )
    return after


def _overall(part: Field, questions: Mapping[str, QuestionResult]) -> float | None:
    dimensions = dimension_results(part.questionnaire, list(questions.values()))
    return overall_result(part.questionnaire, dimensions).score


def _position(part: Field, questions: Mapping[str, QuestionResult]) -> float:
    steps = ladder(part.questionnaire, questions)
    scores = criterion_scores(steps, questions)
    stage = steps_of.stage_reached(steps, scores)
    return steps_of.position_value(steps, scores, stage)
