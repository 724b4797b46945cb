"""A release as a JSON document, the same bytes for the same content."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

from assessment.files import sources
from assessment.files.errors import FileRefusedError
from scoring.benchmark import FEWEST
from scoring.grid import Cell
from scoring.release import POSITIONS

SCHEMA: Final = "sextant/release@1"
MOST_BYTES: Final = 64 * 1024 * 1024
SYNTHETIC: Final = "synthetic"
"""The word in a release's id that says that its scores were generated."""
_KEYS: Final = (
    "schema", "id", "date", "questionnaire", "version", "thresholds", "cells",
    "signature",
)  # fmt: skip


@dataclass(frozen=True)
class Document:
    """A release as it was published.

    ``cells`` are as in contract 6. ``previous`` is the id of the release before it and
    ``previous_date`` its day, ``None`` for the first of a series; ``signature`` is
    ``None`` where nobody signed. ``synthetic`` says that scores in it were generated
    and measured nobody: it is shown wherever the release is.

    ``since`` has the days of the releases that carried cells are from, by id.
    ``used_until`` is the day of the last release before this one that computed a cell,
    ``None`` where there is none: no record of a later day is in an earlier number.
    """

    id: str
    date: dt.date
    questionnaire: str
    version: str
    thresholds: Mapping[str, int]
    cells: tuple[Mapping[str, Any], ...]
    previous: str | None = None
    previous_date: dt.date | None = None
    signature: Mapping[str, str] | None = None
    synthetic: bool = False
    since: Mapping[str, dt.date] = field(default_factory=dict)
    used_until: dt.date | None = None
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

    @property
    def computed(self) -> frozenset[Cell]:
        """The cells that were computed for it in some dimension, not carried on."""
        return frozenset(cell_of(each) for each in self.cells if "since" not in each)

    def plain(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        day = self.previous_date
        return {
            "schema": SCHEMA,
            "id": self.id,
            "date": self.date.isoformat(),
            "questionnaire": self.questionnaire,
            "version": self.version,
            "previous": self.previous,
            "previous_date": day.isoformat() if day else None,
            "synthetic": self.synthetic,
            "since": {name: each.isoformat() for name, each in self.since.items()},
            "used_until": self.used_until.isoformat() if self.used_until else None,
            "thresholds": dict(self.thresholds),
            "cells": [dict(each) for each in self.cells],
            "signature": dict(self.signature) if self.signature else None,
        }

    @property
    def is_synthetic(self) -> bool:
        """Whether scores in it were generated: it says so, or its id does."""
        return self.synthetic or is_named_synthetic(self.id)

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


def is_named_synthetic(name: str) -> bool:
    """Tell whether a release's id has the word in it that marks generated scores."""
    return SYNTHETIC in re.split(r"[^a-z0-9]+", name.lower())


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
            thresholds=_mapping(plain["thresholds"]),
            cells=tuple(_cells(plain["cells"])),
            previous=_maybe(plain.get("previous")),
            previous_date=_day(plain.get("previous_date")),
            synthetic=_flag(plain.get("synthetic", False)),
            since=_days(plain.get("since") or {}),
            used_until=_day(plain.get("used_until", plain.get("previous_date"))),
            signature=_maybe(plain["signature"], _mapping),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        fault = f"{name}:1: not a release; {error}; take the file as it was published"
        raise FileRefusedError([fault]) from error


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"a text was expected, {value!r} given")
    return value


def _flag(value: object) -> bool:
    # A word for yes that were read as no would take the label off.
    if not isinstance(value, bool):
        raise TypeError(f"true or false was expected, {value!r} given")
    return value


def _mapping(value: object) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise TypeError(f"an object was expected, {value!r} given")
    return value


def _maybe(value: object, read: Callable[[object], Any] = _text) -> Any:
    return None if value is None else read(value)


def _day(value: object) -> dt.date | None:
    return None if value is None else dt.date.fromisoformat(_text(value))


def _days(given: object) -> dict[str, dt.date]:
    return {
        name: dt.date.fromisoformat(_text(day)) for name, day in _mapping(given).items()
    }


def _cells(given: object) -> Iterable[Mapping[str, Any]]:
    if not isinstance(given, list):
        raise TypeError("cells must be a list")
    for each in given:
        if not isinstance(each, dict) or not _is_cell(each):
            raise TypeError(f"a cell was expected, {each!r} given")
        _check_range(each)
        yield each


def _is_cell(each: Mapping[str, Any]) -> bool:
    """Tell whether everything that a comparison or a page reads is as it should be."""
    pairs = [] if each["percentiles"] is None else each["percentiles"]
    bars = [] if each["histogram"] is None else each["histogram"]
    return (
        all(part is None or isinstance(part, str) for part in cell_of(each))
        and isinstance(each["dimension"], str)
        and type(each["n"]) is int
        and each["n"] >= FEWEST
        and _are_numbers([each["mean"]], 1)
        and (each["quartiles"] is None or _are_numbers(each["quartiles"], 3))
        and isinstance(pairs, list)
        and all(_are_numbers(pair, 2) for pair in pairs)
        and _rises([share for share, _ in pairs])
        and _rises([value for _, value in pairs], strictly=False)
        and isinstance(bars, list)
        and all(_are_numbers([bar["from"], bar["to"], bar["n"]], 3) for bar in bars)
    )


def _are_numbers(given: object, many: int) -> bool:
    return (
        isinstance(given, list)
        and len(given) == many
        and all(type(each) in (int, float) for each in given)
    )


def _rises(given: Sequence[float], strictly: bool = True) -> bool:
    return all(
        one < other or (one == other and not strictly) for one, other in pairwise(given)
    )


def _check_range(cell: Mapping[str, Any]) -> None:
    """Refuse a cell whose values no score can have.

    Raises:
        ValueError: If there is one.
    """
    most = 5 if cell["dimension"] in POSITIONS else 100
    points = cell["percentiles"] or []
    values = [cell["mean"], *(cell["quartiles"] or ()), *(value for _, value in points)]
    if not all(0 <= each <= most for each in values):
        raise ValueError(f"a value from 0 to {most} was expected in {cell!r}")
