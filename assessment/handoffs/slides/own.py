"""A consultancy's own words on slides, where the report's page has them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Final

from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Pt

from assessment.branding.paragraphs import Paragraph, paragraphs
from assessment.handoffs.slides import texts
from assessment.handoffs.slides.deck import Deck
from assessment.handoffs.slides.fitting import Para, height, lines, points
from assessment.handoffs.slides.page import Page
from assessment.handoffs.slides.tokens import ACCENT, LEADING, SOFT, Box
from assessment.handoffs.slides.words import say
from assessment.reports.dress import Dress, OwnWords

_SIZE: Final = 16
_RULE: Final = Pt(3)
_SIDE: Final = Pt(14)
_STEP: Final = 18.0
_DEEPEST: Final = 6
"""Levels of lists that are set in; deeper ones stand below each other."""


def words(place: str) -> Callable[[Deck], None]:
    """Return what adds the words at a place; see ``add``."""
    return partial(add, place=place)


def add(deck: Deck, place: str) -> None:
    """Add what a consultancy says at a place of ``brand.PLACES``, over several slides.

    Nothing of it is cut. A heading that it begins with is the slides' title.

    Raises:
        Refusal: If its words cannot be made with this report's numbers.
    """
    brand = deck.brand
    if place == "before-position" and not deck.report.positions:
        return
    found = None if brand is None else Dress(brand, deck.report).own(place)
    if brand is None or found is None:
        return
    said = list(paragraphs(found.text, found.language))
    title, language = brand.name or deck.say("title"), found.language
    if len(said) > 1 and said[0].is_heading:
        title = said.pop(0).text.replace("\n", " ")
    left = [para for one in said for para in _paras(one)]
    shown = title
    while left:
        left = _slide(deck, shown, found, left)
        shown = say("continued", language, title=title)


def _slide(deck: Deck, title: str, said: OwnWords, paras: list[Para]) -> list[Para]:
    """Add a slide with as many paragraphs as it has room for, and return the rest."""
    page = deck.page(title, said.language)
    if said.note:
        used = page.text(page.box, [Para(said.note, 12, colour=SOFT)])
        page.box = page.box.below(used + Pt(6))
    page.note(say("own_words", deck.language), said.note)
    # As long as lines can be read with ease.
    column = page.box.columns(2, 1)[0]
    room = Box(column.left + _SIDE, column.top, column.width - _SIDE, column.height)
    page.speak(said.language)
    shown, rest = _parted(paras, room, said.language)
    used = page.text(room, shown)
    _rule(page, Box(column.left, column.top, _RULE, used))
    page.speak(deck.language)
    page.finish(reasons=False)
    return rest


def _rule(page: Page, place: Box) -> None:
    shape = page.shapes.add_shape(
        MSO_SHAPE.RECTANGLE, place.left, place.top, place.width, place.height
    )
    texts.fill(shape, ACCENT)
    shape.name = "Rule"


def _paras(one: Paragraph) -> Iterator[Para]:
    """Yield a paragraph's lines; a slide has no line ends inside of paragraphs."""
    said = one.text.split("\n")
    indent = min(one.depth, _DEEPEST) * _STEP
    for number, text in enumerate(said, start=1):
        yield Para(
            text,
            _SIZE,
            bold=one.is_heading,
            after=0.4 if number == len(said) else 0,
            indent=indent,
            bullet=one.marker if number == 1 else "",
        )


def _parted(
    paras: list[Para], room: Box, language: str
) -> tuple[list[Para], list[Para]]:
    """Return the paragraphs that a room holds, and those that it does not."""
    width, high = points(room.width), points(room.height)
    count = 0
    while count < len(paras) and height(paras[: count + 1], width, language) <= high:
        count += 1
    if count == len(paras):
        return paras, []
    if count > 1 and paras[count - 1].bold:
        count -= 1  # a heading goes with what it heads
    if count:
        return paras[:count], paras[count:]
    first, rest = _cut(paras[0], width, int(high // (_SIZE * LEADING)), language)
    return [first], [rest, *paras[1:]]


def _cut(para: Para, width: float, count: int, language: str) -> tuple[Para, Para]:
    """Return a paragraph's first lines, and the rest of it without a bullet."""
    kept = "".join(lines(para, width, language)[:count])
    letters, end = len("".join(kept.split())), 0
    while letters:
        letters -= not para.text[end].isspace()
        end += 1
    rest = replace(para, text=para.text[end:].lstrip(), bullet="")
    return replace(para, text=para.text[:end], after=0), rest
