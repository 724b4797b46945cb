"""Plotly figures of the peers: how they spread, and how that went over time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from assessment.reports.charts_peers import FULL, Spread, Spreads, Trend, shown
from assessment.reports.drawing.style import ACCENT, LEVELS, LINE, PEERS
from assessment.reports.plotly_parts import Figure, height, percent, rows

HALF: Final = 0.42
"""Half a row."""


def spreads(chart: Spreads) -> tuple[list[Figure], Figure]:
    """Return a row for each dimension and cohort: bars, middle half, own mark."""
    found = [(strip, each) for strip in chart.strips for each in strip.spreads]
    labels = [
        f"{strip.label} · {each.key}" if each.key else strip.label
        for strip, each in found
    ]
    cohorts = [each for _, each in found]
    data = [
        *_bars(chart, cohorts),
        *_boxes(chart, cohorts),
        *_means(chart, cohorts),
        _own(chart, [strip.own for strip, _ in found]),
    ]
    across = percent() if chart.top == FULL else _stages()
    return data, {"yaxis": rows(labels), "xaxis": across} | height(labels)


def _stages() -> Figure:
    """Return the axis of positions: always 0 to 5."""
    return percent() | {"range": [-0.2, 5.4], "tickvals": list(range(6))}


def _bars(chart: Spreads, cohorts: Sequence[Spread]) -> list[Figure]:
    bars = [
        (row, bar, bar.n / (bar.high - bar.low),
         max(each.n / (each.high - each.low) for each in spread.histogram))
        for row, spread in enumerate(cohorts)
        for bar in spread.histogram
        if bar.n
    ]  # fmt: skip
    if not bars:
        return []
    return [
        {
            "type": "bar",
            "name": chart.word("peer_bars"),
            "x": [(bar.low + bar.high) / 2 for _, bar, _, _ in bars],
            "width": [bar.high - bar.low for _, bar, _, _ in bars],
            "base": [row + HALF for row, _, _, _ in bars],
            # The axis counts rows downwards.
            "y": [-2 * HALF * dense / most for _, _, dense, most in bars],
            "customdata": [bar.n for _, bar, _, _ in bars],
            "marker": {"color": LEVELS[1]},
            "hovertemplate": "%{customdata}<extra></extra>",
        }
    ]


def _boxes(chart: Spreads, cohorts: Sequence[Spread]) -> list[Figure]:
    given = [(row, each.quartiles) for row, each in enumerate(cohorts)
             if each.quartiles]  # fmt: skip
    if not given:
        return []
    low, median, high = (
        [quartiles[place] for _, quartiles in given] for place in range(3)
    )
    return [
        {
            "type": "box",
            "orientation": "h",
            "name": chart.word("peer_box"),
            "y": [row for row, _ in given],
            "q1": low,
            "median": median,
            "q3": high,
            "lowerfence": low,
            "upperfence": high,
            "line": {"color": PEERS, "width": 1.5},
            "fillcolor": "rgba(255,255,255,0)",
            "width": 0.4,
        }
    ]


def _means(chart: Spreads, cohorts: Sequence[Spread]) -> list[Figure]:
    given = [(row, each.mean) for row, each in enumerate(cohorts)
             if each.mean is not None and not each.quartiles]  # fmt: skip
    if not given:
        return []
    trace = _marks(chart.word("peer_mean"), PEERS, "square-open")
    return [trace | {"x": [mean for _, mean in given], "y": [row for row, _ in given]}]


def _own(chart: Spreads, values: Sequence[float | None]) -> Figure:
    trace = _marks(chart.word("own"), ACCENT, "circle")
    texts = [shown(value, chart.top, "") for value in values]
    return trace | {
        "x": list(values), "y": list(range(len(values))),
        "text": texts, "hovertemplate": "%{text}",
    }  # fmt: skip


def _marks(name: str, colour: str, symbol: str) -> Figure:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "marker": {"color": colour, "size": 12, "symbol": symbol},
    }


def trend(chart: Trend) -> tuple[list[Figure], Figure]:
    """Return the median with the middle half over time, and the own marks."""
    releases = chart.releases()
    days = [point.day.isoformat() for point in releases]
    ends = [point.quartiles or (None, None, None) for point in releases]
    low, median, high = ([each[place] for each in ends] for place in range(3))
    line = {"color": PEERS, "width": 1}
    bound = {"type": "scatter", "mode": "lines", "x": days, "line": line}
    name = chart.word("peer_box")
    data: list[Figure] = [
        bound | {"y": low, "showlegend": False, "hoverinfo": "skip"},
        bound | {"y": high, "fill": "tonexty", "fillcolor": "rgba(107,78,140,0.12)",
                 "showlegend": False, "hoverinfo": "skip"},
        bound | {"y": median, "name": name, "mode": "lines+markers",
                 "line": {"color": PEERS, "width": 2},
                 "customdata": [[point.name, *each] for point, each
                                in zip(releases, ends, strict=True)]},
    ]  # fmt: skip
    means = [None if point.quartiles else point.mean for point in releases]
    if any(mean is not None for mean in means):
        mark = _marks(chart.word("peer_mean"), PEERS, "square-open")
        data.append(mark | {"x": days, "y": means})
    own = _marks(chart.word("own"), ACCENT, "circle")
    own |= {"x": [point.day.isoformat() for point in chart.own()],
            "y": [point.own for point in chart.own()]}  # fmt: skip
    up = {"range": [0, chart.top], "gridcolor": LINE, "zeroline": False}
    across = {"type": "date", "gridcolor": LINE, "fixedrange": True}
    axes = {"xaxis": across, "yaxis": up | {"fixedrange": True, "automargin": True}}
    return [*data, own], axes | {"height": 340}
