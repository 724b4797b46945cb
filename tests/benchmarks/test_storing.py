"""A stored release says the same as its file, in one statement, and never changes."""

from __future__ import annotations

import dataclasses
import json

import pytest
from sqlalchemy import inspect, select, text

from assessment.accounts.models import Organisation
from assessment.benchmarks import series, storing
from assessment.benchmarks.models import BenchmarkRelease, ReleaseCell
from assessment.benchmarks.regions import grid
from assessment.benchmarks.series import Sought
from scoring.comparison import compare
from scoring.grid import Place
from tests.benchmarks import pools
from tests.benchmarks.test_build import built

PLACES = (
    Place("K64", "CN-GD", "10-49"), Place("K", "ZA", None), Place(None, None, None),
    Place("J61", "GB", "5000+"), Place("A01", "BR", None), Place("K64", None, None),
)  # fmt: skip
SCORES = {"overall": 47.5, "leadership": 12, "operations": 91.25}


@pytest.fixture(scope="module")
def release():
    return built(pools.rows(11, 160))


def sought(release, place=PLACES[0], most=1):
    organisation = Organisation(
        public_id="o", name="O", intake={}, industry=place.industry,
        region=place.region, size=place.size,
    )  # fmt: skip
    key = f"{release.questionnaire}@{release.version}"
    return Sought(organisation, (key,), release.date, most)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("member", [False, True])
def test_a_stored_release_compares_as_its_file(session, release, place, member):
    storing.store(session, release)
    (among,) = series.read(session, sought(release, place))
    stored = compare(place, SCORES, among.published, grid(), member)
    assert stored == compare(place, SCORES, release.found, grid(), member)
    assert any(each.n for each in stored)


def test_reading_is_one_statement_that_leaves_the_document_alone(
    session, release, count_statements
):
    storing.store(session, release)
    wanted = sought(release)
    with count_statements() as sent:
        series.read(session, wanted)
    assert len(sent) == 1
    assert "benchmark_releases.document" not in sent[0]


def test_reading_searches_cells_and_members_by_key(session, release):
    connection = session.connection()
    if connection.dialect.name != "sqlite":
        # PostgreSQL scans a table so small; its key must begin with what is looked up.
        key = inspect(connection).get_pk_constraint("release_cells")
        wanted = ["release_id", "industry", "region", "size"]
        assert key["constrained_columns"][:4] == wanted
        return
    storing.store(session, release)
    wanted = sought(release)
    query = series._query(wanted, series.rungs(PLACES[0], grid()))
    plain = query.compile(connection, compile_kwargs={"literal_binds": True})
    steps = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {plain}").all()
    (cells,) = [each[3] for each in steps if "release_cells" in each[3]]
    assert "release_id=? AND industry=? AND region=? AND size=?" in cells
    records = [each[3] for each in steps if "pool_records" in each[3]]
    assert sorted(step.partition("(")[2] for step in records) == [
        "parent=?)", "questionnaire=? AND version=? AND organisation=?)",
    ]  # fmt: skip


def test_another_release_says_nothing_of_it(session, release):
    storing.store(session, release)
    empty = dataclasses.replace(release, id="empty", cells=())
    storing.store(session, empty)
    found = series.read(session, sought(release, most=2))
    assert [each.source.id for each in found] == ["empty", release.id]
    assert dict(found[0].published) == {}
    assert len(found[1].published) > 0


def test_the_cells_are_those_of_the_document_and_the_bytes_are_kept(session, release):
    row = storing.store(session, release, imported=True, issuer="ab12")
    assert row.document == release.text()
    assert (row.imported, row.issuer) == (True, "ab12")
    kept = session.scalars(select(ReleaseCell.document)).all()
    assert sorted(kept) == sorted(
        json.dumps(dict(each), ensure_ascii=False) for each in release.cells
    )


def test_a_release_of_the_same_name_is_refused_and_the_first_stays(session, release):
    row = storing.store(session, release)
    session.commit()
    changed = dataclasses.replace(release, cells=release.cells[:1])
    for again in (release, changed):
        with pytest.raises(storing.FrozenError, match="r"):
            storing.store(session, again)
    session.expire_all()
    assert session.get(BenchmarkRelease, row.id).document == release.text()
    counted = session.scalar(text("SELECT COUNT(*) FROM release_cells"))
    assert counted == len(release.cells)
