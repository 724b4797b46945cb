"""A release's numbers are numpy's; its bytes are the same from every database."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from assessment.benchmarks import checking, loading, pool_csv, sums
from assessment.benchmarks.build import Order, Previous, build
from assessment.benchmarks.document import cell_of
from assessment.benchmarks.regions import grid
from scoring.release import METHOD, MILLION, POINTS, Thresholds, describe, quantile
from tests.benchmarks import pools, released

DAY = dt.date(2026, 3, 31)


def half_up(value):
    """Round as published; numpy's floats lie a hair beside what is half exactly."""
    return int(np.floor(value + 0.5 + 1e-9))


def built(given, connection=None, **changes):
    wish = Order("r", DAY, "capability-model", "1.0", **changes)
    with loading.database() as fresh:
        own = connection or fresh
        loading.Loader(own, "test").store(pool_csv.read(pools.text(given), "pool.csv"))
        return build(own, wish, grid())


@pytest.mark.parametrize("seed", range(6))
def test_every_published_number_is_numpys(seed):
    given = pools.rows(seed, 40 * (seed + 1))
    release = built(given)
    assert release.cells
    for cell in release.cells:
        values = pools.scores(given, cell)
        assert cell["n"] == len(values) >= 5
        assert cell["mean"] == half_up(np.mean(values))
        if cell["n"] >= 8:
            quartiles = np.percentile(values, [25, 50, 75])
            assert cell["quartiles"] == [half_up(each) for each in quartiles]
        else:
            assert cell["quartiles"] is None
        wanted = [
            [p, half_up(np.percentile(values, p))]
            for p in POINTS
            if cell["n"] >= 10 and min(p, 100 - p) * cell["n"] / 100 >= 2
        ]
        assert cell["percentiles"] == (wanted or None)
        if cell["histogram"]:
            assert cell["n"] >= 20
            edges = [bar["from"] for bar in cell["histogram"]] + [100]
            counted, _ = np.histogram(values, edges)
            assert [bar["n"] for bar in cell["histogram"]] == counted.tolist()
            assert all(bar["n"] == 0 or bar["n"] >= 3 for bar in cell["histogram"])


def test_before_rounding_mean_and_quantiles_are_numpys():
    given = pools.rows(3, 90)
    held = {}

    def keep(cell, dimension, found, limits=METHOD):
        held[cell, dimension] = found
        return describe(cell, dimension, found, limits)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("assessment.benchmarks.build.describe", keep)
        release = built(given)
    for cell in release.cells:
        key = (cell["industry"], cell["region"], cell["size"])
        found = held[key, cell["dimension"]]
        values = pools.scores(given, cell)
        # A group's mean is kept to a millionth of a point.
        assert found.total / found.n / MILLION == pytest.approx(values.mean(), abs=1e-6)
        for share in (25, 50, 75) if found.n >= 8 else ():
            own = quantile(found, share) / MILLION
            assert isinstance(own, Fraction)
            assert float(own) == pytest.approx(np.percentile(values, share), abs=1e-6)


def test_every_database_gives_the_same_bytes(session):
    given = pools.rows(7, 120)
    assert built(given, session.connection()).text() == built(given).text()


def test_sums_ask_for_nothing_where_nothing_is_wanted():
    with loading.database() as connection:
        assert sums.collect(connection, [], METHOD) == {}


def test_the_document_is_json_with_one_line_a_cell():
    release = built(pools.rows(1, 60))
    text = release.text()
    assert json.loads(text)["cells"] == [dict(cell) for cell in release.cells]
    assert len(text.splitlines()) == len(release.cells) + 24


def test_a_release_of_generated_records_says_so():
    given = pool_csv.read(pools.text(pools.rows(2, 30)), "pool.csv")
    wish = Order("r", DAY, "capability-model", "1.0")
    for provenance, synthetic in (("synthetic", True), ("a consultancy", False)):
        with loading.database() as connection:
            loading.Loader(connection, provenance).store(given)
            release = build(connection, wish, grid())
        assert release.synthetic is synthetic
        assert json.loads(release.text())["synthetic"] is synthetic
        assert release.id == ("r-synthetic" if synthetic else "r")


def next_of(first, rows):
    """Return the release after a first one whose pool stayed as it was."""
    with loading.database() as connection:
        loader = loading.Loader(connection, "test")
        loader.store(pool_csv.read(pools.text(rows), "pool.csv"))
        row = loading.remember(connection, first, METHOD, grid())
        wish = Order(
            "s", DAY + dt.timedelta(1), "capability-model", "1.0",
            previous=Previous(first, row),
        )  # fmt: skip
        return build(connection, wish, grid())


@pytest.mark.parametrize("synthetic", [True, False])
def test_a_release_that_carries_generated_scores_on_says_so(synthetic):
    rows = pools.rows(5, 30)
    first = replace(built(rows), synthetic=synthetic)
    second = next_of(first, rows)
    assert second.cells
    assert {cell["since"] for cell in second.cells} == {"r"}
    assert second.synthetic is synthetic
    assert second.id == ("s-synthetic" if synthetic else "s")


def test_a_dimension_carries_on_only_what_it_had_itself():
    """Three of seven were not covered in one dimension; now they are, and few changed.

    Overall was published of seven, operations of four not at all.
    """
    profile = {"industry": "K64", "region": "ZA", "size": "10-49", "parent": ""}
    now = [row | profile for row in pools.rows(5, 7, share_of_companies=0)]
    late = {"o0", "o1", "o2"}
    old = [
        row | {"coverage": "0.1"}
        if row["organisation"] in late and row["dimension"] == "operations"
        else row
        for row in now
    ]
    first = built(old)
    with loading.database() as connection:
        loader = loading.Loader(connection, "test")
        loader.store(pool_csv.read(pools.text(old), "old.csv"))
        row = loading.remember(connection, first, METHOD, grid())
        loader.store(pool_csv.read(pools.text(now), "new.csv"))
        wish = Order(
            "s", DAY + dt.timedelta(1), "capability-model", "1.0",
            previous=Previous(first, row),
        )  # fmt: skip
        second = build(connection, wish, grid())
    assert {cell["dimension"] for cell in first.cells} == {"overall", "leadership"}
    assert [{**cell} for cell in second.cells] == [
        {**cell, "since": "r"} for cell in first.cells
    ]


@pytest.mark.parametrize("seed", range(3))
def test_quantiles_of_a_crowded_bin_are_numpys(seed):
    """Many scores within one point: the bins alone cannot tell them apart."""
    given = pools.rows(20 + seed, 150)
    for number, row in enumerate(given):
        row["score"] = str(50 + round((number * 37 % 101) / 101, 6))
    held = {}

    def keep(cell, dimension, found, limits=METHOD):
        held[cell, dimension] = found
        return describe(cell, dimension, found, limits)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("assessment.benchmarks.build.describe", keep)
        release = built(given)
    for cell in release.cells:
        found = held[cell_of(cell), cell["dimension"]]
        values = pools.scores(given, cell)
        for share in (25, 50, 75) if found.n >= 8 else ():
            own = float(quantile(found, share) / MILLION)
            assert own == pytest.approx(np.percentile(values, share), abs=1e-6)


def test_a_build_leaves_the_caches_of_sqlite_as_they_were():
    with loading.database() as connection:
        before = connection.exec_driver_sql("PRAGMA cache_size").scalar()
        built(pools.rows(1, 30), connection)
        assert connection.exec_driver_sql("PRAGMA cache_size").scalar() == before


@pytest.mark.parametrize("limits", [METHOD, Thresholds(groups=9, bin=25)])
@pytest.mark.parametrize("questionnaire", ["capability-model", "continuum"])
def test_what_is_built_here_is_taken_in_elsewhere(questionnaire, limits):
    text = pools.text(released.pool(questionnaire, 60))
    with loading.database() as connection:
        loading.Loader(connection, "test").store(pool_csv.read(text, "pool.csv"))
        wish = Order("r", DAY, questionnaire, "1.0", limits)
        made = build(connection, wish, grid())
    assert any(cell["histogram"] for cell in made.cells)
    assert list(checking.faults(made)) == []


def test_stricter_thresholds_carry_no_weaker_cell_on():
    rows = pools.rows(5, 60)
    first = built(rows)
    assert min(cell["n"] for cell in first.cells) < 12
    strict = Thresholds(groups=12, quartiles=12, percentiles=12, histogram=20)
    with loading.database() as connection:
        loader = loading.Loader(connection, "test")
        loader.store(pool_csv.read(pools.text(rows), "pool.csv"))
        row = loading.remember(connection, first, METHOD, grid())
        wish = Order(
            "s", DAY + dt.timedelta(1), "capability-model", "1.0", strict,
            previous=Previous(first, row),
        )  # fmt: skip
        second = build(connection, wish, grid())
    wide = [cell for cell in first.cells if cell["n"] >= 12]
    assert [cell["n"] for cell in second.cells] == [cell["n"] for cell in wide]
    assert list(checking.faults(second)) == []
