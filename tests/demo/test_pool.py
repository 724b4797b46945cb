"""The demonstration's pool is generated: the same each time, and nobody's."""

from __future__ import annotations

import datetime as dt

from assessment.benchmarks import loading
from assessment.benchmarks.build import Order, build
from assessment.benchmarks.models import SYNTHETIC
from assessment.benchmarks.regions import grid
from assessment.demo import pool
from scoring.comparison import ladder
from scoring.grid import Place


def test_it_is_the_same_each_time_and_named_as_generated():
    found = pool.records()
    assert found == pool.records()
    assert all(each.organisation.startswith("synthetic-") for each in found)
    assert {each.key for each in found} == {"capability-model@1.0", "continuum@1.0"}
    assert all(
        0 <= score <= 100_000_000 for each in found for score, _ in each.scores.values()
    )


def test_both_banks_find_peers_in_it_and_the_release_says_what_it_is():
    given = [
        each for each in pool.records() if each.questionnaire == "capability-model"
    ]
    with loading.database() as connection:
        loading.Loader(connection, SYNTHETIC).store(given)
        wish = Order("r", dt.date(2026, 9, 30), "capability-model", "1.0")
        release = build(connection, wish, grid())
    assert release.synthetic
    for region in ("ZA", "GB"):
        rungs = ladder(Place("K64", region, "5000+"), grid())
        cells = [cell for _, cell, _ in rungs if cell]
        published = [cell for cell in cells if (cell, "overall") in release.found]
        assert str(published[0].industry).startswith("K")
        assert release.found[published[0], "overall"]["percentiles"]
