"""The report a board reads: its length, page one, and the appendix of every answer."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from functools import cache

import pytest
from markupsafe import escape
from pypdf import PdfReader

from assessment.demo import story
from assessment.reports import build_report, html, render_pdf
from assessment.reports.build_appendix import FEWEST
from questionnaires import loader
from questionnaires.model import LANGUAGES
from scoring.answers import Answer, AssessmentData, Consensus
from scoring.engine import score
from tests.reports import stories

ALL_SIX = {name: loader.load(name) for name in story.FAMILIES}
BANKS = [told.name for told in story.stories()]


@cache
def result_of(name):
    told = next(told for told in story.stories() if told.name == name)
    return score(story.tell(told), ALL_SIX)


@cache
def report_of(name, language):
    return build_report(result_of(name), ALL_SIX, language)


def pages_of(content):
    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]


def plain(text):
    return re.sub(r"\s+", "", text)


def chapters_of(content):
    """Return how many pages there are, and where each chapter begins, from 0 on."""
    reader = PdfReader(io.BytesIO(content))
    places = reader.named_destinations
    begins = {
        name: reader.get_destination_page_number(place)
        for name, place in places.items()
    }
    return len(reader.pages), begins


@pytest.mark.parametrize(
    ("name", "language"), [(BANKS[0], "en"), (BANKS[1], "en"), (BANKS[1], "zh-Hant")]
)
def test_with_all_six_questionnaires_it_has_15_to_25_pages_before_the_appendix(
    name, language
):
    pages, begins = chapters_of(render_pdf(report_of(name, language)))
    assert 15 <= begins["appendix"] <= 25
    assert pages - begins["appendix"] <= 6
    assert begins["dimensions"] - begins["profile"] == 1
    assert begins["modules"] - begins["dimensions"] == 7
    assert begins["sheets"] - begins["roadmap"] <= 3
    assert begins["method"] <= begins["appendix"] <= begins["promise"] + 2
    assert 0 <= begins["method"] - begins["promise"] <= 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_summary_has_two_pages_and_the_first_is_page_one(language):
    report = report_of(BANKS[1], language)
    first, second = pages_of(render_pdf(report, summary=True))
    for text in (report.summary.sentence, *report.summary.right, *report.summary.sure):
        assert plain(text) in plain(first)
    assert plain(report.words["not_certificate"]) in plain(second)
    assert plain(report.method.sources[0].title) in plain(second)
    pages = [html(report, summary=summary) for summary in (True, False)]
    one, same = (
        page.split('id="summary">')[1].split("</section>")[0] for page in pages
    )
    assert one == same


def test_a_summary_with_the_longest_name_still_has_two_pages():
    report = stories.report("en", name="W" * 300)
    assert len(pages_of(render_pdf(report, summary=True))) == 2


def test_a_summary_has_no_sections_to_choose():
    with pytest.raises(ValueError, match="no sections to choose"):
        html(stories.report("en"), ["gaps"], summary=True)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", BANKS)
def test_page_one_answers_five_questions(name, language):
    page = report_of(name, language).summary
    assert page.headline.score is not None
    assert page.strip
    assert page.right
    assert len(page.gaps) == len(page.actions) == 3
    assert all(page.because)
    assert all(action.first_step and action.owner for action in page.actions)
    assert len(page.sure) >= 3


def test_what_keeps_the_next_stage_shut_is_named_on_page_one():
    page = report_of("karoo-retail-bank", "en")
    blocking = page.positions[0].blocking
    assert blocking
    assert all(row.title in " ".join(page.summary.right) for row in blocking)


@pytest.mark.parametrize("name", BANKS)
def test_page_one_says_what_the_band_rests_on_most(name):
    page = report_of(name, "en")
    # Method 4.5: what an answer adds to the proposal, in stages.
    pulls = [row for row in page.positions[0].why if row.pull is not None]
    heaviest = sorted(pulls, key=lambda row: -abs(row.pull))[:3]
    told = " ".join(page.summary.right)
    places = [told.index(f"{row.title} ({row.answer})") for row in heaviest]
    assert places == sorted(places)


def test_page_one_says_how_many_answers_have_evidence():
    page = report_of("karoo-retail-bank", "en")
    given = {row.name: row.n for row in page.method.grades}
    share = (given["documented"] + given["verified"]) / sum(given.values())
    assert f"{share:.0%} of the answers are documented" in page.summary.sure[0]


def test_without_a_continuum_page_one_says_nothing_on_what_is_right():
    told = replace(stories.assessment(), questionnaires=("capability-model@1.0",))
    told = replace(
        told, answers=tuple(a for a in told.answers if a.questionnaire != "continuum")
    )
    page = build_report(score(told, stories.definitions()), stories.definitions(), "en")
    assert page.summary.strip is None
    assert page.summary.right == ()
    assert page.summary.chart.title in html(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_module_alone_is_scored_by_its_name_and_without_levels(language):
    only = {"it-support": ALL_SIX["it-support"]}
    asked = [q for q in only["it-support"].questions() if q.scored]
    told = AssessmentData(
        (only["it-support"].key,),
        tuple(Answer("it-support", question.id, 2, "p1") for question in asked),
        organisation={"name": "Ash & Elm"},
    )
    page = build_report(score(told, only), only, language).summary
    title = only["it-support"].title[language]
    assert title in page.sentence
    assert f"{page.headline.score:.0f}" in page.sentence
    assert "5" not in page.sentence.replace(title, "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_answers_there_is_no_plan_and_nobody_begins_on_monday(language):
    told = replace(stories.assessment(), answers=())
    definitions = stories.definitions()
    report = build_report(score(told, definitions), definitions, language)
    assert report.roadmap.waves == report.roadmap.quick_wins == ()
    assert report.chapters.sheets == report.summary.actions == ()
    assert report.summary.no_action.startswith(report.roadmap.title)


def test_where_the_continuum_alone_was_asked_the_position_is_the_number():
    result = stories.scored(model=False)
    page = build_report(result, stories.definitions(), "en").summary
    assert page.headline.score is None
    assert page.headline.position == page.strip.position
    assert page.no_gap == "No capability has a score."


@pytest.mark.parametrize("name", BANKS)
def test_quick_wins_of_the_first_90_days_are_done_by_then(name):
    plan = report_of(name, "en").roadmap
    listed = plan.quick_wins + plan.nearest
    assert listed
    assert all(row.ends <= 90 for row in listed)
    first = {row.id for row in plan.waves[0].rows}
    assert {action.id for action in report_of(name, "en").summary.actions} <= first


def test_the_appendix_holds_every_question_that_was_answered():
    for name in BANKS:
        report, result = report_of(name, "en"), result_of(name)
        rows = {row.id: row for table in report.appendix for row in table.rows}
        asked = [q for part in result.questionnaires for q in part.questions]
        for question in asked:
            assert (question.id in rows) == (question.state != "hidden")
            if question.state == "answered":
                assert rows[question.id].trace
        page = html(report, ["appendix"])
        printed = page.split('id="appendix"')[1]
        assert printed.count('<p class="trace">') == len(rows)


def test_one_kind_of_evidence_for_all_is_named_without_their_number():
    three = [("manager", 3)] * 3
    assert "documented" in asked(three, "documented").trace
    assert "no evidence" in asked(three).trace
    mixed = asked(three, "documented", "described")
    assert "described 1, documented 2" in mixed.trace


def test_no_mean_is_printed_of_fewer_people_than_three():
    for name in BANKS:
        for table in report_of(name, "en").appendix:
            for row in table.rows:
                assert all(group.n >= FEWEST for group in row.groups)


def asked(people, grade="none", last=None):
    """What is printed of one question, answered by (role, level) pairs.

    All have the same evidence, but for the last where that is told.
    """
    answers = [
        Answer(
            "capability-model",
            "leadership.vision.shared",
            level,
            f"p{i}",
            role,
            evidence=grade,
        )
        for i, (role, level) in enumerate(people)
    ]
    if last:
        answers[-1] = replace(answers[-1], evidence=last)
    told = replace(stories.assessment(), answers=tuple(answers))
    report = build_report(
        score(told, stories.definitions()), stories.definitions(), "en"
    )
    rows = [row for table in report.appendix for row in table.rows]
    return next(row for row in rows if row.id == "leadership.vision.shared")


def test_a_role_of_few_is_taken_together_with_the_smallest_other_one():
    """Else the mean of one executive follows from the whole and the other roles."""
    people = [("executive", 5), *[("manager", 3)] * 3, *[("frontline", 1)] * 4]
    row = asked(people)
    # Role means 100, 60 and 20: executives and managers together 80.
    told = [(group.roles, group.score, group.n) for group in row.groups]
    assert told == [(("executives", "managers"), 80, 4), (("front-line staff",), 20, 4)]
    assert row.score == pytest.approx(60)


def test_where_all_together_are_few_only_their_number_is_told():
    row = asked([("executive", 5), ("manager", 3)])
    assert row.groups == ()
    assert "2 people" in row.trace


def test_a_consensus_is_told_with_its_reason_and_without_its_length():
    told = stories.assessment(mode="assessed")
    agreed = Consensus(
        "capability-model", "leadership.vision.shared", 2, evidence="verified",
        by="Vera Assessor", reason="Seen\nin the minutes " + "x" * 5000,
    )  # fmt: skip
    told = replace(told, consensus=(agreed,))
    report = build_report(
        score(told, stories.definitions()), stories.definitions(), "en"
    )
    row = report.appendix[0].rows[0]
    (reason,) = [part for part in row.trace if part.startswith("consensus: ")]
    assert reason.startswith("consensus: Seen in the minutes x")
    assert len(reason) < 260
    assert "Vera" not in html(report, ["appendix"])


@pytest.mark.parametrize("name", BANKS)
def test_the_waves_of_the_board_say_what_they_lead_to(name):
    report, result = report_of(name, "en"), result_of(name)
    for page, wave in zip(report.roadmap.waves, result.roadmap.waves, strict=True):
        assert page.overall == wave.predicted.overall
        assert page.position == wave.predicted.position
        assert 1 <= len(page.about) <= 2
    shown = html(report, ["roadmap"])
    for wave in report.roadmap.printed[:2]:
        for row in wave.rows[:10]:
            assert str(escape(row.title)) in shown
            assert str(escape(row.owner)) in shown
            assert str(escape(row.kpi)) in shown
        count = len(wave.rows)
        assert (f"The first 10 of {count}. The others" in shown) == (count > 10)
    assert shown.count('<ul class="initiatives">') == 2
