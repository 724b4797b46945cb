"""Pages of the brand, for administrators: its look, its sections, its own words."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus
from typing import Any

from flask import (
    Blueprint,
    Flask,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from flask_login import current_user

from assessment import db
from assessment.accounts.models import User
from assessment.branding import forms, labels, services
from assessment.branding.blocks import NAMES
from assessment.branding.brand import PLACES, Brand
from assessment.branding.forms import LookForm
from assessment.branding.services import BrandConflictError, Kept
from assessment.errors import NotFoundError
from assessment.forms import Form
from assessment.security import Access, access

bp = Blueprint("branding", __name__)


def init_app(app: Flask) -> None:
    """Register the pages."""
    app.register_blueprint(bp)


@bp.route("/brand", methods=["GET", "POST"])
@access(Access.ADMIN)
def look() -> Any:
    """Set name, contact, colours, logo and running foot, and see what they make."""
    kept = services.get_kept(db.session())
    form = LookForm(data=forms.look_of(kept.brand) | _version(kept))
    shown = kept.brand
    if form.validate_on_submit():
        shown = form.worn(kept.brand)
        if "check" not in request.form:
            return _save(form, shown, form.name) or _look(form, shown, is_stale=True)
    return _look(form, shown)


def _look(form: LookForm, shown: Brand, *, is_stale: bool = False) -> Any:
    body = render_template(
        "branding/look.html",
        form=form,
        shown=shown,
        is_checked="check" in request.form and not form.named_errors(),
        places=labels.PLACES,
    )
    return make_response(body, HTTPStatus.CONFLICT if is_stale else HTTPStatus.OK)


@bp.route("/brand/sections", methods=["GET", "POST"])
@access(Access.ADMIN)
def sections() -> Any:
    """Choose the sections of the reports, and their order."""
    kept = services.get_kept(db.session())
    form = forms.sections_form()(data=forms.numbers_of(kept.brand) | _version(kept))
    status = HTTPStatus.OK
    if form.validate_on_submit():
        brand = replace(kept.brand, sections=form.chosen())
        if saved := _save(form, brand, form.places()[0][1]):
            return saved
        status = HTTPStatus.CONFLICT
    return make_response(render_template("branding/sections.html", form=form), status)


@bp.route("/brand/words/<place>", methods=["GET", "POST"])
@access(Access.ADMIN)
def words(place: str) -> Any:
    """Write the consultancy's own words for one place of the reports."""
    if place not in PLACES:
        raise NotFoundError
    kept = services.get_kept(db.session())
    stored = dict(kept.brand.blocks.get(place, {}))
    form = forms.words_form()(data=stored | _version(kept))
    status = HTTPStatus.OK
    if form.validate_on_submit():
        blocks = {**kept.brand.blocks, place: form.words()}
        written = {name: said for name, said in blocks.items() if said}
        brand = replace(kept.brand, blocks=written)
        if saved := _save(form, brand, form["en"]):
            return saved
        status = HTTPStatus.CONFLICT
    page = render_template(
        "branding/words.html", form=form, place=labels.PLACES[place], names=NAMES
    )
    return make_response(page, status)


def _version(kept: Kept) -> dict[str, str]:
    return {"version": str(kept.version)}


def _save(form: Any, brand: Brand, field: Any) -> Any:
    """Save and go back to the brand; ``None`` where someone else was faster.

    Then the form says so at ``field``; sent again, it replaces the other's.
    """
    user: User = current_user._get_current_object()
    session = db.session()
    try:
        services.save_brand(session, user, brand, seen=form.seen())
    except BrandConflictError:
        kept = services.get_kept(session)
        # A form that was sent twice finds what it asks for.
        if kept.brand != brand:
            form.version.data = str(kept.version)
            _refuse(form, field)
            return None
    flash(_("The brand is saved. Reports wear it from now on."))
    return redirect(url_for("branding.look"))


def _refuse(form: Form, field: Any) -> None:
    said = _(
        "Someone else changed the brand in the meantime. Save again to replace that."
    )
    form.refuse(field, said)
