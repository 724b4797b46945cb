"""Which regions are near each other, and what their sets are called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from assessment.files.codes import COUNTRIES, subdivisions
from questionnaires import yaml_source
from questionnaires.conditions import Text
from questionnaires.faults import Faults
from questionnaires.fields import Fields
from questionnaires.loader import DefinitionError
from scoring.grid import Grid

FILE: Final = Path(__file__).with_name("nearby.yaml")


@cache
def grid() -> Grid:
    """Return the grid over all regions of ISO 3166."""
    known = [*COUNTRIES, *subdivisions()]
    return Grid({code: sets for code in known if (sets := tuple(_sets(code)))})


@cache
def titles() -> Mapping[str, Text]:
    """Return the names of the sets of regions, by id."""
    return {name: title for name, (title, _) in _document().items()}


def _sets(code: str) -> Iterator[str]:
    """Yield the sets that hold a region, the nearest first."""
    of = _of_region()
    if code in of:
        yield of[code]
    country = code.partition("-")[0]
    if country != code and country in of:
        yield of[country]


@cache
def _of_region() -> dict[str, str]:
    return {code: name for name, (_, codes) in _document().items() for code in codes}


@cache
def _document() -> Mapping[str, tuple[Text, tuple[str, ...]]]:
    """Return each set's title and regions, by id.

    Raises:
        DefinitionError: If the file has faults.
    """
    faults = Faults()
    node = yaml_source.read(FILE, faults)
    found: dict[str, tuple[Text, tuple[str, ...]]] = {}
    if node is not None:
        top = Fields(node, str(FILE), faults, "nearby regions")
        for key in ("economic", "m49"):
            for entry in top.each(key, "set"):
                name = entry.string("id")
                found[name] = (entry.text("title"), entry.strings("regions"))
                entry.done()
        top.done()
    if faults:
        raise DefinitionError(faults.sorted())
    return found
