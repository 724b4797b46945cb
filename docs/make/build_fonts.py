"""Build the report's fonts: subsets of Noto Sans SC and TC, and their widths.

Run it again when texts gain a character that ``tests/reports/test_fonts.py`` misses:

    npm install --no-save --prefix DIR \
        @expo-google-fonts/noto-sans-sc@0.4.3 @expo-google-fonts/noto-sans-tc@0.4.3
    python docs/make/build_fonts.py DIR/node_modules/@expo-google-fonts

Static TrueType on purpose: woff2 costs seconds of decoding in every process, poppler
calls the CFF2 variable font invalid, OpenType-CFF doubles the PDF. The same input
gives the same bytes.
"""

from __future__ import annotations

import argparse
import json
import shutil
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "assessment" / "reports" / "fonts"
FAMILIES = {"SC": "noto-sans-sc", "TC": "noto-sans-tc"}
WEIGHTS = {400: "400Regular", 700: "700Bold"}
SHIPPED = ("*.yaml", "*.html", "*.po")
BIG5_LEVEL_1_END = (0xC6, 0x7E)
SOURCES = ("assessment", "questionnaires", "scoring", "templates")
BLOCKS = (
    (0x20, 0x17F),  # Basic Latin, Latin-1, Latin Extended-A
    (0x2000, 0x206F),  # general punctuation, with the marks of direction
    (0x20A0, 0x20BF),  # currencies
    (0x2100, 0x22FF),  # letter-like, numbers, arrows, mathematics
    (0x2460, 0x24FF),  # enclosed numbers
    (0x25A0, 0x2667),  # geometric shapes
    (0x3000, 0x303F),  # Chinese punctuation
    (0xFF00, 0xFFEF),  # full-width forms
)
# pwid has the quotation marks of Latin text, which are full-width otherwise.
FEATURES = ["ccmp", "kern", "liga", "mark", "pwid"]
TABLES_TO_DROP = ["BASE", "STAT", "vhea", "vmtx", "GDEF", "DSIG"]


def gb2312() -> set[str]:
    """Return the 7,445 characters of GB 2312."""
    rows = range(0xA1, 0xF8)
    return _decoded("gb2312", ((row, cell) for row in rows for cell in _cells(0xA1)))


def big5(last: tuple[int, int] = (0xF9, 0xFE)) -> set[str]:
    """Return Big5's symbols and characters up to a code: by default all 13,053."""
    cells = [*range(0x40, 0x7F), *_cells(0xA1)]
    pairs = ((row, cell) for row in range(0xA1, 0xFA) for cell in cells)
    return _decoded("big5", (pair for pair in pairs if pair <= last))


def shipped() -> set[str]:
    """Return every character of the texts this project ships."""
    found: set[str] = set()
    for source in SOURCES:
        for pattern in SHIPPED:
            for path in (ROOT / source).rglob(pattern):
                found.update(path.read_text("utf-8"))
    return {char for char in found if not unicodedata.category(char).startswith("C")}


def wanted(family: str) -> set[str]:
    """Return every character a family should hold where its source has it.

    The Traditional one takes Big5 whole: people's names need its second level. The
    Simplified one is the fallback's fallback there and stops at the first.
    """
    blocks = {chr(code) for low, high in BLOCKS for code in range(low, high + 1)}
    level = big5() if family == "TC" else big5(BIG5_LEVEL_1_END)
    return gb2312() | level | shipped() | blocks


def build(source: Path, target: Path, characters: Iterable[str]) -> TTFont:
    """Write the subset of one font file and return it."""
    options = subset.Options()
    options.layout_features = FEATURES
    options.drop_tables += TABLES_TO_DROP
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
    options.recalc_timestamp = False
    options.notdef_outline = True
    font = TTFont(source, recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[ord(char) for char in characters])
    subsetter.subset(font)
    font.save(target)
    return font


def main() -> None:
    """Build all four files and the table of widths."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("packages", type=Path)
    packages: Path = parser.parse_args().packages
    coverage, widths = {}, {}
    for family, package in FAMILIES.items():
        for weight, folder in WEIGHTS.items():
            name = f"NotoSans{family}-{weight}"
            source = next((packages / package / folder).glob("*.ttf"))
            font = build(source, TARGET / f"{name}.ttf", sorted(wanted(family)))
            coverage[family] = "".join(map(chr, sorted(font.getBestCmap())))
            widths[name] = _widths(font)
    shutil.copy(packages / "noto-sans-sc" / "LICENSE_FONT", TARGET / "OFL.txt")
    _write("coverage.json", coverage)
    _write("widths.json", widths)


def _widths(font: TTFont) -> dict[str, str]:
    """Return advance (thousandths of an em) -> its characters, but for 1000 itself."""
    by_width: dict[int, list[str]] = {}
    for code, glyph in sorted(font.getBestCmap().items()):
        advance = round(font["hmtx"].metrics[glyph][0] * 1000 / font["head"].unitsPerEm)
        by_width.setdefault(advance, []).append(chr(code))
    by_width.pop(1000)
    return {str(width): "".join(chars) for width, chars in sorted(by_width.items())}


def _write(name: str, data: object) -> None:
    text = json.dumps(data, ensure_ascii=False, indent=1)
    (TARGET / name).write_text(text + "\n", "utf-8")


def _cells(first: int) -> range:
    return range(first, 0xFF)


def _decoded(codec: str, pairs: Iterable[tuple[int, int]]) -> set[str]:
    return {
        text
        for pair in pairs
        if len(text := bytes(pair).decode(codec, errors="ignore")) == 1
    }


if __name__ == "__main__":
    main()
