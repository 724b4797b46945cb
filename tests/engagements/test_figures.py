"""Figures of the organisation's own: kept, recorded, and told by the report alone."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from assessment import db
from assessment.audit.models import AuditEntry
from assessment.engagements.models import Assessment
from tests.support.pages import Page

GIVEN = {
    "currency": "zar",
    "customers": "200,000",
    "revenue": "240000000",
    "margin": "40",
    "retention": "82.5",
}
KEPT = {
    "currency": "ZAR",
    "customers": 200_000,
    "revenue": 240_000_000.0,
    "margin": 40.0,
    "retention": 82.5,
}


def url(seeded, path: str = "figures") -> str:
    return f"/assessments/{seeded.assessment.public_id}/{path}"


def stored(app):
    with app.app_context():
        return db.session().scalars(select(Assessment.figures)).one()


def actions(app) -> list[str]:
    with app.app_context():
        rows = db.session().scalars(select(AuditEntry).order_by(AuditEntry.id))
        return [row.action for row in rows if row.action.startswith("figures.")]


def test_figures_are_kept_shown_again_and_recorded(app, consultant, seeded):
    assert "Not entered" in consultant.page(url(seeded, "")[:-1]).text
    answer = consultant.submit(url(seeded), "figures", **GIVEN)
    assert answer.status_code == 302, answer.text
    assert stored(app) == KEPT
    assert actions(app) == ["figures.kept"]
    fields = consultant.page(url(seeded)).form("figures").fields
    assert fields["customers"] == ["200000"]
    assert fields["retention"] == ["82.5"]
    assert "Entered" in consultant.page(url(seeded, "")[:-1]).text


def test_the_export_holds_them_and_the_result_does_not(consultant, seeded):
    consultant.submit(url(seeded), "figures", **GIVEN)
    exported = consultant.get(url(seeded, "export.json")).get_json()
    assert {k: v for k, v in exported["figures"].items() if v is not None} == KEPT
    assert "figures" not in consultant.get(url(seeded, "result.json")).get_json()


def test_emptied_they_are_withdrawn_and_the_same_twice_is_one_entry(
    app, consultant, seeded
):
    consultant.submit(url(seeded), "figures", **GIVEN)
    consultant.submit(url(seeded), "figures")
    assert actions(app) == ["figures.kept"]
    consultant.submit(url(seeded), "figures", **dict.fromkeys(GIVEN, ""))
    assert stored(app) is None
    assert actions(app) == ["figures.kept", "figures.withdrawn"]


@pytest.mark.parametrize(
    "case",
    [
        ("currency", "rand", "Enter a code of three letters"),
        ("customers", "0", "Enter a whole number from 1"),
        ("customers", "1.5", "Enter a whole number from 1"),
        ("customers", "many", "Enter a whole number from 1"),
        ("margin", "101", "Enter a number from 0 to 100."),
        ("margin", "-1", "Enter a number from 0 to 100."),
        ("revenue", "9" * 500, "Enter a number from 0 to"),
        ("products", "nan", "Enter a number from 0.01"),
    ],
)
def test_what_is_no_figure_is_refused_and_kept_in_its_field(
    app, consultant, seeded, case
):
    field, typed, said = case
    answer = consultant.submit(url(seeded), "figures", **{field: typed})
    page = Page(answer.text)
    assert page.title.startswith("Error:")
    assert answer.text.count(said) >= 2  # in the summary and at the field
    assert page.form("figures").fields[field] in ([typed], [typed.upper()])
    assert stored(app) is None


def test_full_width_digits_of_a_chinese_keyboard_are_digits(app, consultant, seeded):
    consultant.submit(url(seeded), "figures", customers="１２０，０００")
    assert stored(app) == {"customers": 120_000}


def test_f15_who_comes_second_is_told_and_may_replace_it(
    app, consultant, admin, seeded
):
    mine = {**consultant.page(url(seeded)).form("figures").fields, "customers": "7"}
    admin.submit(url(seeded), "figures", customers="5")
    answer = consultant.post(url(seeded), data=mine)
    assert answer.status_code == 409
    assert "Someone else changed this assessment" in answer.text
    assert stored(app) == {"customers": 5}
    again = Page(answer.text).form("figures").fields
    assert again["customers"] == ["7"]
    assert consultant.post(url(seeded), data=again).status_code == 302
    assert stored(app) == {"customers": 7}


def test_s13_a_locked_assessment_keeps_its_figures(app, consultant, seeded):
    consultant.submit(url(seeded), "figures", customers="5")
    data = {**consultant.page(url(seeded)).form("figures").fields, "customers": "7"}
    consultant.submit(url(seeded, "lock"), "status", reason="Done")
    assert consultant.get(url(seeded)).status_code == 409
    assert consultant.post(url(seeded), data=data).status_code == 409
    assert stored(app) == {"customers": 5}


@pytest.mark.parametrize(
    ("language", "words", "refused"),
    [
        ("zh-Hans", "每位客户的年服务成本", "请填写0至100的数字。"),
        ("zh-Hant", "每位客戶的年服務成本", "請填寫0至100的數字。"),
    ],
)
def test_the_page_speaks_chinese_and_switching_keeps_what_was_typed(
    consultant, seeded, language, words, refused
):
    fields = consultant.page(url(seeded)).form("figures").fields
    typed = {**fields, "margin": "400", "switch_language": language}
    answer = consultant.post(url(seeded), data=typed)
    assert words in answer.text
    assert Page(answer.text).form("figures").fields["margin"] == ["400"]
    answer = consultant.submit(url(seeded), "figures", margin="400")
    assert answer.text.count(refused) == 2
