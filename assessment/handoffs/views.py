"""Downloads of a result: the report in every format, for whoever may see the result."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Flask, Response, request
from flask_login import current_user

from assessment import db, downloads, handoffs, i18n
from assessment.engagements.services import questionnaires_of
from assessment.errors import NotFoundError
from assessment.handoffs import FORMATS, Material
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
    asked = request.args.get("language")
    language = asked if asked in LANGUAGES else i18n.language()
    user: Any = current_user
    found = get_report(db.session(), user, public_id, language)
    definitions = questionnaires_of(found.assessment)
    content = handoffs.write(kind, Material(found.report, found.result, definitions))
    response = Response(content, content_type=FORMATS[kind].mime)
    head = found.report.head
    named = (head.organisation, head.date, language)
    return downloads.attach(response, kind, *named)
