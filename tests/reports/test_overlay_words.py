"""An overlay's words are printed as they are; only a base's are suited to the kind.

Method 4.5 asks for a named person in small organisations, and of public bodies nothing
is said of prices and revenue: the report says so where a definition speaks to all.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from assessment.reports import words
from assessment.reports.build_context import Context
from questionnaires import loader
from questionnaires.model import LANGUAGES
from scoring.answers import AssessmentData
from scoring.engine import score

KINDS = {
    "public": ({"market": "g2c"}, "continuum-public"),
    "small": ({"size": "10-49"}, "continuum-small"),
}
CASES = [(kind, language) for kind in KINDS for language in LANGUAGES]


def context(definition, profile, language):
    known = {definition.id: definition}
    data = AssessmentData((definition.key,), (), organisation=profile)
    return Context(score(data, known), known, language)


def replaced(kind, definition):
    """Every initiative and part that the report has other words for."""
    for key in words.document()[f"{kind}_initiatives"]:
        name, part = key.rsplit(".", 1)
        if name in definition.initiative_by_id:
            yield definition.initiative_by_id[name], part


@pytest.mark.parametrize(("kind", "language"), CASES)
def test_an_overlays_initiatives_owners_duties_and_pitfalls_speak_for_themselves(
    kind, language
):
    profile, name = KINDS[kind]
    over = loader.load(name, "1.0")
    assert over.base
    made = context(over, profile, language)
    parts = list(replaced(kind, over))
    assert parts
    for found, part in parts:
        assert made.initiative(over, found, part) == made.text(getattr(found, part))
    for owner, own in over.owners.items():
        assert made.owner(over, owner) == own[language]
    for group, entries in (("duties", over.duties), ("pitfalls", over.pitfalls)):
        for key in words.document()[f"{kind}_{group}"]:
            assert made.suited(over, group, key, {language: "own"}) == "own"
        assert entries


@pytest.mark.parametrize(("kind", "language"), CASES)
def test_a_definition_for_everybody_is_told_in_the_words_of_the_kind(kind, language):
    profile, _ = KINDS[kind]
    base = loader.load("continuum", "1.0")
    made = context(base, profile, language)
    parts = list(replaced(kind, base))
    assert parts
    for found, part in parts:
        other = words.document()[f"{kind}_initiatives"][f"{found.id}.{part}"]
        assert made.initiative(base, found, part) == other[language]
        overlaid = replace(base, base="continuum@1.0")
        own = getattr(found, part)
        assert made.initiative(overlaid, found, part) == made.text(own)
