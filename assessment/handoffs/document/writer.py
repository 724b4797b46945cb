"""The body of a Word document as XML: headings, paragraphs, lists, tables, contents.

Every text is escaped here, in one place, and carries its language; nothing that is
given becomes a field, a link or a name.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final
from unicodedata import east_asian_width
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from assessment.branding.paragraphs import Paragraph
from assessment.handoffs.texts import clean
from assessment.word_files import TAGS

_BREAK: Final = "<w:sectPr/>"
OWN_SIDE: Final = 140
"""The margin of own words inside their ground, in twentieths of a point."""
_FEW: Final = 12
_SHORT: Final = 1100
"""Rows and letters of a table that stays on one page; a Chinese one counts as two."""
_STEP: Final = 340
"""Twentieths of a point that each level of a list is set in."""
_DEEPEST: Final = 6
"""Levels of lists that are set in; deeper ones stand below each other."""
WIDTH: Final = 9866
"""Twentieths of a point between the margins of an A4 page."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, its share of the width, whether of numbers."""

    heading: str
    share: float
    is_number: bool = False


class Writer:
    """Collects the body, and the headings that the table of contents lists."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._parts: list[str] = []
        self._contents: list[tuple[str, str]] = []
        self._contents_at: int | None = None
        self._sections = [1]
        self._breaks = False
        self._speak(language)

    def _speak(self, language: str) -> None:
        """Let the runs that follow name a language."""
        hint = "" if language == "en" else '<w:rFonts w:hint="eastAsia"/>'
        spoken = f'<w:lang w:val="{TAGS["en"]}" w:eastAsia="{TAGS[language]}"/>'
        self._plain = f"<w:rPr>{hint}{spoken}</w:rPr>"
        self._bold = f"<w:rPr>{hint}<w:b/>{spoken}</w:rPr>"

    def heading(self, text: str, level: int = 1) -> None:
        """Write a heading of level 1 to 3; a chapter stands in the contents."""
        name = f"_Toc{len(self._contents) + 1:08d}"
        mark = ""
        if level == 1:
            if self._sections[-1] != 1:
                self.columns(1)
            number = len(self._contents) + 1
            self._contents.append((text, name))
            mark = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
            mark += f'<w:bookmarkEnd w:id="{number}"/>'
        before = "<w:pageBreakBefore/>" if self._breaks else ""
        self._breaks = False
        inner = mark + self._run(text)
        self._parts.append(_paragraph(f"Heading{level}", inner, before))

    def title(self, text: str) -> None:
        """Write the document's title."""
        self._parts.append(_paragraph("Title", self._run(text)))

    def paragraph(
        self, text: str, style: str = "Normal", lead: str = "", *, keep: bool = False
    ) -> None:
        """Write a paragraph, nothing for an empty text; ``lead`` stands bold before.

        With ``keep`` it stays on the page of what follows.
        """
        if text or lead:
            before = self._run(lead, bold=True) if lead else ""
            more = "<w:keepNext/>" if keep else ""
            self._parts.append(_paragraph(style, before + self._run(text), more))

    def paragraphs(self, texts: Sequence[str], style: str = "Normal") -> None:
        """Write each text as a paragraph."""
        for text in texts:
            self.paragraph(text, style)

    def bullets(self, texts: Sequence[str]) -> None:
        """Write a list."""
        self.paragraphs(texts, "ListBullet")

    def own(
        self, said: Sequence[Paragraph], language: str, note: str, keep: bool
    ) -> None:
        """Write a consultancy's own words, set apart from those of the report.

        They begin in one column; their headings are none of the document's.

        Args:
            said: The words.
            language: What they are written in.
            note: What stands above them, in the document's language; may be empty.
            keep: Whether they stay on the page of the heading that follows.
        """
        if self._sections[-1] != 1:
            self.columns(1)
        self.paragraph(note, "Soft")
        self._parts.append(_paragraph("AfterTable", ""))
        self._speak(language)
        for one in said:
            style = "OwnHeading" if one.is_heading else "Own"
            depth = min(one.depth, _DEEPEST)
            before = self._run("\t" * (depth - 1) + one.marker + "\t") if depth else ""
            runs = (self._run(each.text, each.is_strong) for each in one.pieces)
            more = ("<w:keepNext/>" if keep else "") + _indented(depth)
            self._parts.append(_paragraph(style, before + "".join(runs), more))
        self._speak(self.language)
        self._parts.append(_paragraph("AfterTable", ""))

    def page_break(self) -> None:
        """Begin a new page with the heading that follows."""
        self._breaks = True

    def columns(self, count: int) -> None:
        """Go on in so many columns, on the same page."""
        self._sections.append(count)
        self._parts.append(_paragraph("AfterTable", "", _BREAK))

    def contents(self, title: str) -> None:
        """Leave room for the table of contents, which is known at the end."""
        self.paragraph(title, "ContentsTitle")
        self._contents_at = len(self._parts)
        self._parts.append("")

    def table(
        self, title: str, columns: Sequence[Column], rows: Sequence[Sequence[str]]
    ) -> None:
        """Write a table whose head is repeated on each page; nothing without rows.

        Its title is told to readers who do not see it. A short table is not parted,
        and the head of a long one never stands without its first row.
        """
        if not rows:
            return
        total = sum(column.share for column in columns)
        widths = [round(WIDTH * column.share / total) for column in columns]
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        head = [column.heading for column in columns]
        lines = [self._row(columns, widths, head, is_head=True, keeps=True)]
        kept = _kept(rows)
        lines += [
            self._row(columns, widths, row, keeps=number < kept)
            for number, row in enumerate(rows)
        ]
        about = quoteattr(clean(title))
        self._parts.append(
            f'<w:tbl><w:tblPr><w:tblStyle w:val="SextantTable"/>'
            f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            f'<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
            f'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
            f"<w:tblCaption w:val={about}/></w:tblPr>"
            f"<w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl>"
            + _paragraph("AfterTable", "")
        )

    def _row(
        self,
        columns: Sequence[Column],
        widths: Sequence[int],
        texts: Sequence[str],
        *,
        is_head: bool = False,
        keeps: bool = False,
    ) -> str:
        """Return a row; with ``keeps`` it stays on the page of the next one."""
        cells, more = [], "<w:keepNext/>" if keeps else ""
        for column, width, text in zip(columns, widths, texts, strict=True):
            style = "TableNumber" if column.is_number else "TableText"
            inner = self._run(text, bold=is_head)
            size = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
            cells.append(f"<w:tc>{size}{_paragraph(style, inner, more)}</w:tc>")
        mark = "<w:cantSplit/><w:tblHeader/>" if is_head else "<w:cantSplit/>"
        return f"<w:tr><w:trPr>{mark}</w:trPr>{''.join(cells)}</w:tr>"

    def _run(self, text: str, bold: bool = False) -> str:
        lines = clean(text).splitlines() or [""]
        inner = "<w:br/>".join(
            "<w:tab/>".join(
                f'<w:t xml:space="preserve">{escape(part)}</w:t>' if part else ""
                for part in line.split("\t")
            )
            for line in lines
        )
        return f"<w:r>{self._bold if bold else self._plain}{inner}</w:r>"

    def write_to(self, made: Any) -> None:
        """Put everything into a document, before the end of its last section."""
        if self._contents_at is not None:
            self._parts[self._contents_at] = self._listed()
        body = made.element.body
        last = body.sectPr
        for element in parse_xml(
            f"<w:body {nsdecls('w')}>{''.join(self._parts)}</w:body>"
        ):
            last.addprevious(element)
        breaks = list(body.iter(qn("w:sectPr")))
        for number, (found, count) in enumerate(
            zip(breaks, self._sections, strict=True)
        ):
            _set_section(found, last, count, goes_on=number > 0)

    def _listed(self) -> str:
        """Return the table of contents as a field with its entries in place.

        They lead to their headings. Page numbers are not known before the document is
        set, so the field asks for none and shows nothing that would be wrong.
        """
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText '
            'xml:space="preserve"> TOC \\o "1-1" \\n \\h \\z </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        lines = []
        for number, (text, name) in enumerate(self._contents):
            link = f'<w:hyperlink w:anchor="{name}" w:history="1">{self._run(text)}'
            inner = (begin if number == 0 else "") + link + "</w:hyperlink>"
            inner += end if number == len(self._contents) - 1 else ""
            lines.append(_paragraph("TOC1", inner))
        return "".join(lines)


def _set_section(found: Any, last: Any, count: int, goes_on: bool) -> None:
    """Give a section the page, the head and the foot of the last one, and columns.

    What ends a section says what it is: a break stands after what it is about.
    """
    if found is not last:
        found.extend(deepcopy(child) for child in last)
    for old in (*found.findall(qn("w:cols")), *found.findall(qn("w:type"))):
        found.remove(old)
    margins = found.find(qn("w:pgMar"))
    columns = parse_xml(f'<w:cols {nsdecls("w")} w:num="{count}" w:space="400"/>')
    margins.addnext(columns)
    if goes_on:
        kind = parse_xml(f'<w:type {nsdecls("w")} w:val="continuous"/>')
        found.find(qn("w:pgSz")).addprevious(kind)


def _kept(rows: Sequence[Sequence[str]]) -> int:
    """Return how many of the first rows stay on the page of the next one."""
    letters = (letter for row in rows for text in row for letter in text)
    length = sum(2 if east_asian_width(letter) in "WF" else 1 for letter in letters)
    return len(rows) - 1 if length <= _SHORT and len(rows) <= _FEW else 0


def _indented(depth: int) -> str:
    """Return the properties of an entry so deep in lists; its first line hangs out."""
    if not depth:
        return ""
    room, stops = _STEP * depth, []
    for number in range(1, depth + 1):
        place = OWN_SIDE + _STEP * number
        stops.append(f'<w:tab w:val="left" w:pos="{place}"/>')
    left = OWN_SIDE + room
    return (
        f'<w:tabs>{"".join(stops)}</w:tabs><w:ind w:left="{left}" w:hanging="{room}"/>'
    )


def _paragraph(style: str, inner: str, more: str = "") -> str:
    """Return a paragraph; ``more`` are properties besides its style."""
    named = "" if style == "Normal" else f'<w:pStyle w:val="{style}"/>'
    told = f"<w:pPr>{named}{more}</w:pPr>" if named or more else ""
    return f"<w:p>{told}{inner}</w:p>"
