"""Batches of reports: asked for, and made without another process."""

from __future__ import annotations

from sqlalchemy.orm import Session

from assessment.accounts.models import User
from assessment.batches import deeds, services
from assessment.batches.models import Batch
from assessment.batches.services import Wish
from assessment.db import public_id
from tests.support.seed import Seeded


def wish(session: Session, user: User, *seeded: Seeded, **changes) -> Wish:
    """Return a wish for the page of HTML of assessments, in English."""
    ids = {each.assessment.public_id for each in seeded}
    choices = services.list_choices(session, user)
    given = {
        "assessments": tuple(c for c in choices if c.public_id in ids),
        "languages": ("en",),
        "formats": ("html",),
        "units": False,
        "key": public_id(),
    }
    return Wish(**{**given, **changes})


def waiting(session: Session, user: User, *seeded: Seeded, **changes) -> Batch:
    """Ask for reports, and make none of them."""
    return deeds.request(session, user, wish(session, user, *seeded, **changes))
