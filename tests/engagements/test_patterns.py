"""Method 4.9: patterns of single people's answers are the assessor's to check."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask_babel import gettext

from assessment import db
from assessment.answering.models import Answer
from assessment.engagements import services, words
from assessment.engagements.models import Unit
from assessment.reports import services as reports
from scoring.engine import score
from scoring.flags import FOR_THE_ASSESSOR
from scoring.patterns import KINDS as PATTERNS
from scoring.result import Flag

HEAD = "Answer patterns to check"


def answer_twelve(app, seeded, role, values, **more):
    """Let the person of a role answer twelve rubric questions of the model."""
    with app.app_context():
        session = db.session()
        model = services.questionnaires_of(seeded.assessment)["capability-model"]
        rubrics = [
            question
            # Two dimensions are too few to compare odd and even questions.
            for dimension in ("people-organisation", "operations")
            for question in model.dimension_by_id[dimension].questions()
            if question.type == "rubric" and question.core
        ][: len(values)]
        session.add_all(
            Answer(
                assessment_id=seeded.assessment.id,
                respondent_id=seeded.respondents[role].id,
                questionnaire="capability-model",
                question=question.id,
                value=value,
                sequence=place,
                **more,
            )
            for place, (question, value) in enumerate(
                zip(rubrics, values, strict=True), start=1
            )
        )
        session.commit()


def review(consultant, seeded, language=None):
    url = f"/assessments/{seeded.assessment.public_id}/review"
    if language:
        url += f"?lang={language}"
    return consultant.get(url).text


def rows(page):
    """The table of patterns: by person, the words of each row."""
    part = page.split(HEAD, 1)[1].split("</table>", 1)[0]
    found = re.findall(r'<th scope="row">(.*?)</tr>', part, flags=re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in found]


def test_without_patterns_nothing_is_said(app, consultant, seeded):
    answer_twelve(app, seeded, "manager", [4, 4, 3, 5, 4, 2, 4, 3, 4, 5, 3, 4])
    assert HEAD not in review(consultant, seeded)


def test_patterns_are_shown_by_person_with_their_facts(app, consultant, seeded):
    answer_twelve(app, seeded, "frontline", [3] * 12, seconds=1.5)
    answer_twelve(app, seeded, "executive", [3, 3, 3, 3, 3, 3, 1, 4, 2, 5, 0, 1])
    page = review(consultant, seeded)
    executive, frontline = rows(page)
    assert executive.startswith("Executive 1 Long run of equal answers: 6 of 12")
    assert "all at level 3" in executive
    assert "Have a look" not in executive
    assert frontline.startswith("Front-line staff 1 Have a look")
    for sentence in (
        "Long run of equal answers: 12 of 12, all at level 3",
        "Hardly any variation: standard deviation 0.00 levels",
        "Very fast answers: 1.5 seconds in the median",
    ):
        assert sentence in frontline
    assert "never for deleting any" in page
    assert "careless" not in page.lower()


def test_a_locked_assessment_shows_them_too(app, consultant, seeded):
    answer_twelve(app, seeded, "manager", [3] * 12)
    with app.app_context():
        session = db.session()
        found = session.merge(seeded.assessment)
        services.lock(session, consultant.user, found, "Done.")
    [manager] = rows(review(consultant, seeded))
    assert manager.startswith("Manager 1 Have a look")


def test_a_unit_is_named(app, consultant, seeded):
    with app.app_context():
        session = db.session()
        session.add(Unit(assessment_id=seeded.assessment.id, key="retail"))
        session.commit()
    answer_twelve(app, seeded, "manager", [3] * 12, unit_key="retail")
    [manager] = rows(review(consultant, seeded))
    assert "· retail" in manager


@pytest.mark.parametrize("kind", sorted(FOR_THE_ASSESSOR))
def test_every_kind_about_a_person_has_its_words(app, kind):
    facts = {"length": 6, "of": 12, "level": 3.0, "irv": 0.2, "value": -1, "seconds": 1}
    with app.test_request_context():
        said = words.pattern(Flag(kind, "r1", facts))
    assert said != kind
    assert "%(" not in said


def test_numbers_in_words_have_their_digits(app):
    with app.test_request_context():
        said = words.pattern(Flag("even-odd", "r1", {"value": -0.948847}))
    assert said == "Odd and even questions disagree: consistency −0.95 of 1"


def test_an_unknown_kind_is_shown_by_its_code(app):
    with app.test_request_context():
        assert words.pattern(Flag("brand-new", "r1", {"x": [1]})) == "brand-new"


def contradict(app, seeded, role):
    """Let the person of a role say two things that exclude each other."""
    said = {
        "stage-2.gate.performance-by-segment": "f",
        "stage-1.gate.segments-in-planning": "n",
    }
    with app.app_context():
        session = db.session()
        session.add_all(
            Answer(
                assessment_id=seeded.assessment.id,
                respondent_id=seeded.respondents[role].id,
                questionnaire="continuum",
                question=question,
                value=value,
                sequence=place,
            )
            for place, (question, value) in enumerate(said.items(), start=100)
        )
        session.commit()


def without_patterns(result):
    """Return a result that knows nothing of what single people's answers are like."""
    parts = tuple(
        replace(
            part,
            flags=tuple(f for f in part.flags if f.kind not in FOR_THE_ASSESSOR),
        )
        for part in result.questionnaires
    )
    return replace(result, questionnaires=parts)


def visible(page):
    """A page without scripts, styles and what is new at every request."""
    shown = re.sub(r"<(style|script).*?</\1>", "", page, flags=re.DOTALL)
    return re.sub(r'(name="csrf_token"[^>]* value)="[^"]*"', r"\1", shown)


@pytest.fixture
def told(app, consultant, seeded, monkeypatch):
    """Fetch a page of the report, with the patterns of its answers and without."""
    answer_twelve(app, seeded, "manager", [3] * 12, seconds=1)
    contradict(app, seeded, "manager")
    seen = set()

    def silent(data, definitions):
        found = score(data, definitions)
        seen.update(flag.kind for part in found.questionnaires for flag in part.flags)
        return without_patterns(found)

    def fetch(path):
        url = f"/assessments/{seeded.assessment.public_id}/{path}"
        pages = [consultant.get(url)]
        monkeypatch.setattr(reports, "score", silent)
        pages.append(consultant.get(url))
        assert [page.status_code for page in pages] == [200, 200]
        return seen, *(visible(page.text) for page in pages)

    return fetch


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
@pytest.mark.parametrize("path", ["result", "report.html"])
def test_the_report_says_nothing_of_them(app, told, path, language):
    """It is the same page whether there are patterns or none, in whatever words."""
    seen, page, silent = told(f"{path}?lang={language}")
    # Odd and even questions are compared over more dimensions than were answered.
    assert seen >= FOR_THE_ASSESSOR - {"even-odd"}
    assert page == silent
    with app.test_request_context(f"/?lang={language}"):
        spoken = [str(words.PATTERNS[kind]).split("%")[0] for kind in FOR_THE_ASSESSOR]
        spoken.append(gettext(HEAD))
    assert (HEAD in spoken) == (language == "en")
    for part in ("answer pattern", "作答模式", "careless", *PATTERNS, *spoken):
        assert part.lower() not in page.lower()
