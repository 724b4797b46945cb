"""What a capability looks like in practice, and what is mistaken for it.

Rendered once a process, capability, choice of sectors and language, like the questions.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from flask import render_template
from markupsafe import Markup

from assessment.answering.sections import PERCEIVED, Section
from questionnaires import loader
from questionnaires.model import SECTORS, Capability

_OF_INDUSTRY: Final = {
    "K": "bank",
    "J": "telecom",
    "O": "public-service",
    "P": "public-service",
    "Q": "public-service",
}
_OF_MARKET: Final = {"g2c": "public-service", "b2b": "b2b"}


def about(
    section: Section,
    capability: Capability,
    profile: Mapping[str, str | None],
    tag: str,
) -> Markup:
    """Return what helps to recognise a capability; empty where nothing is written.

    Nothing helps with the perceived stage, which asks for an impression.

    Args:
        section: The section that shows it.
        capability: The capability.
        profile: The organisation's industry, region, size and market.
        tag: The page's language.
    """
    if section.dimension.id == PERCEIVED:
        return Markup()
    if not (capability.examples or capability.not_this):
        return Markup()
    return _about(section.questionnaire.key, capability.id, sectors(profile), tag)


def sectors(profile: Mapping[str, str | None]) -> tuple[str, ...]:
    """Return the sectors whose examples fit an organisation; all where none does."""
    industry, market = profile.get("industry"), profile.get("market")
    found = _OF_INDUSTRY.get((industry or "")[:1]) or _OF_MARKET.get(market or "")
    return SECTORS if found is None else (found,)


@lru_cache(maxsize=1024)
def _about(key: str, capability_id: str, shown: tuple[str, ...], _tag: str) -> Markup:
    definition = loader.load(*key.split("@"))
    [capability] = (
        node
        for dimension in definition.dimensions
        for node in dimension.capabilities
        if node.id == capability_id
    )
    examples = {
        sector: capability.examples[sector]
        for sector in shown
        if sector in capability.examples
    }
    html = render_template(
        "answering/about.html", capability=capability, examples=examples
    )
    return Markup(html)  # noqa: S704  # Jinja has escaped it
