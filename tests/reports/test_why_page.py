"""The result page answers "Why 52?" beside each number, with nothing but HTML."""

from __future__ import annotations

import re
from html import unescape

import pytest

from assessment import db
from assessment.engagements.data import assessment_data
from assessment.engagements.models import Assessment
from assessment.reports import build_report
from assessment.reports.drawing.numbers import whole
from questionnaires.model import LANGUAGES
from scoring.engine import score
from scoring.result import to_json
from tests.reports import stories
from tests.reports.test_pages import path
from tests.reports.test_why import MODEL, figures, mean

ASKS = {
    "en": "Why {}?",
    "zh-Hans": "{}分是怎么来的？",
    "zh-Hant": "{}分是怎麼來的？",
}


def disclosures(page):
    """Return each "Why" of a page: its question, then its text until the next one."""
    main = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    return [
        (
            text_of(block.split("</summary>")[0]),
            text_of(block.split("</summary>")[1].split("</details>")[0]),
        )
        for block in main.split('<details class="why">')[1:]
    ]


def text_of(markup):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", markup)).split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_dimension_and_the_overall_score_show_their_arithmetic(
    consultant, answered, language
):
    found = consultant.get(path(answered, "result.json")).get_json()
    model = next(q for q in found["questionnaires"] if q["id"] == MODEL)
    definition = stories.definitions()[MODEL]
    shown = disclosures(consultant.get(path(answered) + f"?lang={language}").text)
    rows = [(d["score"], d["weight"]) for d in model["dimensions"]]
    weighed = {d["id"]: d["weight"] for d in model["dimensions"]}
    told = [(model["overall"]["score"], mean(rows), model["dimensions"])]
    for dimension in model["dimensions"]:
        own = definition.dimension_by_id[dimension["id"]]
        weights = {c.id: c.weight for c in own.capabilities}
        weighed |= weights
        below = dimension["capabilities"]
        told.append(
            (
                dimension["score"],
                mean([(c["score"], weights[c["id"]]) for c in below]),
                below,
            )
        )
    titles = {
        node.id: node.title[language]
        for dimension in definition.dimensions
        for node in (dimension, *dimension.capabilities)
    }
    for value, formula, parts in told:
        asked = ASKS[language].format(whole(value))
        [text] = [t for question, t in shown if question == asked and formula in t]
        whole_weight = sum(weighed[part["id"]] for part in parts)
        for part in parts:
            weight = weighed[part["id"]]
            adds = part["score"] * weight / whole_weight
            row = [titles[part["id"]], *map(figures, (part["score"], weight, adds))]
            assert " ".join(row) in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_capabilities_show_their_questions_with_roles_and_evidence(
    consultant, answered, language
):
    shown = disclosures(consultant.get(path(answered) + f"?lang={language}").text)
    definition = stories.definitions()[MODEL]
    texts = " ".join(text for _, text in shown)
    for question in definition.questions():
        assert question.text[language] in texts
    roles = {
        "en": "executives 20, front-line staff 0",
        "zh-Hans": "高管20、一线人员0",
        "zh-Hant": "高階主管20、第一線人員0",
    }
    assert roles[language] in texts


def test_they_are_closed_nested_and_each_table_has_a_name_of_its_own(
    consultant, answered
):
    page = consultant.get(path(answered)).text
    assert "<details open" not in page
    capabilities = sum(
        len(d.capabilities) for d in stories.definitions()[MODEL].dimensions
    )
    dimensions = len(stories.definitions()[MODEL].dimensions)
    # The overall score, the position and the band besides.
    assert page.count('<details class="why">') == capabilities + dimensions + 3
    named = re.findall(r'role="region" aria-label="([^"]*)"', page)
    assert len(named) == len(set(named))


def test_the_position_and_the_band_show_theirs(consultant, answered):
    shown = dict(disclosures(consultant.get(path(answered)).text))
    assert "1 + (60 + 30 + 40) ÷ 3 ÷ 100 = 1.43" in shown["Position · Why 1.4?"]
    assert "= 2.81" in shown["Why 2.3 to 3.3?"]


def test_no_respondent_is_named(consultant, answered):
    page = consultant.get(path(answered)).text
    for person in answered.respondents.values():
        assert person.name
        assert person.name not in page
        assert person.public_id not in page


def test_a_locked_result_explains_itself_from_its_own_answers(
    app, consultant, answered
):
    before = disclosures(consultant.get(path(answered)).text)
    with app.app_context():
        session = db.session()
        found = session.get(Assessment, answered.assessment.id)
        result = score(assessment_data(session, found), stories.definitions())
        found.locked_result, found.status = to_json(result), "locked"
        found.locked_at = db.utcnow()
        session.commit()
        report = build_report(result, stories.definitions(), "en")
    after = disclosures(consultant.get(path(answered)).text)
    assert after == before
    assert report.why.of(MODEL, "overall").formula in after[0][1]
