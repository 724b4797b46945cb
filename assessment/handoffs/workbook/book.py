"""A workbook in memory: texts stay texts, and every formula is our own."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from assessment.handoffs.packages import dated, moment
from assessment.handoffs.texts import clean
from assessment.handoffs.words import word
from assessment.offline.book import cut
from assessment.offline.heights import height
from assessment.reports.model import Report

_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_LONGEST_HEADER: Final = 100
_INK, _SOFT, _MIST, _LINE = "#16202C", "#4A5865", "#F3F6F8", "#D5DDE3"
_ACCENT, _TINT, _ALARM = "#0B5C7A", "#DCEBF1", "#B3261E"
_SET_IN: Final = {"align": "left", "indent": 1}
"""Of texts, which would else touch the number before them; no side, no indent."""
_FORMATS: Final[dict[str, dict[str, Any]]] = {
    "head": {"bold": True, "font_color": "#FFFFFF", "bg_color": _ACCENT},
    "text": {"num_format": "@", **_SET_IN},
    "words": {**_SET_IN},
    "soft": {"font_color": _SOFT, **_SET_IN},
    "any": {},
    "whole": {"num_format": "#,##0"},
    "points": {"num_format": "0.00"},
    "share": {"num_format": "0%"},
    "weight": {"num_format": "0.###"},
    "day": {"num_format": "yyyy-mm-dd"},
    "taken": {"num_format": "0.00", "bg_color": _MIST, "font_color": _SOFT},
    "check": {"num_format": "0.000000", "bg_color": _TINT},
    "sum": {"bold": True, "num_format": "#,##0", "bg_color": _TINT},
    "total": {"bold": True, "bg_color": _TINT, **_SET_IN},
    "title": {"bold": True, "font_size": 16, "border": 0, "text_wrap": False},
    "part": {
        "bold": True, "font_size": 12, "font_color": _ACCENT, "border": 0,
        "text_wrap": False,
    },
    "note": {"border": 0},
    "name": {"bold": True, "border": 0, "font_color": _SOFT},
    "figure": {"border": 0, "num_format": "0.000000", "align": "left"},
    "link": {"border": 0, "font_color": _ACCENT, "underline": 1},
}  # fmt: skip
_HEIGHTS: Final = {"title": 27.0, "part": 21.0}
"""Points of a row with larger type: not every program works that out."""
_INDENT: Final = 1.5
"""Characters that a column has for its texts less than it is wide."""
_A4, _A3 = 9, 8
_WIDE, _WIDEST = 150, 400
"""Characters from which on a sheet prints on A3, and over two pages beside another."""
_NUMBERS: Final = frozenset(
    {"whole", "points", "share", "weight", "taken", "check", "sum"}
)


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula of ours, with what it comes to; ``value`` is "" where it has none."""

    text: str
    value: float | int | str | None = ""

    def __post_init__(self) -> None:
        """Hold what a cell can hold: an empty text for ``None``."""
        if self.value is None:
            object.__setattr__(self, "value", "")


Cell = Formula | str | int | float | dt.date | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width in characters, and the kind of its cells."""

    heading: str
    width: float
    kind: str = "words"


class Book:
    """A workbook in one language, dated by its assessment."""

    def __init__(self, report: Report) -> None:
        self._stream = io.BytesIO()
        self.report, self.language = report, report.language
        head = report.head
        self._title = clean(f"{head.organisation} · {report.words['title']}")
        mode = "self_declared" if head.mode == "self" else "assessed_mode"
        self._mark = report.words[mode]
        self._workbook = xlsxwriter.Workbook(self._stream, _OPTIONS)
        base = {
            "font_name": word("font", self.language),
            "font_size": 10,
            "font_color": _INK,
            "text_wrap": True,
            "valign": "top",
            "border": 1,
            "border_color": _LINE,
        }
        self._formats = {
            kind: self._workbook.add_format(base | own)
            for kind, own in _FORMATS.items()
        }
        self._alarm = self._workbook.add_format({"font_color": _ALARM, "bold": True})
        self._workbook.set_properties(
            {
                "title": cut(self._title),
                "author": cut(clean(report.prepared_by or "Sextant")),
                "subject": self._mark,
                "created": moment(head.date),
            }
        )

    def sheet(self, name: str) -> Any:
        """Add a sheet that prints on A4 landscape, one page wide.

        A wide table makes it A3, in type that can still be read.
        """
        sheet = self._workbook.add_worksheet(name)
        sheet.set_paper(_A4)
        sheet.set_landscape()
        sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)
        # An ampersand begins a code in headers and footers; two are one.
        title = self._title[:_LONGEST_HEADER].replace("&", "&&")
        sheet.set_header(f"&L{title}&R&A")
        sheet.set_footer(f"&L{self._mark}&R{word('page', self.language)}")
        return sheet

    def table(
        self, sheet: Any, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]
    ) -> int:
        """Write a table from the sheet's first row on, and return its last row.

        Its head stays in sight and is printed on every page; each column has a filter.
        """
        widths = [column.width for column in columns]
        for number, column in enumerate(columns):
            sheet.set_column(number, number, column.width)
            self.write(sheet, (0, number), column.heading, "head")
        self.fit(sheet, 0, [column.heading for column in columns], widths)
        last = 0
        for last, row in enumerate(rows, start=1):
            for number, (column, cell) in enumerate(zip(columns, row, strict=True)):
                self.write(sheet, (last, number), cell, column.kind)
            self.fit(sheet, last, row, widths)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        if sum(widths) > _WIDE:
            sheet.set_paper(_A3)
        if sum(widths) > _WIDEST:
            sheet.fit_to_pages(2, 0)
            sheet.repeat_columns(0, 1)
        sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)
        return last

    def write(self, sheet: Any, place: tuple[int, int], cell: Cell, kind: str) -> None:
        """Write one cell; a text is never anything else than a text."""
        row, column = place
        form = self._formats[kind]
        if kind in _HEIGHTS:
            sheet.set_row(row, _HEIGHTS[kind])
        if cell is None:
            sheet.write_blank(row, column, None, form)
        elif isinstance(cell, Formula):
            sheet.write_formula(row, column, cell.text, form, cell.value)
        elif isinstance(cell, str):
            # Words among numbers, such as a dash, keep the look of their column.
            kept = self._formats["any"] if kind in _NUMBERS and not cell else form
            sheet.write_string(row, column, cut(clean(cell)), kept)
        elif isinstance(cell, dt.date):
            sheet.write_datetime(row, column, moment(cell), form)
        else:
            sheet.write_number(row, column, cell, form)

    def fit(
        self, sheet: Any, row: int, cells: Sequence[Cell], widths: Sequence[float]
    ) -> None:
        """Make a row as high as its texts need; not every program does it by itself."""
        texts = [
            (cell, width - _INDENT)
            for cell, width in zip(cells, widths, strict=True)
            if isinstance(cell, str) and cell
        ]
        sheet.set_row(row, height(texts, self.language))

    def link(self, sheet: Any, place: tuple[int, int], name: str) -> None:
        """Write a sheet's name as a link to it inside the workbook."""
        address = f"internal:'{name}'!A1"
        sheet.write_url(*place, address, self._formats["link"], name)

    def alarm(self, sheet: Any, column: int, last: int) -> None:
        """Show what is not 0 in a column of differences as the fault that it is.

        The heads of tables that stand below each other are no differences.
        """
        cell = f"{xl_col_to_name(column)}2"
        fault = f'=OR(AND(ISNUMBER({cell}),{cell}<>0),{cell}="≠")'
        sheet.conditional_format(
            1, column, max(last, 1), column,
            {"type": "formula", "criteria": fault, "format": self._alarm},
        )  # fmt: skip

    def content(self) -> bytes:
        """Return the finished file; nothing can be added after it."""
        self._workbook.close()
        return dated(self._stream.getvalue(), self.report.head.date)
