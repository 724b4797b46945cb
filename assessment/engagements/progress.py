"""How far everybody invited is: what was answered of what applies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from assessment.answering.models import Answer
from assessment.engagements.applicability import (
    NOTHING,
    Hidden,
    case_of,
    hidden_by_unit,
)
from assessment.engagements.models import Assessment, Respondent
from assessment.engagements.services import questionnaires_of
from scoring.answers import is_asked


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one person is; ``answered`` counts questions, ``asked`` all of them.

    What does not apply is in neither.
    """

    respondent: Respondent
    answered: int
    asked: int


def progress(session: Session, assessment: Assessment) -> list[Progress]:
    """Return how far each invited person is, in the order of invitation."""
    rows = session.execute(_counted(assessment)).all()
    hidden = _hidden(session, assessment, [person for person, _count in rows])
    idle = _idle(session, assessment, hidden)
    return [
        Progress(
            person,
            answered - idle[person.id],
            _asked(assessment, person.role, hidden.get(person.unit_key, NOTHING)),
        )
        for person, answered in rows
    ]


def _counted(assessment: Assessment) -> Select[Respondent, Any]:
    counted = (
        select(Answer.respondent_id, func.count().label("answered"))
        .where(Answer.assessment_id == assessment.id, Answer.value.is_not(None))
        .group_by(Answer.respondent_id)
        .subquery()
    )
    return (
        select(Respondent, func.coalesce(counted.c.answered, 0))
        .outerjoin(counted, counted.c.respondent_id == Respondent.id)
        .where(Respondent.assessment_id == assessment.id)
        .order_by(Respondent.number)
    )


def _hidden(
    session: Session, assessment: Assessment, people: Sequence[Respondent]
) -> Mapping[str, Hidden]:
    """Return what does not apply in the units that people are invited in."""
    units = sorted({person.unit_key for person in people})
    return hidden_by_unit(session, case_of(assessment), units)


def _idle(
    session: Session, assessment: Assessment, hidden: Mapping[str, Hidden]
) -> Counter[int]:
    """Count the answers of each person that are kept and do not count."""
    ids = sorted({question for pairs in hidden.values() for _, question in pairs})
    if not ids:
        return Counter()
    rows = session.execute(
        select(
            Answer.respondent_id, Answer.unit_key, Answer.questionnaire, Answer.question
        ).where(
            Answer.assessment_id == assessment.id,
            Answer.question.in_(ids),
            Answer.value.is_not(None),
        )
    )
    return Counter(
        person
        for person, unit, name, question in rows
        if (name, question) in hidden.get(unit, NOTHING)
    )


def _asked(assessment: Assessment, role: str, hidden: Hidden) -> int:
    """Return how many questions a role is asked, without those that are hidden."""
    return sum(
        is_asked(question, role) and (definition.id, question.id) not in hidden
        for definition in questionnaires_of(assessment).values()
        for question in definition.questions()
    )
