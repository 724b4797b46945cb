"""Who took part in a release, and whom it used, from the tables of ``snapshot``."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, text

from assessment.benchmarks.snapshot import place_of
from assessment.benchmarks.temporary import drop_tables
from scoring.grid import Cell, Grid


def keep_members(
    connection: Connection, release: int, computed: Collection[Cell], grid: Grid
) -> None:
    """Store the records of the present snapshot as members of a release.

    Those in one of the cells that were ``computed`` for it, of whatever dimension, are
    used: only these can be in a number that it published.
    """
    drop_tables(connection, ("reached",))
    connection.execute(text(_REACHED))
    places = connection.scalars(text("SELECT DISTINCT place FROM snapshot")).all()
    rows = [
        {"place": place}
        for place in places
        if not set(grid.cells(place_of(place))).isdisjoint(computed)
    ]
    if rows:
        connection.execute(text("INSERT INTO reached VALUES (:place)"), rows)
    connection.execute(text(_KEEP), {"release": release})
    drop_tables(connection, ("reached",))


_REACHED = "CREATE TEMPORARY TABLE reached (place VARCHAR(40) PRIMARY KEY)"
_KEEP = """
INSERT INTO release_members (release_id, record_id, used)
SELECT :release, record_id, place IN (SELECT place FROM reached) FROM snapshot
"""
