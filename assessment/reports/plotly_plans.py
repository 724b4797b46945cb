"""Plotly figures of the continuum and the roadmap."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from assessment.reports.charts import ContinuumStrip
from assessment.reports.charts_roadmap import Gantt, GanttBar, predicted_text
from assessment.reports.drawing.numbers import one_decimal
from assessment.reports.drawing.style import (
    ACCENT,
    INK,
    INK_SOFT,
    LEVELS,
    LINE,
    PAPER,
    PEERS,
    TARGET,
)
from assessment.reports.plotly_parts import Figure, height, label, rows, safe

_STRIP: Final[Figure] = {
    "type": "scatter",
    "mode": "lines+markers",
    "x": list(range(6)),
    "y": [0] * 6,
    "line": {"color": INK, "width": 1},
    "marker": {"color": INK, "symbol": "line-ns-open", "size": 9},
    "hoverinfo": "skip",
    "showlegend": False,
}
_UP: Final[Figure] = {"visible": False, "range": [-1, 2], "fixedrange": True}


def continuum(chart: ContinuumStrip) -> tuple[list[Figure], Figure]:
    """Return the strip: pointers, target band, stages' names."""
    data = []
    assessed, perceived = chart.words("assessed", "perceived")
    if chart.position is not None:
        data.append(_pointer(assessed, chart.position, ACCENT, "triangle-down"))
    if chart.perceived is not None:
        data.append(
            _pointer(perceived, chart.perceived, INK_SOFT, "triangle-down-open")
        )
    if chart.band is not None:
        data.insert(0, _band(chart.band_name(), chart.band))
    data.insert(0, _STRIP)
    if chart.peers and chart.peers.quartiles:
        data.append(_peers(chart.word("peers"), chart.peers.quartiles))
    names = [
        f"<b>{stage}</b><br>{label(title, 118)}"
        for stage, title in enumerate(chart.stages)
    ]
    across = {
        "range": [-0.4, 5.4],
        "tickvals": list(range(6)),
        "ticktext": names,
        "showgrid": False,
        "zeroline": False,
        "automargin": True,
        "fixedrange": True,
    }
    layout = {"xaxis": across, "yaxis": _UP, "height": 280, "showlegend": True}
    return data, layout


def _band(name: str, band: tuple[float, float]) -> Figure:
    (low, high), half = band, 0.35
    return {
        "type": "scatter",
        "mode": "lines",
        "name": safe(name),
        "x": [low, high, high, low, low],
        "y": [-half, -half, half, half, -half],
        "fill": "toself",
        "fillcolor": PAPER,
        "fillpattern": {"shape": "/", "fgcolor": TARGET, "bgcolor": PAPER, "size": 6},
        "line": {"color": TARGET, "width": 1},
    }


def _peers(name: str, quartiles: tuple[float, float, float]) -> Figure:
    """Return the peers' middle half under the strip, drawn from given numbers."""
    low, median, high = quartiles
    return {
        "type": "box",
        "orientation": "h",
        "name": safe(name),
        "y": [-0.65],
        "q1": [low],
        "median": [median],
        "q3": [high],
        "lowerfence": [low],
        "upperfence": [high],
        "line": {"color": PEERS, "width": 1.5},
        "fillcolor": "rgba(255,255,255,0)",
        "width": 0.4,
    }


def _pointer(name: str, position: float, colour: str, symbol: str) -> Figure:
    return {
        "type": "scatter",
        "mode": "markers+text",
        "name": name,
        "x": [position],
        "y": [0.3],
        "text": [f"{name} {one_decimal(position)}"],
        "textposition": "top center",
        "textfont": {"color": colour},
        "marker": {"color": colour, "size": 14, "symbol": symbol},
        "hovertemplate": "%{text}",
    }


def gantt(chart: Gantt) -> tuple[list[Figure], Figure]:
    """Return the initiatives as bars and the prediction at each wave's end."""
    placed = [
        (bar, start)
        for wave, start in zip(chart.waves, chart.starts(), strict=True)
        for bar in wave.rows()
    ]
    across = {
        "title": {"text": chart.word("day")},
        "gridcolor": LINE,
        "zeroline": False,
        "fixedrange": True,
    }
    labels = [bar.label for bar, _ in placed]
    layout = {"xaxis": across, "yaxis": rows(labels, len(chart.waves))}
    figures = [_bars(placed, chart.word("quick_win")), _predictions(chart, len(placed))]
    return figures, layout | height(labels, len(chart.waves))


def _bars(placed: Sequence[tuple[GanttBar, int]], quick: str) -> Figure:
    """Return a bar for each initiative, from its start to its end in days."""
    return {
        "type": "bar",
        "orientation": "h",
        "base": [bar.start(start) for bar, start in placed],
        "x": [bar.end(start) - bar.start(start) for bar, start in placed],
        "y": list(range(len(placed))),
        "width": 0.5,
        "marker": {
            "color": [ACCENT if bar.quick_win else LEVELS[2] for bar, _ in placed]
        },
        "text": [quick if bar.quick_win else "" for bar, _ in placed],
        "customdata": [bar.end(start) for bar, start in placed],
        "hovertemplate": "%{base}–%{customdata}<extra></extra>",
        "showlegend": False,
    }


def _predictions(chart: Gantt, first_row: int) -> Figure:
    """Return a mark at each wave's end, one under the other below the bars."""
    days = sum(wave.days for wave in chart.waves)
    return {
        "type": "scatter",
        "mode": "markers+text",
        "name": chart.word("predicted"),
        "x": [
            start + wave.days
            for wave, start in zip(chart.waves, chart.starts(), strict=True)
        ],
        "y": list(range(first_row, first_row + len(chart.waves))),
        "text": [predicted_text(wave, chart.language) for wave in chart.waves],
        "textposition": [
            "middle right" if start + wave.days < days / 2 else "middle left"
            for wave, start in zip(chart.waves, chart.starts(), strict=True)
        ],
        "customdata": [[wave.overall, wave.position] for wave in chart.waves],
        "marker": {"color": ACCENT, "size": 9, "symbol": "circle-open"},
        "hovertemplate": "%{text}",
    }
