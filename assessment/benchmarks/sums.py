"""What the scores in each wanted cell come to: one GROUP BY over binned scores.

The scores are counted in bins at each spot once (``spots``), and each cell's bins are
added from those of its spots: its number of groups, its sum and its histogram are
exact, for a bin keeps its exact sum. A quantile lies between two scores; where a bin
that holds one of them holds others too, its scores are looked at one by one, and those
of no other bin. All of it happens in the database.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, text

from assessment.benchmarks import snapshot, spots
from assessment.benchmarks.temporary import drop_tables, know
from scoring.grid import SECTION, Cell, is_set
from scoring.release import Sums, Thresholds, needed

_TABLES = ("wanted", "lies", "loose", "apart", "running", "totals", "needed", "sought")
_CHUNK = 5_000
_BARS_OF = spots.BINS // 10


@dataclass(frozen=True, slots=True)
class Wanted:
    """A cell to describe, and whether its histogram may be published."""

    cell: Cell
    dimension: str
    histogram: bool


def collect(
    connection: Connection, wanted: Sequence[Wanted], limits: Thresholds
) -> dict[tuple[Cell, str], Sums]:
    """Return the sums of each wanted cell, from the tables of ``snapshot``.

    A cell that holds nobody is left out.
    """
    _drop(connection)
    if not wanted:
        return {}
    spots.count(connection)
    _match(connection, wanted)
    connection.execute(text(_RUNNING))
    connection.execute(text("CREATE INDEX running_by_cell ON running (cell, upto)"))
    connection.execute(text(_TOTALS))
    know(connection, "running", "totals")
    totals = {
        cell: (int(n), int(total))
        for cell, n, total in connection.execute(text("SELECT * FROM totals"))
    }
    ordered = _ordered(connection, {n for n, _ in totals.values()}, limits)
    bars = _bars(connection)
    found = {}
    for number, (n, total) in sorted(totals.items()):
        each = wanted[number]
        sums = Sums(n, total, ordered.get(number, {}), bars.get(number, ()))
        found[each.cell, each.dimension] = sums
    _drop(connection)
    return found


def _drop(connection: Connection) -> None:
    drop_tables(connection, (*_TABLES, *spots.TABLES))


def _match(connection: Connection, wanted: Sequence[Wanted]) -> None:
    """Store the wanted cells, which spots lie in them, and what lies at several.

    A group at several places has in each cell another score: the mean of its companies
    there.
    """
    connection.execute(text(_WANTED))
    found = connection.execute(text("SELECT dimension, bit FROM bits"))
    bits = {dimension: int(bit) for dimension, bit in found}
    rows = [_row(number, each, bits) for number, each in enumerate(wanted)]
    insert = text(
        "INSERT INTO wanted VALUES"
        " (:cell, :bit, :level, :industry, :region, :size, :width, :histogram)"
    )
    for start in range(0, len(rows), _CHUNK):
        connection.execute(insert, rows[start : start + _CHUNK])
    connection.execute(text(_WANTED_BY_LEVEL))
    know(connection, "wanted")
    levels = sorted({_level(each.cell) for each in wanted})
    connection.execute(text(_joined(_LIES, _IN_SPOT, levels)))
    connection.execute(text("CREATE INDEX lies_by_spot ON lies (spot, bit, cell)"))
    connection.execute(text("CREATE INDEX lies_by_cell ON lies (cell, spot, bit)"))
    connection.execute(text(_LOOSE))
    know(connection, "loose")
    connection.execute(text(_joined(_APART, _IN_CELL, levels)))
    know(connection, "lies", "apart")


def _row(number: int, each: Wanted, bits: Mapping[str, int]) -> dict[str, object]:
    industry, region = _level(each.cell)
    return {
        "cell": number, "bit": bits[each.dimension], "level": industry * 10 + region,
        "industry": each.cell.industry, "region": each.cell.region,
        "size": each.cell.size, "width": snapshot.width(each.dimension),
        "histogram": int(each.histogram),
    }  # fmt: skip


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


def _joined(whole: str, part: str, levels: Sequence[tuple[int, int]]) -> str:
    """Return a statement with one part for each level of the grid."""
    parts = (_matching(part, *level) for level in levels)
    return whole.replace("PARTS", "\nUNION ALL\n".join(parts))


def _matching(part: str, industry: int, region: int) -> str:
    on = (
        f"w.level = {industry * 10 + region}"
        f"{_BY_INDUSTRY[industry]}{_BY_REGION[region]}"
    )
    return part.replace("MATCHING", on).replace(
        "KIND", "g.spot < 0" if region == _SIZE else "g.spot > 0"
    )


_WANTED = """
CREATE TEMPORARY TABLE wanted (
    cell INTEGER PRIMARY KEY, bit BIGINT, level INTEGER, industry VARCHAR(3),
    region VARCHAR(16), size VARCHAR(16), width BIGINT, histogram INTEGER
)
"""
_WANTED_BY_LEVEL = """
CREATE INDEX wanted_by_level ON wanted (level, bit, industry, region)
"""
_LIES = "CREATE TEMPORARY TABLE lies AS SELECT spot, bit, cell FROM (PARTS) AS found"
_IN_SPOT = """
SELECT g.spot, w.bit, w.cell FROM wanted w JOIN spots g ON MATCHING AND KIND
"""
_APART = """
CREATE TEMPORARY TABLE apart AS
SELECT cell, CAST(score / width AS INTEGER) AS bin, score FROM (PARTS) AS found
"""
_LOOSE = """
CREATE TEMPORARY TABLE loose AS
SELECT o.grp, b.bit, CAST(e.score AS BIGINT) AS score,
       t.industry, t.section, t.region, t.near, t.wide, t.size
FROM grouped o CROSS JOIN snapshot t CROSS JOIN eligible e CROSS JOIN bits b
WHERE o.together = 0 AND t.grp = o.grp AND e.record_id = t.record_id
  AND b.dimension = e.dimension
"""
_IN_CELL = """
SELECT w.cell, w.width,
       CAST((2 * CAST(SUM(g.score) AS BIGINT) + COUNT(*)) / (2 * COUNT(*)) AS BIGINT)
       AS score
FROM loose g CROSS JOIN wanted w
WHERE w.bit = g.bit AND MATCHING GROUP BY w.cell, w.width, g.grp
"""
_RUNNING = """
CREATE TEMPORARY TABLE running AS
SELECT cell, bin, count, total,
       CAST(SUM(count) OVER (PARTITION BY cell ORDER BY bin) AS BIGINT) AS upto
FROM (
    SELECT cell, bin, CAST(SUM(count) AS BIGINT) AS count,
           CAST(SUM(total) AS BIGINT) AS total
    FROM (
        SELECT l.cell, b.bin, b.count, b.total
        FROM bins b JOIN lies l ON l.spot = b.spot AND l.bit = b.bit
        UNION ALL
        SELECT cell, bin, 1, score FROM apart
    ) AS added
    GROUP BY cell, bin
) AS binned
"""
_TOTALS = """
CREATE TEMPORARY TABLE totals AS
SELECT cell, MAX(upto) AS n, SUM(total) AS total FROM running GROUP BY cell
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
    know(connection, "needed")
    connection.execute(text(_SOUGHT))
    know(connection, "sought")
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for statement in (_ALONE, _AMONG):
        for cell, place, score in connection.execute(text(statement)):
            found[cell][place] = int(score)
    return found


_NEEDED = """
CREATE TEMPORARY TABLE needed (n BIGINT, place BIGINT, PRIMARY KEY (n, place))
"""
_SOUGHT = """
CREATE TEMPORARY TABLE sought AS
SELECT r.cell, r.bin, r.count, r.total, f.place, f.place - (r.upto - r.count) AS nth
FROM (
    SELECT t.cell, d.place, (
        SELECT MIN(u.upto) FROM running u WHERE u.cell = t.cell AND u.upto > d.place
    ) AS upto
    FROM totals t JOIN needed d ON d.n = t.n
) f
CROSS JOIN running r WHERE r.cell = f.cell AND r.upto = f.upto
"""
_ALONE = "SELECT cell, place, total FROM sought WHERE count = 1"
# Equal scores stand in any order: whichever is met, it is the same number.
_AMONG = """
WITH hit AS (SELECT DISTINCT cell, bin FROM sought WHERE count > 1)
SELECT s.cell, s.place, o.score
FROM sought s
JOIN (
    SELECT cell, bin, score, count, SUM(count) OVER (
        PARTITION BY cell, bin ORDER BY score
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS upto
    FROM (
        SELECT h.cell, h.bin, f.score, f.count
        FROM hit h
        CROSS JOIN lies l
        CROSS JOIN scores f
        WHERE l.cell = h.cell AND f.spot = l.spot AND f.bit = l.bit AND f.bin = h.bin
        UNION ALL
        SELECT h.cell, h.bin, a.score, 1
        FROM hit h JOIN apart a ON a.cell = h.cell AND a.bin = h.bin
    ) AS met
) o ON o.cell = s.cell AND o.bin = s.bin
   AND s.nth >= o.upto - o.count AND s.nth < o.upto
"""


def _bars(connection: Connection) -> Mapping[int, Sequence[int]]:
    """Return by cell the groups in each tenth of the scale."""
    found: dict[int, list[int]] = defaultdict(lambda: [0] * 10)
    for cell, bar, count in connection.execute(text(_BARS), {"bins": _BARS_OF}):
        found[cell][min(int(bar), 9)] += int(count)
    return found


_BARS = """
SELECT r.cell, r.bin / :bins AS bar, SUM(r.count)
FROM running r JOIN wanted w ON w.cell = r.cell
WHERE w.histogram = 1
GROUP BY r.cell, bar
"""
