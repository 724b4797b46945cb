"""A stored release says the same as its file, in one statement, and never changes."""

from __future__ import annotations

import dataclasses
import json

import pytest
from sqlalchemy import inspect, select, text

from assessment.benchmarks import lookup
from assessment.benchmarks.models import BenchmarkRelease, ReleaseCell
from assessment.benchmarks.regions import grid
from scoring.comparison import compare
from scoring.grid import Cell, Place
from tests.benchmarks import pools
from tests.benchmarks.test_build import built

PLACES = (
    Place("K64", "CN-GD", "10-49"), Place("K", "ZA", None), Place(None, None, None),
    Place("J61", "GB", "5000+"), Place("A01", "BR", None), Place("K64", None, None),
)  # fmt: skip
CELLS = [Cell("K", "ZA", None), Cell("K", None, None)]
SCORES = {"overall": 47.5, "leadership": 12, "operations": 91.25}


@pytest.fixture(scope="module")
def release():
    return built(pools.rows(11, 160))


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("member", [False, True])
def test_a_stored_release_compares_as_its_file(session, release, place, member):
    row = lookup.store(session, release)
    stored = lookup.standings(session.connection(), row.id, place, SCORES, member)
    assert stored == compare(place, SCORES, release.found, grid(), member)
    assert any(each.n for each in stored)


def test_comparing_is_one_statement_that_leaves_the_document_alone(
    session, release, count_statements
):
    row = lookup.store(session, release)
    connection = session.connection()
    number = row.id
    with count_statements() as sent:
        lookup.standings(connection, number, PLACES[0], SCORES)
    assert len(sent) == 1
    assert "benchmark_releases" not in sent[0]


def test_looking_up_searches_by_the_primary_key(session, release, count_statements):
    if session.connection().dialect.name != "sqlite":
        # PostgreSQL scans a table so small; its key must begin with what is looked up.
        key = inspect(session.connection()).get_pk_constraint("release_cells")
        wanted = ["release_id", "industry", "region", "size"]
        assert key["constrained_columns"][:4] == wanted
        return
    row = lookup.store(session, release)
    with count_statements() as sent:
        lookup.published(session.connection(), row.id, CELLS)
    plan = session.connection().exec_driver_sql(
        f"EXPLAIN QUERY PLAN {sent[0]}", (row.id, "K", "ZA", "", row.id, "K", "", "")
    )
    steps = [each[3] for each in plan]
    wanted = "release_id=? AND industry=? AND region=? AND size=?"
    searched = [each for each in steps if "release_cells" in each]
    assert len(searched) == len(CELLS)
    assert all(wanted in each for each in searched)


def test_no_cells_need_no_statement(session, count_statements):
    connection = session.connection()
    with count_statements() as sent:
        assert lookup.published(connection, 1, []) == {}
    assert sent == []


def test_another_release_is_not_looked_up(session, release):
    lookup.store(session, release)
    other = lookup.store(session, dataclasses.replace(release, id="other", cells=()))
    found = lookup.published(session.connection(), other.id, [Cell(None, None, None)])
    assert dict(found) == {}


def test_the_cells_are_those_of_the_document_and_the_bytes_are_kept(session, release):
    row = lookup.store(session, release, imported=True, issuer="ab12")
    assert row.document == release.text()
    assert (row.imported, row.issuer) == (True, "ab12")
    kept = session.scalars(select(ReleaseCell.document)).all()
    assert sorted(kept) == sorted(
        json.dumps(dict(each), ensure_ascii=False) for each in release.cells
    )


def test_a_release_of_the_same_name_is_refused_and_the_first_stays(session, release):
    row = lookup.store(session, release)
    session.commit()
    changed = dataclasses.replace(release, cells=release.cells[:1])
    for again in (release, changed):
        with pytest.raises(lookup.FrozenError, match="r"):
            lookup.store(session, again)
    session.expire_all()
    assert session.get(BenchmarkRelease, row.id).document == release.text()
    counted = session.scalar(text("SELECT COUNT(*) FROM release_cells"))
    assert counted == len(release.cells)
