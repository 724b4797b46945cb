"""Opening a personal link, and coming back after the session ended mid-form.

What was typed travels in the page itself, not in the database: nobody without a
session can make the server keep anything. The page works without a script: paste the
link into it, or open the link in another tab and come back.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import nullcontext
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlsplit

from flask import (
    Response,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask import session as flask_session
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

from assessment import db, i18n
from assessment.accounts import sessions
from assessment.answering import people
from assessment.engagements import links
from assessment.engagements.models import Respondent
from assessment.errors import NotFoundError
from questionnaires import loader
from questionnaires.model import LANGUAGES

Saver = Callable[[dict[str, str], "MultiDict[str, str]"], Any]

_NEVER_KEPT: Final = frozenset({"csrf_token", i18n.SWITCH})
SHOWN_IN: Final = "shown_in"
_SAVING: Final = ("answering.section", "answering.question")


def landing(respondent: Respondent, token: str) -> str:
    """Return the page behind a link, in the person's language unless one was chosen."""
    chosen = "language" in flask_session or "lang" in request.args
    with nullcontext() if chosen else i18n.speaking(respondent.language):
        return render_template(
            "answering/invitation.html",
            respondent=respondent,
            assessment=respondent.assessment,
            organisation=respondent.assessment.organisation,
            token=token,
        )


def ask_for_link() -> Response:
    """Answer a respondent whose session has ended; what was typed stays on the page."""
    return make_response(page(), HTTPStatus.UNAUTHORIZED)


def page(fault: str | None = None) -> str:
    """Return the page that asks for the link, with what was typed in this request."""
    _keep_language()
    kept, to = _kept_now()
    return render_template(
        "answering/resume.html",
        kept=json.dumps(kept) if kept else "",
        to=to,
        typed=_comments(kept, _target(to)),
        fault=fault,
        known=sessions.respondent_id() is not None,
    )


def open_link(save: Saver) -> Any:
    """Open a pasted link or use the session there is, then save what was typed."""
    if i18n.switched():
        return page()
    pasted = request.form.get("link", "").strip()
    if pasted:
        try:
            respondent = links.get_by_token(db.session(), _token(pasted))
        except NotFoundError:
            fault = _("This is not a valid personal link. Paste all of it.")
            return make_response(page(fault), HTTPStatus.UNPROCESSABLE_ENTITY)
        sessions.become_respondent(respondent.id, respondent.language)
        people.note_opening(db.session(), respondent)
    elif sessions.respondent_id() is None:
        fault = _("Paste your personal link, or open it in another tab first.")
        return make_response(page(fault), HTTPStatus.UNPROCESSABLE_ENTITY)
    kept, to = _kept_now()
    target = _target(to)
    if not kept or target is None:
        return redirect(url_for("answering.hub"), HTTPStatus.SEE_OTHER)
    return save(target, MultiDict(kept))


def _keep_language() -> None:
    """Go on in the language of the page that was sent; its session is gone."""
    shown = request.form.get(SHOWN_IN)
    if shown in LANGUAGES and "language" not in flask_session:
        flask_session["language"] = shown
        i18n.speak(str(shown))


def _comments(
    kept: list[tuple[str, str]], target: dict[str, str] | None
) -> list[tuple[str, str]]:
    """Return the comments by question: what nobody wants to write again."""
    written = [
        (name.partition(":")[0], text)
        for name, text in kept
        if name.endswith(":comment") and text
    ]
    if target is None or not written:
        return []
    try:
        questions = loader.load(target["questionnaire"]).by_id
    except LookupError:
        return []
    return [
        (i18n.text(questions[name].text), text)
        for name, text in written
        if name in questions
    ]


def _kept_now() -> tuple[list[tuple[str, str]], str]:
    """Return the typed fields and where they belong, also from this page itself."""
    if request.endpoint == "answering.resume":
        return _pairs(request.form.get("kept", "")), request.form.get("to", "")
    if request.endpoint not in _SAVING or request.method != "POST":
        return [], ""
    fields = request.form.items(multi=True)
    return [pair for pair in fields if pair[0] not in _NEVER_KEPT], request.path


def _pairs(text: str) -> list[tuple[str, str]]:
    try:
        return [(str(name), str(value)) for name, value in json.loads(text or "[]")]
    except (ValueError, TypeError):
        return []


def _target(path: str) -> dict[str, str] | None:
    """Return the arguments of the page that the fields belong to, or ``None``."""
    adapter = current_app.create_url_adapter(request)
    if adapter is None:
        return None
    try:
        endpoint, args = adapter.match(path, method="POST")
    except HTTPException:
        return None
    return dict(args) if endpoint in _SAVING else None


def _token(pasted: str) -> str:
    """Return the token of a pasted link, or the text itself."""
    return urlsplit(pasted).path.rpartition("/")[2] or pasted
