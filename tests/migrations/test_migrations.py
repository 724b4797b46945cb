"""Migrations: they make what the models say, and go down and up with data."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from procrastinate.schema import SchemaManager
from sqlalchemy import insert, inspect, select, text, update
from sqlalchemy.exc import IntegrityError

from assessment import db, models, paths, schema
from assessment.cli.db import reference_faults, schema_faults
from assessment.db import Base, utcnow
from tests.support import seed


@pytest.fixture
def engine(app):
    with app.app_context():
        engine = db.engine()
    yield engine
    schema.upgrade(engine)


def is_ours(name, kind, _parents) -> bool:
    """Leave out the tables of the queue, which is Procrastinate's."""
    return kind != "table" or not name.startswith("procrastinate_")


def test_models_and_migrations_say_the_same(engine):
    with engine.connect() as connection:
        opts = {"compare_type": True, "include_name": is_ours}
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, Base.metadata) == []


def test_every_constraint_has_a_name(engine):
    seen = inspect(engine)
    for table in Base.metadata.tables:
        keys = seen.get_foreign_keys(table) + seen.get_unique_constraints(table)
        assert all(key["name"] for key in keys)
        assert seen.get_pk_constraint(table)["name"] == f"pk_{table}"


def test_f58_down_and_up_again_with_data(app, engine, seeded):
    schema.downgrade(engine, "base")
    assert set(inspect(engine).get_table_names()) == {"alembic_version"}
    assert schema.revision(engine) is None
    schema.upgrade(engine)
    assert schema.is_current(engine)
    with app.app_context():
        user = seed.user(db.session(), "again@example.org")
        assert seed.assessment(db.session(), user).assessment.id == 1


LATER = ("capacity", "form", "use_peers", "figures")
"""Columns that later revisions add to what was there before."""


def contents(engine) -> dict[str, list[tuple]]:
    """Return the rows of every table by its name, without what came later on."""
    seen = {}
    there = set(inspect(engine).get_table_names())
    with engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            if table.name not in there:
                continue
            kept = [c for c in table.columns if c.name not in LATER]
            query = select(*kept).order_by(kept[0])
            seen[table.name] = [tuple(row) for row in connection.execute(query)]
    return seen


def set_capacity(engine, days: int | None) -> None:
    with engine.execution_options(sextant_writes=True).begin() as connection:
        connection.execute(update(models.Assessment).values(capacity=days))


def test_the_capacity_comes_and_goes_and_no_row_of_any_table_with_it(engine, seeded):
    before = contents(engine)
    assert len(before["respondents"]) == 3
    set_capacity(engine, 200)

    schema.downgrade(engine, "0001")
    assert contents(engine).items() <= before.items()
    columns = [column["name"] for column in inspect(engine).get_columns("assessments")]
    assert "capacity" not in columns

    schema.upgrade(engine)
    assert contents(engine) == before
    with engine.connect() as connection:
        found = connection.execute(text("SELECT capacity FROM assessments")).all()
    assert [row.capacity for row in found] == [None]
    assert reference_faults(engine) == []


@pytest.mark.parametrize("days", [0, -1, 36501])
def test_the_database_refuses_a_capacity_out_of_range(engine, seeded, days):
    with pytest.raises(IntegrityError, match="ck_assessments_capacity"):
        set_capacity(engine, days)
    for kept in (1, 36500, None):
        set_capacity(engine, kept)


def test_the_form_comes_and_goes_and_what_was_there_is_asked_in_full(engine, seeded):
    before = contents(engine)
    schema.downgrade(engine, "0002")
    assert contents(engine).items() <= before.items()
    columns = [column["name"] for column in inspect(engine).get_columns("assessments")]
    assert "form" not in columns

    schema.upgrade(engine)
    assert contents(engine) == before
    with engine.connect() as connection:
        found = connection.execute(text("SELECT form FROM assessments")).all()
    assert [row.form for row in found] == ["full"]
    assert reference_faults(engine) == []


def test_the_database_refuses_a_form_that_is_none(engine, seeded):
    forms = update(models.Assessment)
    writing = engine.execution_options(sextant_writes=True)
    with (
        pytest.raises(IntegrityError, match="ck_assessments_form"),
        writing.begin() as connection,
    ):
        connection.execute(forms.values(form="short"))
    with writing.begin() as connection:
        connection.execute(forms.values(form="core"))


def test_the_pool_comes_and_goes_and_nothing_else_with_it(engine, seeded):
    later = {"plans", "plan_notes", "brands", "batches", "batch_parts"}
    schema.downgrade(engine, "0004")
    before = contents(engine)
    assert not later & set(before)
    pool = {"pool_records", "pool_scores", "benchmark_releases", "release_members"}
    pool |= {"release_cells", "pool_consents"}
    schema.downgrade(engine, "0003")
    assert set(before) - set(contents(engine)) == pool
    assert contents(engine).items() <= before.items()
    schema.upgrade(engine, "0004")
    assert contents(engine) == before
    assert reference_faults(engine) == []


def test_the_brand_comes_and_goes_and_nothing_else_with_it(engine, seeded):
    with engine.execution_options(sextant_writes=True).begin() as connection:
        connection.execute(insert(models.StoredBrand), {"id": 1, "document": {}})
    schema.downgrade(engine, "0007")
    before = contents(engine)
    assert len(before.pop("brands")) == 1
    schema.downgrade(engine, "0006")
    assert contents(engine) == before
    schema.upgrade(engine, "0007")
    assert contents(engine) == before | {"brands": []}


@pytest.mark.parametrize(
    ("row", "name"),
    [
        pytest.param({"id": 2}, "only", id="a second brand"),
        pytest.param({"id": 1, "version": 0}, "version", id="no version"),
        pytest.param({"id": 1, "logo": b"x"}, "logo", id="half a logo"),
    ],
)
def test_the_database_refuses_a_brand_that_is_none(engine, row, name):
    with (
        pytest.raises(IntegrityError, match=f"ck_brands_{name}"),
        engine.execution_options(sextant_writes=True).begin() as connection,
    ):
        connection.execute(insert(models.StoredBrand), {"document": {}, **row})


def test_the_use_of_peers_comes_and_goes_and_peers_weigh_where_nobody_said(
    engine, seeded
):
    before = contents(engine)
    off = update(models.Assessment).values(use_peers=False)
    with engine.execution_options(sextant_writes=True).begin() as connection:
        connection.execute(off)
    schema.downgrade(engine, "0003")
    assert contents(engine).items() <= before.items()
    columns = [column["name"] for column in inspect(engine).get_columns("assessments")]
    assert "use_peers" not in columns

    schema.upgrade(engine)
    assert contents(engine) == before
    with engine.connect() as connection:
        found = connection.execute(select(models.Assessment.use_peers)).all()
    assert [row.use_peers for row in found] == [True]
    assert reference_faults(engine) == []


QUEUE = "procrastinate_"


def test_batches_and_their_queue_come_and_go_and_nothing_else_with_them(engine, seeded):
    before = contents(engine)
    schema.downgrade(engine, "0007")
    assert set(before) - set(contents(engine)) == {"batches", "batch_parts"}
    assert contents(engine).items() <= before.items()
    assert leftovers(engine) == []

    schema.upgrade(engine)
    assert contents(engine) == before
    assert bool(leftovers(engine)) == (engine.dialect.name == "postgresql")


def leftovers(engine) -> list[str]:
    """Return the queue's tables, functions and types."""
    if engine.dialect.name != "postgresql":
        return [t for t in inspect(engine).get_table_names() if t.startswith(QUEUE)]
    query = text(
        "SELECT relname AS name FROM pg_class UNION ALL SELECT proname FROM pg_proc "
        "UNION ALL SELECT typname FROM pg_type"
    )
    with engine.connect() as connection:
        names = [row.name for row in connection.execute(query)]
    return [name for name in names if name.startswith(QUEUE)]


def test_the_queue_that_is_installed_is_the_one_that_its_library_needs():
    ours = paths.migrations() / "procrastinate" / "3.10.0.sql"
    theirs = SchemaManager.get_schema()
    assert ours.read_text("utf-8").endswith(theirs), (
        "the library's schema changed: write a revision with what its migrations do"
    )


def test_upgrading_again_changes_nothing(engine, seeded):
    schema.upgrade(engine)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT count(*) FROM respondents")).scalar()
    assert rows == 3


def test_f56_another_schema_is_named_with_the_command_to_run(engine):
    assert schema_faults(engine) == []
    schema.downgrade(engine, "base")
    (fault,) = schema_faults(engine)
    assert "sextant db upgrade" in fault


def test_broken_references_are_found_or_cannot_be_made(engine, seeded):
    assert reference_faults(engine) == []
    if engine.dialect.name != "sqlite":
        orphan = insert(models.Engagement).values(
            organisation_id=-1, title="", created_at=utcnow()
        )
        with engine.begin() as connection, pytest.raises(IntegrityError):
            connection.execute(orphan)
        return
    with engine.execution_options(sextant_writes=True).connect() as connection:
        raw = connection.connection
        raw.execute("PRAGMA foreign_keys = OFF")
        raw.execute("DELETE FROM organisations")
        raw.execute("PRAGMA foreign_keys = ON")
    assert any("engagements" in fault for fault in reference_faults(engine))


def test_every_table_is_known_to_whoever_needs_the_schema():
    assert {getattr(models, name).__tablename__ for name in models.__all__} == set(
        Base.metadata.tables
    )


def test_the_plans_come_and_go_and_nothing_else_with_them(engine, seeded):
    schema.downgrade(engine, "0006")
    before = contents(engine)
    schema.downgrade(engine, "0005")
    assert set(before) - set(contents(engine)) == {"plans", "plan_notes"}
    assert contents(engine).items() <= before.items()
    schema.upgrade(engine, "0006")
    assert contents(engine) == before
    assert reference_faults(engine) == []


def test_the_database_refuses_a_note_on_a_state_that_is_none(engine, seeded):
    note = insert(models.PlanNote).values(
        assessment_id=seeded.assessment.id, questionnaire="q", initiative="i",
        status="asleep", by="Ann", noted_at=utcnow(),
    )  # fmt: skip
    writing = engine.execution_options(sextant_writes=True)
    with (
        pytest.raises(IntegrityError, match="ck_plan_notes_status"),
        writing.begin() as connection,
    ):
        connection.execute(note)
