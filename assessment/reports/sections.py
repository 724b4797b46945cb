"""The sections of a report: what there is, in which order, and what was chosen.

A new section is a line in ``SECTIONS`` and a template in ``templates/reports/parts``.
The cover and page one (``summary``) always come first and cannot be left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from assessment.reports import words
from assessment.reports.model import Report

FIRST: Final = "summary"
BRIEF_PAGES: Final = 2
MOST_LINES: Final = 6
"""As many units have a line of their own in the table of contents."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents; ``anchor`` is the id of its place."""

    anchor: str
    title: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report that can be chosen and moved.

    ``title`` is a key of ``group`` in the report's words. ``has`` tells whether a
    report has anything to say in it; without, it is left out, chosen or not. Those that
    are ``off`` are printed where they are asked for. ``entries`` are its lines in the
    table of contents, one that leads to the section's id unless told otherwise.
    """

    id: str
    title: str
    template: str
    has: Callable[[Report], object] = lambda _: True
    off: bool = False
    group: str = "labels"
    entries: Callable[[Section, Report], Iterator[Entry]] | None = None

    @property
    def path(self) -> str:
        """Where its template lies, below ``templates/``."""
        return f"reports/parts/{self.template}.html"

    def contents(self, report: Report) -> Iterator[Entry]:
        """Yield its lines of the table of contents."""
        if self.entries is not None:
            yield from self.entries(self, report)
        else:
            yield Entry(self.id, self.name(report))

    def name(self, report: Report) -> str:
        """Return its title in the report's language."""
        return self.called(report.language)

    def called(self, language: str) -> str:
        """Return its title in a language."""
        return words.label(self.title, language, self.group)


def chosen(report: Report, ids: Sequence[str] | None = None) -> tuple[Section, ...]:
    """Return the sections to print, page one first, then in the order of ``ids``.

    Args:
        report: Sections in which it has nothing to say are left out.
        ids: Of the sections wanted; ``None`` takes all that are not off.

    Raises:
        ValueError: An id is unknown, or given twice; the message names the known ones.
    """
    known = {section.id: section for section in SECTIONS}
    if ids is None:
        ids = [section.id for section in SECTIONS if not section.off]
    _refuse(ids, known)
    ordered = (FIRST, *(name for name in ids if name != FIRST))
    found = (known[name] for name in ordered)
    return tuple(section for section in found if section.has(report))


def _refuse(ids: Iterable[str], known: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in ids:
        if name in seen:
            raise ValueError(f"section {name!r} is named twice")
        if name not in known:
            raise ValueError(
                f"there is no section {name!r}; there are: {', '.join(known)}"
            )
        seen.add(name)


def contents(report: Report, sections: Iterable[Section]) -> tuple[Entry, ...]:
    """Return the table of contents of sections, in their order."""
    return tuple(entry for section in sections for entry in section.contents(report))


def _positions(section: Section, report: Report) -> Iterator[Entry]:
    """Yield a line a unit, or one for all where the contents would fill two pages."""
    if len(report.positions) > MOST_LINES:
        yield Entry("position-1", section.name(report))
        return
    for number, page in enumerate(report.positions, start=1):
        yield Entry(f"position-{number}", _joined(section.name(report), page.unit))


def _joined(title: str, more: str) -> str:
    return f"{title} · {more}" if more else title


def _has_sheets(report: Report) -> object:
    return report.chapters.sheets


SECTIONS: Final = (
    Section(FIRST, "summary", "summary"),
    Section(
        "position",
        "right_for_us",
        "positions",
        has=lambda report: report.positions,
        entries=_positions,
    ),
    Section("units", "units", "units", has=lambda report: report.units),
    Section("profile", "profile", "profile", has=lambda report: report.main),
    Section(
        "dimensions",
        "chapter",
        "dimension_page",
        has=lambda report: report.dimensions,
        group="dimension_words",
    ),
    Section(
        "dimensions-in-full",
        "in_detail",
        "dimensions",
        has=lambda report: report.main,
        off=True,
    ),
    Section(
        "modules",
        "chapter",
        "modules",
        has=lambda report: report.modules_page,
        group="module_words",
    ),
    Section("peers", "among_peers", "peers"),
    Section("gaps", "gaps", "gaps"),
    Section("roadmap", "roadmap", "roadmap"),
    Section(
        "roadmap-in-full",
        "roadmap_in_full",
        "roadmap_full",
        has=lambda report: report.roadmap.waves,
        off=True,
    ),
    Section("sheets", "title", "sheets", has=_has_sheets, group="sheet_labels"),
    Section(
        "sheets-all",
        "title_all",
        "sheets_all",
        has=_has_sheets,
        off=True,
        group="sheet_labels",
    ),
    Section(
        "worth",
        "title",
        "worth",
        has=lambda report: report.chapters.worth,
        group="worth_labels",
    ),
    Section("questions", "title", "questions", group="director_labels"),
    Section("promise", "title", "promise", group="promise_labels"),
    Section("method", "method", "method"),
    Section(
        "arithmetic",
        "why_numbers",
        "why",
        has=lambda report: report.why.parts,
        off=True,
    ),
    Section("appendix", "appendix", "appendix", has=lambda report: report.appendix),
    Section(
        "references",
        "references",
        "references",
        has=lambda report: report.peers.references,
        off=True,
    ),
)

EVERY: Final = tuple(section.id for section in SECTIONS)
"""The ids of all sections, those that are off as well."""


def brief() -> tuple[Section, ...]:
    """Return the two pages of the summary: page one, and what stands behind it."""
    return (SECTIONS[0], Section("brief", "in_brief", "brief"))
