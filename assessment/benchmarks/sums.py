"""What the scores in each wanted cell come to: one GROUP BY over binned scores.

A bin is a millionth of a point, so that nothing is lost by it. From the bins, and
still in the database, come each cell's sum, the few scores that its quantiles lie
between, and the bars of its histogram.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, text

from assessment.benchmarks import snapshot
from scoring.grid import SECTION, Cell, is_set
from scoring.release import MILLION, POSITIONS, Sums, Thresholds, needed

_TABLES = ("wanted", "scores", "binned", "totals", "needed")
_CHUNK = 5_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """A cell to describe, and whether its histogram may be published."""

    cell: Cell
    dimension: str
    histogram: bool


def collect(
    connection: Connection, wanted: Sequence[Wanted], limits: Thresholds
) -> dict[tuple[Cell, str], Sums]:
    """Return the sums of each wanted cell, from the tables of ``snapshot``."""
    _drop(connection)
    levels = _insert(connection, wanted)
    if not levels:
        return {}
    connection.execute(text(_SCORES))
    snapshot.know(connection, "wanted", "scores")
    connection.execute(text(_binned(levels)))
    connection.execute(text(_TOTALS))
    snapshot.know(connection, "binned", "totals")
    totals = {
        cell: (int(n), int(total))
        for cell, n, total in connection.execute(text("SELECT * FROM totals"))
    }
    ordered = _ordered(connection, {n for n, _ in totals.values()}, limits)
    bars = _bars(connection)
    found = {}
    for number, each in enumerate(wanted):
        n, total = totals[number]
        sums = Sums(n, total, ordered.get(number, {}), bars.get(number, ()))
        found[each.cell, each.dimension] = sums
    _drop(connection)
    return found


def _drop(connection: Connection) -> None:
    snapshot.drop_tables(connection, _TABLES)


def _insert(connection: Connection, wanted: Sequence[Wanted]) -> list[tuple[int, int]]:
    """Store the wanted cells; return which levels of the grid they are of."""
    connection.execute(text(_WANTED))
    rows = [
        {
            "cell": number, "dimension": each.dimension, "industry": each.cell.industry,
            "region": each.cell.region, "size": each.cell.size,
            "level": _level(each.cell)[0] * 10 + _level(each.cell)[1],
            "bar": _bar(each),
        }
        for number, each in enumerate(wanted)
    ]  # fmt: skip
    insert = text(
        "INSERT INTO wanted"
        " VALUES (:cell, :dimension, :level, :industry, :region, :size, :bar)"
    )
    for start in range(0, len(rows), _CHUNK):
        connection.execute(insert, rows[start : start + _CHUNK])
    return sorted({_level(each.cell) for each in wanted})


def _bar(each: Wanted) -> int | None:
    """Return how wide a bar is, in millionths; ``None`` where none is drawn."""
    if not each.histogram:
        return None
    return MILLION // 2 if each.dimension in POSITIONS else 10 * MILLION


_SIZE = 4


def _level(cell: Cell) -> tuple[int, int]:
    """Return which columns a cell is matched by: industry's, then region's or size."""
    industry = 0 if cell.industry is None else 1 + (len(cell.industry) > SECTION)
    if cell.size:
        return industry, _SIZE
    if cell.region is None:
        return industry, 0
    if not is_set(cell.region):
        return industry, 3
    return industry, 1 if cell.region.startswith("M49:") else 2


_BY_INDUSTRY: Mapping[int, str] = {
    0: "", 1: " AND w.industry = g.section", 2: " AND w.industry = g.industry",
}  # fmt: skip
_BY_REGION: Mapping[int, str] = {
    0: "", 1: " AND w.region = g.wide", 2: " AND w.region = g.near",
    3: " AND w.region = g.region", _SIZE: " AND w.size = g.size",
}  # fmt: skip


def _binned(levels: Sequence[tuple[int, int]]) -> str:
    return _BINNED.replace("PARTS", "\nUNION ALL\n".join(_parts(levels)))


def _parts(levels: Sequence[tuple[int, int]]) -> Iterator[str]:
    """Yield for each level the scores of groups at one place, and of spread ones.

    A spread group's score differs by cell: it is the mean of its companies there.
    """
    for industry, region in levels:
        on = (
            f"w.level = {industry * 10 + region} AND w.dimension = g.dimension"
            f"{_BY_INDUSTRY[industry]}{_BY_REGION[region]}"
        )
        yield _TOGETHER.replace("MATCHING", on)
        yield _APART.replace("MATCHING", on)


_BINNED = """
CREATE TEMPORARY TABLE binned AS
SELECT cell, score, COUNT(*) AS count FROM (PARTS) AS found GROUP BY cell, score
"""
_TOGETHER = """
SELECT w.cell, g.score FROM wanted w JOIN scores g ON MATCHING WHERE g.together = 1
"""
# The mean half up, in whole numbers, so that every database comes to the same.
_APART = """
SELECT w.cell,
       CAST((2 * CAST(SUM(g.score) AS BIGINT) + COUNT(*)) / (2 * COUNT(*)) AS BIGINT)
FROM wanted w JOIN scores g ON MATCHING
WHERE g.together = 0 GROUP BY w.cell, g.grp
"""
_WANTED = """
CREATE TEMPORARY TABLE wanted (
    cell BIGINT PRIMARY KEY, dimension VARCHAR(80), level INTEGER,
    industry VARCHAR(3), region VARCHAR(16), size VARCHAR(16), bar BIGINT
)
"""
_SCORES = """
CREATE TEMPORARY TABLE scores AS
SELECT g.grp, 1 AS together, g.dimension, g.section, g.industry, g.region, g.near,
       g.wide, g.size, CAST((2 * g.total + g.count) / (2 * g.count) AS BIGINT) AS score
FROM (
    SELECT o.grp, e.dimension, MIN(o.section) AS section, MIN(o.industry) AS industry,
           MIN(o.region) AS region, MIN(o.near) AS near, MIN(o.wide) AS wide,
           MIN(o.size) AS size, CAST(SUM(e.score) AS BIGINT) AS total, COUNT(*) AS count
    FROM grouped o
    JOIN snapshot t ON t.grp = o.grp
    JOIN eligible e ON e.record_id = t.record_id
    WHERE o.together = 1
    GROUP BY o.grp, e.dimension
) g
UNION ALL
SELECT o.grp, 0, e.dimension, t.section, t.industry, t.region, t.near, t.wide, t.size,
       e.score
FROM grouped o
JOIN snapshot t ON t.grp = o.grp
JOIN eligible e ON e.record_id = t.record_id
WHERE o.together = 0
"""
_TOTALS = """
CREATE TEMPORARY TABLE totals AS
SELECT cell, SUM(count) AS n, SUM(count * score) AS total FROM binned GROUP BY cell
"""


def _ordered(
    connection: Connection, sizes: set[int], limits: Thresholds
) -> Mapping[int, Mapping[int, int]]:
    """Return by cell the scores at the places that its quantiles lie between."""
    connection.execute(text(_NEEDED))
    rows = [{"n": n, "place": place} for n in sizes for place in needed(n, limits)]
    if not rows:
        return {}
    connection.execute(text("INSERT INTO needed VALUES (:n, :place)"), rows)
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for cell, place, score in connection.execute(text(_ORDERED)):
        found[cell][place] = int(score)
    return found


_NEEDED = """
CREATE TEMPORARY TABLE needed (n BIGINT, place BIGINT, PRIMARY KEY (n, place))
"""
_ORDERED = """
SELECT b.cell, d.place, b.score
FROM (
    SELECT cell, score, count,
           SUM(count) OVER (PARTITION BY cell ORDER BY score) AS upto
    FROM binned
) b
JOIN totals t ON t.cell = b.cell
JOIN needed d ON d.n = t.n AND d.place >= b.upto - b.count AND d.place < b.upto
"""


def _bars(connection: Connection) -> Mapping[int, Sequence[int]]:
    """Return by cell the groups in each tenth of the scale."""
    found: dict[int, list[int]] = defaultdict(lambda: [0] * 10)
    for cell, bar, count in connection.execute(text(_BARS)):
        found[cell][min(int(bar), 9)] += int(count)
    return found


_BARS = """
SELECT b.cell, b.score / w.bar AS bar, SUM(b.count)
FROM binned b JOIN wanted w ON w.cell = b.cell
WHERE w.bar IS NOT NULL
GROUP BY b.cell, b.score / w.bar
"""
