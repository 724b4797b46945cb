"""A workbook in memory whose texts stay texts, and the formats that both sheets use."""

from __future__ import annotations

import datetime
import io
from typing import Any, Final

import xlsxwriter

from assessment.offline.words import word

_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
# Nothing in the file tells when it was made, so that the same form is the same bytes.
_CREATED: Final = datetime.datetime(2000, 1, 1)  # noqa: DTZ001 - the library takes no zone
LONGEST_CELL: Final = 32_767
_LONGEST_HEADER: Final = 100
_INK, _SOFT, _MIST, _LINE = "#16202C", "#4A5865", "#F3F6F8", "#D5DDE3"
_ACCENT: Final = "#0B5C7A"
_KINDS: Final[dict[str, dict[str, Any]]] = {
    "head": {"bold": True, "font_color": "#FFFFFF", "bg_color": _ACCENT},
    "read": {"bg_color": _MIST, "quote_prefix": True},
    "soft": {"bg_color": _MIST, "quote_prefix": True, "font_color": _SOFT},
    "any": {},
    "text": {"num_format": "@"},
    "part": {
        "bold": True,
        "font_size": 12,
        "font_color": _ACCENT,
        "border": 0,
        "text_wrap": False,
    },
    "name": {"bold": True, "bg_color": _MIST, "quote_prefix": True},
    "plain": {"quote_prefix": True},
}


class Book:
    """A workbook in one language.

    ``formats`` are by kind: ``head``, ``read``, ``soft``, ``any``, ``text``, ``part``,
    ``name``, ``plain``.
    """

    def __init__(self, title: str, language: str) -> None:
        self._stream = io.BytesIO()
        self.language = language
        self._workbook = xlsxwriter.Workbook(self._stream, _OPTIONS)
        self._workbook.set_properties({"title": cut(title), "created": _CREATED})
        self._title = title
        base = {
            "font_name": word("font", language),
            "font_size": 10,
            "font_color": _INK,
            "text_wrap": True,
            "valign": "top",
            "border": 1,
            "border_color": _LINE,
        }
        self.formats = {
            kind: self._workbook.add_format(base | own) for kind, own in _KINDS.items()
        }

    def sheet(self, name: str) -> Any:
        """Add a sheet that prints on A4, one page wide, with title and page number."""
        sheet = self._workbook.add_worksheet(name)
        sheet.set_paper(9)
        sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        # An ampersand begins a code in headers and footers; two are one.
        title = self._title[:_LONGEST_HEADER].replace("&", "&&")
        sheet.set_header(f"&L{title}")
        sheet.set_footer(f"&R{word('page', self.language)}")
        return sheet

    def content(self) -> bytes:
        """Return the finished file; nothing can be added after it."""
        self._workbook.close()
        return self._stream.getvalue()


def cut(text: str) -> str:
    """Return a text that fits into a cell."""
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"
