"""The presentation in the making: its layouts, its slides, what all of them say."""

from __future__ import annotations

from typing import Any, Final

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from assessment.branding.brand import Brand
from assessment.handoffs.packages import moment
from assessment.handoffs.slides import base, layouts, package, template, texts
from assessment.handoffs.slides.brand import colour, logo
from assessment.handoffs.slides.fitting import Para, fit, points
from assessment.handoffs.slides.page import Page
from assessment.handoffs.slides.tokens import LEAST, SOFT
from assessment.handoffs.slides.words import TAGS
from assessment.handoffs.texts import one_line
from assessment.reports import words
from assessment.reports.model import Report

_TITLE: Final = 24
_HOLDER: Final = (
    '<p:sp {names}><p:nvSpPr><p:cNvPr id="{id}" name="{name}"/><p:cNvSpPr>'
    '<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="{kind}" sz="quarter" '
    'idx="{idx}"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/>'
    "<a:p>{inside}</a:p></p:txBody></p:sp>"
)
_NUMBER: Final = (
    '<a:fld id="{{C1FF6DA9-008F-8B48-92A6-B652298478BF}}" type="slidenum">'
    '<a:rPr lang="{tag}"/><a:t>{number}</a:t></a:fld>'
)


class Deck:
    """A presentation of one report."""

    def __init__(
        self, report: Report, given: bytes | None = None, brand: Brand | None = None
    ) -> None:
        self.brand = brand
        self.report, self.language = report, report.language
        self.tag = TAGS[report.language]
        self.deck: Any = (
            template.emptied(base.plain(self.language))
            if given is None
            else template.opened(given)
        )
        if given is not None and self.language != "en":
            base.give_chinese(self.deck, self.language)
        if brand is not None and given is None:
            colour(self.deck, brand)
        self._layout = layouts.placed(self.deck, layouts.content(self.deck))
        self._size = _title_size(self._layout.layout)
        self._mark = Para(
            one_line(foot_text(report, brand)), LEAST, colour=SOFT, after=0
        )
        self._foot_fits = self._fits()
        self._count = 0

    def say(self, key: str, **given: Any) -> str:
        """Return one of the report's own labels."""
        return words.label(key, self.language, **given)

    def cover(self) -> Page:
        """Add the first slide; its placeholders are the caller's to fill."""
        layout = layouts.placed(self.deck, layouts.cover(self.deck))
        self._count += 1
        slide = self.deck.slides.add_slide(layout.layout)
        page = Page(slide, layout, self.language)
        if self.brand is not None:
            logo(page, self.brand)
        return page

    def page(self, title: str, language: str | None = None) -> Page:
        """Add a slide whose title says its finding, in the report's language.

        ``language`` is the title's where it is another one.
        """
        self._count += 1
        slide = self.deck.slides.add_slide(self._layout.layout)
        page = Page(slide, self._layout, self.language)
        page.speak(language or self.language)
        page.title(title, self._size)
        page.speak(self.language)
        self._foot(page)
        return page

    def written(self) -> bytes:
        """Return the file, dated by the report."""
        report, known = self.report, self.deck.core_properties
        title = f"{report.head.organisation} · {self.say('title')}"
        known.title = one_line(title)[:255]
        named = self.brand.name if self.brand else ""
        known.author = one_line(report.prepared_by or named or "Sextant")[:255]
        known.created = known.modified = moment(report.head.date)
        known.language = self.tag
        known.last_modified_by = known.author
        known.revision = 1
        for name in ("category", "comments", "content_status", "identifier",
                     "keywords", "subject", "version"):  # fmt: skip
            setattr(known, name, "")
        package.drop_strangers(self.deck)
        return package.written(self.deck)

    def _foot(self, page: Page) -> None:
        """Write what every slide says, and its number."""
        found = {template.kind(one): one for one in self._layout.layout.placeholders}
        if "sldNum" in found:
            inside = _NUMBER.format(tag=self.tag, number=self._count)
            _hold(page, found["sldNum"], inside)
        if self._foot_fits:
            holder = _hold(page, found["ftr"], "")
            texts.put(holder.text_frame.paragraphs[0], self._mark, self.tag)
        else:
            page.text(self._layout.foot, [self._mark])

    def _fits(self) -> bool:
        """Return whether the layout's own place for it holds what is at the foot."""
        own = layouts.place_of(self._layout.layout, "ftr")
        if own is None:
            return False
        room = (points(own.width - Pt(14.4)), LEAST * 1.5)
        return not fit([self._mark], room, self.language).cut


def foot_text(report: Report, brand: Brand | None = None) -> str:
    """Return what stands at every slide's foot: how far to trust it comes first."""
    head, language = report.head, report.language
    mode = "self_declared" if head.mode == "self" else "assessed_mode"
    parts = [words.label("fictional", language)] if head.fictional else []
    parts += [words.label(mode, language), words.date_text(head.date, language)]
    own = brand.foot(language) if brand is not None else None
    parts.append(own.text if own else words.label("confidential", language))
    return " · ".join([*parts, head.organisation])


def _hold(page: Page, pattern: Any, inside: str) -> Any:
    """Add a placeholder like one of the layout: slides do not get it by themselves."""
    number = max(int(each) for each in page.slide.element.xpath("//p:cNvPr/@id")) + 1
    place = pattern.element.find(f".//{qn('p:ph')}")
    made = _HOLDER.format(
        names=nsdecls("p", "a"), id=number, name=f"Placeholder {number}",
        kind=place.get("type"), idx=place.get("idx", "0"), inside=inside,
    )  # fmt: skip
    page.shapes._spTree.append(parse_xml(made))
    return page.shapes[-1]


def _title_size(layout: Any) -> float:
    """Return the size of a layout's titles in points: its own or its master's."""
    path = f".//{qn('a:lvl1pPr')}/{qn('a:defRPr')}"
    for shape in layout.placeholders:
        if template.kind(shape) in ("title", "ctrTitle"):
            found = shape.element.find(path)
            if found is not None and found.get("sz"):
                return int(found.get("sz")) / 100
    title = layout.slide_master.element.find(f".//{qn('p:titleStyle')}")
    found = None if title is None else title.find(path)
    return int(found.get("sz", _TITLE * 100)) / 100 if found is not None else _TITLE
