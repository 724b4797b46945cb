"""Twelve organisations of twelve kinds: the right finding, and never a wrong word.

The cases are in ``tests/scoring/cases/organisations.yaml``, with the arithmetic that
each expectation comes from.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assessment import paths
from assessment.reports.charts import ContinuumStrip
from assessment.reports.drawing import style
from assessment.reports.drawing.style import FORMS
from assessment.reports.plotly_figures import figure
from assessment.reports.svg_charts import svg
from questionnaires.model import LANGUAGES
from tests.reports.organisations import (
    Organisation,
    advice_of,
    html_of,
    organisations,
    places_of,
    read,
    report_of,
    text_of,
)
from tests.reports.stories import definitions
from tests.reports.test_narrative import BACKWARDS, DISMANTLE
from tests.scoring.definitions import GATES
from tests.scoring.worked import FOLDER, agree, load

ALL = [pytest.param(one, id=one.name) for one in organisations()]

# What no report may say to anybody, whatever the answers: that a low stage is bad, or
# that the right end is where everyone belongs.
NEVER = {
    "en": [
        r"gap to (stage )?5",
        r"\bred\b",
        r"traffic light",
        r"\b(bad|poor|weak|low|immature|unsatisfactory) (position|stage)\b",
        r"(position|stage|organisation) (is|lies|stands|remains) (bad|poor|too low)",
        r"\bstands? behind|\bfalls? behind|\blagging|\bfails? to reach",
        r"only (at )?stage|still (only )?at stage",
        r"\bshould (be|stand) at stage",
        r"over-?shoot",
        r"highest possible stage|aim for stage 5",
        r"percentile",
    ],
    "zh-Hans": [
        r"距第5阶段",
        r"红色|红灯|亮红",
        r"(位置|阶段)(较差|太低|过低|落后|不佳|不合格)",
        r"仅处于|只处于|仍停留|停留在第",
        r"应达到第5阶段|应当达到最高",
        r"百分位",
    ],
    "zh-Hant": [
        r"距第5階段",
        r"紅色|紅燈|亮紅",
        r"(位置|階段)(較差|太低|過低|落後|不佳|不合格)",
        r"僅處於|只處於|仍停留|停留在第",
        r"應達到第5階段|應當達到最高",
        r"百分位",
    ],
}
FIVE = {
    "en": [
        r"^Stage 5:",
        r"answer for profit and loss|accountability for profit and loss",
    ],
    "zh-Hans": [r"^第5阶段：", r"对客群损益负责"],
    "zh-Hant": [r"^第5階段：", r"對客群損益負責"],
}
NOT_FIVE = re.compile(
    r"without accountability|not part of this target"
    r"|不承担|不承擔|不在此目标|不在此目標"
)
# Chapters on capabilities speak of goods that come back (退回), and what ends one of
# their initiatives of giving up a test or going back to a former rule, and errors go
# back to the department that made them: other things.
MOVED_BACK = re.compile(
    BACKWARDS.pattern.replace("退回", "退回到?第")
    # 升降级 is a customer's change of tier, up or down.
    .replace("降级", "(?<!升)降级")
    .replace("降級", "(?<!升)降級")
    .replace("give up", "give up (the |your )?(stage|position)")
    .replace(
        "(back|left|down)",
        "(back(?! to the (former|department)| one step if)|left|down)",
    ),
    re.IGNORECASE,
)
POSTS = re.compile(
    r"segment managers?|\bappoint|set up the customer-management function"
    r"|客群经理|客群經理|任命|设立客户管理职能|設立客戶管理職能",
    re.IGNORECASE,
)


def test_there_are_twelve_and_each_is_of_its_own_kind() -> None:
    assert len(organisations()) == 12
    states = {
        found["target"]["state"]
        for one in organisations()
        for _, found in places_of(one)
        if found["target"]
    }
    assert states == {"below", "in-band", "upper-edge", "above", "individual-care"}


@pytest.mark.parametrize("one", ALL)
def test_the_finding_is_the_one_worked_out_by_hand(one: Organisation) -> None:
    for expect, found in places_of(one):
        wanted = {key: expect[key] for key in expect if key != "roadmap"}
        agree(found, wanted)
        plan = expect.get("roadmap", {})
        planned = set(found["planned"])
        assert set(plan.get("has", ())) <= planned
        assert not set(plan.get("hasnt", ())) & planned
        assert not (plan.get("none") and planned), planned


@pytest.mark.parametrize("one", ALL)
def test_the_report_says_what_a_good_assessor_would(one: Organisation) -> None:
    text = text_of(one.name, "en")
    for phrase in one.says:
        assert phrase in text, phrase


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("one", ALL)
def test_the_report_never_says_what_no_good_assessor_would(
    one: Organisation, language: str
) -> None:
    text = text_of(one.name, language)
    said = [
        (pattern, where[max(0, hit.start() - 60) : hit.end() + 60])
        for patterns, where in (
            (NEVER[language], text),
            (one.never[language], advice_of(one.name, language)),
        )
        for pattern in patterns
        for hit in re.finditer(pattern, where)
    ]
    for pattern in (MOVED_BACK, DISMANTLE):
        said += [(pattern.pattern, hit[0]) for hit in pattern.finditer(text)]
    assert said == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("one", ALL)
def test_profit_by_segment_is_advised_only_where_the_target_asks_for_it(
    one: Organisation, language: str
) -> None:
    for page in report_of(one.name, language).positions:
        band = page.chart.band
        if band is not None and band[0] > 4:
            continue
        for sentence in (*page.advice, *page.steps, *page.afterwards):
            for pattern in FIVE[language]:
                wrong = re.search(pattern, sentence) and not NOT_FIVE.search(sentence)
                assert not wrong, sentence


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("one", ALL)
def test_below_fifty_people_the_plan_knows_no_posts(
    one: Organisation, language: str
) -> None:
    if one.organisation["size"] not in ("1-9", "10-49"):
        return
    plan = report_of(one.name, language).roadmap
    rows = [row for wave in plan.waves for row in wave.rows]
    for row in rows:
        texts = (row.title, row.summary, row.first_step, row.kpi, *row.requires)
        for text in (*texts, row.decision, row.stop):
            assert not POSTS.search(text), text
    for pitfall in (each for wave in plan.waves for each in wave.pitfalls):
        assert not POSTS.search(pitfall.title + pitfall.text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_initiative_or_pitfall_of_the_continuum_leads_back(language: str) -> None:
    """What may be said of capabilities may not be said along the continuum."""
    definition = definitions()["continuum"]
    parts = ("title", "summary", "first_step", "decision", "stop", "kpi")
    said = [getattr(i, part) for i in definition.initiatives for part in parts]
    said += [text for each in definition.pitfalls for text in (each.title, each.text)]
    for text in said:
        assert not BACKWARDS.search(text[language]), text[language]
        assert not DISMANTLE.search(text[language]), text[language]


QUIET = {
    style.INK, style.INK_SOFT, style.PAPER, style.MIST, style.LINE, style.ACCENT,
    style.ACCENT_TINT, style.TARGET, "none",
}  # fmt: skip
"""Ink, the organisation's one accent and the target's: nothing that judges."""
COLOUR = re.compile(r'(?:fill|stroke)="([^"]*)"')
ALARM = re.compile(r"#b3261e|--alarm|\b(red|crimson|firebrick|tomato)\b", re.IGNORECASE)


def strips(one: Organisation) -> list[ContinuumStrip]:
    return [page.chart for page in report_of(one.name, "en").positions]


@pytest.mark.parametrize("one", ALL)
def test_the_continuum_is_drawn_in_colours_that_judge_nothing(
    one: Organisation,
) -> None:
    assert not QUIET & set(style.LEVELS)
    for chart in strips(one):
        for form in FORMS:
            colours = set(COLOUR.findall(svg(chart, form)))
            assert style.ACCENT in colours
            assert colours <= QUIET, colours - QUIET
        assert not ALARM.search(str(figure(chart)))


def test_every_position_is_drawn_in_the_same_colours() -> None:
    def assessed(chart: ContinuumStrip) -> list[str]:
        drawn = svg(chart)
        [group] = re.findall(r'<g[^>]*data-kind="assessed".*?</g>', drawn, re.DOTALL)
        return COLOUR.findall(group)

    drawn = {tuple(assessed(chart)) for one in organisations() for chart in strips(one)}
    assert len(drawn) == 1


@pytest.mark.parametrize("one", ALL)
def test_no_word_on_position_or_state_is_set_in_alarm(one: Organisation) -> None:
    page = html_of(one.name, "en")
    assert not ALARM.search(re.sub(r">[^<]*<", "><", page))
    for place in report_of(one.name, "en").positions:
        name = re.escape(place.state_name)
        for opening in re.findall(rf"<([^<>]*)>{name}</", page):
            assert opening == "td", opening


def test_style_sheets_know_alarm_for_mistakes_only() -> None:
    # Everything that follows a place, a state or a score is among the other rules.
    mistakes = re.compile(r"\.wrong|\.error|\.danger|^:root|^\[data-theme")
    sheets = [
        *Path(paths.__file__).parent.glob("static/*.css"),
        *paths.templates().glob("reports/*.css"),
    ]
    rules = [
        (rule[1].strip(), rule[2])
        for sheet in sheets
        for rule in re.finditer(
            r"([^{}]+)\{([^{}]*)\}",
            re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL),
        )
    ]
    loud = [selector for selector, body in rules if ALARM.search(body)]
    assert loud
    assert [selector for selector in loud if not mistakes.search(selector)] == []


def test_a_key_that_nobody_reads_is_refused() -> None:
    [case, *_] = load(FOLDER / "organisations.yaml")
    read(case)
    for wrong in (
        {**case, "misspelt": 1},
        {**case, "never": {"en": ["x"]}},
        {**case, "expect": {"stage": 1}},
        {**case, "expect": {"roadmap": {"hasn't": []}}},
        {**case, "profile": {"T7": 1}},
        {**case, "accepted": {"G6": "why"}},
        {**case, "capabilities": {"all": 3, "leader": 3}},
        {**case, "units": {"a": case}},
    ):
        with pytest.raises((TypeError, AssertionError)):
            read(wrong)


def test_codes_of_the_cases_are_those_of_the_published_definition() -> None:
    codes = [code for gate in GATES.values() for code in gate]
    [first, *_] = organisations()
    [strip] = report_of(first.name, "en").positions
    assert len(codes) == 15
    assert strip.chart.stages[5] == "Customer-centric P&L"
