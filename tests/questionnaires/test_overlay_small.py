"""The overlays for firms with fewer than 50 people: shorter, with persons for posts."""

from __future__ import annotations

import pytest

from questionnaires import loader, minutes
from tests.questionnaires import overlaid
from tests.questionnaires.rules import LADDER

OVERLAYS = ("capability-model-small", "continuum-small")
# What a firm of eight has none of.
FORBIDDEN = {
    "en": (
        r"(?i)\b(appoint(ed|s|ing)?|departments?|committees?|boards?|council|divisions?"
        r"|heads? of|department heads|top[- ]management|top managers?|executives?"
        r"|monthly report|steering|mandate|subsidiar\w+|sister unit\w*|other units?"
        r"|organisation chart|job descriptions?|cross-functional|directors?"
        r"|the minutes|minutes (of|show))\b"
    ),
    "zh-Hans": (
        "任命|部门|委员会|董事会|事业部|高管|高层|议事规则|岗位说明书|子公司|月报(?!告)"
        "|月度报告|总经理|首席"
    ),
    "zh-Hant": (
        "任命|(?<!公)部門|委員會|董事會|事業部|高管|高階主管|高層|議事規則|職務說明書|子公司"
        "|月報(?!告)|執行長|財務長|營運長"
    ),
}


@pytest.mark.parametrize("name", OVERLAYS)
def test_what_it_asks_scores_as_in_its_base(name):
    overlaid.scores_as_its_base(name)


@pytest.mark.parametrize("name", OVERLAYS)
def test_no_text_asks_for_departments_boards_or_appointments(name):
    over, _ = overlaid.pair(name)
    assert overlaid.said(over, FORBIDDEN) == []


@pytest.mark.parametrize("name", OVERLAYS)
def test_the_base_does_ask_for_them(name):
    _, base = overlaid.pair(name)
    assert len(overlaid.said(base, FORBIDDEN)) > 200


@pytest.mark.parametrize("name", OVERLAYS)
def test_its_anchors_are_facts_and_its_initiatives_can_be_started(name):
    overlaid.anchors_are_facts_apart(name)
    overlaid.initiatives_can_be_started(name)


def test_the_form_is_much_shorter_and_still_asks_for_every_capability():
    over, base = overlaid.pair("capability-model-small")
    assert len(over.by_id) == 60
    assert over.minutes["full"] <= 0.65 * minutes.forms(base)["full"]
    for asked in (over.by_id, over.core):
        capabilities = {base.capability_of[name].id for name in asked}
        assert capabilities == {node.id for node in base.capability_of.values()}


def test_the_continuum_keeps_every_criterion():
    over, base = overlaid.pair("continuum-small")
    assert list(over.by_id) == list(base.by_id)


@pytest.mark.parametrize("name", OVERLAYS)
def test_its_initiatives_fit_a_firm_of_eight_to_forty(name):
    over, base = overlaid.pair(name)
    assert len(over.initiatives) < len(base.initiatives)
    for each in over.initiatives:
        assert each.suits("1-9", None), each.id
        assert each.suits("10-49", None), each.id
        assert each.effort <= 3, each.id
        trial_of_a_year = "segment-profit" in " ".join(each.raises)
        assert each.days <= (365 if trial_of_a_year else 180), each.id


@pytest.mark.parametrize("name", OVERLAYS)
def test_they_lead_each_question_to_its_top(name):
    over = loader.load(name, "1.0")
    for question in over.questions():
        if question.scored:
            reached = [each.raises.get(question.id, 0) for each in over.initiatives]
            assert max(reached) == LADDER[question.type][0], question.id
