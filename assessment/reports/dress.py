"""A consultancy's brand on the report's document; without one, nothing is added."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from assessment.branding import blocks
from assessment.branding.brand import NO_BRAND, Brand
from assessment.branding.sandbox import Value
from assessment.reports import words
from assessment.reports.drawing.numbers import one_decimal, whole
from assessment.reports.drawing.style import ACCENT, ACCENT_TINT, Shades
from assessment.reports.model import Report
from assessment.reports.model_position import PositionPage
from assessment.templating import environment

_STYLE: Final = "reports/brand.css"


@dataclass(frozen=True, slots=True)
class OwnWords:
    """A consultancy's words as safe HTML; ``language`` is what they are written in.

    ``note`` says that they are English for want of the reader's language, else empty.
    """

    text: Markup
    language: str
    note: str


@dataclass(frozen=True, slots=True)
class Dress:
    """What a report's templates and style take from a brand."""

    brand: Brand
    report: Report

    @property
    def is_worn(self) -> bool:
        """Whether there is any brand."""
        return self.brand != NO_BRAND

    @property
    def logo(self) -> str:
        """The logo as a ``data:`` address; empty where there is none."""
        return self.brand.logo.uri if self.brand.logo else ""

    @property
    def alt(self) -> str:
        """What stands for the logo in words."""
        return self.brand.name or words.label("logo", self.report.language)

    @property
    def foot(self) -> str:
        """The running foot, marked where it is English for want of another."""
        language = self.report.language
        found = self.brand.foot(language)
        if found is None:
            return words.label("confidential", language)
        return found.text + (_note(language) if found.language != language else "")

    @property
    def shades(self) -> Shades:
        """The brand's colours by the tokens that they stand for."""
        return shades(self.brand)

    def style(self, css: str) -> str:
        """Return our style in the brand's colours, with what its parts need."""
        if not self.is_worn:
            return css
        given = {
            "rule": self.brand.rule or ACCENT,
            "ground": self.brand.tint or ACCENT_TINT,
        }
        for token, colour in self.shades.items():
            css = css.replace(token, colour)
        return css + environment().get_template(_STYLE).render(given)

    def own(self, place: str) -> OwnWords | None:
        """Return the consultancy's words at a place; ``None`` where it has none.

        Raises:
            Refusal: If they cannot be made with this report's numbers.
        """
        language = self.report.language
        found = blocks.own_words(self.brand, place, language, values(self.report))
        if found is None:
            return None
        # A level-3 heading right under the page's title would skip one.
        text = found.text.replace("<h3>", "<h2>").replace("</h3>", "</h2>")
        note = "" if found.language == language else _note(language)
        safe = Markup(text)  # noqa: S704  # nh3 has cleaned it
        return OwnWords(safe, found.language, note)


def shades(brand: Brand) -> Shades:
    """Return a brand's colours by the tokens that they stand for."""
    found = {ACCENT: brand.primary, ACCENT_TINT: brand.tint}
    return {token: colour for token, colour in found.items() if colour is not None}


def values(report: Report) -> dict[str, Value]:
    """Return what a consultancy's words can name, as the report prints it."""
    headline = report.summary.headline
    place: PositionPage | None = next((p for p in report.positions if not p.unit), None)
    strip = place.chart if place else None
    low, high = (strip.band if strip else None) or (None, None)
    coverage = None if headline.coverage is None else headline.coverage * 100
    return {
        "organisation": report.head.organisation,
        "date": words.date_text(report.head.date, report.language),
        "score": _whole(headline.score),
        "level": headline.level,
        "position": _tenth(strip.position if strip else None),
        "target_low": _tenth(low),
        "target_high": _tenth(high),
        "coverage": _whole(coverage),
        "language": report.language,
    }


def _whole(value: float | None) -> int | None:
    return None if value is None else int(whole(value))


def _tenth(value: float | None) -> float | None:
    return None if value is None else float(one_decimal(value))


def _note(language: str) -> str:
    return words.label("english_only", language)
