"""What the tests of the respondent's pages share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from assessment import db
from assessment.models import Answer, Respondent
from tests.support.pages import Page

CONTINUUM = "continuum"
MODEL = "capability-model"
STAGE = "stage-2"
FUNCTION = "stage-2.gate.function-owns-strategy"
PERFORMANCE = "stage-2.gate.performance-by-segment"
FACTORS = "stage-2.gate.customer-factors-in-operations"
PERCEIVED = "perceived.stage.now"
SHARED = "leadership.vision.shared"
SERVICE = "outcomes.short-term.service"


@pytest.fixture
def hub(seeded) -> str:
    """The address of the task list."""
    return f"/a/{seeded.assessment.public_id}"


@pytest.fixture
def at(hub) -> Callable[..., str]:
    """The address of a section or of one question."""

    def address(*parts: str) -> str:
        return "/".join([hub, *parts])

    return address


@pytest.fixture
def stored(app) -> Callable[..., Any]:
    """What is stored for a question, or ``None``."""

    def find(question: str, role: str = "executive") -> Answer | None:
        with app.app_context():
            return db.session().scalar(
                select(Answer)
                .join(Respondent, Respondent.id == Answer.respondent_id)
                .where(Answer.question == question, Respondent.role == role)
            )

    return find


@pytest.fixture
def change(app, seeded) -> Callable[..., None]:
    """Change a row as someone else would."""

    def apply(row: Any, **values: Any) -> None:
        with app.app_context():
            found = db.session().get_one(type(row), row.id)
            for name, value in values.items():
                setattr(found, name, value)
            db.session().commit()

    return apply


def fields(page: Page) -> dict[str, Any]:
    """What the page's form would send as it stands."""
    return dict(page.form("answers").fields)


def save(client, path: str, changes: dict[str, Any], **extra: Any):
    """Open a page, change fields and press the button."""
    return client.post(path, data={**fields(client.page(path)), **changes, **extra})


def autosave(client, path: str, question: str, changes: dict[str, Any], page=None):
    """Send one question's fields as the script does."""
    known = fields(page or client.page(path))
    own = {
        name: value
        for name, value in known.items()
        if name in ("csrf_token", question) or name.startswith(f"{question}:")
    }
    return client.post(
        path, data={**own, **changes}, headers={"Accept": "application/json"}
    )
