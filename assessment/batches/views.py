"""Pages of batches: asking for reports, how far they are, and the archive."""

from __future__ import annotations

from typing import Any

from flask import (
    Blueprint,
    Flask,
    Response,
    current_app,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from flask_babel import gettext as _
from flask_login import current_user

from assessment import db, downloads
from assessment.accounts.models import User
from assessment.batches import deeds, faults, queue, services
from assessment.batches.forms import ReportsForm
from assessment.batches.models import Batch
from assessment.batches.services import House, TooManyError
from assessment.forms import Form
from assessment.i18n import language
from assessment.security import Access, access

bp = Blueprint("batches", __name__)


def init_app(app: Flask) -> None:
    """Register the pages."""
    app.register_blueprint(bp)


@bp.route("/reports", methods=["GET", "POST"])
@access(Access.CONSULTANT)
def index() -> Any:
    """Ask for reports, and list what was asked for."""
    form = ReportsForm.of(services.list_choices(db.session(), _me()), language())
    if form.validate_on_submit():
        try:
            made = deeds.request(db.session(), _me(), form.wish())
        except TooManyError as error:
            form.refuse(form.assessments, _too_many(error))
        else:
            deeds.begin(db.session(), _house(), made)
            return redirect(url_for("batches.show", public_id=made.public_id))
    return render_template(
        "batches/index.html",
        form=form,
        batches=services.list_batches(db.session(), _me()),
        most=services.most(db.session()),
        is_queued=queue.is_there(db.session()),
    )


@bp.get("/reports/<public_id>")
@access(Access.CONSULTANT)
def show(public_id: str) -> str:
    """Show how far a batch is."""
    batch = services.get_batch(db.session(), _me(), public_id)
    waits = batch.is_active and queue.is_there(db.session())
    return render_template(
        "batches/show.html",
        batch=batch,
        progress=services.progress(db.session(), batch),
        is_idle=waits and not queue.is_at_work(db.session()),
        fault=faults.WORDS.get(batch.fault or ""),
        back_url=url_for("batches.index"),
    )


@bp.get("/reports/<public_id>/archive.zip")
@access(Access.CONSULTANT)
def download(public_id: str) -> Response:
    """Send the archive; while there is none, show how far it is."""
    batch = services.get_batch(db.session(), _me(), public_id)
    if batch.file is None:
        return _to(batch)
    path = services.get_file(db.session(), _house(), _me(), batch)
    response = send_file(path, mimetype="application/zip")
    return downloads.attach(response, "zip", "Sextant", batch.created_at.date())


@bp.post("/reports/<public_id>/cancel")
@access(Access.CONSULTANT)
def cancel(public_id: str) -> Response:
    """Give a batch up."""
    batch = services.get_batch(db.session(), _me(), public_id, held=True)
    deeds.cancel(db.session(), _house(), _me(), batch)
    return _to(batch)


@bp.post("/reports/<public_id>/retry")
@access(Access.CONSULTANT)
def retry(public_id: str) -> Response:
    """Have made what is missing of a batch."""
    batch = services.get_batch(db.session(), _me(), public_id, held=True)
    deeds.retry(db.session(), _me(), batch)
    deeds.begin(db.session(), _house(), batch)
    return _to(batch)


@bp.route("/reports/<public_id>/delete", methods=["GET", "POST"])
@access(Access.CONSULTANT)
def remove(public_id: str) -> Any:
    """Ask, then delete a batch with its files."""
    held = request.method not in db.SAFE_METHODS
    batch = services.get_batch(db.session(), _me(), public_id, held=held)
    if Form().validate_on_submit():
        deeds.remove(db.session(), _house(), _me(), batch)
        return _redirect(url_for("batches.index"))
    return render_template(
        "engagements/confirm.html",
        title=_("Delete these reports?"),
        text=_("The archive is deleted for good. The reports can be made again."),
        button=_("Delete"),
        kind="danger",
        cancel=url_for("batches.show", public_id=public_id),
    )


def _me() -> User:
    user: User = current_user._get_current_object()
    return user


def _house() -> House:
    config: Any = current_app.config
    return services.house(config)


def _to(batch: Batch) -> Response:
    return _redirect(url_for("batches.show", public_id=batch.public_id))


def _redirect(url: str) -> Response:
    made: Any = redirect(url)
    found: Response = made
    return found


def _too_many(error: TooManyError) -> str:
    found: str = _(
        "That is %(asked)s files; at most %(most)s can be made at once. Choose fewer.",
        asked=f"{error.asked:,}",
        most=f"{error.most:,}",
    )
    return found
