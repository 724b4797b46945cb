"""Consensus values: what the assessor sets in place of the mean of the answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from assessment.accounts.models import User
from assessment.db import table, utcnow
from assessment.engagements.decisions import Place, record
from assessment.engagements.models import Assessment, ConsensusValue
from assessment.engagements.services import hold, questionnaires_of, require_open
from assessment.errors import StaleError
from scoring.answers import EVIDENCE, NA, Value

Rows = Mapping[str, ConsensusValue]
"""Stored values of one questionnaire and unit, by question."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A consensus value; ``value`` ``None`` takes it back.

    ``version`` is of the value that the assessor saw, 0 where there was none.
    """

    value: Value
    evidence: str
    reason: str
    version: int

    def says(self, row: ConsensusValue) -> bool:
        """Whether a stored value says the same."""
        stored = (row.value, row.evidence, row.reason)
        return stored == (self.value, self.evidence, self.reason)


class ConsensusConflictError(StaleError):
    """Someone else set the value in between; ``stored`` is what stands now."""

    def __init__(self, stored: ConsensusValue) -> None:
        super().__init__()
        self.stored = stored


def get_consensus(
    session: Session, assessment: Assessment, place: Place
) -> ConsensusValue | None:
    """Return the consensus value of a question, or ``None``."""
    return _rows(session, assessment, place, (place.question,)).get(place.question)


def set_consensus(
    session: Session,
    user: User,
    assessment: Assessment,
    place: Place,
    decision: Decision,
) -> None:
    """Set, change or take back the consensus value of a question.

    Saving the same twice changes nothing the second time. Where questions are not
    applicable together or not at all, the others follow.

    Raises:
        ClosedError: If the assessment is locked.
        ConsensusConflictError: If someone else saved since it was seen.
    """
    hold(session, assessment)
    require_open(assessment)
    questionnaire = questionnaires_of(assessment)[place.questionnaire]
    together = questionnaire.left_out_together.get(place.question, (place.question,))
    rows = _rows(session, assessment, place, together)
    row = rows.get(place.question)
    if row is not None and decision.says(row):
        return
    if decision.version != (row.version if row else 0):
        raise ConsensusConflictError(row or ConsensusValue(version=0))
    others = [question for question in together if question != place.question]
    said = {place.question: decision} | _meant(decision, rows, others)
    _write(session, assessment, place, rows, _values(user, said))
    record(session, user, assessment, "consensus.set", subject=place.code)


def _meant(
    decision: Decision, rows: Rows, others: Sequence[str]
) -> dict[str, Decision]:
    """Return what a decision means for the questions that go with the decided one."""
    said = {}
    for question in others:
        row = rows.get(question)
        was = row.value if row is not None else None
        if (decision.value == NA) != (was == NA):
            # What was seen of this question stays; no value was agreed on for it.
            evidence = row.evidence if row is not None else EVIDENCE[0]
            value = NA if decision.value == NA else None
            said[question] = replace(decision, value=value, evidence=evidence)
    return said


def _values(user: User, said: Mapping[str, Decision]) -> Mapping[str, dict[str, Any]]:
    at = utcnow()
    return {
        question: {
            "value": decision.value,
            "evidence": decision.evidence,
            "reason": decision.reason,
            "by": user.name,
            "decided_at": at,
        }
        for question, decision in said.items()
    }


def _rows(
    session: Session, assessment: Assessment, place: Place, questions: tuple[str, ...]
) -> Rows:
    found = session.scalars(
        select(ConsensusValue).where(
            ConsensusValue.assessment_id == assessment.id,
            ConsensusValue.questionnaire == place.questionnaire,
            ConsensusValue.question.in_(questions),
            ConsensusValue.unit_key == place.unit_key,
        )
    )
    return {row.question: row for row in found}


def _write(
    session: Session,
    assessment: Assessment,
    place: Place,
    rows: Rows,
    values: Mapping[str, dict[str, Any]],
) -> None:
    """Change the rows there are; make the others in one statement."""
    where = {
        "assessment_id": assessment.id,
        "questionnaire": place.questionnaire,
        "unit_key": place.unit_key,
        "version": 1,
    }
    made = []
    for question, given in values.items():
        row = rows.get(question)
        if row is None:
            made.append(where | given | {"question": question})
            continue
        for name, value in given.items():
            setattr(row, name, value)
        row.version += 1
    if made:
        session.execute(insert(table(ConsensusValue)), made)
