"""A sheet to draw on that ends as one SVG."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from assessment.reports import fonts
from assessment.reports.drawing import text as texts
from assessment.reports.drawing.style import LINE, Form, TextStyle

Point = tuple[float, float]

FIRST_FULL_WIDTH: Final = "\u2e80"

_PAINTED: Final = ("fill", "stroke")

# XML knows no control characters; nothing is drawn for them anyway.
_CONTROLS: Final = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), 0xFFFE, 0xFFFF])


class Canvas:
    """Collects marks and texts; measures texts as its form will show them."""

    def __init__(self, form: Form, language: str) -> None:
        self.form = form
        self.language = language
        self._parts: list[str] = []

    def width(self, text: str, style: TextStyle) -> float:
        """Return how wide one line of ``text`` may become.

        Chinese characters are one em in every font; only the rest needs slack.
        """
        own = fonts.width(text, style.size, style.bold, self.language)
        if self.form.slack == 1:
            return own
        fixed = style.size * sum(char >= FIRST_FULL_WIDTH for char in text)
        return own + max(0.0, own - fixed) * (self.form.slack - 1)

    def wrap(
        self, text: str, room: float, style: TextStyle, most: int = 3
    ) -> tuple[str, ...]:
        """Return ``text`` broken into lines that fit ``room``."""
        return texts.wrap(text, room, lambda line: self.width(line, style), most)

    def text(self, x: float, y: float, text: str, style: TextStyle) -> None:
        """Write one line with its baseline at ``y``."""
        self._add(
            "text",
            content=escape(_clean(text)),
            x=x,
            y=y,
            font_size=style.size,
            font_weight=700 if style.bold else 400,
            fill=style.colour,
            text_anchor=style.anchor,
        )

    def lines(self, x: float, y: float, lines: Sequence[str], style: TextStyle) -> None:
        """Write lines under each other, the first with its baseline at ``y``."""
        for number, line in enumerate(lines):
            self.text(x, y + number * style.leading, line, style)

    def line(
        self, start: Point, end: Point, stroke: str = LINE, width: float = 1
    ) -> None:
        """Draw a straight line."""
        (x1, y1), (x2, y2) = start, end
        self._add("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=stroke, stroke_width=width)

    def rect(
        self, corner: Point, size: Point, fill: str, stroke: str | None = None
    ) -> None:
        """Draw a rectangle from its upper left corner."""
        (x, y), (width, height) = corner, size
        self._add(
            "rect", x=x, y=y, width=width, height=height, fill=fill, stroke=stroke
        )

    def circle(
        self, centre: Point, radius: float, fill: str, stroke: str | None = None
    ) -> None:
        """Draw a circle; a stroke is 1.5 pixels."""
        x, y = centre
        wide = 1.5 if stroke else None
        self._add(
            "circle", cx=x, cy=y, r=radius, fill=fill, stroke=stroke, stroke_width=wide
        )

    def polygon(
        self,
        points: Sequence[Point],
        fill: str,
        stroke: str | None = None,
        opacity: float | None = None,
    ) -> None:
        """Draw a closed shape; ``opacity`` is that of its fill."""
        self._add(
            "polygon",
            points=" ".join(f"{_number(x)},{_number(y)}" for x, y in points),
            fill=fill,
            fill_opacity=opacity,
            stroke=stroke,
            stroke_width=1.5 if stroke else None,
        )

    def polyline(
        self, points: Sequence[Point], stroke: str, width: float = 1, dash: str = ""
    ) -> None:
        """Draw an open line through points."""
        self._add(
            "polyline",
            points=" ".join(f"{_number(x)},{_number(y)}" for x, y in points),
            fill="none",
            stroke=stroke,
            stroke_width=width,
            stroke_dasharray=dash or None,
        )

    @contextmanager
    def group(self, **data: str | float | None) -> Iterator[None]:
        """Mark what is drawn inside with ``data-`` attributes, unrounded."""
        items = {
            f"data-{key.replace('_', '-')}": repr(value)
            if isinstance(value, float)
            else value
            for key, value in data.items()
        }
        self._parts.append(f"<g{_attributes(items)}>")
        yield
        self._parts.append("</g>")

    def svg(self, title: str, height: float, width: float | None = None) -> str:
        """Return the drawing; ``title`` becomes the figure's alternative text."""
        across = _number(width or self.form.width)
        head = {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {across} {_number(height)}",
            "width": across,
            "height": _number(height),
            "role": "img",
            "lang": self.language,
            "font-family": self._family(),
        }
        body = "".join(self._parts)
        name = escape(_clean(title))
        return f"<svg{_attributes(head)}><title>{name}</title>{body}</svg>"

    def _family(self) -> str | None:
        # Pages inherit the reader's own fonts; paper has these two and no others.
        return fonts.family(self.language) if self.form.name == "print" else None

    def _add(
        self, tag: str, *, content: str = "", **attributes: str | float | None
    ) -> None:
        named = {key.replace("_", "-"): value for key, value in attributes.items()}
        # Drawings name tokens; the form says which colour a token has.
        if self.form.shades:
            for part in _PAINTED:
                if isinstance(token := named.get(part), str):
                    named[part] = self.form.shades.get(token, token)
        self._parts.append(f"<{tag}{_attributes(named)}>{content}</{tag}>")


def _attributes(items: Mapping[str, str | float | None]) -> str:
    return "".join(
        f" {key}={quoteattr(_clean(_number(value)))}"
        for key, value in items.items()
        if value is not None
    )


def _number(value: str | float) -> str:
    return value if isinstance(value, str) else f"{round(value, 2):g}"


def _clean(text: str) -> str:
    return text.translate(_CONTROLS)
