"""From the database to plain values: what a result is computed from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assessment.accounts.models import Organisation
from assessment.answering.models import Answer as StoredAnswer
from assessment.engagements import models as stored
from questionnaires import loader
from scoring.answers import AcceptedGap, Answer, AssessmentData, Consensus, Unit


def assessment_data(session: Session, assessment: stored.Assessment) -> AssessmentData:
    """Return an assessment as plain values, always in the same order.

    Answers are ordered as the definitions ask, then by person; five statements,
    whatever the number of answers. Revoked people's answers count: they were given.
    """
    order = _order(assessment)
    return AssessmentData(
        questionnaires=tuple(assessment.questionnaires),
        answers=_answers(session, assessment, order),
        organisation=profile(assessment.organisation),
        date=assessment.date.isoformat(),
        mode=assessment.mode,
        consensus=_consensus(session, assessment, order),
        units=_units(session, assessment),
        targets=dict(assessment.targets),
        accepted=_accepted(session, assessment, order),
        invited=_invited(session, assessment),
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
            stored.ConsensusValue.value.is_not(None),
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


def _units(session: Session, assessment: stored.Assessment) -> tuple[Unit, ...]:
    rows = session.scalars(
        select(stored.Unit)
        .where(stored.Unit.assessment_id == assessment.id)
        .order_by(stored.Unit.id)
    )
    return tuple(Unit(row.key, row.weight, row.shares_customers) for row in rows)


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


def _invited(session: Session, assessment: stored.Assessment) -> dict[str, int]:
    rows = session.execute(
        select(stored.Respondent.role, func.count())
        .where(stored.Respondent.assessment_id == assessment.id)
        .group_by(stored.Respondent.role)
        .order_by(stored.Respondent.role)
    )
    return {row[0]: row[1] for row in rows}


def _place(
    row: StoredAnswer | stored.ConsensusValue | stored.AcceptedGap, order: Order
) -> int:
    return order[(row.questionnaire, row.question)]
