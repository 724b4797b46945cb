"""Organisations and assessments: made once, found by those who may see them."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from assessment import db, files
from assessment.accounts.models import Organisation
from assessment.answering.models import Answer
from assessment.engagements import links, services
from assessment.engagements.models import Assessment
from scoring import engine
from tests.support.pages import Page

PROFILE = {
    "name": "Harbour Bank",
    "industry": "K64",
    "region": "ZA",
    "size": "1000-4999",
    "market": "b2c",
    "drivers": ["D1", "D3"],
}


def add(client, **changes):
    return client.submit("/organisations/new", "organisation", **{**PROFILE, **changes})


def organisations(app):
    with app.app_context():
        return db.session().scalars(select(Organisation)).all()


def test_an_empty_list_says_what_to_do_next(consultant):
    page = consultant.page("/organisations")
    assert ("/organisations/new", "button primary") in page.links


def test_an_organisation_is_kept_with_its_intake(app, consultant):
    assert add(consultant).status_code == 302
    (row,) = organisations(app)
    assert (row.name, row.industry, row.region) == ("Harbour Bank", "K64", "ZA")
    assert row.intake["drivers"] == ["D1", "D3"]


def test_f17_a_form_sent_twice_makes_one_organisation(app, consultant):
    form = consultant.page("/organisations/new").form("organisation")
    data = {**form.fields, **PROFILE}
    places = {consultant.post("/organisations/new", data=data).location for _ in "12"}
    assert len(places) == 1
    assert len(organisations(app)) == 1


@pytest.mark.parametrize("name", ["Ｈarbour  bank", " HARBOUR BANK "])
def test_f43_the_same_name_in_other_letters_is_recognised(app, consultant, name):
    add(consultant)
    answer = add(consultant, name=name)
    assert "Harbour Bank already" in answer.text
    assert len(organisations(app)) == 1


def test_another_consultants_organisation_of_that_name_stays_unknown(
    app, consultant, other_consultant
):
    add(consultant)
    assert add(other_consultant).status_code == 302


@pytest.mark.parametrize(
    ("field", "given"),
    [("industry", "K99"), ("region", "XX"), ("size", "7"), ("market", "b2z")],
)
def test_an_unknown_code_is_refused(app, consultant, field, given):
    assert "Choose one of the options." in add(consultant, **{field: given}).text
    assert organisations(app) == []


def test_s14_fields_that_the_form_does_not_have_change_nothing(app, consultant):
    add(consultant, fictional="1", id="77", public_id="A" * 22)
    (row,) = organisations(app)
    assert row.fictional is False
    assert row.public_id != "A" * 22


@pytest.mark.parametrize(
    ("country", "province", "stored"),
    [
        ("CN", "GD", "CN-GD"),
        ("CN", " cn-gd ", "CN-GD"),
        ("CN", "ｇｄ", "CN-GD"),
        ("FR", "75c", "FR-75C"),
        ("AL", "01", "AL-01"),
        ("CN", " ", "CN"),
    ],
)
def test_a_province_is_kept_as_one_code_with_its_country(
    app, consultant, country, province, stored
):
    answer = add(consultant, region=country, province=province)
    assert answer.status_code == 302, answer.text
    (row,) = organisations(app)
    assert row.region == stored
    url = f"/organisations/{row.public_id}"
    fields = consultant.page(f"{url}/edit").form("organisation").fields
    assert fields["region"] == [country]
    assert fields["province"] == [stored[3:]]
    if "-" in stored:
        assert f"({stored})" in consultant.get(url).text


@pytest.mark.parametrize(
    ("country", "province", "words"),
    [
        ("CN", "ZZ", "ZZ is not a province or state of China in ISO 3166-2."),
        ("CN", "US-CA", "US-CA is not a province or state of China"),
        ("CN", "CN-", "CN- is not a province or state of China"),
        ("CN", "CN", "CN is not a province or state of China"),
        ("CN", "Guangdong", "Guangdong is not a province or state of China"),
        ("MO", "1", "1 is not a province or state of Macao"),
        ("CN", "<b>", "&lt;b&gt; is not a province or state of China"),
        ("CN", "x" * 201, "Shorten this to 200 characters or fewer."),
        ("CN", "G\0D", "Remove the control characters"),
    ],
)
def test_a_province_that_its_country_does_not_have_is_refused_by_name(
    app, consultant, country, province, words
):
    answer = add(consultant, region=country, province=province)
    assert f'<a href="#province">{words}' in answer.text
    assert "is not a province" not in answer.text.replace(words, "")
    assert Page(answer.text).form("organisation").fields["province"] == [province]
    assert organisations(app) == []


def test_a_province_without_its_country_asks_for_the_country_only(app, consultant):
    answer = add(consultant, region="", province="CN-GD")
    assert '<a href="#region">Choose a country or region.' in answer.text
    assert "#province" not in answer.text
    assert organisations(app) == []


@pytest.mark.parametrize(
    ("language", "label", "refusal"),
    [
        ("en", "Province or state", "ZZ is not a province or state of China"),
        ("zh-Hans", "省、州或其他行政区", "ZZ不是ISO 3166-2中中国的行政区代码。"),
        ("zh-Hant", "省、州或其他行政區", "ZZ不是ISO 3166-2中中國的行政區代碼。"),
    ],
)
def test_the_province_speaks_three_languages(consultant, language, label, refusal):
    shown = consultant.get(f"/organisations/new?lang={language}").text
    assert f'<label for="province">{label}' in shown
    assert refusal in add(consultant, region="CN", province="ZZ").text


def test_a_province_can_be_taken_away_again(app, consultant):
    add(consultant, region="CN", province="GD")
    (row,) = organisations(app)
    url = f"/organisations/{row.public_id}/edit"
    assert consultant.submit(url, "organisation", province="").status_code == 302
    assert [row.region for row in organisations(app)] == ["CN"]


def test_a_region_from_a_file_survives_editing(app, consultant):
    add(consultant)
    with app.app_context():
        row = db.session().scalars(select(Organisation)).one()
        row.region = "CN-GD"
        db.session().commit()
    url = f"/organisations/{row.public_id}/edit"
    assert consultant.submit(url, "organisation", name="New name").status_code == 302
    (kept,) = organisations(app)
    assert (kept.name, kept.region, kept.industry) == ("New name", "CN-GD", "K64")


def test_a_region_that_iso_does_not_have_is_not_kept_by_editing(app, consultant):
    add(consultant)
    with app.app_context():
        row = db.session().scalars(select(Organisation)).one()
        row.region = "CN-99"
        db.session().commit()
    url = f"/organisations/{row.public_id}/edit"
    answer = consultant.submit(url, "organisation", region="CN-99", name="New name")
    assert "Choose one of the options." in answer.text
    answer = consultant.submit(url, "organisation", name="New name")
    assert "99 is not a province or state of China" in answer.text
    (kept,) = organisations(app)
    assert kept.name == "Harbour Bank"


def test_an_assessment_pins_its_questionnaires(app, consultant):
    add(consultant)
    (row,) = organisations(app)
    url = f"/organisations/{row.public_id}/assessments/new"
    answer = consultant.submit(
        url, "assessment", mode="self", questionnaires=["continuum@1.0"]
    )
    assert answer.status_code == 302
    with app.app_context():
        made = db.session().scalars(select(Assessment)).one()
    assert made.questionnaires == ["continuum@1.0"]


def test_an_assessment_needs_a_questionnaire_and_a_date(consultant, app):
    add(consultant)
    (row,) = organisations(app)
    url = f"/organisations/{row.public_id}/assessments/new"
    answer = consultant.submit(url, "assessment", questionnaires=[], date="2026-13-41")
    assert "Choose at least one questionnaire." in answer.text
    assert "Enter a date as year-month-day" in answer.text


def answered(app, seeded, count: int) -> None:
    """Let everyone answer some questions of the capability model."""
    with app.app_context():
        session = db.session()
        model = services.questionnaires_of(seeded.assessment)["capability-model"]
        rubrics = [q for q in model.questions() if q.type == "rubric"][:count]
        for person in seeded.respondents.values():
            session.add_all(
                Answer(
                    assessment_id=seeded.assessment.id,
                    respondent_id=person.id,
                    questionnaire="capability-model",
                    question=question.id,
                    value=(person.number + place) % 6,
                    comment="=cmd",
                    sequence=place + 1,
                )
                for place, question in enumerate(rubrics)
            )
        session.commit()


def test_the_exported_file_scores_like_the_database(app, consultant, seeded):
    answered(app, seeded, 30)
    url = f"/assessments/{seeded.assessment.public_id}/export.json"
    exported = consultant.get(url)
    assert "attachment" in exported.headers["Content-Disposition"]
    read = files.from_json(exported.get_json(), "export.json")
    with app.app_context():
        stored = db.session().scalars(select(Assessment)).one()
        definitions = services.questionnaires_of(stored)
        data = services.assessment_data(db.session(), stored)
    assert read.answers == data.answers
    assert len(data.answers) == 90
    assert engine.score(read, definitions) == engine.score(data, definitions)


def test_exporting_twice_gives_the_same_bytes(app, consultant, seeded):
    answered(app, seeded, 10)
    url = f"/assessments/{seeded.assessment.public_id}/export.json"
    assert consultant.get(url).data == consultant.get(url).data


def test_the_review_shows_answers_by_role_and_how_far_apart(app, consultant, seeded):
    answered(app, seeded, 5)
    base = f"/assessments/{seeded.assessment.public_id}/review"
    assert "2 levels apart" in consultant.get(base).text
    page = consultant.get(f"{base}/capability-model/leadership.vision.shared")
    for words in ("Level 1", "Level 2", "Level 3", "Executive", "Front-line staff"):
        assert words in page.text


def test_people_are_numbered_within_their_role(app, consultant, seeded):
    with app.app_context():
        session = db.session()
        assessment = session.merge(seeded.assessment)
        for role in ("executive", "frontline"):
            who = links.Invited(f"Another {role}", role, "en")
            made = links.make(session, consultant.user, assessment, who)
            seeded.respondents[f"another {role}"] = made[0]
    answered(app, seeded, 5)
    url = f"/assessments/{seeded.assessment.public_id}/review"
    page = consultant.get(f"{url}/capability-model/leadership.vision.shared").text
    shown = re.findall(r'<th scope="row">([^<]+) <span class="soft">(\d+)', page)
    assert shown == [
        ("Executive", "1"), ("Executive", "2"), ("Manager", "1"),
        ("Front-line staff", "1"), ("Front-line staff", "2"),
    ]  # fmt: skip


def test_the_heads_of_numbers_stand_over_their_numbers(consultant, seeded):
    work = f"/assessments/{seeded.assessment.public_id}"
    for path, head in ((work, "Answered"), (f"{work}/review", "Answers")):
        page = consultant.get(path).text
        assert f'<th scope="col" class="number">{head}</th>' in page


def test_each_questionnaire_of_the_review_has_its_own_heading(consultant, seeded):
    page = consultant.get(f"/assessments/{seeded.assessment.public_id}/review").text
    heads = re.findall(r"<h([23])>([^<]+)</h", page)
    first = [text for level, text in heads if level == "2"]
    assert first == list(dict.fromkeys(first))
    assert len(first) == len(seeded.assessment.questionnaires)
    assert heads[0][0] == "2"


@pytest.mark.parametrize(
    "path",
    [
        "/organisations",
        "/organisations/{organisation}",
        "/organisations/{organisation}/edit",
        "/organisations/{organisation}/assessments/new",
        "/assessments/{assessment}",
        "/assessments/{assessment}/links/new",
        "/assessments/{assessment}/review",
        "/assessments/{assessment}/review/capability-model/leadership.vision.shared",
        "/assessments/{assessment}/target",
        "/assessments/{assessment}/accepted",
    ],
)
@pytest.mark.parametrize("count", [1, 30])
@pytest.mark.usefixtures("consultant", "seeded")
def test_a_page_takes_at_most_six_statements(request, count_statements, path, count):
    app, consultant, seeded = map(
        request.getfixturevalue, ("app", "consultant", "seeded")
    )
    answered(app, seeded, count)
    url = path.format(
        organisation=seeded.organisation.public_id,
        assessment=seeded.assessment.public_id,
    )
    consultant.get(url)
    with count_statements() as statements:
        assert consultant.get(url).status_code == 200
    assert len(statements) <= 6, statements


def test_a_save_takes_at_most_eight_statements(
    app, consultant, seeded, count_statements
):
    base = f"/assessments/{seeded.assessment.public_id}"
    place = f"{base}/review/continuum/stage-1.gate.customer-level-data"
    form = consultant.page(place).form("consensus")
    with count_statements() as statements:
        answer = consultant.post(
            place, data={**form.fields, "value": "l", "reason": "Seen"}
        )
    assert answer.status_code == 302
    assert len(statements) <= 8, statements


def test_fictional_organisations_say_so_on_every_page(app, consultant, seeded):
    with app.app_context():
        db.session().scalars(select(Organisation)).one().fictional = True
        db.session().commit()
    base = f"/assessments/{seeded.assessment.public_id}"
    for path in ("", "/review", "/target", "/links/new", "/accepted", "/lock"):
        assert "Fictional" in Page(consultant.get(base + path).text).text
