"""Forms of benchmarks."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    Field,
    FileField,
    HiddenField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import StopValidation

from assessment.benchmarks.checking import NAME
from assessment.db import utcnow
from assessment.forms import (
    LINE,
    PARAGRAPH,
    CalendarField,
    Form,
    Storable,
    at_most,
    chosen,
    known,
    needed,
    one_of,
)


class ConsentForm(Form):
    """The client's consent to the records that were shown; ``seen`` is their result."""

    agreed = BooleanField(_l("The client consents to giving this record."))
    by = StringField(
        _l("Who consents for the client"),
        [needed(_l("Enter who gave the consent.")), at_most(LINE), Storable()],
    )
    seen = HiddenField()

    def validate_agreed(self, field: Field) -> None:
        """Ask for the tick.

        Raises:
            StopValidation: If it is not there.
        """
        if not field.data:
            raise StopValidation(_("Tick this once the client has consented."))


class BuildForm(Form):
    """A release to be built by hand."""

    questionnaire = SelectField(
        _l("Questionnaire"), [chosen(_l("Choose a questionnaire.")), known], **one_of()
    )
    date = CalendarField(_l("Date"), [needed(_l("Enter the date of the release."))])
    name = StringField(
        _l("Name of the release"), [needed(_l("Enter a name.")), at_most(LINE)]
    )

    def validate_date(self, field: Field) -> None:
        """Refuse a day to come: who gives a record until then would be left out.

        Raises:
            ValidationError: If it is one.
        """
        if field.data is not None and field.data > utcnow().date():
            raise ValidationError(_("Enter today’s date or an earlier one."))

    def validate_name(self, field: Field) -> None:
        """Take what is a name in files and addresses alike.

        Raises:
            ValidationError: If it is not.
        """
        if not NAME.fullmatch((field.data or "").strip()):
            raise ValidationError(
                _("Use letters, digits, dots, hyphens and underscores only.")
            )


class UploadForm(Form):
    """A file that is sent."""

    file = FileField(_l("File"))

    def validate_file(self, field: Field) -> None:
        """Ask for the file.

        Raises:
            StopValidation: If none was chosen.
        """
        if not getattr(field.data, "filename", ""):
            raise StopValidation(_("Choose a file."))

    def content(self) -> tuple[bytes, str]:
        """Return the file's bytes, and its name for messages."""
        given: Any = self.file.data
        try:
            return given.read(), given.filename[-LINE:]
        finally:
            # A large one lies in a file of its own.
            given.close()


class ArchiveForm(UploadForm):
    """A pool from elsewhere, and where it comes from."""

    provenance = StringField(
        _l("Where it comes from"),
        [needed(_l("Enter where it comes from.")), at_most(LINE), Storable()],
    )


class QuarantineForm(Form):
    """Why a record is kept out."""

    reason = TextAreaField(
        _l("Reason"),
        [needed(_l("Give the reason; it is kept.")), at_most(PARAGRAPH), Storable()],
    )
