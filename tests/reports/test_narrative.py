"""What the report says, and what it must never say."""

from __future__ import annotations

import re
import string
from functools import cache
from itertools import product

import pytest

from assessment.reports import narrative, words
from assessment.reports.build_context import Context
from assessment.reports.build_position import standings
from assessment.reports.drawing.numbers import one_decimal, whole
from assessment.reports.narrative_facts import facts_of
from questionnaires.model import LANGUAGES
from tests.reports import stories
from tests.reports.stories import (
    BRITISH,
    COMMERCIAL,
    LEAPT,
    NOTHING,
    SINGLE_CARD,
    SOUTH_AFRICAN,
)

FULL = (100,) * 15
REACHED = {
    0: NOTHING,
    1: (70, 90, *NOTHING[2:]),
    2: (90, 90, 90, 70, 90, *NOTHING[5:]),
    3: (90,) * 7 + (0,) * 8,
    4: (90,) * 11 + (0,) * 4,
    5: FULL,
}
PROFILES = {
    "left": (0, 0, 0, 4, 0, 3),
    "low": (1, 1, 1, 0, 1, 3),
    "middle": (2, 2, 2, 0, 2, 3),
    "right, profit by product": (4, 4, 4, 0, 4, 4),
    "right": (4, 4, 4, 0, 4, 0),
}
STORIES = [SOUTH_AFRICAN, BRITISH, SINGLE_CARD, COMMERCIAL, LEAPT]
STORIES += [
    (ratings, profile, perceived, 0)
    for ratings, profile, perceived in product(
        REACHED.values(), PROFILES.values(), (0, 4)
    )
]
WEAK = (70, 70, 90, 90, 90, *NOTHING[5:])
STORIES += [
    (WEAK, PROFILES["middle"], 2, 0),
    (WEAK, PROFILES["right"], 2, 0),
    ((90, 90, 90, 60, 90, 90, 90, *NOTHING[7:]), PROFILES["right"], 2, 0),
    ((100, 50, *NOTHING[2:]), PROFILES["low"], 1, 0),
    (REACHED[4], (4, 4, 3, 0, 2, 0), 4, 0),
    (FULL, (4, 4, 2, 0, 4, 0), 5, 0),
]
NA_FIVE = (90, 90, 90, 60, 60, *NOTHING[5:11], "na", "na", "na", "na")

BACKWARDS = re.compile(
    r"\b(go|move|step|fall|slip|turn|scale) (it |them )?(back|left|down)\b"
    r"|reduce (your|the) stage|give up|lower stage"
    r"|退回|后退|後退|左移|倒退|降级|降級|降低阶段|降低階段",
    re.IGNORECASE,
)
ONWARDS = re.compile(
    r"next step is|gap to \d|^Stage \d:|one stage at a time|Build the stages"
    r"|下一步是|^第\d阶段：|^第\d階段：|按顺序建设|依序建設",
    re.IGNORECASE,
)
POSTS = re.compile(
    r"segment managers?|appoint|set up the customer-management function"
    r"|客群经理|客群經理|任命|设立客户管理职能|設立客戶管理職能",
    re.IGNORECASE,
)
DISMANTLE = re.compile(r"(?<!Do not )dismantle|(?<!不要)拆除", re.IGNORECASE)


@cache
def pages(language):
    """Every kind of position page that the method knows, in one language."""
    made = []
    for story in STORIES:
        for size, care in (("1000-4999", 0), ("10-49", 0), ("1-9", 1)):
            shown = stories.report(
                language, story=story, model=False, size=size, care=care
            )
            made.append((size, story, shown.positions[0]))
    for changes in (
        {"story": (NA_FIVE, (3, 1, 3, 0, 4, 0), 2, 0)},
        {"story": (REACHED[1], (3, 1, 3, 0, 4, 0), 2, 0), "market": "g2c"},
        {"story": (REACHED[2], PROFILES["right"], 2, 0), "market": "g2c"},
        {"story": BRITISH, "accepted": ["G5b"]},
        {"story": BRITISH, "targets": {"continuum": {"value": 5.0}}},
        {"story": (REACHED[3], PROFILES["right"], 4, 0), "targets": {"continuum": 1.5}},
    ):
        shown = stories.report(language, model=False, **changes)
        made.append(("1000-4999", changes["story"], shown.positions[0]))
    return made


def advised(page):
    return [*page.advice, *page.steps, *page.afterwards]


def said(page):
    return [page.lead, page.chart.title, page.band_sentence, *advised(page)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_ever_advises_moving_left(language):
    for _size, story, page in pages(language):
        for sentence in said(page):
            assert not BACKWARDS.search(sentence), (story, sentence)
            assert not DISMANTLE.search(sentence), (story, sentence)


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_below_the_band_is_a_next_stage_named(language):
    for _size, story, page in pages(language):
        if page.state != "below":
            for sentence in said(page):
                assert not ONWARDS.search(sentence), (story, page.state, sentence)
            assert page.steps == ()
        else:
            assert page.steps, story


@pytest.mark.parametrize("language", LANGUAGES)
def test_small_firms_and_individual_care_are_advised_no_posts(language):
    for size, story, page in pages(language):
        if size in ("1-9", "10-49") or page.state == "individual-care":
            for sentence in advised(page):
                assert not POSTS.search(sentence), (story, page.state, sentence)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_page_has_advice_and_every_state_occurs(language):
    states = {page.state for _, _, page in pages(language)}
    assert states == {"below", "in-band", "upper-edge", "above", "individual-care"}
    for _size, story, page in pages(language):
        assert advised(page), story


@pytest.mark.parametrize("language", LANGUAGES)
def test_stage_five_is_advised_only_where_the_band_asks_for_it(language):
    five = words.document()["step"]
    texts = {rule["text"][language] for rule in five if rule["when"].get("step") == 5}
    for _size, story, page in pages(language):
        if texts & set(page.steps):
            assert page.chart.band[0] > 4, story


def rule_texts():
    for group in narrative.groups():
        for rule in narrative.rules(group):
            for language in LANGUAGES:
                yield pytest.param(rule, language, id=f"{group}-{rule.id}-{language}")


def placeholders(text):
    found = {name for _, name, _, _ in string.Formatter().parse(text) if name}
    # English says where as a phrase, Chinese as a clause: the same fact.
    return {"standing" if name == "where" else name for name in found}


@pytest.mark.parametrize(("rule", "language"), list(rule_texts()))
def test_every_rule_is_worded_alike_and_never_backwards(rule, language):
    text = rule.text[language]
    assert text
    assert placeholders(text) == placeholders(rule.text["en"])
    assert not BACKWARDS.search(text)
    assert not DISMANTLE.search(text)
    if language != "en":
        prose = re.sub(r"\{[^}]*\}", "", text)
        assert not re.search(
            r"[\u4e00-\u9fff][,;:?!()]|[,;:?!()][\u4e00-\u9fff]", prose
        )
        assert not re.search(r"[\u4e00-\u9fff] +[A-Za-z0-9]", prose)


def test_labels_are_worded_in_every_language_with_the_same_placeholders():
    for group, content in words.document().items():
        if isinstance(content, list):
            continue
        for key, texts in content.items():
            assert set(texts) == set(LANGUAGES), f"{group}.{key}"
            wanted = placeholders(texts["en"])
            for language in LANGUAGES:
                assert placeholders(texts[language]) == wanted, f"{group}.{key}"


def test_every_rule_on_advice_is_said_somewhere():
    texts = {s for _, _, page in pages("en") for s in advised(page)}
    never = [
        rule.id
        for group in ("advice", "step", "afterwards")
        for rule in narrative.rules(group)
        if not any(re.match(pattern(rule.text["en"]), text) for text in texts)
    ]
    # These need the information-technology score, an unanswered target, or work on a
    # further stage than the band; their own tests below say them.
    assert set(never) <= {
        "no-target", "below-it-behind", "below-it-ahead", "in-band-leap",
    }  # fmt: skip


def pattern(text):
    parts = re.split(r"\{[^}]*\}", text)
    return ".+".join(re.escape(part) for part in parts) + "$"


def test_a_missing_target_gives_no_advice_on_a_position():
    story = (SOUTH_AFRICAN[0], (3, 2, 1, 1, 3), 4, 0)
    page = stories.report(model=False, story=story).positions[0]
    assert page.state == "unknown"
    assert page.advice == (
        "The questions on the target have not all been answered, so no advice on the "
        "right position is given. Answer T1 to T6 first.",
    )
    assert page.steps == ()


def test_south_african_bank_builds_stage_two_and_three_and_no_profit_and_loss():
    page = stories.report().positions[0]
    assert page.label == "between stages 1 and 2"
    assert page.chart.title == "The next step is stage 2, not stage 4"
    assert "sees itself at stage 4, Segment owner" in page.lead
    assert [step[:8] for step in page.steps] == ["Stage 2:", "Stage 3:"]
    assert "who owns the customer and who decides prices" in page.steps[0]
    assert "segment managers" in page.steps[1]
    assert any("Do not build profit and loss" in text for text in page.afterwards)
    assert [row.code for row in page.blocking] == ["G2b", "G2c"]
    # Hand arithmetic of method 4.5: 1.25·0.3·3, 1.25·0.3·2, 1.25·0.2·1,
    # −0.25·1·(1 − 3/4), 1.25·0.2·3; T6 only limits.
    assert [row.pull for row in page.why] == [
        pytest.approx(1.125), pytest.approx(0.75), pytest.approx(0.25),
        pytest.approx(-0.0625), pytest.approx(0.75), None,
    ]  # fmt: skip


def test_british_bank_consolidates_and_its_accepted_gap_is_not_a_fault():
    page = stories.report(story=BRITISH, accepted=["G5b"]).positions[0]
    assert (page.state, page.label) == ("in-band", "between stages 4 and 5")
    assert page.chart.title == "The present position fits"
    assert "without accountability for profit and loss" in page.advice[0]
    assert "pricing and the delivery of service" in page.advice[1]
    assert [row.title for row in page.accepted] == [
        "Accountability for profit and loss by segment"
    ]
    assert "G5b" not in [row.code for row in page.blocking]
    assert page.blocking_title == "What stage 5 would require; not needed here"


def test_single_card_issuer_stays_without_a_roadmap_along_the_continuum():
    shown = stories.report(story=SINGLE_CARD)
    page = shown.positions[0]
    assert (page.state, page.label) == ("in-band", "stage 0")
    assert page.advice[0].startswith("Stay.")
    assert "three conditions" in page.advice[1]
    assert "does not aim at a further stage" in shown.roadmap.lead


def test_commercial_bank_sustains_and_keeps_product_profit_as_second_measure():
    page = stories.report(story=COMMERCIAL).positions[0]
    assert (page.state, page.label) == ("in-band", "stage 5")
    assert page.advice[0].startswith("Sustain. The right-hand end fits")
    assert "secondary measure" in page.advice[1]
    assert page.blocking == ()


def test_a_leap_names_the_stage_that_was_skipped():
    page = stories.report(story=LEAPT).positions[0]
    assert any("stage 2 is not in place" in text for text in page.cautions)
    assert any("stage 5 has begun while stage 2" in text for text in page.advice)


@pytest.mark.parametrize("story", STORIES[:5])
def test_the_first_sentence_says_the_numbers_of_the_result(story):
    result = stories.scored(story=story)
    shown = stories.report(story=story)
    sentence = shown.summary.sentence
    target = result.of("continuum").continuum.target
    overall = result.of("capability-model").overall
    assert (
        f"level {overall.level} of 5, {shown.summary.headline.level_name}" in sentence
    )
    assert f"({one_decimal(target.band[0])}–{one_decimal(target.band[1])})" in sentence


def test_a_score_that_rounds_into_the_next_level_is_explained():
    rules = narrative.every(
        "headline_note",
        {
            "edge": True,
            "own_levels": False,
            "status": "scored",
            "score": 49.6,
            "upper_level": 3,
        },
        "en",
    )
    assert whole(49.6) == "50"
    assert rules == ("The unrounded score is 49.60, just short of level 3.",)


@pytest.mark.parametrize(
    ("condition", "fact", "holds"),
    [
        pytest.param(1, True, False, id="a flag is not the number 1"),
        pytest.param({"min": 1}, None, False, id="nothing meets no bound"),
        pytest.param({"min": 1}, 1 - 1e-12, True, id="equal within the tolerance"),
        pytest.param({"above": 1}, 1 + 1e-12, False, id="not above within it"),
        pytest.param(["a", "b"], "b", True, id="one of several"),
        pytest.param(None, None, True, id="nothing is nothing"),
    ],
)
def test_conditions(condition, fact, holds):
    rule = narrative.Rule("r", {"fact": condition}, {})
    assert rule.holds({"fact": fact}) is holds


@pytest.mark.parametrize(
    ("fact", "part"),
    [
        pytest.param({"it_behind": True}, "Systems come first", id="systems behind"),
        pytest.param({"it_ahead": True}, "name that executive", id="systems ahead"),
        pytest.param(
            {"state": "in-band", "leap": True, "attempted": 5, "skipped": 2},
            "ask of each such activity", id="leapt where the position fits",
        ),
    ],
)  # fmt: skip
def test_rarer_facts_are_said(fact, part):
    context = Context(stories.scored(), stories.definitions(), "en")
    facts = facts_of(next(standings(context)))
    said_then = narrative.every("advice", facts | fact, "en")
    assert any(part in sentence for sentence in said_then)
    assert not any(part in s for s in narrative.every("advice", facts, "en"))
