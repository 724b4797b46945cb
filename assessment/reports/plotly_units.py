"""The heat map of units as a Plotly figure."""

from __future__ import annotations

from typing import Final

from assessment.reports.charts_units import HeatMap
from assessment.reports.drawing.heatmap import ink_on
from assessment.reports.drawing.numbers import whole
from assessment.reports.drawing.style import LEVELS
from assessment.reports.plotly_parts import Figure, height, label, rows

COLUMN_ROOM: Final = 90.0


def heatmap(chart: HeatMap) -> tuple[list[Figure], Figure]:
    """Return traces and layout: shades by level, each score written in its cell."""
    trace = {
        "type": "heatmap",
        "z": [list(row.scores) for row in chart.units],
        "x": list(range(len(chart.columns))),
        "y": list(range(len(chart.units))),
        "zmin": 0,
        "zmax": 100,
        "colorscale": _ramp(chart),
        "showscale": False,
        "xgap": 2,
        "ygap": 2,
        "hovertemplate": "%{z:.0f}<extra></extra>",
    }
    across = {
        "tickvals": list(range(len(chart.columns))),
        "ticktext": [label(name, COLUMN_ROOM) for name in chart.columns],
        "side": "top",
        "automargin": True,
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
    }
    names = [row.label for row in chart.units]
    layout = {"yaxis": rows(names), "xaxis": across, "annotations": _numbers(chart)}
    return [trace], layout | height(names, extra=1)


def _ramp(chart: HeatMap) -> list[list[float | str]]:
    """Return a scale of colours that changes only where a level ends."""
    steps = chart.steps()
    ends = [floor for _, floor in steps[1:]] + [100.0]
    return [
        [place / 100, LEVELS[shade]]
        for (shade, floor), end in zip(steps, ends, strict=True)
        for place in (floor, end)
    ]


def _numbers(chart: HeatMap) -> list[Figure]:
    return [
        {
            "x": column,
            "y": line,
            "text": whole(score),
            "showarrow": False,
            "font": {"color": ink_on(0 if score is None else chart.shade(score))},
        }
        for line, row in enumerate(chart.units)
        for column, score in enumerate(row.scores)
    ]
