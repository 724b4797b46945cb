"""Styles looked up in less time, to the same bytes.

A fifth of a report's time went into asking styles: whether a box floats, how wide its
margins are for the second and third time, which value is inherited. What cannot change
is remembered with the style here, and what is plain takes a short way; anything else is
left to the engine. Its functions are replaced while a document is rendered, for it
offers no option. The lock file names its version: one without these functions fails at
import, and so in every test of a report, before it can fail for anybody.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from weasyprint import css
from weasyprint.css import ComputedStyle
from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS
from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES
from weasyprint.formatting_structure.boxes import Box
from weasyprint.layout import percent
from weasyprint.pdf import pydyf
from weasyprint.text import line_break

_missing: Final = ComputedStyle.__missing__
_resolve: Final = percent.resolve_percentages
_resolve_radii: Final = percent.resolve_radii_percentages
_references: Final[property] = pydyf.PDF.page_references
_key: Final = line_break._font_style_cache_key
_in_flow: Final = Box.is_in_normal_flow

_TREATED_APART: Final = {"float", "display", "position", "page"}
_PLAIN: Final = frozenset(
    name
    for name, value in INITIAL_VALUES.items()
    if name not in _TREATED_APART
    and not name.startswith("text_decoration_")
    and (name in INHERITED or name not in INITIAL_NOT_COMPUTED)
    and not css.check_math(value)
)
"""What is inherited as it is, or has its initial value, where no rule sets it."""
_LOGICAL: Final = frozenset(
    logical(block="ttb", inline=inline)
    for logical in PHYSICAL_FUNCTIONS.values()
    for inline in ("ltr", "rtl")
)
_LENGTHS: Final = (
    *(f"{part}_{side}" for part in ("margin", "padding")
      for side in ("left", "right", "top", "bottom")),
    "width", "min_width", "max_width", "height", "min_height", "max_height",
)  # fmt: skip
_BORDERS: Final = tuple(
    f"border_{side}_width" for side in ("top", "right", "bottom", "left")
)
_CORNERS: Final = tuple(
    f"border_{corner}_radius"
    for corner in ("top_left", "top_right", "bottom_right", "bottom_left")
)
_OUT_OF_FLOW: Final = frozenset({"absolute", "fixed"})
_TAKEN_OUT: Final = frozenset({"running()", "note()"})
_FLOATED: Final = frozenset({"left", "right", "inline-start", "inline-end", "footnote"})


@contextmanager
def remembered() -> Iterator[None]:
    """Look styles up this way meanwhile; for one render at a time."""
    ComputedStyle.__missing__ = _value
    Box.is_in_normal_flow = _is_in_flow
    line_break._font_style_cache_key = _remembered_key
    pydyf.PDF.page_references = property(_remembered_references)
    _bind(_resolve, _resolved)
    _bind(_resolve_radii, _resolved_radii)
    try:
        yield
    finally:
        ComputedStyle.__missing__ = _missing
        Box.is_in_normal_flow = _in_flow
        line_break._font_style_cache_key = _key
        pydyf.PDF.page_references = _references
        _bind(_resolved, _resolve)
        _bind(_resolved_radii, _resolve_radii)


def _bind(known: Callable[..., Any], other: Callable[..., Any]) -> None:
    """Let the engine's modules of layout call another function by a name."""
    for name, module in tuple(sys.modules.items()):
        own = vars(module) if name.startswith("weasyprint.layout.") else {}
        for bound in [each for each, value in own.items() if value is known]:
            own[bound] = other


def _value(style: Any, key: str) -> Any:
    """Return a value that a style was not asked for yet."""
    parent = style.parent_style
    if key not in _PLAIN or key in style.cascaded or parent is None:
        return _missing(style, key)
    if key in PHYSICAL_FUNCTIONS and not _LOGICAL.isdisjoint(style.cascaded):
        return _missing(style, key)
    if key not in INHERITED:
        value = INITIAL_VALUES[key]
    elif css.check_math(value := parent[key]):
        return _missing(style, key)
    style[key] = value
    return value


def _is_in_flow(box: Any) -> bool:
    style = box.style
    position = style["position"]
    return not (
        position in _OUT_OF_FLOW
        or position[0] in _TAKEN_OUT
        or style["float"] in _FLOATED
    )


def _remembered_key(style: Any, include_size: bool = False) -> Any:
    known, name = vars(style), f"_font_key_{include_size}"
    if name not in known:
        known[name] = _key(style, include_size)
    return known[name]


def _resolved(box: Any, containing_block: Any) -> None:
    """Give a box its lengths, which are the same in any block if none is relative."""
    known = vars(box.style)
    if "_lengths" not in known:
        known["_lengths"] = _lengths(box.style)
    lengths = known["_lengths"]
    if lengths is None:
        _resolve(box, containing_block)
    else:
        vars(box).update(lengths)


def _lengths(style: Any) -> dict[str, Any] | None:
    """Return a style's lengths in pixels; ``None`` where they depend on the box."""
    if style["box_sizing"] != "content-box" or style["border_collapse"] == "collapse":
        return None
    found = {name: style[name] for name in _BORDERS}
    for name in _LENGTHS:
        value = style[name]
        if value == "auto":
            found[name] = 0 if name in ("min_width", "min_height") else value
        elif getattr(value, "unit", "%") == "%":
            return None
        else:
            found[name] = value.value
    return found


def _resolved_radii(box: Any) -> None:
    """Give a box its corners, which are square whatever its size if its style's are."""
    known = vars(box.style)
    if "_square" not in known:
        square = dict.fromkeys(_CORNERS, (0, 0))
        is_square = all((0, "px") in box.style[name] for name in _CORNERS)
        known["_square"] = square if is_square else None
    if known["_square"] is None:
        _resolve_radii(box)
    else:
        vars(box).update(known["_square"])


def _remembered_references(pdf: Any) -> Any:
    """Return the pages' references, which each link and each tag asks for anew."""
    known, count = vars(pdf), len(pdf.pages["Kids"])
    if known.get("_references", (0, None))[0] != count:
        known["_references"] = count, _references.__get__(pdf)
    return known["_references"][1]
