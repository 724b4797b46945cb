"""What all our Word files share: fonts and languages by script, page, colours."""

from __future__ import annotations

from typing import Any, Final

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, RGBColor

FONTS: Final = {
    "en": "Calibri",
    "zh-Hans": "Microsoft YaHei",
    "zh-Hant": "Microsoft JhengHei",
}
TAGS: Final = {"en": "en-GB", "zh-Hans": "zh-CN", "zh-Hant": "zh-TW"}
INK: Final = RGBColor(0x16, 0x20, 0x2C)
SOFT: Final = RGBColor(0x4A, 0x58, 0x65)
ACCENT: Final = RGBColor(0x0B, 0x5C, 0x7A)
MARGIN: Final = Cm(1.8)
_THEMED: Final = ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme")


def a4(made: Any) -> None:
    """Make a document's pages A4 with the margins of all our documents."""
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = MARGIN
    section.top_margin = section.bottom_margin = MARGIN


def speak(style: Any, language: str) -> None:
    """Give a style the font and the language of a script, and our ink.

    The font is named for Chinese as well: Word chooses by the character's script.
    """
    name = FONTS[language]
    style.font.name = name
    style.font.color.rgb = INK
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(key), name)
    for key in _THEMED:
        fonts.attrib.pop(qn(key), None)
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), TAGS["en"])
    spoken.set(qn("w:eastAsia"), TAGS[language])
    style.element.get_or_add_rPr().append(spoken)
