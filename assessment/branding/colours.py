"""Colours: their contrast, the nearest shade that passes, and the pale ground of one.

Contrast is that of WCAG 2.2 (relative luminance of sRGB), 1 to 21.
"""

from __future__ import annotations

import colorsys
import re
from typing import Final

from assessment.branding.refusals import Refusal
from scoring.levels import at_least

TEXT: Final = 4.5
"""The least contrast of texts with their ground (WCAG 2.2, 1.4.3)."""
MARK: Final = 3.0
"""The least contrast of marks that carry meaning (WCAG 2.2, 1.4.11)."""
PAPER: Final = "#FFFFFF"
MIST: Final = "#F3F6F8"
GROUNDS: Final = (PAPER, MIST)
ON_TINT: Final = ("#16202C", "#4A5865")
"""Ink and soft ink, which stand on the pale ground as well."""
_HEX: Final = re.compile(r"#[0-9A-Fa-f]{6}")
_PALE: Final = 0.84
"""How much white the pale ground has at least: as the house's own has."""
_STEP: Final = 0.02

Rgb = tuple[float, float, float]


def primary(given: str) -> str:
    """Return a colour for texts and links, in capitals.

    Raises:
        Refusal: If it is no ``#RRGGBB``, or too pale for texts on paper and panels.
    """
    return _checked(given, TEXT)


def secondary(given: str) -> str:
    """Return a colour for rules and marks, in capitals.

    Raises:
        Refusal: If it is no ``#RRGGBB``, or too pale to be seen on paper and panels.
    """
    return _checked(given, MARK)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def lowest(colour: str) -> float:
    """Return a colour's contrast with whichever of the grounds it is nearer to."""
    return min(contrast(colour, ground) for ground in GROUNDS)


def nearest(colour: str, needed: float) -> str:
    """Return the lightest darker shade of the same hue that has the needed contrast.

    ``needed`` is at most 18, which black has on every ground.
    """
    hue, lightness, saturation = colorsys.rgb_to_hls(*_rgb(colour))
    for step in range(256):
        darker = max(0.0, lightness - step / 255)
        shade = _hex(colorsys.hls_to_rgb(hue, darker, saturation))
        if at_least(lowest(shade), needed):
            return shade
    return "#000000"


def tint(colour: str, text: str | None = None) -> str:
    """Return a colour's pale ground, on which ink and ``text`` can be read."""
    texts = ON_TINT if text is None else (*ON_TINT, text)
    white = _PALE
    while white < 1:
        ground = _hex(_mixed(_rgb(colour), white))
        if all(at_least(contrast(one, ground), TEXT) for one in texts):
            return ground
        white += _STEP
    return PAPER


def _checked(given: str, needed: float) -> str:
    if not _HEX.fullmatch(given):
        raise Refusal("colour-form", given=given)
    colour = given.upper()
    found = lowest(colour)
    if not at_least(found, needed):
        raise Refusal(
            "colour-pale",
            given=colour,
            # Cut, not rounded: 4.496 must not be told as the 4.5 that it is not.
            found=f"{int(found * 100) / 100:.2f}",
            needed=f"{needed:.1f}",
            shade=nearest(colour, needed),
        )
    return colour


def _rgb(colour: str) -> Rgb:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def _hex(rgb: Rgb) -> str:
    return "#" + "".join(f"{round(part * 255):02X}" for part in rgb)


def _mixed(rgb: Rgb, white: float) -> Rgb:
    red, green, blue = (part * (1 - white) + white for part in rgb)
    return red, green, blue


def _luminance(colour: str) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in _rgb(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
