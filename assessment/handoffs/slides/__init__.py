"""The report as PowerPoint slides: native charts to edit, notes with the reasons.

``pptx(report)`` writes what the report says, no more: no number is computed here.
"""

from __future__ import annotations

from assessment.branding.brand import Brand
from assessment.handoffs.slides import (
    acting,
    closing,
    heat,
    opening,
    peers,
    plan,
    profiles,
    standing,
)
from assessment.handoffs.slides.deck import Deck
from assessment.reports.model import Report

__all__ = ["pptx"]


def pptx(
    report: Report, *, template: bytes | None = None, brand: Brand | None = None
) -> bytes:
    """Return a report as a PPTX file; the same report gives the same bytes.

    Args:
        report: What the slides say.
        template: A consultancy's PPTX file, whose masters, layouts and theme are used;
            its own slides are left out.
        brand: A consultancy's name, colour, logo and confidentiality line; a template
            keeps its own colours.

    Raises:
        FileRefusedError: If the template is refused.
    """
    deck = Deck(report, template, brand)
    opening.cover(deck)
    opening.page_one(deck)
    standing.add(deck)
    heat.add(deck)
    profiles.add(deck)
    peers.add(deck)
    plan.gaps(deck)
    plan.roadmap(deck)
    acting.worth(deck)
    acting.promise(deck)
    closing.method(deck)
    closing.details(deck)
    return deck.written()
