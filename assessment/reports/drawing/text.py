"""Texts in charts: breaking into lines, cutting to a room, keeping apart."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

ELLIPSIS: Final = "…"

_CJK: Final = "\u2e80-\u303f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
# Marks that may not begin a line stay with what is before them, opening ones with
# what follows.
_CLOSING: Final = (
    "\u3001\u3002\uff0c\uff0e\uff1b\uff1a\uff01\uff1f\uff09\uff05」』】》〉”’…,.;:!?)%"
)
_OPENING: Final = "\uff08「『【《〈“‘("
_UNITS: Final = re.compile(
    rf"[{_OPENING}]*(?:[{_CJK}]|[^\s{_CJK}{_OPENING}]+)[{_CLOSING}]*|\s+|."
)

Measure = Callable[[str], float]


def wrap(text: str, room: float, measure: Measure, most: int = 3) -> tuple[str, ...]:
    """Return ``text`` in lines no wider than ``room``, at most ``most`` of them.

    Breaks at spaces and between Chinese characters; a word that is too wide is broken
    after its hyphens, else anywhere. Lines come out about equally long, so that no
    single character is left over. What does not fit ends in an ellipsis: the table
    has it whole.
    """
    lines = _fill(list(_fitting_units(text, room, measure)), room, measure)
    if len(lines) > most:
        return (*lines[: most - 1], cut(lines[most - 1] + ELLIPSIS, room, measure))
    if len(lines) < 2:
        return tuple(lines)
    return tuple(_balanced(text, lines, room, measure))


def broken(text: str, room: float, measure: Measure) -> list[str]:
    """Return ``text`` in lines as office programs do: each as full as can be."""
    return _fill(list(_fitting_units(text, room, measure)), room, measure)


def _fill(units: Sequence[str], room: float, measure: Measure) -> list[str]:
    lines = [""]
    for unit in units:
        if measure((lines[-1] + unit).rstrip()) <= room:
            lines[-1] += unit
        elif unit.strip():
            lines.append(unit)
    return [line.strip() for line in lines if line.strip()]


def _balanced(
    text: str, lines: list[str], room: float, measure: Measure
) -> Sequence[str]:
    """Return the same text in as many lines, in the narrowest room that keeps them."""
    units = list(_fitting_units(text, room, measure))
    widest = max(measure(unit.strip()) for unit in units)
    low, best = max(widest, room / 2), lines
    for step in range(8):
        tried = _fill(units, room - (room - low) * step / 8, measure)
        if len(tried) > len(lines):
            break
        best = tried
    return best


def cut(text: str, room: float, measure: Measure) -> str:
    """Return ``text``, shortened to end in an ellipsis where it is too wide."""
    if measure(text) <= room:
        return text
    kept = text.rstrip(ELLIPSIS)
    while kept and measure(kept + ELLIPSIS) > room:
        kept = kept[:-1]
    return kept.rstrip() + ELLIPSIS


def _fitting_units(text: str, room: float, measure: Measure) -> Iterator[str]:
    for unit in _UNITS.findall(text):
        if measure(unit.strip()) <= room:
            yield " " if unit.isspace() else unit
        else:
            yield from _pieces(unit, room, measure)


def _pieces(word: str, room: float, measure: Measure) -> Iterator[str]:
    """Yield parts of a word that is too wide: after hyphens, else anywhere."""
    for part in re.findall(r"[^-]*-+|[^-]+", word):
        piece = ""
        for char in part:
            if piece and measure(piece + char) > room:
                yield piece
                piece = ""
            piece += char
        yield piece


@dataclass(slots=True)
class _Cluster:
    """Neighbours that touch: they share one place, the mean of what they wish."""

    sizes: list[float]
    wishes: list[float]

    def extent(self, gap: float) -> float:
        return sum(self.sizes) + gap * (len(self.sizes) - 1)

    def start(self, gap: float, low: float, high: float) -> float:
        offset, starts = 0.0, []
        for size, wish in zip(self.sizes, self.wishes, strict=True):
            starts.append(wish - size / 2 - offset)
            offset += size + gap
        mean = sum(starts) / len(starts)
        return max(low, min(mean, high - self.extent(gap)))


def spread(
    wishes: Sequence[float],
    sizes: Sequence[float],
    bounds: tuple[float, float],
    gap: float,
) -> list[float]:
    """Return centres near ``wishes`` so that things of ``sizes`` do not touch.

    They stay in the order of the wishes (equal wishes: as given) and within
    ``bounds``, provided that all of them fit there.
    """
    order = sorted(range(len(wishes)), key=lambda i: wishes[i])
    clusters: list[_Cluster] = []
    for i in order:
        clusters.append(_Cluster([sizes[i]], [wishes[i]]))
        while len(clusters) > 1 and _touch(clusters[-2], clusters[-1], bounds, gap):
            last = clusters.pop()
            clusters[-1].sizes += last.sizes
            clusters[-1].wishes += last.wishes
    centres: list[float] = []
    for cluster in clusters:
        edge = cluster.start(gap, *bounds)
        for size in cluster.sizes:
            centres.append(edge + size / 2)
            edge += size + gap
    return [centres[order.index(i)] for i in range(len(wishes))]


def _touch(
    left: _Cluster, right: _Cluster, bounds: tuple[float, float], gap: float
) -> bool:
    end = left.start(gap, *bounds) + left.extent(gap)
    return end + gap > right.start(gap, *bounds)
