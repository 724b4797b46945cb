"""The presentation that slides are made on where no consultancy gave its template.

It is python-pptx's own template in 16:9 with our colours, fonts and places in theme and
master, so that whoever adds a slide in PowerPoint gets one that looks like ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.util import Inches

from assessment.reports.drawing import style
from assessment.reports.fonts import SIMPLIFIED, TRADITIONAL

WIDTH: Final = Inches(13.333)
HEIGHT: Final = Inches(7.5)
MARGIN: Final = Inches(0.6)
_KEPT: Final = ("Title Slide", "Title and Content", "Title Only", "Blank")
_COLOURS: Final = {
    "dk1": style.INK, "lt1": style.PAPER, "dk2": style.INK_SOFT, "lt2": style.MIST,
    "accent1": style.ACCENT, "accent2": style.TARGET, "accent3": style.PEERS,
    "accent4": style.BEFORE, "accent5": style.LEVELS[2], "accent6": style.LEVELS[5],
    "hlink": style.ACCENT, "folHlink": style.INK_SOFT,
}  # fmt: skip
# The Noto families draw quotation marks and middle dots as wide as a Chinese
# character. Calibri comes with Office, and is narrower than what texts are measured by.
_ENGLISH: Final = "Calibri"
# What Office takes for Chinese where the computer has no Noto Sans.
_SCRIPTS: Final = {"Hans": "Microsoft YaHei", "Hant": "Microsoft JhengHei"}
_SANS: Final = "020B0500000000000000"
_TITLE: Final = (MARGIN, Inches(0.35), WIDTH - 2 * MARGIN, Inches(0.95))
_BODY: Final = (MARGIN, Inches(1.5), WIDTH - 2 * MARGIN, Inches(5.3))
_FOOT: Final = Inches(6.98)
_FOOT_HEIGHT: Final = Inches(0.3)
_PLACES: Final = {
    "title": _TITLE,
    "body": _BODY,
    "ftr": (MARGIN, _FOOT, Inches(9.6), _FOOT_HEIGHT),
    "dt": (Inches(10.3), _FOOT, Inches(1.4), _FOOT_HEIGHT),
    "sldNum": (WIDTH - MARGIN - Inches(1), _FOOT, Inches(1), _FOOT_HEIGHT),
}
_COVER: Final = {
    "ctrTitle": (MARGIN, Inches(2.2), WIDTH - 2 * MARGIN, Inches(1.5)),
    "subTitle": (MARGIN, Inches(3.9), WIDTH - 2 * MARGIN, Inches(2.6)),
}


def plain(language: str) -> Deck:
    """Return an empty presentation in our colours and a language's fonts."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    deck.element.find(qn("p:sldSz")).attrib.pop("type", None)
    master = deck.slide_master
    for layout in list(deck.slide_layouts):
        if layout.name not in _KEPT:
            deck.slide_layouts.remove(layout)
    _place(master, _PLACES)
    _place(deck.slide_layouts.get_by_name("Title Slide"), _COVER)
    _titles(master)
    _left(deck.slide_layouts.get_by_name("Title Slide"))
    retheme(deck, language)
    return deck


def retheme(deck: Deck, language: str) -> None:
    """Put our colours and fonts into the theme of a presentation's master."""
    part = theme_part(deck)
    theme = parse_xml(part.blob)
    theme.set("name", "Sextant")
    for name, colour in _COLOURS.items():
        slot = theme.find(f".//{qn('a:clrScheme')}/{qn(f'a:{name}')}")
        for old in list(slot):
            slot.remove(old)
        new = slot.makeelement(qn("a:srgbClr"), {"val": colour.removeprefix("#")})
        slot.append(new)
    family = TRADITIONAL if language == "zh-Hant" else SIMPLIFIED
    for kind in ("a:majorFont", "a:minorFont"):
        latin = _ENGLISH if language == "en" else family
        _fonts(theme.find(f".//{qn(kind)}"), latin, family)
    part._blob = written(theme)


def theme_part(deck: Deck) -> Any:
    """Return the theme's part of the first master."""
    return deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)


def give_chinese(deck: Deck, language: str) -> None:
    """Name a font for Chinese in a template's theme where it names none."""
    part = theme_part(deck)
    theme = parse_xml(part.blob)
    family = TRADITIONAL if language == "zh-Hant" else SIMPLIFIED
    for kind in ("a:majorFont", "a:minorFont"):
        east = theme.find(f".//{qn(kind)}/{qn('a:ea')}")
        if east is not None and not east.get("typeface"):
            east.set("typeface", family)
    part._blob = written(theme)


def _fonts(fonts: Any, latin: str, east: str) -> None:
    for tag, family in (("a:latin", latin), ("a:ea", east)):
        font = fonts.find(qn(tag))
        font.set("typeface", family)
        font.set("panose", _SANS)
    for font in fonts.findall(qn("a:font")):
        if font.get("script") in _SCRIPTS:
            font.set("typeface", _SCRIPTS[font.get("script")])


def _place(shown: Any, places: Mapping[str, tuple[int, int, int, int]]) -> None:
    for shape in shown.placeholders:
        kind = shape.element.find(f".//{qn('p:ph')}").get("type", "body")
        if kind in places:
            shape.left, shape.top, shape.width, shape.height = places[kind]


def _titles(master: Any) -> None:
    """Set titles flush left, bold, and the text at sizes for reading at a table."""
    styles = master.element.find(qn("p:txStyles"))
    title = styles.find(f"{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    title.set("algn", "l")
    run = title.find(qn("a:defRPr"))
    run.set("sz", "2400")
    run.set("b", "1")
    for level, size in enumerate((18, 16, 14, 14, 14), start=1):
        found = styles.find(f"{qn('p:bodyStyle')}/{qn(f'a:lvl{level}pPr')}")
        found.find(qn("a:defRPr")).set("sz", str(size * 100))
    for shape in master.placeholders:
        _quiet(shape.element)


def _quiet(element: Any) -> None:
    """Make what stands at the foot small and soft, and titles stand at their top."""
    kind = element.find(f".//{qn('p:ph')}").get("type")
    if kind == "title":
        element.find(f".//{qn('a:bodyPr')}").set("anchor", "t")
    if kind not in ("ftr", "dt", "sldNum"):
        return
    first = element.find(f".//{qn('a:lstStyle')}/{qn('a:lvl1pPr')}")
    first.set("algn", "l" if kind == "ftr" else "r")
    run = first.find(qn("a:defRPr"))
    run.set("sz", "1000")
    colour = run.find(f".//{qn('a:schemeClr')}")
    colour.set("val", "tx2")
    for tint in list(colour):
        colour.remove(tint)


def _left(cover: Any) -> None:
    for shape in cover.placeholders:
        kind = shape.element.find(f".//{qn('p:ph')}").get("type")
        if kind == "ctrTitle":
            shape.element.find(f".//{qn('a:bodyPr')}").set("anchor", "b")
            style = shape.element.find(f".//{qn('a:lstStyle')}")
            level = style.makeelement(qn("a:lvl1pPr"), {"algn": "l"})
            run = level.makeelement(qn("a:defRPr"), {"sz": "4000"})
            level.append(run)
            style.append(level)
        if kind == "subTitle":
            level = shape.element.find(f".//{qn('a:lvl1pPr')}")
            level.set("algn", "l")
            colour = level.find(f".//{qn('a:schemeClr')}")
            colour.set("val", "tx2")
            for tint in list(colour):
                colour.remove(tint)


def written(theme: Any) -> bytes:
    """Return a theme as its part's bytes."""
    return bytes(serialize_part_xml(theme))
