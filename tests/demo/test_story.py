"""The demonstration retells the two banks of method part 5."""

from __future__ import annotations

import pytest

from assessment.demo.story import stories, tell
from questionnaires import loader
from scoring.answers import ROLES
from scoring.engine import score
from scoring.values import parse

DEFINITIONS = {
    name: loader.load(name, "1.0") for name in ("capability-model", "continuum")
}
STORIES = {story.name: story for story in stories()}


def result(name):
    return score(tell(STORIES[name]), DEFINITIONS)


def test_karoo_stands_where_the_south_african_bank_fell_back_to():
    part = result("karoo-retail-bank").of("continuum").continuum
    assert part.position.value == pytest.approx(1 + 43.333333 / 100, abs=1e-6)
    assert part.position.label == "between-1-and-2"
    assert part.position.perceived == pytest.approx(4.0)
    assert part.target.value == pytest.approx(2.8125)
    assert part.target.state == "below"


def test_calder_vale_stays_where_the_british_bank_settled():
    part = result("calder-vale-bank").of("continuum").continuum
    assert part.position.value == pytest.approx(4.375)
    assert part.target.value == pytest.approx(4.0625)
    assert part.target.state == "in-band"
    accepted = [c.source for g in part.gates for c in g.criteria if c.accepted]
    assert accepted == ["G5b"]


@pytest.mark.parametrize("name", STORIES)
def test_every_story_is_fictional_and_has_three_roles(name):
    data = tell(STORIES[name])
    assert data.organisation["fictional"] is True
    assert "(fictional)" in data.organisation["name"]
    assert {answer.role for answer in data.answers} == set(ROLES)


@pytest.mark.parametrize("name", STORIES)
def test_every_answer_is_on_its_scale_and_asked_of_its_role(name):
    data = tell(STORIES[name])
    for answer in data.answers:
        question = DEFINITIONS[answer.questionnaire].by_id[answer.question]
        assert parse(question, answer.value) == answer.value
        assert answer.role in question.roles, answer


@pytest.mark.parametrize("name", STORIES)
def test_every_question_is_answered(name):
    asked = {q.id for d in DEFINITIONS.values() for q in d.questions()}
    assert {answer.question for answer in tell(STORIES[name]).answers} == asked
