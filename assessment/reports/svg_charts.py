"""Chart specification to SVG: for the PDF, for pages, for narrow pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from assessment.reports.charts import Chart
from assessment.reports.drawing import (
    bars,
    continuum,
    dumbbells,
    gantt,
    heatmap,
    radar,
    roles,
    spreads,
    trend,
)
from assessment.reports.drawing.style import (
    FORMS,
    NO_SHADES,
    Form,
    FormName,
    Shades,
)

# Any, because each drawing takes its own kind of chart.
_DRAWINGS: Final[Mapping[str, Callable[[Any, Form], str]]] = {
    "radar": radar.draw,
    "bars": bars.draw,
    "continuum": continuum.draw,
    "dumbbells": dumbbells.draw,
    "gantt": gantt.draw,
    "heatmap": heatmap.draw,
    "roles": roles.draw,
    "spreads": spreads.draw,
    "trend": trend.draw,
}


def svg(chart: Chart, form: FormName = "print", shades: Shades = NO_SHADES) -> str:
    """Return the chart as an inline SVG whose ``<title>`` is its alternative text.

    Args:
        chart: Any specification of ``charts``.
        form: ``print`` is 658 pixels wide (the text of an A4 page) in the vendored
            fonts; ``page`` 760 and ``narrow`` 288 (fits a page of 320) in the page's.
        shades: Colours that stand in for tokens of ``drawing.style``.

    Title, subtitle and source are the page's to set; no style attributes are used,
    which the pages' content policy would refuse.
    """
    drawn = replace(FORMS[form], shades=shades) if shades else FORMS[form]
    return _DRAWINGS[chart.kind](chart, drawn)
