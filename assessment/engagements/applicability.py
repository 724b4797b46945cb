"""What applies: which questions an organisation, or one of its units, is not asked.

Only answers to the questions that conditions look at are fetched, in one statement,
and only where a definition has conditions at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import CompoundSelect, Select, bindparam, literal, select, union_all
from sqlalchemy.orm import Session

from assessment.answering.models import Answer as StoredAnswer
from assessment.db import table
from assessment.engagements.data import profile
from assessment.engagements.models import Assessment, ConsensusValue, Respondent
from questionnaires import loader
from questionnaires.model import Questionnaire
from scoring.answers import Answer, AssessmentData, Consensus
from scoring.applicability import left_out_of
from scoring.inputs import inputs_of

Pair = tuple[str, str]
"""Ids of a questionnaire and of one of its questions."""
Hidden = frozenset[Pair]
NOTHING: Final[Hidden] = frozenset()


@dataclass(frozen=True, slots=True)
class Case:
    """Whose questions: an assessment, its pinned keys, the organisation's profile.

    ``form`` is the assessment's.
    """

    assessment_id: int
    keys: Sequence[str]
    profile: Mapping[str, Any]
    form: str


def hidden_by_unit(
    session: Session, case: Case, units: Iterable[str]
) -> dict[str, Hidden]:
    """Return what does not apply in each unit; ``""`` where there are no units."""
    asked = conditional(case.keys, case.form)
    if not asked:
        return dict.fromkeys(units, NOTHING)
    data = _deciding(session, case, asked)
    return {
        unit: frozenset(
            (each.id, question)
            for each in asked
            for question in inputs_of(data, each, unit or None).hidden
        )
        for unit in units
    }


def of_assessment(session: Session, assessment: Assessment) -> dict[str, Hidden]:
    """Return what does not apply by unit, or under ``""`` where there are none."""
    units = [unit.key for unit in assessment.units] or [""]
    return hidden_by_unit(session, case_of(assessment), units)


def case_of(assessment: Assessment) -> Case:
    """Return the case of a stored assessment."""
    keys = tuple(assessment.questionnaires)
    known = profile(assessment.organisation)
    return Case(assessment.id, keys, known, assessment.form)


def conditional(keys: Iterable[str], form: str) -> tuple[Questionnaire, ...]:
    """Return the definitions of which something may not be asked."""
    found = (loader.load(*key.split("@")) for key in keys)
    return tuple(
        each for each in found if each.conditions_of or left_out_of(each, form)
    )


def _deciding(
    session: Session, case: Case, asked: Sequence[Questionnaire]
) -> AssessmentData:
    """Return the assessment with the answers that conditions look at, and no others."""
    pairs = {(each.id, question) for each in asked for question in each.deciding}
    answers: list[Answer] = []
    agreed: list[Consensus] = []
    for kind, name, question, value, role, unit in _rows(session, case, pairs):
        if (name, question) not in pairs:
            continue
        own = unit or None
        if kind == "consensus":
            agreed.append(Consensus(name, question, value, unit=own))
        else:
            answers.append(Answer(name, question, value, role=role, unit=own))
    return AssessmentData(
        questionnaires=tuple(case.keys),
        answers=tuple(answers),
        organisation=case.profile,
        consensus=tuple(agreed),
        form=case.form,
    )


def _rows(session: Session, case: Case, pairs: Iterable[Pair]) -> Iterable[Any]:
    ids = sorted({question for _, question in pairs})
    if not ids:
        # Conditions on the profile alone need no answer.
        return ()
    return session.execute(_DECIDING, {"assessment": case.assessment_id, "ids": ids})


def _deciding_query() -> CompoundSelect[Any]:
    return union_all(_answers(), _agreed())


def _answers() -> Select[Any]:
    answer, person = table(StoredAnswer).c, table(Respondent).c
    return _of(answer, "answer", person.role).join_from(
        table(StoredAnswer), table(Respondent), person.id == answer.respondent_id
    )


def _agreed() -> Select[Any]:
    return _of(table(ConsensusValue).c, "consensus", literal(""))


def _of(row: Any, kind: str, role: Any) -> Select[Any]:
    """Return a query of answers or consensus values, with the same columns."""
    ids: Any = bindparam("ids", expanding=True)
    return select(
        literal(kind), row.questionnaire, row.question, row.value, role, row.unit_key
    ).where(row.assessment_id == bindparam("assessment"), row.question.in_(ids))


# Built once: putting a statement together costs more than sending it.
_DECIDING: Final = _deciding_query()
