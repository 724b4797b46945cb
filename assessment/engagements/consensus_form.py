"""The form for a consensus value, made for the question's type."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectChoice,
    StringField,
    ValidationError,
)
from wtforms.validators import StopValidation

from assessment.engagements import words
from assessment.engagements.consensus import Decision
from assessment.engagements.forms import ReasonForm
from assessment.engagements.models import ConsensusValue
from assessment.forms import LINE, Storable, at_most, chosen, known, one_of, options
from questionnaires.model import Question, QuestionType
from scoring import values
from scoring.answers import NA, Value
from scoring.errors import ValueRefusedError

NONE: Final = "none"
"""Takes the consensus back: the mean of the answers counts again."""
EXACT: Final = "exact"
"""The number beside the degrees counts; a radio, as none can be unchecked again."""


class ConsensusForm(ReasonForm):
    """What every consensus form has; ``version`` is of the value that was seen."""

    question: Question
    evidence = RadioField(
        _l("Evidence that you have seen"),
        [chosen(_l("Choose what you have seen.")), known],
        choices=options(words.EVIDENCE),
        default="none",
        **one_of(),
    )
    version = HiddenField(default="0")

    @abstractmethod
    def raw(self) -> Any:
        """Return what was entered as ``scoring.values.parse`` takes it."""

    def decision(self) -> Decision | None:
        """Return the decision, or ``None`` after saying what is wrong with it."""
        try:
            value = values.parse(self.question, self.raw())
        except ValueRefusedError:
            self.refuse(self.first_field(), self.refusal())
            return None
        seen = self.version.data or ""
        return Decision(
            value=value,
            evidence=self.evidence.data,
            reason=self.reason.data.strip(),
            version=int(seen) if seen.isascii() and seen.isdigit() else 0,
        )

    def refusal(self) -> str:
        """Return why the value is refused."""
        return str(_("Choose one of the options."))

    def first_field(self) -> Any:
        """Return the field to show the refusal at."""
        return self["value"]


class OptionForm(ConsensusForm):
    """For questions that are answered by choosing one of their options."""

    apart = (NA, NONE)
    """Choices that are no value, set off from those that are."""

    def raw(self) -> Any:
        """Return the chosen key; a rubric's is a number."""
        given = self["value"].data
        if given in (NONE, NA):
            return None if given == NONE else NA
        if self.question.type is QuestionType.RUBRIC:
            return _whole(given)
        return given


class CriterionForm(OptionForm):
    """For criteria: a degree, or any whole number 0-100 (method 4.1)."""

    def raw(self) -> Any:
        """Return the degree's key, or the number where no degree is chosen."""
        if self["value"].data in (None, EXACT):
            return _whole(self.typed())
        return super().raw()

    def typed(self) -> str:
        """Return what stands in the field of the exact value."""
        return (self[EXACT].data or "").strip()

    def validate_exact(self, field: Any) -> None:
        """Take a whole number 0-100 that no chosen degree contradicts.

        Raises:
            ValidationError: If it is none, or does.
        """
        degree, typed = self["value"].data, self.typed()
        if not typed and degree != EXACT:
            return
        number = _whole(typed)
        if not isinstance(number, int) or number > values.CRITERION_POINTS["f"]:
            raise ValidationError(_("Enter a whole number from 0 to 100."))
        if degree not in (None, EXACT) and _points(degree) != number:
            words = _(
                "You chose a degree and entered another number. Choose “The exact "
                "value below”, or empty this field."
            )
            raise ValidationError(words)


class PartsForm(ConsensusForm):
    """For questions with several parts, each 0-100."""

    def raw(self) -> Any:
        """Return the parts; all empty takes the consensus back."""
        if self["na"].data:
            return NA
        given = {
            part.key: (self[f"part-{part.key}"].data or "").strip()
            for part in self.question.parts
        }
        if not any(given.values()):
            return None
        return {key: _whole(number) for key, number in given.items()}

    def refusal(self) -> str:
        """Return why the value is refused."""
        return str(_("Enter every part as a whole number from 0 to 100."))

    def first_field(self) -> Any:
        """Return the field to show the refusal at."""
        return self[f"part-{self.question.parts[0].key}"]


class WordsForm(ConsensusForm):
    """For numbers and texts, which are not scored."""

    def raw(self) -> Any:
        """Return the number or the text."""
        given = (self["value"].data or "").strip()
        if self.question.type is QuestionType.NUMBER and given:
            return _number(given)
        return given

    def refusal(self) -> str:
        """Return why the value is refused."""
        return str(_("Enter a number, for instance 2.5."))


def consensus_form(question: Question, *, whole: bool) -> type[ConsensusForm]:
    """Return the form class for a question.

    ``whole`` says that it is not applicable only together with its whole stage.
    """
    fields: dict[str, Any] = {"question": question}
    if question.parts:
        for part in question.parts:
            fields[f"part-{part.key}"] = StringField(words.PARTS[part.key])
        fields["na"] = BooleanField(_l("Not applicable"))
        return type("PartsConsensusForm", (PartsForm,), fields)
    if not question.options:
        limits = [at_most(LINE), Storable()]
        fields["value"] = StringField(_l("Consensus value"), limits)
        return type("WordsConsensusForm", (WordsForm,), fields)
    exact = question.type is QuestionType.CRITERION
    nothing = _l("Choose a consensus value.")
    fields["value"] = RadioField(
        _l("Consensus value"),
        [*([_unless_typed] if exact else []), chosen(nothing), known],
        choices=_choices(question, whole=whole),
        **one_of(),
    )
    if not exact:
        return type("OptionConsensusForm", (OptionForm,), fields)
    fields[EXACT] = StringField(_l("or an exact value, 0 to 100"))
    return type("CriterionConsensusForm", (CriterionForm,), fields)


def stored_fields(question: Question, row: ConsensusValue | None) -> dict[str, Any]:
    """Return a stored consensus as the form's fields."""
    if row is None:
        return {"version": "0"}
    found: dict[str, Any] = {
        "evidence": row.evidence,
        "reason": row.reason,
        "version": str(row.version),
    }
    if question.parts:
        parts = row.value if isinstance(row.value, dict) else {}
        found |= {f"part-{key}": str(number) for key, number in parts.items()}
        return found | {"na": row.value == NA}
    if question.type is QuestionType.CRITERION and isinstance(row.value, int):
        return found | {"value": EXACT, EXACT: str(row.value)}
    return found | {"value": _key(question, row.value)}


def _unless_typed(form: CriterionForm, field: Any) -> None:
    """Ask for no degree where a number stands beside the degrees.

    Raises:
        StopValidation: If one does; there is nothing to say about it.
    """
    if field.data is None and form.typed():
        raise StopValidation


def _key(question: Question, value: Value) -> str:
    if value is None:
        return NONE if question.options else ""
    return str(value)


def _choices(question: Question, *, whole: bool) -> list[SelectChoice]:
    found = [SelectChoice(key, label) for key, label in words.values(question)]
    if question.type is QuestionType.CRITERION:
        found.append(SelectChoice(EXACT, _("The exact value below")))
    if question.allow_na:
        one, all_of_it = _("Not applicable"), _("The whole stage is not applicable")
        found.append(SelectChoice(NA, all_of_it if whole else one))
    nothing = _("No consensus: the mean of the answers counts")
    return [*found, SelectChoice(NONE, nothing)]


def _whole(text: str) -> Any:
    """Return a number of up to three digits; anything else stays a text."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 3 else text


def _points(degree: str) -> int | None:
    return values.CRITERION_POINTS.get(degree)


def _number(text: str) -> Any:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return text
