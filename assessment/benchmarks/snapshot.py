"""The pool at one day: who takes part, and where. Temporary tables of one connection.

``snapshot`` holds one row a company that takes part, ``eligible`` its scores that are
covered well enough, ``grouped`` one row a group of companies. Nothing here reads a
record into Python but those of groups that lie at several places, which are few.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, text

from assessment.benchmarks.models import SYNTHETIC
from assessment.benchmarks.temporary import drop_tables, know
from scoring.disclosure import Count, Population
from scoring.grid import Grid, Place
from scoring.release import MILLION, POSITIONS, Thresholds

OVERALL = "overall"
ENOUGH = 0.75
"""Coverage from which a dimension has a score (contract 5)."""
ENOUGH_OVERALL = 0.80
_TABLES = ("nearby", "snapshot", "eligible", "bits", "masks", "grouped")


@dataclass(frozen=True, slots=True)
class Scope:
    """Which records a release is made of."""

    questionnaire: str
    version: str
    date: dt.date
    limits: Thresholds

    @property
    def oldest(self) -> dt.date:
        """The first day whose records are young enough."""
        months = self.date.year * 12 + self.date.month - 1 - self.limits.months
        year, month = divmod(months, 12)
        for day in range(self.date.day, 0, -1):
            try:
                return dt.date(year, month + 1, day)
            except ValueError:
                continue
        raise AssertionError("a month without a first day")

    @property
    def given(self) -> dict[str, object]:
        """The parameters of statements."""
        return {
            "questionnaire": self.questionnaire, "version": self.version,
            "day": self.date, "oldest": self.oldest,
        }  # fmt: skip


def take(connection: Connection, scope: Scope, grid: Grid) -> None:
    """Make the temporary tables of a scope; ``drop`` removes them."""
    drop(connection)
    _nearby(connection, scope, grid)
    connection.execute(text(_SNAPSHOT), scope.given)
    know(connection, "snapshot")
    enough = {"overall": OVERALL, "whole": ENOUGH_OVERALL, "part": ENOUGH}
    connection.execute(text(_ELIGIBLE), enough)
    know(connection, "eligible")
    _masks(connection)
    connection.execute(text(_GROUPED))
    know(connection, "masks", "grouped")


def _masks(connection: Connection) -> None:
    """Say of each company in which dimensions it has a score: a bit for each.

    Beside its bit stands how wide a dimension's bins are.
    """
    found = connection.scalars(
        text("SELECT DISTINCT dimension FROM eligible ORDER BY dimension")
    ).all()
    connection.execute(text(_BITS))
    rows = [
        {"dimension": name, "bit": 1 << i, "width": width(name)}
        for i, name in enumerate(sorted(found))
    ]
    if rows:
        insert = text("INSERT INTO bits VALUES (:dimension, :bit, :width)")
        connection.execute(insert, rows)
    connection.execute(text(_MASKS))


def width(dimension: str) -> int:
    """Return how wide a dimension's bin is: a hundredth of its scale, in millionths."""
    return MILLION // 20 if dimension in POSITIONS else MILLION


def drop(connection: Connection) -> None:
    """Remove the temporary tables where there are any."""
    drop_tables(connection, _TABLES)


def _nearby(connection: Connection, scope: Scope, grid: Grid) -> None:
    connection.execute(
        text(
            "CREATE TEMPORARY TABLE nearby"
            " (region VARCHAR(6) PRIMARY KEY, near VARCHAR(16), wide VARCHAR(16))"
        )
    )
    found = connection.execute(
        text(
            "SELECT DISTINCT region FROM pool_records WHERE region IS NOT NULL"
            " AND questionnaire = :questionnaire AND version = :version"
        ),
        {"questionnaire": scope.questionnaire, "version": scope.version},
    )
    rows = []
    for (region,) in found.all():
        sets = grid.nearby(region)
        if sets:
            near = sets[0] if len(sets) > 1 else None
            rows.append({"region": region, "near": near, "wide": sets[-1]})
    if rows:
        connection.execute(
            text("INSERT INTO nearby VALUES (:region, :near, :wide)"), rows
        )


# A record that was given again, moved or corrected in part holds scores that were used.
_SNAPSHOT = """
CREATE TEMPORARY TABLE snapshot AS
SELECT r.id AS record_id, COALESCE(r.parent, r.organisation) AS grp,
       r.industry, SUBSTR(r.industry, 1, 1) AS section,
       r.region, n.near, n.wide, r.size,
       COALESCE(r.industry, '') || '|' || COALESCE(r.region, '') || '|'
           || COALESCE(r.size, '') AS place,
       CASE WHEN EXISTS (
           SELECT 1 FROM release_members m WHERE m.record_id = r.id AND m.used
       ) OR EXISTS (
           SELECT 1 FROM pool_records q
           JOIN release_members m ON m.record_id = q.id AND m.used
           JOIN pool_scores was ON was.record_id = q.id
           JOIN pool_scores now ON now.record_id = r.id
               AND now.dimension = was.dimension AND now.score = was.score
           WHERE q.questionnaire = r.questionnaire AND q.version = r.version
             AND q.organisation = r.organisation AND q.date = r.date AND q.id <> r.id
       ) THEN 0 ELSE 1 END AS fresh
FROM (
    SELECT p.*, ROW_NUMBER() OVER (
        PARTITION BY p.organisation ORDER BY p.date DESC, p.id DESC
    ) AS newest
    FROM pool_records p
    WHERE p.questionnaire = :questionnaire AND p.version = :version AND p.date <= :day
) r
LEFT JOIN nearby n ON n.region = r.region
WHERE r.newest = 1 AND r.date >= :oldest
  AND r.withdrawn_at IS NULL AND r.quarantined_at IS NULL
  AND (r.assessment_id IS NOT NULL OR r.provenance IS NOT NULL)
"""
_ELIGIBLE = """
CREATE TEMPORARY TABLE eligible AS
SELECT s.record_id, s.dimension, s.score
FROM pool_scores s JOIN snapshot t ON t.record_id = s.record_id
WHERE s.coverage >= CASE WHEN s.dimension = :overall THEN :whole ELSE :part END
"""
_BITS = """CREATE TEMPORARY TABLE bits
(dimension VARCHAR(80) PRIMARY KEY, bit BIGINT, width BIGINT)"""
_MASKS = """
CREATE TEMPORARY TABLE masks AS
SELECT e.record_id, CAST(SUM(b.bit) AS BIGINT) AS mask
FROM eligible e JOIN bits b ON b.dimension = e.dimension
GROUP BY e.record_id
"""
_GROUPED = """
CREATE TEMPORARY TABLE grouped AS
SELECT t.grp, MIN(t.record_id) AS record_id, MIN(t.place) AS place,
       COUNT(*) AS members, MAX(t.fresh) AS fresh,
       MIN(t.industry) AS industry, MIN(t.section) AS section,
       MIN(t.region) AS region, MIN(t.near) AS near, MIN(t.wide) AS wide,
       MIN(t.size) AS size, MIN(m.mask) AS mask,
       CASE WHEN MIN(t.place) = MAX(t.place) AND MIN(m.mask) = MAX(m.mask)
            THEN 1 ELSE 0 END AS together
FROM snapshot t JOIN masks m ON m.record_id = t.record_id
GROUP BY t.grp
"""


@dataclass(frozen=True, slots=True)
class Members:
    """Who has a score in which dimensions: counts by place, and spread groups.

    A mask is a set of dimensions, as bits in the order of ``dimensions``.
    """

    dimensions: tuple[str, ...]
    counts: Mapping[tuple[Place, int], Count]
    spread: Sequence[Sequence[tuple[Place, int]]]

    def having(self, dimension: str) -> Population:
        """Return the groups that have a score in a dimension."""
        bit = 1 << self.dimensions.index(dimension)
        found: dict[Place, list[int]] = defaultdict(lambda: [0, 0, 0])
        for (place, mask), count in self.counts.items():
            if mask & bit:
                sums = found[place]
                sums[0] += count.groups
                sums[1] += count.fresh
                sums[2] += count.members
        groups = (
            tuple(place for place, mask in group if mask & bit) for group in self.spread
        )
        return Population(
            {place: Count(*sums) for place, sums in found.items()},
            [group for group in groups if group],
        )

    def alike(self) -> list[list[str]]:
        """Return the dimensions in sets that the very same companies have."""
        masks = {mask for _, mask in self.counts}
        masks |= {mask for group in self.spread for _, mask in group}
        found: dict[frozenset[int], list[str]] = {}
        for number, dimension in enumerate(self.dimensions):
            having = frozenset(mask for mask in masks if mask >> number & 1)
            found.setdefault(having, []).append(dimension)
        return list(found.values())


def members(connection: Connection) -> Members:
    """Return who takes part, from the temporary tables."""
    dimensions = tuple(
        connection.scalars(text("SELECT dimension FROM bits ORDER BY bit"))
    )
    counts: dict[tuple[Place, int], Count] = {}
    for place, mask, *sums in connection.execute(text(_COUNTS)):
        counts[place_of(place), mask] = Count(*map(int, sums))
    spread: dict[str, list[tuple[Place, int]]] = defaultdict(list)
    for group, place, mask in connection.execute(text(_SPREAD)):
        spread[group].append((place_of(place), mask))
    return Members(dimensions, counts, list(spread.values()))


def withdrawn(connection: Connection, scope: Scope, release: int) -> list[Place]:
    """Return where companies stood that an earlier release holds and that left.

    One that gave a newer record has not left; nor has one whose record grew too old.
    A record of this installation whose assessment was deleted has left.
    """
    found = connection.execute(text(_WITHDRAWN), {**scope.given, "release": release})
    return [Place(*row) for row in found]


def is_synthetic(connection: Connection) -> bool:
    """Tell whether the present snapshot holds a record that was generated."""
    found = connection.execute(text(_SYNTHETIC), {"synthetic": SYNTHETIC})
    return found.first() is not None


def place_of(key: str) -> Place:
    """Return the place that a row of ``snapshot`` names."""
    return Place(*(part or None for part in key.split("|")))


_COUNTS = """
SELECT place, mask, COUNT(*), SUM(fresh), SUM(members)
FROM grouped WHERE together = 1 GROUP BY place, mask
"""
_SPREAD = """
SELECT t.grp, t.place, m.mask
FROM snapshot t
JOIN grouped g ON g.grp = t.grp AND g.together = 0
JOIN masks m ON m.record_id = t.record_id
ORDER BY t.grp, t.place, t.record_id
"""
_SYNTHETIC = """
SELECT 1 FROM snapshot t JOIN pool_records p ON p.id = t.record_id
WHERE p.provenance = :synthetic LIMIT 1
"""
_WITHDRAWN = """
SELECT p.industry, p.region, p.size
FROM release_members m JOIN pool_records p ON p.id = m.record_id
WHERE m.release_id = :release AND p.date >= :oldest
  AND (p.withdrawn_at IS NOT NULL OR p.quarantined_at IS NOT NULL
       OR (p.assessment_id IS NULL AND p.provenance IS NULL))
"""
