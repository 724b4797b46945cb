"""Pages of the pool, for administrators: records, doubtful ones, archives."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from assessment import db
from assessment.accounts.services import actor
from assessment.benchmarks import archives, pool, pool_csv
from assessment.benchmarks.blueprint import bp, house, me
from assessment.benchmarks.forms import ArchiveForm, QuarantineForm
from assessment.files.errors import FileRefusedError
from assessment.security import Access, access


@bp.get("/benchmarks/pool")
@access(Access.ADMIN)
def records() -> str:
    """List the records, those kept out first."""
    page = max(1, request.args.get("page", 1, type=int))
    found = pool.list_records(db.session(), min(page, pool.LAST_PAGE))
    return render_template(
        "benchmarks/records.html",
        records=found[: pool.PAGE],
        page=page,
        more=len(found) > pool.PAGE,
    )


@bp.route("/benchmarks/pool/import", methods=["GET", "POST"])
@access(Access.ADMIN, large=True)
def import_pool() -> Any:
    """Take in a pool from elsewhere, with where it comes from."""
    form, faults = ArchiveForm(), []
    if form.validate_on_submit():
        try:
            given = pool_csv.read(*form.content())
        except FileRefusedError as error:
            form.refuse(form.file, _("This file is no pool that can be used."))
            faults = error.faults
        else:
            where = form.provenance.data.strip()
            taken = archives.import_pool(db.session(), actor(me()), given, where)
            flash(
                _(
                    "Records added: %(added)s, unchanged: %(kept)s, withdrawn: "
                    "%(withdrawn)s.",
                    added=taken.added,
                    kept=taken.kept,
                    withdrawn=taken.withdrawn,
                )
            )
            return redirect(url_for("benchmarks.records"))
    return render_template("benchmarks/import_pool.html", form=form, faults=faults)


@bp.route("/benchmarks/pool/<public_id>", methods=["GET", "POST"])
@access(Access.ADMIN)
def record(public_id: str) -> Any:
    """Show a record, and keep it out with a reason."""
    held = request.method not in db.SAFE_METHODS
    found = pool.get_record(db.session(), public_id, held=held)
    effect = pool.effect(db.session(), found, db.utcnow().date(), house().limits)
    form = QuarantineForm()
    if form.validate_on_submit():
        pool.quarantine(db.session(), me(), found, form.reason.data.strip())
        flash(
            ngettext(
                "The record is kept out. %(num)d company group remains.",
                "The record is kept out. %(num)d company groups remain.",
                effect.without,
            )
        )
        return redirect(url_for("benchmarks.record", public_id=public_id))
    return render_template(
        "benchmarks/record.html",
        record=found,
        scores_of=pool.scores_of(db.session(), found),
        effect=effect,
        form=form,
    )


@bp.post("/benchmarks/pool/<public_id>/admit")
@access(Access.ADMIN)
def admit(public_id: str) -> Any:
    """Let a record that was kept out take part again."""
    found = pool.get_record(db.session(), public_id, held=True)
    pool.admit(db.session(), me(), found)
    flash(_("The record takes part again, from the next release on."))
    return redirect(url_for("benchmarks.record", public_id=public_id))
