"""A guide as a Word document: headings, real tables, room for notes."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any, Final

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from assessment.guides.model import INTERVIEW, Block, Guide, Item
from assessment.word_files import ACCENT, SOFT, TAGS, a4, speak

_NOTES: Final = Cm(2.2)
_WIDTHS: Final = (Cm(8.2), Cm(5.6), Cm(3.6))
# The library's own template is dated; a guide has no time of its own.
_DATE: Final = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - the format has no zone


def docx(guide: Guide) -> bytes:
    """Return the guide as the bytes of a DOCX file."""
    made = Document()
    _prepare(made, guide)
    made.add_heading(guide.title, 0)
    _paragraph(made, guide.audience, colour=ACCENT)
    _facts(made, guide)
    if guide.kind == INTERVIEW:
        made.add_heading(guide.say("opening"), 1)
    for text in guide.opening:
        made.add_paragraph(text)
    for block in guide.blocks:
        _block(made, guide, block)
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def _prepare(made: Any, guide: Guide) -> None:
    a4(made)
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3"):
        speak(made.styles[name], guide.language)
    made.styles["Normal"].font.size = Pt(10.5)
    properties = made.core_properties
    properties.title = f"{guide.title}: {guide.audience}"
    properties.author, properties.comments = "Sextant", ""
    properties.language = TAGS[guide.language]
    properties.created = properties.modified = _DATE


def _paragraph(
    made: Any, text: str, lead: str = "", colour: RGBColor | None = None
) -> None:
    paragraph = made.add_paragraph()
    if lead:
        paragraph.add_run(f"{lead}  ").bold = True
    run = paragraph.add_run(text)
    if colour is not None:
        run.font.color.rgb = colour


def _facts(made: Any, guide: Guide) -> None:
    table = made.add_table(rows=0, cols=2, style="Table Grid")
    for label, value in guide.facts:
        first, second = table.add_row().cells
        first.text, second.text = label, value
        first.width, second.width = Cm(4.5), Cm(12.9)


def _block(made: Any, guide: Guide, block: Block) -> None:
    if block.dimension:
        made.add_heading(block.dimension, 1)
    made.add_heading(block.title, 2)
    if guide.kind != INTERVIEW:
        _evidence(made, guide, block)
        return
    if block.not_this:
        _paragraph(made, block.not_this, guide.say("not_this"), SOFT)
    for item in block.items:
        _item(made, guide, item)


def _item(made: Any, guide: Guide, item: Item) -> None:
    made.add_heading(item.text, 3)
    if item.help:
        _paragraph(made, item.help, colour=SOFT)
    lead = guide.say("listen")
    if not item.listen:
        _paragraph(made, guide.say("parts_listen"), lead)
    else:
        _paragraph(made, "", lead)
        for key, text in item.listen:
            _paragraph(made, text, key)
    if item.see:
        _paragraph(made, item.see, guide.say("see"))
    table = made.add_table(rows=1, cols=1, style="Table Grid")
    table.rows[0].height = _NOTES
    table.cell(0, 0).text = guide.say("notes")


def _evidence(made: Any, guide: Guide, block: Block) -> None:
    table = made.add_table(rows=1, cols=3, style="Table Grid")
    heads = [guide.say(key) for key in ("piece", "shows", "received")]
    rows = [heads, *([item.see, item.text, ""] for item in block.items)]
    for number, texts in enumerate(rows):
        cells = (table.rows[0] if number == 0 else table.add_row()).cells
        for cell, text, width in zip(cells, texts, _WIDTHS, strict=True):
            cell.text, cell.width = text, width
    _repeat(table.rows[0])


def _repeat(row: Any) -> None:
    """Mark a row as the table's head: each page repeats it, readers announce it."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)
