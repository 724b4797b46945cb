"""Where the scores of a snapshot lie: once for each spot, whatever cells it is in.

Groups at the same *spot* lie in the same cells: an *area*, which is an industry and a
region, or a *band*, which is an industry's section and a size. Spots are few, so that
scores are counted there once and the cells are made of the counts.

Tables, all temporary: ``homes`` says at which spots a group is, ``spots`` what a spot
is, ``scores`` holds the different scores there with how many groups have them, and
``bins`` the same in wide bins. ``bin`` is a hundredth of the scale.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, text

from assessment.benchmarks.temporary import know

TABLES: Final = ("homes", "spots", "scores", "bins")
BINS: Final = 100
"""How many bins the scale has; the tenths of a histogram are made of ten each."""


def count(connection: Connection) -> None:
    """Make the tables, from those of ``snapshot``."""
    connection.execute(text(_HOMES))
    connection.execute(text(_SPOTS))
    know(connection, "homes", "spots")
    connection.execute(text(_SCORES))
    connection.execute(
        text("CREATE INDEX scores_by_bin ON scores (spot, bit, bin, score, count)")
    )
    connection.execute(text(_BINS))
    know(connection, "scores", "bins")


_HOMES = """
CREATE TEMPORARY TABLE homes AS
SELECT grp, record_id, members, industry, section, region, near, wide, size,
       CAST(DENSE_RANK() OVER (
           ORDER BY COALESCE(industry, ''), COALESCE(region, '')
       ) AS INTEGER) AS spot
FROM grouped WHERE together = 1
UNION ALL
SELECT grp, record_id, members, NULL, section, NULL, NULL, NULL, size,
       CAST(-DENSE_RANK() OVER (ORDER BY section, size) AS INTEGER)
FROM grouped WHERE together = 1 AND section IS NOT NULL AND size IS NOT NULL
"""
_SPOTS = """
CREATE TEMPORARY TABLE spots AS
SELECT spot, MIN(industry) AS industry, MIN(section) AS section,
       MIN(region) AS region, MIN(near) AS near, MIN(wide) AS wide,
       CASE WHEN spot < 0 THEN MIN(size) END AS size
FROM homes GROUP BY spot
"""
# Most groups are one company, whose score needs no mean. A mean is rounded half up in
# whole numbers, so that every database comes to the same.
_SCORES = """
CREATE TEMPORARY TABLE scores AS
SELECT f.spot, b.bit, CAST(f.score / b.width AS INTEGER) AS bin, f.score, f.count
FROM (
    SELECT spot, dimension, score, COUNT(*) AS count
    FROM (
        SELECT h.spot, e.dimension, CAST(e.score AS BIGINT) AS score
        FROM homes h JOIN eligible e ON e.record_id = h.record_id
        WHERE h.members = 1
        UNION ALL
        SELECT h.spot, e.dimension,
               CAST((2 * CAST(SUM(e.score) AS BIGINT) + COUNT(*)) / (2 * COUNT(*))
                    AS BIGINT)
        FROM homes h
        JOIN snapshot t ON t.grp = h.grp
        JOIN eligible e ON e.record_id = t.record_id
        WHERE h.members > 1
        GROUP BY h.spot, h.grp, e.dimension
    ) AS each_one
    GROUP BY spot, dimension, score
) f
JOIN bits b ON b.dimension = f.dimension
"""
_BINS = """
CREATE TEMPORARY TABLE bins AS
SELECT spot, bit, bin, CAST(SUM(count) AS BIGINT) AS count,
       CAST(SUM(count * score) AS BIGINT) AS total
FROM scores GROUP BY spot, bit, bin
"""
