"""What the scores will be when raised questions hold.

The same scoring, with every raised question set to the higher of what it is and what
the initiative leads to; in assessed mode as if that were verified.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from questionnaires.model import Kind
from scoring import continuum as steps_of
from scoring.raising import Field
from scoring.result import Predicted, QuestionResult
from scoring.roadmap import Predictor
from scoring.scorecard import dimension_results, overall_result


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
        overall = position = None
        for part in parts:
            definition = part.questionnaire
            after = _raised(part, raised.get(definition.id, {}))
            if definition.kind is Kind.CAPABILITY_MODEL:
                overall = _overall(part, after)
            elif definition.kind is Kind.CONTINUUM:
                position = _position(part, after)
        return Predicted(overall, position)

    return predict


def _raised(part: Field, points: Mapping[str, float]) -> dict[str, QuestionResult]:
    """Return the questions as they would be; ``points`` are 0-100."""
    after = dict(part.questions)
    for question, value in points.items():
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
    steps = steps_of.ladder(part.questionnaire, questions)
    scores = steps_of.criterion_scores(steps, questions)
    stage = steps_of.stage_reached(steps, scores)
    return steps_of.position_value(steps, scores, stage)
