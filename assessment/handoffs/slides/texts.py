"""Paragraphs as PowerPoint writes them: one language, exact line spacing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from assessment.handoffs.slides.fitting import Para
from assessment.handoffs.slides.tokens import LEADING, Box, Colour

_NAMES: Final = nsdecls("a")
_HANGS: Final = 18.0
"""How far a bullet hangs out of its paragraph, in points."""


def rgb(value: str) -> RGBColor:
    """Return a colour of six hexadecimal digits."""
    # The library's constructor has no types.
    made: Any = RGBColor
    found: RGBColor = made.from_string(value)
    return found


def paint(target: Any, colour: Colour) -> None:
    """Give a font, a fill's or a line's colour format its colour."""
    if isinstance(colour, str):
        target.rgb = rgb(colour)
    else:
        target.theme_color = colour


def fill(shape: Any, colour: Colour | None, edge: Colour | None = None) -> None:
    """Fill a shape and draw its edge; ``None`` leaves either away."""
    if colour is None:
        shape.fill.background()
    else:
        shape.fill.solid()
        paint(shape.fill.fore_color, colour)
    if edge is None:
        shape.line.fill.background()
    else:
        shape.line.width = Pt(1)
        paint(shape.line.color, edge)
    # A shape's style would give it a shadow, in some programs whatever else is said.
    style = shape._element.find(qn("p:style"))
    if style is not None:
        shape._element.remove(style)


def put(paragraph: Any, para: Para, tag: str) -> None:
    """Write a paragraph: its lead in bold, then its text."""
    # The space of a line is ours and not the font's, which differs between computers.
    line = para.size * LEADING
    spaces = (("lnSpc", line), ("spcBef", 0.0), ("spcAft", para.after * line))
    inside = "".join(
        f'<a:{name}><a:spcPts val="{round(value * 100)}"/></a:{name}>'
        for name, value in spaces
    )
    # Written as XML: going through the library's objects took half of the whole time.
    set_in = _set_in(para.indent, para.bullet) if para.indent else ""
    properties = parse_xml(
        f"<a:pPr {_NAMES}{set_in}>{inside}{_bullet(para.bullet)}</a:pPr>"
    )
    paragraph._p.insert(0, properties)
    for text, bold in ((para.lead, True), (para.text, para.bold)):
        if text:
            paragraph._p.append(_run(text, tag, _looks(para, bold), _fill(para.colour)))


def _set_in(indent: float, bullet: str) -> str:
    room = round(indent * Pt(1))
    hangs = round(min(indent, _HANGS) * Pt(1)) if bullet else 0
    return f' marL="{room}" indent="{-hangs}"'


def _bullet(bullet: str) -> str:
    """Return a bullet or number as PowerPoint's own, so that lists stay lists."""
    if not bullet:
        return ""
    if bullet[:-1].isdigit():
        return f'<a:buAutoNum type="arabicPeriod" startAt="{bullet[:-1]}"/>'
    return f'<a:buChar char="{bullet}"/>'


def run(paragraph: Any, text: str, tag: str) -> None:
    """Add a run of text that says its language, and nothing of its looks."""
    paragraph._p.append(_run(text, tag, "", ""))


def _run(text: str, tag: str, looks: str, inside: str) -> Any:
    other = ' altLang="en-GB"' if tag.startswith("zh") else ""
    made = parse_xml(
        f'<a:r {_NAMES}><a:rPr lang="{tag}"{other}{looks}>{inside}</a:rPr><a:t/></a:r>'
    )
    made[1].text = text
    return made


def _looks(para: Para, bold: bool) -> str:
    return f' sz="{round(para.size * 100)}" b="{int(bold)}"'


def _fill(colour: Colour) -> str:
    if isinstance(colour, str):
        return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
    name = MSO_THEME_COLOR.to_xml(colour)
    return f'<a:solidFill><a:schemeClr val="{name}"/></a:solidFill>'


def box(shapes: Any, place: Box, paras: Sequence[Para], tag: str, **how: Any) -> Any:
    """Add a text box without margins, and return it.

    Args:
        shapes: The shapes of a slide or group.
        place: Where it stands.
        paras: What it says; already fitted.
        tag: The language's tag.
        how: ``anchor`` and ``align``, as python-pptx names them.
    """
    shape = shapes.add_textbox(place.left, place.top, place.width, place.height)
    frame = shape.text_frame
    frame.word_wrap = True
    frame.auto_size = MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = how.get("anchor", MSO_ANCHOR.TOP)
    for number, para in enumerate(paras):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        put(paragraph, para, tag)
        paragraph.alignment = how.get("align", PP_ALIGN.LEFT)
    return shape
