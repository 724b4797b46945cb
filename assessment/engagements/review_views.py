"""Pages of the review: all answers, and the consensus value of each question."""

from __future__ import annotations

from http import HTTPStatus
from itertools import chain
from typing import Any

from flask import make_response, redirect, request

from assessment import db
from assessment.engagements import (
    applicability,
    consensus,
    decisions,
    reasons,
    review,
    services,
)
from assessment.engagements.blueprint import bp, me, page, see
from assessment.engagements.consensus import ConsensusConflictError
from assessment.engagements.consensus_form import (
    ConsensusForm,
    consensus_form,
    stored_fields,
)
from assessment.engagements.decisions import Place
from assessment.engagements.models import Assessment, ConsensusValue
from assessment.engagements.patterns import people_to_check
from assessment.errors import NotFoundError
from assessment.security import Access, access
from questionnaires.model import Capability, Question, Questionnaire


@bp.get("/assessments/<public_id>/review")
@access(Access.CONSULTANT)
def review_all(public_id: str) -> str:
    """List patterns to check, and every question with how far answers lie apart."""
    assessment = see(public_id, units=True)
    given = review.all_given(db.session(), assessment)
    decided = review.all_decided(db.session(), assessment)
    hidden = applicability.of_assessment(db.session(), assessment)
    everything = chain.from_iterable(given.values())
    sections = review.sections(assessment, given, decided, hidden)
    return page(
        "review_all.html",
        assessment,
        sections=sections,
        asked=review.asked_of(assessment, sections),
        people=people_to_check(assessment, everything, decided),
        why=reasons.why,
    )


@bp.route(
    "/assessments/<public_id>/review/<questionnaire>/<question>",
    methods=["GET", "POST"],
)
@access(Access.CONSULTANT)
def review_one(public_id: str, questionnaire: str, question: str) -> Any:
    """Show all answers to a question; set, change or take back its consensus."""
    assessment = see(public_id, units=True)
    place = Place(questionnaire, question, _unit(assessment))
    asked = decisions.get_question(assessment, place)
    stored, form = _form(assessment, place, asked)
    decision = form.decision() if form.validate_on_submit() else None
    if decision is not None:
        try:
            consensus.set_consensus(db.session(), me(), assessment, place, decision)
        except ConsensusConflictError as conflict:
            return _conflict(assessment, asked, form, conflict)
        return redirect(request.url)
    if request.method == "POST":
        stored = consensus.get_consensus(db.session(), assessment, place)
    return page(
        "review_one.html",
        assessment,
        form=form,
        question=asked,
        place=place,
        seen=review.one(db.session(), assessment, place, (asked, stored)),
        capability=_capability(assessment, place),
        why=reasons.why(_definition(assessment, place), asked),
    )


def _form(
    assessment: Assessment, place: Place, question: Question
) -> tuple[ConsensusValue | None, ConsensusForm]:
    """Return what stands and the form; a save reads what stands only once, later."""
    if request.method == "POST":
        return None, _form_class(assessment, place, question)()
    stored = consensus.get_consensus(db.session(), assessment, place)
    fields = stored_fields(question, stored)
    return stored, _form_class(assessment, place, question)(data=fields)


def _form_class(
    assessment: Assessment, place: Place, question: Question
) -> type[ConsensusForm]:
    questionnaire = services.questionnaires_of(assessment)[place.questionnaire]
    whole = question.id in questionnaire.left_out_together
    return consensus_form(question, whole=whole)


def _unit(assessment: Assessment) -> str:
    """Return the unit asked for; without one, the first of those there are."""
    keys = [unit.key for unit in assessment.units]
    asked = request.args.get("unit", keys[0] if keys else "")
    if asked not in (keys or [""]):
        raise NotFoundError
    return asked


def _capability(assessment: Assessment, place: Place) -> Capability:
    return _definition(assessment, place).capability_of[place.question]


def _definition(assessment: Assessment, place: Place) -> Questionnaire:
    return services.questionnaires_of(assessment)[place.questionnaire]


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
