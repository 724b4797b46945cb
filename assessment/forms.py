"""What all forms share: the language switch, clean text, errors in three languages."""

from __future__ import annotations

import datetime as dt
import unicodedata
from typing import Any, Final

from flask import Flask, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    DecimalField,
    Field,
    HiddenField,
    IntegerField,
    SelectChoice,
    ValidationError,
)
from wtforms.validators import Length, StopValidation

from assessment import i18n

LINE: Final = 200
PARAGRAPH: Final = 4000
DIGITS: Final = 12
"""More than any number of days has, leading zeros and all."""
_EARLIEST: Final = dt.date(2000, 1, 1)
_LATEST: Final = dt.date(2100, 1, 1)


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


class Needed:
    """Ask for a field that is empty or holds only spaces."""

    field_flags: Final[dict[str, Any]] = {"required": True}

    def __init__(self, message: object) -> None:
        self.message = message

    def __call__(self, form: FlaskForm, field: Field) -> None:
        """Refuse an empty field, and say nothing else about it.

        Raises:
            StopValidation: If nothing was entered.
        """
        given = field.raw_data[0] if field.raw_data else ""
        if not isinstance(given, str) or not given.strip():
            field.errors = []
            raise StopValidation(self.message)


def needed(message: object) -> Needed:
    """Return a validator that asks for the field with ``message``."""
    return Needed(message)


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


def options(words_by_key: Any) -> list[SelectChoice]:
    """Return a mapping of codes to words as choices."""
    return [SelectChoice(key, label) for key, label in words_by_key.items()]


class CalendarField(DateField):  # type: ignore[misc]  # WTForms is untyped
    """A date, refused in our own words."""

    data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the date.

        Raises:
            ValueError: If it is none, or not of this century.
        """
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(
                _("Enter a date as year-month-day, for instance 2026-11-21.")
            ) from error
        if self.data is not None and not _EARLIEST <= self.data < _LATEST:
            self.data = None
            raise ValueError(_("Enter a date of this century."))


class DaysField(IntegerField):  # type: ignore[misc]  # WTForms is untyped
    """Whole days, 1 to ``most``, refused in our own words; left empty they are None.

    Digits of any script count: a Chinese keyboard writes １２０.
    """

    def __init__(self, *args: Any, most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._most = most

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the days.

        Raises:
            ValueError: If they are no whole number, or out of range.
        """
        given = valuelist[0].strip() if valuelist else ""
        self.data = None
        # A number's length is looked at first: a very long one takes long to read.
        if given.isdecimal() and len(given) <= DIGITS and 0 < int(given) <= self._most:
            self.data = int(given)
        elif given:
            refusal = _(
                "Enter whole days from 1 to %(most)s, or nothing for no limit.",
                most=f"{self._most:,}",
            )
            raise ValueError(refusal)


class PointsField(DecimalField):  # type: ignore[misc]  # WTForms is untyped
    """A number, refused in our own words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number; ``2,5`` and ``2.5`` are the same.

        Raises:
            ValueError: If it is none.
        """
        try:
            super().process_formdata([raw.replace(",", ".") for raw in valuelist])
        except ValueError as error:
            raise ValueError(_("Enter a number, for instance 2.5.")) from error


def chosen(message: object) -> Any:
    """Return a validator for radios: one of them must be chosen."""

    def check(form: Form, field: Field) -> None:
        if field.data in (None, "", "None"):
            raise StopValidation(str(message))

    return check


def one_of() -> dict[str, Any]:
    """Return the settings of radios and lists that check their choice themselves."""
    return {"validate_choice": False}


def known(form: Form, field: Field) -> None:
    """Refuse what is not one of the choices.

    Raises:
        ValidationError: If it is not.
    """
    given = field.data if isinstance(field.data, list) else [field.data]
    keys = {choice.value for choice in field.iter_choices()}
    if not keys.issuperset(given):
        raise ValidationError(_("Choose one of the options."))
