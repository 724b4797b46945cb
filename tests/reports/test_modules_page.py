"""What the modules say on their two pages; method 1.7, 1.9, 1.10 and 4.4."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache

import pytest
from pypdf import PdfReader

from assessment.demo.story import FAMILIES, stories, tell
from assessment.reports import build_report, render_pdf
from assessment.reports.build_context import Context
from assessment.reports.build_modules_page import modules_page
from questionnaires import loader
from questionnaires.model import LANGUAGES
from scoring.engine import score
from scoring.modules_result import Decision, Loop, Processes, Tiering
from scoring.result import Flag, UnitResult
from tests.reports import stories as own_stories

DEFINITIONS = {name: loader.load(name, "1.0") for name in FAMILIES}
KAROO = next(story for story in stories() if story.name.startswith("karoo"))
ALL = ("TC1", "TC2", "TC3")


@cache
def result():
    return score(tell(KAROO), DEFINITIONS)


@cache
def report(language):
    return build_report(result(), DEFINITIONS, language)


def page(language="en", *, market="b2c", of=None, **changes):
    """The modules' page with some fields of one questionnaire's result replaced."""
    parts = tuple(
        replace(part, **changes) if part.id == of else part
        for part in result().questionnaires
    )
    profile = {**result().organisation, "market": market}
    told = replace(result(), questionnaires=parts, organisation=profile)
    made = report(language)
    return modules_page(
        Context(told, DEFINITIONS, language), made.profiles, made.roadmap.risks
    )


DECISIONS = [
    (Decision("advised", ALL), "Yes: tiers are advised", ["holds"] * 3),
    (
        Decision("consider", ("TC1",)),
        "Perhaps: tiers can be considered",
        ["holds in part", "has not decided it", "has not decided it"],
    ),
    (
        Decision("not-needed", ("TC3",)),
        "No: tiers are not needed",
        ["has not decided it", "has not decided it", "does not hold"],
    ),
    (
        Decision("tier-opportunities", ("TC2",)),
        "Grade opportunities, not customers",
        ["has not decided it", "does not hold", "has not decided it"],
    ),
    (None, "This cannot be said yet", ["has not decided it"] * 3),
]


@pytest.mark.parametrize(("decision", "value", "states"), DECISIONS)
def test_1_10_the_decision_and_what_it_rests_on(decision, value, states):
    found = page(of="customer-tiering", module=Tiering(decision)).tiering
    assert found.value == value
    assert [row.state for row in found.conditions] == states
    because = decision.because if decision else ()
    assert [row.decided for row in found.conditions] == [
        code in because for code in ALL
    ]


@pytest.mark.parametrize("market", ["b2c", "g2c"])
def test_1_10_every_decision_has_words_of_its_own_in_every_language(market):
    said = {
        (language, found.value, found.part.sentences[0])
        for language in LANGUAGES
        for decision, _, _ in DECISIONS
        for found in [
            page(
                language, market=market, of="customer-tiering", module=Tiering(decision)
            ).tiering
        ]
    }
    assert len(said) == len(LANGUAGES) * len(DECISIONS)
    titles = {
        row.title
        for language in LANGUAGES
        for row in page(language, market=market).tiering.conditions
    }
    assert len(titles) == 9
    if market == "g2c":
        assert not any("value" in title or "价值" in title for title in titles)


LOOPS = [
    (Loop(40, 60, 60, 60, "analyse"), "broken after after after"),
    (Loop(70, 50, 60, 60, "plan"), "holds broken after after"),
    (Loop(60, None, 40, 60, "execute"), "holds unscored broken after"),
    (Loop(60, 60, 60, 20, "control"), "holds holds holds broken"),
    (Loop(60, 60, 60, 60, None), "holds holds holds holds"),
    (Loop(None, None, None, None, None), "unscored unscored unscored unscored"),
]
STATES = {
    "holds": ("holds", "成立", "成立"),
    "broken": ("breaks here", "在此断开", "在此斷開"),
    "after": ("after the break", "断点之后", "斷點之後"),
    "unscored": ("not scored", "未评分", "未評分"),
}


@pytest.mark.parametrize(("loop", "states"), LOOPS)
def test_1_9_the_broken_link_is_said_in_words(loop, states):
    for place, language in enumerate(LANGUAGES):
        found = page(language, of="crm-processes", module=Processes(loop)).loop
        wanted = [STATES[state][place] for state in states.split()]
        assert [link.state for link in found.links] == wanted
        scores = [loop.analyse, loop.plan, loop.execute, loop.control]
        assert [link.score for link in found.links] == scores
        assert [link.is_broken for link in found.links] == [
            state == "broken" for state in states.split()
        ]


def flagged(*flags, state="below"):
    part = result().of("continuum")
    aim = replace(part.continuum.target, state=state)
    return {
        "of": "continuum",
        "flags": tuple(Flag(kind, "information-technology", d) for kind, d in flags),
        "continuum": replace(part.continuum, target=aim),
    }


STAGES = [
    (flagged(("it-behind", {"score": 44.6})), "systems that score 45 cannot carry"),
    (flagged(("it-ahead", {"score": 71})), "at 71 they could carry more"),
    (flagged(), "neither run ahead of the present position nor fall short"),
    (
        flagged(("it-behind", {"score": 44.6}), state="individual-care"),
        "against its own targets alone",
    ),
]


@pytest.mark.parametrize(("changes", "words"), STAGES)
def test_4_4_what_it_support_means_for_the_stage(changes, words):
    said = {language: page(language, **changes).it_support for language in LANGUAGES}
    assert words in said["en"].sentences[0]
    assert len({part.sentences[0] for part in said.values()}) == len(LANGUAGES)


def test_4_4_without_a_position_nothing_is_said_of_the_stage():
    part = result().of("continuum")
    none = replace(part.continuum, position=None, target=None)
    found = page(of="continuum", continuum=none, flags=()).it_support
    assert "cannot be said" in found.sentences[0]
    open_target = replace(part.continuum, target=None)
    found = page(of="continuum", continuum=open_target, flags=()).it_support
    assert "on the target have not all been answered" in found.sentences[0]


def test_4_4_with_units_the_places_are_named():
    behind = flagged(("it-behind", {"score": 30}))
    part = replace(
        result().of("continuum"),
        **{key: value for key, value in behind.items() if key != "of"},
    )
    units = tuple(
        UnitResult(name, 1, (part,), (), result().roadmap)
        for name in ("North", "South")
    )
    empty = replace(part.continuum, position=None)
    parts = tuple(
        replace(each, continuum=empty, flags=()) if each.id == "continuum" else each
        for each in result().questionnaires
    )
    told = replace(result(), units=units, questionnaires=parts)
    context = Context(told, DEFINITIONS, "en")
    found = modules_page(context, report("en").profiles, None)
    assert found.it_support.sentences[0].startswith(
        "In North and South, systems come first"
    )


def test_1_7_the_risks_are_those_of_the_register():
    found = report("en").modules_page
    assert found.risks.register == report("en").roadmap.risks
    part = result().of("success-factors")
    rows = found.risks.register.rows
    assert [row.score for row in rows] == [r.score for r in part.module.readiness.risks]


def test_the_numbers_are_those_of_the_result():
    found = report("en").modules_page
    named = {
        "it-support": found.it_support,
        "crm-processes": found.loop.part,
        "customer-tiering": found.tiering.part,
        "success-factors": found.risks.part,
    }
    for name, part in named.items():
        own = result().of(name)
        assert (part.score, part.coverage) == (own.overall.score, own.overall.coverage)
        assert [row.score for row in part.fields] == [
            node.score for node in own.dimensions
        ]


def test_without_modules_there_is_no_page():
    assert own_stories.report().modules_page is None


def test_all_modules_take_two_pages_at_most():
    content = render_pdf(report("en"), ["modules"])
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    assert len(pages) <= 2 + 2
    text = " ".join(pages)
    for row in report("en").modules_page.risks.register.rows:
        assert row.title.split()[0] in text
