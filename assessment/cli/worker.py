"""``sextant worker``: background work on PostgreSQL."""

from __future__ import annotations

import os
from pathlib import Path

import click

from assessment import create_app, db, schema
from assessment.files.writing import make_folder


@click.command()
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    metavar="N",
    help="Reports in work at one time; by default as many as processors.",
)
@click.option(
    "--until-idle", is_flag=True, help="End once nothing is left in the queue."
)
def worker(jobs: int | None, until_idle: bool) -> None:
    """Make reports in the background until interrupted, on any number of hosts.

    All servers and workers need the same database and the same folder of reports
    (SEXTANT_REPORTS_DIR). Asked to stop, a worker ends within 30 seconds; what it could
    not finish another one does.
    """
    app = create_app()
    with app.app_context():
        if db.engine().dialect.name != "postgresql":
            raise click.ClickException(
                "there is no queue on SQLite: reports are made at once; "
                "set SEXTANT_DATABASE_URL to a PostgreSQL database to use workers"
            )
        if not schema.is_current(db.engine()):
            raise click.ClickException(
                "the database is not at this version's schema; run: sextant db upgrade"
            )
    make_folder(Path(app.config["REPORTS_DIR"]))
    # Imported here: nothing else needs the queue's library.
    from assessment.batches.worker import run

    run(app, jobs or os.cpu_count() or 1, wait=not until_idle)
