"""The result and report of a stored assessment."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from assessment.accounts.models import User
from assessment.benchmarks.among import weighed
from assessment.benchmarks.peers import peers_of
from assessment.db import utcnow
from assessment.engagements.data import assessment_data
from assessment.engagements.models import Assessment
from assessment.engagements.services import get_assessment, questionnaires_of
from assessment.reports.build import build_report
from assessment.reports.model import Report
from assessment.reports.stored import result_from_json
from scoring.engine import score
from scoring.one_unit import unit_result
from scoring.result import Result


@dataclass(frozen=True, slots=True)
class Reported:
    """An assessment with its result and its report in one language."""

    assessment: Assessment
    result: Result
    report: Report


def get_report(
    session: Session, user: User, public_id: str, language: str, unit: str = ""
) -> Reported:
    """Return the report of an assessment that ``user`` may see.

    A locked assessment gives the result frozen when it was locked, never a new one;
    peers are those of the newest release either way. ``unit`` asks for the report of
    one unit, empty for that of the whole.

    Raises:
        NotFoundError: If there is none, or it is not for ``user``.
        ScoringError: If there is no such unit.
    """
    assessment = get_assessment(session, user, public_id)
    definitions = questionnaires_of(assessment)
    among = peers_of(session, assessment, utcnow().date())
    if assessment.locked_result is None:
        data = weighed(assessment_data(session, assessment), among, definitions)
        result = score(data, definitions)
    else:
        result = result_from_json(assessment.locked_result)
    if unit:
        result = unit_result(result, unit)
    report = build_report(result, definitions, language, among=among)
    return Reported(assessment, result, report)
