"""What is published is sound, whole, and never changes without notice."""

from __future__ import annotations

import pytest

from questionnaires import checks, library, loader
from questionnaires.model import LANGUAGES, QuestionType

ELEMENTS = {1: 3, 2: 4, 3: 5, 4: 5, 5: 4, 6: 5, 7: 3}
CODES = [f"E{e}.{n}" for e, count in ELEMENTS.items() for n in range(1, count + 1)]
GATES = [
    "G1a", "G1b", "G2a", "G2b", "G2c", "G3a", "G3b",
    "G4a", "G4b", "G4c", "G4d", "G5a", "G5b", "G5c", "G5d",
]  # fmt: skip
PROFILE = ["T0", "T1", "T2", "T3", "T4", "T5", "T6", "preference"]
DIMENSIONS = {
    "leadership": 100,
    "strategy": 100,
    "people-organisation": 130,
    "resources": 100,
    "information-technology": 120,
    "operations": 250,
    "outcomes": 200,
}


def sources(questionnaire):
    return {
        code.strip()
        for question in questionnaire.questions()
        for code in question.source.split(",")
    }


@pytest.mark.parametrize("key", loader.published())
def test_published_definition_has_neither_faults_nor_warnings(key):
    assert checks.check(library.PUBLISHED / key) == []


@pytest.mark.parametrize("key", loader.published())
def test_every_text_is_there_in_three_languages(key):
    questionnaire = loader.load(*key.split("@"))
    assert questionnaire.languages == LANGUAGES
    texts = [questionnaire.title, questionnaire.summary]
    for question in questionnaire.questions():
        texts += [question.text, *(option.label for option in question.options)]
    for initiative in questionnaire.initiatives:
        texts += [initiative.title, initiative.summary, initiative.first_step]
        texts.append(initiative.kpi)
    assert all(set(text) == set(LANGUAGES) and all(text.values()) for text in texts)


def test_capability_model_asks_for_every_element_and_weighs_as_the_method_does():
    model = loader.load("capability-model", "1.0")
    assert {d.id: d.weight for d in model.dimensions} == DIMENSIONS
    assert sum(len(d.capabilities) for d in model.dimensions) == 29
    assert set(CODES) <= sources(model)


def test_capability_model_anchors_six_levels_and_asks_outcomes_by_letci():
    model = loader.load("capability-model", "1.0")
    for dimension in model.dimensions:
        for question in dimension.questions():
            if dimension.id == "outcomes":
                assert question.type is QuestionType.LETCI
                assert [len(part.anchors) for part in question.parts] == [6] * 4
            elif question.type is QuestionType.RUBRIC:
                assert [option.value for option in question.options] == list(range(6))


def test_every_capability_is_raised_by_an_initiative():
    model = loader.load("capability-model", "1.0")
    raised = {
        model.capability_of[question].id
        for initiative in model.initiatives
        for question in initiative.raises
    }
    assert raised == {c.id for d in model.dimensions for c in d.capabilities}


def test_continuum_holds_every_gate_once_and_an_initiative_for_each():
    continuum = loader.load("continuum", "1.0")
    stages = [d for d in continuum.dimensions if d.id.startswith("stage-")]
    criteria = [question for stage in stages for question in stage.questions()]
    assert [question.source for question in criteria] == GATES
    assert all(question.type is QuestionType.CRITERION for question in criteria)
    raised = {q for initiative in continuum.initiatives for q in initiative.raises}
    assert raised == {question.id for question in criteria}


def test_continuum_asks_for_the_perceived_stage_and_the_target_profile():
    continuum = loader.load("continuum", "1.0")
    asked = {d.id: list(d.questions()) for d in continuum.dimensions}
    assert [q.source for q in asked["perceived"]] == ["perceived"]
    assert [q.source for q in asked["target"]] == PROFILE
    keys = {q.source: [o.key for o in q.options] for q in asked["target"]}
    assert keys["T0"] == ["0", "1"]
    assert keys["T6"] == ["0", "1", "2", "3", "4"]
    assert keys["preference"] == ["-0.5", "0", "0.5"]


def test_4_9_profit_by_segment_without_a_segment_manager_is_a_contradiction():
    pairs = loader.load("continuum").contradictions
    claims = {pair.id: {claim.question for claim in pair.claims} for pair in pairs}
    assert claims["profit-without-managers"] == {
        "stage-5.gate.segment-profit", "stage-3.gate.managers-appointed",
    }  # fmt: skip
    assert len(pairs) >= 5
