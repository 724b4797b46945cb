"""Forms of the consultant's side."""

from __future__ import annotations

import unicodedata
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import NumberRange

from assessment.db import public_id
from assessment.engagements import industries, words
from assessment.engagements.models import LONGEST
from assessment.files.codes import is_region
from assessment.forms import (
    LINE,
    PARAGRAPH,
    CalendarField,
    DaysField,
    Form,
    PointsField,
    Storable,
    at_most,
    chosen,
    clean,
    known,
    needed,
    one_of,
    options,
)
from assessment.i18n import NAMES, language


class Making(Form):
    """A form that makes something: sent twice, it makes one."""

    submission = HiddenField(default=public_id)


class CountryField(SelectField):  # type: ignore[misc]  # WTForms is untyped
    """The country of a region's code; the rest stands in a field of its own."""

    def process_data(self, value: str | None) -> None:
        """Show the country of what is stored."""
        super().process_data((value or "").partition("-")[0])


class OrganisationForm(Making):
    """An organisation's profile and what brought it here."""

    name = StringField(
        _l("Name of the organisation"),
        [needed(_l("Enter the organisation’s name.")), at_most(LINE), Storable()],
    )
    industry = SelectField(
        _l("Industry"), [chosen(_l("Choose an industry.")), known], **one_of()
    )
    region = CountryField(
        _l("Country or region"),
        [chosen(_l("Choose a country or region.")), known],
        **one_of(),
    )
    province = StringField(_l("Province or state"), [at_most(LINE), Storable()])
    size = RadioField(
        _l("Employees"),
        [chosen(_l("Choose the number of employees.")), known],
        choices=options(words.SIZES),
        **one_of(),
    )
    market = RadioField(
        _l("Customers"),
        [chosen(_l("Choose who the customers are.")), known],
        choices=options(words.MARKETS),
        **one_of(),
    )
    parent = StringField(_l("Parent company"), [at_most(LINE), Storable()])
    drivers = SelectMultipleField(
        _l("What drives this work?"),
        [known],
        choices=options(words.DRIVERS),
        **one_of(),
    )
    symptoms = SelectMultipleField(
        _l("What does the organisation suffer from?"),
        [known],
        choices=options(words.SYMPTOMS),
        **one_of(),
    )
    note = TextAreaField(
        _l("What else should the assessor know?"), [at_most(PARAGRAPH), Storable()]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        stored = getattr(kwargs.get("obj"), "region", None) or ""
        kwargs["data"] = {
            "province": stored.partition("-")[2],
            **kwargs.get("data", {}),
        }
        super().__init__(*args, **kwargs)
        self.industry.choices = [
            SelectChoice("", _("Choose an industry")),
            *(
                SelectChoice(code, label, optgroup=section)
                for section, pairs in industries.sections(language())
                for code, label in pairs
            ),
        ]
        self.region.choices = [
            SelectChoice("", _("Choose a country or region")),
            *(SelectChoice(code, label) for code, label in words.regions()),
        ]

    def validate_province(self, field: Field) -> None:
        """Take what ISO 3166-2 knows in the chosen country, and nothing else.

        Raises:
            ValidationError: If the country has no such part.
        """
        given, country = clean(field.data), words.region(self.region.data)
        if not given or field.errors or not is_region(self.region.data or ""):
            return
        if not is_region(self.code()):
            refusal = _(
                "%(code)s is not a province or state of %(country)s in ISO 3166-2.",
                code=given,
                country=country,
            )
            raise ValidationError(refusal)

    def code(self) -> str:
        """Return the country's code, or that of its part: ``GD`` makes ``CN-GD``."""
        country = str(self.region.data)
        given = unicodedata.normalize("NFKC", self.province.data or "").strip().upper()
        return f"{country}-{given.removeprefix(f'{country}-')}" if given else country

    def values(self) -> dict[str, Any]:
        """Return the organisation's columns."""
        return {
            "name": self.name.data.strip(),
            "industry": self.industry.data,
            "region": self.code(),
            "size": self.size.data,
            "market": self.market.data,
            "parent": clean(self.parent.data),
            "intake": {
                "drivers": self.drivers.data,
                "symptoms": self.symptoms.data,
                "note": clean(self.note.data),
            },
        }


class LinkForm(Making):
    """A personal link for one person."""

    name = StringField(
        _l("Name"), [needed(_l("Enter the person’s name.")), at_most(LINE), Storable()]
    )
    role = RadioField(
        _l("Role"),
        [chosen(_l("Choose a role.")), known],
        choices=options(words.ROLES),
        **one_of(),
    )
    language = RadioField(
        _l("Language"),
        [chosen(_l("Choose a language.")), known],
        choices=options(NAMES),
        **one_of(),
    )
    unit = SelectField(
        _l("Unit"), [known], choices=[SelectChoice("", "–")], default="", **one_of()
    )


class ReasonForm(Form):
    """A decision that needs a reason."""

    reason = TextAreaField(
        _l("Reason"),
        [needed(_l("Give the reason; it is kept.")), at_most(PARAGRAPH), Storable()],
    )


class TargetForm(ReasonForm):
    """The decided target on the continuum."""

    value = PointsField(
        _l("Target on the continuum, 0 to 5"),
        [
            needed(_l("Enter the target.")),
            NumberRange(min=0, max=5, message=_l("Enter a number from 0 to 5.")),
        ],
        places=None,
    )
    by = StringField(
        _l("Decided by"),
        [needed(_l("Enter who decided it.")), at_most(LINE), Storable()],
    )
    date = CalendarField(_l("Date"), [needed(_l("Enter the date of the decision."))])
    version = HiddenField()


class CapacityForm(Form):
    """How much a wave holds, nothing for no limit, and whether peers weigh."""

    days = DaysField(_l("Days of work per wave"), most=LONGEST)
    use_peers = BooleanField(_l("Peers weigh in the priorities"))
    seen = HiddenField()
    seen_peers = HiddenField()


class AcceptForm(ReasonForm):
    """A gap that the organisation accepts."""

    by = StringField(
        _l("Accepted by"),
        [needed(_l("Enter who accepts it.")), at_most(LINE), Storable()],
    )
    date = CalendarField(_l("Date"), [needed(_l("Enter the date of the decision."))])
