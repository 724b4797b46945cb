"""Assessments in the database, to look at their reports."""

from __future__ import annotations

import pytest

from assessment import db
from tests.reports import stories


@pytest.fixture
def answered(app, seeded):
    """The seeded assessment with the South African bank's answers."""
    with app.app_context():
        stories.store(db.session(), seeded, stories.assessment(mode="assessed"))
    return seeded
