"""Pages that follow an initiative up: where it stands, and what it raised."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from flask import make_response, redirect, url_for
from flask_babel import gettext as _

from assessment import db
from assessment.engagements.blueprint import me
from assessment.planner import words
from assessment.planner.blueprint import bp, page, planned_of
from assessment.planner.forms import ProgressForm, VerdictForm, number_of
from assessment.planner.page import shown
from assessment.planner.services import Planned
from assessment.roadmaps import following
from assessment.roadmaps.decided import Rescore
from assessment.roadmaps.services import PlanConflictError
from assessment.security import Access, access
from scoring.needed import Key


@bp.route(
    "/assessments/<public_id>/plan/<questionnaire>/<initiative>/progress",
    methods=["GET", "POST"],
)
@access(Access.CONSULTANT)
def progress(public_id: str, questionnaire: str, initiative: str) -> Any:
    """Show how far an initiative has come, and take a note with its evidence."""
    planned = planned_of(public_id)
    key = questionnaire, initiative
    planned.initiative(key)
    entry = planned.decided.of(key)
    form = ProgressForm(data={"status": entry.status, "seen": entry.status})
    if form.validate_on_submit():
        try:
            following.follow_up(
                db.session(), me(), planned.assessment, key, form.progress()
            )
        except PlanConflictError as conflict:
            return _status_conflict(planned, key, form, conflict.stored.status)
        return redirect(_address("progress", public_id, key))
    return _progress_page(planned, key, form)


@bp.route(
    "/assessments/<public_id>/plan/<questionnaire>/<initiative>/re-scores/<question>",
    methods=["GET", "POST"],
)
@access(Access.CONSULTANT)
def rescore(public_id: str, questionnaire: str, initiative: str, question: str) -> Any:
    """Confirm or refuse what a closed initiative was to raise."""
    planned = planned_of(public_id)
    key = questionnaire, initiative
    raised = planned.rescored(key, question)
    stored = planned.decided.rescores.get(key, {}).get(question, Rescore())
    form = VerdictForm(
        data={
            "verdict": stored.verdict,
            "reason": stored.reason,
            "version": str(stored.version),
        }
    )
    if form.validate_on_submit():
        verdict = Rescore(
            verdict=form.verdict.data,
            before=raised.now,
            to=raised.to,
            reason=form.reason.data.strip(),
            version=number_of(form.version.data),
        )
        try:
            following.judge(db.session(), me(), planned.step(key), question, verdict)
        except PlanConflictError as conflict:
            form.version.data = str(conflict.stored.version)
            form.refuse(form.verdict, _verdict_now(conflict.stored))
            body = _rescore_page(planned, key, question, form)
            return make_response(body, HTTPStatus.CONFLICT)
        return redirect(_address("progress", public_id, key))
    return _rescore_page(planned, key, question, form)


def _address(page_name: str, public_id: str, key: Key) -> str:
    return url_for(
        f"planner.{page_name}",
        public_id=public_id,
        questionnaire=key[0],
        initiative=key[1],
    )


def _progress_page(planned: Planned, key: Key, form: ProgressForm) -> str:
    return page(
        "progress.html",
        planned,
        form=form,
        key=key,
        plan=shown(planned),
        notes=following.notes_of(db.session(), planned.assessment, key),
    )


def _rescore_page(planned: Planned, key: Key, question: str, form: VerdictForm) -> str:
    plan = shown(planned)
    row = next(row for row in plan.rescores_of(key) if row.question == question)
    return page("rescore.html", planned, form=form, key=key, plan=plan, row=row)


def _status_conflict(
    planned: Planned, key: Key, form: ProgressForm, status: str
) -> Any:
    """Show the form again, with what was typed; sent again, it replaces the other."""
    form.seen.data = status
    said = _(
        "Someone else set “%(status)s” in the meantime. Save again to replace it.",
        status=words.STATUS_NAMES[status],
    )
    form.refuse(form.status, said)
    return make_response(_progress_page(planned, key, form), HTTPStatus.CONFLICT)


def _verdict_now(stored: Rescore) -> str:
    return str(
        _(
            "%(name)s said “%(verdict)s” in the meantime: %(reason)s Save again to "
            "replace it.",
            name=stored.by,
            verdict=words.VERDICT_NAMES[stored.verdict],
            reason=stored.reason,
        )
    )
