"""Downloads of a result: the report in every format, for whoever may see the result."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Flask, Response, request
from flask_login import current_user

from assessment import db, downloads, handoffs, i18n
from assessment.branding.telling import own_words_refused
from assessment.engagements.services import questionnaires_of
from assessment.errors import NotFoundError
from assessment.handoffs import FORMATS, Material
from assessment.reports import pdf_ready
from assessment.reports.services import get_report
from assessment.security import Access, access
from questionnaires.model import LANGUAGES

bp = Blueprint("handoffs", __name__)


def init_app(app: Flask) -> None:
    """Register the downloads; the result's page lists those that there are."""
    app.register_blueprint(bp)
    app.jinja_env.globals["handoffs"] = tuple(FORMATS)


@bp.get("/assessments/<public_id>/report.<kind>")
@access(Access.CONSULTANT)
def file(public_id: str, kind: str) -> Response:
    """Send the report in a format, named after organisation, date and language."""
    if kind not in FORMATS:
        raise NotFoundError
    return _sent(public_id, kind)


@bp.get("/assessments/<public_id>/archive.pdf")
@access(Access.CONSULTANT)
def archive(public_id: str) -> Response:
    """Send the report as an archive file with result and answers in it."""
    return _sent(public_id, "pdf", archive=True)


def _sent(public_id: str, kind: str, *, archive: bool = False) -> Response:
    asked = request.args.get("language")
    language = asked if asked in LANGUAGES else i18n.language()
    user: Any = current_user
    found = get_report(db.session(), user, public_id, language)
    material = Material(
        found.report,
        found.result,
        questionnaires_of(found.assessment),
        brand=found.brand,
        archive=archive,
    )
    if kind == "pdf":
        pdf_ready.require(language)
    with own_words_refused():
        content = handoffs.write(kind, material)
    response = Response(content, content_type=FORMATS[kind].mime)
    head = found.report.head
    named = (head.organisation, head.date, language, *(["archive"] if archive else []))
    return downloads.attach(response, kind, *named)
