"""What an organisation's assessment before another one came to."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ScalarSelect, select
from sqlalchemy.orm import aliased

from assessment.accounts.models import Organisation
from assessment.engagements.models import LOCKED, Assessment, Engagement


def previous_result() -> ScalarSelect[Any]:
    """Return the column of what was locked last before an assessment, beside it.

    It is the frozen result, as JSON, of the same organisation's latest locked
    assessment of an earlier day, ``None`` where there is none. Its statement looks for
    assessments with their organisations, and so decides who may see it.
    """
    earlier, engagement = aliased(Assessment), aliased(Engagement)
    return (
        select(earlier.locked_result)
        .join(engagement, earlier.engagement_id == engagement.id)
        .where(
            engagement.organisation_id == Organisation.id,
            earlier.status == LOCKED,
            earlier.date < Assessment.date,
        )
        .order_by(earlier.date.desc(), earlier.id.desc())
        .limit(1)
        .correlate(Organisation, Assessment)
        .scalar_subquery()
    )
