"""Lines of text laid out in less time, with room between Chinese and Latin letters.

The engine makes a context, a description of the font and a language for every layout,
13,000 times a report, and drops each layout to make it again when it is drawn. Here
they are made once a style, and a layout is kept until it has been drawn, to the same
bytes: ``tests/reports/test_pdf_text.py`` compares them.

The engine has no ``text-autospace``. A style sheet asks for it with ``--room``, a part
of an em: that much room follows each Chinese character before a Latin one, and the
other way round, within a text. It is never typed, so copied text stays as written, and
none is left where a line ends between the two. An element around each such character,
1,600 of them, took a third of a Chinese report's time.

The engine offers no option for either, so this replaces one class of it while a
document is rendered. Should a later engine not ask that class, texts are set as before,
without the room.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from weasyprint.text import line_break
from weasyprint.text.constants import PANGO_DIRECTION
from weasyprint.text.ffi import TO_UNITS, ffi, gobject, pango
from weasyprint.text.fonts import font_features, get_font_description

from assessment.typography import BOUNDARY

# What a line is asked for by who is going to change it; the engine never does.
ffi.cdef("PangoLayoutLine * pango_layout_get_line(PangoLayout *layout, int line);")

_ENGINES: Final = line_break.Layout
_ENDS: Final = frozenset("\n\r\u2029")
_FEATURES: Final = (
    "font_kerning", "font_variant_ligatures", "font_variant_position",
    "font_variant_caps", "font_variant_numeric", "font_variant_alternates",
    "font_variant_east_asian", "font_feature_settings",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Kit:
    """What all layouts of a style share; ``room`` in Pango's units."""

    context: Any
    language: Any
    description: Any
    features: bytes
    room: int
    is_unhyphenated: bool


class _Layout(line_break.Layout):  # type: ignore[misc]  # weasyprint ships no types
    """A layout of a style's shared parts, which stays until it has been drawn."""

    layout: Any
    style: Any
    text: str
    _kit: _Kit | None = None
    _rooms: frozenset[int] = frozenset()
    _is_drawn = False

    def setup(self, style: Any) -> None:
        self._kit = kit = _kit(style)
        if kit is None:
            super().setup(style)
            return
        self.style, self.language = style, kit.language
        self.first_line_direction = 0
        self.ascent = self.underline_position = self.strikethrough_position = None
        self.layout = ffi.gc(
            pango.pango_layout_new(kit.context), gobject.g_object_unref
        )
        pango.pango_layout_set_auto_dir(self.layout, False)
        pango.pango_layout_set_font_description(self.layout, kit.description)

    def set_text(self, text: str, justify: bool = False) -> None:
        self._rooms = frozenset()
        kit = self._kit
        if kit is None or "\t" in text or (justify and self.justification_spacing):
            super().set_text(text, justify)
            return
        end = text.find("\n")
        # Only the first line is looked at.
        self.text = text = text if end == -1 else text[: end + 2]
        raw = text.encode().replace(b"\0", b"")
        # Drawing asks for it, and would lay the text out anew if it were not so yet.
        is_alone = _ENDS.isdisjoint(text)
        pango.pango_layout_set_single_paragraph_mode(self.layout, is_alone)
        pango.pango_layout_set_text(self.layout, ffi.from_buffer(raw), len(raw))
        if raw and (kit.features or kit.room or kit.is_unhyphenated):
            self._rooms = _with_attributes(self.layout, kit, text, len(raw))

    def get_first_line(self) -> tuple[Any, int | None]:
        line, second = super().get_first_line()
        if self._rooms and self._kit:
            line = pango.pango_layout_get_line(self.layout, 0)
            _after(line, self._rooms, self._kit.room)
            self._rooms = frozenset()
        return line, second

    def deactivate(self) -> None:
        if self._kit is None or self._is_drawn or self.justification_spacing:
            super().deactivate()

    def reactivate(self, style: Any) -> None:
        if not hasattr(self, "layout"):
            super().reactivate(style)
        elif pango.pango_layout_get_line_readonly(self.layout, 1) != ffi.NULL:
            # What was laid out within a width is drawn on one line.
            pango.pango_layout_set_width(self.layout, -1)
            self.set_text(self.text)
        self._is_drawn = True


@contextmanager
def kept() -> Iterator[None]:
    """Lay texts out this way meanwhile; for one render at a time."""
    line_break.Layout = _Layout
    try:
        yield
    finally:
        line_break.Layout = _ENGINES


def _kit(style: Any) -> _Kit | None:
    """Return what layouts of a style share; ``None`` where each needs its own."""
    known = vars(style)
    if "_kit" not in known:
        known["_kit"] = _made(style) if _is_plain(style) else None
    kit: _Kit | None = known["_kit"]
    return kit


def _is_plain(style: Any) -> bool:
    return bool(
        style["text_decoration_line"] == "none"
        and style["font_language_override"] == "normal"
        and style["letter_spacing"] in ("normal", 0)
        and style["word_spacing"] == 0
        and style["lang"]
    )


def _made(style: Any) -> _Kit:
    context = ffi.gc(
        pango.pango_font_map_create_context(style.font_config.font_map),
        gobject.g_object_unref,
    )
    pango.pango_context_set_round_glyph_positions(context, False)
    direction = PANGO_DIRECTION[style["direction"]]
    pango.pango_context_set_base_dir(context, direction)
    code = style["lang"].encode().replace(b"\0", b"")
    language = pango.pango_language_from_string(ffi.new("char[]", code))
    pango.pango_context_set_language(context, language)
    features = font_features(*(style[name] for name in _FEATURES))
    return _Kit(
        context,
        language,
        get_font_description(style),
        ",".join(f"{key} {value}" for key, value in features.items()).encode(),
        _room(style),
        style["overflow_wrap"] in ("anywhere", "break-word"),
    )


def _room(style: Any) -> int:
    """Return the room that a style asks for, in Pango's units; 0 for none."""
    try:
        tokens = style["__room"]
    except KeyError:
        return 0
    parts = [token.value for token in tokens if token.type == "number"]
    if not parts or not parts[0]:
        return 0
    # Pango rounds halves of whole pixels: an odd number is none.
    return int(parts[0] * style["font_size"] * TO_UNITS) | 1


def _with_attributes(layout: Any, kit: _Kit, text: str, length: int) -> frozenset[int]:
    """Give a layout its style's attributes; return where characters with room begin."""
    attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    starts = []
    if kit.features:
        feature = pango.pango_attr_font_features_new(kit.features)
        pango.pango_attr_list_insert(attributes, feature)
    for found in BOUNDARY.finditer(text) if kit.room else ():
        space = pango.pango_attr_letter_spacing_new(kit.room)
        space.start_index = len(text[: found.start()].encode())
        space.end_index = space.start_index + len(found[0].encode())
        starts.append(space.start_index)
        pango.pango_attr_list_change(attributes, space)
    if kit.is_unhyphenated:
        hyphens = pango.pango_attr_insert_hyphens_new(False)
        hyphens.start_index, hyphens.end_index = 0, length
        pango.pango_attr_list_change(attributes, hyphens)
    pango.pango_layout_set_attributes(layout, attributes)
    return frozenset(starts)


def _after(line: Any, starts: frozenset[int], room: int) -> None:
    """Put the whole room after its characters.

    Pango puts half before and half after, and takes away what is outside at either end
    of a line. It has reckoned with the whole when it broke the lines.
    """
    half, run = room // 2, line.runs[0]
    is_first = True
    while run != ffi.NULL:
        item, glyphs, run = run.data.item, run.data.glyphs, run.next
        if item.offset in starts and not item.analysis.level % 2:
            places = [info.geometry for info in glyphs.glyphs[0 : glyphs.num_glyphs]]
            for place in places:
                place.x_offset -= half
            if is_first:
                places[0].x_offset += half
                places[0].width += half
            if run == ffi.NULL:
                places[-1].width -= half
        is_first = False
