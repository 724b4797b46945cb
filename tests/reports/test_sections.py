"""The sections of a report: usual ones, chosen ones, and what comes first."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from assessment.reports import html
from assessment.reports.sections import EVERY, chosen, contents
from assessment.reports.words import label
from questionnaires.model import LANGUAGES
from tests.reports import stories


@pytest.fixture(scope="module")
def report():
    return stories.report("en")


def printed(page: str) -> list[str]:
    """Return the ids of the chapters in the order in which they are printed."""
    found = re.findall(r'<section class="chapter[^"]*" id="([a-z-]+?)(?:-1)?"', page)
    return [name for name in found if name in EVERY]


def test_the_usual_report_leaves_out_what_a_board_does_not_need(report):
    usual = [section.id for section in chosen(report)]
    assert usual[:2] == ["summary", "position"]
    assert usual[-1] == "appendix"
    assert not {"arithmetic", "references"} & set(usual)
    assert printed(html(report)) == usual


def test_sections_are_printed_in_the_order_asked_for_after_page_one(report):
    wanted = ["appendix", "gaps", "arithmetic", "position"]
    page = html(report, wanted)
    assert printed(page) == ["summary", *wanted]
    contents = page.split('<nav class="contents"')[1].split("</nav>")[0]
    assert re.findall(r'href="#([a-z]+)', contents) == ["summary", *wanted]


def test_page_one_comes_first_wherever_it_is_named(report):
    assert [s.id for s in chosen(report, ["gaps", "summary"])] == ["summary", "gaps"]
    assert [section.id for section in chosen(report, [])] == ["summary"]


@pytest.mark.parametrize("ids", [["gap"], ["gaps", "GAPS"], [""]])
def test_an_unknown_section_is_refused_and_the_known_ones_are_named(report, ids):
    with pytest.raises(ValueError, match="there is no section") as refused:
        html(report, ids)
    for name in EVERY:
        assert name in str(refused.value)


def test_a_section_named_twice_is_refused(report):
    with pytest.raises(ValueError, match="'gaps' is named twice"):
        chosen(report, ["gaps", "method", "gaps"])


def test_a_section_without_anything_to_say_is_left_out_though_asked_for():
    report = stories.report("en", model=False)
    assert [s.id for s in chosen(report, ["profile", "units"])] == ["summary"]


@pytest.mark.parametrize(("count", "lines"), [(1, 1), (6, 6), (7, 1), (40, 1)])
def test_many_units_share_a_line_of_the_contents(report, count, lines):
    pages = tuple(
        replace(report.positions[0], unit=f"Unit {number}") for number in range(count)
    )
    told = contents(replace(report, positions=pages), chosen(report, ["position"]))
    found = [entry for entry in told if entry.anchor.startswith("position-")]
    assert len(found) == lines
    assert found[0].anchor == "position-1"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_has_a_title_in_every_language(language):
    report = stories.report(language)
    titles = [section.name(report) for section in chosen(report, EVERY)]
    assert len(set(titles)) == len(titles)
    assert label("roadmap", language) in titles


_HEADING = re.compile(r"<h([1-6])[ >]")


@pytest.mark.parametrize("summary", [False, True])
def test_headings_skip_no_level(report, summary):
    """Nor do they in any order of chapters, as each begins with a first one."""
    ids = None if summary else EVERY
    levels = list(map(int, _HEADING.findall(html(report, ids, summary=summary))))
    assert levels[0] == 1
    skipped = [(a, b) for a, b in pairwise(levels) if b > a + 1]
    assert skipped == []
