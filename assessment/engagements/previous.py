"""What an organisation's assessment before another one came to."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessment.accounts.models import Organisation, User
from assessment.accounts.services import may_see
from assessment.engagements.models import LOCKED, Assessment, Engagement


def previous_result(
    session: Session, user: User, assessment: Assessment
) -> dict[str, Any] | None:
    """Return the frozen result, as JSON, of the latest locked assessment before one.

    It is of the same organisation, as far as ``user`` may see that, and of an earlier
    day; ``None`` where there is none.
    """
    query = (
        select(Assessment.locked_result)
        .join(Assessment.engagement)
        .join(Engagement.organisation)
        .where(
            Organisation.id == assessment.organisation.id,
            may_see(user),
            Assessment.status == LOCKED,
            Assessment.date < assessment.date,
        )
        .order_by(Assessment.date.desc(), Assessment.id.desc())
        .limit(1)
    )
    found: dict[str, Any] | None = session.scalar(query)
    return found
