"""Saving answers: a whole section in a handful of statements, or one question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cache
from typing import Any, Final

from sqlalchemy import Row, Select, and_, bindparam, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from assessment.answering.entries import VERIFIED, Given, Kept
from assessment.answering.models import Answer
from assessment.answering.people import Person
from assessment.answering.sections import Section
from assessment.audit import services as audit
from assessment.db import table, utcnow
from assessment.engagements.models import Respondent
from assessment.errors import InvalidInputError
from questionnaires.model import Question
from scoring import values
from scoring.answers import NA
from scoring.errors import ValueRefusedError

_INSERT: Final[dict[str, Any]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}
_KEY: Final = (
    "assessment_id",
    "questionnaire",
    "unit_key",
    "respondent_id",
    "question",
)
_SAID: Final = ("value", "evidence", "reason", "comment", "importance", "seconds")
_KEPT: Final = tuple(column.name for column in fields(Kept))
_CHANGING: Final = (*_SAID, "version", "sequence", "answered_at")


@dataclass(frozen=True, slots=True)
class Change:
    """What a page wants to save; ``expected`` is the version it showed, 0 for none."""

    question: Question
    given: Given
    expected: int


@dataclass(slots=True)
class Outcome:
    """What became of the changes.

    ``kept`` is what is stored now, by question; ``saved`` names the questions whose
    answer is what the page wanted; ``conflicts`` those that someone else changed
    since the page was shown, which were left alone.
    """

    kept: dict[str, Kept]
    saved: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)


def stored(session: Session, person: Person, section: Section) -> dict[str, Kept]:
    """Return what is stored for a section, by question."""
    return _kept(_rows(session, person, section))


def save_answers(
    session: Session, person: Person, section: Section, changes: Sequence[Change]
) -> Outcome:
    """Save what can be saved; the person must be held (``people.hold_person``).

    A change whose page showed another version than the stored one is not saved but
    reported. Nothing is scored.

    Raises:
        InvalidInputError: If a question is not asked here, a value is off its scale,
            or N/A is given for a part of what is N/A as a whole; nothing is saved.
    """
    _check(section, changes)
    rows = _rows(session, person, section)
    outcome = Outcome(_kept(rows))
    fresh = [change for change in changes if _is_news(change, outcome)]
    if section.whole:
        fresh = _whole(section, fresh, outcome)
    if fresh:
        _write(session, person, section, _numbered(fresh, outcome, rows[0].last or 0))
        name = audit.Held(f"respondent:{person.id}")
        audit.record(
            session, name, name, "answers.saved", f"assessment:{person.assessment_id}",
            section=f"{section.questionnaire.key}/{section.dimension.id}",
            count=len(fresh),
        )  # fmt: skip
        session.commit()
    return outcome


def _check(section: Section, changes: Sequence[Change]) -> None:
    for change in changes:
        if change.question not in section.questions:
            raise InvalidInputError(
                f"{change.question.id} is not asked here; answer it in its own section"
            )
        if change.given.evidence == VERIFIED:
            raise InvalidInputError(
                f"{change.question.id}: evidence {VERIFIED} is the assessor's to give"
            )
        try:
            values.parse(change.question, change.given.value)
        except ValueRefusedError as error:
            raise InvalidInputError(str(error)) from error
    given = [change for change in changes if change.given.value == NA]
    if section.whole and given and len(given) < len(section.questions):
        raise InvalidInputError(
            f"{section.dimension.id} is not applicable as a whole or not at all; "
            f"na given for {len(given)} of {len(section.questions)} questions"
        )


def _rows(session: Session, person: Person, section: Section) -> Sequence[Row[Any]]:
    """Return the stored answers after the last sequence number; at least one row."""
    return session.execute(
        _STORED,
        {
            "person": person.id,
            "name": section.questionnaire.id,
            "ids": [question.id for question in section.questions],
        },
    ).all()


def _kept(rows: Sequence[Row[Any]]) -> dict[str, Kept]:
    found = [Kept(*tuple(row)[1:]) for row in rows if row.question is not None]
    return {answer.question: answer for answer in found}


def _is_news(change: Change, outcome: Outcome) -> bool:
    """Whether a change is to be written; notes what it is where it is not."""
    question = change.question.id
    before = outcome.kept.get(question)
    if before is None:
        nothing = replace(change.given, seconds=None) == Given()
        if nothing:
            outcome.saved.append(question)
        return not nothing
    if change.given.same(before):
        # A retry whose first try was stored, or two tabs that agree.
        outcome.saved.append(question)
        return False
    if change.expected != before.version:
        outcome.conflicts.append(question)
        return False
    return True


def _whole(section: Section, fresh: list[Change], outcome: Outcome) -> list[Change]:
    """Keep a stage whole: all of its questions are N/A, or none."""
    if any(change.given.value == NA for change in fresh):
        return [] if outcome.conflicts else fresh
    if not fresh:
        return fresh
    changed = {change.question.id for change in fresh}
    return fresh + [
        Change(question, Given(comment=before.comment), before.version)
        for question in section.questions
        if (before := outcome.kept.get(question.id)) is not None
        and before.value == NA
        and question.id not in changed
    ]


def _numbered(fresh: list[Change], outcome: Outcome, last: int) -> list[dict[str, Any]]:
    """Return the rows to write, and note them in the outcome."""
    at = utcnow()
    rows = []
    for sequence, change in enumerate(fresh, start=last + 1):
        question, given = change.question.id, change.given
        before = outcome.kept.get(question)
        seconds = given.seconds
        if seconds is None and before is not None:
            seconds = before.seconds
        kept = Kept(
            question=question,
            value=values.parse(change.question, given.value),
            evidence=given.evidence,
            reason=given.reason,
            comment=given.comment,
            importance=given.importance,
            seconds=seconds,
            version=before.version + 1 if before is not None else 1,
            answered_at=at,
        )
        outcome.kept[question] = kept
        outcome.saved.append(question)
        rows.append(
            {name: getattr(kept, name) for name in _KEPT} | {"sequence": sequence}
        )
    return rows


def _write(
    session: Session, person: Person, section: Section, rows: list[dict[str, Any]]
) -> None:
    """Insert or update in one statement; two quick clicks meet in the unique key."""
    place = {
        "assessment_id": person.assessment_id,
        "respondent_id": person.id,
        "unit_key": person.unit_key,
        "questionnaire": section.questionnaire.id,
    }
    statement = _upsert(session.get_bind().dialect.name)
    session.connection().execute(statement, [place | row for row in rows])


@cache
def _upsert(dialect: str) -> Any:
    made = _INSERT[dialect](table(Answer))
    return made.on_conflict_do_update(
        index_elements=list(_KEY),
        set_={name: made.excluded[name] for name in _CHANGING},
    )


def _stored_query() -> Select[Any]:
    answer, person = table(Answer).c, table(Respondent).c
    last = (
        select(func.max(answer.sequence))
        .where(answer.respondent_id == bindparam("person"))
        .scalar_subquery()
        .label("last")
    )
    here = and_(
        answer.respondent_id == person.id,
        answer.assessment_id == person.assessment_id,
        answer.unit_key == person.unit_key,
        answer.questionnaire == bindparam("name"),
        answer.question.in_(bindparam("ids", expanding=True)),
    )
    return (
        select(last, *(answer[name] for name in _KEPT))
        .select_from(table(Respondent).outerjoin(table(Answer), here))
        .where(person.id == bindparam("person"))
    )


_STORED: Final = _stored_query()
