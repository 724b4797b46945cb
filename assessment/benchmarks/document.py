"""A release as a JSON document, the same bytes for the same content."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from assessment.files import sources
from assessment.files.errors import FileRefusedError
from scoring.grid import Cell
from scoring.release import POSITIONS, SHARES

SCHEMA: Final = "sextant/release@1"
MOST_BYTES: Final = 64 * 1024 * 1024
_KEYS: Final = (
    "schema", "id", "date", "questionnaire", "version", "thresholds", "cells",
    "signature",
)  # fmt: skip


@dataclass(frozen=True)
class Document:
    """A release as it was published.

    ``cells`` are as in contract 6. ``previous`` is the id of the release before it,
    ``None`` for the first of a series; ``signature`` is ``None`` where nobody signed.
    """

    id: str
    date: dt.date
    questionnaire: str
    version: str
    thresholds: Mapping[str, int]
    cells: tuple[Mapping[str, Any], ...]
    previous: str | None = None
    signature: Mapping[str, str] | None = None
    found: dict[tuple[Cell, str], Mapping[str, Any]] = field(
        init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        """Index the cells."""
        index = {(cell_of(each), each["dimension"]): each for each in self.cells}
        object.__setattr__(self, "found", index)

    @property
    def key(self) -> str:
        """The definition whose scores it holds."""
        return f"{self.questionnaire}@{self.version}"

    def plain(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        return {
            "schema": SCHEMA,
            "id": self.id,
            "date": self.date.isoformat(),
            "questionnaire": self.questionnaire,
            "version": self.version,
            "previous": self.previous,
            "thresholds": dict(self.thresholds),
            "cells": [dict(each) for each in self.cells],
            "signature": dict(self.signature) if self.signature else None,
        }

    def text(self) -> str:
        """Return the bytes of its file as text: one line a cell."""
        plain = self.plain()
        cells = plain.pop("cells")
        head = json.dumps(plain | {"cells": []}, ensure_ascii=False, indent=1)
        rows = ",\n".join(
            "  " + json.dumps(each, ensure_ascii=False, separators=(", ", ": "))
            for each in cells
        )
        filled = f'"cells": [\n{rows}\n ]' if rows else '"cells": []'
        return head.replace('"cells": []', filled) + "\n"

    def cells_of(self, dimension: str) -> list[Cell]:
        """Return the cells that one dimension is published in."""
        return [cell for cell, name in self.found if name == dimension]


def cell_of(plain: Mapping[str, Any]) -> Cell:
    """Return the cell that a published entry is of."""
    return Cell(plain["industry"], plain["region"], plain["size"])


def read(data: bytes, name: str) -> Document:
    """Return a release from the bytes of its file.

    Raises:
        FileRefusedError: With every fault and its place.
    """
    plain, report = sources.json_document(data, name)
    if not isinstance(plain, dict) or plain.get("schema") != SCHEMA:
        given = plain.get("schema") if isinstance(plain, dict) else type(plain).__name__
        report.add(("schema",), f"not a release; {given!r} given; write {SCHEMA!r}")
        report.refuse()
    for key in _KEYS:
        if key not in plain:
            report.add((key,), "value is missing; nothing given; write it")
    report.refuse()
    return _document(plain, name)


def _document(plain: Mapping[str, Any], name: str) -> Document:
    try:
        return Document(
            id=_text(plain["id"]),
            date=dt.date.fromisoformat(_text(plain["date"])),
            questionnaire=_text(plain["questionnaire"]),
            version=_text(plain["version"]),
            thresholds=plain["thresholds"],
            cells=tuple(_cells(plain["cells"])),
            previous=plain.get("previous"),
            signature=plain["signature"],
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        fault = f"{name}:1: not a release; {error}; take the file as it was published"
        raise FileRefusedError([fault]) from error


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"a text was expected, {value!r} given")
    return value


def _cells(given: object) -> Iterable[Mapping[str, Any]]:
    if not isinstance(given, list):
        raise TypeError("cells must be a list")
    for each in given:
        if not isinstance(each, dict) or type(each.get("n")) is not int:
            raise TypeError(f"a cell was expected, {each!r} given")
        cell_of(each)
        _text(each["dimension"])
        _numbers(each)
        yield each


def _numbers(cell: Mapping[str, Any]) -> None:
    """Refuse a cell whose numbers cannot be a score, a quartile or a point."""
    most = 5 if cell["dimension"] in POSITIONS else 100
    points = cell["percentiles"] or []
    quartiles = cell["quartiles"] or []
    values = [cell["mean"], *quartiles, *(value for _, value in points)]
    for each in [*values, *(share for share, _ in points)]:
        if isinstance(each, bool) or not isinstance(each, int | float):
            raise TypeError(f"a number was expected, {each!r} given")
    if not all(0 <= each <= most for each in values):
        raise ValueError(f"a value from 0 to {most} was expected in {cell!r}")
    if len(quartiles) not in (0, len(SHARES)):
        raise ValueError(f"three quartiles were expected, {quartiles!r} given")
