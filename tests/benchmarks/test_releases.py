"""Releases in the application: built, imported, sent as they are stored; quarters."""

from __future__ import annotations

import datetime as dt
import io
import json
import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from assessment import create_app, db
from assessment.audit.models import AuditEntry
from assessment.benchmarks import document, filing, quarters, services, signing
from assessment.benchmarks.models import (
    SYNTHETIC,
    BenchmarkRelease,
    ReleaseCell,
    ReleaseMember,
)
from assessment.benchmarks.services import House, ReleaseRefusedError
from assessment.cli import main
from assessment.errors import ConfigurationError
from scoring.release import METHOD
from tests.benchmarks import pools
from tests.conftest import make_app
from tests.support import pooling
from tests.support.pages import Page

DAY = dt.date(2026, 9, 30)


@pytest.fixture
def pool(app):
    """An archive of thirty organisations in the pool."""
    with app.app_context():
        pooling.archive(db.session(), pools.rows(3, 30, day="2026-06-30"))


@pytest.fixture
def key(tmp_path):
    private = Ed25519PrivateKey.generate()
    path = tmp_path / "key.pem"
    path.write_bytes(
        private.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return str(path)


@pytest.fixture
def published(tmp_path):
    """A release of another installation, from files."""
    path = tmp_path / "pool.csv"
    path.write_bytes(pools.text(pools.rows(5, 40)))
    return filing.build(filing.Files(str(path), name="theirs"))


def build(client, **changes):
    typed = {
        "questionnaire": "capability-model@1.0",
        "date": DAY.isoformat(),
        "name": "capability-model-2026-Q3",
    }
    return client.submit("/benchmarks/build", "build", **{**typed, **changes})


def send(client, content, path="/benchmarks/import", **typed):
    form = client.page(path).form("import")
    token = form.fields["csrf_token"][0]
    return client.post(path, **encoded(content, csrf_token=token, **typed))


def encoded(content, **fields):
    """Return the body of a form with a file, and its type."""
    file = FileStorage(io.BytesIO(content), filename="given.json")
    boundary, body = encode_multipart({**fields, "file": file})
    kind = f"multipart/form-data; boundary={boundary}"
    return {"data": body, "content_type": kind}


def releases(app):
    with app.app_context():
        return list(db.session().scalars(select(BenchmarkRelease)))


def bytes_of(made):
    return made.text().encode()


def test_built_by_hand_it_is_sent_as_it_is_stored(app, admin, pool):
    assert build(admin).status_code == 302
    page = admin.page("/benchmarks")
    assert "capability-model-2026-Q3" in page.text
    assert "This installation" in page.text
    (row,) = releases(app)
    sent = admin.get("/benchmarks/releases/capability-model-2026-Q3/release.json")
    assert sent.text == row.document
    assert json.loads(sent.text)["id"] == "capability-model-2026-Q3"
    assert json.loads(sent.text)["thresholds"] == METHOD.plain()
    assert "attachment" in sent.headers["Content-Disposition"]


def test_document_cells_and_members_lie_together(app, admin, pool):
    build(admin)
    with app.app_context():
        session = db.session()
        (row,) = session.scalars(select(BenchmarkRelease))
        made = document.read(row.document.encode(), "r")
        stored = {
            (each.industry, each.region, each.size, each.dimension): each.document
            for each in session.scalars(select(ReleaseCell))
        }
        found = {
            (
                cell["industry"] or "", cell["region"] or "", cell["size"] or "",
                cell["dimension"],
            ): json.dumps(cell, ensure_ascii=False)
            for cell in made.cells
        }  # fmt: skip
        assert stored == found
        held = set(session.scalars(select(ReleaseMember.record_id)))
        assert held == {each.id for each in pooling.records(session)}
        (entry,) = session.scalars(
            select(AuditEntry).where(AuditEntry.action == "release.built")
        )
        assert entry.detail == {"questionnaire": "capability-model@1.0"}


def test_a_release_of_generated_scores_is_marked(app, admin, pool):
    build(admin)
    assert "Synthetic" not in admin.page("/benchmarks").text
    with app.app_context():
        more = pools.rows(4, 40, day="2026-10-15")
        pooling.archive(db.session(), more, SYNTHETIC)
    build(admin, date="2026-11-20", name="generated")
    assert admin.page("/benchmarks").text.count("Synthetic") == 1
    assert "Synthetic" in admin.page("/benchmarks/pool").text


def test_the_application_publishes_what_the_command_line_does(app, tmp_path):
    """The same pool gives the same bytes, in every database and from a file."""
    rows = pools.rows(11, 80, day="2026-06-30")
    for row in rows[:9]:
        row["consent"] = "no"
    path = tmp_path / "pool.csv"
    path.write_bytes(pools.text(rows))
    filed = filing.build(filing.Files(str(path), name="r1", day=DAY))
    with app.app_context():
        pooling.archive(db.session(), rows)
        made = pooling.release(db.session(), DAY)
        assert made.document == filed.text()


def test_only_records_in_computed_cells_are_used(app, pool):
    """Three and three more join: the first three still count when they are six."""

    def late(name, count, day):
        return [
            base | {"organisation": f"{name}{i}", "date": day, "parent": ""}
            for i in range(count)
            for base in pools.rows(9, 1)
        ]

    def used(session, release):
        query = select(ReleaseMember.used, func.count()).group_by(ReleaseMember.used)
        found = session.execute(query.where(ReleaseMember.release_id == release.id))
        return {row[0]: row[1] for row in found}

    with app.app_context():
        session = db.session()
        first = pooling.release(session, DAY)
        assert set(used(session, first)) == {True}
        rows = pools.rows(3, 30, day="2026-06-30") + late("a", 3, "2026-10-15")
        pooling.archive(session, rows)
        second = pooling.release(session, dt.date(2026, 12, 31), "r2")
        assert set(used(session, second)) == {False}
        pooling.archive(session, rows + late("b", 3, "2027-01-15"))
        third = pooling.release(session, dt.date(2027, 3, 31), "r3")
        made = document.read(third.document.encode(), "r3")
        assert [c["n"] for c in made.cells if "since" not in c]


def test_a_record_that_is_given_again_with_its_scores_is_not_new(app, pool):
    """Six withdraw and come back unchanged, and one joins: nothing is computed anew."""
    with app.app_context():
        session = db.session()
        rows = pools.rows(3, 30, day="2026-06-30")
        pooling.release(session, DAY)
        away = {f"o{i}" for i in range(6)}
        pooling.archive(session, [r for r in rows if r["organisation"] not in away])
        pooling.archive(session, rows)
        joined = [r | {"organisation": "late", "date": "2026-10-15", "parent": ""}
                  for r in pools.rows(9, 1)]  # fmt: skip
        pooling.archive(session, rows + joined)
        with pytest.raises(ReleaseRefusedError) as refused:
            pooling.release(session, dt.date(2026, 12, 31), "r2")
        assert refused.value.why == services.TOO_FEW


def test_the_next_release_rests_on_the_one_before(app, pool):
    with app.app_context():
        session = db.session()
        first = pooling.release(session, DAY)
        more = pools.rows(3, 30, day="2026-06-30") + [
            {**row, "organisation": "late", "date": "2026-10-15", "parent": ""}
            for row in pools.rows(9, 1)
        ]
        pooling.archive(session, more)
        second = pooling.release(session, dt.date(2026, 12, 31), "r2")
        made = document.read(second.document.encode(), "r2")
        assert made.previous == "r1"
        # One newcomer changes no number: everything is carried forward as it was.
        before = document.read(first.document.encode(), "r1")
        assert made.found.keys() == before.found.keys()
        assert {cell["since"] for cell in made.cells} == {"r1"}


def test_of_two_builders_at_once_one_waits_for_the_other(app, pool):
    """Two first releases of one series would tell who joined in between."""

    def make(name, day):
        with app.app_context():
            try:
                return pooling.release(db.session(), day, name).name
            except ReleaseRefusedError as error:
                return error.why

    with ThreadPoolExecutor(2) as threads:
        later = threads.submit(make, "r2", dt.date(2026, 11, 1))
        earlier = threads.submit(make, "r1", DAY)
    assert later.result() == "r2"
    with app.app_context():
        row = services.get_release(db.session(), "r2")
        before = document.read(row.document.encode(), "r2").previous
    # Whoever came second saw the first.
    assert (before, earlier.result()) in (("r1", "r1"), (None, services.NOT_LATER))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        pytest.param({"name": "r1"}, "There is a release called r1 already", id="name"),
        pytest.param({"name": "a b"}, "Use letters, digits", id="no name"),
        pytest.param({"name": ""}, "Enter a name", id="empty"),
        pytest.param({}, "There is a release of 30 September 2026 already", id="day"),
        pytest.param(
            {"date": "2026-06-30"}, "There is a release of 30 September", id="earlier"
        ),
        pytest.param({"date": "2099-01-01"}, "Enter today’s date", id="later"),
        pytest.param({"questionnaire": "x@1"}, "Choose one of the", id="unknown"),
    ],
)
def test_what_cannot_be_built_is_said(app, admin, pool, changes, words):
    with app.app_context():
        pooling.release(db.session(), DAY)
    answer = build(admin, **changes)
    assert "There is a problem" in answer.text
    assert words in answer.text
    assert len(releases(app)) == 1


def test_of_four_groups_nothing_is_published(app, admin):
    with app.app_context():
        rows = [row for row in pools.rows(3, 60) if not row["parent"]]
        names = sorted({row["organisation"] for row in rows})[:4]
        few = [row for row in rows if row["organisation"] in names]
        pooling.archive(db.session(), few)
    answer = build(admin)
    assert "There are fewer than 5 company groups" in answer.text
    assert releases(app) == []


def test_stricter_thresholds_hold(tmp_path):
    app = make_app(f"sqlite:///{tmp_path / 's.db'}", BENCHMARK_GROUPS=12)
    with app.app_context():
        session = db.session()
        pooling.archive(session, pools.rows(3, 60))
        house = services.house(app.config)
        (done,) = quarters.build_missing(session, house, dt.date(2026, 11, 26))
        row = services.get_release(session, str(done.release))
        made = document.read(row.document.encode(), "r")
        assert made.thresholds["groups"] == 12
        assert min(cell["n"] for cell in made.cells) >= 12
        db.engine().dispose()


@pytest.mark.parametrize(
    ("name", "given"),
    [("GROUPS", 4), ("GROUPS", None), ("GROUPS", True), ("SHARE", 26), ("BIN", "0")],
)
def test_weaker_or_nonsensical_thresholds_refuse_to_start(name, given):
    with pytest.raises(ConfigurationError, match=f"SEXTANT_BENCHMARK_{name} cannot"):
        create_app({"DATABASE_URL": "sqlite://", f"BENCHMARK_{name}": given})


def test_an_unsigned_release_is_taken_in_and_marked(app, admin, published):
    assert send(admin, bytes_of(published)).status_code == 302
    (row,) = releases(app)
    assert (row.imported, row.issuer) == (True, None)
    assert row.document == published.text()
    page = admin.page("/benchmarks").text
    assert "Unsigned" in page
    assert "This installation" not in page


def test_a_signed_release_shows_its_issuer(app, admin, published, key):
    made = signing.signed(published, key)
    assert send(admin, bytes_of(made)).status_code == 302
    (row,) = releases(app)
    assert row.issuer == signing.fingerprint(made)
    page = admin.page("/benchmarks").text
    assert row.issuer in page
    assert "Unsigned" not in page


def test_a_tampered_release_is_refused_in_a_plain_sentence(app, admin, published, key):
    made = signing.signed(published, key)
    first = dict(made.cells[0])
    first["mean"] += 1
    changed = replace(made, cells=(first, *made.cells[1:]))
    answer = send(admin, bytes_of(changed))
    assert "This release was changed after it was signed" in answer.text
    assert releases(app) == []


def test_imported_twice_it_is_there_once(app, admin, published):
    for _ in range(2):
        assert send(admin, bytes_of(published)).status_code == 302
    assert len(releases(app)) == 1


def test_a_foreign_release_takes_no_name_of_ours(app, admin, pool, published):
    made = replace(published, id="capability-model-2026-Q3")
    send(admin, bytes_of(made))
    assert build(admin).status_code == 302
    names = {row.name for row in releases(app)}
    assert len(names) == 2
    assert "capability-model-2026-Q3" in names


def _weak(made):
    return replace(made, thresholds={**made.thresholds, "groups": 3})


def _small(made):
    return replace(made, cells=({**made.cells[0], "n": 4}, *made.cells[1:]))


def _doubled(made):
    return replace(made, cells=(made.cells[0], *made.cells))


def _odd_region(made):
    return replace(made, cells=({**made.cells[0], "region": "x" * 40},))


def _no_mean(made):
    return replace(made, cells=({**made.cells[0], "mean": "<script>"},))


def _odd_quartiles(made):
    return replace(made, cells=({**made.cells[0], "quartiles": [1, 2]},))


def _too_early(made):
    return replace(made, cells=({**made.cells[0], "n": 7, "quartiles": [1, 2, 3]},))


def _long_id(made):
    return replace(made, id="x" * 400)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (_weak, "thresholds"),
        (_small, "a cell was expected"),
        (_too_early, "cell 1: quartiles of fewer groups"),
        (_doubled, "a cell is there twice"),
        (_odd_region, "cell 1: no region"),
        (_no_mean, "a cell was expected"),
        (_odd_quartiles, "a cell was expected"),
        (_long_id, "not an id"),
    ],
)
def test_a_release_that_says_too_much_or_is_none_is_refused(
    app, admin, published, change, words
):
    answer = send(admin, bytes_of(change(published)))
    assert answer.status_code == 200
    assert "This file is no release that can be used" in answer.text
    assert words in Page(answer.text).text
    assert releases(app) == []


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"\xff\xfe", b"[1, 2", b'{"schema": "sextant/result@1"}']
)
def test_a_file_that_is_no_release_is_refused(app, admin, content):
    answer = send(admin, content)
    assert "This file is no release that can be used" in answer.text
    assert "Traceback" not in answer.text
    assert releases(app) == []


def test_without_a_file_the_page_asks_for_it(admin):
    answer = admin.submit("/benchmarks/import", "import")
    assert "Choose a file." in answer.text


def test_large_files_are_taken_from_administrators_alone(app, admin, consultant):
    big = b" " * (3 * 1024 * 1024)
    assert "no release that can be used" in send(admin, big).text
    token = consultant.page("/account").forms[0].fields["csrf_token"][0]
    body = encoded(big, csrf_token=token)
    assert consultant.post("/benchmarks/import", **body).status_code == 404
    assert consultant.post("/account", **body).status_code == 413


def test_releases_are_signed_where_there_is_a_key(app, pool, key):
    with app.app_context():
        house = House(METHOD, key)
        (done,) = quarters.build_missing(db.session(), house, dt.date(2026, 11, 26))
        row = services.get_release(db.session(), str(done.release))
        made = document.read(row.document.encode(), "r")
        assert signing.trust(made) is signing.Trust.SIGNED
        # The next one reads it with its signature.
        again = list(quarters.build_missing(db.session(), house, dt.date(2027, 2, 1)))
        assert again[0].release == "capability-model-1.0-2026-Q4"


@pytest.mark.parametrize(
    ("today", "last"),
    [
        ("2026-11-26", "2026-09-30"),
        ("2026-10-01", "2026-09-30"),
        ("2026-09-30", "2026-06-30"),
        ("2026-01-01", "2025-12-31"),
        ("2026-03-31", "2025-12-31"),
        ("2026-04-01", "2026-03-31"),
    ],
)
def test_the_last_full_quarter(today, last):
    found = quarters.last_day(dt.date.fromisoformat(today))
    assert found == dt.date.fromisoformat(last)


def test_a_quarter_is_built_once(app, pool):
    today = dt.date(2026, 11, 26)
    house = House(METHOD)
    with app.app_context():
        session = db.session()
        (first,) = quarters.build_missing(session, house, today)
        assert first.release == "capability-model-1.0-2026-Q3"
        text = services.get_release(session, first.release).document
        (second,) = quarters.build_missing(session, house, today)
        assert (second.release, second.why) == (None, services.NAME_TAKEN)
        assert services.get_release(session, first.release).document == text
        assert services.get_release(session, first.release).date == DAY


def test_a_quarter_after_a_later_release_is_left_out(app, pool):
    with app.app_context():
        session = db.session()
        pooling.release(session, dt.date(2026, 10, 15))
        (done,) = quarters.build_missing(session, House(METHOD), dt.date(2026, 11, 26))
        assert done.why == services.NOT_LATER
        with pytest.raises(ReleaseRefusedError):
            pooling.release(session, DAY, "r0")


def test_the_command_builds_quarters_and_says_so(tmp_path):
    url = f"sqlite:///{tmp_path / 'q.db'}"
    app = make_app(url)
    with app.app_context():
        pooling.archive(db.session(), pools.rows(3, 30))
        db.engine().dispose()
    runner = CliRunner(env={"SEXTANT_DATABASE_URL": url})
    first = runner.invoke(main, ["benchmark", "quarter"])
    assert first.exit_code == 0, first.output
    assert "capability-model@1.0: built capability-model-1.0-" in first.output
    second = runner.invoke(main, ["benchmark", "quarter"])
    assert second.output.strip().endswith("capability-model@1.0: there already")


def test_nothing_personal_is_logged(app, admin, published, caplog):
    with caplog.at_level(logging.INFO, logger="sextant"):
        send(admin, b"not a release of Ann Lee")
        send(admin, bytes_of(published))
    assert "Ann Lee" not in caplog.text
    assert "given.json" not in caplog.text
