"""Pages on which a client's record is shown, given to the pool, and withdrawn."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for

from assessment import db
from assessment.benchmarks import contribution, offers
from assessment.benchmarks.blueprint import bp, house, me
from assessment.benchmarks.forms import ConsentForm
from assessment.engagements.models import Assessment
from assessment.engagements.services import get_assessment
from assessment.security import Access, access


@bp.route("/assessments/<public_id>/benchmark", methods=["GET", "POST"])
@access(Access.CONSULTANT)
def contribute(public_id: str) -> Any:
    """Show the very record that would be given, and give it with consent."""
    assessment = _see(public_id)
    form = ConsentForm(data={"seen": assessment.result_hash})
    if form.validate_on_submit():
        by, seen = form.by.data.strip(), form.seen.data
        contribution.consent(db.session(), me(), assessment, by, seen)
        return _back(assessment)
    given = contribution.given(db.session(), assessment)
    return render_template(
        "benchmarks/contribute.html",
        assessment=assessment,
        organisation=assessment.organisation,
        form=form,
        offers=offers.offers(assessment),
        running=[each for each in given if each.record.withdrawn_at is None],
        withdrawn=[each for each in given if each.record.withdrawn_at is not None],
        limits=house().limits,
    )


@bp.post("/assessments/<public_id>/benchmark/withdraw")
@access(Access.CONSULTANT)
def withdraw(public_id: str) -> Any:
    """Take the record out of the pool again."""
    assessment = _see(public_id)
    contribution.withdraw(db.session(), me(), assessment)
    return _back(assessment)


def _see(public_id: str) -> Assessment:
    held = request.method not in db.SAFE_METHODS
    return get_assessment(db.session(), me(), public_id, held=held)


def _back(assessment: Assessment) -> Any:
    return redirect(url_for("benchmarks.contribute", public_id=assessment.public_id))
