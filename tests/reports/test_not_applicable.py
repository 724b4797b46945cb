"""F-28: what does not apply has no score, and the report says who bears its weight."""

from __future__ import annotations

import dataclasses
import html as entities
import re
import subprocess

import pytest

from assessment import db
from assessment.answering.models import Answer
from assessment.reports import build_report, html, render_pdf
from questionnaires.model import LANGUAGES
from scoring.engine import score
from tests.reports import stories

SHARED = {
    "en": "Not applicable here: Resources. Of the weight, {} % falls to the other "
    "dimensions in proportion to theirs.",
    "zh-Hans": "本组织不适用：资源配置。其{}%的权重按比例分摊到其余维度。",
    "zh-Hant": "本組織不適用：資源配置。其{}%的權重依比例分攤到其餘構面。",
}
OPEN = {
    "en": "Too little has been answered here: Resources.",
    "zh-Hans": "作答过少：资源配置。",
    "zh-Hant": "作答過少：資源配置。",
}
NOTHING = {
    "en": "Resources not applicable",
    "zh-Hans": "资源配置不适用",
    "zh-Hant": "資源配置不適用",
}


def without_resources(value: object):
    """Return a result in which everything about resources is N/A or unknown."""
    told = stories.assessment()
    answers = tuple(
        dataclasses.replace(
            one, value=value, reason="out-of-scope" if value == "na" else None
        )
        if one.question.startswith("resources.")
        else one
        for one in told.answers
    )
    return score(dataclasses.replace(told, answers=answers), stories.definitions())


@pytest.fixture(scope="module")
def result():
    return without_resources("na")


def squeezed(text: str) -> str:
    return "".join(text.split())


def words_of(page: str) -> str:
    """Return a page's words as its readers see them, without spaces."""
    bare = re.sub(r"<(style|script|svg).*?</\1>", "", page, flags=re.DOTALL)
    return squeezed(entities.unescape(re.sub(r"<[^>]*>", "", bare)))


def printed_text(pdf: bytes) -> str:
    """Return the text in the order it was set in, column by column."""
    command = ["pdftotext", "-raw", "-", "-"]
    done = subprocess.run(command, input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def weights() -> dict[str, float]:
    model = stories.definitions()["capability-model"]
    return {dimension.id: dimension.weight for dimension in model.dimensions}


def test_f28_the_weight_goes_to_the_others_in_proportion(result):
    model = result.questionnaires[0]
    gone = next(node for node in model.dimensions if node.id == "resources")
    assert (gone.score, gone.claimed, gone.evidenced, gone.level) == (None,) * 4
    assert (gone.coverage, gone.na_share) == (None, 1)
    left = {n.id: n.score for n in model.dimensions if n.score is not None}
    assert len(left) == len(model.dimensions) - 1
    borne = sum(weights()[name] for name in left)
    expected = sum(score * weights()[name] / borne for name, score in left.items())
    assert model.overall.score == pytest.approx(expected)


def share() -> float:
    return weights()["resources"] / sum(weights().values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_f28_html_and_pdf_say_that_the_weight_is_shared(result, language):
    report = build_report(result, stories.definitions(), language)
    told = squeezed(SHARED[language].format(round(100 * share())))
    page = words_of(html(report))
    assert told in page
    assert squeezed(NOTHING[language]) in page
    printed = squeezed(printed_text(render_pdf(report, ["profile"])))
    assert told in printed
    assert squeezed(OPEN[language]) not in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_f28_too_few_answers_are_another_thing_than_not_applicable(language):
    report = build_report(without_resources("dk"), stories.definitions(), language)
    page = words_of(html(report))
    assert squeezed(OPEN[language]) in page
    assert squeezed(NOTHING[language]) not in page
    assert squeezed(re.split("[：:]", SHARED[language])[0]) not in page


def test_f28_nothing_is_said_where_everything_applies():
    page = words_of(html(stories.report("en")))
    assert "Notapplicablehere" not in page
    assert "Oftheweight" not in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_f28_the_result_page_says_it_too(app, consultant, seeded, language):
    with app.app_context():
        session = db.session()
        for given in stories.model_answers():
            hit = given.question.startswith("resources.")
            session.add(
                Answer(
                    assessment_id=seeded.assessment.id,
                    respondent_id=seeded.respondents[given.role].id,
                    questionnaire=given.questionnaire,
                    question=given.question,
                    value="na" if hit else given.value,
                    reason="out-of-scope" if hit else None,
                )
            )
        session.commit()
    path = f"/assessments/{seeded.assessment.public_id}/result?lang={language}"
    page = words_of(consultant.get(path).text)
    assert squeezed(SHARED[language].format(round(100 * share()))) in page
    assert squeezed(NOTHING[language]) in page
