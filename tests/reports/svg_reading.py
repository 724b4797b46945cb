"""Reads a chart's SVG back, without the code that drew it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as ET

from fontTools.ttLib import TTFont

FONTS = Path(__file__).parents[2] / "assessment" / "reports" / "fonts"
SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Box:
    text: str
    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box) -> bool:
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > 0.5 and down > 0.5


def parse(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314  our own text, no entities


def texts(root: ET.Element) -> list[str]:
    return [element.text or "" for element in root.iter(f"{SVG}text")]


def groups(root: ET.Element, key: str) -> list[dict[str, str]]:
    found = [element.attrib for element in root.iter(f"{SVG}g")]
    return [data for data in found if f"data-{key}" in data]


def boxes(root: ET.Element, language: str = "en") -> list[Box]:
    """The boxes of all texts: cap height above the baseline, descender below."""
    return [_box(element, language) for element in root.iter(f"{SVG}text")]


def collisions(root: ET.Element, language: str = "en") -> list[tuple[str, str]]:
    pairs = combinations(boxes(root, language), 2)
    return [(a.text, b.text) for a, b in pairs if a.overlaps(b)]


def outside(root: ET.Element, language: str = "en") -> list[str]:
    _, _, width, height = (float(part) for part in root.attrib["viewBox"].split())
    return [
        box.text
        for box in boxes(root, language)
        if box.left < -0.5
        or box.top < -2
        or box.right > width + 0.5
        or box.bottom > height + 0.5
    ]


def _box(element: ET.Element, language: str) -> Box:
    text, size = element.text or "", float(element.attrib["font-size"])
    bold = element.attrib["font-weight"] == "700"
    width = measured(text, size, bold, language)
    x, y = float(element.attrib["x"]), float(element.attrib["y"])
    share = {"start": 0.0, "middle": 0.5, "end": 1.0}[element.attrib["text-anchor"]]
    left = x - share * width
    return Box(text, left, y - 0.8 * size, left + width, y + 0.22 * size)


def measured(text: str, size: float, bold: bool, language: str) -> float:
    """The width by the font files themselves, the other family as fallback."""
    names = ("TC", "SC") if language == "zh-Hant" else ("SC", "TC")
    weight = 700 if bold else 400
    total = 0
    for char in text:
        for name in names:
            cmap, metrics = _font(f"NotoSans{name}-{weight}.ttf")
            if ord(char) in cmap:
                total += metrics[cmap[ord(char)]][0]
                break
        else:
            total += 1000
    return total * size / 1000


@cache
def _font(name: str) -> tuple[dict[int, str], dict[str, tuple[int, int]]]:
    with TTFont(FONTS / name, lazy=True) as font:
        return font.getBestCmap(), font["hmtx"].metrics
