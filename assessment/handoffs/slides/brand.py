"""What slides take of a consultancy's brand: name, colour, logo and foot."""

from __future__ import annotations

import io

from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.util import Inches

from assessment.branding.brand import Brand
from assessment.handoffs.slides.base import theme_part, written
from assessment.handoffs.slides.page import Page, describe

_LOGO_HIGH = Inches(0.9)
_LOGO_WIDE = Inches(3.2)


def colour(deck: Deck, brand: Brand) -> None:
    """Put the brand's colour where the theme has its accent."""
    if brand.primary is None:
        return
    part = theme_part(deck)
    theme = parse_xml(part.blob)
    slot = theme.find(f".//{qn('a:clrScheme')}/{qn('a:accent1')}")
    for old in list(slot):
        slot.remove(old)
    value = brand.primary.removeprefix("#").upper()
    slot.append(slot.makeelement(qn("a:srgbClr"), {"val": value}))
    part._blob = written(theme)


def logo(page: Page, brand: Brand) -> None:
    """Show the logo at the top of the cover, in its own proportions."""
    shown = brand.logo
    if shown is None:
        return
    scale = min(_LOGO_WIDE / shown.width, _LOGO_HIGH / shown.height)
    picture = page.shapes.add_picture(
        io.BytesIO(shown.content),
        page.box.left,
        Inches(0.5),
        round(shown.width * scale),
        round(shown.height * scale),
    )
    # A picture's own name is its file's; this one has none.
    picture.name = "Logo"
    describe(picture, brand.name or "Logo")
