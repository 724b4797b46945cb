"""Pages of benchmarks: releases, the pool, and what an assessment gives to it."""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from wtforms import SelectChoice

from assessment import db, downloads
from assessment.accounts.services import actor
from assessment.benchmarks import (
    contribution,
    contribution_views,
    labels,
    peers,
    pool,
    pool_views,
    quarters,
    services,
)
from assessment.benchmarks.blueprint import bp, house, me
from assessment.benchmarks.build import Order
from assessment.benchmarks.forms import BuildForm, UploadForm
from assessment.benchmarks.services import ReleaseRefusedError
from assessment.engagements.services import on_locking, on_reopening
from assessment.files.errors import FileRefusedError
from assessment.security import Access, access

# Importing them has put their pages on the blueprint.
PAGES = (contribution_views, pool_views)


def init_app(app: Flask) -> None:
    """Register the pages, and what locking and reopening have to do with peers.

    What is locked keeps the peers that it was weighed by; reopening takes its records
    out of the pool.
    """
    app.register_blueprint(bp)
    app.jinja_env.globals["benchmark_labels"] = labels
    on_reopening(contribution.take_out)
    on_locking(peers.weigh)


@bp.get("/benchmarks")
@access(Access.ADMIN)
def index() -> str:
    """List all releases, and how many groups of companies the pool holds."""
    return render_template(
        "benchmarks/index.html",
        releases=services.list_releases(db.session()),
        sizes=pool.sizes(db.session(), db.utcnow().date(), house().limits),
        limits=house().limits,
    )


@bp.route("/benchmarks/build", methods=["GET", "POST"])
@access(Access.ADMIN)
def build() -> Any:
    """Build a release by hand."""
    day = quarters.last_day(db.utcnow().date())
    form = BuildForm(data={"date": day})
    form.questionnaire.choices = _questionnaires()
    if form.validate_on_submit():
        name, _at, version = form.questionnaire.data.partition("@")
        wish = Order(
            form.name.data.strip(), form.date.data, name, version, house().limits
        )
        try:
            made = services.build_release(db.session(), actor(me()), wish, house().key)
        except ReleaseRefusedError as error:
            form.refuse(form.name, labels.release_refusal(error))
        except FileRefusedError:
            form.refuse(form.name, _("The key that signs releases cannot be used."))
        else:
            flash(_("The release %(name)s is built.", name=made.name))
            return redirect(url_for("benchmarks.index"))
    return render_template("benchmarks/build.html", form=form, limits=house().limits)


@bp.route("/benchmarks/import", methods=["GET", "POST"])
@access(Access.ADMIN, large=True)
def import_release() -> Any:
    """Take in a release of another installation."""
    form, faults = UploadForm(), []
    if form.validate_on_submit():
        try:
            made = services.import_release(db.session(), actor(me()), *form.content())
        except ReleaseRefusedError as error:
            form.refuse(form.file, labels.release_refusal(error))
        except FileRefusedError as error:
            form.refuse(form.file, _("This file is no release that can be used."))
            faults = error.faults
        else:
            flash(_("The release %(name)s is here.", name=made.name))
            return redirect(url_for("benchmarks.index"))
    return render_template("benchmarks/import.html", form=form, faults=faults)


@bp.get("/benchmarks/releases/<name>/release.json")
@access(Access.ADMIN)
def download(name: str) -> Response:
    """Send a release exactly as it is stored."""
    found = services.get_release(db.session(), name)
    response = Response(found.document, mimetype="application/json")
    return downloads.attach(response, "json", found.name)


def _questionnaires() -> list[SelectChoice]:
    sizes = pool.sizes(db.session(), db.utcnow().date(), house().limits)
    return [
        SelectChoice("", _("Choose a questionnaire")),
        *(SelectChoice(each.key, labels.questionnaire(each.key)) for each in sizes),
    ]
