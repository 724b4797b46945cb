"""Pages of personal links."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_babel import gettext as _
from wtforms import SelectChoice

from assessment import db
from assessment.engagements import links, services
from assessment.engagements.blueprint import back_to, bp, me, page, see
from assessment.engagements.forms import LinkForm
from assessment.engagements.models import Assessment, Respondent
from assessment.forms import Form
from assessment.i18n import language
from assessment.security import Access, access


@bp.route("/assessments/<public_id>/links/new", methods=["GET", "POST"])
@access(Access.CONSULTANT)
def add_link(public_id: str) -> Any:
    """Invite someone; the answer shows the link, once."""
    assessment = see(public_id, units=True)
    services.require_open(assessment)
    form = LinkForm(data={"language": language()})
    if assessment.units:
        form.unit.choices = [SelectChoice(u.key, u.key) for u in assessment.units]
    if form.validate_on_submit():
        invited = links.Invited(
            name=form.name.data.strip(),
            role=form.role.data,
            language=form.language.data,
            unit_key=form.unit.data or "",
        )
        person, token = links.make_once(
            db.session(), me(), assessment, invited, form.submission.data
        )
        return _shown(assessment, person, token)
    return page("link_form.html", assessment, form=form)


@bp.route(
    "/assessments/<public_id>/links/<respondent_id>/remake", methods=["GET", "POST"]
)
@access(Access.CONSULTANT)
def remake_link(public_id: str, respondent_id: str) -> Any:
    """Ask, then give a person a new link and end the old one."""
    assessment = see(public_id)
    person = links.get_respondent(db.session(), assessment, respondent_id)
    services.require_open(assessment)
    if Form().validate_on_submit():
        token = links.remake(db.session(), me(), person)
        return _shown(assessment, person, token)
    return page(
        "confirm.html",
        assessment,
        title=_("Create a new link for %(name)s?", name=person.name),
        text=_("The old link stops working at once. What was answered is kept."),
        button=_("Create a new link"),
        cancel=url_for("engagements.show", public_id=public_id),
    )


@bp.route(
    "/assessments/<public_id>/links/<respondent_id>/revoke", methods=["GET", "POST"]
)
@access(Access.CONSULTANT)
def revoke_link(public_id: str, respondent_id: str) -> Any:
    """Ask, then end a person's link."""
    assessment = see(public_id)
    person = links.get_respondent(db.session(), assessment, respondent_id)
    if Form().validate_on_submit():
        links.revoke(db.session(), me(), person)
        return back_to(assessment)
    return page(
        "confirm.html",
        assessment,
        title=_("Revoke the link of %(name)s?", name=person.name),
        text=_(
            "The link stops working at once. What was answered is kept and counts. "
            "You can create a new link later."
        ),
        button=_("Revoke the link"),
        kind="danger",
        cancel=url_for("engagements.show", public_id=public_id),
    )


def _shown(assessment: Assessment, person: Respondent, token: str) -> str:
    return page(
        "link_shown.html", assessment, person=person, address=links.address(token)
    )
