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
    own,
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
        brand: A consultancy's name, colour, logo, confidentiality line and own words;
            a template keeps its own colours.

    Raises:
        FileRefusedError: If the template is refused.
        Refusal: If the own words cannot be made with this report's numbers.
    """
    deck = Deck(report, template, brand)
    opening.cover(deck)
    own.add(deck, "after-cover")
    opening.page_one(deck)
    if report.positions:
        own.add(deck, "before-position")
    standing.add(deck)
    heat.add(deck)
    profiles.add(deck)
    peers.add(deck)
    plan.gaps(deck)
    own.add(deck, "before-roadmap")
    plan.roadmap(deck)
    acting.worth(deck)
    acting.promise(deck)
    closing.method(deck)
    own.add(deck, "method")
    closing.details(deck)
    own.add(deck, "closing")
    return deck.written()
