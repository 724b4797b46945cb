"""An organisation's own figures, kept with the assessment; no score depends on them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy.orm import Session

from assessment.accounts.models import User
from assessment.engagements.decisions import record
from assessment.engagements.models import Assessment
from assessment.engagements.services import hold, require_open
from assessment.errors import StaleError
from scoring.worth import Figures


class FiguresConflictError(StaleError):
    """Someone else changed the figures since they were seen."""


def keep_figures(
    session: Session,
    user: User,
    assessment: Assessment,
    given: Figures,
    *,
    version: int,
) -> None:
    """Keep the organisation's own figures; with none of them given, keep nothing.

    ``version`` is of the assessment that was seen.

    Raises:
        ClosedError: If the assessment is locked.
        FiguresConflictError: If someone else changed them since they were seen.
    """
    hold(session, assessment)
    require_open(assessment)
    plain: dict[str, Any] = {
        name: value for name, value in asdict(given).items() if value is not None
    }
    kept = plain or None
    if kept == assessment.figures:
        return
    if version != assessment.version:
        raise FiguresConflictError
    assessment.figures = kept
    assessment.version += 1
    action = "figures.kept" if kept else "figures.withdrawn"
    record(session, user, assessment, action, subject="figures")
