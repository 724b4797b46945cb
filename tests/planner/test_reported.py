"""The report prints the plan as it was decided, and says by whom, when, and why not."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pytest

from assessment.reports import build_report
from assessment.roadmaps.decided import DONE, STOPPED, Decided, Entry
from tests.organisations import loading

NAME = loading.organisations()[0].name
DAY = dt.date(2026, 11, 30)


@cache
def report(language: str = "en", plan: Decided | None = None):
    result = loading.result_of(NAME)
    definitions = loading.pinned(loading.named(NAME))
    return build_report(result, definitions, language, plan=plan)


def first():
    return dt.date.fromisoformat(loading.result_of(NAME).date)


def planned():
    """The first initiative of the plan, and the last, on which nothing builds."""
    every = loading.result_of(NAME).roadmap.initiatives
    keys = [(item.questionnaire, item.id) for item in every]
    return keys[0], keys[-1]


class Hashed(dict):
    """A mapping that a cache takes as it is."""

    def __hash__(self):
        return hash(tuple(self.items()))


def plan_of(**decided: Entry) -> Decided:
    begin, end = planned()
    entries = {"begin": begin, "end": end}
    found = Hashed({entries[name]: entry for name, entry in decided.items()})
    empty = Hashed()
    return Decided(first(), found, empty, empty, "Ann Lee", DAY)


def rows(found):
    return {row.id: row for wave in found.roadmap.waves for row in wave.rows}


def test_without_decisions_the_report_is_the_same():
    nothing = Decided(first(), Hashed(), Hashed(), Hashed())
    assert report(plan=nothing) == report()
    assert "decided" not in report().roadmap.lead.lower()


def test_owner_start_and_days_are_the_decided_ones():
    begin, _end = planned()
    start = first() + dt.timedelta(days=10)
    entry = Entry(owner="Ann Lee", start=start, days=33)
    found = report(plan=plan_of(begin=entry))
    row = rows(found)[begin[1]]
    assert (row.owner, row.days, row.starts) == ("Ann Lee", 33, start)
    assert row.by == start + dt.timedelta(days=33)
    bars = {bar.id: bar for wave in found.roadmap.chart.waves for bar in wave.bars}
    assert (bars[begin[1]].begins, bars[begin[1]].days) == (10, 33)
    assert "Ann Lee decided it on 30 November 2026." in found.roadmap.lead


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "One initiative was left out: "),
        ("zh-Hans", "1项举措未列入："),
        ("zh-Hant", "1項措施未列入："),
    ],
)
def test_what_is_dropped_is_listed_once_with_its_reason(language, said):
    _begin, end = planned()
    plan = plan_of(end=Entry(dropped=True, reason="Too dear."))
    found = report(language, plan)
    assert end[1] not in rows(found)
    assert found.roadmap.lead.count(said) == 1
    title = rows(report(language))[end[1]].title
    assert title in found.roadmap.lead
    assert "Too dear." in found.roadmap.lead


def test_what_was_stopped_says_why():
    plan = plan_of(end=Entry(status=STOPPED, stopped="Nobody had time."))
    assert "Nobody had time." in report(plan=plan).roadmap.lead


def test_page_one_names_nothing_that_is_done():
    before = report().summary.actions[0]
    key = next(
        (item.questionnaire, item.id)
        for item in loading.result_of(NAME).roadmap.initiatives
        if item.id == before.id
    )
    empty = Hashed()
    done = Hashed({key: Entry(status=DONE)})
    found = report(plan=Decided(first(), done, empty, empty, "Ann Lee", DAY))
    assert before.id not in [row.id for row in found.summary.actions]
    assert len(found.summary.actions) == len(report().summary.actions)
    assert "One initiative of the plan is done already." in found.roadmap.lead


def test_scores_and_gaps_stay_as_they_were():
    found = report(plan=plan_of(end=Entry(dropped=True, reason="No.")))
    assert found.summary.headline == report().summary.headline
    assert found.gaps == report().gaps
    assert found.profiles == report().profiles
