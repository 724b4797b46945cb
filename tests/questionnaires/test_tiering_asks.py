"""The module on tiers asks about tiers only where nothing shows that none are needed.

Method 1.10: all three conditions hold, or there is nothing to tier; where customers buy
once, it is opportunities that are tiered.
"""

from __future__ import annotations

import pytest

from questionnaires import loader
from scoring.answers import Answer
from scoring.applicability import hidden_questions

TIERS = {
    "foundations.design",
    "membership.existing",
    "differentiation.organisation",
    "differentiation.process",
    "accountability.marketing",
}
OPPORTUNITIES = {"membership.potential"}
ALL = TIERS | OPPORTUNITIES


@pytest.mark.parametrize(
    ("market", "said", "asked"),
    [
        pytest.param("b2b", {}, ALL, id="nothing is known yet"),
        pytest.param(
            "b2b", {"number": 640, "repeat": "1", "differences": "1"}, ALL, id="advised"
        ),
        pytest.param("b2b", {"number": 60}, ALL, id="to be considered"),
        pytest.param("b2b", {"number": 29, "repeat": "1"}, set(), id="TC1, too few"),
        pytest.param("b2c", {"span": "0"}, set(), id="TC1, all are known"),
        pytest.param("b2c", {"span": "0.5"}, ALL, id="TC1, partly"),
        pytest.param("b2c", {"differences": "0"}, set(), id="TC3, all weigh the same"),
        pytest.param("b2c", {"differences": "0.5"}, set(), id="TC3, no more than half"),
        pytest.param(
            "b2c",
            {"repeat": "0", "differences": "0"},
            OPPORTUNITIES,
            id="TC2, opportunities are tiered",
        ),
        pytest.param("g2c", {"span": "1", "differences": "1"}, ALL, id="by need"),
    ],
)
def test_1_10_what_is_asked_follows_the_three_conditions(
    market: str, said: dict[str, int | str], asked: set[str]
) -> None:
    tiering = loader.load("customer-tiering", "1.0")
    answers = {
        f"foundations.case.{name}": [
            Answer(tiering.id, f"foundations.case.{name}", value)
        ]
        for name, value in said.items()
    }
    hidden = hidden_questions(tiering, {"market": market}, answers, {})
    shown = {
        capability.id
        for dimension in tiering.dimensions
        for capability in dimension.capabilities
        if any(question.id not in hidden for question in capability.questions)
    }
    assert shown - {"foundations.case"} == asked
