"""Keep the capacity of a wave with the assessment."""

from alembic import op


revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Plain SQL, which both databases read alike: Alembic's batch mode would make the
    # table anew on SQLite, and dropping the old one deletes all that refers to it.
    op.execute(
        "ALTER TABLE assessments ADD COLUMN capacity INTEGER"
        " CONSTRAINT ck_assessments_capacity CHECK (capacity BETWEEN 1 AND 36500)"
    )


def downgrade() -> None:
    # The constraint belongs to the column, and goes with it.
    op.execute("ALTER TABLE assessments DROP COLUMN capacity")
