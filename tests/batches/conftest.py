"""A consultant with an assessment, and where this application keeps reports."""

from __future__ import annotations

import shutil
from collections.abc import Callable

import pytest

from assessment import db
from assessment.batches import services
from assessment.batches.models import Batch
from assessment.batches.services import House
from tests.support import batches


@pytest.fixture
def house(app) -> House:
    """How the application makes reports, with an empty folder."""
    found = services.house(app.config)
    shutil.rmtree(found.store.folder, ignore_errors=True)
    return found


@pytest.fixture
def ask(app, session, consultant, seeded) -> Callable[..., Batch]:
    """Ask for reports of the seeded assessment, as its consultant."""

    def make(**changes) -> Batch:
        return batches.waiting(session, consultant.user, seeded, **changes)

    return make


@pytest.fixture
def fresh(session) -> Callable[[Batch], Batch]:
    """Read a batch as it is stored now."""

    def read(batch: Batch) -> Batch:
        session.close()
        return db.session().get_one(Batch, batch.id, populate_existing=True)

    return read
