"""The assessor's pages where questions depend on others."""

from __future__ import annotations

import dataclasses

import pytest

from assessment import db
from assessment.engagements import reasons
from assessment.engagements.models import Unit
from assessment.models import Answer
from questionnaires.conditions import AllOf, AnswerIs, AnyOf, Not, ProfileIs
from tests.support import definitions

WHO = "service.contact.phone.who"
COVERED = "service.contact.phone.covered"
PARTNER = "service.contact.phone.partner"
CARE = "service.care.level"


@pytest.fixture
def seeded(own_seeded):
    return own_seeded


@pytest.fixture
def work(seeded) -> str:
    return f"/assessments/{seeded.assessment.public_id}"


@pytest.fixture
def give(app, seeded):
    """Store answers of a role."""

    def apply(role: str, unit: str = "", **values: object) -> None:
        with app.app_context():
            db.session().add_all(
                Answer(
                    assessment_id=seeded.assessment.id,
                    respondent_id=seeded.respondents[role].id,
                    questionnaire=definitions.NAME,
                    question=globals()[name],
                    value=value,
                    unit_key=unit,
                )
                for name, value in values.items()
            )
            db.session().commit()

    return apply


def row(page, text: str) -> str:
    """Return the table's row of a question."""
    return next(part for part in page.html.split("<tr>") if text in part)


def test_the_list_says_what_does_not_apply_why_and_what_is_kept(consultant, work, give):
    give("executive", WHO="own", PARTNER="half")
    give("manager", PARTNER="all")

    seen = row(consultant.page(f"{work}/review"), "does the partner firm see")

    assert "Does not apply" in seen
    assert (
        "Asked only where the answer to “Who answers the telephone?” is "
        "“A partner firm”." in seen
    )
    assert "2 answers are kept and do not count." in seen
    assert "apart" not in seen


def test_the_list_shows_opinions_of_what_applies(consultant, work, give):
    give("executive", WHO="partner", PARTNER="all")
    give("manager", PARTNER="1")

    seen = row(consultant.page(f"{work}/review"), "does the partner firm see")

    assert "Does not apply" not in seen
    assert "75 points apart" in seen


def test_one_question_says_so_too(consultant, work, give):
    give("executive", WHO="own", PARTNER="half")

    text = consultant.page(f"{work}/review/{definitions.NAME}/{PARTNER}").text

    assert "Does not apply" in text
    assert "1 answer is kept and does not count." in text
    assert "Half of all customers" in text


def test_a_consensus_decides_what_is_asked(consultant, work, give):
    give("executive", WHO="own")
    path = f"{work}/review/{definitions.NAME}/{WHO}"
    sent = {"value": "partner", "evidence": "documented", "reason": "The contract."}

    assert consultant.submit(path, "consensus", **sent).status_code == 302

    seen = row(consultant.page(f"{work}/review"), "does the partner firm see")
    assert "Does not apply" not in seen


def test_a_scales_consensus_is_one_of_its_options(consultant, work):
    path = f"{work}/review/{definitions.NAME}/{COVERED}"
    sent = {"value": "1", "evidence": "documented", "reason": "The log."}

    assert consultant.submit(path, "consensus", **sent).status_code == 302

    page = consultant.page(path)
    assert page.form("consensus").fields["value"] == ["1"]
    seen = row(consultant.page(f"{work}/review"), "reach you by telephone")
    assert "A quarter of all customers" in seen


def test_progress_leaves_out_what_does_not_apply(consultant, work, give):
    # Five questions apply to consumers' markets without a partner firm.
    give("executive", WHO="own", PARTNER="half", CARE=3)
    give("manager", WHO="own", COVERED="dk")

    text = " ".join(consultant.page(work).text.split())

    assert "2 of 5" in text
    assert "0 of 5" in text


def test_the_pages_need_few_statements(consultant, work, give, count_statements):
    give("executive", WHO="own", PARTNER="half", CARE=3)
    for url in (
        work,
        f"{work}/review",
        f"{work}/review/{definitions.NAME}/{PARTNER}",
        f"{work}/result",
    ):
        with count_statements() as read:
            consultant.page(url)
        assert len(read) <= 6, "\n".join(read)


def test_what_one_unit_is_not_asked_others_are(app, consultant, work, seeded, give):
    with app.app_context():
        for key in ("north", "south"):
            unit = Unit(assessment_id=seeded.assessment.id, key=key)
            db.session().add(unit)
        db.session().commit()
    give("executive", "north", WHO="own", PARTNER="half")
    give("manager", "south", WHO="partner", PARTNER="all")

    seen = row(consultant.page(f"{work}/review"), "does the partner firm see")

    assert "Does not apply" not in seen
    assert "1 answer is kept and does not count." in seen
    path = f"{work}/review/{definitions.NAME}/{PARTNER}"
    assert "Does not apply" in consultant.page(f"{path}?unit=north").text
    assert "Does not apply" not in consultant.page(f"{path}?unit=south").text


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (
            ProfileIs("market", ("b2b", "mixed")),
            "Asked only where the market is businesses or several kinds of customers.",
        ),
        (
            AllOf((ProfileIs("size", ("1-9",)), AnswerIs(CARE, at_least=2))),
            "Asked only where the number of employees is 1 to 9 and the answer to "
            "“How far does care go?” is at least 2.",
        ),
        (
            AnyOf((ProfileIs("region", ("CN",)), AnswerIs(CARE, 1, 3))),
            "Asked only where the country or region is China or the answer to “How "
            "far does care go?” is at least 1 and below 3.",
        ),
        (
            Not(AnswerIs(WHO, at_least=1)),
            "Asked only where the answer to “Who answers the telephone?” is not “Our "
            "own people” or “A partner firm”.",
        ),
        (AllOf((AnyOf((ProfileIs("size", ("1-9",)),)), AnswerIs(CARE, 1))), ""),
        (Not(AllOf((AnswerIs(CARE, 1),))), ""),
    ],
)
def test_simple_conditions_in_words(app, own_model, condition, words):
    question = own_model.by_id[CARE]
    asked = dataclasses.replace(own_model)
    asked.__dict__["conditions_of"] = {CARE: (condition,)}
    with app.test_request_context("/"):
        assert reasons.why(asked, question) == words
