"""The peers of a stored assessment: the newest release of each questionnaire."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from sqlalchemy.orm import Session

from assessment.benchmarks import series
from assessment.benchmarks.among import AmongAll, weighed
from assessment.benchmarks.series import Sought
from assessment.db import utcnow
from assessment.engagements.models import Assessment
from assessment.engagements.services import questionnaires_of
from scoring.answers import AssessmentData


def peers_of(session: Session, assessment: Assessment, today: dt.date) -> AmongAll:
    """Return an assessment's peers by questionnaire; none where there is no release.

    Of each questionnaire in its version the newest release counts whose date is not in
    the future. One statement; only the cells on the organisation's own ladder are read.
    They weigh as the assessment has it.
    """
    keys = assessment.questionnaires
    sought = Sought(assessment.organisation, keys, today, most=1)
    weighs = assessment.use_peers
    return {
        each.source.questionnaire: replace(each, weighs=weighs)
        for each in series.read(session, sought)
    }


def weigh(
    session: Session, assessment: Assessment, data: AssessmentData
) -> AssessmentData:
    """Return an assessment's data with the peers of today's newest releases."""
    among = peers_of(session, assessment, utcnow().date())
    return weighed(data, among, questionnaires_of(assessment))
