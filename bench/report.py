"""The demonstration's report in each language, in a warm process.

Beside it, in the same run, Typst sets the same words and tables, and Chromium prints
the same document.
"""

from __future__ import annotations

import io
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from statistics import median

import pypdf
import typst

from assessment import reports
from assessment.demo import story
from assessment.reports import fonts
from assessment.reports.model import Report
from bench.processes import processor_seconds
from questionnaires import loader
from questionnaires.model import LANGUAGES
from scoring.engine import score
from tests.support import browsing

RUNS = 5
PAGES = 20
NAME = "karoo-retail-bank"
FAMILIES = {"en": "Noto Sans SC", "zh-Hans": "Noto Sans SC", "zh-Hant": "Noto Sans TC"}


@dataclass(frozen=True, slots=True)
class Figure:
    """Processor seconds for twenty pages, pages in all, and kilobytes."""

    seconds: float
    pages: int
    size: float

    def line(self, name: str) -> str:
        """Return a line to print."""
        return (
            f"  {name:17} {self.seconds:6.2f} s processor time for 20 pages"
            f" ({self.pages} in all, {self.size:,.0f} kB)"
        )


def measure() -> tuple[float, list[str]]:
    """Return our worst processor seconds for twenty pages, and lines to print."""
    worst, lines = 0.0, []
    with _chromium() as printed:
        for language in LANGUAGES:
            report = demonstration(language)
            page = reports.html(report)
            own = _figure(lambda report=report: reports.render_pdf(report), _own)
            lines.append(own.line(f"product {language}"))
            markup = _typst(page, language)
            rival = _figure(lambda markup=markup: _set(markup), _own)
            lines.append(rival.line(f"typst {language}"))
            browser = _figure(lambda page=page: printed(page), _others)
            lines.append(browser.line(f"chromium {language}"))
            worst = max(worst, own.seconds)
    return worst, lines


@cache
def demonstration(language: str) -> Report:
    """Return the report of the demonstration that is measured."""
    definitions = {
        key.partition("@")[0]: loader.load(*key.split("@"))
        for key in story.QUESTIONNAIRES
    }
    told = next(told for told in story.stories() if told.name == NAME)
    result = score(story.tell(told), definitions)
    return reports.build_report(result, definitions, language)


def _figure(make: Callable[[], bytes], clock: Callable[[], float]) -> Figure:
    """Return the median of several runs, after a first one."""
    content = make()
    pages = len(pypdf.PdfReader(io.BytesIO(content)).pages)
    used = []
    for _ in range(RUNS):
        begin = clock()
        make()
        used.append(clock() - begin)
    return Figure(median(used) / pages * PAGES, pages, len(content) / 1000)


def _own() -> float:
    return time.process_time()


def _others() -> float:
    """Return the processor time of what this process started."""
    return processor_seconds(os.getpid()) - time.process_time()


@contextmanager
def _chromium() -> Iterator[Callable[[str], bytes]]:
    """Yield what prints an HTML document with a browser that is running already."""
    with browsing.chromium() as browser:
        page = browser.new_page()

        def printed(html: str) -> bytes:
            page.set_content(html)
            return page.pdf(prefer_css_page_size=True, tagged=True, outline=True)

        yield printed


def _set(markup: bytes) -> bytes:
    return bytes(typst.compile(markup, font_paths=[str(fonts.FOLDER)]))


class _Words(HTMLParser):
    """Turns a report's words into Typst's markup: its headings, texts and tables."""

    BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "li", "div", "dt", "dd"})
    CELLS = frozenset({"td", "th"})
    SILENT = frozenset({"style", "script", "title"})

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[str] = []
        self.rows: list[list[str]] = []
        self.words = ""
        self.silent = 0
        self.inside = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in self.SILENT
        if tag == "table":
            self._flush()
            self.inside, self.rows = 1, []
        elif tag == "tr":
            self.rows.append([])
        elif tag in self.BLOCKS and not self.inside:
            self._flush()

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in self.SILENT
        if tag in self.CELLS:
            self.rows[-1].append(self.words)
            self.words = ""
        elif tag == "table":
            self.inside = 0
            self.blocks.append(_table(self.rows))
        elif tag in self.BLOCKS and not self.inside:
            self._flush()

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words += " ".join(data.split()) + " "

    def _flush(self) -> None:
        if self.words.strip():
            self.blocks.append(f'#par("{_quoted(self.words)}")')
        self.words = ""


def _table(rows: list[list[str]]) -> str:
    columns = max(len(row) for row in rows)
    cells = ", ".join(
        f'[#"{_quoted(cell)}"]'
        for row in rows
        for cell in row + [""] * (columns - len(row))
    )
    return f"#table(columns: {columns}, {cells})"


def _quoted(text: str) -> str:
    return text.strip().replace("\\", "\\\\").replace('"', '\\"')


def _typst(html: str, language: str) -> bytes:
    words = _Words()
    words.feed(html)
    family = FAMILIES[language]
    head = f'#set page(paper: "a4", margin: 20mm)\n#set text(font: "{family}", 9.5pt)'
    return "\n\n".join([head, *words.blocks]).encode()
