"""A consultancy's brand as one frozen value, which every form of the report can use.

It holds plain texts, bytes and colours. Whoever makes one has checked it: ``checks``,
``logo``, ``colours`` and ``blocks`` say how.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from assessment.branding import colours

PLACES: Final = (
    "after-cover",
    "before-position",
    "before-roadmap",
    "method",
    "closing",
)
"""Where a report has room for a consultancy's own words."""
FALLBACK: Final = "en"

Words = Mapping[str, str]
"""A text by language; English where there is any."""


class Said(NamedTuple):
    """A text and its language, which is English where the wanted one is missing."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture that was decoded and written anew.

    ``kind`` is ``png`` or ``jpeg``; ``width`` and ``height`` are in pixels.
    """

    content: bytes
    kind: str
    width: int
    height: int

    @property
    def uri(self) -> str:
        """The picture as a ``data:`` address, so that nothing is fetched."""
        return f"data:image/{self.kind};base64,{b64encode(self.content).decode()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """What a consultancy's reports look like, and what it says in them itself.

    ``name`` and ``contact`` may be empty. ``primary`` stands for the accent: texts,
    links and the organisation's own marks; ``secondary`` for rules, and for the ground
    of the consultancy's own words; both are ``#RRGGBB``, or ``None`` for the house's.
    ``confidentiality`` is the running foot by language. ``sections`` are ids in their
    order, ``None`` for the usual ones. ``blocks`` are own words: by place of
    ``PLACES``, then by language; each is a template of ``blocks``.
    """

    name: str = ""
    contact: str = ""
    primary: str | None = None
    secondary: str | None = None
    logo: Logo | None = None
    confidentiality: Words = field(default_factory=dict)
    sections: tuple[str, ...] | None = None
    blocks: Mapping[str, Words] = field(default_factory=dict)

    @property
    def tint(self) -> str | None:
        """The ground of the secondary colour, so pale that all texts can stand on it.

        ``None`` where the brand has no colours of its own.
        """
        if self.primary is None and self.secondary is None:
            return None
        return colours.tint(self.secondary or self.primary or "", self.primary)

    @property
    def rule(self) -> str | None:
        """The colour of rules: the secondary one, else the primary, else ``None``."""
        return self.secondary or self.primary

    def foot(self, language: str) -> Said | None:
        """Return the confidentiality line; ``None`` where there is none at all."""
        return said(self.confidentiality, language)

    def block(self, place: str, language: str) -> Said | None:
        """Return the template of own words at a place; ``None`` where there is none."""
        return said(self.blocks.get(place, {}), language)


def said(words: Words, language: str) -> Said | None:
    """Return a text in a language, in English where it lacks that one."""
    for tag in (language, FALLBACK):
        if words.get(tag):
            return Said(words[tag], tag)
    return None


NO_BRAND: Final = Brand()
"""The house's own look."""
