"""One question's fields, as a form has them, and the answer they stand for.

An entry maps the last part of each field's name to its text: ``""`` is the answer
itself (``"3"``, ``"l"``, ``"dk"``), ``"level"`` a part, ``"level:exact"`` its exact
number, and ``reason``, ``evidence``, ``comment``, ``importance``, ``seconds`` what
goes with it. A stored answer and a posted form both become entries, so they can be
shown, compared and saved in the same way.
"""

from __future__ import annotations

import json
import math
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from assessment.forms import storable
from questionnaires.model import Question, QuestionType
from scoring import values
from scoring.answers import DK, EVIDENCE, NA, NA_REASONS, Value
from scoring.errors import ValueRefusedError

Entry = Mapping[str, str]

VALUE: Final = ""
BASE: Final = "base"
EXACT: Final = ":exact"
PARTS: Final = "parts"
COMMENT_LENGTH: Final = 50_000
LONGEST_ANSWER: Final = 3600
VERIFIED: Final = EVIDENCE[-1]
_NOTES: Final = ("reason", "evidence", "comment", "importance")
_ASIDE: Final = (BASE, "seconds", "choice", "theirs")


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it is stored; see ``models.Answer``."""

    question: str
    value: Any
    evidence: str
    reason: str | None
    comment: str | None
    importance: int | None
    seconds: float | None
    version: int
    answered_at: datetime


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it was given; see ``scoring.answers.Answer``."""

    value: Value = None
    evidence: str = EVIDENCE[0]
    reason: str | None = None
    comment: str | None = None
    importance: int | None = None
    seconds: float | None = None

    def same(self, stored: Kept) -> bool:
        """Whether a stored answer says the same, whenever it was given."""
        return (
            self.value == stored.value
            and self.evidence == stored.evidence
            and self.reason == stored.reason
            and self.comment == stored.comment
            and self.importance == stored.importance
        )


class EntryError(Exception):
    """An entry that cannot be saved; ``code`` says why, ``field`` which part."""

    def __init__(self, code: str, field: str = VALUE) -> None:
        super().__init__(code)
        self.code = code
        self.field = field


def of_stored(question: Question, stored: Kept | None) -> dict[str, str]:
    """Return the entry that shows a stored answer; ``None`` gives an empty one."""
    if stored is None:
        return {}
    entry = {name: str(getattr(stored, name) or "") for name in _NOTES}
    value = stored.value
    if isinstance(value, Mapping):
        entry[VALUE] = PARTS
        for part in question.parts:
            entry |= _part(question, part.key, value.get(part.key))
    elif value is not None:
        entry[VALUE] = str(value)
    return entry


def token(entry: Entry, version: int) -> str:
    """Return what a page keeps of the state it showed.

    It is the version and a checksum: what was not touched on an old page is never
    taken for a change.
    """
    said = sorted(
        (name, text)
        for name, text in entry.items()
        if text and name not in _ASIDE and (name, text) != ("evidence", EVIDENCE[0])
    )
    return f"{version}-{zlib.crc32(json.dumps(said).encode()):x}"


def version_of(base: str) -> int:
    """Return the version in a page's token; 0 where there is none."""
    number = base.partition("-")[0]
    return int(number) if number.isascii() and number.isdigit() else 0


def is_touched(entry: Entry) -> bool:
    """Whether the entry differs from the state that its page showed at first."""
    base = entry.get(BASE, "")
    return token(entry, version_of(base)) != base


def is_blank(entry: Entry) -> bool:
    """Whether the entry gives no answer (it may still hold a comment)."""
    apart = (VALUE, *_NOTES, *_ASIDE)
    parts = [text for name, text in entry.items() if name not in apart]
    chosen = entry.get(VALUE, PARTS)
    return chosen == "" or (chosen == PARTS and not any(parts))


def parse(question: Question, entry: Entry) -> Given:
    """Return the answer that an entry stands for.

    Raises:
        EntryError: If something in it cannot be saved.
    """
    try:
        value = values.parse(question, _raw(question, entry))
    except ValueRefusedError as error:
        raise EntryError(_code(question, entry)) from error
    return Given(
        value=value,
        evidence=_evidence(entry.get("evidence", "")),
        reason=_reason(value, entry.get("reason", "")),
        comment=_comment(entry.get("comment", "")),
        importance=_importance(entry.get("importance", "")),
        seconds=_seconds(entry.get("seconds", "")),
    )


def _part(question: Question, key: str, number: Any) -> dict[str, str]:
    if number is None:
        return {}
    part = next(part for part in question.parts if part.key == key)
    anchored = any(anchor.value == number for anchor in part.anchors)
    return {key if anchored else key + EXACT: str(number)}


def _raw(question: Question, entry: Entry) -> Any:
    text = entry.get(VALUE, "")
    if question.parts:
        return _raw_parts(question, entry)
    if text in ("", DK, NA) or question.type in (
        QuestionType.CHOICE,
        QuestionType.SCALE,
        QuestionType.TEXT,
    ):
        return _comment(text)
    number = _whole(text)
    if number is None and question.type is QuestionType.NUMBER:
        return _decimal(text)
    return text if number is None else number


def _raw_parts(question: Question, entry: Entry) -> Any:
    chosen = entry.get(VALUE, PARTS)
    if chosen == "":
        return None
    given = {part.key: _one_part(part.key, entry) for part in question.parts}
    filled = [key for key, text in given.items() if text]
    if chosen in (DK, NA):
        if filled:
            raise EntryError("parts-and-none")
        return chosen
    if chosen != PARTS:
        return chosen
    if not filled:
        return None
    if len(filled) < len(given):
        raise EntryError("parts-missing")
    return {key: _whole(text) for key, text in given.items()}


def _one_part(key: str, entry: Entry) -> str:
    anchor, exact = entry.get(key, ""), entry.get(key + EXACT, "").strip()
    if anchor and exact and anchor != exact:
        raise EntryError("part-twice", key)
    return exact or anchor


def _code(question: Question, entry: Entry) -> str:
    if question.parts:
        return "part-number"
    if question.type is QuestionType.NUMBER:
        return "number"
    return "na" if entry.get(VALUE) == NA else "option"


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 3 else None


def _decimal(text: str) -> float | str:
    """Return a number written with a point; "3,5" stays a text and is refused."""
    try:
        return float(text) if text.isascii() and "_" not in text else text
    except ValueError:
        return text


def _evidence(text: str) -> str:
    if text not in ("", *EVIDENCE):
        raise EntryError("evidence", "evidence")
    return text or EVIDENCE[0]


def _reason(value: Value, text: str) -> str | None:
    if value != NA:
        # The list of reasons has no way to go blank again by itself.
        return None
    if text not in NA_REASONS:
        raise EntryError("reason", "reason")
    return text


def _comment(text: str) -> str | None:
    if not storable(text):
        raise EntryError("characters", "comment")
    if len(text) > COMMENT_LENGTH:
        raise EntryError("length", "comment")
    return text or None


def _importance(text: str) -> int | None:
    if text not in ("", "1", "2", "3", "4", "5"):
        raise EntryError("importance", "importance")
    return int(text) if text else None


def _seconds(text: str) -> float | None:
    """Return how long the answer took; what no clock can have said is ``None``."""
    try:
        seconds = float(text)
    except ValueError:
        return None
    if not math.isfinite(seconds) or not 0 <= seconds <= LONGEST_ANSWER:
        return None
    return round(seconds, 1)
