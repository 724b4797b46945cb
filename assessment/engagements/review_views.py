"""Pages of the review: all answers, and the consensus value of each question."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from flask import flash, make_response, redirect, request
from flask_babel import gettext as _

from assessment import db
from assessment.engagements import decisions, review, services
from assessment.engagements.blueprint import bp, me, page, see
from assessment.engagements.consensus_form import (
    ConsensusForm,
    consensus_form,
    stored_fields,
)
from assessment.engagements.decisions import ConsensusConflictError, Place
from assessment.engagements.models import Assessment
from assessment.errors import NotFoundError
from assessment.security import Access, access
from questionnaires.model import Question


@bp.get("/assessments/<public_id>/review")
@access(Access.CONSULTANT)
def review_all(public_id: str) -> str:
    """List every question with how far the answers lie apart."""
    assessment = see(public_id)
    return page(
        "review_all.html",
        assessment,
        sections=review.sections(db.session(), assessment),
    )


@bp.route(
    "/assessments/<public_id>/review/<questionnaire>/<question>",
    methods=["GET", "POST"],
)
@access(Access.CONSULTANT)
def review_one(public_id: str, questionnaire: str, question: str) -> Any:
    """Show all answers to a question; set, change or take back its consensus."""
    assessment = see(public_id)
    place = Place(questionnaire, question, _unit(assessment))
    asked = decisions.get_question(assessment, place)
    seen = review.one(db.session(), assessment, asked, place)
    make_form = consensus_form(asked, seen.consensus)
    form = make_form(data=stored_fields(asked, seen.consensus))
    decision = form.decision() if form.validate_on_submit() else None
    if decision is not None:
        try:
            decisions.set_consensus(db.session(), me(), assessment, place, decision)
        except ConsensusConflictError as conflict:
            return _conflict(assessment, asked, form, conflict)
        flash(_("Saved."))
        return redirect(request.url)
    return page(
        "review_one.html",
        assessment,
        form=form,
        question=asked,
        place=place,
        seen=seen,
        capability=services.questionnaires_of(assessment)[questionnaire].capability_of[
            question
        ],
    )


def _unit(assessment: Assessment) -> str:
    """Return the unit asked for; without one, the first of those there are."""
    keys = [unit.key for unit in assessment.units]
    asked = request.args.get("unit", keys[0] if keys else "")
    if asked not in (keys or [""]):
        raise NotFoundError
    return asked


def _conflict(
    assessment: Assessment,
    question: Question,
    form: ConsensusForm,
    conflict: ConsensusConflictError,
) -> Any:
    decision = form.decision()
    body = page(
        "consensus_conflict.html",
        assessment,
        question=question,
        stored=conflict.stored,
        yours=decision,
        fields=_resent(form, conflict.stored.version),
        keep=request.full_path,
    )
    return make_response(body, HTTPStatus.CONFLICT)


def _resent(form: ConsensusForm, version: int) -> list[tuple[str, str]]:
    """Return what was typed, ready to be sent over the version that stands now."""
    typed = [
        (name, given)
        for name, given in request.form.items(multi=True)
        if name not in ("csrf_token", form.version.name)
    ]
    return [*typed, (form.version.name, str(version))]
