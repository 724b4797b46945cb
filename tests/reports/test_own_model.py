"""The report of a consultant's own model: levels, roll-ups, scales, what is hidden."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping

import pytest

from assessment.reports import build_report
from assessment.reports.document import html as html_document
from assessment.reports.document import render_pdf
from assessment.reports.stored import result_from_json
from questionnaires.model import LANGUAGES
from scoring.answers import Answer, AssessmentData, Unit
from scoring.engine import score
from scoring.result import to_json
from tests.support import definitions

OWN = definitions.NAME
WHO = "service.contact.phone.who"
COVERED = "service.contact.phone.covered"
PARTNER = "service.contact.phone.partner"
WEB = "service.contact.web.covered"
CARE = "service.care.level"
SHARE = "results.kept.share"
KEPT = "results.kept.partner"

GIVEN: Mapping[str, object] = {
    COVERED: "half", WHO: "own", WEB: "all", CARE: 4, SHARE: "all", PARTNER: "1",
}  # fmt: skip
TWO_CLAIMS = {**GIVEN, COVERED: "none"}


def data(given: Mapping[str, object] = GIVEN, **profile: str) -> AssessmentData:
    return AssessmentData(
        questionnaires=(definitions.KEY,),
        answers=tuple(
            Answer(OWN, question, value, "r1", "manager", evidence="verified")
            for question, value in given.items()
        ),
        organisation={"name": "Harbour Bank", "market": "b2c", **profile},
        date="2026-11-25",
    )


@pytest.fixture
def made(own_model):
    """Make the report of answers."""

    def make(language: str = "en", given: Mapping[str, object] = GIVEN, **profile):
        known = {OWN: own_model}
        return build_report(score(data(given, **profile), known), known, language)

    return make


def rows(report) -> dict[str, object]:
    return {
        row.id: row
        for dimension in report.profiles[0].dimensions
        for row in dimension.capabilities
    }


def test_scores_roll_up_as_the_model_says_and_have_its_levels(made):
    profile = made().profiles[0]
    service, results = profile.dimensions

    # Telephone 50 and web 100, of equal weight: 75 of the points; care 80.
    assert (service.score, service.level, service.level_name) == (75, 2, "Team")
    assert (results.score, results.level, results.level_name) == (100, 3, "House")
    # The whole is the lowest of the two.
    assert profile.headline.score == 75
    assert (profile.headline.level, profile.headline.level_name) == (2, "Team")


def test_the_table_shows_what_lies_in_what(made):
    found = rows(made())

    assert [(row.id, row.depth) for row in found.values()] == [
        ("service.contact", 0),
        ("service.contact.phone", 1),
        ("service.contact.web", 1),
        ("service.care", 0),
        ("results.kept", 0),
    ]
    assert found["service.contact"].score == 75


def test_the_target_of_a_minimum_is_the_lowest_target(own_model):
    known = {OWN: own_model}
    targets = {"service.contact.phone": 60, "service.contact.web": 90}
    aimed = AssessmentData(**{**fields(data()), "targets": {"service": 80, **targets}})

    report = build_report(score(aimed, known), known, "en")

    found = rows(report)
    # Contact aims at the mean of 60 and 90, care at 80; the lowest counts.
    assert found["service.contact"].target == 75
    assert report.profiles[0].dimensions[0].target == 75


def fields(value: AssessmentData) -> dict[str, object]:
    return {name: getattr(value, name) for name in value.__dataclass_fields__}


def test_only_what_holds_questions_is_a_gap(made):
    assert {row.id for row in made(given={**GIVEN, CARE: 1, WEB: "1"}).gaps.rows} == {
        "service.contact.phone",
        "service.contact.web",
        "service.care",
    }


def test_a_dimension_that_does_not_apply_is_left_out(made):
    report = made()
    assert [row.id for row in report.profiles[0].dimensions] == ["service", "results"]
    assert all(bar.label != "Dealers" for bar in report.profiles[0].bars.bars)
    assert not any("Dealers" in note for note in report.profiles[0].notes)

    mixed = made(given={**GIVEN, "dealers.care.covered": "half"}, market="mixed")
    assert [row.id for row in mixed.profiles[0].dimensions] == [
        "service",
        "dealers",
        "results",
    ]


def test_a_capability_that_does_not_apply_is_left_out(made):
    found = rows(made(market="b2b"))
    assert "service.contact.web" not in found
    assert found["service.contact"].score == 50


def test_hidden_questions_leave_the_appendix_and_are_counted(made):
    report = made()
    texts = [row.text for table in report.appendix for row in table.rows]

    assert len(texts) == 5
    assert not any("partner firm" in text for text in texts)
    assert report.method.hidden == 3
    assert "Questions that do not apply: 3" in html_document(report)
    assert [table.title for table in report.appendix] == ["Service", "Results"]


def test_evidence_is_counted_without_what_does_not_apply(made):
    grades = {row.name: row.n for row in made().method.grades}
    assert grades["verified"] == 5


def test_what_holds_back_speaks_in_the_scales_own_steps(made):
    service = made().profiles[0].dimensions[0]
    held = {item.text: item for item in service.holding}

    phone = held["How many customers can reach you by telephone?"]
    assert (phone.today, phone.following) == (
        "Half of all customers",
        "All customers",
    )
    care = held["How far does care go?"]
    assert care.today == "Fact 4: care is at its step 4"


def test_the_method_page_tells_the_models_own_rules(made):
    said = " ".join(made().method.sentences)

    assert (
        "Levels of “Service ladder” from scores: from 0 level 0, Counter; from 40 "
        "level 1, Desk; from 60 level 2, Team; from 85 level 3, House." in said
    )
    assert "from 90 level 5" not in said
    assert "capability model" not in said
    assert "whatever the weights: Service ladder; Service." in said
    assert "what was not answered earns none: Contact." in said


def test_a_rounded_level_is_one_of_the_models_own(made):
    # By the usual bands 75 would round into another level than the model's 2.
    assert not any("just short" in note for note in made().profiles[0].headline.notes)


def test_flags_about_people_are_for_the_assessor_alone(made):
    report = made(given=TWO_CLAIMS)

    assert any(
        "does not count" in s or "do not count" in s for s in report.method.flags
    )
    assert "exclude each other" not in html_document(report)
    assert "yet nobody is reached" not in html_document(report)


@pytest.mark.parametrize("language", LANGUAGES)
def test_flags_have_words_in_every_language(made, language):
    method = made(language, TWO_CLAIMS).method
    assert not any(
        kind in sentence
        for sentence in method.flags
        for kind in ("hidden-answer", "contradiction")
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_document_is_complete_in_every_language(made, own_model, language):
    html = html_document(made(language), ["profile", "dimensions-in-full"])

    assert own_model.levels[2].title[language] in html
    assert re.search(r'<th scope="row" class="in-1">', html)
    assert "{" not in re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)


def test_units_of_which_one_is_asked_count_its_answers(own_model):
    known = {OWN: own_model}
    base = data()
    north = [a for a in base.answers if a.question != WHO]
    answers = [
        *(replaced(a, unit="north") for a in north),
        replaced(north[0], question=WHO, value="partner", unit="north"),
        *(replaced(a, unit="south") for a in base.answers),
    ]
    both = AssessmentData(
        **{
            **fields(base),
            "answers": tuple(answers),
            "units": (Unit("north"), Unit("south")),
        }
    )

    report = build_report(score(both, known), known, "en")

    grades = {row.name: row.n for row in report.method.grades}
    # Six answers in the north, five in the south: the partner's does not apply there.
    assert grades["verified"] == 11
    assert report.method.hidden == 1


def replaced(answer: Answer, **changes: object) -> Answer:
    values = {name: getattr(answer, name) for name in answer.__dataclass_fields__}
    return Answer(**{**values, **changes})


def test_a_result_frozen_before_capabilities_lay_in_each_other_can_be_read(own_model):
    frozen = to_json(score(data(), {OWN: own_model}))
    for dimension in frozen["questionnaires"][0]["dimensions"]:
        for capability in dimension["capabilities"]:
            del capability["parent"]

    found = result_from_json(frozen)

    nodes = found.questionnaires[0].dimensions[0].capabilities
    assert all(node.parent is None for node in nodes)


def test_gaps_without_initiatives_are_not_called_done(made):
    report = made(given={**GIVEN, CARE: 1})

    assert report.gaps.rows
    assert "offer no initiative" in report.roadmap.title
    html = html_document(report)
    assert "Nothing lies below its target" not in html
    assert "Nothing needs to be started now" not in html


def test_two_dimensions_overlap_nothing_in_print(made):
    """Without a radar beside it, the headline stands above the chart."""
    places = word_places(render_pdf(made(), ["profile"]))
    page = max(p for p, words in places.items() if "sorted" in dict(words))
    tops = dict(reversed(places[page]))

    assert tops["Coverage"] < tops["sorted"]


def word_places(pdf: bytes) -> dict[int, list[tuple[str, float]]]:
    """Return each page's words with where they begin from above, in points."""
    command = ["pdftotext", "-bbox", "-", "-"]
    done = subprocess.run(command, input=pdf, capture_output=True, check=True)
    found: dict[int, list[tuple[str, float]]] = {}
    for number, page in enumerate(done.stdout.decode().split("<page ")):
        pairs = re.findall(r'yMin="([\d.]+)"[^>]*>(.*?)</word>', page)
        found[number] = [(text, float(top)) for top, text in pairs]
    return found
