"""Forms of the planner."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    Field,
    HiddenField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import Optional

from assessment.db import public_id
from assessment.engagements.models import LONGEST as MOST_IN_A_WAVE
from assessment.forms import (
    DIGITS,
    LINE,
    PARAGRAPH,
    CalendarField,
    DaysField,
    Form,
    Storable,
    at_most,
    chosen,
    clean,
    known,
    needed,
    one_of,
    options,
)
from assessment.planner.words import STATUS_CHOICES, VERDICT_CHOICES
from assessment.roadmaps.decided import DONE, LONGEST, STOPPED, Entry
from assessment.roadmaps.following import Progress

TRY: Final = "try"
"""Name of the button that shows what a decision would do, and saves nothing."""
IN: Final = "in"
OUT: Final = "out"


class LastingField(DaysField):
    """How many days an initiative lasts; left empty, as long as it is defined to."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the days.

        Raises:
            ValueError: If they are no whole number, or out of range.
        """
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            refusal = _(
                "Enter whole days from 1 to %(most)s, or nothing for the usual days.",
                most=f"{LONGEST:,}",
            )
            raise ValueError(refusal) from error


class DecisionForm(Form):
    """What is decided of one initiative; ``version`` is of what was seen."""

    kept = RadioField(
        _l("In the plan"),
        [chosen(_l("Choose whether it stays in the plan.")), known],
        choices=options({IN: _l("Do it"), OUT: _l("Drop it from the plan")}),
        **one_of(),
    )
    wave = SelectField(_l("Wave"), [known], default="", **one_of())
    owner = StringField(_l("Owner"), [at_most(LINE), Storable()])
    start = CalendarField(_l("Starts on"), [Optional()])
    days = LastingField(_l("Days it takes"), most=LONGEST)
    reason = TextAreaField(_l("Reason"), [at_most(PARAGRAPH), Storable()])
    version = HiddenField()

    def validate_reason(self, field: Field) -> None:
        """Ask why something is dropped, once it is to be saved.

        Raises:
            ValidationError: If nothing was said.
        """
        if self.kept.data == OUT and not clean(field.data) and not is_tried():
            raise ValidationError(_("Say why it is dropped; the report prints it."))

    def offer(self, waves: int, first: str) -> None:
        """Offer as many waves, and ``first`` for leaving it as it is computed."""
        self.wave.choices = [
            SelectChoice("", first),
            *(
                SelectChoice(str(number), _("Wave %(number)s", number=number))
                for number in range(1, waves + 1)
            ),
        ]

    def entry(self) -> Entry:
        """Return what is decided."""
        return Entry(
            dropped=self.kept.data == OUT,
            wave=int(self.wave.data) if self.wave.data else None,
            owner=clean(self.owner.data),
            start=self.start.data,
            days=self.days.data,
            reason=clean(self.reason.data),
            version=number_of(self.version.data),
        )


def stored_decision(entry: Entry) -> Mapping[str, Any]:
    """Return a stored decision as the form's fields."""
    return {
        "kept": OUT if entry.dropped else IN,
        "wave": "" if entry.wave is None else str(entry.wave),
        "owner": entry.owner,
        "start": entry.start,
        "days": entry.days,
        "reason": entry.reason,
        "version": str(entry.version),
    }


class ProgressForm(Form):
    """Where an initiative stands, what was noted, and where it can be seen."""

    status = RadioField(
        _l("Where does it stand?"),
        [chosen(_l("Choose where it stands.")), known],
        choices=options(STATUS_CHOICES),
        **one_of(),
    )
    note = TextAreaField(_l("Note"), [at_most(PARAGRAPH), Storable()])
    evidence = TextAreaField(_l("Evidence"), [at_most(PARAGRAPH), Storable()])
    seen = HiddenField()
    submission = HiddenField(default=public_id)

    def validate_note(self, field: Field) -> None:
        """Ask for words where there would be nothing to keep, or no reason.

        Raises:
            ValidationError: If they are missing.
        """
        if clean(field.data):
            return
        if self.status.data == STOPPED and self.seen.data != STOPPED:
            raise ValidationError(_("Say why it is stopped; the report prints it."))
        if self.status.data == self.seen.data and not clean(self.evidence.data):
            raise ValidationError(_("Write a note, or choose where it stands now."))

    def validate_evidence(self, field: Field) -> None:
        """Ask where a finished initiative can be seen.

        Raises:
            ValidationError: If nothing was said.
        """
        closing = self.status.data == DONE and self.seen.data != DONE
        if closing and not clean(field.data):
            raise ValidationError(_("Say where it can be seen that it is done."))

    def progress(self) -> Progress:
        """Return what is noted."""
        return Progress(
            status=self.status.data,
            seen=self.seen.data or "",
            note=clean(self.note.data),
            evidence=clean(self.evidence.data),
            submission=self.submission.data or public_id(),
        )


class VerdictForm(Form):
    """What an assessor says of a re-score; ``version`` is of what was seen."""

    verdict = RadioField(
        _l("Does it hold?"),
        [chosen(_l("Choose whether it holds.")), known],
        choices=options(VERDICT_CHOICES),
        **one_of(),
    )
    reason = TextAreaField(
        _l("Reason"),
        [needed(_l("Give the reason; it is kept.")), at_most(PARAGRAPH), Storable()],
    )
    version = HiddenField()


class WaveForm(Form):
    """How much one wave holds, nothing for as much as any other."""

    days = DaysField(_l("Days of work in this wave"), most=MOST_IN_A_WAVE)
    seen = HiddenField()


def is_tried() -> bool:
    """Whether a decision was sent to see what it would do."""
    return request.method == "POST" and TRY in request.form


def number_of(hidden: str | None) -> int:
    """Return the number in a hidden field; 0 where somebody changed it."""
    seen = (hidden or "")[:DIGITS]
    return int(seen) if seen.isascii() and seen.isdigit() else 0
