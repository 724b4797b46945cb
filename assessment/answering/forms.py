"""Reading a section's form by hand, one question at a time.

A WTForms field a question costs more than the whole rest of a page, and one bad
answer must not hold up the good ones beside it. The CSRF token is Flask-WTF's.
Field names are the question's id, then a colon and the part: see ``entries``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from assessment.answering import entries
from assessment.answering.entries import BASE, VALUE, VERIFIED, Entry, EntryError, Given
from assessment.answering.saving import Change
from assessment.answering.sections import Section
from questionnaires.model import Question
from scoring.answers import NA, NA_REASONS

WHOLE: Final = "whole"
MINE: Final = "mine"
THEIRS: Final = "theirs"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a question's fields; ``words`` are for the person."""

    words: str
    field: str = VALUE


@dataclass(slots=True)
class Posted:
    """What a form held: entries by question, what to save, and what is wrong.

    ``whole`` is the state of the section's N/A (``whole``, ``whole:reason``,
    ``whole:was``). ``strangers`` are ids of questions that are not asked here.
    """

    entries: dict[str, Entry] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    faults: dict[str, Fault] = field(default_factory=dict)
    whole: dict[str, str] = field(default_factory=dict)
    strangers: list[str] = field(default_factory=list)


def read(form: MultiDict[str, str], section: Section) -> Posted:
    """Return what a form holds for the section's questions."""
    named = _by_name(form)
    posted = Posted(whole=named.pop(WHOLE, {}))
    asked = {question.id: question for question in section.questions}
    for name, fields in named.items():
        if name in asked:
            posted.entries[name] = fields
        elif "." in name:
            posted.strangers.append(name)
    if section.whole and _decide_whole(section, posted):
        return posted
    for question_id, entry in posted.entries.items():
        _read_one(asked[question_id], entry, posted, form)
    return posted


def words_of(error: EntryError) -> str:
    """Return what a person is told about an entry that cannot be saved."""
    words: Mapping[str, str] = {
        "option": _("Choose one of the statements, or say that you do not know."),
        "na": _("This question cannot be “not applicable”. Choose a statement, "
                "or say that you do not know."),
        "parts-missing": _("Rate every part, or say that you do not know."),
        "parts-and-none": _("You rated parts and also said that you do not know or "
                            "that it is not applicable. Keep one of the two."),
        "part-twice": _("You chose a statement and typed another number. Keep one "
                        "of the two."),
        "part-number": _("Give whole numbers from 0 to 100."),
        "number": _("Give a number in digits, with a point before decimals."),
        "evidence": _("Choose a kind of evidence from the list."),
        "verified": _("Only the assessor can mark evidence as verified. Choose what "
                      "you can show."),
        "reason": _("Say why it is not applicable."),
        "characters": _("Remove the control characters; they cannot be stored."),
        "length": _("Shorten the comment to %(max)d characters or fewer.",
                    max=entries.COMMENT_LENGTH),
        "importance": _("Choose an importance from 1 to 5."),
        "twice": _("Two answers were sent for one question. Choose one."),
        "whole": _("You said that the whole stage is not applicable and also "
                   "answered questions of it. Keep one of the two."),
    }  # fmt: skip
    return words[error.code]


def _by_name(form: MultiDict[str, str]) -> dict[str, dict[str, str]]:
    """Return the fields by name and last part; line breaks as people typed them."""
    found: dict[str, dict[str, str]] = {}
    for key, text in form.items():
        name, colon, part = key.partition(":")
        value = text.replace("\r\n", "\n") if colon else text
        found.setdefault(name, {})[part] = value
    return found


def _read_one(
    question: Question, entry: Entry, posted: Posted, form: MultiDict[str, str]
) -> None:
    if not entries.is_touched(entry) or entry.get("choice") == THEIRS:
        return
    try:
        if len(form.getlist(question.id)) > 1:
            raise EntryError("twice")
        given = entries.parse(question, entry)
        if given.evidence == VERIFIED:
            raise EntryError("verified", "evidence")
    except EntryError as error:
        posted.faults[question.id] = Fault(words_of(error), error.field)
        return
    posted.changes.append(Change(question, given, _expected(entry)))


def _expected(entry: Entry) -> int:
    """Return the version on which the answer was based, or decided to replace."""
    decided = entry.get("choice") == MINE
    return entries.version_of(entry.get(THEIRS if decided else BASE, ""))


def _decide_whole(section: Section, posted: Posted) -> bool:
    """Read N/A for a whole stage; ``True`` where that settles all its questions."""
    ticked = posted.whole.get(VALUE) == NA
    was = posted.whole.get("was") == NA
    answered = [q for q, entry in posted.entries.items() if not entries.is_blank(entry)]
    if ticked and not was:
        if any(entries.is_touched(posted.entries[q]) for q in answered):
            posted.faults[WHOLE] = Fault(words_of(EntryError("whole")))
            return True
        return _set_whole(section, posted)
    if ticked and not answered and _reason_changed(posted.whole):
        return _set_whole(section, posted)
    if was and not ticked and not answered:
        _clear(section.questions, posted)
        return True
    return False


def _set_whole(section: Section, posted: Posted) -> bool:
    reason = posted.whole.get("reason", "")
    if reason not in NA_REASONS:
        posted.faults[WHOLE] = Fault(words_of(EntryError("reason")), "reason")
        return True
    for question in section.questions:
        entry = posted.entries.get(question.id, {})
        given = Given(value=NA, reason=reason, comment=entry.get("comment") or None)
        posted.changes.append(Change(question, given, _expected(entry)))
    return True


def _reason_changed(whole: Mapping[str, str]) -> bool:
    return whole.get("reason", "") != whole.get("was-reason", "")


def _clear(questions: Iterable[Question], posted: Posted) -> None:
    for question in questions:
        entry = posted.entries.get(question.id, {})
        given = Given(comment=entry.get("comment") or None)
        posted.changes.append(Change(question, given, _expected(entry)))
