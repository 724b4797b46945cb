"""Which questionnaires a consultant can choose from, and which fit an organisation.

An overlay asks what its base asks, in the words of a sector or a size: it is chosen
instead of its base, never beside it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final, Protocol

from questionnaires import loader
from questionnaires.model import SMALL, Kind, Questionnaire

_PUBLIC: Final = ("O", "P", "Q")


class Profile(Protocol):
    """What is known of an organisation; ``None`` where nobody said."""

    industry: str | None
    market: str | None
    size: str | None


def definitions() -> list[Questionnaire]:
    """Return the newest version of each definition, overlays right after their base."""
    newest = {key.partition("@")[0]: key for key in loader.published()}
    found = [loader.load(*key.split("@")) for key in newest.values()]
    return sorted(found, key=lambda each: (each.family, each.base is not None, each.id))


def proposed() -> list[str]:
    """Return the keys that a new assessment begins with: no overlay, no module."""
    return [
        each.key
        for each in definitions()
        if each.base is None and each.kind is not Kind.MODULE
    ]


def fitting(
    organisation: Profile, offered: Collection[Questionnaire]
) -> list[Questionnaire]:
    """Return the overlays that fit an organisation best, at most one of a family."""
    by_id = {each.id: each for each in offered}
    found = []
    for family in dict.fromkeys(each.family for each in offered):
        ids = (f"{family}-{suffix}" for suffix in _suffixes(organisation))
        found += [by_id[name] for name in ids if name in by_id][:1]
    return found


def _suffixes(organisation: Profile) -> Iterator[str]:
    """Yield how the ids of fitting overlays end, the closest fit first."""
    industry = organisation.industry or ""
    if industry.startswith("K64") and organisation.market == "b2c":
        yield "retail-bank"
    if industry.startswith("J61"):
        yield "telecom"
    if industry.startswith(_PUBLIC) or organisation.market == "g2c":
        yield "public"
    if organisation.size in SMALL:
        yield "small"


def chosen_twice(
    keys: Collection[str], offered: Sequence[Questionnaire]
) -> list[Questionnaire]:
    """Return what is chosen of the first family of which several are, else nothing."""
    families: dict[str, list[Questionnaire]] = {}
    for each in offered:
        if each.key in keys:
            families.setdefault(each.family, []).append(each)
    return next((few for few in families.values() if len(few) > 1), [])
