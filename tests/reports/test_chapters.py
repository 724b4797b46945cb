"""The chapters that ask a board to act: what they say, and what they leave open."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from assessment.reports import build_report, document, sections, with_figures
from assessment.reports.build_promise import dates
from assessment.reports.build_sheets import monday_after
from assessment.reports.build_worth import amount, plain
from questionnaires.model import LANGUAGES
from scoring.answers import Answer
from scoring.engine import score
from scoring.worth import Figures
from tests.reports import stories
from tests.reports.stories import COMMERCIAL, SINGLE_CARD
from tests.scoring.test_worth import ALL

SECTIONS = ["sheets", "worth", "questions", "promise"]


@cache
def bank(language="en"):
    return stories.report(language)


def answers(report):
    return {row.id: " ".join(row.answer) for row in report.chapters.questions}


def worth(language="en", figures=ALL, **changes):
    result = stories.scored(**changes)
    made = build_report(result, stories.definitions(), language)
    return with_figures(made, result, figures).chapters.worth


# Sheets


def test_there_is_a_sheet_for_each_initiative_of_the_first_wave_quick_wins_first():
    report = bank()
    sheets, wave = report.chapters.sheets, report.roadmap.waves[0]
    assert {sheet.id for sheet in sheets} == {row.id for row in wave.rows}
    quick = [sheet.quick_win for sheet in sheets]
    assert quick == sorted(quick, reverse=True)
    assert [s.id for s in sheets[:3]] == [a.id for a in report.summary.actions]


def test_a_sheet_repeats_the_plan_and_adds_no_fact():
    rows = {row.id: row for row in bank().roadmap.waves[0].rows}
    for sheet in bank().chapters.sheets:
        row = rows[sheet.id]
        assert (sheet.owner, sheet.measure) == (row.owner, row.kpi)
        assert (sheet.decision, sheet.stop) == (row.decision, row.stop)
        assert (sheet.first_step, sheet.requires) == (row.first_step, row.requires)
        assert sheet.predicted == bank().roadmap.waves[0].predicted


def test_what_a_sheet_raises_lies_below_and_has_its_score_of_today():
    result = stories.scored()
    texts = {
        stories.definitions()[part.id].by_id[row.id].text["en"]: row.score
        for part in result.questionnaires
        for row in part.questions
    }
    for sheet in bank().chapters.sheets:
        assert sheet.raised
        for raised in sheet.raised:
            assert raised.now == texts[raised.question]
            assert (raised.now or 0) < raised.after


def test_the_gap_of_a_sheet_is_the_one_in_the_table_of_gaps():
    gaps = {gap.title: gap for gap in bank().gaps.rows}
    told = [re.match(r"“(.+)” stands at (\d+) of 100 against a target of (\d+)\. "
                     r"Among the gaps it ranks number (\d+)\.", sheet.why)
            for sheet in bank().chapters.sheets]  # fmt: skip
    found = [match for match in told if match]
    assert found
    for match in found:
        gap = gaps[match[1]]
        assert match[4] == str(gap.rank)
        assert abs(gap.score - int(match[2])) <= 0.5
        assert abs(gap.target - int(match[3])) <= 0.5


@pytest.mark.parametrize(
    ("day", "monday"),
    [
        pytest.param(date(2026, 11, 21), date(2026, 11, 23), id="Saturday"),
        pytest.param(date(2026, 11, 22), date(2026, 11, 23), id="Sunday"),
        pytest.param(date(2026, 11, 23), date(2026, 11, 30), id="a Monday itself"),
        pytest.param(None, None, id="undated"),
    ],
)
def test_the_first_step_is_due_on_the_monday_after(day, monday):
    assert monday_after(day) == monday


def test_milestones_follow_from_the_days_alone():
    for sheet in bank().chapters.sheets:
        assert [mark.days for mark in sheet.milestones] == [30, 60, 90]
        for mark in sheet.milestones:
            assert mark.by is not None
            assert (mark.by - date(2026, 11, 21)).days == mark.days
            assert mark.text.startswith("Done") is (sheet.days <= mark.days)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_board_gets_three_sheets_and_all_of_them_on_request(language):
    report = bank(language)
    three = document.html(report, ["sheets"])
    whole = document.html(report, ["sheets-all"])
    assert three.count('class="sheet"') == 3
    assert whole.count('class="sheet"') == len(report.chapters.sheets) > 3
    assert three.count('class="blanks"') == 6


def test_without_a_plan_there_are_no_sheets_and_the_questions_say_so():
    report = stories.report(story=SINGLE_CARD, model=False)
    assert report.chapters.sheets == ()
    assert 'id="sheets"' not in document.html(report)
    assert answers(report)["needs"].startswith("Nothing: there is no plan")
    assert report.chapters.promise.pulse == ()
    assert "No pulse is proposed" in report.chapters.promise.pulse_lead


# Worth


def test_what_a_point_is_worth_prints_its_formula_with_the_numbers_put_in():
    page = worth()
    first = page.rows[0]
    assert first.formula == (
        "200,000 customers × 1% × ZAR 1,200 of revenue each × 40% margin"
    )
    assert (first.low, first.base, first.high) == (
        "ZAR 768,000", "ZAR 960,000", "ZAR 1,152,000",
    )  # fmt: skip
    assert "your figures and your assumptions" in page.lead[0]
    assert "an assumption, which you can change" in page.lead[1]
    assert "nothing in the answers proves it" in page.notes[0]
    assert page.example.startswith("If the first wave brought this about")
    assert page.missing == ""


def test_a_stated_uncertainty_is_said_to_be_theirs():
    page = worth(figures=replace(ALL, uncertainty=35))
    assert "35% below and above, as far off as you said" in page.lead[1]
    assert page.rows[0].low == "ZAR 624,000"


def test_figures_that_suffice_for_nothing_name_what_is_missing():
    page = worth(figures=Figures(retention=80))
    assert page.rows == ()
    assert page.example == ""
    assert "do not suffice for any line" in page.missing
    assert "Customers; Revenue a year; Gross margin" in page.missing


def test_where_hardly_anybody_leaves_a_point_of_retention_is_not_worked_out():
    page = worth(figures=replace(ALL, retention=99.5))
    assert page.rows[0].title.startswith("One customer in ten")
    assert any("fewer than one of every hundred" in note for note in page.notes)


def test_a_public_body_reads_of_people_and_not_of_customers():
    page = worth(market="g2c")
    said = " ".join([*(r.title + r.formula for r in page.rows), *dict(page.given)])
    assert "ustomer" not in said
    assert "200,000 people × 1%" in said


def test_without_figures_the_chapter_is_absent_and_the_method_says_how_to_get_it():
    page = document.html(bank())
    assert bank().chapters.worth is None
    assert 'id="worth"' not in page
    assert "gave no figures of its own" in page
    with_them = with_figures(bank(), stories.scored(), ALL)
    page = document.html(with_them)
    assert 'id="worth"' in page
    assert "gave no figures of its own" not in page


def test_no_figures_leave_the_report_as_it_is():
    assert with_figures(bank(), stories.scored(), None) is bank()


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.074, "0.07"),
        (45, "45"),
        (45.5, "45.50"),
        (1234.5, "1,235"),
        (1e6, "1,000,000"),
    ],
)
def test_amounts_are_rounded_half_up_and_parted_by_thousands(value, shown):
    assert amount(value, None) == shown
    assert amount(value, "ZAR") == f"ZAR {shown}"


@pytest.mark.parametrize(
    ("value", "shown"), [(1.50, "1.5"), (82, "82"), (0.25, "0.25")]
)
def test_figures_are_told_as_they_were_given(value, shown):
    assert plain(value) == shown


# Questions


@pytest.mark.parametrize("language", LANGUAGES)
def test_ten_questions_are_answered_and_lead_to_places_that_exist(language):
    report = with_figures(bank(language), stories.scored(), ALL)
    rows = report.chapters.questions
    assert len(rows) == 10
    assert all(row.answer and all(row.answer) for row in rows)
    page = document.html(report)
    own = page.split('id="questions"')[1].split("</section>")[0]
    links = re.findall(r'href="#([^"]+)"', own)
    assert len(links) >= 10
    for anchor in links:
        assert f'id="{anchor}"' in page


def test_a_question_names_no_chapter_that_is_left_out():
    page = document.html(bank(), ["questions", "promise"])
    own = page.split('id="questions"')[1].split("</section>")[0]
    assert set(re.findall(r'href="#([^"]+)"', own)) == {"promise"}


def test_the_answers_agree_with_the_report():
    report, said = bank(), answers(bank())
    gap = report.gaps.rows[0]
    assert f"{len(report.gaps.rows)} gaps" in said["nothing"]
    assert f"“{gap.title}”, at {gap.score:.0f} against" in said["nothing"]
    assert f"for {len(report.chapters.sheets)} initiatives" in said["needs"]
    assert (
        "2 people: executives (1) and front-line staff (1). Invited were 7."
        in (said["who"])
    )
    assert said["again"].startswith("The proposal is 21 November 2027")


def test_the_answer_on_disagreement_names_the_widest_role_gap():
    # The mean of a role of one person is never told.
    told, definitions = stories.doubled(stories.assessment()), stories.definitions()
    report = build_report(score(told, definitions), definitions, "en")
    widest = max(
        report.main.dimensions,
        key=lambda row: float(re.search(r" (\d+) above ", row.role_gap)[1]),
    )
    assert f"“{widest.title}”" in answers(report)["disagree"]


@pytest.mark.parametrize(
    ("changes", "question", "said"),
    [
        pytest.param(
            {}, "right", "Up to the target band, yes: the position is 1.4", id="below"
        ),
        pytest.param({"story": COMMERCIAL}, "right", "Staying is the right answer",
                     id="in the band"),
        pytest.param({"care": 1, "size": "1-9"}, "right", "for orientation only",
                     id="individual care"),
        pytest.param({"skip": ["outcomes"]}, "trust", "“Outcomes” has no score",
                     id="not scored"),
        pytest.param({"mode": "self"}, "trust", "All scores are self-declared",
                     id="self-declared"),
        pytest.param({}, "peers", "The data do not tell", id="no peers"),
        pytest.param({"model": False}, "disagree", "fewer than two people",
                     id="one person"),
        pytest.param({"story": stories.LEAPT}, "stop", "stage 2 is not in place",
                     id="a leap"),
    ],
)  # fmt: skip
def test_an_answer_follows_its_facts(changes, question, said):
    assert said in answers(stories.report(**changes))[question]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_source_is_called_what_its_chapter_is_called(language):
    report = bank(language)
    board = sections.contents(report, sections.chosen(report))
    titles = {entry.anchor: entry.title for entry in board}
    named = {
        p.anchor: p.title for row in report.chapters.questions for p in row.sources
    }
    assert {anchor: titles[anchor] for anchor in named} == named


# Promise


@pytest.mark.parametrize(
    ("day", "pulse", "following"),
    [
        (date(2026, 11, 21), date(2027, 2, 19), date(2027, 11, 21)),
        (date(2028, 2, 29), date(2028, 5, 29), date(2029, 2, 28)),
        (None, None, None),
    ],
)
def test_the_next_date_is_twelve_months_on_and_the_pulse_ninety_days(
    day, pulse, following
):
    assert dates(day) == (pulse, following)


def test_the_pulse_asks_twelve_questions_at_most_two_of_a_capability():
    rows = bank().chapters.promise.pulse
    assert len(rows) == 12
    assert len({row.question for row in rows}) == 12
    abouts = [row.about for row in rows]
    assert max(abouts.count(each) for each in abouts) <= 2


def test_the_pulse_asks_of_the_core_while_it_has_enough():
    definitions = stories.definitions().values()
    core = {q.text["en"] for each in definitions for q in each.questions() if q.core}
    assert {row.question for row in bank().chapters.promise.pulse} <= core


def test_4_7_with_few_people_the_report_says_why_no_noise_is_told():
    page = bank().chapters.promise
    assert page.threshold is None
    assert "from 30 people up; 2 answered in every dimension" in page.noise[0]
    assert page.noise[1].startswith("For scale")


@cache
def crowd():
    """Forty people who answer everything, each with a leaning of their own."""
    data = stories.assessment()
    questions = stories.definitions()["capability-model"].questions()
    many = [
        Answer("capability-model", question.id, min(5, n % 4 + (n + k) % 3), f"p{n}")
        for k, question in enumerate(questions)
        if question.type == "rubric"
        for n in range(40)
    ]
    kept = [a for a in data.answers if a.questionnaire == "continuum"]
    return score(replace(data, answers=(*kept, *many)), stories.definitions())


@pytest.mark.parametrize("language", LANGUAGES)
def test_4_7_with_thirty_people_the_threshold_is_told(language):
    report = build_report(crowd(), stories.definitions(), language)
    page = report.chapters.promise
    assert page.threshold is not None
    assert len(page.noise) == 1
    assert f"{page.threshold:.1f}" in page.noise[0]
    assert f"{page.threshold:.1f}" in answers(report)["again"]
