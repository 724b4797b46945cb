"""The core form asks the core questions alone, and is scored by them alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scoring.answers import Answer, AssessmentData
from scoring.engine import score
from scoring.result import to_json
from scoring.verify import verification
from tests.scoring import definitions
from tests.scoring.definitions import capability, model

CORE, OTHER = "leadership.vision.core", "leadership.vision.other"


def definition(core=(CORE,)):
    questions = [
        replace(definitions.question(name), core=name in core) for name in (CORE, OTHER)
    ]
    return model({"leadership": [capability("leadership.vision", questions)]})


def data(values, form):
    answers = tuple(
        Answer("capability-model", name, value) for name, value in values.items()
    )
    return AssessmentData(("capability-model@1.0",), answers, form=form)


def scored(values, form, core=(CORE,)):
    result = score(data(values, form), {"capability-model": definition(core)})
    return result, result.questionnaires[0]


@pytest.mark.parametrize(
    ("form", "coverage", "status"),
    [("core", 1.0, "scored"), ("full", 0.5, "not-scored")],
)
def test_what_the_core_form_leaves_out_costs_no_coverage(form, coverage, status):
    # One of two questions answered: all of the core, or half of everything.
    _, part = scored({CORE: "l"}, form)
    [found] = part.dimensions[0].capabilities
    assert (found.coverage, found.status) == (coverage, status)
    states = {question.id: question.state for question in part.questions}
    left = "hidden" if form == "core" else "unanswered"
    assert states == {CORE: "answered", OTHER: left}


def test_an_answer_beyond_the_core_form_is_kept_and_counted_but_not_scored():
    result, part = scored({CORE: "f", OTHER: "n"}, "core")
    assert part.dimensions[0].score == 100
    assert len(result.answers) == 2
    [flag] = [flag for flag in part.flags if flag.kind == "hidden-answer"]
    assert flag.about == OTHER


def test_a_definition_without_core_questions_is_asked_in_full():
    _, part = scored({CORE: "f", OTHER: "n"}, "core", core=())
    assert part.dimensions[0].score == 50


def test_the_form_is_part_of_what_verify_compares():
    document = to_json(scored({CORE: "f", OTHER: "n"}, "core")[0])
    assert document["form"] == "core"
    pinned = {"capability-model": definition()}
    again = score(data({CORE: "f", OTHER: "n"}, "core"), pinned)
    assert verification(document, to_json(again)).first is None
    changed = score(data({CORE: "f", OTHER: "n"}, "full"), pinned)
    assert verification(document, to_json(changed)).first is not None
