"""The planner's blueprint, and how its views find their plan."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request

from assessment import db
from assessment.engagements.blueprint import me
from assessment.errors import NotFoundError
from assessment.planner import words
from assessment.planner.services import Planned, get_planned

bp = Blueprint("planner", __name__)


def planned_of(public_id: str) -> Planned:
    """Return the plan of an assessment that the signed-in user may see.

    A request that may change something holds the assessment.

    Raises:
        NotFoundError: If there is none.
    """
    held = request.method not in db.SAFE_METHODS
    return get_planned(db.session(), me(), public_id, held=held)


def number_within(planned: Planned, number: str) -> int:
    """Return the number of a wave that the plan has.

    Raises:
        NotFoundError: If it has no such wave.
    """
    for wave in planned.plan.roadmap.waves:
        if str(wave.number) == number:
            return wave.number
    raise NotFoundError


def page(template: str, planned: Planned, **values: Any) -> str:
    """Render a page of the planner."""
    return render_template(
        f"planner/{template}",
        assessment=planned.assessment,
        organisation=planned.assessment.organisation,
        say=words,
        **values,
    )
