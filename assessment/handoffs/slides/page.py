"""One slide in the making: its title, contents and notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Final

from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Pt

from assessment.handoffs.slides import tables, texts
from assessment.handoffs.slides.fitting import Para, fit, points
from assessment.handoffs.slides.layouts import Layout
from assessment.handoffs.slides.tables import TableText
from assessment.handoffs.slides.tokens import GAP, MIST, Box
from assessment.handoffs.slides.words import TAGS, say
from assessment.handoffs.texts import clean_lines, one_line

_SIDE: Final = Pt(7.2)
"""A placeholder's own margin left and right, and half of it above and below."""
_SMALLEST: Final = 14
_FONT_LEADING: Final = 1.1
PANEL: Final = Pt(10)


class Page:
    """A slide; every text goes through here, so that none runs over its place."""

    def __init__(self, slide: Any, layout: Layout, language: str) -> None:
        self.slide, self.shapes = slide, slide.shapes
        self.layout, self.language = layout, language
        self.tag = TAGS[language]
        self.box = layout.content
        self._said: list[str] = []
        self._cut: list[str] = []

    def title(self, text: str, size: float) -> None:
        """Write the title, at most as large as ``size`` points, into its place."""
        holder = self.slide.shapes.title
        if self.layout.title is not None:
            own = self.layout.title
            holder.left, holder.top = own.left, own.top
            holder.width, holder.height = own.width, own.height
        said = Para(_headline(text), size, bold=True)
        self.hold(holder, [said], min(size, _SMALLEST))

    def hold(self, holder: Any, paras: Sequence[Para], smallest: float) -> None:
        """Write paragraphs into a placeholder in its own manner.

        Their size is set only where the placeholder's own would not fit.
        """
        # A placeholder's lines are as high as its font says, which may be 1.45 em.
        room = (
            points(holder.width - 2 * _SIDE),
            points(holder.height - _SIDE) / _FONT_LEADING,
        )
        fitted = fit(self._lines(paras), room, self.language, least=smallest)
        self._cut += fitted.cut
        frame = holder.text_frame
        for number, para in enumerate(fitted.paras):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            texts.run(paragraph, para.whole, self.tag)
            if para.size < paras[min(number, len(paras) - 1)].size:
                paragraph.runs[-1].font.size = Pt(para.size)

    def text(
        self, place: Box, paras: Iterable[Para], most: int = 99, **how: Any
    ) -> int:
        """Write paragraphs into a place and return their height in EMU.

        ``most`` is how many lines one of them may take; ``how`` is as in ``texts.box``.
        """
        room = (points(place.width), points(place.height))
        fitted = fit(self._lines(paras), room, self.language, most)
        self._cut += fitted.cut
        if fitted.paras:
            texts.box(self.shapes, place, fitted.paras, self.tag, **how)
        return round(fitted.height * Pt(1))

    def panel(self, place: Box, paras: Iterable[Para]) -> None:
        """Write paragraphs on a ground of their own."""
        ground = self.shapes.add_shape(
            MSO_SHAPE.RECTANGLE, place.left, place.top, place.width, place.height
        )
        texts.fill(ground, MIST)
        ground.name = "Panel"
        self.text(place.inset(PANEL), paras)

    def table(self, place: Box, table: TableText, *, goes_on: bool = False) -> int:
        """Draw a table and return how many rows there was room for.

        The notes have the others, unless the table goes on elsewhere.
        """
        cleaned = _cleaned(table)
        laid = tables.lay_out(cleaned, place, self.language)
        frame = tables.draw(self.shapes, place, cleaned, laid, self.tag)
        describe(frame, table.alt)
        # A cell of a row that is not shown here is not cut here either.
        shown = {cell.text for cells in cleaned.rows[: laid.shown] for cell in cells}
        self._cut += [text for text in laid.cut if text in shown]
        if not goes_on:
            for cells in cleaned.rows[laid.shown :]:
                self._cut.append(" · ".join(cell.text for cell in cells if cell.text))
        return laid.shown

    def cutting(self, text: str) -> None:
        """Keep for the notes what stands shortened on the slide."""
        self._cut.append(text)

    def note(self, *said: str) -> None:
        """Add what the speaker should know: how a number came about, n, coverage."""
        self._said += [clean_lines(text) for text in said if text.strip()]

    def speak(self, language: str) -> None:
        """Go on in a language."""
        self.language, self.tag = language, TAGS[language]

    def finish(self, *, reasons: bool = True) -> None:
        """Write the notes, and take away what stayed empty.

        ``reasons`` tells that they say how numbers came about.
        """
        lines = [say("how_it_came_about", self.language)] if reasons else []
        lines += dict.fromkeys(self._said)
        if self._cut:
            lines += ["", say("in_full", self.language), *dict.fromkeys(self._cut)]
        frame = self.slide.notes_slide.notes_text_frame
        written = [part for line in lines for part in clean_lines(line).split("\n")]
        for number, line in enumerate(written):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            if line:
                texts.run(paragraph, line, self.tag)
        for shape in list(self.slide.placeholders):
            if not shape.has_text_frame or not shape.text_frame.text.strip():
                shape._element.getparent().remove(shape._element)

    def _lines(self, paras: Iterable[Para]) -> list[Para]:
        return [
            replace(para, text=one_line(para.text), lead=_lead(para.lead))
            for para in paras
        ]


def describe(shape: Any, alt: str) -> None:
    """Give a shape its alternative text, and a name that says the same in brief."""
    properties = shape._element.xpath(".//p:cNvPr")[0]
    properties.set("descr", one_line(alt))


def below(place: Box, used: int) -> Box:
    """Return what is left of a place under something that took ``used`` of it."""
    return place.below(used + GAP)


def _headline(text: str) -> str:
    """Return a title without the stop of a single sentence: others have none."""
    said = one_line(text)
    whole = said.removesuffix(".").removesuffix("。")
    return said if ". " in whole or "。" in whole else whole


def _lead(text: str) -> str:
    """Return a clean lead; the space at its end stands before the text."""
    return one_line(text) + (" " if text.endswith(" ") else "")


def _cleaned(table: TableText) -> TableText:
    rows = [
        [
            tables.Cell(one_line(cell.text), cell.bold, cell.colour, cell.fill)
            for cell in cells
        ]
        for cells in table.rows
    ]
    return TableText(table.columns, rows, table.alt, table.size)
