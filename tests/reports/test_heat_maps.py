"""The heat map of units: the result's numbers, for one unit as for forty."""

from __future__ import annotations

import io
import re
from functools import cache

import pytest
from pypdf import PdfReader

from assessment.reports import build_report, html, render_pdf
from assessment.reports.build_heatmap import MOST_UNITS
from questionnaires.model import LANGUAGES
from scoring.answers import Answer, AssessmentData, Unit
from scoring.engine import score
from tests.scoring.definitions import DIMENSIONS, capability, model, question

MODEL = {
    "capability-model": model(
        {
            name: [capability(f"{name}.c", [question(f"{name}.c.q")])]
            for name in DIMENSIONS
        }
    )
}


def told(units):
    """A result of units whose dimensions have these points, in the model's order."""
    answers = [
        Answer("capability-model", f"{name}.c.q", points, unit=unit)
        for unit, row in units.items()
        for name, points in zip(DIMENSIONS, row, strict=True)
        if points is not None
    ]
    data = AssessmentData(
        ("capability-model@1.0",), tuple(answers), units=tuple(map(Unit, units))
    )
    return score(data, MODEL)


@cache
def forty():
    return told(
        {f"Unit {n:02}": [(7 * n + 13 * d) % 101 for d in range(7)] for n in range(40)}
    )


def scores_of(unit):
    return tuple(node.score for node in unit.questionnaires[0].dimensions)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_map_shows_the_numbers_of_the_result(language):
    result = forty()
    maps = build_report(result, MODEL, language).heat_maps
    assert [len(each.units) for each in maps] == [MOST_UNITS, 40 - MOST_UNITS]
    shown = [(row.label, row.scores) for each in maps for row in each.units]
    assert shown == [(unit.id, scores_of(unit)) for unit in result.units]
    assert "21" in maps[1].subtitle
    assert "40" in maps[1].subtitle


def test_without_units_there_is_no_map():
    result = score(
        AssessmentData(
            ("capability-model@1.0",), (Answer("capability-model", "strategy.c.q", 40),)
        ),
        MODEL,
    )
    report = build_report(result, MODEL, "en")
    assert report.heat_maps == ()
    assert 'class="heat"' not in html(report)


@pytest.mark.parametrize(
    ("units", "title"),
    [
        pytest.param(
            {"North": [40] * 7}, "One unit is scored: North", id="one unit"
        ),
        pytest.param(
            {"North": [None] * 7, "South": [None] * 7},
            "No unit has a score yet",
            id="nothing scored",
        ),
        pytest.param(
            {"North": [40] * 7, "South": [45] * 7},
            "The units score much alike: nowhere are they 10 points apart",
            id="alike",
        ),
        pytest.param(
            {"North": [40] * 7, "South": [45, 45, 90, 45, 45, 45, 10]},
            "The units lie furthest apart in people-organisation: South 90, North 40",
            id="apart",
        ),
        pytest.param(
            {"North": [40, *[None] * 6], "South": [None, *[40] * 6]},
            "No dimension is scored in two units",
            id="nothing to compare",
        ),
    ],
)  # fmt: skip
def test_the_title_says_the_finding(units, title):
    [found] = build_report(told(units), MODEL, "en").heat_maps
    assert found.title == title


def test_what_is_not_scored_is_a_dash_and_never_zero():
    [found] = build_report(told({"N": [0, *[None] * 6]}), MODEL, "en").heat_maps
    assert found.table().rows == (("N", "0", *["–"] * 6),)
    assert found.units[0].scores == (0.0, *[None] * 6)


def test_on_paper_it_is_a_table_with_heads_that_say_what_a_cell_is_of():
    page = html(build_report(forty(), MODEL, "en"), ["units"])
    tables = re.findall(r'<table class="heat">.*?</table>', page, re.DOTALL)
    assert len(tables) == 2
    for table in tables:
        assert table.count('<th scope="col">') == 8
        assert table.count('<th scope="row">') == 20
        assert len(re.findall("<td", table)) == 140
    # 7·12 + 13·1 = 97 is on level 5, whose shade is the darkest.
    assert '<td class="shade-5">97</td>' in tables[0]


def test_f46_forty_units_stay_inside_their_pages():
    result = forty()
    content = render_pdf(build_report(result, MODEL, "en"), ["units"])
    text = "".join(p.extract_text() for p in PdfReader(io.BytesIO(content)).pages)
    for unit in result.units:
        assert text.count(unit.id) >= 2


def test_s01_hostile_names_of_units_are_text():
    evil = '"><svg onload=x>' + "W" * 300
    report = build_report(told({evil: [40] * 7}), MODEL, "en")
    assert "<svg onload" not in html(report, ["units"])
    assert report.heat_maps[0].units[0].label == evil
