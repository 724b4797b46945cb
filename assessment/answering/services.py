"""Answering: what is answered and missing so far, and submitting it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Select, bindparam, select, update
from sqlalchemy.orm import Session

from assessment.answering.models import Answer
from assessment.answering.people import Person, asked
from assessment.answering.sections import PERCEIVED, Section
from assessment.audit import services as audit
from assessment.db import table, utcnow
from assessment.engagements.models import Respondent
from assessment.errors import InvalidInputError
from questionnaires.model import Question

Pair = tuple[str, str]
"""Ids of a questionnaire and of one of its questions."""


class MissingError(InvalidInputError):
    """Questions without which nothing is submitted are unanswered."""


class UnconfirmedError(InvalidInputError):
    """Questions are unanswered, and nobody said that this is meant."""


@dataclass(frozen=True, slots=True)
class Noted:
    """What the task list needs: answered questions, and those with anything noted."""

    answered: frozenset[Pair]
    noted: frozenset[Pair]
    last_at: datetime | None

    def begun(self, section: Section) -> bool:
        """Whether anything was noted in a section, if only a comment."""
        name = section.questionnaire.id
        return any((name, question.id) in self.noted for question in section.questions)


def noted(session: Session, person: Person) -> Noted:
    """Return what a person has answered or noted so far."""
    rows = session.execute(
        _NOTED, {"person": person.id, "assessment": person.assessment_id}
    ).all()
    return Noted(
        answered=frozenset((row[0], row[1]) for row in rows if row[2]),
        noted=frozenset((row[0], row[1]) for row in rows),
        last_at=max((row[3] for row in rows), default=None),
    )


def missing(among: Iterable[Section], so_far: Noted) -> list[tuple[Section, Question]]:
    """Return the questions that have no answer yet, in order of asking.

    ``among`` are the sections with what applies (``people.asked``).
    """
    return [
        (section, question)
        for section in among
        for question in section.questions
        if (section.questionnaire.id, question.id) not in so_far.answered
    ]


def needed(without: Iterable[tuple[Section, Question]]) -> list[Question]:
    """Return those among the missing without which nothing is submitted.

    It is the perceived stage alone: nobody can give it any more once the result is
    known. "Don't know" is an answer.
    """
    return [
        question for section, question in without if section.dimension.id == PERCEIVED
    ]


def submit(session: Session, person: Person, key: str, confirmed: int) -> Person:
    """Submit a person's answers, once; ``confirmed`` blanks are meant as blanks.

    Raises:
        MissingError: If a question is unanswered that must not be.
        UnconfirmedError: If another number of questions is unanswered.
    """
    without = missing(asked(session, person), noted(session, person))
    if needed(without):
        raise MissingError
    if len(without) != confirmed:
        raise UnconfirmedError
    at = utcnow()
    session.execute(
        update(Respondent)
        .where(Respondent.id == person.id)
        .values(submitted_at=at, submission_key=key)
    )
    name = audit.Held(f"respondent:{person.id}")
    audit.record(session, name, name, "answers.submitted", name, blank=confirmed)
    session.commit()
    return replace(person, submitted_at=at, submission_key=key)


def _noted() -> Select[Any]:
    answer = table(Answer).c
    return select(
        answer.questionnaire,
        answer.question,
        answer.value.is_not(None),
        answer.answered_at,
    ).where(
        answer.respondent_id == bindparam("person"),
        answer.assessment_id == bindparam("assessment"),
    )


# Built once: putting a statement together costs more than sending it.
_NOTED: Final = _noted()
