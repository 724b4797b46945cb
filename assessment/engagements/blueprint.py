"""The blueprint of the consultant's side, and how its views find their rows."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_login import current_user
from sqlalchemy.orm import joinedload

from assessment import db
from assessment.accounts.models import User
from assessment.engagements import services
from assessment.engagements.models import Assessment

bp = Blueprint("engagements", __name__)


def me() -> User:
    """Return the signed-in user."""
    user: User = current_user._get_current_object()
    return user


def see(public_id: str, *, units: bool = False) -> Assessment:
    """Return an assessment that the signed-in user may see, held for a decision.

    ``units`` says that the page needs them.

    Raises:
        NotFoundError: If there is none.
    """
    held = request.method not in db.SAFE_METHODS
    along = (joinedload(Assessment.units),) if units else ()
    return services.get_assessment(
        db.session(), me(), public_id, held=held, along=along
    )


def page(template: str, assessment: Assessment, **values: Any) -> str:
    """Render a page of an assessment."""
    return render_template(
        f"engagements/{template}",
        assessment=assessment,
        organisation=assessment.organisation,
        **values,
    )


def back_to(assessment: Assessment, endpoint: str = "engagements.show") -> Any:
    """Redirect to a page of an assessment."""
    return redirect(url_for(endpoint, public_id=assessment.public_id))
