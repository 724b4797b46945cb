"""How Alembic reaches the database: through a connection that is handed over."""

from alembic import context

from assessment import models  # noqa: F401  # every table must be known
from assessment.db import Base


def run() -> None:
    connection = context.config.attributes["connection"]
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
