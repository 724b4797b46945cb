"""Pages of organisations and their assessments."""

from __future__ import annotations

from typing import Any

from flask import Flask, redirect, render_template, url_for
from flask_babel import gettext as _

from assessment import db
from assessment.accounts import services as accounts
from assessment.accounts.models import Organisation
from assessment.engagements import (
    decision_views,
    figures_views,
    glossary_views,
    guessing,
    industries,
    link_views,
    offered,
    progress,
    review_views,
    services,
    status_views,
    words,
)
from assessment.engagements.assessment_form import AssessmentForm
from assessment.engagements.blueprint import bp, me, page, see
from assessment.engagements.forms import OrganisationForm
from assessment.engagements.models import Assessment
from assessment.i18n import language
from assessment.security import Access, access

# Importing them has put their pages on the blueprint.
PAGES = (
    decision_views,
    figures_views,
    glossary_views,
    link_views,
    review_views,
    status_views,
)


def init_app(app: Flask) -> None:
    """Register the pages."""
    app.register_blueprint(bp)
    guessing.init_app(app)
    app.jinja_env.globals.update(words=words, industry_name=industries.name)


@bp.get("/organisations")
@access(Access.CONSULTANT)
def index() -> str:
    """List organisations with their assessments."""
    assessments = services.list_assessments(db.session(), me())
    by_organisation: dict[int, list[Any]] = {}
    for assessment in assessments:
        by_organisation.setdefault(assessment.organisation.id, []).append(assessment)
    return render_template(
        "engagements/index.html",
        organisations=accounts.list_organisations(db.session(), me()),
        assessments=by_organisation,
        finished=services.finished(db.session(), [row.id for row in assessments]),
    )


@bp.route("/organisations/new", methods=["GET", "POST"])
@access(Access.CONSULTANT)
def add_organisation() -> Any:
    """Make an organisation."""
    form = OrganisationForm()
    if form.validate_on_submit() and not _has_twin(form, None):
        values = form.values() | {"submission_key": form.submission.data}
        made = services.once(
            db.session(),
            Organisation,
            form.submission.data,
            lambda: accounts.save_organisation(db.session(), me(), values, None),
        )
        return redirect(url_for("engagements.organisation", public_id=made.public_id))
    return render_template("engagements/organisation_form.html", form=form, known=None)


@bp.get("/organisations/<public_id>")
@access(Access.CONSULTANT)
def organisation(public_id: str) -> str:
    """Show an organisation and its assessments."""
    found = accounts.get_organisation(db.session(), me(), public_id)
    assessments = services.list_of_organisation(db.session(), found)
    return render_template(
        "engagements/organisation.html",
        organisation=found,
        assessments=assessments,
        finished=services.finished(db.session(), [row.id for row in assessments]),
        language_tag=language(),
    )


@bp.route("/organisations/<public_id>/edit", methods=["GET", "POST"])
@access(Access.CONSULTANT)
def edit_organisation(public_id: str) -> Any:
    """Change an organisation's profile."""
    found = accounts.get_organisation(db.session(), me(), public_id)
    form = OrganisationForm(obj=found, data=found.intake)
    if form.validate_on_submit() and not _has_twin(form, found.id):
        accounts.save_organisation(db.session(), me(), form.values(), found)
        return redirect(url_for("engagements.organisation", public_id=public_id))
    return render_template(
        "engagements/organisation_form.html", form=form, known=found, organisation=found
    )


@bp.route("/organisations/<public_id>/assessments/new", methods=["GET", "POST"])
@access(Access.CONSULTANT)
def add_assessment(public_id: str) -> Any:
    """Make an assessment of an organisation."""
    found = accounts.get_organisation(db.session(), me(), public_id)
    form = AssessmentForm(data=_proposed())
    if form.validate_on_submit():
        key = form.submission.data
        made = services.once(
            db.session(),
            Assessment,
            key,
            lambda: services.create_assessment(
                db.session(), me(), found, form.chosen(), key
            ),
        )
        return redirect(url_for("engagements.show", public_id=made.public_id))
    return render_template(
        "engagements/assessment_form.html", form=form, organisation=found
    )


@bp.get("/assessments/<public_id>")
@access(Access.CONSULTANT)
def show(public_id: str) -> str:
    """Show where an assessment stands and what comes next."""
    assessment = see(public_id)
    people = progress.progress(db.session(), assessment)
    return page(
        "show.html",
        assessment,
        people=people,
        submitted=sum(one.respondent.submitted_at is not None for one in people),
        questionnaires=services.questionnaires_of(assessment).values(),
    )


def _has_twin(form: OrganisationForm, but: int | None) -> bool:
    """Say so at the name where another organisation has it already."""
    twin = accounts.twin(db.session(), me(), form.name.data, but)
    if twin is None or twin.submission_key == form.submission.data:
        return False
    form.refuse(
        form.name, _("There is an organisation named %(name)s already.", name=twin.name)
    )
    return True


def _proposed() -> dict[str, Any]:
    today = db.utcnow().date()
    return {
        "date": today,
        "title": _("Assessment %(year)s", year=today.year),
        "questionnaires": offered.proposed(),
    }
