"""From the database to plain values: what a result is computed from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import (
    JSON,
    Boolean,
    Date,
    Float,
    Integer,
    Row,
    Select,
    String,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from assessment.accounts.models import Organisation
from assessment.answering.models import Answer as StoredAnswer
from assessment.engagements import models as stored
from questionnaires import loader
from scoring.answers import AcceptedGap, Answer, AssessmentData, Consensus, Unit
from scoring.worth import Figures

UNGRADED = "none"
_COLUMNS: Final[Mapping[str, TypeEngine[Any]]] = {
    "kind": String(),
    "place": Integer(),
    "questionnaire": String(),
    "question": String(),
    "name": String(),
    "value": JSON(),
    "evidence": String(),
    "by": String(),
    "date": Date(),
    "reason": String(),
    "number": Float(),
    "shares": Boolean(),
}
"""What the short lists have between them; a list leaves out what it has not."""

Rows = Mapping[str, Sequence[Row[Any]]]


def assessment_data(session: Session, assessment: stored.Assessment) -> AssessmentData:
    """Return an assessment as plain values, always in the same order.

    Answers are ordered as the definitions ask, then by person; two statements,
    whatever the number of answers. Revoked people's answers count: they were given.
    """
    order = _order(assessment)
    lists = _short_lists(session, assessment)
    return AssessmentData(
        questionnaires=tuple(assessment.questionnaires),
        answers=_answers(session, assessment, order),
        organisation=profile(assessment.organisation),
        date=assessment.date.isoformat(),
        mode=assessment.mode,
        consensus=_consensus(lists["consensus"], order),
        units=_units(lists["unit"]),
        targets=dict(assessment.targets),
        accepted=_accepted(lists["accepted"], order),
        invited=_invited(lists["role"]),
        capacity=assessment.capacity,
        form=assessment.form,
        figures=figures_of(assessment),
    )


def figures_of(assessment: stored.Assessment) -> Figures | None:
    """Return the organisation's own figures; ``None`` where it gave none."""
    return Figures(**assessment.figures) if assessment.figures else None


def profile(organisation: Organisation) -> dict[str, Any]:
    """Return an organisation's profile as an assessment file has it."""
    intake = organisation.intake
    found: dict[str, Any] = {
        "name": organisation.name,
        "industry": organisation.industry,
        "region": organisation.region,
        "size": organisation.size,
        "market": organisation.market,
        "parent": organisation.parent,
    }
    found |= {key: intake[key] for key in ("drivers", "symptoms") if intake.get(key)}
    if organisation.fictional:
        found["fictional"] = True
    return found


Order = Mapping[tuple[str, str], int]


def _order(assessment: stored.Assessment) -> Order:
    pairs = [
        (name, question.id)
        for name, version in (key.split("@") for key in assessment.questionnaires)
        for question in loader.load(name, version).questions()
    ]
    return {pair: place for place, pair in enumerate(pairs)}


def _answers(
    session: Session, assessment: stored.Assessment, order: Order
) -> tuple[Answer, ...]:
    rows = session.execute(
        select(StoredAnswer, stored.Respondent)
        .join(stored.Respondent, stored.Respondent.id == StoredAnswer.respondent_id)
        .where(StoredAnswer.assessment_id == assessment.id)
    ).all()
    known = [row for row in rows if (row[0].questionnaire, row[0].question) in order]
    known.sort(key=lambda row: (_place(row[0], order), row[1].number, row[0].unit_key))
    return tuple(plain_answer(row[0], row[1].key, row[1].role) for row in known)


def plain_answer(given: StoredAnswer, person: str, role: str) -> Answer:
    """Return a stored answer as files and scoring have it.

    Args:
        given: The stored answer.
        person: The key that files call its respondent by.
        role: The respondent's role.
    """
    return Answer(
        questionnaire=given.questionnaire,
        question=given.question,
        value=given.value,
        respondent=person,
        role=role,
        unit=given.unit_key or None,
        evidence=given.evidence,
        importance=given.importance,
        reason=given.reason,
        comment=given.comment,
        seconds=given.seconds,
    )


def _short_lists(session: Session, assessment: stored.Assessment) -> Rows:
    """Return consensus values, accepted gaps, units and roles by kind.

    All are short, so one statement fetches them.
    """
    found: dict[str, list[Row[Any]]] = {
        kind: [] for kind in ("consensus", "accepted", "unit", "role")
    }
    lists = (_consensus_list, _accepted_list, _unit_list, _role_list)
    for row in session.execute(union_all(*(make(assessment.id) for make in lists))):
        found[row.kind].append(row)
    return found


def _list(kind: str, **columns: Any) -> Select[Any]:
    """Return a query with all columns of a short list; those left out are empty."""
    own = {"kind": literal(kind), **columns}
    return select(
        *(
            cast(own.get(name, null()), kind_of).label(name)
            if name not in own or name in ("kind", "number")
            else own[name].label(name)
            for name, kind_of in _COLUMNS.items()
        )
    )


def _consensus_list(assessment_id: int) -> Select[Any]:
    row = stored.ConsensusValue
    return _list(
        "consensus",
        questionnaire=row.questionnaire,
        question=row.question,
        name=row.unit_key,
        value=row.value,
        evidence=row.evidence,
        by=row.by,
        reason=row.reason,
    ).where(
        row.assessment_id == assessment_id,
        # Without a value an entry grades the evidence; without both it was taken back.
        or_(row.value.is_not(None), row.evidence != UNGRADED),
    )


def _accepted_list(assessment_id: int) -> Select[Any]:
    row = stored.AcceptedGap
    return _list(
        "accepted",
        questionnaire=row.questionnaire,
        question=row.question,
        by=row.by,
        date=row.date,
        reason=row.reason,
    ).where(row.assessment_id == assessment_id)


def _unit_list(assessment_id: int) -> Select[Any]:
    row = stored.Unit
    return _list(
        "unit",
        place=row.id,
        name=row.key,
        number=row.weight,
        shares=row.shares_customers,
    ).where(row.assessment_id == assessment_id)


def _role_list(assessment_id: int) -> Select[Any]:
    row = stored.Respondent
    return (
        _list("role", name=row.role, number=func.count())
        .where(row.assessment_id == assessment_id)
        .group_by(row.role)
    )


def _consensus(rows: Sequence[Row[Any]], order: Order) -> tuple[Consensus, ...]:
    known = [row for row in rows if (row.questionnaire, row.question) in order]
    known.sort(key=lambda row: (_place(row, order), row.name))
    return tuple(plain_consensus(row, row.name) for row in known)


def plain_consensus(decided: stored.ConsensusValue | Row[Any], unit: str) -> Consensus:
    """Return a stored consensus of a unit as files and scoring have it.

    ``unit`` is empty for the organisation as a whole.
    """
    return Consensus(
        questionnaire=decided.questionnaire,
        question=decided.question,
        value=decided.value,
        unit=unit or None,
        evidence=decided.evidence,
        by=decided.by,
        reason=decided.reason,
    )


def _accepted(rows: Sequence[Row[Any]], order: Order) -> tuple[AcceptedGap, ...]:
    known = [row for row in rows if (row.questionnaire, row.question) in order]
    known.sort(key=lambda row: _place(row, order))
    return tuple(
        AcceptedGap(
            questionnaire=row.questionnaire,
            question=row.question,
            by=row.by,
            date=row.date.isoformat() if row.date else None,
            reason=row.reason,
        )
        for row in known
    )


def _units(rows: Sequence[Row[Any]]) -> tuple[Unit, ...]:
    made = sorted(rows, key=lambda row: int(row.place))
    return tuple(Unit(row.name, row.number, bool(row.shares)) for row in made)


def _invited(rows: Sequence[Row[Any]]) -> dict[str, int]:
    """Return how many people of each role are invited."""
    people = sorted(rows, key=lambda row: str(row.name))
    return {row.name: int(row.number) for row in people}


def _place(row: Any, order: Order) -> int:
    return order[(row.questionnaire, row.question)]
