"""The published content: complete, observable, in three languages, and reachable."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
import yaml

from questionnaires import glossary, loader, minutes, scripts, texts
from questionnaires.model import LANGUAGES, SECTORS, SIZES, Kind, QuestionType
from tests.questionnaires.rules import (
    LADDER,
    VAGUE,
    VAGUE_CHINESE,
    alike,
    before_of,
)

PUBLISHED = Path(loader.__file__).parent / "published"
IDS = (
    "capability-model", "continuum", "it-support", "success-factors",
    "crm-processes", "customer-tiering",
)  # fmt: skip
MODULES = IDS[2:]
# How many questions each has at least, and at most where more would be fat.
COUNTS = {
    "capability-model": (90, 120),
    "it-support": (15, 30),
    "success-factors": (20, 30),
    "crm-processes": (20, 30),
    "customer-tiering": (18, 30),
}
# What method part 1 calls asked, by the definition that asks it.
CODES = {
    "capability-model": (
        [f"E{e}.{n}" for e, last in enumerate((3, 4, 5, 5, 4, 5, 3), 1)
         for n in range(1, last + 1)]
        + [f"C{n}" for n in range(1, 10)]
        + ["X1", "X2", "X3", "X4", "BP1", "BP2", "B6"]
        + ["V1", "V2", "V3", "V4", "V5"]
    ),
    "continuum": [
        "G1a", "G1b", "G2a", "G2b", "G2c", "G3a", "G3b", "G4a", "G4b", "G4c", "G4d",
        "G5a", "G5b", "G5c", "G5d", "T0", "T1", "T2", "T3", "T4", "T5", "T6",
    ],
    "it-support": [
        f"I{area}.{n}" for area, last in enumerate((4, 3, 2, 2, 2), 1)
        for n in range(1, last + 1)
    ],
    "success-factors": [
        *(f"F1.{n}" for n in range(1, 6)), "F2", "F3", "F4", "F5", "F6", "F7", "F8",
    ],
    "crm-processes": ["K0"] + [
        f"K{process}.{n}" for process, last in enumerate((3, 3, 2, 2, 4, 2), 1)
        for n in range(1, last + 1)
    ],
    "customer-tiering": [
        "TC1", "TC2", "TC3", "TD1", "TD2", "TX",
        *(f"TE{n}" for n in range(1, 6)), *(f"TP{n}" for n in range(1, 6)),
    ],
}  # fmt: skip


MODEL = re.compile("capability-model(-.+)?@")


def definition(name):
    return loader.load(name, "1.0")


def nodes(name):
    return [c for d in definition(name).dimensions for c in d.capabilities]


def enough(question, size):
    """How far initiatives that suit a size lead: to the top from 250 people on."""
    if size == "50-249":
        return {QuestionType.CRITERION: 67, QuestionType.LETCI: 70}.get(
            question.type, 4
        )
    return LADDER[question.type][0]


def scored(name):
    return [question for question in definition(name).questions() if question.scored]


def test_the_six_are_published():
    assert set(IDS) <= {key.split("@")[0] for key in loader.published()}


@pytest.mark.parametrize("name", IDS)
def test_every_code_that_the_method_calls_asked_is_asked(name):
    asked = {
        code.strip()
        for question in definition(name).questions()
        for code in question.source.split(",")
    }
    assert sorted(set(CODES[name]) - asked) == []


@pytest.mark.parametrize(("name", "limits"), COUNTS.items())
def test_no_definition_is_too_thin_or_too_fat(name, limits):
    low, high = limits
    assert low <= len(definition(name).by_id) <= high


@pytest.mark.parametrize(
    "name", [key.split("@")[0] for key in loader.published() if MODEL.match(key)]
)
def test_the_core_of_the_capability_model_asks_for_every_capability(name):
    core = definition(name).core
    assert 29 <= len(core) <= 40
    asked = {definition(name).capability_of[each].id for each in core}
    assert asked == {node.id for node in nodes(name)}


@pytest.mark.parametrize("key", loader.published())
def test_every_text_is_written_in_three_languages_and_their_scripts(key):
    for place, text in texts.of(loader.load(*key.split("@"))):
        assert set(text) == set(LANGUAGES), place
        assert all(text.values()), place
        for language in LANGUAGES:
            assert list(scripts.faults_of(language, text[language])) == [], place
        assert text["zh-Hans"] != text["en"] != text["zh-Hant"], place


# Right somewhere, and yet no Taiwanese editor would leave them in these texts.
MAINLAND = re.compile(
    "老板|運營|落地(?!窗)|打通|級別|公共機構|(?<!瞭)了解(?![決約除開])|(?<![公鄰])里(?![程長民])"
)


@pytest.mark.parametrize("key", loader.published())
def test_traditional_texts_use_the_words_of_taiwan(key):
    found = [
        (place, text["zh-Hant"])
        for place, text in texts.of(loader.load(*key.split("@")))
        if MAINLAND.search(text["zh-Hant"])
    ]
    assert found == []


@pytest.mark.parametrize("name", IDS)
def test_a_question_says_how_to_answer_it(name):
    for question in definition(name).questions():
        assert question.roles, question.id
        assert question.origin in ("seed", "derived"), question.id
        sentences = re.findall(r"[.?!](?=\s|$)", question.help["en"])
        assert 1 <= len(sentences) <= 3, question.id
        if question.scored:
            assert question.evidence, question.id


@pytest.mark.parametrize("key", loader.published())
@pytest.mark.parametrize("language", LANGUAGES)
def test_anchors_of_one_question_differ_by_more_than_a_word(key, language):
    asked = [q for q in loader.load(*key.split("@")).questions() if q.scored]
    scales = [(question.id, question.options) for question in asked]
    scales += [(q.id, part.anchors) for q in asked for part in q.parts]
    found = [
        (place, one.key, other.key)
        for place, scale in scales
        for one, other in combinations(scale, 2)
        if alike(one.label[language], other.label[language])
    ]
    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_anchor_serves_more_than_two_questions(language):
    """Level, trend, comparison and relevance are one scale for all results.

    Their anchors are shared on purpose and stand once in the definition (method 4.1).
    """
    used = Counter(
        option.label[language]
        for name in IDS
        for question in scored(name)
        for option in question.options
    )
    assert [label for label, count in used.items() if count > 2] == []


@pytest.mark.parametrize("key", loader.published())
def test_anchors_state_facts(key):
    vague = [
        (question.id, option.key)
        for question in loader.load(*key.split("@")).questions()
        if question.scored
        for option in question.options
        if VAGUE.search(option.label["en"])
        or VAGUE_CHINESE.search(option.label["zh-Hans"] + option.label["zh-Hant"])
    ]
    assert vague == []


@cache
def terms_said_otherwise(*words):
    """Where a text in all languages misuses a term; an overlay's are its base's."""
    text = dict(zip(LANGUAGES, words, strict=True))
    return [
        (language, term.id)
        for term in glossary.terms()
        if glossary.used(term, text["en"])
        for language in LANGUAGES[1:]
        if glossary.misused(term, text, language)
    ]


@pytest.mark.parametrize("key", loader.published())
def test_every_term_of_the_glossary_has_one_translation(key):
    found = [
        (place, *misuse)
        for place, text in texts.of(loader.load(*key.split("@")))
        for misuse in terms_said_otherwise(*(text[language] for language in LANGUAGES))
    ]
    assert found == []


def test_the_glossary_holds_a_hundred_terms_and_each_means_something():
    found = glossary.terms()
    assert len(found) >= 100
    for language in LANGUAGES:
        names = [term.term[language].lower() for term in found]
        assert sorted(names) == sorted(set(names))
        assert all(term.meaning[language] for term in found)


@pytest.mark.parametrize("name", ["capability-model", *MODULES])
def test_a_capability_is_illustrated_told_apart_and_explained_at_each_level(name):
    for node in nodes(name):
        if node.weight is None:
            continue
        assert tuple(node.examples) == SECTORS, node.id
        assert len(node.levels) == 6, node.id
        assert node.not_this, node.id
        assert node.next_step, node.id


@pytest.mark.parametrize("name", IDS)
def test_an_initiative_can_be_started_measured_and_stopped(name):
    for initiative in definition(name).initiatives:
        words = dict(texts.initiative(initiative))
        assert all(words.values()), initiative.id
        assert initiative.raises, initiative.id


def written(node):
    """Yield every initiative that a file writes out, as it stands there."""
    if isinstance(node, dict):
        if "raises" in node:
            yield node
        for inner in node.values():
            yield from written(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from written(inner)


@pytest.mark.parametrize("key", loader.published())
def test_each_initiative_says_what_sizes_and_industries_it_suits(key):
    made = loader.load(*key.split("@"))
    silent = [
        each["id"]
        for path in sorted((PUBLISHED / key).rglob("*.yaml"))
        for each in written(yaml.safe_load(path.read_text("utf-8")))
        if not {"sizes", "industries"} <= set(each)
    ]
    assert silent == []
    assert made.initiatives


@pytest.mark.parametrize("key", loader.published())
def test_every_initiative_raises_something(key):
    by_id = loader.load(*key.split("@")).initiative_by_id
    for initiative in by_id.values():
        before = before_of(by_id, initiative.id)
        gains = [
            value > max((by_id[each].raises.get(q, 0) for each in before), default=0)
            for q, value in initiative.raises.items()
        ]
        assert any(gains), initiative.id


@pytest.mark.parametrize("key", loader.published())
def test_a_chain_of_initiatives_leads_every_question_from_bottom_to_top(key):
    made = loader.load(*key.split("@"))
    by_id = made.initiative_by_id
    broken = []
    for question in made.questions():
        if not question.scored:
            continue
        top, step = LADDER[question.type]
        reached = {0.0}
        for initiative in by_id.values():
            value = initiative.raises.get(question.id)
            if value is None:
                continue
            befores = before_of(by_id, initiative.id)
            earlier = max(
                (by_id[each].raises.get(question.id, 0) for each in befores), default=0
            )
            if value - earlier > step:
                broken.append((question.id, initiative.id, value, earlier))
            reached.add(value)
        if max(reached) != top:
            broken.append((question.id, max(reached)))
    assert broken == []


def suiting(made, size):
    """The initiatives that suit a size together with all that they require."""
    by_id = made.initiative_by_id
    return [
        each
        for each in by_id.values()
        if all(
            by_id[name].suits(size, None)
            for name in (each.id, *before_of(by_id, each.id))
        )
    ]


# Firms with fewer than 50 people take the overlays written for them.
@pytest.mark.parametrize("size", SIZES[SIZES.index("50-249") :])
@pytest.mark.parametrize(
    "key", [key for key in loader.published() if "-small@" not in key]
)
def test_what_suits_a_size_leads_it_far_enough_by_itself(key, size):
    made = loader.load(*key.split("@"))
    reached = Counter()
    for initiative in suiting(made, size):
        reached |= Counter(initiative.raises)
    short = {
        question.id: reached[question.id]
        for question in made.questions()
        if question.scored and reached[question.id] < enough(question, size)
    }
    assert short == {}


@pytest.mark.parametrize(
    "key", [key for key in loader.published() if key.startswith("continuum")]
)
def test_three_to_five_initiatives_raise_each_criterion_of_the_continuum(key):
    made = loader.load(*key.split("@"))
    count = Counter(name for each in made.initiatives for name in each.raises)
    wrong = {
        question.id: count[question.id]
        for question in made.questions()
        if question.scored and not 3 <= count[question.id] <= 5
    }
    assert wrong == {}


@pytest.mark.parametrize("name", ["capability-model", *MODULES])
def test_every_capability_has_its_own_few_initiatives(name):
    made = definition(name)
    count = Counter(
        node
        for initiative in made.initiatives
        for node in {made.capability_of[q].id for q in initiative.raises}
    )
    for node in nodes(name):
        if node.weight is not None:
            # Convert holds nine activities, each with its own way up.
            most = 12 if node.id == "operations.convert" else 6
            assert 3 <= count[node.id] <= most, node.id


@pytest.mark.parametrize("key", loader.published())
def test_the_minutes_are_what_the_words_take_to_read(key):
    made = loader.load(*key.split("@"))
    assert dict(made.minutes) == minutes.forms(made)


@pytest.mark.parametrize("name", ["continuum", "continuum-public", "continuum-small"])
def test_each_criterion_tells_what_it_is_confused_with(name):
    silent = [q.id for q in scored(name) if "confused" not in q.help["en"]]
    assert silent == []


def test_the_continuum_names_its_roles_and_warns_of_its_pitfalls():
    made = definition("continuum")
    assert made.kind is Kind.CONTINUUM
    assert [duty.source for duty in made.duties] == [f"R{n}" for n in range(1, 7)]
    assert {duty.owner for duty in made.duties} <= set(made.owners)
    assert [each.source for each in made.pitfalls] == [f"P{n}" for n in range(1, 9)]
    assert {step for each in made.pitfalls for step in each.steps} == {1, 2, 3, 4, 5}
