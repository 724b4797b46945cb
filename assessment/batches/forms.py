"""The form that asks for reports."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    SelectChoice,
    SelectMultipleField,
    ValidationError,
)

from assessment.batches.formats import FORMATS
from assessment.batches.services import Choice, Wish
from assessment.db import public_id
from assessment.forms import Form, known, one_of
from assessment.i18n import NAMES, day

KEY: int = 32
"""Characters that the key of a form may have."""


class ReportsForm(Form):
    """Which reports are asked for; sent twice, it makes one batch."""

    submission = HiddenField(default=public_id)
    assessments = SelectMultipleField(_l("Assessments"), [known], **one_of())
    units = BooleanField(_l("A report of each unit as well"))
    languages = SelectMultipleField(
        _l("Languages"),
        [known],
        choices=[SelectChoice(tag, name) for tag, name in NAMES.items()],
        **one_of(),
    )
    formats = SelectMultipleField(
        _l("Formats"),
        [known],
        choices=[SelectChoice(form, form.upper()) for form in FORMATS],
        **one_of(),
    )

    offered: Sequence[Choice] = ()

    @classmethod
    def of(cls, offered: Sequence[Choice], language: str) -> ReportsForm:
        """Return the form with the assessments to choose from."""
        form = cls(data={"languages": [language], "formats": [FORMATS[0]]})
        form.offered = offered
        form.assessments.choices = [
            SelectChoice(each.public_id, _line(each)) for each in offered
        ]
        return form

    def wish(self) -> Wish:
        """Return what is asked for, in the order of the page."""
        chosen = set(self.assessments.data)
        return Wish(
            assessments=tuple(a for a in self.offered if a.public_id in chosen),
            languages=tuple(tag for tag in NAMES if tag in self.languages.data),
            formats=tuple(form for form in FORMATS if form in self.formats.data),
            units=self.units.data,
            key=self.submission.data[:KEY],
        )

    def validate_assessments(self, field: Field) -> None:
        """Ask for at least one."""
        _require(field, _("Choose at least one assessment."))

    def validate_languages(self, field: Field) -> None:
        """Ask for at least one."""
        _require(field, _("Choose at least one language."))

    def validate_formats(self, field: Field) -> None:
        """Ask for at least one."""
        _require(field, _("Choose at least one format."))


def _require(field: Field, message: str) -> None:
    if not field.data:
        raise ValidationError(message)


def _line(choice: Choice) -> Any:
    return f"{choice.organisation} · {choice.title} · {day(choice.date)}"
