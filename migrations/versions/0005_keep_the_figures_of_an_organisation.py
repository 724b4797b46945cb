"""Keep an organisation's own figures with the assessment."""

from alembic import op


revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Plain SQL, for the reason that revision 0002 gives. Both databases know JSON.
    op.execute("ALTER TABLE assessments ADD COLUMN figures JSON")


def downgrade() -> None:
    op.execute("ALTER TABLE assessments DROP COLUMN figures")
