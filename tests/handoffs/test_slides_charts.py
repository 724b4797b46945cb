"""The slides' charts: native, and their numbers those of the report."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pptx.enum.chart import XL_CHART_TYPE

from assessment.handoffs.slides import pptx
from assessment.reports.charts import Bar, PeerBand
from assessment.reports.drawing.words import word
from questionnaires.model import LANGUAGES
from tests.benchmarks.releases import cell
from tests.handoffs import slides_reading as reading
from tests.reports import test_peers


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request):
    return request.param


@pytest.fixture(scope="module")
def found(language):
    """The charts of the deck by their first labels and the names of their series."""
    return list(reading.charts(reading.opened(reading.content(language))))


def holding(found, *names):
    return [chart for chart in found if set(names) <= reading.drawn(chart).keys()]


def same(values, expected):
    assert len(values) == len(expected)
    for value, wanted in zip(values, expected, strict=True):
        assert value == (wanted if wanted is None else pytest.approx(wanted, abs=1e-9))


def test_the_profile_has_scores_and_targets_sorted_by_gap(found, language):
    bars = reading.report(language).profiles[0].bars
    rows = bars.rows()
    chart = holding(found, word("score", language), word("target", language))[0]
    values = reading.drawn(chart)
    assert reading.labels(chart) == [row.label for row in rows]
    same(values[word("score", language)], [row.score for row in rows])
    same(values[word("target", language)], [row.target for row in rows])
    assert chart.value_axis.minimum_scale == 0
    assert chart.value_axis.maximum_scale == 100


def test_the_radar_has_the_axes_in_the_order_of_the_definition(found, language):
    radar = reading.report(language).profiles[0].radar
    (chart,) = [one for one in found if one.chart_type == XL_CHART_TYPE.RADAR]
    values = reading.drawn(chart)
    assert reading.labels(chart) == [axis.label for axis in radar.axes]
    same(values[word("score", language)], [axis.score for axis in radar.axes])
    same(values[word("target", language)], [axis.target for axis in radar.axes])


def test_each_dimension_has_its_capabilities(found, language):
    shown = {tuple(sorted(reading.labels(chart))): chart for chart in found}
    for row in reading.report(language).profiles[0].dimensions:
        by_title = {each.title: each for each in row.capabilities}
        chart = shown[tuple(sorted(by_title))]
        values = reading.drawn(chart)
        names = reading.labels(chart)
        same(values[word("score", language)], [by_title[n].score for n in names])
        same(values[word("target", language)], [by_title[n].target for n in names])


def test_peers_are_shown_by_their_quartiles_where_they_are_told(found, language):
    names = [
        word(key, language) for key in ("lower_quartile", "median", "upper_quartile")
    ]
    (chart,) = holding(found, *names)
    values = reading.drawn(chart)
    rows = reading.report(language).profiles[0].bars.rows()
    assert any(row.peers for row in rows)
    for name, part in zip(names, ("low", "median", "high"), strict=True):
        same(values[name], [getattr(r.peers, part) if r.peers else None for r in rows])


def test_gaps_reach_from_score_to_target_by_rank(found, language):
    gaps = reading.report(language).gaps.chart.rows()
    chart, _ = (one for one in found if one.chart_type == XL_CHART_TYPE.BAR_STACKED)
    scores, sizes = reading.drawn(chart).values()
    same(scores, [gap.score for gap in gaps])
    same(sizes, [gap.target - gap.score for gap in gaps])
    for name, gap in zip(reading.labels(chart), gaps, strict=True):
        assert name.startswith(f"{gap.rank} ")


def test_the_plan_has_starts_and_days_with_quick_wins_apart(found, language):
    _, chart = (one for one in found if one.chart_type == XL_CHART_TYPE.BAR_STACKED)
    starts, quick, others = reading.drawn(chart).values()
    plan = reading.report(language).roadmap.chart
    bars = [
        (start, bar)
        for wave, start in zip(plan.waves, plan.starts(), strict=True)
        for bar in wave.rows()
    ]
    same(starts, [start for start, _ in bars])
    same(quick, [bar.days if bar.quick_win else None for _, bar in bars])
    same(others, [None if bar.quick_win else bar.days for _, bar in bars])


def test_every_workbook_holds_what_its_chart_draws(found):
    assert len(found) >= 12
    for chart in found:
        book, drawn = reading.workbook(chart), reading.drawn(chart)
        assert [str(label) for label in book.pop("")] == reading.labels(chart)
        assert book.keys() == drawn.keys()
        for name, values in drawn.items():
            same(values, book[name])


def test_what_is_not_scored_stays_a_hole_and_last_time_is_a_hollow_mark():
    report = reading.report("en")
    profile = report.profiles[0]
    bars = (
        Bar(label="A", score=None, target=70.0),
        Bar(
            label="B",
            score=3.0,
            target=2.0,
            before=40.0,
            peers=PeerBand(low=1, median=2, high=3),
        ),
        Bar(label="C", score=80.0, target=75.0, before=None, note="provisional"),
    )
    changed = replace(profile, bars=replace(profile.bars, bars=bars), radar=None)
    deck = reading.opened(pptx(replace(report, profiles=(changed,))))
    chart = next(
        one
        for one in reading.charts(deck)
        if word("last_time", "en") in reading.drawn(one)
    )
    values = reading.drawn(chart)
    assert reading.labels(chart) == ["B", "C (provisional)", "A"]
    assert values[word("score", "en")] == [3.0, 80.0, None]
    assert values[word("target", "en")] == [2.0, 75.0, 70.0]
    assert values[word("last_time", "en")] == [40.0, None, None]


def test_the_strip_says_its_numbers_and_stands_in_order(language):
    deck = reading.opened(reading.content(language))
    strip = reading.report(language).positions[0].chart
    (group,) = [
        shape
        for slide in deck.slides
        for shape in slide.shapes
        if shape.name == "Continuum"
    ]
    told = group._element.xpath(".//p:cNvPr")[0].get("descr")
    assert strip.alt in told
    assert "1.4" in told
    assert "2.3–3.3" in told
    said = [shape.text_frame.text for shape in group.shapes if shape.has_text_frame]
    for stage in strip.stages:
        assert any(stage in text for text in said)


def test_peers_stand_under_the_strip_and_take_nothing_from_its_slide(language):
    cells = [cell("position", 24, place=reading.SECTOR)]
    made = test_peers.report(language, test_peers.among(cells, test_peers.LINE))
    page = made.positions[0]
    (slide,) = [
        slide
        for slide in reading.opened(pptx(made)).slides
        if slide.shapes.title.text_frame.text == page.chart.title
    ]
    (group,) = [shape for shape in slide.shapes if shape.name == "Continuum"]
    told = group._element.xpath(".//p:cNvPr")[0].get("descr")
    assert "2.5 (2.0–3.0)" in told
    said = [shape.text_frame.text for shape in group.shapes if shape.has_text_frame]
    assert page.chart.word("peer_lane") in said
    for stage in page.chart.stages:
        assert any(stage in text for text in said)
    (why,) = [shape.table for shape in slide.shapes if shape.has_table]
    titles = [row.cells[0].text for row in why.rows]
    assert titles[1:] == [row.title for row in page.why]
