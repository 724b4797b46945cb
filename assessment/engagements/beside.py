"""An assessment and the only row of another table, in one trip to the database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import true
from sqlalchemy.orm import Session
from sqlalchemy.orm.interfaces import ORMOption

from assessment.accounts.models import User
from assessment.accounts.services import may_see
from assessment.db import Base
from assessment.engagements.models import Assessment
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
) -> tuple[Assessment, Other | None]:
    """Return an assessment, and the one row of ``other`` or ``None``.

    ``along`` is what else the same statement fetches.

    Raises:
        NotFoundError: If there is no such assessment, or it is not for ``user``.
    """
    query = with_organisation().options(*along)
    query = query.add_columns(other).outerjoin(other, true())
    found = session.execute(
        query.where(Assessment.public_id == public_id, may_see(user))
    ).first()
    if found is None:
        raise NotFoundError
    return found[0], found[1]
