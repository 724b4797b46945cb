"""What the pages say of codes and numbers."""

from __future__ import annotations

import pytest

from assessment.engagements import words
from assessment.i18n import speaking
from questionnaires import loader

LEVELS = ("capability-model", "leadership.vision.shared")
POINTS = ("continuum", "stage-1.gate.customer-level-data")


@pytest.mark.parametrize(
    ("place", "points", "language", "expected"),
    [
        (LEVELS, (20.0, 60.0), "en", "From 20 to 60 points, 2 levels apart."),
        (LEVELS, (20.0, 40.0), "en", "From 20 to 40 points, 1 level apart."),
        (LEVELS, (20.0, 60.0), "zh-Hans", "20至60分，相差2级。"),
        (LEVELS, (20.0, 60.0), "zh-Hant", "20至60分，相差2級。"),
        (POINTS, (33.0, 100.0), "en", "From 33 to 100 points, 67 points apart."),
        (POINTS, (66.0, 67.0), "en", "From 66 to 67 points, 1 point apart."),
        (POINTS, (33.0, 100.0), "zh-Hans", "33至100分，相差67分。"),
        (POINTS, (33.0, 100.0), "zh-Hant", "33至100分，相差67分。"),
        (POINTS, (67.0, 67.0), "en", "67 points in every answer."),
        (LEVELS, (40.0, 40.0), "zh-Hant", "各回答均為40分。"),
    ],
)
def test_how_far_answers_lie_apart(app, place, points, language, expected):
    questionnaire, question = place
    asked = loader.load(questionnaire).by_id[question]
    with app.test_request_context("/"), speaking(language):
        assert words.span(asked, *points) == expected
