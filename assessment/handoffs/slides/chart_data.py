"""Numbers of a chart and the workbook inside it, which "Edit data" opens.

Labels are words, whatever they begin with: none becomes a formula or a link. The
workbook carries the report's date, not the clock's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from pptx.util import lazyproperty
from xlsxwriter import Workbook

from assessment.handoffs.packages import moment
from assessment.handoffs.texts import one_line

_PLAIN: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
Values = Sequence[float | None]


class _Writer(CategoryWorkbookWriter):
    """Writes strings as strings."""

    @contextmanager
    def _open_worksheet(self, xlsx_file: Any) -> Iterator[tuple[Any, Any]]:
        workbook = Workbook(xlsx_file, _PLAIN)
        day: dt.datetime = moment(None)
        workbook.set_properties({"created": day})
        yield workbook, workbook.add_worksheet()
        workbook.close()


class ChartNumbers(CategoryChartData):
    """Categories with their series."""

    @lazyproperty
    def _workbook_writer(self) -> _Writer:
        made: Any = _Writer
        writer: _Writer = made(self)
        return writer


def numbers(
    labels: Sequence[str], series: Sequence[tuple[str, Values]], form: str = "0"
) -> Any:
    """Return a chart's data; ``None`` leaves a hole, ``form`` is how numbers show."""
    made: Any = ChartNumbers
    data = made(number_format=form)
    data.categories = [one_line(label) for label in labels]
    for name, values in series:
        data.add_series(one_line(name), values)
    return data
