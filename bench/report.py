"""The demonstration's report in a warm process, beside Typst setting the same text."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from html.parser import HTMLParser
from statistics import median

import pypdf
import typst

from assessment import reports
from assessment.demo import story
from assessment.reports import fonts
from questionnaires import loader
from scoring.engine import score

RUNS = 5
PAGES = 20
NAME = "karoo-retail-bank"


class _Words(HTMLParser):
    """Collects the text of a report, one line a paragraph, cell or heading."""

    BLOCKS = frozenset(
        {"p", "td", "th", "h1", "h2", "h3", "h4", "li", "div", "dt", "dd"}
    )
    SILENT = frozenset({"style", "script", "title"})

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = [""]
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in self.SILENT
        if tag in self.BLOCKS:
            self.lines.append("")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in self.SILENT

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.lines[-1] += " ".join(data.split()) + " "


def measure() -> tuple[float, list[str]]:
    """Return our processor seconds for twenty pages, and lines to print."""
    definitions = {
        key.partition("@")[0]: loader.load(*key.split("@"))
        for key in story.QUESTIONNAIRES
    }
    told = next(told for told in story.stories() if told.name == NAME)
    result = score(story.tell(told), definitions)

    def ours() -> bytes:
        return reports.render_pdf(reports.build_report(result, definitions, "en"))

    markup = _typst(reports.html(reports.build_report(result, definitions, "en")))

    def theirs() -> bytes:
        return bytes(typst.compile(markup, font_paths=[str(fonts.FOLDER)]))

    seconds, pages = _twenty_pages(ours)
    rival, rival_pages = _twenty_pages(theirs)
    return seconds, [
        f"  product  {seconds:6.2f} s processor time for 20 pages ({pages} in all)",
        f"  typst    {rival:6.2f} s processor time for 20 pages ({rival_pages} in all)",
    ]


def _twenty_pages(make: Callable[[], bytes]) -> tuple[float, int]:
    """Return the median processor seconds for twenty pages, and the page count."""
    pages = len(pypdf.PdfReader(io.BytesIO(make())).pages)
    used = []
    for _ in range(RUNS):
        begin = time.process_time()
        make()
        used.append(time.process_time() - begin)
    return median(used) / pages * PAGES, pages


def _typst(html: str) -> bytes:
    words = _Words()
    words.feed(html)
    lines = [line.strip() for line in words.lines if line.strip()]
    quoted = (line.replace("\\", "\\\\").replace('"', '\\"') for line in lines)
    body = "\n\n".join(f'#par("{line}")' for line in quoted)
    head = (
        '#set page(paper: "a4", margin: 20mm)\n#set text(font: "Noto Sans SC", 9.5pt)'
    )
    return f"{head}\n\n{body}".encode()
