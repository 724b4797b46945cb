"""Answers: each one held against its question, and against those before it."""

from __future__ import annotations

from typing import Any, Final

from assessment.files import tables
from assessment.files.items import COMMENT, Item
from assessment.files.reading import Reading
from scoring.answers import EVIDENCE, NA, NA_REASONS, Answer, Value

_RESPONDENT: Final = "r1"
_ROLE: Final = "manager"


def answers(top: Item, reading: Reading) -> tuple[Answer, ...]:
    """Return the answers that are sound; the report holds the faults of the rest."""
    found = [_answer(item, reading) for item in top.items("answers")]
    reading.stage_5()
    return tuple(answer for answer in found if answer is not None)


def _answer(item: Item, reading: Reading) -> Answer | None:
    item.only(*tables.COLUMNS)
    resolved = reading.question(item)
    who = _text_or(item, "respondent", _RESPONDENT)
    unit = reading.unit(item, needed=True)
    role = _text_or(item, "role", _ROLE)
    details = _details(item)
    if resolved is None or who is None:
        return None
    questionnaire, question = resolved
    key = ("answer", questionnaire.id, who, question.id, unit)
    reading.once(item, key, f"answered twice by {who}")
    readable, value = reading.value(item, question)
    reason = _reason(item, readable, value)
    reading.note_na(item, resolved, value, (who, unit))
    if not item.sound or role is None:
        return None
    ids = (questionnaire.id, question.id)
    return Answer(*ids, value, who, role, unit, reason=reason, **details)


def _text_or(item: Item, key: str, default: str) -> str | None:
    """Return a text, the default where nothing is given, ``None`` where it is at fault.

    Nobody who cannot be read is taken for the default, who may be someone else.
    """
    found = item.text(key)
    return default if found is None and not item.has(key) else found


def _details(item: Item) -> dict[str, Any]:
    """Return what stands beside the value, with the contract's defaults."""
    return {
        "evidence": item.one_of("evidence", EVIDENCE) or "none",
        "importance": item.number("importance", 1, 5),
        "comment": item.text("comment", COMMENT),
        "seconds": item.number("seconds", 0, 1e9),
    }


def _reason(item: Item, readable: bool, value: Value) -> str | None:
    reason = item.one_of("reason", NA_REASONS)
    if not readable:
        return reason
    if value == NA and not item.has("reason"):
        known = ", ".join(NA_REASONS)
        item.add("na without a reason", None, f"give one of {known}", "reason")
    elif value != NA and reason is not None:
        todo = "leave it out, or answer na"
        item.add("reason beside a value", reason, todo, "reason")
    return reason
