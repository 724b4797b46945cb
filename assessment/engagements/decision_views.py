"""Pages of the decided target, of capacity and peers, and of accepted gaps."""

from __future__ import annotations

import datetime as dt
from http import HTTPStatus
from typing import Any, Final

from flask import flash, make_response, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from assessment import db
from assessment.engagements import decisions, services
from assessment.engagements.blueprint import back_to, bp, me, page, see
from assessment.engagements.decisions import (
    CapacityConflictError,
    Place,
    Planning,
    Target,
    TargetConflictError,
)
from assessment.engagements.forms import AcceptForm, CapacityForm, TargetForm
from assessment.engagements.models import AcceptedGap, Assessment
from assessment.forms import DIGITS, Form
from assessment.security import Access, access

YES: Final = "y"
"""What a hidden field says of a box that was ticked when the page was made."""


@bp.route("/assessments/<public_id>/target", methods=["GET", "POST"])
@access(Access.CONSULTANT)
def target(public_id: str) -> Any:
    """Decide the target on the continuum: value, by whom, when, why."""
    assessment = see(public_id)
    services.require_open(assessment)
    form = TargetForm(data=_stored_target(assessment))
    if form.validate_on_submit():
        decided = Target(
            value=float(form.value.data),
            by=form.by.data.strip(),
            date=form.date.data,
            reason=form.reason.data.strip(),
            version=number(form.version.data),
        )
        try:
            decisions.decide_target(db.session(), me(), assessment, decided)
        except TargetConflictError as conflict:
            return _conflict(assessment, decided, conflict)
        return back_to(assessment)
    return page("target.html", assessment, form=form)


@bp.post("/assessments/<public_id>/target/withdraw")
@access(Access.CONSULTANT)
def withdraw_target(public_id: str) -> Any:
    """Return to the proposed target."""
    assessment = see(public_id)
    decisions.withdraw_target(db.session(), me(), assessment)
    return back_to(assessment)


@bp.route("/assessments/<public_id>/capacity", methods=["GET", "POST"])
@access(Access.CONSULTANT)
def capacity(public_id: str) -> Any:
    """Set how much a wave of the roadmap holds, and whether peers weigh in it."""
    assessment = see(public_id)
    services.require_open(assessment)
    form = CapacityForm(data=_stored_planning(assessment))
    if form.validate_on_submit():
        days = number(form.seen.data) or None
        seen = Planning(days, form.seen_peers.data == YES)
        decided = Planning(form.days.data, bool(form.use_peers.data))
        try:
            decisions.decide_planning(
                db.session(), me(), assessment, decided, seen=seen
            )
        except CapacityConflictError as conflict:
            return _capacity_conflict(assessment, form, conflict)
        return back_to(assessment)
    return page("capacity.html", assessment, form=form)


@bp.get("/assessments/<public_id>/accepted")
@access(Access.CONSULTANT)
def accepted(public_id: str) -> str:
    """List the accepted gaps: who, when, why."""
    assessment = see(public_id)
    return page(
        "accepted.html",
        assessment,
        gaps=decisions.list_accepted(db.session(), assessment),
        questionnaires=services.questionnaires_of(assessment),
    )


@bp.route(
    "/assessments/<public_id>/accepted/<questionnaire>/<question>",
    methods=["GET", "POST"],
)
@access(Access.CONSULTANT)
def accept(public_id: str, questionnaire: str, question: str) -> Any:
    """Accept the gap of a question."""
    assessment = see(public_id)
    place = Place(questionnaire, question)
    asked = decisions.get_question(assessment, place)
    services.require_open(assessment)
    form = AcceptForm(data={"by": me().name, "date": db.utcnow().date()})
    if form.validate_on_submit():
        gap = AcceptedGap(
            questionnaire=questionnaire,
            question=question,
            by=form.by.data.strip(),
            date=form.date.data,
            reason=form.reason.data.strip(),
        )
        decisions.accept_gap(db.session(), me(), assessment, gap)
        return back_to(assessment, "engagements.accepted")
    return page("accept.html", assessment, form=form, question=asked, place=place)


@bp.route(
    "/assessments/<public_id>/accepted/<questionnaire>/<question>/withdraw",
    methods=["GET", "POST"],
)
@access(Access.CONSULTANT)
def withdraw_gap(public_id: str, questionnaire: str, question: str) -> Any:
    """Ask, then take back that a gap is accepted."""
    assessment = see(public_id)
    place = Place(questionnaire, question)
    decisions.get_question(assessment, place)
    services.require_open(assessment)
    if Form().validate_on_submit():
        decisions.withdraw_gap(db.session(), me(), assessment, place)
        flash(_("The gap is no longer accepted."))
        return back_to(assessment, "engagements.accepted")
    return page(
        "confirm.html",
        assessment,
        title=_("No longer accept this gap?"),
        text=_("It counts in gaps and roadmap again. The record keeps both decisions."),
        button=_("No longer accept it"),
        kind="danger",
        cancel=url_for("engagements.accepted", public_id=public_id),
    )


def _stored_target(assessment: Assessment) -> dict[str, Any]:
    decided = assessment.targets.get("continuum")
    found: dict[str, Any] = {"version": str(assessment.version)}
    if not isinstance(decided, dict):
        return found | {"by": me().name, "date": db.utcnow().date(), "value": decided}
    on = decided.get("date")
    return found | {
        "value": decided.get("value"),
        "by": decided.get("by"),
        "date": dt.date.fromisoformat(on) if on else None,
        "reason": decided.get("reason"),
    }


def _stored_planning(assessment: Assessment) -> dict[str, Any]:
    return {
        "days": assessment.capacity,
        "seen": assessment.capacity or "",
        "use_peers": assessment.use_peers,
        "seen_peers": YES if assessment.use_peers else "",
    }


def number(hidden: str | None) -> int:
    """Return the number in a hidden field; 0 where somebody changed it."""
    seen = (hidden or "")[:DIGITS]
    return int(seen) if seen.isascii() and seen.isdigit() else 0


def _capacity_conflict(
    assessment: Assessment, form: CapacityForm, conflict: CapacityConflictError
) -> Any:
    """Show the form again, with what was typed; sent again, it replaces the other."""
    form.seen.data = conflict.stored or ""
    said = _("Someone else removed the limit in the meantime. Save again to set yours.")
    if conflict.stored is not None:
        said = ngettext(
            "Someone else set %(num)d day in the meantime. Save again to replace it.",
            "Someone else set %(num)d days in the meantime. Save again to replace it.",
            conflict.stored,
        )
    form.refuse(form.days, said)
    return make_response(
        page("capacity.html", assessment, form=form), HTTPStatus.CONFLICT
    )


def _conflict(
    assessment: Assessment, yours: Target, conflict: TargetConflictError
) -> Any:
    typed = [
        (name, given)
        for name, given in request.form.items()
        if name not in ("csrf_token", "version")
    ]
    stored = conflict.stored or {}
    decided_on = stored.get("date")
    body = page(
        "target_conflict.html",
        assessment,
        stored=stored,
        stored_on=dt.date.fromisoformat(decided_on) if decided_on else None,
        yours=yours,
        fields=[*typed, ("version", str(conflict.version))],
    )
    return make_response(body, HTTPStatus.CONFLICT)
