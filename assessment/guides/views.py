"""Guides of an assessment: what to take along to the people who answer."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Flask, Response, render_template, request
from flask_login import current_user

from assessment import db, downloads, i18n
from assessment.engagements import services, words
from assessment.engagements.models import Assessment
from assessment.errors import NotFoundError
from assessment.guides import written
from assessment.guides.model import AUDIENCES, EVERYBODY, KINDS, Guide, Wanted, build
from assessment.security import Access, access
from questionnaires.model import LANGUAGES

bp = Blueprint("guides", __name__)


def init_app(app: Flask) -> None:
    """Register the pages."""
    app.register_blueprint(bp)


@bp.get("/assessments/<public_id>/guides")
@access(Access.CONSULTANT)
def show(public_id: str) -> str:
    """List the guides, for everybody and for each role."""
    assessment = _assessment(public_id)
    return render_template(
        "guides/show.html",
        assessment=assessment,
        organisation=assessment.organisation,
        audiences=AUDIENCES,
        everybody=EVERYBODY,
        roles=words.ROLES,
    )


@bp.get("/assessments/<public_id>/guides/<kind>/<audience>.<ending>")
@access(Access.CONSULTANT)
def file(public_id: str, kind: str, audience: str, ending: str) -> Response:
    """Send one guide as a file, named after organisation, date and language."""
    assessment = _assessment(public_id)
    if kind not in KINDS or audience not in AUDIENCES or ending not in written.FORMATS:
        raise NotFoundError
    guide = _guide(assessment, kind, audience)
    content = written.FORMATS[ending](guide)
    response = Response(content, content_type=written.MIME[ending])
    about = (guide.title, guide.audience) if audience != EVERYBODY else (guide.title,)
    named = (assessment.organisation.name, assessment.date, *about, guide.language)
    return downloads.attach(response, ending, *named)


def _assessment(public_id: str) -> Assessment:
    user: Any = current_user
    return services.get_assessment(db.session(), user, public_id)


def _guide(assessment: Assessment, kind: str, audience: str) -> Guide:
    asked = request.args.get("language")
    wanted = Wanted(
        kind=kind,
        audience=audience,
        language=asked if asked in LANGUAGES else i18n.language(),
        form=assessment.form,
        organisation=assessment.organisation.name,
    )
    return build(list(services.questionnaires_of(assessment).values()), wanted)
