"""Which layout of a template a slide takes, and where its contents may stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.util import Pt

from assessment.handoffs.slides.base import theme_part
from assessment.handoffs.slides.template import has_title, kind
from assessment.handoffs.slides.tokens import DARK_TEXT, LIGHT_TEXT, Box

_COVER: Final = frozenset(
    {"title slide", "标题幻灯片", "標題投影片", "标题页", "cover"}
)
_PLAIN: Final = frozenset({"title only", "仅标题", "只有標題", "只有标题"})
FOOT: Final = ("ftr", "dt", "sldNum")
_SIDE: Final = 0.045
_LOW: Final = 0.75
_TALL: Final = 0.45
_STRIP: Final = Pt(16)
INSET: Final = Pt(7.2)
_MIDDLE: Final = 0.2
"""Lighter than this, dark text has more contrast than white: 1.05/0.25 = 0.25/0.06."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout with the places that slides made of it have.

    ``title`` is ``None`` where its own place serves. ``foot`` is a strip for what every
    slide says, which is used where the layout's own place for it is missing or small;
    ``on_accent`` is the colour of text on the theme's accent.
    """

    layout: Any
    title: Box | None
    content: Box
    foot: Box
    on_accent: str = LIGHT_TEXT


def cover(deck: Deck) -> Any:
    """Return the layout of the first slide."""
    for wanted in (_typed("title"), _named(_COVER), _has("ctrTitle")):
        for one in _layouts(deck):
            if wanted(one):
                return one
    return content(deck)


def content(deck: Deck) -> Any:
    """Return the layout of all others: a title, and as little else as possible."""
    found = [one for one in _layouts(deck) if has_title(one)]
    for wanted in (_typed("titleOnly"), _named(_PLAIN)):
        for one in found:
            if wanted(one):
                return one
    return min(found, key=lambda one: (_typed("title")(one), len(_others(one))))


def placed(deck: Deck, layout: Any) -> Layout:
    """Return where title and contents stand on slides of a layout."""
    width, height = int(deck.slide_width or 0), int(deck.slide_height or 0)
    side = round(width * _SIDE)
    own = _title(layout, width, height)
    title = own or Box(
        side, round(height * 0.05), width - 2 * side, round(height * 0.13)
    )
    bottom = min((height - side // 2, *_lows(layout, height)))
    foot = Box(title.left + INSET, bottom - _STRIP, title.width - 2 * INSET, _STRIP)
    top = title.bottom + Pt(6)
    left, right = max(title.left, 0), min(title.right, width)
    return Layout(
        layout=layout,
        title=None if own else title,
        # Texts stand under the title's text, which has a margin in its place.
        content=Box(
            left + INSET, top, right - left - 2 * INSET, foot.top - Pt(4) - top
        ),
        foot=foot,
        on_accent=_on_accent(deck),
    )


def place_of(layout: Any, wanted: str) -> Box | None:
    """Return where a layout has a placeholder of a kind, ``None`` where it has none."""
    for shape in layout.placeholders:
        found = (shape.left, shape.top, shape.width, shape.height)
        if kind(shape) == wanted and None not in found:
            return Box(*(int(each) for each in found))
    return None


def _on_accent(deck: Deck) -> str:
    """Return the text's colour that is told best from the theme's accent."""
    theme = parse_xml(theme_part(deck).blob)
    accent = theme.find(f".//{qn('a:accent1')}/{qn('a:srgbClr')}")
    value = "000000" if accent is None else accent.get("val", "000000")
    parts = (int(value[at : at + 2], 16) / 255 for at in (0, 2, 4))
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    ]
    light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return DARK_TEXT if light > _MIDDLE else LIGHT_TEXT


def _layouts(deck: Deck) -> Iterator[Any]:
    for master in deck.slide_masters:
        yield from master.slide_layouts


def _typed(wanted: str) -> Any:
    return lambda one: one.element.get("type") == wanted


def _named(names: frozenset[str]) -> Any:
    return lambda one: str(one.name).strip().lower() in names


def _has(wanted: str) -> Any:
    return lambda one: any(kind(shape) == wanted for shape in one.placeholders)


def _others(layout: Any) -> list[Any]:
    known = ("title", "ctrTitle", *FOOT)
    return [shape for shape in layout.placeholders if kind(shape) not in known]


def _title(layout: Any, width: int, height: int) -> Box | None:
    """Return the title's place where it is a strip at the top, else ``None``."""
    found = place_of(layout, "title") or place_of(layout, "ctrTitle")
    if found is None or found.width < width / 2:
        return None
    if found.top < 0 or found.left < 0 or found.bottom > height * _TALL:
        return None
    return found


def _lows(layout: Any, height: int) -> Iterator[int]:
    """Yield the upper edges of what stands at the foot of a layout and its master."""
    own = [kind(shape) for shape in layout.placeholders]
    for shape in (*layout.shapes, *layout.slide_master.shapes):
        if shape.top is None or shape.height is None or shape.top < height * _LOW:
            continue
        holder = shape.element.find(f".//{qn('p:nvPr')}/{qn('p:ph')}") is not None
        if not holder or (kind(shape) in FOOT and kind(shape) in own):
            yield int(shape.top)
