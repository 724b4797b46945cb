"""What the plan tells of its initiatives, of pitfalls on the way and of duties."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest

from assessment.reports import build_report, document
from assessment.reports.sections import EVERY
from assessment.reports.words import label
from questionnaires.model import LANGUAGES
from scoring.engine import score
from tests.reports import stories
from tests.reports.stories import BRITISH, LEAPT, SINGLE_CARD
from tests.reports.test_divisions import pair, scored
from tests.reports.test_meaning import words
from tests.scoring.definitions import planned

PLAN = ["roadmap-in-full"]

QUICK = {"title": "Quick", "gap": 60, "importance": 5, "effort": 1}
SLOW = {"title": "Slow", "gap": 60, "importance": 3, "effort": 4}
CHAIN = {
    "quick": QUICK,
    "first": SLOW,
    "second": {**SLOW, "needs": ["first"]},
    "third": {**SLOW, "needs": ["second"]},
}
"""``quick`` and ``first`` are of wave 1, ``second`` of wave 2, ``third`` of wave 3."""


def plain(page: str) -> str:
    """Return a document's words, without the room between scripts."""
    page = re.sub(r"<style>.*?</style>", " ", page, flags=re.DOTALL)
    page = re.sub(r"</?span\b[^>]*>|</?tspan\b[^>]*>", "", page)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", page)))


def chain(language="en", *, told=True, profile=None, **texts):
    """Return the report of a plan of three waves; ``told`` adds what is new."""
    data, definition = planned(CHAIN)
    owners = {"head": words("Head")}
    given = {
        name: {
            "decision": words(f"Decide {name}"),
            "stop": words(f"Stop {name}"),
            **texts,
        }
        for name in CHAIN
    } if told else {name: {} for name in CHAIN}  # fmt: skip
    initiatives = tuple(
        replace(
            each, kpi=words(f"Kpi {each.id}"),
            first_step=words(f"Begin {each.id}"), **given[each.id],
        )
        for each in definition.initiatives
    )  # fmt: skip
    definition = replace(definition, initiatives=initiatives, owners=owners)
    data = replace(data, organisation=profile or {})
    known = {definition.id: definition}
    return build_report(score(data, known), known, language)


def waves(report) -> list[str]:
    """Return the printed words of each wave."""
    parts = document.html(report, PLAN).split('<div class="wave">')[1:]
    return [plain(part.split('<section class="chapter method"')[0]) for part in parts]


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_waves_tell_decision_first_step_measure_and_stop_later_ones_do_not(
    language,
):
    first, second, third = waves(chain(language))
    for name, told in (("first", first), ("second", second)):
        places = [
            told.index(f"{what} {name} ({language})")
            for what in ("Decide", "Begin", "Kpi", "Stop")
        ]
        assert places == sorted(places)
    assert "Kpi third" in third
    assert not re.search(r"(Decide|Begin|Stop) third", third)


def test_a_quick_win_is_told_in_full_once_above_the_waves():
    page = chain()
    assert [row.id for row in page.roadmap.quick_wins] == ["quick"]
    chapter = document.html(page, PLAN).split('id="roadmap-in-full"')[1]
    text = plain(chapter)
    for what in ("Decide", "Begin", "Stop"):
        assert text.count(f"{what} quick (en)") == 1
    assert not any("Decide quick" in wave for wave in waves(page))
    assert "Kpi quick (en)" in waves(page)[0]


def test_what_is_told_above_the_waves_ends_after_six():
    """The seventh quick win is told in its wave, as there it is told nowhere else."""
    rows = {f"q{number}": QUICK for number in range(7)}
    data, definition = planned(rows)
    definition = replace(
        definition,
        owners={"head": words("Head")},
        initiatives=tuple(
            replace(each, stop=words(f"Stop {each.id}"))
            for each in definition.initiatives
        ),
    )
    known = {definition.id: definition}
    page = build_report(score(data, known), known, "en")
    text = plain(document.html(page, PLAN))
    for name in rows:
        assert text.count(f"Stop {name} (en)") == 1
    [wave] = waves(page)
    assert [name for name in rows if f"Stop {name} (en)" in wave] == ["q6"]


def test_an_own_model_without_these_texts_prints_its_plan_as_before():
    page = chain(told=False)
    text = plain(document.html(page, PLAN))
    for said in ("Decision needed", "When to stop", "Meant for", "First step:"):
        assert said.lower() not in text.lower()
    assert document.html(page, PLAN).count('<table class="initiatives">') == 3
    assert page.roadmap.risks is None
    assert page.roadmap.duties == ()
    assert not any(wave.pitfalls for wave in page.roadmap.waves)


@pytest.mark.parametrize(
    ("sizes", "said"),
    [
        (("50-249", "250-999", "1000-4999", "5000+"), "of 50 and more employees."),
        (("1000-4999", "5000+"), "of 1,000 and more employees."),
        (("1-9",), "of up to 9 employees."),
        (("50-249", "250-999"), "of 50 to 999 employees."),
        (("1-9", "5000+"), "with these numbers of employees: 1–9; 5000+."),
    ],
)
def test_whom_an_initiative_is_meant_for_is_said_where_that_is_somebody_else(
    sizes, said
):
    page = chain(profile={"size": "10-49"}, sizes=sizes)
    rows = [row for wave in page.roadmap.waves for row in wave.rows]
    # The method decides the plan: all of them stay in it.
    assert {row.id for row in rows} == set(CHAIN)
    assert {row.meant_for for row in rows} == {f"Meant for organisations {said}"}
    text = plain(document.html(page, PLAN))
    # Quick wins stand above the waves as well.
    assert text.count(f"Meant for organisations {said}") == len(CHAIN) + 1


@pytest.mark.parametrize(
    "profile", [{}, {"size": "50-249", "industry": "K64"}, {"industry": "J"}]
)
def test_nothing_is_said_where_it_suits_or_may_suit(profile):
    page = chain(profile=profile, sizes=("50-249",), industries=("K", "J61"))
    assert {r.meant_for for w in page.roadmap.waves for r in w.rows} == {""}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Meant for these industries: Financial and insurance activities (K)."),
        ("zh-Hans", "适合以下行业：金融和保险业（K）。"),
        ("zh-Hant", "適合以下產業：金融及保險業（K）。"),
    ],
)
def test_an_industry_is_named_in_words(language, said):
    profile = {"size": "50-249", "industry": "G47"}
    page = chain(language, profile=profile, sizes=("50-249",), industries=("K",))
    assert page.roadmap.waves[0].rows[0].meant_for == said


# --- pitfalls


def sources(report) -> dict[int, list[str]]:
    """Return the method's codes of the pitfalls of each wave that has some."""
    codes = {
        each.title[report.language]: each.source
        for each in stories.definitions()["continuum"].pitfalls
    }
    return {
        wave.number: [codes[pitfall.title] for pitfall in wave.pitfalls]
        for wave in report.roadmap.waves
        if wave.pitfalls
    }


def first_waves(result) -> dict[int, int]:
    """Return the first wave that builds each stage."""
    definition = stories.definitions()["continuum"]
    found: dict[int, int] = {}
    for item in result.roadmap.initiatives:
        if item.questionnaire == "continuum":
            for question in definition.initiative_by_id[item.id].raises:
                stage = int(question[len("stage-")])
                found[stage] = min(item.wave, found.get(stage, item.wave))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_1_4_pitfalls_stand_before_the_wave_that_builds_their_stage(language):
    page = stories.report(language, model=False)
    result = stories.scored(model=False)
    begins = first_waves(result)
    # The bank stands between 1 and 2 and aims at 3. Of stage 2 are P1, P4, P7 and P8,
    # of stage 3 also P3, P5 and P6; each is told once.
    assert sources(page) == {
        begins[2]: ["P1", "P4", "P7", "P8"],
        begins[3]: ["P3", "P5", "P6"],
    }
    for wave, said in zip(page.roadmap.waves, waves(page), strict=True):
        for pitfall in wave.pitfalls:
            assert said.index(pitfall.text) < said.index(wave.rows[0].title)
        if wave.pitfalls:
            assert wave.pitfalls_title in said


@pytest.mark.parametrize(
    "changes",
    [
        {"story": SINGLE_CARD},  # in the band
        {"story": BRITISH},  # in the band
        {"care": 1},  # one person looks after every customer
        {"story": (stories.SOUTH_AFRICAN[0], (0, 0, 0, 4, 0, 3), 0, 0)},  # beyond it
    ],
)
def test_1_4_nobody_is_warned_of_a_way_that_the_plan_does_not_go(changes):
    page = stories.report(**changes)
    assert page.positions[0].state != "below"
    assert sources(page) == {}
    assert page.positions[0].pitfalls == ()


def test_1_4_after_a_leap_the_first_warning_is_of_leaping():
    """P1 is about stages 2 to 5, yet a leap makes it fit whatever is built first."""
    ratings = (60, 40, *LEAPT[0][2:])
    page = stories.report(story=(ratings, *LEAPT[1:]), model=False)
    told = sources(page)
    assert told[min(told)][0] == "P1"
    assert page.positions[0].state == "below"
    assert "stage 1" in page.roadmap.waves[0].pitfalls_title


def test_1_4_where_systems_lag_that_comes_first():
    """P3 is about stages 3 to 5; here stage 2 is built first, and systems lag."""
    told = stories.assessment()
    answers = tuple(
        replace(a, value=0)
        if a.question.startswith("information-technology.")
        else a
        for a in told.answers
    )  # fmt: skip
    known = stories.definitions()
    targets = {"continuum": {"value": 4.0}}
    result = score(replace(told, answers=answers, targets=targets), known)
    flags = {flag.kind for part in result.questionnaires for flag in part.flags}
    assert "it-behind" in flags
    warned = sources(build_report(result, known, "en"))
    assert warned[min(warned)][0] == "P3"


@pytest.mark.parametrize(("size", "told"), [("10-49", False), ("250-999", True)])
def test_1_4_divisions_are_no_matter_of_small_organisations(size, told):
    page = stories.report("en", model=False, size=size)
    text = " ".join(p.text for wave in page.roadmap.waves for p in wave.pitfalls)
    assert ("several divisions" in text) == told


def test_1_4_a_unit_is_warned_on_its_own_page_where_its_plan_stands():
    known = stories.definitions()
    page = build_report(scored(pair(True, True)), known, "en")
    assert page.roadmap.waves == ()
    assert {place.state for place in page.positions} == {"below"}
    for place in page.positions:
        assert place.pitfalls_title == "Pitfalls on the way to stage 2"
        assert 0 < len(place.pitfalls) <= 4
    said = plain(document.html(page, ["position"]))
    assert said.count("Pitfalls on the way to stage 2") == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_public_body_is_warned_without_prices_and_profit(language):
    price = {"en": r"pric|profit", "zh-Hans": "价格|利润", "zh-Hant": "價格|獲利"}
    aims = {"continuum": {"value": 4.0}}
    page = stories.report(language, model=False, market="g2c", targets=aims)
    warned = [p for wave in page.roadmap.waves for p in wave.pitfalls]
    assert len(warned) >= 7
    for pitfall in warned:
        assert not re.search(price[language], pitfall.title + pitfall.text)


# --- duties


@pytest.mark.parametrize("language", LANGUAGES)
def test_3_1_duties_are_those_of_the_owners_in_this_plan(language):
    definition = stories.definitions()["continuum"]
    result = stories.scored(model=False)
    owners = {
        definition.initiative_by_id[item.id].owner
        for item in result.roadmap.initiatives
    }
    page = stories.report(language, model=False)
    wanted = [duty for duty in definition.duties if duty.owner in owners]
    assert wanted
    assert [row.duties for row in page.roadmap.duties] == [
        duty.duties[language] for duty in wanted
    ]
    text = plain(document.html(page, PLAN))
    for duty, row in zip(wanted, page.roadmap.duties, strict=True):
        assert row.role == definition.owners[duty.owner][language]
        assert row.measures == duty.measures[language]
        assert row.measures in text
    others = [duty for duty in definition.duties if duty.owner not in owners]
    assert others
    assert not any(duty.duties[language] in text for duty in others)


@pytest.mark.parametrize("language", LANGUAGES)
def test_3_1_a_public_body_answers_for_needs_and_not_for_profit(language):
    aims = {"continuum": {"value": 4.0}}
    page = stories.report(language, model=False, market="g2c", targets=aims)
    definition = stories.definitions()["continuum"]
    [first] = [d for d in definition.duties if d.owner == "segment-manager"]
    said = [row.duties + row.measures for row in page.roadmap.duties]
    assert first.duties[language] not in "".join(said)
    for text in said:
        assert not re.search(r"profit|margin|利润|獲利", text)


def test_without_a_plan_along_the_continuum_there_are_no_duties():
    assert stories.report(story=SINGLE_CARD, model=False).roadmap.duties == ()


# --- the core form


def core(language: str, form: str):
    data, definition = planned({"a": QUICK, "b": QUICK, "c": SLOW})
    marked = tuple(
        replace(node, capabilities=tuple(
            replace(each, questions=tuple(
                replace(q, core=q.id != "d.c.q") for q in each.questions
            ))
            for each in node.capabilities
        ))
        for node in definition.dimensions
    )  # fmt: skip
    definition = replace(definition, dimensions=marked, owners={"head": words("Head")})
    known = {definition.id: definition}
    return build_report(score(replace(data, form=form), known), known, language)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Core form: 2 of 3 questions were asked."),
        ("zh-Hans", "核心题目：全部3题中询问了2题。"),
        ("zh-Hant", "核心題目：全部3題中詢問了2題。"),
    ],
)
def test_the_core_form_says_how_many_questions_were_asked(language, said):
    page = core(language, "core")
    text = plain(document.html(page, EVERY))
    method = text[text.index(page.method.sentences[-1]) :]
    assert said in method
    assert page.method.left_out == said
    # Nothing says that what was left out does not apply here.
    assert label("hidden", language, "why_reasons") not in text


def test_the_full_form_says_nothing_of_the_core():
    page = core("en", "full")
    assert page.method.left_out == ""
    assert "Core form" not in document.html(page, EVERY)


def test_the_core_form_leaves_choices_out_of_the_band_as_well():
    """What the core form does not ask is no answer, though somebody gave one."""
    known = dict(stories.definitions())
    continuum = known["continuum"]
    left = continuum.by_source["preference"].id
    known["continuum"] = replace(
        continuum,
        dimensions=tuple(
            replace(node, capabilities=tuple(
                replace(each, questions=tuple(
                    replace(q, core=q.id != left) for q in each.questions
                ))
                for each in node.capabilities
            ))
            for node in continuum.dimensions
        ),
    )  # fmt: skip
    data = replace(stories.assessment(BRITISH, model=False), form="core")
    assert any(a.question == left for a in data.answers)
    page = build_report(score(data, known), known, "en").positions[0]
    assert page.preference is None
