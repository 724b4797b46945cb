"""The page of an organisation's own figures."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from flask import make_response
from flask_babel import gettext as _

from assessment import db
from assessment.engagements import figures as service
from assessment.engagements import services
from assessment.engagements.blueprint import back_to, bp, me, page, see
from assessment.engagements.decision_views import number
from assessment.engagements.figures_form import FiguresForm
from assessment.security import Access, access


@bp.route("/assessments/<public_id>/figures", methods=["GET", "POST"])
@access(Access.CONSULTANT)
def figures(public_id: str) -> Any:
    """Enter the organisation's own figures, for what a point is worth."""
    assessment = see(public_id)
    services.require_open(assessment)
    stored = {**(assessment.figures or {}), "version": str(assessment.version)}
    form = FiguresForm(data=stored)
    if form.validate_on_submit():
        seen = number(form.version.data)
        try:
            service.keep_figures(
                db.session(), me(), assessment, form.given(), version=seen
            )
        except service.FiguresConflictError:
            form.version.data = str(assessment.version)
            said = _("Someone else changed this assessment. Save again to keep yours.")
            form.refuse(form.currency, said)
            body = page("figures.html", assessment, form=form)
            return make_response(body, HTTPStatus.CONFLICT)
        return back_to(assessment)
    return page("figures.html", assessment, form=form)
