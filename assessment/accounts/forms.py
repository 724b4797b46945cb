"""Forms of accounts."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, SelectChoice, SelectField, StringField
from wtforms.validators import EqualTo, Length

from assessment.accounts import passwords
from assessment.forms import LINE, Form, Storable, at_most, needed
from assessment.i18n import NAMES


class SignInForm(Form):
    """Mail address and password."""

    mail = StringField(_l("Email address"), [needed(_l("Enter your email address."))])
    password = PasswordField(_l("Password"), [needed(_l("Enter your password."))])
    next = StringField()


class ProfileForm(Form):
    """One's own name and language."""

    name = StringField(
        _l("Name"), [needed(_l("Enter your name.")), at_most(LINE), Storable()]
    )
    language = SelectField(
        _l("Language"),
        choices=[SelectChoice(tag, name) for tag, name in NAMES.items()],
    )


class PasswordForm(Form):
    """A new password."""

    old = PasswordField(
        _l("Current password"), [needed(_l("Enter your current password."))]
    )
    new = PasswordField(
        _l("New password"),
        [
            needed(_l("Enter a new password.")),
            Length(
                min=passwords.SHORTEST,
                max=passwords.LONGEST,
                message=_l("Use %(min)d to %(max)d characters."),
            ),
        ],
    )
    again = PasswordField(
        _l("New password again"),
        [EqualTo("new", message=_l("Type the same new password twice."))],
    )
