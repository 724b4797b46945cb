"""Pool records and their scores, releases with their members and cells.

And with an assessment, whether peers weigh in its priorities.

Revision ID: 0004
Revises: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _pool()
    _releases()
    # Plain SQL, for the reason that revision 0002 gives.
    op.execute("ALTER TABLE assessments ADD COLUMN use_peers BOOLEAN DEFAULT TRUE NOT NULL")


def _pool() -> None:
    op.create_table(
        "pool_records",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(22), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=True),
        sa.Column("provenance", sa.String(200), nullable=True),
        sa.Column("organisation", sa.String(200), nullable=False),
        sa.Column("parent", sa.String(200), nullable=True),
        sa.Column("industry", sa.String(3), nullable=True),
        sa.Column("region", sa.String(6), nullable=True),
        sa.Column("size", sa.String(16), nullable=True),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("questionnaire", sa.String(80), nullable=False),
        sa.Column("version", sa.String(16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("quarantined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("quarantine_reason", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_pool_records"),
        sa.ForeignKeyConstraint(
            ["assessment_id"],
            ["assessments.id"],
            name="fk_pool_records_assessment_id_assessments",
            ondelete="SET NULL",
        ),
        sa.UniqueConstraint("public_id", name="uq_pool_records_public_id"),
    )
    op.create_index("ix_pool_records_assessment_id", "pool_records", ["assessment_id"])
    op.create_index(
        "uq_pool_records_taking_part",
        "pool_records",
        ["assessment_id", "questionnaire"],
        unique=True,
        sqlite_where=sa.text("withdrawn_at IS NULL"),
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )
    op.create_index("ix_pool_records_provenance", "pool_records", ["provenance"])
    op.create_index("ix_pool_records_parent", "pool_records", ["parent"])
    op.create_index(
        "ix_pool_records_definition",
        "pool_records",
        ["questionnaire", "version", "organisation"],
    )
    op.create_table(
        "pool_consents",
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("record_id", name="pk_pool_consents"),
        sa.ForeignKeyConstraint(
            ["record_id"],
            ["pool_records.id"],
            name="fk_pool_consents_record_id_pool_records",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["assessment_id"],
            ["assessments.id"],
            name="fk_pool_consents_assessment_id_assessments",
            ondelete="CASCADE",
        ),
    )
    op.create_index(
        "ix_pool_consents_assessment_id", "pool_consents", ["assessment_id"]
    )
    op.create_table(
        "pool_scores",
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("dimension", sa.String(80), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("coverage", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("record_id", "dimension", name="pk_pool_scores"),
        sa.ForeignKeyConstraint(
            ["record_id"],
            ["pool_records.id"],
            name="fk_pool_scores_record_id_pool_records",
            ondelete="CASCADE",
        ),
        sa.CheckConstraint(
            "score BETWEEN 0 AND 100000000", name=op.f("ck_pool_scores_score")
        ),
        sa.CheckConstraint(
            "coverage BETWEEN 0 AND 1", name=op.f("ck_pool_scores_coverage")
        ),
    )


def _releases() -> None:
    op.create_table(
        "benchmark_releases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("questionnaire", sa.String(80), nullable=False),
        sa.Column("version", sa.String(16), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("imported", sa.Boolean(), nullable=False),
        sa.Column("issuer", sa.String(80), nullable=True),
        sa.Column("synthetic", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_benchmark_releases"),
        sa.UniqueConstraint("name", name="uq_benchmark_releases_name"),
    )
    op.create_index(
        "ix_benchmark_releases_newest",
        "benchmark_releases",
        ["questionnaire", "version", "date"],
    )
    op.create_table(
        "release_members",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("used", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("release_id", "record_id", name="pk_release_members"),
        sa.ForeignKeyConstraint(
            ["release_id"],
            ["benchmark_releases.id"],
            name="fk_release_members_release_id_benchmark_releases",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["record_id"],
            ["pool_records.id"],
            name="fk_release_members_record_id_pool_records",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_release_members_record_id", "release_members", ["record_id"])
    op.create_table(
        "release_cells",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("industry", sa.String(3), nullable=False),
        sa.Column("region", sa.String(16), nullable=False),
        sa.Column("size", sa.String(16), nullable=False),
        sa.Column("dimension", sa.String(80), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint(
            "release_id",
            "industry",
            "region",
            "size",
            "dimension",
            name="pk_release_cells",
        ),
        sa.ForeignKeyConstraint(
            ["release_id"],
            ["benchmark_releases.id"],
            name="fk_release_cells_release_id_benchmark_releases",
            ondelete="CASCADE",
        ),
    )


def downgrade() -> None:
    op.execute("ALTER TABLE assessments DROP COLUMN use_peers")
    for name in (
        "release_cells",
        "release_members",
        "benchmark_releases",
        "pool_consents",
        "pool_scores",
        "pool_records",
    ):
        op.drop_table(name)
