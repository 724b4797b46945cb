"""Assessments in the database, to look at their results."""

from __future__ import annotations

import pytest

from assessment import db
from assessment.answering.models import Answer
from tests.reports import stories


@pytest.fixture
def answered(app, seeded):
    """The seeded assessment with the South African bank's answers."""
    people = {"e1": "executive", "f1": "frontline"}
    with app.app_context():
        session = db.session()
        for given in stories.assessment(mode="assessed").answers:
            person = seeded.respondents[people[given.respondent]]
            session.add(
                Answer(
                    assessment_id=seeded.assessment.id,
                    respondent_id=person.id,
                    questionnaire=given.questionnaire,
                    question=given.question,
                    value=given.value,
                    evidence=given.evidence,
                )
            )
        session.commit()
    return seeded
