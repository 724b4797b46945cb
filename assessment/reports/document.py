"""The report as a document: HTML for a browser, and the same document as PDF.

Needs no Flask: an own Jinja environment reads ``templates/reports``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from markupsafe import Markup

from assessment.branding.brand import NO_BRAND, Brand
from assessment.reports import fonts, heads, pdf, words
from assessment.reports.charts import Chart, gap_text
from assessment.reports.drawing.numbers import one_decimal, signed, whole
from assessment.reports.drawing.style import FormName
from assessment.reports.dress import Dress
from assessment.reports.model import Report
from assessment.reports.pdf_archive import Archive
from assessment.reports.sections import BRIEF_PAGES, Section, brief, chosen, contents
from assessment.reports.svg_charts import svg
from assessment.templating import environment
from assessment.typography import BOUNDARY, bracketed

STYLES: Final = ("report", "dimensions", "chapters", "language")
"""The style sheets, in their order."""
_TAG: Final = re.compile(r"(<[^>]+>)")
# Of a link that is set in several pieces only one would be tagged as a link.
_UNTOUCHED: Final = ("style", "script", "svg", "title", "a")


def html(
    report: Report,
    sections: Sequence[str] | None = None,
    *,
    summary: bool = False,
    brand: Brand = NO_BRAND,
) -> str:
    """Return the report as one HTML document that needs no other file.

    Args:
        report: What it says.
        sections: Ids of ``reports.sections`` in the wanted order; ``None`` takes the
            brand's, or the usual ones. The cover and page one always come first.
        summary: Page one and a second page alone, without a cover; no sections.
        brand: Whose report it is; the house's own look where none is given. A summary
            has no room for its own words and its contact.

    Raises:
        ValueError: A section is unknown or named twice, or given beside ``summary``,
            or the brand's own words cannot be made with these numbers (``Refusal``).
    """
    dress = Dress(brand, report)
    style = Markup(dress.style(_style(report.language)))  # noqa: S704  # our own file
    page = _page(dress, _asked(dress, sections, summary), style)
    return page if report.language == "en" else spaced(page)


def render_pdf(
    report: Report,
    sections: Sequence[str] | None = None,
    *,
    summary: bool = False,
    brand: Brand = NO_BRAND,
    archive: Archive | None = None,
) -> bytes:
    """Return the report as a tagged PDF; the same report gives the same bytes.

    ``sections``, ``summary`` and ``brand`` are as in ``html``. A summary whose texts
    are too long for two pages is set in smaller type. With an ``archive`` it is
    PDF/A-3a as well, and holds the files of it.
    """
    dress = Dress(brand, report)
    page = _page(dress, _asked(dress, sections, summary))
    style = [dress.style(_style(report.language))]
    fit = pdf.Fit(BRIEF_PAGES, _tighter()) if summary else None
    return pdf.render(page, stylesheets=style, is_own=True, fit=fit, archive=archive)


def _asked(
    dress: Dress, sections: Sequence[str] | None, summary: bool
) -> tuple[Section, ...]:
    if not summary:
        ids = dress.brand.sections if sections is None else sections
        return chosen(dress.report, ids)
    if sections is not None:
        raise ValueError("a summary has two pages and no sections to choose")
    return brief()


def _tighter() -> tuple[str, ...]:
    """Return styles for the same in less room, each to be added to the one before."""
    names = ("reports/tight.css", "reports/tightest.css")
    return tuple(environment().get_template(name).render() for name in names)


def values(report: Report, brand: Brand = NO_BRAND) -> dict[str, Any]:
    """Return what the report's templates need besides Jinja's own names."""
    language = report.language
    dress = Dress(brand, report)
    colours = dress.shades

    def say(key: str, **given: Any) -> str:
        return words.label(key, language, **given)

    def draw(chart: Chart, form: FormName = "print") -> Markup:
        return Markup(svg(chart, form, colours))  # noqa: S704  # the drawing escapes its texts

    return {
        "report": report,
        "w": report.words,
        "say": say,
        "draw": draw,
        "dress": dress,
        "running_name": heads.running(report.head.organisation, language),
        "cover_name": heads.cover(report.head.organisation, language),
        **filters(language),
    }


def filters(language: str) -> Mapping[str, Any]:
    """Return the functions that templates round and format with."""
    return {
        "whole": whole,
        "bracketed": bracketed,
        "tenth": one_decimal,
        "hundredth": words.hundredth,
        "plus": _plus,
        "minus_gap": gap_text,
        "signed": signed,
        "percent": words.percent,
        "lost": words.lost,
        "day": lambda day: words.date_text(day, language),
    }


def _page(
    dress: Dress, sections: Sequence[Section], style: Markup | None = None
) -> str:
    report = dress.report
    template = environment().get_template("reports/report.html")
    told = () if sections == brief() else contents(report, sections)
    given = {"sections": sections, "contents": told}
    return template.render(values(report, dress.brand), style=style, **given)


def _style(language: str) -> str:
    """Return the style of every report in a language; no report adds to it."""

    def say(key: str, **given: Any) -> str:
        return words.label(key, language, **given)

    names = [f"reports/{name}.css" for name in STYLES]
    family = Markup(fonts.family(language))  # noqa: S704  # our own names
    given = {"font_family": family, "language": language, "say": say}
    return "\n".join(environment().get_template(name).render(given) for name in names)


def spaced(page: str) -> str:
    """Return a document with room between Chinese and Latin characters.

    The room is letter-spacing on the first of the two, not a typed space: copied and
    searched text stays as written. For browsers: a PDF has it by ``pdf_text``.
    """
    return "".join(_spaced_parts(page))


def _spaced_parts(page: str) -> Iterator[str]:
    inside = ""
    for part in _TAG.split(page):
        if part.startswith("<"):
            inside = _element(part, inside)
            yield part
        else:
            yield part if inside else BOUNDARY.sub(_with_room, part)


def _element(tag: str, inside: str) -> str:
    """Return the name of the untouched element that is open after ``tag``."""
    name = tag.strip("</>").split(maxsplit=1)[0].lower()
    if inside:
        return "" if tag.startswith("</") and name == inside else inside
    return name if name in _UNTOUCHED and not tag.startswith("</") else ""


def _with_room(match: re.Match[str]) -> str:
    return f'<span class="room">{match.group(1) or match.group(2)}</span>'


def _plus(value: float | None) -> str:
    """Return a number of stages with its sign and two decimals; a dash for none."""
    if value is None:
        return "–"
    text = words.hundredth(value)
    return text if value <= 0 else f"+{text}"
