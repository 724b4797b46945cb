"""Ways of writing a report that go wrong, for processes that the tests start."""

from __future__ import annotations

import os
import sys
import time
from functools import partial

# Loaded with the process: the seconds of a report are for writing it.
from assessment import handoffs, reports  # noqa: F401 - the first report needs them
from assessment.batches.jobs import Job, make


def hang(job: Job) -> str | None:
    """Write half a file, which tells the process, and never end."""
    job.path.write_text(f"{os.getpid()}\n")
    while True:
        time.sleep(1)


def by_name(job: Job) -> str | None:
    """Hang in Chinese, die in Traditional Chinese, write the rest."""
    if job.told.report.language == "zh-Hans":
        return hang(job)
    if job.told.report.language == "zh-Hant":
        os._exit(9)
    return make(job)


if __name__ == "__main__":
    # The processes that draw reports need none of it.
    from assessment import create_app
    from assessment.batches import worker
    from assessment.batches.children import Child
    from tests.batches.rhythm import QUICK

    app = create_app({"DATABASE_URL": sys.argv[1], "REPORTS_DIR": sys.argv[2]})
    worker.run(app, 1, QUICK, child=partial(Child, writes=hang, warm=()))
