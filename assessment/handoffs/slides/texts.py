"""Paragraphs as PowerPoint writes them: one language, exact line spacing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Pt

from assessment.handoffs.slides.fitting import Para
from assessment.handoffs.slides.tokens import LEADING, Box, Colour


def paint(target: Any, colour: Colour) -> None:
    """Give a font, a fill's or a line's colour format its colour."""
    if isinstance(colour, str):
        target.rgb = RGBColor.from_string(colour)
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
    paragraph.line_spacing = Pt(round(para.size * LEADING, 1))
    paragraph.space_before = Pt(0)
    paragraph.space_after = Pt(round(para.after * para.size * LEADING, 1))
    for text, bold in ((para.lead, True), (para.text, para.bold)):
        if text:
            run(paragraph, text, tag)
            last = paragraph.runs[-1].font
            last.size, last.bold = Pt(para.size), bold
            paint(last.color, para.colour)


def run(paragraph: Any, text: str, tag: str) -> None:
    """Add a run of text that says its language, and nothing of its looks."""
    made = paragraph.add_run()
    made.text = text
    properties = made._r.get_or_add_rPr()
    properties.set("lang", tag)
    if tag.startswith("zh"):
        properties.set("altLang", "en-GB")


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
