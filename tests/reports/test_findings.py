"""What a module finds stands in words above its scores; method 1.9 and 1.10."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest

from assessment.reports import narrative
from assessment.reports.build_finding import findings
from questionnaires.model import LANGUAGES
from scoring.modules_result import Decision, Loop, Processes, Tiering
from tests.reports.test_narrative import pattern

ALL = ("TC1", "TC2", "TC3")
CASES = [
    pytest.param(Tiering(Decision("advised", ALL)), "Tiers pay here", id="advised"),
    pytest.param(
        Tiering(Decision("consider", ("TC1",))), "can be considered", id="consider"
    ),
    pytest.param(
        Tiering(Decision("not-needed", ("TC3",))), "no small group", id="alike"
    ),
    pytest.param(
        Tiering(Decision("not-needed", ("TC1", "TC3"))), "no small group", id="both"
    ),
    pytest.param(
        Tiering(Decision("not-needed", ("TC1",))), "look after every", id="few"
    ),
    pytest.param(
        Tiering(Decision("tier-opportunities", ("TC2",))), "opportunities", id="once"
    ),
    pytest.param(Tiering(None), "cannot be said yet", id="open"),
    pytest.param(
        Processes(Loop(49.6, 60, 70, 80, "analyse")), "analysis (50)", id="analyse"
    ),
    pytest.param(
        Processes(Loop(70, 50, 60, 60, "plan")),
        "the plan (50; the link before it has 70)",
        id="plan",
    ),
    pytest.param(
        Processes(Loop(60, None, 40, 60, "execute")),
        "the execution (40; the link before it has 60)",
        id="a link without a score is passed over",
    ),
    pytest.param(
        Processes(Loop(60, 60, 60, 20, "control")), "the control (20", id="control"
    ),
    pytest.param(Processes(Loop(60, 60, 60, 60, None)), "control holds", id="holds"),
]


def said(module, language="en", *, public=False):
    served = {"served": "citizens" if public else "customers"}
    context = SimpleNamespace(language=language, public=public, served=lambda: served)
    return findings(context, SimpleNamespace(module=module))


@pytest.mark.parametrize(("module", "words"), CASES)
def test_a_finding_is_one_sentence_that_names_its_reason(module, words):
    [sentence] = said(module)
    assert words in sentence
    for language in LANGUAGES:
        assert len(said(module, language)) == 1


def test_public_bodies_read_of_need_and_never_of_value_or_purchases():
    [sentence] = said(Tiering(Decision("advised", ALL)), public=True)
    assert "by need" in sentence
    assert "customers" not in sentence
    for case in CASES:
        for words in said(case.values[0], public=True):
            assert not re.search("customer|sales|value(?! plays)", words)


def test_nothing_is_said_of_a_loop_that_is_half_known_or_of_other_modules():
    assert said(Processes(Loop(60, None, 60, 60, None))) == ()
    assert said(None) == ()


def test_every_rule_is_said_by_some_case():
    sentences = [words for case in CASES for words in said(case.values[0])]
    sentences += [
        words for case in CASES for words in said(case.values[0], public=True)
    ]
    for group in ("tiering", "loop"):
        for rule in narrative.rules(group):
            wanted = pattern(rule.text["en"])
            assert any(re.match(wanted, words) for words in sentences), rule.id
