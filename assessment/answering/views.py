"""The respondent's pages: task list, sections, single questions, check and submit."""

from __future__ import annotations

import hashlib
import secrets
from http import HTTPStatus
from itertools import groupby
from typing import Any, Final

from flask import (
    Flask,
    Response,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_wtf.csrf import CSRFError

from assessment import db, security
from assessment.accounts import sessions
from assessment.answering import forms, pages, people, resuming, sections, services
from assessment.answering.blueprint import bp, person_of, see, wants_json
from assessment.answering.people import AnswersClosedError, Person
from assessment.answering.section_views import save_kept
from assessment.answering.sections import Section
from assessment.engagements import links
from assessment.errors import error_page
from assessment.i18n import text
from assessment.security import Access, access
from questionnaires.model import Question, Questionnaire

ONE: Final = "one"
_VIEW: Final = "answering_view"


def init_app(app: Flask) -> None:
    """Register the pages, and what a person sees whose session has ended."""
    app.register_blueprint(bp)
    security.on_denied(app, Access.RESPONDENT, resuming.ask_for_link)


@bp.route("/i/<token>", methods=["GET", "POST"])
@access(Access.PUBLIC)
def invitation(token: str) -> Any:
    """Show what the link is for; only the button opens it (scanners send GET)."""
    respondent = links.get_by_token(db.session(), token)
    if request.method == "POST":
        sessions.become_respondent(respondent.id, respondent.language)
        people.note_opening(db.session(), respondent)
        return redirect(
            url_for("answering.hub", public_id=respondent.assessment.public_id),
            HTTPStatus.SEE_OTHER,
        )
    return resuming.landing(respondent, token)


@bp.route("/i", methods=["GET", "POST"])
@access(Access.PUBLIC)
def resume() -> Any:
    """Ask for the personal link; open it, and save what was typed before."""
    if request.method == "POST":
        return resuming.open_link(save_kept)
    return resuming.page()


@bp.get("/a")
@bp.get("/a/<public_id>")
@access(Access.RESPONDENT)
def hub(public_id: str | None = None) -> Any:
    """Show the task list, or what became of it."""
    if public_id is None:
        own = people.own_assessment(db.session(), sessions.respondent_id())
        return redirect(url_for("answering.hub", public_id=own))
    person = person_of(public_id)
    if person.closed is not None:
        return _closed(person)
    so_far = services.noted(db.session(), person)
    asked = people.asked(db.session(), person)
    return render_template(
        "answering/hub.html",
        person=person,
        organisation=person.organisation,
        groups=_by_questionnaire(asked),
        so_far=so_far,
        missing=services.missing(asked, so_far),
        one=session.get(_VIEW) == ONE,
        first=_first_missing,
        moment=pages.moment,
    )


@bp.post("/a/<public_id>/view")
@access(Access.RESPONDENT)
def choose_view(public_id: str) -> Any:
    """Remember whether to show one question a page or a whole section."""
    person = person_of(public_id)
    session[_VIEW] = ONE if request.form.get("view") == ONE else "section"
    return see("answering.hub", public_id=person.assessment)


@bp.route("/a/<public_id>/check", methods=["GET", "POST"])
@access(Access.RESPONDENT)
def check(public_id: str) -> Any:
    """Name what is unanswered, and submit."""
    if request.method == "POST":
        return _submit(public_id)
    person = person_of(public_id)
    if person.closed is not None:
        return see("answering.hub", public_id=public_id)
    return _check_page(person)


@bp.errorhandler(AnswersClosedError)
def _refuse_closed(error: AnswersClosedError) -> Response:
    if wants_json():
        return make_response(jsonify(closed=error.reason), HTTPStatus.CONFLICT)
    return make_response(
        _closed(error.person, _unsaved(error.person)), HTTPStatus.CONFLICT
    )


@bp.errorhandler(CSRFError)
def _refuse_stale_page(_error: CSRFError) -> Response:
    """Keep what was typed on a page of an earlier session, and offer to save it."""
    if request.endpoint in (
        "answering.section",
        "answering.question",
        "answering.resume",
    ):
        return make_response(resuming.page(), HTTPStatus.BAD_REQUEST)
    return error_page(HTTPStatus.BAD_REQUEST)


def _submit(public_id: str) -> Any:
    own = sessions.respondent_id()
    key = _key(own, request.form.get("key", ""))
    blanks = request.form.get("blanks", "")
    try:
        person = people.hold_person(db.session(), own, public_id)
        services.submit(
            db.session(), person, key, int(blanks) if blanks.isdecimal() else -1
        )
    except AnswersClosedError as error:
        if error.person.submission_key != key:
            raise
    except (services.MissingError, services.UnconfirmedError) as error:
        page = _check_page(person, type(error))
        return make_response(page, HTTPStatus.UNPROCESSABLE_ENTITY)
    return see("answering.hub", public_id=public_id)


def _check_page(person: Person, error: type[Exception] | None = None) -> str:
    so_far = services.noted(db.session(), person)
    without = services.missing(people.asked(db.session(), person), so_far)
    return render_template(
        "answering/check.html",
        person=person,
        organisation=person.organisation,
        missing=without,
        needed=services.needed(without),
        unmet=error is services.MissingError,
        changed=error is services.UnconfirmedError,
        key=secrets.token_hex(16),
    )


def _closed(person: Person, typed: list[tuple[str, str]] | None = None) -> str:
    return render_template(
        "answering/closed.html",
        person=person,
        organisation=person.organisation,
        reason=person.closed,
        contacts=people.whom_to_ask(db.session(), person),
        typed=typed or [],
        clock=pages.clock,
    )


def _unsaved(person: Person) -> list[tuple[str, str]]:
    """Return what was sent and is not saved, as (question, answer) in words."""
    place = request.view_args or {}
    found = sections.find(
        person.sections, place.get("questionnaire", ""), place.get("dimension", "")
    )
    if found is None:
        return []
    posted = forms.read(request.form, found)
    unread = [
        (text(question.text), posted.entries[question.id].get("comment", ""))
        for question in found.questions
        if question.id in posted.faults and question.id in posted.entries
    ]
    return unread + [
        (
            text(change.question.text),
            pages.in_words(change.question, change.given.value, change.given.comment),
        )
        for change in posted.changes
    ]


def _key(respondent_id: int | None, sent: str) -> str:
    """Return the key of a submission; a sent one counts for its own person only."""
    return hashlib.sha256(f"{respondent_id}:{sent}".encode()).hexdigest()[:32]


def _by_questionnaire(
    asked: tuple[Section, ...],
) -> list[tuple[Questionnaire, list[Section]]]:
    groups = groupby(asked, key=lambda section: section.questionnaire)
    return [(questionnaire, list(found)) for questionnaire, found in groups]


def _first_missing(section: Section, so_far: services.Noted) -> Question:
    name = section.questionnaire.id
    open_ones = (q for q in section.questions if (name, q.id) not in so_far.answered)
    return next(open_ones, section.questions[0])
