"""The form of an organisation's own figures."""

from __future__ import annotations

import unicodedata
from typing import Any, Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, StringField, ValidationError

from assessment.files.figures import RANGES, WHOLE, is_currency
from assessment.forms import Form, clean
from scoring.worth import Figures

MONEY: Final = frozenset({"revenue", "cost_to_serve", "complaint_cost"})
LONGEST: Final = 24
"""More characters than any figure has, grouping and all."""


class FigureField(StringField):  # type: ignore[misc]  # WTForms is untyped
    """A number of a range, with or without commas between thousands; empty is None."""

    number: float | None = None

    def _value(self) -> str:
        return "" if self.data is None else str(self.data)

    def process_data(self, value: float | None) -> None:
        """Show a stored number without a point where it is whole."""
        self.data = None if value is None else f"{value:.10f}".rstrip("0").rstrip(".")

    def pre_validate(self, form: Form) -> None:
        """Read the number.

        Raises:
            ValidationError: If it is none, out of range, or not whole where it must be.
        """
        typed = unicodedata.normalize("NFKC", clean(self.data) or "")
        text = typed.replace(",", "").replace(" ", "")
        if not text:
            return
        low, high = RANGES[self.name]
        number = _number(text)
        whole = self.name in WHOLE
        if number is None or not low <= number <= high or (whole and number % 1):
            raise ValidationError(_refusal(low, high, whole))
        self.number = int(number) if whole else number


class FiguresForm(Form):
    """What the organisation says of itself; every field may stay empty."""

    currency = StringField(_l("Currency"))
    customers = FigureField(_l("Number of customers"))
    revenue = FigureField(_l("Revenue a year"))
    margin = FigureField(_l("Gross margin, per cent"))
    retention = FigureField(_l("Customers who stay a year, per cent"))
    products = FigureField(_l("Products of one customer"))
    cost_to_serve = FigureField(_l("Cost to serve one customer a year"))
    complaints = FigureField(_l("Complaints a year"))
    complaint_cost = FigureField(_l("Cost of one complaint"))
    uncertainty = FigureField(_l("How far off may these figures be, per cent?"))
    version = HiddenField()

    def validate_currency(self, field: Field) -> None:
        """Take a code of three letters.

        Raises:
            ValidationError: If it is none.
        """
        code = unicodedata.normalize("NFKC", clean(field.data) or "").upper()
        if code and not is_currency(code):
            raise ValidationError(_("Enter a code of three letters, for instance ZAR."))
        field.data = code

    def given(self) -> Figures:
        """Return what was entered."""
        numbers: dict[str, Any] = {name: self[name].number for name in RANGES}
        return Figures(currency=clean(self.currency.data), **numbers)


def _number(text: str) -> float | None:
    plain = text.replace(".", "", 1)
    if len(text) > LONGEST or not (plain.isascii() and plain.isdigit()):
        return None
    return float(text)


def _refusal(low: float, high: float, whole: bool) -> str:
    limits = {"low": f"{low:,g}", "high": f"{high:,.0f}"}
    if whole:
        return str(_("Enter a whole number from %(low)s to %(high)s.", **limits))
    return str(_("Enter a number from %(low)s to %(high)s.", **limits))
