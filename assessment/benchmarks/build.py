"""A release from the pool: choose the cells, sum them, round once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from assessment.benchmarks import snapshot, sums
from assessment.benchmarks.document import Document
from assessment.benchmarks.snapshot import OVERALL, Members, Scope
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
    chosen, bars = _chosen(wish, found, grid, gone)
    chosen = _in_step(chosen, found, grid)
    wanted = [
        Wanted(cell, name, cell in bars[name])
        for name, selection in chosen.items()
        for cell in selection.computed
    ]
    with room(connection):
        return _document(connection, wish, chosen, wanted)


def _chosen(
    wish: Order, found: Members, grid: Grid, gone: list[Place]
) -> tuple[dict[str, Selection], dict[str, frozenset[Cell]]]:
    """Return by dimension its cells, and those of them whose bars may be published.

    Dimensions that the same companies have are chosen together, and each carries on
    what it had itself. Bars are counts, and counts can be subtracted: what histograms
    leave between them must hold as many groups as a histogram has to.
    """
    chosen: dict[str, Selection] = {}
    bars: dict[str, frozenset[Cell]] = {}
    for alike in found.alike():
        pool = found.having(alike[0])
        held = {name: _held(wish, name) for name in alike}
        before = Before(frozenset().union(*held.values()), gone)
        earlier = before if wish.previous else None
        selection = select(pool, grid, earlier, wish.limits.groups)
        many = select(pool, grid, earlier, wish.limits.histogram).computed
        for name in alike:
            carried = tuple(cell for cell in selection.carried if cell in held[name])
            chosen[name] = Selection(selection.computed, carried)
            bars[name] = frozenset(many)
    return chosen, bars


def _held(wish: Order, dimension: str) -> frozenset[Cell]:
    """Return the cells that the release before had of a dimension."""
    if wish.previous is None:
        return frozenset()
    return frozenset(wish.previous.document.cells_of(dimension))


def _in_step(
    chosen: Mapping[str, Selection], found: Members, grid: Grid
) -> dict[str, Selection]:
    """Leave out cells in which a dimension nearly has the groups of the overall score.

    The overall score is the weighted mean of the dimensions. Where a few groups have
    the one and not the other, the difference of both tells of these few.
    """
    if OVERALL not in chosen:
        return dict(chosen)
    result = dict(chosen)
    alike = next(names for names in found.alike() if OVERALL in names)
    for name, selection in chosen.items():
        if name in alike:
            continue
        apart = found.apart(name, OVERALL, grid)
        kept = {
            cell: n
            for cell, n in selection.computed.items()
            if not 0 < apart.get(cell, 0) < 5
        }
        result[name] = Selection(kept, selection.carried)
    return result


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
    return Document(
        id=wish.id,
        date=wish.date,
        questionnaire=wish.questionnaire,
        version=wish.version,
        thresholds=wish.limits.plain(),
        cells=tuple(cells[key] for key in keys),
        previous=wish.previous.document.id if wish.previous else None,
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
