"""The worker: takes jobs from the queue, on any number of hosts.

A worker gives a sign of life every few seconds. What one leaves behind that died is put
back into the queue by the others, once a minute and when one of them starts.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any, Final

import procrastinate
from flask import Flask
from procrastinate.exceptions import UniqueViolation
from procrastinate.job_context import JobContext
from procrastinate.jobs import Status
from sqlalchemy.engine import make_url

from assessment import db
from assessment.batches import deeds, queue
from assessment.batches.archive import make_archive
from assessment.batches.children import Child
from assessment.batches.services import house
from assessment.batches.work import make_part

logger = logging.getLogger("sextant.worker")

_TRIES: Final = procrastinate.RetryStrategy(max_attempts=50, wait=2, linear_wait=5)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often a worker looks and gives a sign of life, in seconds.

    ``stalled`` is for how long there was no sign of one that is taken for dead, and
    ``grace`` how long reports in work may take when the worker is asked to stop.
    """

    poll: float = 5.0
    heartbeat: float = 10.0
    stalled: float = 30.0
    grace: float = 25.0


@dataclass(frozen=True)
class Worker:
    """What a worker's jobs have between them."""

    flask: Flask
    children: SimpleQueue[Child]
    rhythm: Rhythm

    def part(self, context: JobContext, batch: int, part: int) -> None:
        """Make one file of a batch."""
        child = self.children.get()
        try:
            with self.flask.app_context():
                make_part(
                    db.session(),
                    house(self.flask.config).store,
                    batch,
                    part,
                    lambda job: child.write(job, context.should_abort),
                )
        finally:
            self.children.put(child)

    def bundle(self, batch: int) -> None:
        """Make the archive of a batch."""
        with self.flask.app_context():
            make_archive(db.session(), house(self.flask.config).store, batch)

    def sweep(self, timestamp: int) -> None:
        """Delete what has expired."""
        with self.flask.app_context():
            deeds.sweep(db.session(), house(self.flask.config))

    def warn(self) -> None:
        """Say which jobs are left in the queue for a newer worker."""
        with self.flask.app_context():
            for kind, jobs in queue.unknown(db.session()).items():
                logger.warning(
                    "jobs of a kind that this version does not know stay in the queue; "
                    "start a worker of the newer version",
                    extra={"kind": kind, "subject": jobs},
                )


def run(
    flask: Flask,
    jobs: int,
    rhythm: Rhythm = Rhythm(),
    *,
    wait: bool = True,
    child: Callable[..., Child] = Child,
) -> None:
    """Work until a signal comes; without ``wait``, until the queue is empty.

    ``jobs`` is how many reports are in work at one time, each in its own process.
    """
    children: SimpleQueue[Child] = SimpleQueue()
    made = [
        child(flask.config["REPORT_SECONDS"], flask.config["QUESTIONNAIRES"])
        for _ in range(jobs)
    ]
    for each in made:
        children.put(each)
    app = _app(Worker(flask, children, rhythm))
    try:
        asyncio.run(_work(app, rhythm, jobs, wait))
    finally:
        for each in made:
            each.end()


async def _work(app: procrastinate.App, rhythm: Rhythm, jobs: int, wait: bool) -> None:
    async with app.open_async():
        await _retry_stalled(app, rhythm)
        await app.run_worker_async(
            queues=list(queue.KINDS),
            concurrency=jobs,
            wait=wait,
            fetch_job_polling_interval=rhythm.poll,
            abort_job_polling_interval=rhythm.poll,
            update_heartbeat_interval=rhythm.heartbeat,
            stalled_worker_timeout=rhythm.stalled,
            shutdown_graceful_timeout=rhythm.grace,
            delete_jobs="successful",
        )


def _app(worker: Worker) -> procrastinate.App:
    """Return the queue's application with everything that this version can do."""
    url = make_url(worker.flask.config["DATABASE_URL"]).set(drivername="postgresql")
    address = url.render_as_string(hide_password=False)
    app = procrastinate.App(
        connector=procrastinate.PsycopgConnector(conninfo=address, min_size=1)
    )

    @app.periodic(cron="* * * * *")
    @app.task(name=queue.STALLED, queue=queue.STALLED, queueing_lock=queue.STALLED)
    async def stalled(timestamp: int) -> None:
        await _retry_stalled(app, worker.rhythm)
        await asyncio.to_thread(worker.warn)

    def task(name: str, **options: Any) -> Any:
        return app.task(name=name, queue=name, retry=_TRIES, **options)

    task(queue.PART, pass_context=True)(worker.part)
    task(queue.BUNDLE)(worker.bundle)
    swept = task(queue.SWEEP, queueing_lock=queue.SWEEP)(worker.sweep)
    app.periodic(cron="7 * * * *")(swept)
    return app


async def _retry_stalled(app: procrastinate.App, rhythm: Rhythm) -> None:
    """Put back what workers left in work that give no sign of life any more."""
    left = await app.job_manager.get_stalled_jobs(
        seconds_since_heartbeat=rhythm.stalled
    )
    for job in left:
        logger.warning("a job was left behind", extra={"kind": job.task_name})
        try:
            await app.job_manager.retry_job(job)
        except UniqueViolation:
            # The same was asked for anew meanwhile, and waits already.
            await app.job_manager.finish_job(job, Status.FAILED, delete_job=True)
