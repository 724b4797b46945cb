"""A consultancy's own words in a report: from its template to safe, well-formed HTML.

What the sandbox makes goes through nh3 in every case, which leaves paragraphs, lists,
headings, emphasis and links to the web and to mail addresses, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final
from xml.etree import ElementTree

import nh3

from assessment.branding import sandbox
from assessment.branding.brand import Brand, Said
from assessment.branding.refusals import Refusal
from assessment.branding.sandbox import Value

TAGS: Final = frozenset(["p", "strong", "em", "ul", "ol", "li", "h3", "br", "a"])
SCHEMES: Final = frozenset(["http", "https", "mailto"])
_BLOCKS: Final = re.compile(r"<(?:p|ul|ol|h3)\b", re.IGNORECASE)
_BLANK_LINES: Final = re.compile(r"\n[ \t]*\n")
_MARKUP: Final = re.compile(r"<[^>]*>|\s|&nbsp;")
_NO_LINK: Final = re.compile(r'<a rel="noopener noreferrer">(.*?)</a>', re.DOTALL)
_LISTS: Final = ("ul", "ol")
# HTML's own spelling of what XML spells in another way. What is left of the input has
# no attributes but links', in which < and > are escaped.
_SPELT: Final = {"<br>": "<br />", "&nbsp;": "&#160;"}
_CONTROLS: Final = dict.fromkeys(
    [*range(9), 11, 12, *range(14, 32), *range(127, 160), 0xFFFE, 0xFFFF]
)

# Two ways a report can be: everything scored, and nothing. A text must do for both.
_FULL: Final[Mapping[str, Value]] = {
    "organisation": "Karoo Retail Bank",
    "date": "21 November 2026",
    "score": 51,
    "level": 3,
    "position": 1.4,
    "target_low": 2.3,
    "target_high": 3.3,
    "coverage": 93,
    "language": "en",
}
_TEXTS: Final = ("organisation", "date", "language")
_EMPTY: Final[Mapping[str, Value]] = {
    name: value if name in _TEXTS else None for name, value in _FULL.items()
}
NAMES: Final = tuple(_FULL)
"""What a text can name; scores and coverage in whole points, stages with a decimal."""


def check(text: str) -> None:
    """Accept a text that can be set in any report.

    Raises:
        Refusal: If it cannot; see ``sandbox.made``. It may also leave nothing to print.
    """
    for values in (_FULL, _EMPTY):
        written(text, values)
    if not _MARKUP.sub("", written(text, _FULL)):
        raise Refusal("text-empty")


def own_words(
    brand: Brand, place: str, language: str, values: Mapping[str, Value]
) -> Said | None:
    """Return a brand's words at a place as HTML; ``None`` where it has none.

    Args:
        brand: Its words are templates over ``NAMES``.
        place: One of ``brand.PLACES``.
        language: The reader's; English stands in for a missing one.
        values: By name of ``NAMES``, as the report prints them; ``None`` not scored.

    Raises:
        Refusal: If the words cannot be made with these values.
    """
    found = brand.block(place, language)
    return None if found is None else Said(written(found.text, values), found.language)


def written(text: str, values: Mapping[str, Value]) -> str:
    """Return a text with ``values`` as HTML that is well-formed XML as well.

    Without any block of its own, each part between blank lines is a paragraph.

    Raises:
        Refusal: If it cannot be made.
    """
    cleaned = _cleaner().clean(sandbox.made(text, values).strip())
    if not _BLOCKS.search(cleaned):
        parts = (f"<p>{part}</p>" for part in _BLANK_LINES.split(cleaned))
        # Once more, for emphasis that began in one of them and ends in another.
        cleaned = _cleaner().clean("".join(parts))
    cleaned = cleaned.translate(_CONTROLS)
    # A link whose address was refused is its words alone.
    cleaned = _NO_LINK.sub(r"\1", cleaned)
    for spelling, xml in _SPELT.items():
        cleaned = cleaned.replace(spelling, xml)
    _check_lists(cleaned)
    return cleaned


def _check_lists(cleaned: str) -> None:
    """Refuse lists that readers of a tagged file could not follow.

    Raises:
        Refusal: If an entry stands outside a list, or anything else inside one.
    """
    # Cleaned above: no declarations, no entities but our own.
    root = ElementTree.fromstring(f"<div>{cleaned}</div>")  # noqa: S314  # our own
    for parent in root.iter():
        is_list = parent.tag in _LISTS
        if any((child.tag == "li") is not is_list for child in parent):
            raise Refusal("markup-list")
        between = (parent.text, *(child.tail for child in parent))
        if is_list and any((text or "").strip() for text in between):
            raise Refusal("markup-list")


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(TAGS),
        attributes={"a": {"href"}},
        url_schemes=set(SCHEMES),
        link_rel="noopener noreferrer",
        url_relative="deny",
        strip_comments=True,
    )
