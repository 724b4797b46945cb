"""Whether a pool is the one that a release was built from, told by its cells.

What a new release may publish rests on who lay in the cells of the one before. With
another pool that would be somebody else, so the cells that were computed from the pool
are counted again and compared. Those that were carried on are of an older pool.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from sqlalchemy import Connection, text

from assessment.benchmarks import sums
from assessment.benchmarks.document import Document
from assessment.benchmarks.sums import Wanted
from assessment.files.errors import FileRefusedError
from scoring.grid import Cell
from scoring.release import METHOD, rounded

_MOST: Final = 20
"""Faults that are told; a pool of another release differs nearly everywhere."""


def refuse_another_pool(connection: Connection, document: Document, name: str) -> None:
    """Refuse a pool that does not give a release's computed cells.

    Args:
        connection: Holds the pool's snapshot at the release's day.
        document: The release.
        name: The pool's file.

    Raises:
        FileRefusedError: With the first cells that differ.
    """
    computed = {
        key: plain for key, plain in document.found.items() if "since" not in plain
    }
    known = set(connection.scalars(text("SELECT dimension FROM bits")))
    wanted = [Wanted(*key, False) for key in computed if key[1] in known]
    found = sums.collect(connection, wanted, METHOD)
    faults = []
    for key, plain in computed.items():
        each = found.get(key)
        n = each.n if each else 0
        mean = rounded(Fraction(each.total, n), key[1]) if each else None
        for what, told, given in (("n", plain["n"], n), ("mean", plain["mean"], mean)):
            if told != given:
                fault = f"{what} {told} in the release, {given} in the pool"
                faults.append(_fault(name, *key, fault))
                break
    if faults:
        raise FileRefusedError(faults[:_MOST])


def _fault(name: str, cell: Cell, dimension: str, fault: str) -> str:
    where = " ".join(part for part in cell if part) or "everybody"
    return (
        f"{name}:1: not the pool of this release; cell {where}, {dimension}: {fault};"
        " give the pool it was built from"
    )
