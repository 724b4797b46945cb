"""Method 4.4, several divisions: what is said of a position that they do not share."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from assessment.reports import build_report, document
from questionnaires.model import LANGUAGES
from scoring.answers import AssessmentData
from scoring.engine import score
from scoring.result import Result
from tests.reports.organisations import (
    Organisation,
    data_of,
    model_answers,
    organisations,
)
from tests.reports.pdf_helpers import reader
from tests.reports.stories import definitions

LOW = [[80, 70], [60, 33, 20], [0, 0], [0, 0, 0, 0], [0, 0, 0, 0]]
# G2b is not over 50: stage 1, position 1 + (60 + 33 + 20)/300 = 1.38.
HIGH = [[100, 90], [90, 90, 90], [80, 70], [60, 40, 33, 20], [0, 0, 0, 0]]
# G4b is not over 50: stage 3, position 3 + (60 + 40 + 33 + 20)/400 = 3.3825, which is
# 2.0058 beyond 1 + 113/300 = 1.3767 above.
MODEST = {"T0": 0, "T1": 2, "T2": 1, "T3": 2, "T4": 0, "T5": 3, "T6": 3}
# raw 1.25·(0.6 + 0.3 + 0.4 + 0.6) = 2.375.
FAR = {"T0": 0, "T1": 4, "T2": 4, "T3": 3, "T4": 0, "T5": 3, "T6": 1}
# raw 1.25·(1.2 + 1.2 + 0.6 + 0.6) = 4.5.
WORDS = {
    "virtual-team": {
        "en": "Of these, yards and vineyards share customers: a virtual segment team",
        "zh-Hans": "其中yards和vineyards服务共同的客户：设立虚拟客群团队",
        "zh-Hant": "其中yards和vineyards服務共同的客戶：設立虛擬客群團隊",
    },
    "shared": {
        "en": "yards and vineyards share customers; even so there is one position for",
        "zh-Hans": "其中yards和vineyards服务共同的客户，但仍分别定位",
        "zh-Hant": "其中yards和vineyards服務共同的客戶，但仍分別定位",
    },
    "separate": {
        "en": "The units of Ostermark are separate businesses, which share no "
        "customers: no common position on the customer-centricity continuum is sought.",
        "zh-Hans": "Ostermark的各单位是相互独立的业务，没有共同的客户，因此不谋求",
        "zh-Hant": "Ostermark的各單位是彼此獨立的事業，沒有共同的客戶，因此不追求",
    },
    "unknown": {
        "en": "Ostermark has no common position on the customer-centricity continuum",
        "zh-Hans": "Ostermark在以客户为中心的连续阶段上没有统一的位置",
        "zh-Hant": "Ostermark在以客戶為中心的連續階段上沒有統一的位置",
    },
}
WHOLE = {
    "en": "say which suits it.",
    "zh-Hans": "见以下各页。",
    "zh-Hant": "見以下各頁。",
}
"""How the sentence ends that says nothing of customers."""


def group(*units: tuple[str, bool, list, dict]) -> Organisation:
    """Tell of a made-up group: each unit's name, whether it shares, gates, profile."""
    return Organisation(
        name="Ostermark",
        about="A shipyard and vineyards that one family owns.",
        organisation={"name": "Ostermark", "size": "250-999", "market": "mixed"},
        expect={},
        says=[],
        never={},
        units={
            name: {
                "shares_customers": shares,
                "gates": gates,
                "profile": profile,
                "expect": {},
            }
            for name, shares, gates, profile in units
        },
    )


def pair(first: bool, second: bool, *, high=LOW, profile=MODEST) -> Organisation:
    return group(("yards", first, high, profile), ("vineyards", second, LOW, MODEST))


def scored(one: Organisation) -> Result:
    return score(data_of(one), definitions())


def sentence(result: Result, language: str) -> str:
    return build_report(result, definitions(), language).summary.sentence


CASES = [
    pytest.param(pair(True, True, high=HIGH), "virtual-team", id="far apart"),
    pytest.param(pair(True, True, profile=FAR), "virtual-team", id="target of 4.5"),
    pytest.param(pair(True, True), "shared", id="close together"),
    pytest.param(pair(False, False), "separate", id="none shares"),
    pytest.param(pair(False, False, high=HIGH), "separate", id="none, and far apart"),
    pytest.param(pair(True, False, high=HIGH), "unknown", id="one alone shares"),
    pytest.param(group(("yards", False, LOW, MODEST)), "unknown", id="one unit only"),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("one", "kind"), CASES)
def test_4_4_the_missing_position_is_explained_by_who_shares_customers(
    one, kind, language
):
    result = scored(one)
    flags = {flag.kind for part in result.questionnaires for flag in part.flags}
    assert ("virtual-team" in flags) == (kind == "virtual-team")

    said = sentence(result, language)

    assert WORDS[kind][language] in said
    others = (words[language] for key, words in WORDS.items() if key != "unknown")
    assert sum(words in said for words in others) == (kind != "unknown")
    assert said.endswith(WHOLE[language]) == (kind in ("unknown", "separate"))


MANY = {
    (4, "en"): "Of these, u00, u01, u02 and one other share customers",
    (5, "en"): "Of these, u00, u01, u02 and 2 others share customers",
    (40, "en"): "Of these, u00, u01, u02 and 37 others share customers",
    (4, "zh-Hans"): "其中u00、u01、u02和另外1个单位服务共同的客户",
    (40, "zh-Hans"): "其中u00、u01、u02和另外37个单位服务共同的客户",
    (40, "zh-Hant"): "其中u00、u01、u02和另外37個單位服務共同的客戶",
    (3, "en"): "Of these, u00, u01 and u02 share customers",
}


@pytest.mark.parametrize(("count", "language"), MANY)
def test_4_4_of_many_units_three_are_named_and_the_others_counted(count, language):
    units = [(f"u{i:02d}", True, LOW, MODEST) for i in range(count)]
    assert MANY[count, language] in sentence(scored(group(*units)), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_4_4_the_conglomerate_names_those_that_share_and_not_the_hotels(language):
    [one] = [each for each in organisations() if each.name.startswith("conglomerate")]
    said = sentence(scored(one), language)
    assert "bank" in said
    assert "insurer" in said
    assert "hotels" not in said


def with_model(one: Organisation) -> AssessmentData:
    """Have every unit answer the capability model as well, at level 3."""
    data = data_of(one)
    answers = [
        replace(answer, unit=unit)
        for unit in one.units
        for answer in model_answers({"all": 3})
    ]
    return replace(
        data,
        questionnaires=("capability-model@1.0", *data.questionnaires),
        answers=(*data.answers, *answers),
    )


def test_4_4_with_forty_units_page_one_is_one_page():
    units = [
        (f"regional-business-unit-{i:02d}", i % 2 == 0, LOW, MODEST) for i in range(40)
    ]
    result = score(with_model(group(*units)), definitions())
    made = build_report(result, definitions(), "en")
    cover_and_page_one = reader(document.render_pdf(made, sections=()))
    assert len(cover_and_page_one.pages) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_4_4_beside_a_score_it_is_said_as_well(language):
    result = score(with_model(pair(False, False)), definitions())
    assert result.questionnaires[0].overall.score is not None
    assert WORDS["separate"][language] in sentence(result, language)


def test_4_4_nothing_is_said_of_customers_where_no_result_had_kept_it():
    old = replace(scored(pair(False, False)), digest={})
    assert sentence(old, "en").startswith(WORDS["unknown"]["en"])


def test_an_organisation_without_units_is_told_nothing_of_units():
    [one, *_] = [each for each in organisations() if not each.units]
    for language, end in WHOLE.items():
        assert end not in sentence(scored(one), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_prints_the_sentence_on_its_first_page(language):
    report = build_report(scored(pair(False, False)), definitions(), language)
    # Room between scripts is set in elements of its own.
    printed = re.sub(r"</?span\b[^>]*>", "", document.html(report))
    assert report.summary.sentence in printed
