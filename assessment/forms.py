"""What all forms share: the language switch, clean text, errors in three languages."""

from __future__ import annotations

import unicodedata
from typing import Any, Final

from flask import Flask, request
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, ValidationError
from wtforms.validators import InputRequired, Length, StopValidation

from assessment import i18n

LINE: Final = 200
PARAGRAPH: Final = 4000


class Form(FlaskForm):  # type: ignore[misc]  # Flask-WTF is untyped
    """A page's form.

    Posting it with one of the language buttons neither checks nor saves anything:
    the view renders the page again, in that language, with what was typed.
    """

    def validate_on_submit(self, extra_validators: Any = None) -> bool:
        """Whether the form was sent to be saved and everything in it is right."""
        if i18n.switched():
            return False
        return bool(super().validate_on_submit(extra_validators))

    def refuse(self, field: Field, message: object) -> None:
        """Show ``message`` at ``field`` (something only a service could know)."""
        field.errors = [*field.errors, message]

    def named_errors(self) -> list[tuple[str, object]]:
        """Return each fault as (id of the field, words), in the page's order."""
        return [
            (field.id, message)
            for field in self
            if not isinstance(field, HiddenField)
            for message in field.errors
        ]


def init_app(app: Flask) -> None:
    """Make the form helpers known to templates."""
    app.jinja_env.globals["was_posted"] = lambda: request.method == "POST"


def clean(value: str | None) -> str | None:
    """Strip spaces; an empty text is ``None``."""
    stripped = (value or "").strip()
    return stripped or None


def needed(message: object) -> InputRequired:
    """Return a validator that asks for the field with ``message``."""
    return InputRequired(message=message)


def at_most(characters: int) -> Length:
    """Return a validator that limits the length in code points."""
    return Length(
        max=characters, message=_l("Shorten this to %(max)d characters or fewer.")
    )


class Storable:
    """Refuse characters that no database keeps or no reader can see through."""

    field_flags: Final[dict[str, Any]] = {}

    def __call__(self, form: FlaskForm, field: Field) -> None:
        """Refuse NUL, lone surrogates and other control characters.

        Raises:
            StopValidation: If there is one.
        """
        if isinstance(field.data, str) and not storable(field.data):
            raise StopValidation(
                _l("Remove the control characters; they cannot be stored.")
            )


def storable(value: str) -> bool:
    """Whether a text holds no control characters but line breaks and tabs."""
    return not any(
        unicodedata.category(character) in ("Cc", "Cs") and character not in "\n\r\t"
        for character in value
    )


__all__ = [
    "LINE",
    "PARAGRAPH",
    "Form",
    "Storable",
    "ValidationError",
    "at_most",
    "clean",
    "needed",
    "storable",
]
