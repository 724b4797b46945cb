"""The pages of a section, all its questions or one of them, and saving them."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from flask import jsonify, make_response, request
from werkzeug.datastructures import MultiDict

from assessment import db, i18n
from assessment.accounts import sessions
from assessment.answering import forms, pages, people, saving, sections
from assessment.answering.blueprint import bp, person_of, see, wants_json
from assessment.answering.pages import Page
from assessment.answering.people import Person
from assessment.answering.sections import Section
from assessment.errors import NotFoundError
from assessment.security import Access, access
from questionnaires.model import Question


@bp.route("/a/<public_id>/<questionnaire>/<dimension>", methods=["GET", "POST"])
@access(Access.RESPONDENT)
def section(public_id: str, questionnaire: str, dimension: str) -> Any:
    """Show and save the questions of one dimension."""
    return _answer((public_id, questionnaire, dimension), None)


@bp.route(
    "/a/<public_id>/<questionnaire>/<dimension>/<question>", methods=["GET", "POST"]
)
@access(Access.RESPONDENT)
def question(public_id: str, questionnaire: str, dimension: str, question: str) -> Any:
    """Show and save one question."""
    return _answer((public_id, questionnaire, dimension), question)


def save_kept(args: dict[str, str], form: MultiDict[str, str]) -> Any:
    """Save what was typed on a page of an earlier session; ``args`` name the page."""
    place = (args["public_id"], args["questionnaire"], args["dimension"])
    return _save(place, args.get("question"), form)


def _answer(place: tuple[str, str, str], question_id: str | None) -> Any:
    """Show a page of a section, show it in another language, or save it."""
    saves = request.method == "POST" and not i18n.switched()
    if saves:
        return _save(place, question_id, request.form)
    person = person_of(place[0])
    if person.closed is not None and request.method == "GET":
        return see("answering.hub", public_id=place[0])
    found, only = _find(person, place, question_id)
    asked = people.asked(db.session(), person)
    posted = forms.read(request.form, found) if request.method == "POST" else None
    if posted is None and not _applies(asked, found, only):
        return see("answering.hub", public_id=place[0])
    kept = saving.stored(db.session(), person, found)
    new = request.args.get("new", "")
    typed = posted is not None
    page = Page(person, found, only, kept, asked, posted, typed=typed, new=new)
    return pages.render(page)


def _save(
    place: tuple[str, str, str], question_id: str | None, form: MultiDict[str, str]
) -> Any:
    person = people.hold_person(db.session(), sessions.respondent_id(), place[0])
    found, only = _find(person, place, question_id)
    posted = forms.read(form, found)
    outcome = saving.save_answers(db.session(), person, found, posted.changes)
    asked = people.asked(db.session(), person)
    page = Page(person, found, only, outcome.kept, asked, posted, outcome)
    status = _status(page)
    if wants_json():
        return make_response(jsonify(_report(page)), status)
    if status is not HTTPStatus.OK:
        return make_response(pages.render(page), status)
    return _onward(page, form.get("go", "next"))


def _find(
    person: Person, place: tuple[str, str, str], question_id: str | None
) -> tuple[Section, Question | None]:
    found = sections.find(person.sections, place[1], place[2])
    if found is None:
        raise NotFoundError
    if question_id is None:
        return found, None
    only = next((q for q in found.questions if q.id == question_id), None)
    if only is None:
        raise NotFoundError
    return found, only


def _applies(asked: tuple[Section, ...], found: Section, only: Question | None) -> bool:
    left = sections.find(asked, *found.place.values())
    return left is not None and (only is None or only in left.questions)


def _status(page: Page) -> HTTPStatus:
    assert page.posted is not None  # noqa: S101  # for the type checker
    if page.outcome is not None and page.outcome.conflicts:
        return HTTPStatus.CONFLICT
    if page.posted.faults or page.posted.strangers:
        return HTTPStatus.UNPROCESSABLE_ENTITY
    return HTTPStatus.OK


def _report(page: Page) -> dict[str, Any]:
    """Return what became of each answer, for the script."""
    assert page.posted is not None  # noqa: S101  # for the type checker
    assert page.outcome is not None  # noqa: S101  # likewise
    by_id = {question.id: question for question in page.section.questions}
    return {
        "at": db.utcnow().isoformat(),
        "saved": {
            name: pages.base_of(page.section, by_id[name], page.kept.get(name))
            for name in page.outcome.saved
        },
        "faults": {name: fault.words for name, fault in page.posted.faults.items()},
        "strangers": page.posted.strangers,
        "conflicts": {
            name: pages.conflict(page, by_id[name]) for name in page.outcome.conflicts
        },
        "asked": _asked_now(page),
    }


def _asked_now(page: Page) -> list[str] | None:
    """Return the questions that apply, where an answer may have changed which."""
    assert page.outcome is not None  # noqa: S101  # for the type checker
    deciding = page.section.questionnaire.deciding
    if page.only is not None or deciding.isdisjoint(page.outcome.saved):
        return None
    return [question.id for question in page.applying]


def _onward(page: Page, go: str) -> Any:
    """Redirect to where the pressed button leads."""
    public_id = page.person.assessment
    if go == "hub":
        return see("answering.hub", public_id=public_id)
    if page.only is not None:
        question = page.following(page.only)
        if question is not None:
            return _see_question(public_id, page.section, question)
    elif added := page.added():
        place = page.section.place
        return see("answering.section", public_id=public_id, **place, new=added[0].id)
    following = sections.after(page.asked, page.section, page.person.sections)
    if following is None:
        return see("answering.check", public_id=public_id)
    if page.only is not None:
        return _see_question(public_id, following, following.questions[0])
    return see("answering.section", public_id=public_id, **following.place)


def _see_question(public_id: str, section: Section, question: Question) -> Any:
    return see(
        "answering.question", public_id=public_id, **section.place, question=question.id
    )
