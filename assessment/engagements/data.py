"""From the database to plain values: what a result is computed from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Float, cast, false, func, null, or_, select, union_all
from sqlalchemy.orm import Session

from assessment.accounts.models import Organisation
from assessment.answering.models import Answer as StoredAnswer
from assessment.engagements import models as stored
from questionnaires import loader
from scoring.answers import AcceptedGap, Answer, AssessmentData, Consensus, Unit

UNGRADED = "none"


def assessment_data(session: Session, assessment: stored.Assessment) -> AssessmentData:
    """Return an assessment as plain values, always in the same order.

    Answers are ordered as the definitions ask, then by person; four statements,
    whatever the number of answers. Revoked people's answers count: they were given.
    """
    order = _order(assessment)
    units, invited = _units_and_invited(session, assessment)
    return AssessmentData(
        questionnaires=tuple(assessment.questionnaires),
        answers=_answers(session, assessment, order),
        organisation=profile(assessment.organisation),
        date=assessment.date.isoformat(),
        mode=assessment.mode,
        consensus=_consensus(session, assessment, order),
        units=units,
        targets=dict(assessment.targets),
        accepted=_accepted(session, assessment, order),
        invited=invited,
    )


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
    return tuple(_answer(*row) for row in known)


def _answer(given: StoredAnswer, person: stored.Respondent) -> Answer:
    return Answer(
        questionnaire=given.questionnaire,
        question=given.question,
        value=given.value,
        respondent=person.key,
        role=person.role,
        unit=given.unit_key or None,
        evidence=given.evidence,
        importance=given.importance,
        reason=given.reason,
        comment=given.comment,
        seconds=given.seconds,
    )


def _consensus(
    session: Session, assessment: stored.Assessment, order: Order
) -> tuple[Consensus, ...]:
    rows = session.scalars(
        select(stored.ConsensusValue).where(
            stored.ConsensusValue.assessment_id == assessment.id,
            # Without a value an entry grades the evidence; without both it was
            # taken back.
            or_(
                stored.ConsensusValue.value.is_not(None),
                stored.ConsensusValue.evidence != UNGRADED,
            ),
        )
    ).all()
    known = [row for row in rows if (row.questionnaire, row.question) in order]
    known.sort(key=lambda row: (_place(row, order), row.unit_key))
    return tuple(
        Consensus(
            questionnaire=row.questionnaire,
            question=row.question,
            value=row.value,
            unit=row.unit_key or None,
            evidence=row.evidence,
            by=row.by,
            reason=row.reason,
        )
        for row in known
    )


def _units_and_invited(
    session: Session, assessment: stored.Assessment
) -> tuple[tuple[Unit, ...], dict[str, int]]:
    """Return the units and how many people of each role are invited.

    Both are short lists, so one statement fetches them.
    """
    unit, person = stored.Unit, stored.Respondent
    units = select(
        unit.id, unit.key.label("name"), unit.weight.label("number"),
        unit.shares_customers.label("shares"),
    ).where(unit.assessment_id == assessment.id)  # fmt: skip
    roles = (
        select(null(), person.role, cast(func.count(), Float), false())
        .where(person.assessment_id == assessment.id)
        .group_by(person.role)
    )
    rows = session.execute(union_all(units, roles)).all()
    made = sorted((row for row in rows if row.id is not None), key=lambda row: row.id)
    people = sorted((row for row in rows if row.id is None), key=lambda row: row.name)
    return (
        tuple(Unit(row.name, row.number, bool(row.shares)) for row in made),
        {row.name: int(row.number) for row in people},
    )


def _accepted(
    session: Session, assessment: stored.Assessment, order: Order
) -> tuple[AcceptedGap, ...]:
    rows = session.scalars(
        select(stored.AcceptedGap).where(
            stored.AcceptedGap.assessment_id == assessment.id
        )
    ).all()
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


def _place(
    row: StoredAnswer | stored.ConsensusValue | stored.AcceptedGap, order: Order
) -> int:
    return order[(row.questionnaire, row.question)]
