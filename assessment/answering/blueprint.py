"""The blueprint that the respondent's pages share, and how they answer."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from flask import Blueprint, redirect, request, url_for

from assessment import db
from assessment.accounts import sessions
from assessment.answering import people
from assessment.answering.people import Person

bp = Blueprint("answering", __name__)


def person_of(public_id: str) -> Person:
    """Return who answers on this page."""
    return people.get_person(db.session(), sessions.respondent_id(), public_id)


def see(endpoint: str, **values: Any) -> Any:
    """Redirect a sent form to a page, which can be reloaded without sending again."""
    return redirect(url_for(endpoint, **values), HTTPStatus.SEE_OTHER)


def wants_json() -> bool:
    """Whether the page's script asks, not a form."""
    return bool(request.accept_mimetypes.best == "application/json")
