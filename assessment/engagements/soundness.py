"""Whether what is stored can be what was given: values, and frozen results."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessment.answering.models import Answer
from assessment.engagements.models import Assessment, ConsensusValue
from assessment.engagements.services import hash_of, questionnaires_of
from questionnaires.model import Questionnaire
from scoring import values
from scoring.errors import ValueRefusedError

Definitions = dict[str, Questionnaire]
_AT_ONCE: Final = 1000


def faults(session: Session) -> list[str]:
    """Return what is wrong with stored values and frozen results, a line each.

    Values themselves are not repeated: they are people's answers.
    """
    found: list[str] = []
    asked: dict[int, Definitions] = {}
    for assessment in session.scalars(select(Assessment).order_by(Assessment.id)):
        try:
            asked[assessment.id] = questionnaires_of(assessment)
        except LookupError as error:
            found.append(f"assessment {assessment.id}: {error}")
            continue
        found += _frozen(assessment)
    for kind in (Answer, ConsensusValue):
        found += _values(session, kind, asked)
    return found


def _frozen(assessment: Assessment) -> Iterator[str]:
    name = f"assessment {assessment.id}"
    frozen = assessment.locked_result
    if frozen is not None and hash_of(frozen) != assessment.result_hash:
        yield f"{name}: the result was changed after it was frozen"
    pinned = assessment.definition_hashes or {}
    for questionnaire in questionnaires_of(assessment).values():
        kept = pinned.get(questionnaire.key, questionnaire.hash)
        if kept != questionnaire.hash:
            yield f"{name}: {questionnaire.key} was changed after the result was frozen"


def _values(
    session: Session, kind: type[Any], asked: dict[int, Definitions]
) -> Iterator[str]:
    rows = session.scalars(
        select(kind).order_by(kind.id).execution_options(yield_per=_AT_ONCE)
    )
    for row in rows:
        definitions = asked.get(row.assessment_id)
        fault = _fault(row, definitions) if definitions is not None else None
        if fault is not None:
            yield f"table {kind.__tablename__}, row {row.id}: {fault}"


def _fault(row: Any, definitions: Definitions) -> str | None:
    questionnaire = definitions.get(row.questionnaire)
    question = questionnaire.by_id.get(row.question) if questionnaire else None
    if question is None:
        return f"{row.questionnaire}/{row.question} is not asked in its assessment"
    try:
        values.parse(question, row.value)
    except ValueRefusedError:
        return f"the value is not on the scale of {question.id}"
    return None
