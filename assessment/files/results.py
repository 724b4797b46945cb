"""Result files: the stored document, and the assessment that it was computed from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from assessment.files import sources
from assessment.files.build import find, from_plain
from assessment.files.items import Item
from questionnaires import loader
from scoring.answers import AssessmentData
from scoring.result import SCHEMA

MAX_BYTES: Final = 256 * 1024 * 1024
"""The largest table that is accepted makes a result of about ten times its size."""
_AS_IN_ASSESSMENTS: Final = (
    "organisation", "date", "mode", "invited", "targets", "accepted", "answers",
    "consensus", "capacity", "form",
)  # fmt: skip
_OF_UNITS: Final = ("id", "weight", "shares_customers")


@dataclass(frozen=True, slots=True)
class Stored:
    """A result file: its plain content, and what went into it."""

    document: Mapping[str, Any]
    data: AssessmentData


def read(path: Path | str) -> Stored:
    """Return the result in a file.

    Raises:
        FileRefusedError: With every fault and its place.
    """
    return parse(sources.read_bytes(Path(path), MAX_BYTES), str(path))


def parse(data: bytes, name: str) -> Stored:
    """Return the result in a file's bytes; ``name`` is the file's in faults.

    What went in is held against the same rules as an assessment file.

    Raises:
        FileRefusedError: With every fault and its place.
    """
    document, report = sources.json_document(data, name)
    top = Item(document, (), report)
    top.needed("schema")
    top.one_of("schema", (SCHEMA,))
    pins, peers = _pins(top), _peers(top)
    # What follows where the document is of another kind, or its definitions are not
    # named, is noise.
    report.refuse()
    given = {key: document[key] for key in _AS_IN_ASSESSMENTS if key in document}
    given |= {"questionnaires": pins, "units": _units(document.get("units"))}
    return Stored(document, replace(from_plain(given, report), peers=peers))


def _pins(top: Item) -> list[str]:
    """Return the questionnaires as ``ID@VERSION``; all of them are published."""
    found = []
    for item in top.items("questionnaires"):
        name, version = item.needed("id"), item.needed("version")
        try:
            found.append(find(f"{name}@{version}").key)
        except loader.UnknownQuestionnaireError as error:
            if item.sound:
                top.report.add((*item.path, "version"), str(error))
    return found


def _units(given: Any) -> Any:
    """Return what was said of the units, without what was computed of them."""
    if not isinstance(given, list):
        return given
    return [
        {key: unit[key] for key in _OF_UNITS if key in unit}
        if isinstance(unit, dict)
        else unit
        for unit in given
    ]


def _peers(top: Item) -> dict[str, dict[str, float]]:
    """Return the peers' upper quartiles by questionnaire and dimension."""
    item = top.inner("peers")
    found: dict[str, dict[str, float]] = {}
    for name, given in item.data.items() if item is not None else ():
        inner = Item(given, ("peers", name), top.report)
        found[name] = {}
        for dimension in inner.data:
            number = inner.number(dimension, 0, 100)
            if number is not None:
                found[name][dimension] = number
            elif not inner.has(dimension):
                todo = "give 0 to 100, or no key"
                inner.add("quartile is missing", None, todo, dimension)
    return found
