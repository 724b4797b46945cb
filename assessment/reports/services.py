"""The result and report of a stored assessment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from assessment.accounts.models import User
from assessment.benchmarks.among import AmongAll, weighed
from assessment.benchmarks.peers import peers_of
from assessment.branding.brand import Brand
from assessment.branding.models import StoredBrand
from assessment.branding.services import brand_of
from assessment.db import utcnow
from assessment.engagements.beside import get_assessment_beside
from assessment.engagements.data import assessment_data, figures_of
from assessment.engagements.models import Assessment
from assessment.engagements.services import questionnaires_of
from assessment.reports.build import build_report
from assessment.reports.build_comments import without_names
from assessment.reports.build_worth import with_figures
from assessment.reports.model import Report
from assessment.reports.stored import result_from_json
from assessment.roadmaps.services import ALONG, decided
from scoring.engine import score
from scoring.one_unit import unit_result
from scoring.result import Result


@dataclass(frozen=True, slots=True)
class Reported:
    """An assessment with its result, its report in one language and what that wears."""

    assessment: Assessment
    result: Result
    report: Report
    brand: Brand


def get_report(
    session: Session, user: User, public_id: str, language: str, unit: str = ""
) -> Reported:
    """Return the report of an assessment that ``user`` may see.

    A locked assessment gives the result frozen when it was locked, never a new one;
    peers are those of the newest release, and the plan is as it was decided, either
    way. Last time is the latest locked assessment of an earlier day. ``unit`` asks for
    the report of one unit, with the computed plan; empty for that of the whole.

    Raises:
        NotFoundError: If there is none, or it is not for ``user``.
        ScoringError: If there is no such unit.
    """
    assessment, kept, before = get_assessment_beside(
        session, user, public_id, StoredBrand, along=ALONG
    )
    among = peers_of(session, assessment, utcnow().date())
    result = _part_of(_result_of(session, assessment, among), unit)
    report = build_report(
        _unnamed(assessment, result),
        questionnaires_of(assessment),
        language,
        among=among,
        plan=None if unit else decided(assessment),
        before=_before(before, unit),
    )
    if not unit:
        report = with_figures(report, result, figures_of(assessment))
    return Reported(assessment, result, report, brand_of(kept))


def _before(frozen: Mapping[str, Any] | None, unit: str) -> Result | None:
    """Return what last time came to, of the whole or of a unit that there was then."""
    if frozen is None:
        return None
    result = result_from_json(frozen)
    known = not unit or any(each.id == unit for each in result.units)
    return _part_of(result, unit) if known else None


def _part_of(result: Result, unit: str) -> Result:
    """Return the result of a unit, that of the whole where ``unit`` is empty."""
    return unit_result(result, unit) if unit else result


def _result_of(session: Session, assessment: Assessment, among: AmongAll) -> Result:
    """Return the frozen result of a locked assessment, else one of today's answers."""
    if assessment.locked_result is not None:
        return result_from_json(assessment.locked_result)
    definitions = questionnaires_of(assessment)
    data = weighed(assessment_data(session, assessment), among, definitions)
    return score(data, definitions)


def _unnamed(assessment: Assessment, result: Result) -> Result:
    """Return a result whose comments name none of those who answered.

    People are fetched only where somebody wrote something.
    """
    if any(row["comment"] for row in result.answers):
        return without_names(result, [each.name for each in assessment.respondents])
    return result
