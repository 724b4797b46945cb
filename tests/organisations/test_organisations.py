"""Whole assessments of invented organisations: advice that a consultant would sign.

Each file of this folder is one organisation; what it expects was worked out from its
story by the rules of the method, with the arithmetic beside it.
"""

from __future__ import annotations

import re
from math import ceil

import pytest

from questionnaires.model import LANGUAGES
from tests.organisations.loading import (
    CONTINUUM,
    FAMILIES,
    TIERING,
    Organisation,
    advice_of,
    answers,
    files,
    found,
    load,
    made,
    organisations,
    parts_of,
    place_of,
    plan_of,
    result_of,
    stages_of,
    text_of,
)
from tests.reports.test_narrative import DISMANTLE
from tests.reports.test_organisations import MOVED_BACK, NEVER
from tests.scoring.worked import agree

ALL = [pytest.param(one, id=one.name) for one in organisations()]
WORDS = (250, 400)
INDUSTRIES = ["G47", "H52", "J61", "O84", "Q86"]
"""Retail, logistics, telecommunications, a city's administration and hospitals."""


def test_there_are_files_and_each_is_of_its_own_industry() -> None:
    industries = [one.organisation["industry"] for one in organisations()]
    assert sorted(industries) == INDUSTRIES
    assert len(files()) == len(INDUSTRIES)


@pytest.mark.parametrize("one", ALL)
def test_the_story_is_told(one: Organisation) -> None:
    low, high = WORDS
    assert low <= len(one.story.split()) <= high
    assert CONTINUUM in one.loaded
    assert TIERING in one.loaded
    assert set(one.loaded) <= set(FAMILIES)


@pytest.mark.parametrize("one", ALL)
def test_everything_that_applies_is_answered(one: Organisation) -> None:
    for family, part in parts_of(one).items():
        given = {row.question for row in answers(one) if row.questionnaire == part.id}
        states = {question.id: question.state for question in part.questions}
        missing = [name for name, state in states.items() if state == "unanswered"]
        assert missing == [], family
        hidden = {name for name, state in states.items() if state == "hidden"}
        assert not given & hidden, family


@pytest.mark.parametrize("one", ALL)
def test_the_result_is_the_one_worked_out_from_the_story(one: Organisation) -> None:
    wanted = {key: one.expect[key] for key in one.expect if key != "roadmap"}
    result = found(one)
    risks = wanted.pop("risks", [])
    assert result.get("risks", [])[: len(risks)] == risks
    agree(result, wanted)


@pytest.mark.parametrize("one", ALL)
def test_the_plan_holds_what_a_consultant_would_advise(one: Organisation) -> None:
    planned = plan_of(one)
    for key, names in one.expect.get("roadmap", {}).items():
        known = {each.id for q in one.loaded.values() for each in q.initiatives}
        assert set(names) <= known, set(names) - known
        wrong = (
            set(names) & planned[key] if key == "hasnt" else set(names) - planned[key]
        )
        assert wrong == set(), key


@pytest.mark.parametrize("one", ALL)
def test_no_advice_lies_above_the_target_band(one: Organisation) -> None:
    own = parts_of(one)[CONTINUUM].continuum
    assert own
    assert own.position
    assert own.target
    below = own.target.state == "below"
    highest = ceil(own.target.band[0]) if below else own.position.stage
    for _, name, stages in stages_of(one):
        assert max(stages) <= highest, name
    for wave in result_of(one.name).roadmap.waves:
        assert wave.predicted.position is not None
        assert wave.predicted.position >= own.position.value
        assert wave.predicted.position < max(highest, own.position.stage) + 1


@pytest.mark.parametrize("one", ALL)
def test_one_stage_a_wave_at_most(one: Organisation) -> None:
    by_wave: dict[int, set[int]] = {}
    for wave, _, stages in stages_of(one):
        by_wave.setdefault(wave, set()).update(stages)
    assert all(len(stages) == 1 for stages in by_wave.values()), by_wave
    in_order = [stage for _, stages in sorted(by_wave.items()) for stage in stages]
    assert in_order == sorted(in_order)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("one", ALL)
def test_the_report_says_what_a_good_consultant_would(
    one: Organisation, language: str
) -> None:
    text = text_of(one.name, language)
    missing = [words for words in one.says[language] if not re.search(words, text)]
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("one", ALL)
def test_the_report_never_says_what_no_good_consultant_would(
    one: Organisation, language: str
) -> None:
    text, advice = text_of(one.name, language), advice_of(one.name, language)
    patterns = [(words, place_of(one.name, language)) for words in NEVER[language]]
    patterns += [(words, advice) for words in one.never[language]]
    patterns += [(pattern.pattern, text) for pattern in (MOVED_BACK, DISMANTLE)]
    wrong = [
        (words, where[max(0, hit.start() - 60) : hit.end() + 60])
        for words, where in patterns
        for hit in re.finditer(words, where, re.IGNORECASE)
    ]
    assert wrong == []


def test_a_key_that_nobody_reads_is_refused() -> None:
    first = files()[0]
    one = load(first)
    plain = {
        **{name: getattr(one, name) for name in one.__dataclass_fields__},
        **one.sections,
    }
    del plain["sections"]
    made(plain)
    model = plain["capability-model"]
    for wrong in (
        {**plain, "misspelt": 1},
        {**plain, "never": {"en": ["x"]}},
        {**plain, "says": {"en": ["x"]}},
        {**plain, "expect": {"stage": 1}},
        {**plain, "expect": {"roadmap": {"hasn't": []}}},
        {**plain, "people": {"executive": 1, "boss": 1}},
        {**plain, "capability-model": {**model, "level": {}}},
        {**plain, "definitions": ["continuum@1.0"]},
    ):
        with pytest.raises((TypeError, AssertionError)):
            made(wrong)
