"""What the Plotly figures share: axes, marks, escaped labels, the quiet look."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any, Final

from assessment.reports import fonts
from assessment.reports.drawing.style import INK, INK_SOFT, LINE, PAPER
from assessment.reports.drawing.text import wrap

Figure = dict[str, Any]

SIZE: Final = 14
ROW: Final = 44
LEADING: Final = 19
LABEL_ROOM: Final = 220.0
SLACK: Final = 1.15


def label(text: str, room: float = LABEL_ROOM) -> str:
    """Return a text broken into lines and escaped: Plotly reads tags in texts."""
    lines = wrap(text, room, lambda line: fonts.width(line, SIZE) * SLACK)
    return "<br>".join(escape(line, quote=False) for line in lines)


def safe(text: str) -> str:
    """Return one line of text escaped."""
    return escape(text, quote=False)


def marks(name: str, values: Sequence[float | None], colour: str) -> Figure:
    """Return circles with a paper ground, one a row from the top."""
    return {
        "type": "scatter",
        "mode": "markers",
        "name": safe(name),
        "x": list(values),
        "y": list(range(len(values))),
        "marker": {
            "color": PAPER,
            "size": 11,
            "symbol": "circle",
            "line": {"color": colour, "width": 1.5},
        },
        "hovertemplate": "%{x:.0f}",
    }


def rows(labels: Sequence[str], extra: int = 0) -> Figure:
    """Return the axis of labelled rows, the first on top.

    Rows are numbered, because Plotly would merge two rows of the same name.
    """
    return {
        "tickvals": list(range(len(labels))),
        "ticktext": [label(text) for text in labels],
        "range": [len(labels) + extra - 0.4, -0.6],
        "automargin": True,
        "ticks": "outside",
        "ticklen": 8,
        "tickcolor": PAPER,
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
    }


def percent() -> Figure:
    """Return the axis of scores: always 0 to 100."""
    return {
        "range": [-4, 108],
        "tickvals": list(range(0, 101, 20)),
        "gridcolor": LINE,
        "zeroline": False,
        "fixedrange": True,
    }


def height(labels: Sequence[str], extra: int = 0) -> Figure:
    """Return the height in which rows with these labels do not touch."""
    most = max((label(text).count("<br>") + 1 for text in labels), default=1)
    return {"height": 120 + (len(labels) + extra) * max(ROW, 12 + most * LEADING)}


def look(layout: Figure) -> Figure:
    """Return ``layout`` with the look that all figures share."""
    common: Figure = {
        "font": {"size": SIZE, "color": INK},
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "margin": {"l": 8, "r": 8, "t": 8, "b": 40},
        "barmode": "overlay",
        "dragmode": False,
        "hoverlabel": {"bgcolor": PAPER, "font": {"color": INK}},
        "legend": {
            "orientation": "h",
            "x": 0,
            "y": 1.02,
            "yanchor": "bottom",
            "font": {"color": INK_SOFT},
        },
    }
    return common | layout
