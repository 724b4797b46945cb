"""Specifications and their tables; drawing and figure show the same numbers."""

from dataclasses import replace

import pytest

from assessment.reports.charts import (
    Bar,
    Bars,
    ContinuumStrip,
    Dumbbell,
    Dumbbells,
    Gantt,
    GanttBar,
    GanttWave,
    PeerBand,
    Radar,
    RadarAxis,
    RoleDot,
    RoleDots,
    RoleRow,
)
from assessment.reports.charts_peers import Spread, SpreadRow, Spreads
from assessment.reports.charts_units import HeatMap
from assessment.reports.drawing.heatmap import ink_on
from assessment.reports.drawing.numbers import one_decimal, signed, whole
from assessment.reports.drawing.style import LEVELS
from assessment.reports.plotly_figures import figure
from assessment.reports.svg_charts import svg
from tests.reports import chart_samples as samples
from tests.reports.svg_reading import SVG, groups, parse, texts

EN = samples.common("en")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param(62.5, "63", id="half goes up, not to even"),
        pytest.param(63.5, "64", id="half goes up from odd"),
        pytest.param(62.49, "62", id="below half"),
        pytest.param(0.5, "1", id="smallest half"),
        pytest.param(-0.4, "0", id="no minus zero"),
        pytest.param(100.0, "100", id="whole"),
        pytest.param(None, "–", id="missing is a dash, not 0"),
    ],
)
def test_scores_are_rounded_half_up(value, expected):
    assert whole(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(1.45, "1.5"), (2.25, "2.3"), (3.0, "3.0"), (0.04, "0.0"), (0.285, "0.3")],
)
def test_positions_have_one_decimal_rounded_half_up(value, expected):
    assert one_decimal(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(4.5, "+5"), (-36.6, "\N{MINUS SIGN}37"), (0.2, "0"), (-0.2, "0")],
)
def test_gaps_have_a_sign_and_a_true_minus(value, expected):
    assert signed(value) == expected


def test_profile_is_sorted_by_gap_with_unscored_rows_last():
    bars = Bars(
        bars=(
            Bar(label="small", score=60.0, target=65.0),
            Bar(label="none", score=None, target=65.0),
            Bar(label="over", score=80.0, target=65.0),
            Bar(label="wide", score=20.0, target=65.0, note="provisional"),
            Bar(label="no target", score=10.0),
        ),
        **EN,
    )
    table = bars.table()
    assert table.header == ("Dimension", "Score", "Target", "Gap")
    assert table.rows == (
        ("wide (provisional)", "20", "65", "\N{MINUS SIGN}45"),
        ("small", "60", "65", "\N{MINUS SIGN}5"),
        ("over", "80", "65", "+15"),
        ("no target", "10", "–", "–"),
        ("none", "not scored", "65", "–"),
    )


def test_profile_table_gains_columns_only_for_what_is_given():
    bar = Bar(
        label="a", score=50.0, peers=PeerBand(low=38.4, median=46.5, high=57), before=44
    )
    table = Bars(bars=(bar, Bar(label="b", score=1.0)), **EN).table()
    assert table.header[4:] == ("Last time", "Peers: median (middle half)")
    assert [row[4:] for row in table.rows] == [("–", "–"), ("44", "47 (38–57)")]


def test_gaps_are_sorted_by_rank():
    gaps = Dumbbells(
        gaps=(
            Dumbbell(rank=2, label="b", score=40.5, target=60.0),
            Dumbbell(rank=1, label="a", score=30.0, target=60.0),
        ),
        **EN,
    )
    assert gaps.table().rows == (
        ("1", "a", "30", "60", "\N{MINUS SIGN}30"),
        ("2", "b", "41", "60", "\N{MINUS SIGN}20"),
    )


def test_continuum_table_names_each_mark():
    strip = samples.continuum("en")
    assert strip.table().rows == (
        ("assessed", "1.4"),
        ("perceived", "4.0"),
        ("right for this bank:", "2.3–3.3"),
        ("Peers: median (middle half)", "1.9 (1.1–2.7)"),
        ("Groups by value", "0–1: 6, 1–2: 8, 2–2.5: 0, 2.5–4: 12, 4–5: 0"),
    )


def test_continuum_without_a_position_says_so():
    strip = ContinuumStrip(stages=samples.STAGES["en"], position=None, **EN)
    assert strip.table().rows == (("assessed", "not scored"),)
    assert "assessed: not scored" in texts(parse(svg(strip)))


def test_roadmap_runs_waves_after_each_other_quick_wins_first():
    waves = (
        GanttWave(
            number=1,
            days=90,
            bars=(
                GanttBar(id="a", label="A", days=90),
                GanttBar(id="b", label="B", days=30, quick_win=True),
            ),
            overall=47.5,
            position=1.95,
        ),
        GanttWave(
            number=2,
            days=180,
            bars=(GanttBar(id="c", label="C", days=120, requires=("a", "gone")),),
        ),
    )
    assert Gantt(waves=waves, **EN).table().rows == (
        ("1", "B", "0", "30", "quick win"),
        ("1", "A", "0", "90", "–"),
        ("1", "Predicted at the end", "90", "90", "Score 48 · Position 2.0"),
        ("2", "C", "90", "210", "needs: A"),
        ("2", "Predicted at the end", "270", "270", "–"),
    )


def test_roles_table_hides_how_many_where_that_is_not_told():
    dots = (RoleDot(role="managers", score=40.5, n=4), RoleDot(role="x", score=1.0))
    roles = RoleDots(strips=(RoleRow(label="Strategy", dots=dots),), **EN)
    assert roles.table().rows == (
        ("Strategy", "managers", "41", "4"),
        ("Strategy", "x", "1", "–"),
    )


def test_spreads_table_tells_what_is_published_and_dashes_for_the_rest():
    rows = samples.spreads("en").table().rows
    assert rows[0] == (
        "Leadership", "58", "A", "26", "47", "38", "46", "57",
        "0–30: 4, 30–40: 6, 40–60: 11, 60–90: 5, 90–100: 0",
    )  # fmt: skip
    assert rows[1][3:] == ("9", "45", "30", "45", "61", "–")
    assert rows[2][3:] == ("–",) * 6
    assert rows[5][3:] == ("6", "52", "–", "–", "–", "–")


def test_positions_are_told_in_tenths_on_a_scale_of_five():
    spread = Spread(n=8, mean=2.0, quartiles=(1.5, 2.0, 2.75))
    strip = SpreadRow(label="Position", own=1.44, spreads=(spread,))
    chart = Spreads(strips=(strip,), top=5.0, **EN)
    assert chart.table().rows == (
        ("Position", "1.4", "8", "2.0", "1.5", "2.0", "2.8", "–"),
    )
    root = parse(svg(chart))
    assert [text for text in texts(root) if text in "012345"] == list("012345")
    box = next(r for r in root.iter(f"{SVG}rect") if r.attrib["height"] == "16")
    assert float(box.attrib["x"]) == pytest.approx(196 + 364 * 1.5 / 5, abs=0.01)
    assert float(box.attrib["width"]) == pytest.approx(364 * 1.25 / 5, abs=0.01)


def test_bars_of_peers_have_areas_like_their_numbers():
    """They are of different widths, so their heights alone would mislead."""
    root = parse(svg(samples.spreads("en")))
    areas = []
    for group in root.iter(f"{SVG}g"):
        if "data-bar" in group.attrib:
            size = group[0].attrib
            area = (float(size["width"]) + 1) * float(size["height"])
            areas.append(area / int(group.attrib["data-bar"]))
    assert len(areas) == 7 * 4
    assert areas == pytest.approx([areas[0]] * len(areas), rel=0.01)


def test_the_trend_breaks_where_a_release_is_silent():
    root = parse(svg(samples.trend("en")))
    lines = [line.attrib["points"].split() for line in root.iter(f"{SVG}polyline")]
    assert [len(points) for points in lines] == [2]
    assert samples.trend("en").table().rows[3] == (
        "2026-09-28", "release-2", "–", "–", "–", "–", "–", "–",
    )  # fmt: skip


def test_radar_leaves_a_hole_for_what_is_not_scored():
    axes = tuple(
        RadarAxis(label=str(i), score=None if i == 2 else 50) for i in range(5)
    )
    root = parse(svg(Radar(axes=axes, **EN)))
    strokes = list(root.iter(f"{SVG}polyline"))
    assert len(strokes) == 5 - 2
    assert figure(Radar(axes=axes, **EN))["data"][1]["r"][2] is None


def test_a_heat_map_prints_each_number_in_its_cell():
    chart = samples.heat_map("en")
    assert chart.table().header[:2] == ("Unit", "Leadership")
    assert [row[0] for row in chart.table().rows][::2] == ["North", "South"]
    numbers = [cell for row in chart.table().rows for cell in row[1:]]
    for form in ("print", "page", "narrow"):
        cells = [
            group.find(f"{SVG}text").text
            for group in parse(svg(chart, form)).iter(f"{SVG}g")
            if "data-cell" in group.attrib
        ]
        assert cells == numbers
    notes = figure(chart)["layout"]["annotations"]
    assert [note["text"] for note in notes] == numbers


def test_numbers_on_every_shade_are_legible():
    """WCAG 1.4.3: contrast of at least 4.5 between a number and its cell."""
    assert [samples.heat_map("en").shade(s) for s in (0, 9.9, 10, 50, 90, 100)] == [
        0, 0, 1, 3, 5, 5,
    ]  # fmt: skip
    for shade, colour in enumerate(LEVELS):
        light, dark = sorted(map(luminance, (colour, ink_on(shade))), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, shade


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [
        p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
    ]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_a_model_with_fewer_levels_uses_the_whole_ramp():
    chart = HeatMap(columns=("a",), units=(), floors=(0.0, 40.0, 80.0), **EN)
    assert chart.steps() == ((0, 0.0), (2, 40.0), (5, 80.0))


@pytest.mark.parametrize("language", samples.LANGUAGES)
@pytest.mark.parametrize("form", ["print", "page", "narrow"])
def test_printed_values_are_those_of_the_table(language, form):
    for chart in (samples.bars(language), samples.dumbbells(language)):
        printed = texts(parse(svg(chart, form)))
        for row in chart.table().rows:
            # The profile prints score and gap; its targets are marks.
            cells = (row[1], row[3]) if chart.kind == "bars" else row[2:5]
            for cell in cells:
                assert cell in [*printed, "–"], (chart.kind, row)


def test_bars_are_as_long_as_their_scores_and_the_axis_is_0_to_100():
    root = parse(svg(samples.bars("en")))
    lengths = {}
    for group in root.iter(f"{SVG}g"):
        for rect in group.iter(f"{SVG}rect"):
            if rect.attrib["fill"] == "#0B5C7A":
                score = float(group.attrib["data-score"])
                lengths[score] = float(rect.attrib["width"])
    assert len(lengths) == 6
    for score, length in lengths.items():
        assert length == pytest.approx(364 * score / 100, abs=0.01)


def test_s01_markup_in_a_label_stays_text_in_drawing_and_figure():
    evil = '"><svg/onload=window.x=1><b>{{7*7}}'
    chart = Bars(bars=(Bar(label=evil, score=1.0),), **{**EN, "alt": evil})
    for form in ("print", "page", "narrow"):
        root = parse(svg(chart, form))
        assert root.find(f"{SVG}title").text == evil
        assert "onload" not in "".join(key for e in root.iter() for key in e.attrib)
    ticks = figure(chart)["layout"]["yaxis"]["ticktext"][0]
    assert "<svg" not in ticks
    assert "<b>" not in ticks


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_every_drawing_has_its_alternative_text_and_literal_colours(language):
    for chart in samples.all_charts(language):
        for form in ("print", "page", "narrow"):
            text = svg(chart, form)
            root = parse(text)
            assert root[0].tag == f"{SVG}title"
            assert root[0].text == chart.alt
            assert "var(" not in text
            assert "style=" not in text
            assert "url(" not in text


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_drawing_and_figure_show_the_same_numbers(language):
    for chart in samples.all_charts(language):
        for form in ("print", "page", "narrow"):
            drawn = DRAWN[chart.kind](parse(svg(chart, form)))
            shown = SHOWN[chart.kind](figure(chart)["data"])
            assert drawn == shown, chart.kind


def _pairs(root):
    return [
        (_float(data["data-score"]) if "data-score" in data else None)
        for data in groups(root, "label")
    ] + [_float(data["data-target"]) for data in groups(root, "target")]


def _float(text):
    return float(text)


KEYS = {"band": ("low", "high"), "peers": ("low", "median", "high")}


def _marks(root):
    found = {}
    for data in groups(root, "kind"):
        kind = data["data-kind"]
        keys = KEYS.get(kind, ("position",))
        found[kind] = tuple(float(data[f"data-{key}"]) for key in keys)
    return found


def _each(root, *keys):
    """Return the groups that have all these data, as tuples."""
    wanted = [f"data-{key}" for key in keys]
    return [
        tuple(data[key] if key == "data-day" else float(data[key]) for key in wanted)
        for data in groups(root, keys[-1])
    ]


DRAWN = {
    "radar": _pairs,
    "bars": _pairs,
    "dumbbells": _pairs,
    "continuum": _marks,
    "gantt": lambda root: [
        (float(data["data-start"]), float(data["data-end"]))
        for data in groups(root, "start")
    ],
    "heatmap": lambda root: [
        None if data["data-cell"] == "none" else float(data["data-cell"])
        for data in groups(root, "cell")
    ],
    "roles": lambda root: [float(data["data-score"]) for data in groups(root, "role")],
    "spreads": lambda root: (
        _each(root, "low", "median", "high"),
        [int(data["data-bar"]) for data in groups(root, "bar")],
        _each(root, "own"),
    ),
    "trend": lambda root: (
        _each(root, "day", "low", "median", "high"),
        _each(root, "day", "own"),
    ),
}
SHOWN = {
    "radar": lambda data: data[1]["r"][:-1] + data[0]["r"][:-1],
    "bars": lambda data: (
        next(t["x"] for t in data if t["type"] == "bar") + data[-1]["x"]
    ),
    "dumbbells": lambda data: data[1]["x"] + data[2]["x"],
    "continuum": lambda data: {
        "band": (min(data[1]["x"]), max(data[1]["x"])),
        "assessed": tuple(data[2]["x"]),
        "perceived": tuple(data[3]["x"]),
        "peers": tuple(data[4][name][0] for name in ("q1", "median", "q3")),
    },
    "gantt": lambda data: [
        (base, base + days)
        for base, days in zip(data[0]["base"], data[0]["x"], strict=True)
    ],
    "heatmap": lambda data: [score for row in data[0]["z"] for score in row],
    "roles": lambda data: data[0]["x"],
    "spreads": lambda data: (
        list(zip(data[1]["q1"], data[1]["median"], data[1]["q3"], strict=True)),
        data[0]["customdata"],
        # Each own value is shown beside each of the three cohorts.
        [(own,) for own in data[3]["x"][::3] if own is not None],
    ),
    "trend": lambda data: (
        [
            row
            for row in zip(
                data[0]["x"], data[0]["y"], data[2]["y"], data[1]["y"], strict=True
            )
            if row[1] is not None
        ],
        list(zip(data[-1]["x"], data[-1]["y"], strict=True)),
    ),
}


def test_figures_are_valid_plotly():
    from plotly.graph_objects import Figure

    for language in samples.LANGUAGES:
        for chart in samples.all_charts(language):
            made = Figure(figure(chart)).to_plotly_json()
            assert len(made["data"]) == len(figure(chart)["data"])


def test_last_time_and_peers_are_in_drawing_and_figure_alike():
    chart = samples.bars("en")
    data = {trace["name"]: trace for trace in figure(chart)["data"]}
    assert data["Last time"]["x"] == [bar.before for bar in chart.rows()]
    box = data["Peers: median (middle half)"]
    given = [bar.peers for bar in chart.rows()]
    assert box["q1"] == [peers.low for peers in given]
    assert box["median"] == [peers.median for peers in given]
    assert box["q3"] == [peers.high for peers in given]
    circles = [
        float(mark.attrib["cx"])
        for mark in parse(svg(chart)).iter(f"{SVG}circle")
        if mark.attrib["stroke"] == "#7A8793"
    ]
    wanted = [196 + 364 * bar.before / 100 for bar in chart.rows()[:-1]]
    assert circles[1:] == pytest.approx(wanted, abs=0.01)  # the first is the legend's


@pytest.mark.parametrize("form", ["print", "page", "narrow"])
def test_bars_of_peers_beside_the_strip_have_areas_in_proportion(form):
    strip = samples.continuum("en")
    areas = {}
    for group in parse(svg(strip, form)).iter(f"{SVG}g"):
        if "data-bar" in group.attrib:
            (rect,) = group.iter(f"{SVG}rect")
            # A gap of one pixel keeps neighbours apart.
            size = [float(rect.attrib[side]) for side in ("width", "height")]
            along, across = reversed(size) if form == "narrow" else size
            areas[int(group.attrib["data-bar"])] = (along + 1) * across
    assert set(areas) == {6, 8, 12}
    each = areas[8] / 8
    assert areas == pytest.approx({n: n * each for n in areas}, rel=0.01)


def test_without_bars_the_middle_half_of_peers_stands_alone_and_without_it_nothing():
    strip = samples.continuum("en")
    box = replace(strip, peers=replace(strip.peers, histogram=()))
    root = parse(svg(box))
    assert [data["data-kind"] for data in groups(root, "kind")].count("peers") == 1
    assert groups(root, "bar") == []
    assert "peers" in texts(root)
    none = parse(svg(replace(strip, peers=None)))
    assert "peers" not in texts(none)
    assert len(figure(replace(strip, peers=None))["data"]) == 4
