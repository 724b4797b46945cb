"""The roadmap cites the risk register: what endangers the plan, and what mends it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from assessment.reports import build_report, document
from assessment.reports.sections import EVERY
from questionnaires.model import LANGUAGES, Dimension, Questionnaire
from scoring.answers import Answer, AssessmentData
from scoring.engine import score
from tests.reports.test_meaning import words
from tests.reports.test_plan import plain
from tests.scoring.definitions import capability, initiative, question
from tests.scoring.test_modules import module

FACTORS = ("F1", "F2", "F3", "F4")
STATE = {
    "en": {"at-risk": "at risk", "missing": "missing"},
    "zh-Hans": {"at-risk": "有风险", "missing": "缺失"},
    "zh-Hant": {"at-risk": "有風險", "missing": "缺失"},
}
NONE = {"en": "none in this plan", "zh-Hans": "本计划中没有", "zh-Hant": "本計畫中沒有"}


def name(factor: str, number: int) -> str:
    return f"d.{factor.lower()}.q{number}"


def definition(mends: Mapping[str, str] | None = None) -> Questionnaire:
    """Each factor is a capability of three questions with six paragraphs."""
    nodes = []
    for factor in FACTORS:
        asked = [
            replace(
                question(name(factor, n), source=factor),
                text=words(f"Question {n} of {factor}?"),
            )
            for n in range(1, 4)
        ]
        own = capability(f"d.{factor.lower()}", asked)
        paragraphs = tuple(words(f"{factor} at level {n}.") for n in range(6))
        nodes.append(
            replace(own, title=words(factor), source=factor, levels=paragraphs)
        )
    steps = [
        replace(
            initiative(each, {name(factor, 3): 100}, 2),
            title=words(f"Initiative {each}"),
            decision=words("Decide"),
        )
        for each, factor in (mends or {}).items()
    ]
    parts = [Dimension("d", words("Factors"), 1, tuple(nodes))]
    return replace(
        module("success-factors", parts),
        initiatives=tuple(steps),
        owners={"head": words("Head")},
    )


def made(values: Mapping[str, tuple[int, ...]], language="en", mends=None):
    model = definition(mends)
    answers = tuple(
        Answer(model.id, name(factor, n), value)
        for factor, given in values.items()
        for n, value in enumerate(given, start=1)
    )
    data = AssessmentData((model.key,), answers)
    known = {model.id: model}
    return build_report(score(data, known), known, language)


GIVEN = {
    "F1": (100, 100, 100),  # ready
    "F2": (60, 50, 40),  # mean 50: at risk, and of level 3
    "F3": (10, 40, 0),  # mean 16.7: missing, and of level 1
    "F4": (67, 67, 67),  # ready from 67
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_1_7_what_is_not_ready_stands_in_the_register_the_worst_first(language):
    register = made(GIVEN, language, {"mend-two": "F2"}).roadmap.risks
    third, second = register.rows
    assert (third.title, third.state) == (
        f"F3 ({language})",
        STATE[language]["missing"],
    )
    assert third.score == pytest.approx(50 / 3)
    # The two lowest of the questions below 67, the lowest first.
    assert third.because == tuple(f"Question {n} of F3? ({language})" for n in (3, 1))
    assert third.meaning == f"F3 at level 1. ({language})"
    assert third.mended == NONE[language]
    assert (second.score, second.state) == (50, STATE[language]["at-risk"])
    assert second.meaning == f"F2 at level 3. ({language})"
    assert second.mended.startswith(f"Initiative mend-two ({language})")
    assert "1" in second.mended
    assert "F1" in "".join(register.others)
    assert "F4" in "".join(register.others)


@pytest.mark.parametrize("language", LANGUAGES)
def test_1_7_the_register_is_printed_before_the_waves(language):
    page = made(GIVEN, language, {"mend-two": "F2"})
    text = plain(document.html(page, EVERY))
    rows = page.roadmap.risks.rows
    begin = text.index(rows[0].because[0])
    for said in (page.roadmap.risks.lead, rows[0].meaning, rows[1].mended):
        assert said in text
    # The wave's heading comes after it; the chart before it names the wave as well.
    assert begin < text.rindex("Decide")


def test_1_7_the_first_of_the_initiatives_that_mend_a_factor_is_named():
    mends = {"a-first": "F3", "b-second": "F3"}
    register = made(GIVEN, mends=mends).roadmap.risks
    assert register.rows[0].mended == "Initiative a-first (en) (wave 1)"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("F2",), "One of 4 success factors is not ready; mend it before"),
        (("F2", "F3"), "Of 4 success factors, 2 are not ready"),
    ],
)
def test_1_7_the_lead_counts_what_is_not_ready(given, said):
    ready = dict.fromkeys(FACTORS, (100, 100, 100))
    page = made(ready | dict.fromkeys(given, (40, 40, 40)), mends={"a": given[0]})
    assert said in page.roadmap.risks.lead


def test_1_7_where_all_is_ready_that_is_said_and_there_is_no_table():
    ready = dict.fromkeys(FACTORS, (100, 100, 100))
    page = made(ready)
    assert page.roadmap.risks.lead == "All success factors are ready to carry a plan."
    assert page.roadmap.risks.rows == ()
    assert '<table class="risks">' not in document.html(page, EVERY)


def test_1_7_a_factor_without_a_score_is_called_neither_ready_nor_a_risk():
    register = made({"F1": (100, 100, 100)}).roadmap.risks
    assert register.rows == ()
    assert register.lead.startswith("None of the success factors that are scored")
    assert register.others == (
        "Too little answered to tell: F2 (en); F3 (en); F4 (en).",
    )


def test_1_7_without_an_answer_there_is_no_register():
    page = made({})
    assert page.roadmap.risks is None
    assert "Risk register" not in plain(document.html(page, EVERY))
