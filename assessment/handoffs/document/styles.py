"""The styles of the Word document, for its reader to change; its head and foot."""

from __future__ import annotations

import io
from typing import Any, Final
from xml.sax.saxutils import escape

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor, Twips

from assessment.branding.brand import Brand
from assessment.handoffs.document.writer import OWN_SIDE
from assessment.handoffs.packages import moment
from assessment.handoffs.texts import clean
from assessment.reports import words
from assessment.reports.dress import Dress
from assessment.word_files import ACCENT, INK, SOFT, TAGS, a4, speak

_OURS: Final = (
    "Lead", "Soft", "Small", "Caution", "Contents Title", "toc 1",
    "Table Text", "Table Number", "After Table", "Asked", "Trace",
    "Own", "Own Heading",
)  # fmt: skip
_IDS: Final = {"toc 1": "TOC1"}
_THEIRS: Final = (
    "Normal", "Title", "Heading 1", "Heading 2", "Heading 3", "List Bullet", "Header",
    "Footer",
)  # fmt: skip
_HEADINGS: Final = ("Title", "Heading 1", "Heading 2", "Heading 3")
_LOGO_WIDE, _LOGO_HIGH = Cm(7), Cm(2)
_GROUND: Final = "#DCEBF1"
"""The ground of the first row of our tables."""
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
    <w:top w:w="40" w:type="dxa"/><w:left w:w="100" w:type="dxa"/>
    <w:bottom w:w="40" w:type="dxa"/><w:right w:w="100" w:type="dxa"/>
  </w:tblCellMar></w:tblPr>
  <w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr>
    <w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{ground}"/></w:tcPr>
  </w:tblStylePr>
</w:style>"""

_DENSE: Final = ("Table Text", "Table Number", "Trace", "Small", "Soft")
_LINES: Final = 1.1
_AFTER_TABLE: Final = 6
"""Points of the empty line that Word needs after a table."""
_APART: Final = (
    '<w:pBdr {ns}><w:left w:val="single" w:sz="18" w:space="6" w:color="{rule}"/>'
    "</w:pBdr>",
    '<w:shd {ns} w:val="clear" w:color="auto" w:fill="{ground}"/>',
)


def prepare(made: Any, dress: Dress) -> None:
    """Set page, styles, head, foot and properties of a new document."""
    report = dress.report
    a4(made)
    _styles(made, dress)
    _properties(made, dress)
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
    _foot(section.footer.paragraphs[0], dress)


def show_logo(made: Any, dress: Dress) -> None:
    """Add the brand's logo with what stands for it in words, in its own proportions.

    It is added at the end of the body: before anything else, it stands first. A brand
    without a logo adds nothing.
    """
    logo = dress.brand.logo
    if logo is None:
        return
    scale = min(_LOGO_WIDE / logo.width, _LOGO_HIGH / logo.height)
    picture = (
        made.add_paragraph()
        .add_run()
        .add_picture(
            io.BytesIO(logo.content),
            width=round(logo.width * scale),
            height=round(logo.height * scale),
        )
    )
    known = picture._inline.docPr
    known.set("name", "Logo")
    known.set("descr", clean(dress.alt))


def _styles(made: Any, dress: Dress) -> None:
    language, brand = dress.report.language, dress.brand
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
    ground = (brand.tint or _GROUND).removeprefix("#")
    made.styles.element.append(parse_xml(_TABLE.format(ns=nsdecls("w"), ground=ground)))
    sizes = {
        "Normal": 10, "Title": 26, "Heading 1": 18, "Heading 2": 13,
        "Heading 3": 11.5, "Lead": 11.5, "Soft": 9, "Small": 9, "Caution": 10,
        "Asked": 10, "Trace": 8, "Contents Title": 14, "toc 1": 10,
        "Table Text": 9, "Table Number": 9, "After Table": 6,
        "Own": 10, "Own Heading": 11.5,
        "Header": 8.5, "Footer": 8.5,
    }  # fmt: skip
    for name, size in sizes.items():
        styles[name].font.size = Pt(size)
    _spacing(styles)
    _colours(styles, brand.primary)
    _set_apart(styles, brand, ground)


def _spacing(styles: Any) -> None:
    """Set the room around paragraphs, and what keeps together."""
    rooms = {
        "Normal": (0, 5), "Heading 1": (14, 4), "Heading 2": (9, 3),
        "Heading 3": (7, 3), "toc 1": (2, 2), "Table Text": (0, 0),
        "Table Number": (0, 0), "After Table": (0, 0), "Lead": (0, 6),
        "Small": (0, 3), "Asked": (6, 1), "Trace": (0, 3),
        "Own": (0, 4), "Own Heading": (4, 4),
    }  # fmt: skip
    for name, (before, after) in rooms.items():
        shape = styles[name].paragraph_format
        shape.space_before, shape.space_after = Pt(before), Pt(after)
    # The library's own template sets lines wide apart, in tables and small print too.
    styles["Normal"].paragraph_format.line_spacing = _LINES
    for name in _DENSE:
        styles[name].paragraph_format.line_spacing = 1.0
    styles["After Table"].paragraph_format.line_spacing = Pt(_AFTER_TABLE)
    for name in (*_HEADINGS, "Asked", "Own Heading", "Lead"):
        styles[name].paragraph_format.keep_with_next = True
    styles["Table Number"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    borders = styles["Title"].element.pPr.find(
        "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}pBdr"
    )
    if borders is not None:  # the library's own template underlines its titles
        borders.getparent().remove(borders)


def _colours(styles: Any, primary: str | None) -> None:
    """Set headings and cautions apart, in the brand's colour where it has one."""
    own = None if primary is None else RGBColor.from_string(primary.lstrip("#"))
    for name in _HEADINGS:
        styles[name].font.color.rgb = own or INK
        styles[name].font.bold = True
    for name in ("Soft", "Header", "Footer"):
        styles[name].font.color.rgb = SOFT
    for name in ("Caution", "Contents Title"):
        styles[name].font.color.rgb = own or ACCENT
        styles[name].font.bold = True


def _set_apart(styles: Any, brand: Brand, ground: str) -> None:
    """Give a consultancy's own words a rule beside them, and a ground of their own."""
    rule = (brand.rule or f"#{ACCENT}").removeprefix("#")
    for name in ("Own", "Own Heading"):
        # Before the spacing, which every style of ours has: the order is prescribed.
        spacing = styles[name].element.pPr.find(qn("w:spacing"))
        for made in _APART:
            inside = made.format(ns=nsdecls("w"), rule=rule, ground=ground)
            spacing.addprevious(parse_xml(inside))
        shape = styles[name].paragraph_format
        shape.left_indent = shape.right_indent = Twips(OWN_SIDE)
    styles["Own Heading"].font.bold = True


def _properties(made: Any, dress: Dress) -> None:
    report = dress.report
    properties, head = made.core_properties, report.head
    title = clean(f"{head.organisation} · {report.words['title']}")
    properties.title = title[:_LONGEST]
    properties.author = clean(report.prepared_by or dress.brand.name or "Sextant")[
        :_LONGEST
    ]
    properties.last_modified_by = properties.author
    properties.comments = ""
    properties.language = TAGS[report.language]
    properties.created = properties.modified = moment(head.date)


def _foot(paragraph: Any, dress: Dress) -> None:
    """Write that it is confidential, and which page of how many this is."""
    paragraph.add_run(clean(dress.foot) + "    ")
    before, rest = dress.report.words["page_of"].split("{page}")
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
