"""One page a dimension: its finding, strongest and weakest questions, its room."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from functools import cache

import pytest
from pypdf import PdfReader

from assessment.demo.story import FAMILIES, stories, tell
from assessment.reports import build_report, html, render_pdf
from assessment.reports.dimension_room import PAGE, height
from assessment.reports.drawing.numbers import whole
from assessment.reports.words import lost
from questionnaires import loader
from questionnaires.model import LANGUAGES
from scoring.answers import Answer, AssessmentData
from scoring.engine import score
from tests.reports.svg_reading import parse
from tests.scoring.definitions import capability, model, question
from tests.support.hostile import WORDS, poisoned

DEFINITIONS = {name: loader.load(name, "1.0") for name in FAMILIES}
STORIES = {story.name.split("-")[0]: story for story in stories()}


@cache
def demo(name, language):
    return build_report(result(name), DEFINITIONS, language)


@cache
def result(name):
    return score(tell(STORIES[name]), DEFINITIONS)


def page_of(*capabilities, language="en", targets=None, mode="self"):
    """The page of one dimension whose capabilities have these points, question each."""
    report = report_of(*capabilities, language=language, targets=targets, mode=mode)
    return report.dimensions.pages[0] if report.dimensions else None


def report_of(*capabilities, language="en", targets=None, mode="self"):
    nodes, answers = [], []
    for i, points in enumerate(capabilities, 1):
        own = [question(f"leadership.c{i}.q{n}") for n in range(len(points))]
        nodes.append(capability(f"leadership.c{i}", own))
        answers += [
            Answer("capability-model", each.id, value)
            for each, value in zip(own, points, strict=True)
            if value is not None
        ]
    made = {"capability-model": model({"leadership": nodes})}
    data = AssessmentData(
        ("capability-model@1.0",), tuple(answers), mode=mode, targets=targets or {}
    )
    return build_report(score(data, made), made, language)


def points(rows):
    return [(row.text.removeprefix("leadership."), row.score) for row in rows]


def test_strongest_and_weakest_are_those_of_a_case_worked_by_hand():
    page = page_of((10, 20), (60, 70), (80, 90))
    assert points(page.weakest) == [("c1.q0", 10), ("c1.q1", 20), ("c2.q0", 60)]
    assert points(page.strongest) == [("c3.q1", 90), ("c3.q0", 80), ("c2.q1", 70)]
    assert page.points_note == ""


def test_no_question_is_both_weak_and_strong():
    page = page_of((40, 40, 40), (40, 40, 40))
    assert points(page.weakest) == [("c1.q0", 40), ("c1.q1", 40), ("c1.q2", 40)]
    assert page.strongest == ()
    assert page.points_note == "No question stands out above these."
    full = page_of((100, 100))
    assert full.weakest == ()
    assert points(full.strongest) == [("c1.q0", 100), ("c1.q1", 100)]
    assert full.points_note == "No question can still rise."


@pytest.mark.parametrize(
    ("capabilities", "finding"),
    [
        # The target is 60 where no continuum is answered.
        pytest.param([(15,), (65,), (85,)], "Widest gap: leadership.c1", id="one lags"),
        pytest.param(
            [(41,), (39,)],
            "All capabilities lie about equally far from their targets",
            id="all lag",
        ),
        pytest.param([(20,)], "Not yet at its target", id="one capability"),
        pytest.param([(59.6,), (59.6,)], "Just short of its target", id="just short"),
        pytest.param(
            [(50,), (90,)], "At its target, but for leadership.c1", id="met but for one"
        ),
        pytest.param(
            [(50,), (50,), (90,)],
            "At its target, but not in all its capabilities",
            id="met but for some",
        ),
        pytest.param([(60,), (60,)], "At its target or beyond", id="met"),
        pytest.param(
            [(None,)], "Too little has been answered for a score", id="not scored"
        ),
    ],
)  # fmt: skip
def test_the_heading_says_the_finding(capabilities, finding):
    assert page_of(*capabilities).finding == finding


def test_points_lost_to_missing_evidence_are_told():
    # Claimed 60; without evidence 40 points stand.
    page = page_of((60, 60), mode="assessed")
    assert page.lost == "Points lost to missing evidence: 20 of 60."
    assert page_of((20, 40), mode="assessed").lost == (
        "No points are lost to missing evidence."
    )
    assert "40 of 60 points would stand" in page_of((60, 60)).lost


LITTLE = {
    "assessed": {
        "en": "Less than one point is lost to missing evidence.",
        "zh-Hans": "因证据不足失分不到1分。",
        "zh-Hant": "因佐證不足失分不到1分。",
    },
    "self": {
        "en": "less than one point of it would not stand",
        "zh-Hans": "不能成立的不到1分",
        "zh-Hant": "不能成立的不到1分",
    },
}
TABLE = re.compile(r'<table class="dimensions">.*?</table>', re.DOTALL)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("mode", LITTLE)
@pytest.mark.parametrize("claimed", [40.3, 40.7])
def test_less_than_a_point_lost_is_told_alike_on_the_page_and_in_the_table(
    claimed, mode, language
):
    # Without evidence 40 points stand.
    report = report_of((claimed,), mode=mode, language=language)
    assert LITTLE[mode][language] in report.dimensions.pages[0].lost
    [table] = TABLE.findall(html(report))
    assert table.count('<td class="number">&lt;1</td>') == 1


def test_what_is_lost_is_rounded_from_one_point_on():
    report = report_of((41.4,), mode="assessed")
    assert report.dimensions.pages[0].lost.endswith("evidence: 1 of 41.")
    [table] = TABLE.findall(html(report))
    assert "&lt;1" not in table
    assert [lost(points) for points in (None, 0, 1e-12, 0.2, 1, 1.5)] == [
        "–", "0", "0", "<1", "1", "2",
    ]  # fmt: skip


@pytest.mark.parametrize("name", STORIES)
def test_numbers_are_those_of_the_result(name):
    part = result(name).of("capability-model")
    nodes = {node.id: node for node in part.dimensions}
    pages = demo(name, "en").dimensions.pages
    assert [page.id for page in pages] == list(nodes)
    for page in pages:
        node = nodes[page.id]
        assert (page.score, page.level, page.coverage) == (
            node.score, node.level, node.coverage,
        )  # fmt: skip
        assert {bar.score for bar in page.bars.bars} == {
            each.score for each in node.capabilities
        }
        dots = page.roles.strips[0].dots
        assert dots[0].score - dots[-1].score == pytest.approx(node.role_gap.points)


def test_how_many_people_a_role_has_is_told_from_three_on():
    dots = demo("karoo", "en").dimensions.pages[0].roles.strips[0].dots
    assert {dot.role: dot.n for dot in dots} == {
        "executives": None, "managers": 4, "front-line staff": 6,
    }  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", STORIES)
def test_every_page_of_the_demonstration_has_room_for_all_its_parts(name, language):
    pages = demo(name, language).dimensions.pages
    assert len(pages) == 7
    for page in pages:
        assert height(page, language) <= PAGE, page.id
        assert page.roles, page.id
        assert page.lever or page.comments.themes, page.id
        assert page.weakest, page.id
        assert len(page.strongest) == 3, page.id
    commented = {page.id for page in pages if page.comments.themes}
    assert commented == {"operations"}


def hostile():
    """Long, hostile words in every text, and on many questions 5,000 words."""
    comment = " ".join(f"word{i}" for i in range(5_000))
    definitions = {"capability-model": poisoned(DEFINITIONS["capability-model"])}
    told = tell(STORIES["karoo"])
    answers = [
        replace(a, comment=f"{WORDS} {'W' * 300} {comment}{a.respondent}")
        if a.question.endswith(("shared", "complaints", "prices"))
        else a
        for a in told.answers
        if a.questionnaire == "capability-model"
    ]
    data = replace(
        told, questionnaires=("capability-model@1.0",), answers=tuple(answers),
        consensus=(), accepted=(),
    )  # fmt: skip
    return build_report(score(data, definitions), definitions, "en")


def test_f46_a_page_never_overflows_whatever_is_in_it():
    content = render_pdf(hostile(), ["dimensions"])
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    # Each begins with the dimension's name and number, and ends with the comments.
    assert [text.count("of 100") for text in pages[-7:]] == [1] * 7
    assert all("What people wrote" in text for text in pages[-7:])


def test_the_demonstration_s_dimensions_take_a_page_each():
    report = demo("karoo", "en")
    reader = PdfReader(io.BytesIO(render_pdf(report, ["dimensions"])))
    told = [page.extract_text() for page in reader.pages][-7:]
    for page, text in zip(report.dimensions.pages, told, strict=True):
        assert page.finding[:30] in text
        assert whole(page.score) in text
    names = [mark.title for mark in reader.outline if not isinstance(mark, list)]
    assert names[-7:] == [page.title for page in report.dimensions.pages]


def test_the_charts_of_a_page_are_drawings_with_alternative_text():
    from assessment.reports.svg_charts import svg

    page = demo("karoo", "zh-Hant").dimensions.pages[0]
    for chart in (page.bars, page.roles):
        assert parse(svg(chart))[0].text == chart.alt
    for bar in page.bars.bars:
        assert f"{bar.label}：{whole(bar.score)}" in page.bars.alt
    assert page.bars.table().header[0] == "能力"
