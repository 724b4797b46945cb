"""Pages that lock, reopen and export an assessment."""

from __future__ import annotations

import json
from typing import Any

from flask import Response
from flask_babel import gettext as _

from assessment import db, downloads, files
from assessment.engagements import services
from assessment.engagements.blueprint import back_to, bp, me, page, see
from assessment.engagements.forms import ReasonForm
from assessment.errors import ClosedError
from assessment.security import Access, access


@bp.route("/assessments/<public_id>/lock", methods=["GET", "POST"])
@access(Access.CONSULTANT)
def lock(public_id: str) -> Any:
    """Ask for the reason, then freeze an assessment with its result."""
    assessment = see(public_id)
    services.require_open(assessment)
    form = ReasonForm()
    if form.validate_on_submit():
        services.lock(db.session(), me(), assessment, form.reason.data.strip())
        return back_to(assessment)
    return page(
        "status_form.html",
        assessment,
        form=form,
        title=_("Lock the assessment"),
        lead=_(
            "Nobody can answer or decide any more, and the result stays as it is. "
            "You can reopen it with a reason."
        ),
        button=_("Lock"),
    )


@bp.route("/assessments/<public_id>/reopen", methods=["GET", "POST"])
@access(Access.CONSULTANT)
def reopen(public_id: str) -> Any:
    """Ask for the reason, then open a locked assessment again."""
    assessment = see(public_id)
    if assessment.is_open:
        raise ClosedError
    form = ReasonForm()
    if form.validate_on_submit():
        services.reopen(db.session(), me(), assessment, form.reason.data.strip())
        return back_to(assessment)
    return page(
        "status_form.html",
        assessment,
        form=form,
        title=_("Reopen the assessment"),
        lead=_("People can answer again, and the result is computed anew."),
        button=_("Reopen"),
    )


@bp.get("/assessments/<public_id>/export.json")
@access(Access.CONSULTANT)
def export(public_id: str) -> Response:
    """Send the assessment file: all answers and decisions, ready to be scored."""
    assessment = see(public_id)
    data = services.assessment_data(db.session(), assessment)
    text = json.dumps(files.to_json(data), ensure_ascii=False, indent=1)
    response = Response(f"{text}\n", mimetype="application/json")
    name = assessment.organisation.name
    return downloads.attach(response, "json", name, assessment.date)
