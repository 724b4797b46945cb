"""Keep what is decided about a roadmap, and what is noted on the way.

Revision ID: 0006
Revises: 0005
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "plans",
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("decisions", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("capacities", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("rescores", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("decided_by", sa.String(200), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("assessment_id", name="pk_plans"),
        sa.ForeignKeyConstraint(
            ["assessment_id"],
            ["assessments.id"],
            name="fk_plans_assessment_id_assessments",
            ondelete="CASCADE",
        ),
    )
    op.create_table(
        "plan_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("questionnaire", sa.String(64), nullable=False),
        sa.Column("initiative", sa.String(128), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("evidence", sa.String(), nullable=True),
        sa.Column("by", sa.String(200), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submission_key", sa.String(32), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_plan_notes"),
        sa.ForeignKeyConstraint(
            ["assessment_id"],
            ["assessments.id"],
            name="fk_plan_notes_assessment_id_assessments",
            ondelete="CASCADE",
        ),
        sa.UniqueConstraint("submission_key", name="uq_plan_notes_submission_key"),
        sa.CheckConstraint(
            "status IN ('planned', 'under-way', 'done', 'stopped')",
            name=op.f("ck_plan_notes_status"),
        ),
    )
    op.create_index("ix_plan_notes_assessment_id", "plan_notes", ["assessment_id"])


def downgrade() -> None:
    op.drop_table("plan_notes")
    op.drop_table("plans")
