"""The overlays for retail banks and telecom operators keep what they promise."""

from __future__ import annotations

from itertools import combinations

import pytest

from questionnaires import checks, library, loader, texts
from questionnaires.model import LANGUAGES, QuestionType
from scoring import engine, result
from scoring.answers import Answer, AssessmentData
from tests.questionnaires.rules import LADDER, VAGUE, alike, before_of

BASE = "capability-model"
BANK, TELECOM = "capability-model-retail-bank", "capability-model-telecom"
SECTORS = (BANK, TELECOM)
INDUSTRY = {BANK: "K64", TELECOM: "J61"}
PLACES = {
    BANK: {
        "operations.connect.secrecy", "operations.convert.suitability",
        "operations.convert.affordability", "operations.experience.fraud",
        "operations.experience.life-events", "operations.experience.branch-moves",
        "operations.loyalty.arrears",
    },
    TELECOM: {
        "operations.convert.activation", "operations.convert.porting",
        "operations.experience.outages", "operations.experience.network-quality",
        "operations.experience.bill-shock", "operations.loyalty.contract-end",
        "operations.develop.households",
    },
}  # fmt: skip


def definition(name):
    return loader.load(name, "1.0")


def added(name):
    base = definition(BASE)
    return [q for q in definition(name).questions() if q.id not in base.by_id]


def rewritten(name):
    """What the overlay says otherwise, or beside, what its base says."""
    before = dict(texts.of(definition(BASE)))
    return {
        place: text
        for place, text in texts.of(definition(name))
        if before.get(place) != text
    }


def wording(question):
    return dict(texts.asked(question))


@pytest.mark.parametrize("name", SECTORS)
def test_an_overlay_has_neither_faults_nor_warnings(name):
    assert checks.check(library.PUBLISHED / f"{name}@1.0") == []


@pytest.mark.parametrize("name", SECTORS)
def test_nothing_of_the_base_is_lost_and_what_it_is_worth_stays(name):
    base, over = definition(BASE), definition(name)
    assert over.base == base.key
    assert over.levels == base.levels
    assert [d.id for d in over.dimensions] == [d.id for d in base.dimensions]
    for question in base.questions():
        kept = over.by_id[question.id]
        same = ("type", "source", "weight", "core", "roles", "allow_na", "parts")
        assert all(getattr(kept, k) == getattr(question, k) for k in same), kept.id
        values = [(option.key, option.value) for option in question.options]
        assert [(option.key, option.value) for option in kept.options] == values
    for initiative in base.initiatives:
        kept = over.initiative_by_id[initiative.id]
        assert (kept.raises, kept.requires) == (initiative.raises, initiative.requires)


@pytest.mark.parametrize("name", SECTORS)
def test_at_least_thirty_questions_speak_the_words_of_the_trade(name):
    base, over = definition(BASE), definition(name)
    changed = [
        question.id
        for question in base.questions()
        if wording(question) != wording(over.by_id[question.id])
    ]
    assert len(changed) >= 30
    renamed = [
        initiative.id
        for initiative in base.initiatives
        if dict(texts.initiative(initiative))
        != dict(texts.initiative(over.initiative_by_id[initiative.id]))
    ]
    assert len(renamed) >= 12


@pytest.mark.parametrize("name", SECTORS)
def test_a_rewritten_text_is_rewritten_in_every_language(name):
    before = dict(texts.of(definition(BASE)))
    half = [
        place
        for place, text in rewritten(name).items()
        if place in before and any(text[tag] == before[place][tag] for tag in LANGUAGES)
    ]
    assert half == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (BANK, ("account", "card", "loan", "branch", "app", "adviser", "arrears")),
        (TELECOM, ("plan", "prepaid", "hotline", "outage", "port", "roaming", "bill")),
    ],
)
def test_the_words_of_the_trade_are_used(name, words):
    said = " ".join(text["en"].lower() for text in rewritten(name).values())
    assert [word for word in words if said.count(word) < 5] == []


@pytest.mark.parametrize("name", SECTORS)
def test_an_added_question_is_an_anchored_rubric_that_tells_how_to_answer(name):
    assert {question.id for question in added(name)} == PLACES[name]
    for question in added(name):
        assert question.type is QuestionType.RUBRIC, question.id
        assert len(question.options) == 6, question.id
        assert question.help, question.id
        assert question.evidence, question.id
        assert question.roles, question.id


@pytest.mark.parametrize("name", SECTORS)
def test_initiatives_raise_each_added_question_from_bottom_to_top(name):
    by_id = definition(name).initiative_by_id
    for question in added(name):
        top, step = LADDER[question.type]
        reached = {0.0}
        for initiative in by_id.values():
            value = initiative.raises.get(question.id)
            if value is None:
                continue
            befores = before_of(by_id, initiative.id)
            earlier = [by_id[each].raises.get(question.id, 0) for each in befores]
            assert value - max(earlier, default=0) <= step, initiative.id
            reached.add(value)
        assert max(reached) == top, question.id
        assert len(reached) >= 4, question.id


@pytest.mark.parametrize("name", SECTORS)
def test_an_added_initiative_can_be_started_measured_and_stopped(name):
    base, over = definition(BASE), definition(name)
    new = [each for each in over.initiatives if each.id not in base.initiative_by_id]
    for initiative in new:
        assert initiative.industries == (INDUSTRY[name],), initiative.id
        assert all(dict(texts.initiative(initiative)).values()), initiative.id
        assert initiative.raises.keys() <= PLACES[name], initiative.id
        if max(initiative.raises.values()) <= 2:
            assert initiative.effort <= 2, initiative.id
            assert initiative.days <= 90, initiative.id


@pytest.mark.parametrize("name", SECTORS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_anchors_are_facts_and_no_two_are_alike(name, language):
    labels = []
    for question in definition(name).questions():
        if question.type is not QuestionType.RUBRIC:
            continue
        own = [option.label[language] for option in question.options]
        labels += own
        for one, other in combinations(own, 2):
            assert not alike(one, other), (question.id, one, other)
        for option in question.options:
            assert not VAGUE.search(option.label["en"]), (question.id, option.key)
    assert len(labels) == len(set(labels))


def sheet(name, of_base, of_added):
    """Everybody's answers: one level for the base's questions, one for the others."""
    over = definition(name)
    base = definition(BASE).by_id
    for question in over.questions():
        level = of_base if question.id in base else of_added
        value = level
        if question.type is QuestionType.LETCI:
            value = {part.key: 20 * level for part in question.parts}
        yield Answer(over.id, question.id, value)


def overall(name, of_base, of_added=0):
    key = f"{name}@1.0"
    data = AssessmentData((key,), tuple(sheet(name, of_base, of_added)))
    scored = result.to_json(engine.score(data, {name: definition(name)}))
    return scored["questionnaires"][0]["overall"]


@pytest.mark.parametrize("name", SECTORS)
def test_a_sheet_of_threes_means_what_it_means_with_the_base(name):
    # Three of five is 60 points, the fourth band; the base has it so.
    assert (overall(BASE, 3)["score"], overall(BASE, 3)["level"]) == (60, 3)
    assert overall(name, 3, 3)["score"] == 60
    # Seven questions more do not decide the band, whatever is answered to them.
    assert {overall(name, 3, level)["level"] for level in range(6)} == {3}
