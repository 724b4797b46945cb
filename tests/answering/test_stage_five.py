"""Stage 5 is not applicable as a whole or not at all."""

from __future__ import annotations

import pytest

from tests.answering.conftest import CONTINUUM, autosave, fields, save
from tests.support.pages import Page

CRITERIA = [
    "stage-5.gate.top-management",
    "stage-5.gate.segment-profit",
    "stage-5.gate.products-channels-positioned",
]


@pytest.fixture
def path(at) -> str:
    return at(CONTINUUM, "stage-5")


@pytest.fixture
def values(respondent, path, stored):
    def read() -> list[object]:
        names = [n for n in fields(respondent.page(path)) if n.endswith(":base")]
        kept = [stored(name.removesuffix(":base")) for name in names]
        return [answer.value if answer else None for answer in kept]

    return read


def test_one_tick_makes_the_whole_stage_not_applicable(respondent, path, values):
    answer = save(respondent, path, {"whole": "na", "whole:reason": "regulated"})

    assert answer.status_code == 303
    assert values() == ["na"] * 4
    assert fields(respondent.page(path))["whole"] == ["na"]


def test_the_tick_needs_a_reason(respondent, path, values):
    answer = save(respondent, path, {"whole": "na"})

    assert answer.status_code == 422
    assert 'href="#whole"' in answer.text
    assert values() == [None] * 4


def test_without_the_tick_the_questions_are_open_again(respondent, path, values):
    save(respondent, path, {"whole": "na", "whole:reason": "regulated"})
    page = fields(respondent.page(path))
    del page["whole"]

    respondent.post(path, data=page)

    assert values() == [None] * 4


def test_an_answer_lifts_the_whole(respondent, path, values):
    save(respondent, path, {"whole": "na", "whole:reason": "regulated"})

    save(respondent, path, {CRITERIA[1]: "p"})

    assert values() == [None, "p", None, None]


def test_the_script_can_lift_it_with_one_question(respondent, path, values):
    save(respondent, path, {"whole": "na", "whole:reason": "regulated"})

    answer = autosave(respondent, path, CRITERIA[0], {CRITERIA[0]: "l"})

    assert answer.status_code == 200
    assert len(answer.json["saved"]) == 4
    assert values() == ["l", None, None, None]


def test_ticking_it_replaces_earlier_answers_but_not_new_ones(respondent, path, values):
    save(respondent, path, {CRITERIA[0]: "l"})
    refused = save(
        respondent,
        path,
        {CRITERIA[1]: "p", "whole": "na", "whole:reason": "other"},
    )
    assert refused.status_code == 422
    assert fields(Page(refused.text))[CRITERIA[1]] == ["p"]
    assert values() == ["l", None, None, None]

    save(respondent, path, {"whole": "na", "whole:reason": "other"})
    assert values() == ["na"] * 4


def test_another_tabs_answer_is_not_overwritten(respondent, path, values):
    old = fields(respondent.page(path))
    save(respondent, path, {CRITERIA[0]: "l"})

    answer = respondent.post(path, data={**old, "whole": "na", "whole:reason": "other"})

    assert answer.status_code == 409
    assert values() == ["l", None, None, None]


def test_a_single_question_page_leads_to_the_stage(respondent, path):
    page = respondent.page(f"{path}/{CRITERIA[0]}")

    assert any(href.endswith("/stage-5#whole") for href, _css in page.links)
