"""The report as PowerPoint slides: native charts to edit, notes with the reasons.

``pptx(report)`` writes what the report says, no more: no number is computed here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from assessment.branding.brand import Brand
from assessment.handoffs.slides import (
    acting,
    closing,
    heat,
    opening,
    own,
    peers,
    plan,
    profiles,
    standing,
)
from assessment.handoffs.slides.deck import Deck
from assessment.reports.model import Report

__all__ = ["pptx"]

_STEPS: Final[tuple[Callable[[Deck], None], ...]] = (
    opening.cover,
    own.words("after-cover"),
    opening.page_one,
    own.words("before-position"),
    standing.add,
    heat.add,
    profiles.add,
    peers.add,
    plan.gaps,
    own.words("before-roadmap"),
    plan.roadmap,
    acting.worth,
    acting.promise,
    closing.method,
    own.words("method"),
    closing.details,
    own.words("closing"),
)
"""What adds the slides, in their order."""


def pptx(
    report: Report, *, template: bytes | None = None, brand: Brand | None = None
) -> bytes:
    """Return a report as a PPTX file; the same report gives the same bytes.

    Args:
        report: What the slides say.
        template: A consultancy's PPTX file, whose masters, layouts and theme are used;
            its own slides are left out.
        brand: A consultancy's name, colour, logo, confidentiality line and own words;
            a template keeps its own colours.

    Raises:
        FileRefusedError: If the template is refused.
        Refusal: If the own words cannot be made with this report's numbers.
    """
    deck = Deck(report, template, brand)
    for step in _STEPS:
        step(deck)
    return deck.written()
