"""The review of a core form says how many questions are asked, of how many."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from assessment import db
from assessment.engagements import services
from assessment.engagements.models import Assessment
from questionnaires.model import LANGUAGES


@pytest.fixture
def choose(app, seeded):
    """Change the assessment's form."""

    def change(form: str) -> str:
        with app.app_context():
            db.session().execute(update(Assessment).values(form=form))
            db.session().commit()
        return f"/assessments/{seeded.assessment.public_id}/review"

    return change


def counts(seeded) -> tuple[int, int]:
    definitions = services.questionnaires_of(seeded.assessment).values()
    return (
        sum(len(each.core or each.by_id) for each in definitions),
        sum(len(each.by_id) for each in definitions),
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_review_of_the_core_form_counts_what_is_asked(
    consultant, seeded, choose, language
):
    asked, everything = counts(seeded)
    assert asked < everything
    page = consultant.page(f"{choose('core')}?lang={language}")
    said = {
        "en": f"Core form: {asked} of {everything} questions are asked.",
        "zh-Hans": f"核心题目：全部{everything}题中询问{asked}题。",
        "zh-Hant": f"核心題目：全部{everything}題中詢問{asked}題。",
    }
    assert said[language] in page.text
    assert page.html.count("/review/") == asked


def test_the_review_of_the_full_form_counts_nothing(consultant, choose):
    assert "Core form" not in consultant.page(choose("full")).text
