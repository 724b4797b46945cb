"""Chart specification to Plotly figure: plain data in Plotly's JSON schema.

Plain dicts, because ``plotly.graph_objects`` takes a second to import and the page
needs only the JSON; a test validates them against it. Texts are escaped: Plotly reads
tags in them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from assessment.reports.charts import (
    Bars,
    Chart,
    Dumbbells,
    Radar,
    RoleDots,
    gap_text,
)
from assessment.reports.drawing.numbers import whole
from assessment.reports.drawing.style import (
    ACCENT,
    BEFORE,
    LEVELS,
    LINE,
    PAPER,
    PEERS,
    TARGET,
)
from assessment.reports.plotly_parts import (
    Figure,
    height,
    label,
    look,
    marks,
    percent,
    rows,
    safe,
)
from assessment.reports.plotly_peers import spreads, trend
from assessment.reports.plotly_plans import continuum, gantt
from assessment.reports.plotly_units import heatmap

INSIDE: Final = 12
"""The score from which its number fits into its bar."""


def figure(chart: Chart) -> Figure:
    """Return ``{"data": …, "layout": …}`` with the numbers of the specification.

    Values are unrounded; what is printed in the figure is rounded as in the table.
    """
    data, layout = _BUILDERS[chart.kind](chart)
    return {"data": data, "layout": look(layout)}


def _radar(chart: Radar) -> tuple[list[Figure], Figure]:
    names = [label(axis.label) for axis in chart.axes]
    score = _polar(chart.word("score"), [axis.score for axis in chart.axes], names)
    score |= {"line": {"color": ACCENT, "width": 2}, "mode": "lines+markers"}
    target = _polar(chart.word("target"), [axis.target for axis in chart.axes], names)
    target |= {"line": {"color": TARGET, "dash": "dash", "width": 1.5}, "mode": "lines"}
    radial = {"range": [0, 100], "gridcolor": LINE, "angle": 90, "tickangle": 90}
    angular = {"direction": "clockwise", "rotation": 90, "gridcolor": LINE}
    polar = {"radialaxis": radial, "angularaxis": angular, "bgcolor": PAPER}
    return [target, score], {"polar": polar, "height": 420, "showlegend": True}


def _polar(name: str, values: Sequence[float | None], names: Sequence[str]) -> Figure:
    return {
        "type": "scatterpolar",
        "name": name,
        "r": [*values, *values[:1]],
        "theta": [*names, *names[:1]],
        "connectgaps": False,
        "hovertemplate": "%{theta}: %{r:.0f}",
    }


def _bars(chart: Bars) -> tuple[list[Figure], Figure]:
    shown = chart.rows()
    score = {
        "type": "bar",
        "orientation": "h",
        "name": chart.word("score"),
        "x": [bar.score for bar in shown],
        "y": list(range(len(shown))),
        "width": 0.55,
        "marker": {"color": ACCENT},
        "text": [whole(bar.score, chart.missing()) for bar in shown],
        "textposition": [
            "inside" if (bar.score or 0) >= INSIDE else "outside" for bar in shown
        ],
        "insidetextanchor": "start",
        "textangle": 0,
        "customdata": [gap_text(bar.gap) for bar in shown],
        "hovertemplate": "%{text} (%{customdata})",
    }
    target = marks(chart.word("target"), [bar.target for bar in shown], TARGET)
    target["marker"]["symbol"] = "diamond"
    data = [_peers(chart), score] if any(bar.peers for bar in shown) else [score]
    if any(bar.before is not None for bar in shown):
        data.append(
            marks(chart.word("last_time"), [bar.before for bar in shown], BEFORE)
        )
    layout = {"yaxis": rows([bar.label for bar in shown]), "xaxis": percent()}
    return [*data, target], layout | height([bar.label for bar in shown])


def _peers(chart: Bars) -> Figure:
    """Return the peers' quartiles as boxes, drawn from five given numbers."""
    given = [(i, bar.peers) for i, bar in enumerate(chart.rows()) if bar.peers]
    return {
        "type": "box",
        "orientation": "h",
        "name": chart.word("peers"),
        "y": [i for i, _ in given],
        "q1": [peers.low for _, peers in given],
        "median": [peers.median for _, peers in given],
        "q3": [peers.high for _, peers in given],
        "lowerfence": [peers.low for _, peers in given],
        "upperfence": [peers.high for _, peers in given],
        "line": {"color": PEERS, "width": 1.5},
        "fillcolor": "rgba(255,255,255,0)",
        "width": 0.8,
    }


def _dumbbells(chart: Dumbbells) -> tuple[list[Figure], Figure]:
    shown = chart.rows()
    links = {
        "type": "scatter",
        "mode": "lines",
        "x": [x for gap in shown for x in (gap.score, gap.target, None)],
        "y": [y for i in range(len(shown)) for y in (i, i, None)],
        "line": {"color": LEVELS[2], "width": 3},
        "hoverinfo": "skip",
        "showlegend": False,
    }
    score = marks(chart.word("score"), [gap.score for gap in shown], ACCENT)
    score["marker"]["color"] = ACCENT
    target = marks(chart.word("target"), [gap.target for gap in shown], TARGET)
    target["marker"]["symbol"] = "diamond"
    for trace, side in ((score, "left"), (target, "right")):
        trace["mode"] = "markers+text"
        trace["text"] = [whole(value) for value in trace["x"]]
        trace["textposition"] = f"middle {side}"
    labels = [f"{gap.rank} {gap.label}" for gap in shown]
    layout = {"yaxis": rows(labels), "xaxis": percent()}
    return [links, score, target], layout | height(labels)


def _roles(chart: RoleDots) -> tuple[list[Figure], Figure]:
    dots = [(i, dot) for i, strip in enumerate(chart.strips) for dot in strip.dots]
    trace = {
        "type": "scatter",
        "mode": "markers",
        "x": [dot.score for _, dot in dots],
        "y": [i for i, _ in dots],
        "text": [f"{safe(dot.role)} {whole(dot.score)}" for _, dot in dots],
        "marker": {"color": ACCENT, "size": 13, "opacity": 0.8},
        "hovertemplate": "%{text}<extra></extra>",
        "showlegend": False,
    }
    names = [strip.label for strip in chart.strips]
    layout = {"yaxis": rows(names), "xaxis": percent(), "annotations": _names(chart)}
    return [trace], layout | height(names * 2)


def _names(chart: RoleDots) -> list[Figure]:
    """Return the roles' names beside their dots, at staggered heights."""
    return [
        {
            "x": dot.score,
            "y": i,
            "text": f"{safe(dot.role)} {whole(dot.score)}",
            "ax": 0,
            "ay": -18 - 16 * order,
            "arrowwidth": 0.75,
            "arrowhead": 0,
            "arrowcolor": LINE,
        }
        for i, strip in enumerate(chart.strips)
        for order, dot in enumerate(strip.dots)
    ]


# Any, because each builder takes its own kind of chart.
_BUILDERS: Final[Mapping[str, Callable[[Any], tuple[list[Figure], Figure]]]] = {
    "radar": _radar,
    "bars": _bars,
    "continuum": continuum,
    "dumbbells": _dumbbells,
    "gantt": gantt,
    "heatmap": heatmap,
    "roles": _roles,
    "spreads": spreads,
    "trend": trend,
}
