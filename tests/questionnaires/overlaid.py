"""What every published overlay has to prove, whatever it adapts."""

from __future__ import annotations

import re
from itertools import combinations

from questionnaires import loader, texts
from questionnaires.build_initiatives import MAX_TITLE
from questionnaires.model import LANGUAGES, SECTORS, Questionnaire
from tests.questionnaires.rules import LADDER, VAGUE, alike, before_of


def pair(name: str) -> tuple[Questionnaire, Questionnaire]:
    """Return a published overlay and its base."""
    over = loader.load(name, "1.0")
    assert over.base is not None
    return over, loader.load(*over.base.split("@"))


def scores_as_its_base(name: str) -> None:
    """Assert that what both ask is scored alike, by the same ids."""
    over, base = pair(name)
    assert set(over.by_id) <= set(base.by_id)
    for question in over.questions():
        same = base.by_id[question.id]
        assert (question.type, question.source) == (same.type, same.source)
        assert (question.weight, question.core) == (same.weight, same.core)
        assert question.allow_na == same.allow_na, question.id
        values = [(option.key, option.value) for option in question.options]
        assert values == [(option.key, option.value) for option in same.options]
    for one, other in ((over, base),):
        weights = {d.id: d.weight for d in other.dimensions}
        assert {d.id: d.weight for d in one.dimensions} == weights


def said(over: Questionnaire, words: dict[str, str], sectors: tuple[str, ...] = ()):
    """Return where one of the words stands in a text; examples of ``sectors`` count."""
    unseen = tuple(f"#{sector}" for sector in SECTORS if sector not in sectors)
    return [
        (place, language, found[0])
        for place, text in texts.of(over)
        if not place.endswith(unseen)
        for language in LANGUAGES
        for found in [re.search(words[language], text[language])]
        if found
    ]


def anchors_are_facts_apart(name: str) -> None:
    """Assert that anchors are no formula, and differ by more than a word."""
    over, _ = pair(name)
    for question in over.questions():
        if not question.scored:
            continue
        for option in question.options:
            assert not VAGUE.search(option.label["en"]), (question.id, option.key)
        for one, other in combinations(question.options, 2):
            for language in LANGUAGES:
                where = (question.id, one.key, other.key, language)
                assert not alike(one.label[language], other.label[language]), where


def initiatives_can_be_started(name: str) -> None:
    """Assert that each says what to do, and that none skips a step of its question."""
    over, _ = pair(name)
    for each in over.initiatives:
        assert all(dict(texts.initiative(each)).values()), each.id
        assert len(each.title["en"]) <= MAX_TITLE, each.title["en"]
        befores = before_of(over.initiative_by_id, each.id)
        for question, value in each.raises.items():
            done = [over.initiative_by_id[b].raises.get(question, 0) for b in befores]
            _top, step = LADDER[over.by_id[question].type]
            assert value - max(done, default=0) <= step, (each.id, question)
