"""What the pages of a section show: each question with what was given and said."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from flask import render_template, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from assessment import i18n
from assessment.answering import entries
from assessment.answering.about import about
from assessment.answering.entries import BASE, VALUE, VERIFIED, Entry, Kept
from assessment.answering.forms import WHOLE, Posted
from assessment.answering.fragments import Shown, autosave, fragment
from assessment.answering.people import Person
from assessment.answering.saving import Outcome
from assessment.answering.sections import Section, find
from assessment.db import utcnow
from questionnaires.model import Capability, Question, QuestionType
from scoring.answers import DK, NA, NA_REASONS

_EXTRA: Final = Markup(
    '<label class="choice" for="{place}"><input type="radio" id="{place}" name="{name}"'
    ' value="{value}" checked><span><strong>{value}</strong> {words}</span></label>'
)
_SAVED: Final = Markup('<span data-at="{at}">{words}</span>')


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a section: all of it, or ``only`` one question.

    ``section`` holds all that the role is asked, ``asked`` the sections with what
    applies. ``posted`` and ``outcome`` are ``None`` where nothing was sent. ``typed``
    keeps everything as it was typed, whatever is stored. ``new`` is the id of the
    first question that the last answers have added, or empty.
    """

    person: Person
    section: Section
    only: Question | None
    kept: Mapping[str, Kept]
    asked: tuple[Section, ...]
    posted: Posted | None = None
    outcome: Outcome | None = None
    typed: bool = False
    new: str = ""

    @property
    def applying(self) -> tuple[Question, ...]:
        """The section's questions that apply."""
        if self.asked is self.person.sections:
            return self.section.questions
        found = find(self.asked, *self.section.place.values())
        return () if found is None else found.questions

    @property
    def shown(self) -> tuple[Question, ...]:
        """What applies, and what must be settled whether it applies or not."""
        applying = self.applying
        if len(applying) == len(self.section.questions):
            return applying
        unsettled = _unsettled(self)
        return tuple(
            question
            for question in self.section.questions
            if question in applying or question.id in unsettled
        )

    def following(self, question: Question) -> Question | None:
        """Return the section's next question that applies, or ``None``."""
        later = self.section.questions[self.section.questions.index(question) + 1 :]
        return next((each for each in later if each in self.applying), None)

    def added(self) -> tuple[Question, ...]:
        """Return what applies and was not on the page that was sent."""
        entries = self.posted.entries if self.posted is not None else {}
        conditional = self.section.questionnaire.conditions_of
        return tuple(
            question
            for question in (self.applying if conditional else ())
            if question.id in conditional and question.id not in entries
        )


def render(page: Page) -> str:
    """Return a page of a section."""
    tag, known = i18n.language(), page.person.known
    return render_template(
        "answering/section.html",
        page=page,
        person=page.person,
        organisation=page.person.organisation,
        section=page.section,
        action=_address(page),
        groups=[
            (node, depth, about(page.section, node, known, tag), _items(page, asked))
            for node, depth, asked in _groups(page)
        ],
        whole=_whole(page) if page.section.whole and page.only is None else None,
        faults=faults(page),
        reasons=NA_REASONS,
        autosave=autosave(tag),
        new=next(
            (question for question in page.shown if question.id == page.new), None
        ),
    )


def faults(page: Page) -> list[tuple[str, str]]:
    """Return each fault as (id of the question, words that name it)."""
    posted = page.posted
    if posted is None or page.typed:
        return []
    found = [
        (name, _("%(name)s is not asked here; it was not saved.", name=name))
        for name in posted.strangers
    ]
    if WHOLE in posted.faults:
        found.append((WHOLE, posted.faults[WHOLE].words))
    for question in page.section.questions:
        words = _fault(page, question)
        if words:
            named = i18n.text(question.text)
            found.append(
                (question.id, _("%(question)s %(fault)s", question=named, fault=words))
            )
    return found


def conflict(page: Page, question: Question) -> dict[str, Any] | None:
    """Return both sides of a conflict in words, or ``None`` where there is none."""
    if page.outcome is None or page.posted is None:
        return None
    if question.id not in page.outcome.conflicts:
        return None
    theirs = page.outcome.kept[question.id]
    yours = next(c.given for c in page.posted.changes if c.question == question)
    return {
        "version": theirs.version,
        "theirs": in_words(question, theirs.value, theirs.comment),
        "yours": in_words(question, yours.value, yours.comment),
        "at": moment(theirs.answered_at),
    }


def entry_of(section: Section, question: Question, kept: Kept | None) -> Entry:
    """Return what a page shows of a stored answer.

    N/A of a whole stage is shown once, above its questions; a grade of evidence that
    only the assessor gives is not among a respondent's choices.
    """
    entry = entries.of_stored(question, kept)
    if section.whole and entry.get(VALUE) == NA:
        entry[VALUE] = entry["reason"] = ""
    if entry.get("evidence") == VERIFIED:
        entry["evidence"] = ""
    return entry


def base_of(section: Section, question: Question, kept: Kept | None) -> str:
    """Return the token of a stored answer's state, for the next change of it."""
    version = kept.version if kept is not None else 0
    return entries.token(entry_of(section, question, kept), version)


def in_words(question: Question, value: Any, comment: str | None) -> str:
    """Return an answer as a person reads it."""
    said = _value_in_words(question, value)
    if not comment:
        return said
    noted = _("Comment: %(text)s", text=comment)
    return f"{said} {noted}"


def moment(at: datetime) -> str:
    """Return a time today, or a date and time; always with its zone."""
    time = clock(at)
    return time if at.date() == utcnow().date() else f"{i18n.day(at)} {time}"


def clock(at: datetime) -> str:
    """Return a time with its zone."""
    return at.strftime("%H:%M UTC")


def _address(page: Page) -> str:
    place: dict[str, Any] = page.section.place | {"public_id": page.person.assessment}
    if page.only is None:
        return url_for("answering.section", **place)
    return url_for("answering.question", **place, question=page.only.id)


def _groups(page: Page) -> Iterable[tuple[Capability, int, tuple[Question, ...]]]:
    if page.only is None:
        return page.section.groups(page.shown)
    return [(page.section.questionnaire.capability_of[page.only.id], 0, (page.only,))]


def _unsettled(page: Page) -> Collection[str]:
    """Return the ids of questions that stay on the page, whether they apply or not."""
    found = {page.only.id} if page.only is not None else set()
    if page.posted is not None:
        found |= page.posted.entries.keys() if page.typed else page.posted.faults.keys()
    return found | set(page.outcome.conflicts if page.outcome is not None else ())


def _items(page: Page, questions: tuple[Question, ...]) -> list[Markup]:
    tag = i18n.language()
    return [fragment(page.section, q, tag).fill(_shown(page, q)) for q in questions]


def _shown(page: Page, question: Question) -> Shown:
    kept = page.kept.get(question.id)
    typed = page.posted.entries.get(question.id) if page.posted is not None else None
    notice = _notice(page, question)
    if typed is not None and (page.typed or notice or WHOLE in _wrong(page)):
        return Shown(typed, typed.get(BASE, ""), notice, extra=_extra(question, typed))
    entry = entry_of(page.section, question, kept)
    base = base_of(page.section, question, kept)
    extra = _extra(question, entry)
    return Shown(entry, base, notice, _saved(kept) if kept is not None else "", extra)


def _saved(kept: Kept) -> str:
    words = _("Saved %(time)s", time=moment(kept.answered_at))
    return str(_SAVED.format(at=kept.answered_at.isoformat(), words=words))


def _wrong(page: Page) -> Mapping[str, object]:
    return page.posted.faults if page.posted is not None else {}


def _fault(page: Page, question: Question) -> str | None:
    if page.posted is not None and question.id in page.posted.faults:
        return page.posted.faults[question.id].words
    if page.outcome is not None and question.id in page.outcome.conflicts:
        return str(
            _("Another answer was saved in the meantime. Choose which one holds.")
        )
    return None


def _notice(page: Page, question: Question) -> Markup:
    words = None if page.typed else _fault(page, question)
    if words is None:
        return Markup()
    html = render_template(
        "answering/notice.html",
        id=question.id,
        words=words,
        conflict=conflict(page, question),
    )
    return Markup(html)  # noqa: S704  # Jinja has escaped it


def _extra(question: Question, entry: Entry) -> Markup:
    """Return a radio for a percentage that came with a file and fits no degree."""
    value = entry.get(VALUE, "")
    if question.type is not QuestionType.CRITERION or not value.isdigit():
        return Markup()
    return _EXTRA.format(
        place=f"{question.id}--exact", name=question.id, value=value, words=_("of 100")
    )


def _whole(page: Page) -> dict[str, Any]:
    """Return the state of a stage's N/A: as typed where that stays, else as stored."""
    values = [page.kept.get(question.id) for question in page.section.questions]
    na = all(answer is not None and answer.value == NA for answer in values)
    reason = values[0].reason if na and values[0] is not None else ""
    stored = {"was": NA if na else "", "was-reason": reason or ""}
    posted = page.posted
    if posted is not None and (page.typed or WHOLE in posted.faults):
        fault = posted.faults.get(WHOLE) if not page.typed else None
        shown = {"value": posted.whole.get(VALUE), "reason": posted.whole.get("reason")}
        return shown | stored | {"fault": fault.words if fault else None}
    return {"value": NA if na else "", "reason": reason, "fault": None} | stored


def _value_in_words(question: Question, value: Any) -> str:
    if value is None:
        return str(_("No answer."))
    if value == DK:
        return str(_("I do not know."))
    if value == NA:
        return str(_("Not applicable to us."))
    if isinstance(value, Mapping):
        parts = [f"{i18n.text(p.title)} {value[p.key]}" for p in question.parts]
        return " · ".join(parts)
    option = question.option(str(value))
    return i18n.text(option.label) if option is not None else str(value)
