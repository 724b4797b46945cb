"""The brand of the installation, with its logo.

Revision ID: 0007
Revises: 0006
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "brands",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("logo", sa.LargeBinary(), nullable=True),
        sa.Column("logo_kind", sa.String(4), nullable=True),
        sa.Column("logo_width", sa.Integer(), nullable=True),
        sa.Column("logo_height", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_brands"),
        sa.CheckConstraint("id = 1", name="ck_brands_only"),
        sa.CheckConstraint("version >= 1", name="ck_brands_version"),
        sa.CheckConstraint(
            "(logo IS NULL) = (logo_kind IS NULL) "
            "AND (logo IS NULL) = (logo_width IS NULL) "
            "AND (logo IS NULL) = (logo_height IS NULL)",
            name="ck_brands_logo",
        ),
    )


def downgrade() -> None:
    op.drop_table("brands")
