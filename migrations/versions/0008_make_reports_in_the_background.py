"""Batches of reports and their parts; on PostgreSQL the queue that makes them.

The queue is Procrastinate's. Its schema lies beside this folder as it was published
with the version that this revision was written for: a later one needs a revision of its
own, which makes the changes that its authors name.

Revision ID: 0008
Revises: 0007
"""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

QUEUE = Path(__file__).parents[1] / "procrastinate" / "3.10.0.sql"
DROP_QUEUE = """
DROP TABLE procrastinate_events;
DROP TABLE procrastinate_periodic_defers;
DROP TABLE procrastinate_jobs CASCADE;
DROP TABLE procrastinate_workers;
DO $$
DECLARE one regprocedure;
BEGIN
    FOR one IN SELECT oid FROM pg_proc
        WHERE pronamespace = current_schema()::regnamespace
        AND starts_with(proname, 'procrastinate_')
    LOOP
        EXECUTE 'DROP FUNCTION ' || one;
    END LOOP;
END;
$$;
DROP TYPE procrastinate_job_to_defer_v1;
DROP TYPE procrastinate_job_event_type;
DROP TYPE procrastinate_job_status;
"""


def upgrade() -> None:
    _batches()
    _parts()
    if op.get_bind().dialect.name == "postgresql":
        _run(QUEUE.read_text("utf-8"))


def _run(script: str) -> None:
    # Without parameters the driver takes several statements, and % for itself.
    bind = op.get_bind().execution_options(no_parameters=True)
    bind.exec_driver_sql(script)


def _batches() -> None:
    op.create_table(
        "batches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(22), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("fault", sa.String(16), nullable=True),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("file", sa.String(32), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("submission_key", sa.String(32), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_batches"),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name="fk_batches_user_id_users",
            ondelete="CASCADE",
        ),
        sa.UniqueConstraint("public_id", name="uq_batches_public_id"),
        sa.UniqueConstraint("submission_key", name="uq_batches_submission_key"),
        sa.UniqueConstraint("file", name="uq_batches_file"),
        sa.CheckConstraint(
            "state IN ('queued', 'running', 'done', 'failed', 'cancelled')",
            name=op.f("ck_batches_state"),
        ),
        sa.CheckConstraint(
            "(state = 'done') = (file IS NOT NULL)", name=op.f("ck_batches_file")
        ),
    )
    op.create_index("ix_batches_user_id", "batches", ["user_id"])
    op.create_index("ix_batches_expires_at", "batches", ["expires_at"])


def _parts() -> None:
    op.create_table(
        "batch_parts",
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(64), nullable=False),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("format", sa.String(8), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("fault", sa.String(16), nullable=True),
        sa.Column("file", sa.String(32), nullable=True),
        sa.PrimaryKeyConstraint("batch_id", "number", name="pk_batch_parts"),
        sa.ForeignKeyConstraint(
            ["batch_id"],
            ["batches.id"],
            name="fk_batch_parts_batch_id_batches",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["assessment_id"],
            ["assessments.id"],
            name="fk_batch_parts_assessment_id_assessments",
            ondelete="CASCADE",
        ),
        sa.UniqueConstraint("file", name="uq_batch_parts_file"),
        sa.CheckConstraint(
            "state IN ('queued', 'running', 'done', 'failed')",
            name=op.f("ck_batch_parts_state"),
        ),
    )
    op.create_index("ix_batch_parts_assessment_id", "batch_parts", ["assessment_id"])


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        _run(DROP_QUEUE)
    op.drop_table("batch_parts")
    op.drop_table("batches")
