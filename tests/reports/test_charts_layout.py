"""No text over another, none outside its chart, whatever the labels are."""

import datetime as dt
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from assessment.reports.charts import (
    Bar,
    Bars,
    ContinuumStrip,
    Dumbbell,
    Dumbbells,
    Gantt,
    GanttBar,
    GanttWave,
    Radar,
    RadarAxis,
    RoleDot,
    RoleDots,
    RoleRow,
)
from assessment.reports.charts_peers import (
    Bin,
    Spread,
    SpreadRow,
    Spreads,
    Trend,
    TrendPoint,
)
from assessment.reports.charts_units import HeatMap, HeatRow
from assessment.reports.drawing.text import spread, wrap
from assessment.reports.svg_charts import svg
from tests.reports import chart_samples as samples
from tests.reports.svg_reading import collisions, measured, outside, parse, texts

FORMS = ("print", "page", "narrow")
ALPHABET = "abcdefgh WM-&.\uff0c\uff08\uff09\u3002概念客戶管理職能损益责任"
LABELS = st.text(ALPHABET, min_size=1, max_size=60)
SCORES = st.floats(0, 100)
POSITIONS = st.floats(0, 5)
QUICK = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


def assert_clear(chart):
    for form in FORMS:
        root = parse(svg(chart, form))
        assert collisions(root) == [], form
        assert outside(root) == [], form


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_sample_charts_are_clear(language):
    for chart in samples.all_charts(language):
        for form in FORMS:
            root = parse(svg(chart, form))
            assert collisions(root, language) == [], (chart.kind, form)
            assert outside(root, language) == [], (chart.kind, form)


@QUICK
@given(
    st.lists(
        st.builds(
            Bar,
            label=LABELS,
            score=st.none() | SCORES,
            target=st.none() | SCORES,
            note=st.just("") | LABELS,
            before=st.none() | SCORES,
        ),
        min_size=1,
        max_size=8,
    )
)
def test_profile_is_clear(bars):
    assert_clear(Bars(bars=tuple(bars), **samples.common("en")))


@QUICK
@given(
    st.lists(
        st.builds(
            Dumbbell, rank=st.integers(1, 30), label=LABELS, score=SCORES, target=SCORES
        ),
        min_size=1,
        max_size=8,
    )
)
def test_gaps_are_clear(gaps):
    assert_clear(Dumbbells(gaps=tuple(gaps), **samples.common("en")))


@QUICK
@example(("M", "M", "M", "M", "M", "MMMaa..。。。。"), None, None, None, "M")
@given(
    st.tuples(*[LABELS] * 6),
    st.none() | POSITIONS,
    st.none() | POSITIONS,
    st.none() | st.tuples(POSITIONS, POSITIONS).map(sorted).map(tuple),
    LABELS,
)
def test_continuum_is_clear(stages, position, perceived, band, name):
    strip = ContinuumStrip(
        stages=stages,
        position=position,
        perceived=perceived,
        band=band,
        band_label=name,
        **samples.common("en"),
    )
    assert_clear(strip)
    assert_clear(replace(strip, peers=samples.continuum("en").peers))


@QUICK
@given(
    st.lists(
        st.builds(RadarAxis, label=LABELS, score=st.none() | SCORES, target=SCORES),
        min_size=3,
        max_size=12,
    )
)
def test_radar_is_clear(axes):
    assert_clear(Radar(axes=tuple(axes), **samples.common("en")))


@QUICK
@given(
    st.lists(
        st.builds(
            RoleRow,
            label=LABELS,
            dots=st.lists(
                st.builds(RoleDot, role=LABELS, score=SCORES), min_size=1, max_size=4
            ).map(tuple),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_roles_are_clear(strips):
    assert_clear(RoleDots(strips=tuple(strips), **samples.common("en")))


@QUICK
@given(
    st.lists(LABELS, min_size=1, max_size=12),
    st.lists(st.tuples(LABELS, st.none() | SCORES), min_size=1, max_size=5),
)
def test_heat_maps_are_clear(columns, rows):
    units = tuple(
        HeatRow(label=label, scores=(score,) * len(columns)) for label, score in rows
    )
    floors = (0.0, 10.0, 30.0, 50.0, 70.0, 90.0)
    chart = HeatMap(
        columns=tuple(columns), units=units, floors=floors, **samples.common("en")
    )
    assert_clear(chart)


QUARTILES = st.tuples(SCORES, SCORES, SCORES).map(sorted).map(tuple)
BARS = (Bin(low=0, high=40, n=7), Bin(low=40, high=100, n=14))
COHORTS = st.one_of(
    st.builds(Spread, key=st.sampled_from("ABC")),
    st.builds(Spread, key=st.sampled_from("ABC"), n=st.just(6), mean=SCORES),
    st.builds(
        Spread,
        key=st.sampled_from("ABC"),
        n=st.just(21),
        mean=SCORES,
        quartiles=QUARTILES,
        histogram=st.just(()) | st.just(BARS),
    ),
)


@QUICK
@given(
    st.lists(
        st.tuples(
            LABELS, st.none() | SCORES, st.lists(COHORTS, min_size=3, max_size=3)
        ),
        min_size=1,
        max_size=5,
    )
)
def test_spreads_are_clear(rows):
    strips = (
        SpreadRow(label=label, own=own, spreads=tuple(cohorts))
        for label, own, cohorts in rows
    )
    assert_clear(Spreads(strips=tuple(strips), **samples.common("en")))


DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2027, 1, 1))


@QUICK
@given(
    st.lists(
        st.builds(TrendPoint, day=DAYS, name=LABELS, quartiles=st.none() | QUARTILES)
        | st.builds(TrendPoint, day=DAYS, name=LABELS, own=SCORES),
        min_size=1,
        max_size=12,
    )
)
def test_trends_are_clear(points):
    assert_clear(Trend(points=tuple(points), **samples.common("en")))


@QUICK
@given(
    st.lists(
        st.tuples(
            st.integers(1, 400),
            st.lists(st.tuples(LABELS, st.booleans()), min_size=1, max_size=4),
            st.none() | SCORES,
        ),
        min_size=1,
        max_size=5,
    )
)
def test_roadmap_is_clear(plan):
    waves = tuple(
        GanttWave(
            number=number,
            days=days,
            bars=tuple(
                GanttBar(
                    id=f"{number}.{i}",
                    label=label,
                    days=days,
                    quick_win=quick,
                    requires=(f"{number - 1}.0",),
                )
                for i, (label, quick) in enumerate(rows)
            ),
            overall=overall,
            position=overall and overall / 20,
        )
        for number, (days, rows, overall) in enumerate(plan, 1)
    )
    assert_clear(Gantt(waves=waves, **samples.common("en")))


def test_the_roadmap_s_end_is_written_even_where_waves_are_short():
    waves = tuple(
        GanttWave(number=number, days=days, bars=(), overall=None, position=None)
        for number, days in enumerate((540, 450, 360, 45, 180, 270), 1)
    )
    drawn = texts(parse(svg(Gantt(waves=waves, **samples.common("en")), "narrow")))
    assert {"0", "1845"} <= set(drawn)


def test_equal_scores_and_two_pointers_in_one_place_are_clear():
    dots = tuple(RoleDot(role=f"role {i}", score=100.0) for i in range(4))
    strips = (RoleRow(label="Strategy", dots=dots),)
    assert_clear(RoleDots(strips=strips, **samples.common("en")))
    for place in (0.0, 2.5, 5.0):
        strip = ContinuumStrip(
            stages=samples.STAGES["en"],
            position=place,
            perceived=place,
            band=(place, place),
            **samples.common("en"),
        )
        assert_clear(strip)


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [
        pytest.param("one two three", 8, ("one two", "three"), id="at spaces"),
        pytest.param("客戶管理職能", 4, ("客戶管", "理職能"), id="balanced Chinese"),
        pytest.param(
            "客戶管理\uff0c職能", 4, ("客戶管", "理\uff0c職能"), id="no comma first"
        ),
        pytest.param("self-declared", 9, ("self-", "declared"), id="after a hyphen"),
        pytest.param("self-declared x", 13, ("self-declared", "x"), id="hyphen kept"),
        pytest.param("abcdefghij", 4, ("abcd", "efgh", "ij"), id="anywhere at last"),
        pytest.param("aa bb cc dd ee", 2, ("aa", "bb", "c…"), id="cut"),
        pytest.param("", 5, (), id="nothing"),
    ],
)
def test_wrap(text, room, expected):
    assert wrap(text, room, len) == expected


@QUICK
@given(LABELS, st.floats(30, 200))
def test_wrapped_lines_fit_and_lose_nothing(text, room):
    def measure(line):
        return measured(line, 10, False, "en")

    lines = wrap(text, room, measure, most=99)
    assert all(measure(line) <= room + 0.01 for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@QUICK
@given(
    st.lists(st.tuples(st.floats(-50, 550), st.floats(1, 60)), min_size=1, max_size=8)
)
def test_spread_keeps_things_apart_and_inside(items):
    wishes, sizes = zip(*items, strict=True)
    centres = spread(wishes, sizes, (0, 560), 8)
    edges = sorted(
        (centre - size / 2, centre + size / 2)
        for centre, size in zip(centres, sizes, strict=True)
    )
    assert edges[0][0] >= -0.01
    assert edges[-1][1] <= 560.01
    for (_, end), (start, _) in pairwise(edges):
        assert start - end >= 8 - 0.01


def test_spread_moves_nothing_that_is_free():
    assert spread([10, 100, 50], [10, 10, 10], (0, 200), 4) == [10, 100, 50]
