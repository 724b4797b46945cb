"""The pool: archives with their provenance, doubtful records kept out, the effect."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from sqlalchemy import func, select

from assessment import db
from assessment.audit.models import AuditEntry
from assessment.benchmarks import identity, pool
from assessment.benchmarks.models import PoolRecord, PoolScore
from scoring.release import METHOD
from tests.benchmarks import pools
from tests.benchmarks.test_contribution import members
from tests.support import pooling
from tests.support.pages import Page

TODAY = dt.date(2026, 11, 26)


def rows(count, **changes):
    """Return organisations without parents, at one place."""
    given = pools.rows(1, count, share_of_companies=0, day="2026-06-30")
    return [{**row, "industry": "K64", "region": "ZA", **changes} for row in given]


def send(client, given, where=pooling.ARCHIVE):
    form = client.page("/benchmarks/pool/import").form("import")
    content = given if isinstance(given, bytes) else pools.text(given)
    data = {
        **form.fields,
        "provenance": where,
        "file": (io.BytesIO(content), "pool.csv"),
    }
    return client.post("/benchmarks/pool/import", data=data)


def test_an_archive_is_labelled_with_where_it_comes_from(app, admin):
    assert send(admin, rows(6)).status_code == 302
    page = admin.page("/benchmarks/pool")
    assert "Records added: 6, unchanged: 0, withdrawn: 0." in page.text
    assert page.text.count(pooling.ARCHIVE) == 6
    with app.app_context():
        found = pooling.records(db.session())
        assert {each.provenance for each in found} == {pooling.ARCHIVE}
        entry = db.session().scalars(
            select(AuditEntry).where(AuditEntry.action == "pool.imported")
        )
        assert entry.one().detail == {"added": 6, "kept": 0, "withdrawn": 0}


def test_names_of_an_archive_become_codes(app):
    given = rows(6, organisation="Harbour Bank", parent="海港集团")[:3]
    with app.app_context():
        session = db.session()
        pooling.archive(session, given)
        text = repr(session.execute(select(PoolRecord.__table__)).all())
        assert "Harbour" not in text
        assert "海港" not in text
        (record,) = pooling.records(session)
        assert record.organisation == identity.named("harbour bank")
        assert record.parent == identity.named("海港集团")


def test_given_again_an_archive_replaces_itself(app):
    with app.app_context():
        session = db.session()
        pooling.archive(session, rows(6))
        before = {each.organisation: each.id for each in pooling.records(session)}
        given = rows(7)
        # o0 left, o1 no longer consents, o2 was corrected, o6 is new.
        given = [row for row in given if row["organisation"] != "o0"]
        for row in given:
            if row["organisation"] == "o1":
                row["consent"] = "no"
            if row["organisation"] == "o2":
                row["score"] = "50"
        taken = pooling.archive(session, given)
        assert (taken.added, taken.kept, taken.withdrawn) == (3, 3, 2)
        records = pooling.records(session)
        running = {each.id for each in records if each.withdrawn_at is None}
        code = {name: identity.named(name) for name in ("o0", "o1", "o2", "o3")}
        assert before[code["o0"]] not in running
        assert before[code["o1"]] not in running
        assert before[code["o3"]] in running
        again = pooling.archive(session, given)
        assert (again.added, again.kept, again.withdrawn) == (0, 6, 0)


def test_of_who_does_not_consent_only_that_is_kept(app):
    with app.app_context():
        session = db.session()
        pooling.archive(session, rows(2, consent="no"))
        assert session.scalar(select(func.count()).select_from(PoolScore)) == 0
        for record in pooling.records(session):
            assert record.withdrawn_at is not None
            assert (record.industry, record.region, record.size) == (None,) * 3


def test_two_archives_and_one_organisation_count_once(app):
    with app.app_context():
        session = db.session()
        pooling.archive(session, rows(6))
        pooling.archive(session, rows(6, date="2025-06-30"), "Another archive")
        assert len(pooling.records(session)) == 12
        (size,) = pool.sizes(session, TODAY, METHOD)
        assert (size.groups, size.records) == (6, 6)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "row 1: column is missing"),
        (b"organisation,score\na,1\n", "row 1: column is missing"),
        (pools.text(rows(1, score="101")), "row 2, column"),
    ],
)
def test_a_wrong_archive_is_refused_with_its_rows(app, admin, content, words):
    answer = send(admin, content)
    assert "This file is no pool that can be used" in answer.text
    assert words in Page(answer.text).text
    with app.app_context():
        assert pooling.records(db.session()) == []


def test_an_archive_says_where_it_comes_from_or_is_refused(app, admin):
    assert "Enter where it comes from." in send(admin, rows(1), " ").text


def left_after_a_release(app, record) -> int:
    """Build a release without a record; return how many groups take part."""
    with app.app_context():
        made = pooling.release(db.session(), TODAY)
        assert record.id not in members(db.session(), made)
        (size,) = pool.sizes(db.session(), TODAY, METHOD)
        return size.groups


def test_f63_a_record_is_kept_out_with_a_reason_and_the_effect_is_shown(app, admin):
    send(admin, rows(6))
    with app.app_context():
        record = pooling.records(db.session())[0]
    url = f"/benchmarks/pool/{record.public_id}"
    page = admin.page(url)
    assert "Company groups with this record: 6. Without it: 5." in page.text
    assert "Give the reason" in admin.submit(url, "quarantine", reason=" ").text
    answer = admin.submit(url, "quarantine", reason="Fifty equal rows in a minute.")
    assert answer.status_code == 302
    page = admin.page(url)
    assert "The record is kept out. 5 company groups remain." in page.text
    assert "Fifty equal rows in a minute." in page.text
    assert "Company groups with this record: 6. Without it: 5." in page.text
    assert "Kept out" in admin.page("/benchmarks/pool").text
    assert left_after_a_release(app, record) == 5
    form = next(
        each for each in admin.page(url).forms if each.action.endswith("/admit")
    )
    assert admin.post(form.action, data=form.fields).status_code == 302
    with app.app_context():
        session = db.session()
        (size,) = pool.sizes(session, TODAY, METHOD)
        assert size.groups == 6
        done = session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
    assert done[-3:] == ["record.quarantined", "release.built", "record.admitted"]


def test_f63_fifty_units_of_one_firm_count_once(app):
    with app.app_context():
        session = db.session()
        pooling.archive(session, rows(50, parent="One firm"))
        (size,) = pool.sizes(session, TODAY, METHOD)
        assert (size.groups, size.records) == (1, 50)
        record = pooling.records(session)[0]
        found = pool.effect(session, record, TODAY, METHOD)
        assert (found.with_it, found.without) == (1, 1)


def test_old_and_withdrawn_records_are_not_counted(app):
    with app.app_context():
        session = db.session()
        pooling.archive(session, rows(5, date="2023-11-25"))
        assert pool.sizes(session, TODAY, METHOD) == []
        pooling.archive(session, rows(5, date="2023-11-27"))
        (size,) = pool.sizes(session, TODAY, METHOD)
        assert size.groups == 5


def test_the_list_goes_page_by_page(app, admin):
    with app.app_context():
        pooling.archive(db.session(), rows(60))
    first = admin.page("/benchmarks/pool")
    assert "Next page" in first.text
    last = admin.page("/benchmarks/pool?page=2")
    assert "Next page" not in last.text
    assert "Previous page" in last.text
    assert admin.get("/benchmarks/pool?page=99999999999999999").status_code == 200
    assert admin.get("/benchmarks/pool?page=-1").status_code == 200
