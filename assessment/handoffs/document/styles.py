"""The styles of the Word document, for its reader to change; its head and foot."""

from __future__ import annotations

from typing import Any, Final
from xml.sax.saxutils import escape

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm, Pt

from assessment.handoffs.packages import moment
from assessment.handoffs.texts import clean
from assessment.reports import words
from assessment.reports.model import Report
from assessment.word_files import ACCENT, INK, SOFT, TAGS, a4, speak

_OURS: Final = (
    "Lead", "Soft", "Small", "Caution", "Contents Title", "toc 1", "toc 2",
    "Table Text", "Table Number", "After Table",
)  # fmt: skip
_IDS: Final = {"toc 1": "TOC1", "toc 2": "TOC2"}
_THEIRS: Final = (
    "Normal", "Title", "Heading 1", "Heading 2", "Heading 3", "List Bullet", "Header",
    "Footer",
)  # fmt: skip
_LONGEST: Final = 250
"""What a property of a document holds, with a little room."""
_TABLE: Final = """
<w:style {ns} w:type="table" w:customStyle="1" w:styleId="SextantTable">
  <w:name w:val="Sextant Table"/><w:basedOn w:val="TableNormal"/><w:qFormat/>
  <w:tblPr><w:tblBorders>
    <w:top w:val="single" w:sz="4" w:space="0" w:color="D5DDE3"/>
    <w:bottom w:val="single" w:sz="4" w:space="0" w:color="D5DDE3"/>
    <w:insideH w:val="single" w:sz="4" w:space="0" w:color="D5DDE3"/>
  </w:tblBorders><w:tblCellMar>
    <w:top w:w="40" w:type="dxa"/><w:left w:w="70" w:type="dxa"/>
    <w:bottom w:w="40" w:type="dxa"/><w:right w:w="70" w:type="dxa"/>
  </w:tblCellMar></w:tblPr>
  <w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr>
    <w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="DCEBF1"/></w:tcPr>
  </w:tblStylePr>
</w:style>"""


def prepare(made: Any, report: Report) -> None:
    """Set page, styles, head, foot and properties of a new document."""
    a4(made)
    _styles(made, report.language)
    _properties(made, report)
    head = report.head
    mode = "self_declared" if head.mode == "self" else "assessed_mode"
    marks = [report.words[mode]]
    if head.fictional:
        marks.append(report.words["fictional"])
    day = words.date_text(head.date, report.language)
    above = " · ".join([head.organisation, report.words["title"], day, *marks])
    section = made.sections[0]
    section.top_margin = Cm(2.3)
    section.header.paragraphs[0].add_run(clean(above))
    _foot(section.footer.paragraphs[0], report)


def _styles(made: Any, language: str) -> None:
    styles = made.styles
    for name in _OURS:
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        style.element.set(
            "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}styleId",
            _IDS.get(name, name.replace(" ", "")),
        )
    for name in (*_OURS, *_THEIRS):
        speak(styles[name], language)
    made.styles.element.append(parse_xml(_TABLE.format(ns=nsdecls("w"))))
    sizes = {
        "Normal": 10.5, "Title": 26, "Heading 1": 18, "Heading 2": 13,
        "Heading 3": 11.5, "Lead": 12, "Soft": 9.5, "Small": 9.5, "Caution": 10.5,
        "Contents Title": 14,
        "toc 1": 10.5,
        "toc 2": 9.5, "Table Text": 9, "Table Number": 9, "After Table": 6,
        "Header": 8.5, "Footer": 8.5,
    }  # fmt: skip
    for name, size in sizes.items():
        styles[name].font.size = Pt(size)
    _spacing(styles)


def _spacing(styles: Any) -> None:
    """Set the room around paragraphs, what keeps together, and the colours."""
    rooms = {
        "Normal": (0, 6), "Heading 1": (14, 4), "Heading 2": (10, 3),
        "Heading 3": (10, 3), "toc 1": (2, 2), "toc 2": (0, 1), "Table Text": (0, 0),
        "Table Number": (0, 0), "After Table": (0, 4), "Lead": (0, 8),
        "Small": (0, 3),
    }  # fmt: skip
    for name, (before, after) in rooms.items():
        shape = styles[name].paragraph_format
        shape.space_before, shape.space_after = Pt(before), Pt(after)
    for name in ("Title", "Heading 1", "Heading 2", "Heading 3"):
        styles[name].font.color.rgb = INK
        styles[name].font.bold = True
        styles[name].paragraph_format.keep_with_next = True
    for name in ("Soft", "Header", "Footer"):
        styles[name].font.color.rgb = SOFT
    for name in ("Caution", "Contents Title"):
        styles[name].font.color.rgb = ACCENT
        styles[name].font.bold = True
    styles["toc 2"].paragraph_format.left_indent = Cm(0.6)
    styles["Table Number"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    borders = styles["Title"].element.pPr.find(
        "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}pBdr"
    )
    if borders is not None:  # the library's own template underlines its titles
        borders.getparent().remove(borders)


def _properties(made: Any, report: Report) -> None:
    properties, head = made.core_properties, report.head
    title = clean(f"{head.organisation} · {report.words['title']}")
    properties.title = title[:_LONGEST]
    properties.author = clean(report.prepared_by or "Sextant")[:_LONGEST]
    properties.last_modified_by = properties.author
    properties.comments = ""
    properties.language = TAGS[report.language]
    properties.created = properties.modified = moment(head.date)


def _foot(paragraph: Any, report: Report) -> None:
    """Write that it is confidential, and which page of how many this is."""
    paragraph.add_run(clean(report.words["confidential"]) + "    ")
    before, rest = report.words["page_of"].split("{page}")
    between, after = rest.split("{pages}")
    for text, field in ((before, "PAGE"), (between, "NUMPAGES"), (after, "")):
        if text:
            paragraph.add_run(text)
        if field:
            paragraph._p.append(_field(field))
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _field(code: str) -> Any:
    return parse_xml(
        f'<w:fldSimple {nsdecls("w")} w:instr=" {escape(code)} ">'
        "<w:r><w:t>1</w:t></w:r></w:fldSimple>"
    )
