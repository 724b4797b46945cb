"""Keep with an assessment whether all questions are asked, or the core alone."""

from alembic import op


revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Plain SQL, for the reason that revision 0002 gives.
    op.execute(
        "ALTER TABLE assessments ADD COLUMN form VARCHAR(16) DEFAULT 'full' NOT NULL"
        " CONSTRAINT ck_assessments_form CHECK (form IN ('full', 'core'))"
    )


def downgrade() -> None:
    # The constraint belongs to the column, and goes with it.
    op.execute("ALTER TABLE assessments DROP COLUMN form")
