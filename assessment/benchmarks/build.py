"""A release from the pool: choose the cells, sum them, round once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from assessment.benchmarks import snapshot, sums
from assessment.benchmarks.choosing import Choice, choose
from assessment.benchmarks.document import SYNTHETIC, Document, is_named_synthetic
from assessment.benchmarks.snapshot import Members, Scope
from assessment.benchmarks.sums import Wanted
from assessment.benchmarks.temporary import room
from scoring.disclosure import Before, Selection, order, select
from scoring.grid import Cell, Grid, Place
from scoring.release import METHOD, Thresholds, describe


@dataclass(frozen=True, slots=True)
class Previous:
    """The release before: its document, and its row in the database."""

    document: Document
    id: int


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be built."""

    id: str
    date: dt.date
    questionnaire: str
    version: str
    limits: Thresholds = METHOD
    previous: Previous | None = None

    @property
    def scope(self) -> Scope:
        """Which records it is made of."""
        return Scope(self.questionnaire, self.version, self.date, self.limits)


def build(connection: Connection, wish: Order, grid: Grid) -> Document:
    """Return a release of the pool that a connection sees; nothing is stored.

    The temporary table ``snapshot`` stays, so that the caller can store who takes
    part; ``snapshot.drop`` removes it.
    """
    with room(connection):
        snapshot.take(connection, wish.scope, grid)
    found = snapshot.members(connection)
    gone = (
        snapshot.withdrawn(connection, wish.scope, wish.previous.id)
        if wish.previous
        else []
    )
    chosen = choose(found, _choice(wish, grid, gone, found))
    bars = _bars(wish, found, grid, gone)
    wanted = [
        Wanted(cell, name, cell in bars[name])
        for name, selection in chosen.items()
        for cell in selection.computed
    ]
    with room(connection):
        return _document(connection, wish, chosen, wanted)


def _choice(wish: Order, grid: Grid, gone: list[Place], found: Members) -> Choice:
    before = None
    if wish.previous:
        document = wish.previous.document
        oldest = wish.scope.oldest
        before = {
            name: [
                cell
                for cell in document.cells_of(name)
                if _since(document, document.found[cell, name])[1] >= oldest
                and _is_enough(document.found[cell, name], wish.limits)
            ]
            for name in found.dimensions
        }
    return Choice(grid, wish.limits.groups, before, gone)


def _since(document: Document, plain: Mapping[str, Any]) -> tuple[str, dt.date]:
    """Return the release that computed a cell of a document, and its day."""
    name = plain.get("since", document.id)
    return name, document.since.get(name, document.date)


def _bars(
    wish: Order, found: Members, grid: Grid, gone: list[Place]
) -> dict[str, frozenset[Cell]]:
    """Return by dimension the cells whose bars may be published.

    Bars are counts, and counts can be subtracted: what histograms leave between them
    must hold as many groups as a histogram has to. Dimensions that the same companies
    have are looked at together.
    """
    bars: dict[str, frozenset[Cell]] = {}
    for alike in found.alike():
        before = Before((), gone) if wish.previous else None
        chosen = select(
            found.having(alike[0]), grid, before, wish.limits.histogram
        ).computed
        bars |= dict.fromkeys(alike, frozenset(chosen))
    return bars


def _document(
    connection: Connection,
    wish: Order,
    chosen: Mapping[str, Selection],
    wanted: list[Wanted],
) -> Document:
    found = sums.collect(connection, wanted, wish.limits)
    cells = {
        (cell, name): describe(cell, name, each, wish.limits).plain()
        for (cell, name), each in found.items()
    }
    cells |= {(cell, name): plain for cell, name, plain in _carried(wish, chosen)}
    names = {name: number for number, name in enumerate(sorted(chosen))}
    keys = sorted(cells, key=lambda key: (order(key[0]), names[key[1]]))
    synthetic = snapshot.is_synthetic(connection) or _carries_synthetic(wish, chosen)
    before = wish.previous.document if wish.previous else None
    return Document(
        id=_named(wish.id, synthetic),
        date=wish.date,
        questionnaire=wish.questionnaire,
        version=wish.version,
        thresholds=wish.limits.plain(),
        cells=tuple(cells[key] for key in keys),
        previous=before.id if before else None,
        previous_date=before.date if before else None,
        synthetic=synthetic,
        since=_days(before, chosen) if before else {},
        used_until=_used_until(before) if before else None,
    )


def _carries_synthetic(wish: Order, chosen: Mapping[str, Selection]) -> bool:
    """Tell whether cells stand in it that may hold generated scores."""
    return (
        wish.previous is not None
        and wish.previous.document.is_synthetic
        and any(selection.carried for selection in chosen.values())
    )


def _days(before: Document, chosen: Mapping[str, Selection]) -> dict[str, dt.date]:
    """Return the days of the releases that the carried cells are from, by id."""
    found = {
        _since(before, before.found[cell, name])
        for name, selection in chosen.items()
        for cell in selection.carried
    }
    return dict(sorted(found))


def _used_until(before: Document) -> dt.date | None:
    """Return the day of the last release, up to this one, that computed a cell."""
    return before.date if before.computed else before.used_until


def _named(name: str, synthetic: bool) -> str:
    """Return a release's id; one of generated scores says so in it."""
    if not synthetic or is_named_synthetic(name):
        return name
    return f"{name}-{SYNTHETIC}"


def _is_enough(cell: Mapping[str, Any], limits: Thresholds) -> bool:
    """Tell whether a cell may still say what it said, if thresholds grew stricter."""
    n = cell["n"]
    return n >= limits.groups and all(
        cell[name] is None or n >= least
        for name, least in (
            ("quartiles", limits.quartiles),
            ("percentiles", limits.percentiles),
            ("histogram", limits.histogram),
        )
    )


def _carried(
    wish: Order, chosen: Mapping[str, Selection]
) -> Iterator[tuple[Cell, str, dict[str, object]]]:
    """Yield the cells that stand as they stood, with the release they are from."""
    if wish.previous is None:
        return
    document = wish.previous.document
    for name, selection in chosen.items():
        for cell in selection.carried:
            plain = document.found[cell, name]
            yield cell, name, {"since": document.id} | dict(plain)
