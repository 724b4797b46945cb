"""Pages of accounts: sign-in and out, one's own account, all accounts."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlsplit

from flask import (
    Blueprint,
    Flask,
    Response,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from flask_login import current_user

from assessment import db, i18n, security
from assessment.accounts import services, sessions
from assessment.accounts.forms import PasswordForm, ProfileForm, SignInForm
from assessment.security import Access, access

bp = Blueprint("accounts", __name__)

_NEVER_KEPT: Final = frozenset({"csrf_token", i18n.SWITCH, "old", "new", "again"})


def init_app(app: Flask) -> None:
    """Register the pages; they also answer who must sign in first."""
    app.register_blueprint(bp)
    for level in (Access.CONSULTANT, Access.ADMIN):
        security.on_denied(app, level, _ask_to_sign_in)


@bp.get("/")
@access(Access.PUBLIC)
def home() -> Any:
    """Send everyone to where their work is."""
    if current_user.is_authenticated:
        return redirect(url_for("engagements.index"))
    if sessions.respondent_id() is not None:
        return redirect(url_for("answering.hub"))
    return redirect(url_for("accounts.sign_in"))


@bp.route("/sign-in", methods=["GET", "POST"])
@access(Access.PUBLIC)
def sign_in() -> Any:
    """Sign in; what was typed before the session ended is offered for saving."""
    if request.method in db.SAFE_METHODS and current_user.is_authenticated:
        return redirect(url_for("accounts.home"))
    form = SignInForm()
    if not form.validate_on_submit():
        return _sign_in_page(form, request.form.get("kept", ""))
    user = services.authenticate(
        db.session(), form.mail.data, form.password.data, request.remote_addr or ""
    )
    if user is None:
        # The same words whether the address is known or not.
        form.refuse(form.mail, _("The email address or the password is wrong."))
        return _sign_in_page(form, request.form.get("kept", ""))
    sessions.sign_in(user)
    kept = _fields(request.form.get("kept", ""))
    if kept:
        return render_template(
            "accounts/resume.html", action=_local(form.next.data), fields=kept
        )
    return redirect(_local(form.next.data))


@bp.post("/sign-out")
@access(Access.PUBLIC)
def sign_out() -> Any:
    """End the session on the server."""
    sessions.sign_out()
    return redirect(url_for("accounts.sign_in"))


@bp.route("/account", methods=["GET", "POST"])
@access(Access.CONSULTANT)
def account() -> Any:
    """Show and save one's own name and language."""
    form = ProfileForm(obj=current_user)
    if form.validate_on_submit():
        services.save_profile(
            db.session(), current_user, form.name.data, form.language.data
        )
        sessions.current()["language"] = form.language.data
        return redirect(url_for("accounts.account"))
    return render_template("accounts/account.html", form=form)


@bp.route("/account/password", methods=["GET", "POST"])
@access(Access.CONSULTANT)
def password() -> Any:
    """Change one's own password; every session ends, this browser gets a new one."""
    form = PasswordForm()
    if form.validate_on_submit():
        user = current_user._get_current_object()
        if services.change_password(db.session(), user, form.old.data, form.new.data):
            # The stored session of this browser ended with all the others.
            sessions.current().row = None
            sessions.sign_in(user)
            flash(_("Your password is changed. All other sessions are signed out."))
            return redirect(url_for("accounts.account"))
        form.refuse(form.old, _("This is not your current password."))
    return render_template("accounts/password.html", form=form)


@bp.get("/accounts")
@access(Access.ADMIN)
def users() -> str:
    """List all accounts."""
    found = services.list_users(db.session())
    return render_template("accounts/users.html", users=found)


@bp.post("/accounts/<public_id>/disable")
@access(Access.ADMIN)
def disable(public_id: str) -> Any:
    """Disable an account and end its sessions."""
    user = current_user._get_current_object()
    services.set_disabled(db.session(), user, public_id, True)
    return redirect(url_for("accounts.users"))


@bp.post("/accounts/<public_id>/enable")
@access(Access.ADMIN)
def enable(public_id: str) -> Any:
    """Enable an account again."""
    user = current_user._get_current_object()
    services.set_disabled(db.session(), user, public_id, False)
    return redirect(url_for("accounts.users"))


def _ask_to_sign_in() -> Response:
    form = SignInForm(formdata=None)
    kept = ""
    if request.method in db.SAFE_METHODS:
        form.next.data = request.full_path.rstrip("?")
    else:
        form.next.data = request.path
        kept = json.dumps(
            [
                (name, value)
                for name, value in request.form.items(multi=True)
                if name not in _NEVER_KEPT
            ]
        )
    return make_response(_sign_in_page(form, kept), HTTPStatus.UNAUTHORIZED)


def _sign_in_page(form: SignInForm, kept: str) -> str:
    return render_template(
        "accounts/sign_in.html", form=form, kept=kept if _fields(kept) else ""
    )


def _fields(kept: str) -> list[tuple[str, str]]:
    """Return the kept form fields; anything else than a list of pairs is nothing."""
    try:
        pairs = json.loads(kept or "[]")
        return [(str(name), str(value)) for name, value in pairs]
    except (ValueError, TypeError):
        return []


def _local(address: str | None) -> str:
    """Return an address of this application; any other becomes the first page."""
    home_page = url_for("accounts.home")
    if not address or not address.startswith("/") or "\\" in address:
        return home_page
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not address.isprintable():
        return home_page
    return address
