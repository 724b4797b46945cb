"""Figures that others have published: dated reference lines, never peers.

They are facts with their source, year, population and scale. No scale is ours, so they
stand beside a score and are never mixed into a percentile.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from questionnaires import yaml_source
from questionnaires.conditions import Text
from questionnaires.faults import Faults
from questionnaires.fields import Fields
from questionnaires.loader import DefinitionError
from scoring.grid import SECTION, Place

FILE: Final = Path(__file__).with_name("references.yaml")
_COUNTRY: Final = 2
"""Letters of a country's code, before the part of it that ISO 3166-2 adds."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One published figure; texts by language.

    ``questionnaires`` are those it stands beside. ``regions`` and ``industries``
    (sections) are whom alone it concerns; empty for everybody.
    """

    id: str
    questionnaires: tuple[str, ...]
    regions: tuple[str, ...]
    industries: tuple[str, ...]
    metric: Text
    value: Text
    population: Text
    year: Text
    region: Text
    source: str
    scale: Text

    def concerns(self, place: Place) -> bool:
        """Whether it is about an organisation's own country and industry."""
        country = (place.region or "")[:_COUNTRY]
        section = (place.industry or "")[:SECTION]
        return (not self.regions or country in self.regions) and (
            not self.industries or section in self.industries
        )


def of(questionnaire: str) -> tuple[Reference, ...]:
    """Return the figures beside a questionnaire, or the base of an overlay's id.

    There are none for the continuum: nobody has published how organisations are spread
    over it.
    """
    return tuple(
        row
        for row in everything()
        if any(
            questionnaire == one or questionnaire.startswith(f"{one}-")
            for one in row.questionnaires
        )
    )


@cache
def everything() -> tuple[Reference, ...]:
    """Return every published figure, in the file's order.

    Raises:
        DefinitionError: If the file has faults.
    """
    faults = Faults()
    node = yaml_source.read(FILE, faults)
    found: tuple[Reference, ...] = ()
    if node is not None:
        top = Fields(node, str(FILE), faults, "reference lines")
        texts = dict(_texts(top))
        found = tuple(_rows(top, texts))
        top.done()
    if faults:
        raise DefinitionError(faults.sorted())
    return found


def _texts(top: Fields) -> Iterator[tuple[str, Text]]:
    for entry in top.each("texts", "text"):
        yield entry.string("id"), entry.text("text")
        entry.done()


def _rows(top: Fields, texts: Mapping[str, Text]) -> Iterator[Reference]:
    for entry in top.each("rows", "figure"):
        yield Reference(
            id=entry.string("id"),
            questionnaires=entry.strings("questionnaires"),
            regions=entry.strings("regions") if entry.has("regions") else (),
            industries=entry.strings("industries") if entry.has("industries") else (),
            metric=entry.text("metric"),
            value=entry.text("value"),
            population=_named(entry, "population", texts),
            year=_named(entry, "year", texts),
            region=_named(entry, "region", texts),
            source=entry.string("source"),
            scale=_named(entry, "scale", texts),
        )
        entry.done()


def _named(entry: Fields, key: str, texts: Mapping[str, Text]) -> Text:
    """Return one of the shared texts by the name that a figure gives."""
    name = entry.one_of(key, tuple(texts))
    return texts.get(name, {})
