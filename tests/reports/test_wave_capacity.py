"""Method 4.10: page and report say how much a wave of the roadmap holds."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from assessment.reports import build_report, document
from assessment.reports.model import Report
from assessment.reports.sections import EVERY
from questionnaires.model import LANGUAGES
from scoring.engine import score
from tests.reports.stories import SINGLE_CARD, assessment, definitions

SAID = {
    "en": "At most {} days of work per wave",
    "zh-Hans": "每一批次最多安排{}天的工作",
    "zh-Hant": "每一批次最多安排{}天的工作",
}
ALONE = {
    "en": "; an initiative that is longer has a wave of its own.",
    "zh-Hans": "；超出上限的举措单独成为一个批次。",
    "zh-Hant": "；超出上限的措施單獨成為一個批次。",
}
STOP = {"en": ".", "zh-Hans": "。", "zh-Hant": "。"}


def planned(language: str, capacity: int | None, **story: object) -> Report:
    data = replace(assessment(**story), capacity=capacity)
    return build_report(score(data, definitions()), definitions(), language)


def longest() -> int:
    waves = planned("en", None).roadmap.waves
    return max(row.days for wave in waves for row in wave.rows)


@pytest.mark.parametrize("language", LANGUAGES)
def test_4_10_with_a_capacity_it_stands_under_the_roadmap(language):
    days = longest()
    page = planned(language, days)
    assert page.roadmap.capacity == SAID[language].format(days) + STOP[language]
    # Room between scripts is set in elements of its own.
    printed = re.sub(r"</?span\b[^>]*>", "", document.html(page, EVERY))
    assert printed.count(page.roadmap.capacity) == 1
    chart, table = printed.index('id="roadmap"'), printed.index('class="initiatives"')
    assert chart < printed.index(page.roadmap.capacity) < table


@pytest.mark.parametrize("language", LANGUAGES)
def test_4_10_an_initiative_that_is_longer_than_the_capacity_is_no_surprise(language):
    days = longest() - 1
    said = planned(language, days).roadmap.capacity
    assert said == SAID[language].format(days) + ALONE[language]


def test_4_10_one_day_is_said_as_one():
    assert planned("en", 1).roadmap.capacity.startswith("At most one day of work per")
    assert planned("en", 36500).roadmap.capacity.startswith("At most 36,500 days of")


@pytest.mark.parametrize("language", LANGUAGES)
def test_4_10_without_a_capacity_nothing_is_said_of_any(language):
    page = planned(language, None)
    assert page.roadmap.waves
    assert page.roadmap.capacity == ""
    start, end = SAID[language].split("{}")
    assert start not in document.html(page, EVERY)
    assert end not in document.html(page, EVERY)


def test_4_10_a_capacity_that_makes_dozens_of_waves_leaves_a_chart_to_be_read():
    """The first waves are drawn; the page's tables hold all of them."""
    page = planned("en", 60)
    drawn = [wave.number for wave in page.roadmap.chart.waves]
    printed = [wave.number for wave in page.roadmap.printed]
    assert len(page.roadmap.waves) > 24
    assert drawn == printed[:12] == list(range(1, len(drawn) + 1))
    assert all(wave.bars for wave in page.roadmap.chart.waves)
    few = planned("en", None).roadmap
    assert [w.number for w in few.chart.waves] == [w.number for w in few.printed]


@pytest.mark.parametrize("language", LANGUAGES)
def test_waves_that_begin_after_three_years_are_counted_and_not_printed(language):
    roadmap = planned(language, 60).roadmap
    begins = [0]
    for wave in roadmap.waves:
        begins.append(begins[-1] + wave.days)
    near = [w for w, day in zip(roadmap.waves, begins, strict=False) if day < 3 * 365]
    assert list(roadmap.printed) == near
    left = roadmap.waves[len(near) :]
    count = sum(len(wave.rows) for wave in left)
    assert str(count) in roadmap.later
    assert str(len(left)) in roadmap.later
    assert all(row.wave <= len(near) for row in roadmap.quick_wins)


def test_a_plan_within_three_years_is_printed_whole():
    roadmap = planned("en", None, model=False).roadmap
    assert roadmap.printed == roadmap.waves
    assert roadmap.later == ""


def test_4_10_a_plan_of_nothing_has_no_capacity_to_keep_to():
    page = planned("en", 200, story=SINGLE_CARD, model=False)
    assert page.roadmap.waves == ()
    assert page.roadmap.capacity == ""
