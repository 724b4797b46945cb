"""Pages of the planner: the plan, each initiative in it, and how far it has come."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus
from typing import Any

from flask import Flask, make_response, redirect, request, url_for
from flask_babel import gettext as _

from assessment import db
from assessment.engagements.blueprint import me
from assessment.planner import follow_up_views, remarks, words
from assessment.planner.blueprint import bp, number_within, page, planned_of
from assessment.planner.forms import (
    DecisionForm,
    WaveForm,
    is_tried,
    number_of,
    stored_decision,
)
from assessment.planner.page import Shown, shown
from assessment.planner.services import Planned
from assessment.roadmaps import services
from assessment.roadmaps.decided import Entry
from assessment.roadmaps.services import PlanConflictError, UnfitError
from assessment.security import Access, access
from scoring.needed import Key

# Importing them has put their pages on the blueprint.
PAGES = (follow_up_views,)


def init_app(app: Flask) -> None:
    """Register the pages."""
    app.register_blueprint(bp)


@bp.get("/assessments/<public_id>/plan")
@access(Access.CONSULTANT)
def show(public_id: str) -> Any:
    """Show the plan as it was decided, and what it is predicted to lead to."""
    planned = planned_of(public_id)
    seen = shown(planned)
    return page("show.html", planned, plan=seen, unfit=remarks.sentences(seen))


@bp.route(
    "/assessments/<public_id>/plan/<questionnaire>/<initiative>",
    methods=["GET", "POST"],
)
@access(Access.CONSULTANT)
def initiative(public_id: str, questionnaire: str, initiative: str) -> Any:
    """Decide about an initiative, or see first what a decision would do."""
    planned = planned_of(public_id)
    key = questionnaire, initiative
    step = planned.step(key)
    form = _decision_form(planned, key)
    if not form.validate_on_submit():
        return _decision_page(planned, key, form)
    if is_tried():
        return _decision_page(planned, key, form, form.entry())
    try:
        services.decide(db.session(), me(), step, form.entry())
    except PlanConflictError as conflict:
        return _conflict(planned, key, form.entry(), conflict.stored)
    except UnfitError:
        return _decision_page(planned, key, form, form.entry())
    return redirect(url_for("planner.show", public_id=public_id))


@bp.post("/assessments/<public_id>/plan/<questionnaire>/<initiative>/withdraw")
@access(Access.CONSULTANT)
def withdraw(public_id: str, questionnaire: str, initiative: str) -> Any:
    """Return an initiative to the computed plan."""
    planned = planned_of(public_id)
    key = questionnaire, initiative
    step = planned.step(key)
    wanted = Entry(version=number_of(request.form.get("version")))
    try:
        services.decide(db.session(), me(), step, wanted)
    except PlanConflictError as conflict:
        return _conflict(planned, key, wanted, conflict.stored)
    except UnfitError as unfit:
        after = _with(planned, key, Entry())
        said = [remarks.sentence(after, each) for each in unfit.remarks]
        return make_response(
            page("unfit.html", planned, plan=after, key=key, said=said),
            HTTPStatus.CONFLICT,
        )
    return redirect(url_for("planner.show", public_id=public_id))


@bp.route("/assessments/<public_id>/plan/waves/<number>", methods=["GET", "POST"])
@access(Access.CONSULTANT)
def capacity(public_id: str, number: str) -> Any:
    """Set how much one wave holds."""
    planned = planned_of(public_id)
    wave = number_within(planned, number)
    stored = planned.decided.capacities.get(wave)
    form = WaveForm(data={"days": stored, "seen": stored or ""})
    if form.validate_on_submit():
        days = number_of(form.seen.data) or None, form.days.data
        try:
            services.set_capacity(db.session(), me(), planned.assessment, wave, days)
        except PlanConflictError as conflict:
            form.seen.data = conflict.stored or ""
            form.refuse(form.days, _capacity_now(conflict.stored))
            status = HTTPStatus.CONFLICT
            body = page("capacity.html", planned, form=form, number=wave)
            return make_response(body, status)
        return redirect(url_for("planner.show", public_id=public_id))
    return page("capacity.html", planned, form=form, number=wave)


def _decision_form(planned: Planned, key: Key) -> DecisionForm:
    entry = planned.decided.of(key)
    form = DecisionForm(data=stored_decision(entry))
    usual = shown(planned, _decided_with(planned, key, replace(entry, wave=None)))
    number = usual.number_of(key)
    first = str(_("As computed"))
    if number is not None:
        first = str(_("As computed: wave %(number)s", number=number))
    waves = len(planned.plan.roadmap.waves)
    form.offer(max(waves + 1, entry.wave or 0), first)
    return form


def _decided_with(planned: Planned, key: Key, entry: Entry) -> Any:
    known = planned.decided
    return replace(known, entries={**known.entries, key: entry})


def _with(planned: Planned, key: Key, wanted: Entry) -> Shown:
    """Return the plan with a decision, whatever became of the initiative since."""
    stored = planned.decided.of(key)
    entry = replace(wanted, status=stored.status, stopped=stored.stopped)
    return shown(planned, _decided_with(planned, key, entry))


def _decision_page(
    planned: Planned, key: Key, form: DecisionForm, tried: Entry | None = None
) -> Any:
    """Show the form; of a decision that is ``tried``, what it would do, or why not."""
    before, after = shown(planned), None
    if tried is not None:
        after = _with(planned, key, tried)
        unfit = services.unfitting(planned.ground, planned.decided, after.decided)
        for remark in unfit:
            field = form[remarks.FIELDS[remark.kind]]
            form.refuse(field, remarks.sentence(after, remark))
    return page(
        "initiative.html",
        planned,
        form=form,
        key=key,
        entry=planned.decided.of(key),
        before=before,
        after=after,
        # What is refused says so beside its field; what is tried, only here.
        unfit=remarks.sentences(after) if after and is_tried() else (),
    )


def _conflict(planned: Planned, key: Key, yours: Entry, stored: Entry) -> Any:
    """Show what someone else decided beside what was to be saved."""
    again = stored_decision(replace(yours, version=stored.version))
    body = page(
        "conflict.html",
        planned,
        plan=shown(planned),
        key=key,
        stored=stored,
        yours=yours,
        fields=[
            (name, "" if value is None else value) for name, value in again.items()
        ],
    )
    return make_response(body, HTTPStatus.CONFLICT)


def _capacity_now(stored: int | None) -> str:
    if stored is None:
        # The same words as where the capacity of all waves is set.
        return str(_("Someone else removed the limit in the meantime. Save again to "
                     "set yours."))  # fmt: skip
    said = _(
        "Someone else set %(days)s in the meantime. Save again to replace it.",
        days=words.days(stored),
    )
    return str(said)
