"""The instrument measures: independent readings of the same dossiers agree."""

from __future__ import annotations

import re
from pathlib import Path
from statistics import fmean

import numpy as np
import pytest
from statsmodels.stats.inter_rater import cohens_kappa

from questionnaires.model import QuestionType
from tests.instrument import agreement
from tests.instrument.agreement import asked, kappa, of_question, of_stages, readings

LANGUAGES = ("en", "zh-Hans")
CASES = sorted(path.name.split(".")[0] for path in agreement.DOSSIERS.glob("*.en.md"))
DOCUMENT = Path(__file__).parents[2] / "docs" / "instrument.md"
QUESTIONS = 0.60
STAGES = 0.75
ONE_QUESTION = 0.40


def of_language(language):
    return [reading for reading in readings() if reading.language == language]


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("count", [4, 6])
def test_kappa_is_that_of_statsmodels(seed, count):
    random = np.random.default_rng(seed)
    one = random.integers(0, count, 30)
    other = np.clip(one + random.integers(-1, 2, 30), 0, count - 1)
    table = np.zeros((count, count))
    np.add.at(table, (one, other), 1)
    expected = cohens_kappa(table, wt="quadratic").kappa
    pairs = list(zip(one.tolist(), other.tolist(), strict=True))
    assert kappa(pairs, count) == pytest.approx(expected)


def test_kappa_of_what_does_not_vary_is_none():
    assert kappa([(3, 3), (3, 3)], 6) is None
    assert kappa([(3, None), (None, 2), (1, 1)], 6) is None
    assert kappa([(0, 0), (5, 5), (2, None)], 6) == 1


def test_ten_dossiers_of_three_sectors_are_there_in_both_languages():
    assert len(CASES) == 10
    assert {case[0] for case in CASES} == {"b", "t", "p"}
    for case in CASES:
        english = (agreement.DOSSIERS / f"{case}.en.md").read_text("utf-8")
        assert 1200 <= len(english.split()) <= 2600, case
        chinese = (agreement.DOSSIERS / f"{case}.zh-Hans.md").read_text("utf-8")
        assert len(re.findall(r"[\u4e00-\u9fff]", chinese)) >= 1800, case


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_dossier_was_read_three_times_in_each_language(language):
    found = of_language(language)
    assert len(found) == 3
    known = {question.id for _, question in asked()}
    for reading in found:
        assert sorted(reading.ratings) == CASES
        for case, ratings in reading.ratings.items():
            assert set(ratings) <= known, case
            assert len(ratings) >= 0.9 * len(known), (reading.name, case)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_readings_agree_over_the_questions(language):
    found = [of_question(question, of_language(language)) for _, question in asked()]
    known = [value for value in found if value is not None]
    assert len(known) >= 0.95 * len(found)
    assert fmean(known) >= QUESTIONS


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_readings_agree_over_the_stages(language):
    assert of_stages(of_language(language)) >= STAGES


def test_no_question_is_read_differently_by_everybody():
    weak = {
        question.id: value
        for _, question in asked()
        if (value := of_question(question, readings())) is not None
        and value < ONE_QUESTION
    }
    assert weak == {}


def test_readings_in_both_languages_mean_the_same():
    found = of_stages(readings())
    assert found is not None
    assert found >= STAGES
    rubrics = [q for _, q in asked() if q.type is QuestionType.RUBRIC]
    values = [of_question(question, readings()) for question in rubrics]
    assert fmean(value for value in values if value is not None) >= QUESTIONS


def test_the_figures_in_the_documents_are_these():
    text = DOCUMENT.read_text("utf-8")
    for row in agreement.table():
        assert row in text
    assert "machine readings" in text


def test_the_document_says_how_alike_the_readings_are():
    text = " ".join(DOCUMENT.read_text("utf-8").split())
    same, compared, twins = agreement.alike(readings())
    assert f"{same:,} of {compared:,} values compared are the same" in text
    assert f"{twins} of the 15 pairs of readings do not differ at all" in text
