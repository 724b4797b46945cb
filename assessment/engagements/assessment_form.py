"""The form of a new assessment."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    Field,
    RadioField,
    SelectChoice,
    SelectMultipleField,
    StringField,
    ValidationError,
)

from assessment.engagements import offered, services, words
from assessment.engagements.forms import Making
from assessment.forms import (
    LINE,
    CalendarField,
    Storable,
    at_most,
    chosen,
    known,
    needed,
    one_of,
    options,
)
from assessment.i18n import language, text
from questionnaires.model import Questionnaire
from scoring.answers import CORE


class AssessmentForm(Making):
    """A new assessment."""

    title = StringField(
        _l("Title"), [needed(_l("Enter a title.")), at_most(LINE), Storable()]
    )
    mode = RadioField(
        _l("How is it done?"),
        [chosen(_l("Choose how it is done.")), known],
        choices=options(words.MODES),
        default="self",
        **one_of(),
    )
    form = RadioField(
        _l("How much is asked?"),
        [chosen(_l("Choose how much is asked.")), known],
        choices=options(words.FORMS),
        default=CORE,
        **one_of(),
    )
    date = CalendarField(
        _l("Date of the assessment"), [needed(_l("Enter the date of the assessment."))]
    )
    questionnaires = SelectMultipleField(
        _l("Questionnaires"),
        [known],
        **one_of(),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = offered.definitions()
        self.questionnaires.choices = [
            SelectChoice(each.key, _timed(each)) for each in self.offered
        ]

    def notes(self) -> dict[str, str]:
        """Return what each overlay is for, by its key."""
        return {
            each.key: text(each.summary)
            for each in self.offered
            if each.base is not None
        }

    def hint(self, organisation: offered.Profile) -> str:
        """Return what to know before choosing for an organisation."""
        sentences = [
            _("This assessment keeps today’s versions; later ones do not change it.")
        ]
        if self.notes():
            sentences.append(
                _(
                    "An indented questionnaire asks what the one above it asks, in "
                    "words that fit better; choose only one of them."
                )
            )
        fit = offered.fitting(organisation, self.offered)
        if fit:
            titles = _listed(fit)
            sentences.append(
                _("Worded for organisations like this one: %(titles)s.", titles=titles)
            )
        return (" " if language() == "en" else "").join(map(str, sentences))

    def validate_questionnaires(self, field: Field) -> None:
        """Ask for at least one, and for one of a family.

        Raises:
            ValidationError: If none is chosen, or an overlay beside its base.
        """
        if not field.data:
            raise ValidationError(_("Choose at least one questionnaire."))
        several = offered.chosen_twice(field.data, self.offered)
        if several:
            titles = _listed(several)
            refusal = _(
                "Choose only one of these, for they ask the same: %(titles)s.",
                titles=titles,
            )
            raise ValidationError(refusal)

    def chosen(self) -> services.NewAssessment:
        """Return what was decided."""
        return services.NewAssessment(
            title=self.title.data.strip(),
            mode=self.mode.data,
            form=self.form.data,
            date=self.date.data,
            questionnaires=tuple(self.questionnaires.data),
        )


def _timed(questionnaire: Questionnaire) -> str:
    minutes = questionnaire.minutes.get("core") or questionnaire.minutes.get("full")
    title = text(questionnaire.title)
    if minutes is None:
        return title
    timed = _("%(title)s, about %(minutes)s minutes", title=title, minutes=minutes)
    return str(timed)


def _listed(questionnaires: Iterable[Questionnaire]) -> str:
    """Return titles in a row; some hold commas of their own."""
    mark = "; " if language() == "en" else "；"
    return mark.join(text(each.title) for each in questionnaires)
