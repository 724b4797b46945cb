"""Texts fitted to their places: measured with the reports' fonts, then made smaller.

Other computers may not have these fonts, and put one in their place that is a little
wider; ``SLACK`` allows for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Final

from pptx.util import Pt

from assessment.handoffs.slides.tokens import BODY, INK, LEADING, LEAST, Colour
from assessment.handoffs.texts import clean_lines
from assessment.reports import fonts
from assessment.reports.drawing.text import ELLIPSIS, broken, cut

SLACK: Final = 1.04
_MANY: Final = 10_000


@dataclass(frozen=True, slots=True)
class Para:
    """One paragraph; ``size`` in points, ``after`` the room below it in lines.

    ``lead`` stands before the text in bold. ``indent`` is how far it is set in, in
    points; ``bullet`` is what hangs out of it: a bullet, or a number with its stop.
    """

    text: str
    size: float = BODY
    bold: bool = False
    colour: Colour = INK
    lead: str = ""
    after: float = 0.3
    indent: float = 0
    bullet: str = ""

    @property
    def whole(self) -> str:
        """Return lead and text as they stand on the slide."""
        return self.lead + self.text


@dataclass(frozen=True, slots=True)
class Fitted:
    """Paragraphs that fit, and what had to be cut of them."""

    paras: tuple[Para, ...]
    height: float
    cut: tuple[str, ...]


def lines(
    para: Para, width: float, language: str, most: int = _MANY
) -> tuple[str, ...]:
    """Return a paragraph in lines of ``width`` points; a longer one is cut."""
    width -= para.indent
    found = _lines(para.whole, width, para.size, para.bold, language)
    if len(found) <= most:
        return found
    measure = partial(line_width, size=para.size, bold=para.bold, language=language)
    last = cut(found[most - 1] + ELLIPSIS, width, measure)
    return (*found[: most - 1], last)


@lru_cache(maxsize=4096)
def _lines(
    text: str, width: float, size: float, bold: bool, language: str
) -> tuple[str, ...]:
    measure = partial(line_width, size=size, bold=bold, language=language)
    return tuple(broken(text, width, measure)) or ("",)


def fit(
    paras: Iterable[Para],
    room: tuple[float, float],
    language: str,
    most: int = _MANY,
    least: float = LEAST,
) -> Fitted:
    """Return paragraphs that fit a room of width and height in points.

    All become smaller together, a point at a time and none below ``least``; then the
    last ones are cut or left out. ``most`` is how many lines one paragraph may take.
    """
    wanted = [_cleaned(para) for para in paras if para.whole.strip()]
    tried: list[Para] = []
    largest = max((para.size for para in wanted), default=least)
    for step in range(max(int(largest - least), 0) + 1):
        tried = [
            replace(para, size=max(para.size - step, min(para.size, least)))
            for para in wanted
        ]
        high = height(tried, room[0], language, most)
        if high <= room[1] and not any(
            _is_cut(para, room[0], language, most) for para in tried
        ):
            return Fitted(tuple(tried), high, ())
    return _shortened(tried, room, language, most)


def height(
    paras: Sequence[Para], width: float, language: str, most: int = _MANY
) -> float:
    """Return how high paragraphs stand in a width, in points."""
    return sum(_heights(paras, width, language, most))


def shortened(para: Para, width: float, most: int, language: str) -> Para:
    """Return a paragraph that takes at most so many lines, cut with an ellipsis."""
    if len(lines(para, width, language)) <= most:
        return para
    kept = lines(para, width, language, most)
    # English words need their spaces back, which ended the lines.
    joint = " " if language == "en" else ""
    text = joint.join(kept).removeprefix(para.lead.strip()).lstrip()
    return replace(para, text=text)


def _shortened(
    paras: Sequence[Para], room: tuple[float, float], language: str, most: int
) -> Fitted:
    kept: list[Para] = []
    gone: list[str] = []
    left = room[1]
    for para in paras:
        fits = max(0, int(left // (para.size * LEADING)))
        short = shortened(para, room[0], min(fits, most), language) if fits else None
        if short is not para:
            gone.append(para.whole)
        if short is None:
            left = 0
            continue
        kept.append(short)
        count = len(lines(short, room[0], language, most))
        left -= (count + para.after) * para.size * LEADING
    return Fitted(tuple(kept), room[1] - max(left, 0), tuple(gone))


def _heights(
    paras: Sequence[Para], width: float, language: str, most: int
) -> Iterable[float]:
    for number, para in enumerate(paras, start=1):
        after = para.after if number < len(paras) else 0
        count = len(lines(para, width, language, most))
        yield (count + after) * para.size * LEADING


def _is_cut(para: Para, width: float, language: str, most: int) -> bool:
    return most < _MANY and len(lines(para, width, language)) > most


def _cleaned(para: Para) -> Para:
    return replace(para, text=clean_lines(para.text), lead=clean_lines(para.lead))


def line_width(text: str, size: float, bold: bool, language: str) -> float:
    """Return how wide a line is in points, with room for another font."""
    return fonts.width(text, size, bold, language) * SLACK


def points(emu: int) -> float:
    """Return a length in points."""
    return emu / Pt(1)
