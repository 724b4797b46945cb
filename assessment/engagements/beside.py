"""An assessment with what stands beside it, in one trip to the database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy import true
from sqlalchemy.orm import Session
from sqlalchemy.orm.interfaces import ORMOption

from assessment.accounts.models import User
from assessment.accounts.services import may_see
from assessment.db import Base
from assessment.engagements.models import Assessment
from assessment.engagements.previous import previous_result
from assessment.engagements.services import with_organisation
from assessment.errors import NotFoundError

Other = TypeVar("Other", bound=Base)


def get_assessment_beside(
    session: Session,
    user: User,
    public_id: str,
    other: type[Other],
    *,
    along: Sequence[ORMOption] = (),
) -> tuple[Assessment, Other | None, dict[str, Any] | None]:
    """Return an assessment, the one row of ``other`` or ``None``, and last time.

    That is the frozen result of the organisation's assessment before, ``None`` where
    there is none.

    ``along`` is what else the same statement fetches.

    Raises:
        NotFoundError: If there is no such assessment, or it is not for ``user``.
    """
    query = with_organisation().options(*along)
    query = query.add_columns(other, previous_result()).outerjoin(other, true())
    found = session.execute(
        query.where(Assessment.public_id == public_id, may_see(user))
    ).first()
    if found is None:
        raise NotFoundError
    return found[0], found[1], found[2]
