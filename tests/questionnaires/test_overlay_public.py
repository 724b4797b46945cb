"""The overlays for public bodies: the same questions in the words of public service."""

from __future__ import annotations

import pytest

from questionnaires import loader
from scoring.applicability import hidden_questions
from tests.questionnaires import overlaid

OVERLAYS = (
    "capability-model-public", "continuum-public",
    "it-support-public", "success-factors-public",
    "crm-processes-public", "customer-tiering-public",
)  # fmt: skip
# What a public body has none of, or must not decide by. The discipline itself keeps its
# name, customer management.
FORBIDDEN = {
    "en": (
        r"(?i)\b(budget\w*|P&L|profit\w*|loss-making|sales?|sell\w*|sold|revenue|turnover"
        r"|market\w*|competit\w+|competing|rivals?|lifetime value|customer value"
        r"|valuable|wallet|cross-sell\w*|margins?|discounts?|pric(e\w*|ing)|buy\w*"
        r"|bought|purchas\w*|blacklist\w*|brand\w*|won back|win-back"
        r"|customers?(?![- ]management)|segment\w*)\b"
    ),
    "zh-Hans": (
        "预算|损益|利润|盈利|亏损|销售|出售|营销|市场|竞争|对手|钱包|终身价值|价值(?!观)"
        "|毛利|利差|折扣|优惠|价格|定价|购买|黑名单|客户(?!管理)|顾客|客群|营收|收入"
        "|交叉|产品|品牌|董事|总经理"
    ),
    "zh-Hant": (
        "預算|損益|利潤|獲利|盈利|虧損|出售|銷售|行銷|市場|競爭|對手|荷包|終身價值"
        "|價值(?!觀)|毛利|利差|折扣|優惠|價格|定價|購買|黑名單|客戶(?!管理)|顧客|客群"
        "|營收|收入|交叉|產品|品牌|董事|執行長"
    ),
}


@pytest.mark.parametrize("name", OVERLAYS)
def test_it_asks_all_that_its_base_asks_and_scores_alike(name):
    over, base = overlaid.pair(name)
    assert list(over.by_id) == list(base.by_id)
    overlaid.scores_as_its_base(name)
    assert [i.id for i in over.initiatives] == [i.id for i in base.initiatives]
    for one, other in zip(over.initiatives, base.initiatives, strict=True):
        assert (one.raises, one.requires) == (other.raises, other.requires)


@pytest.mark.parametrize("name", OVERLAYS)
def test_no_text_speaks_of_profit_sales_value_or_customers(name):
    over, _ = overlaid.pair(name)
    assert overlaid.said(over, FORBIDDEN, ("public-service",)) == []


@pytest.mark.parametrize("name", OVERLAYS)
def test_the_base_does_speak_of_them(name):
    _, base = overlaid.pair(name)
    assert len(overlaid.said(base, FORBIDDEN, ("public-service",))) > 500


@pytest.mark.parametrize("name", OVERLAYS)
def test_its_anchors_are_facts_and_its_initiatives_can_be_started(name):
    overlaid.anchors_are_facts_apart(name)
    overlaid.initiatives_can_be_started(name)


def test_people_are_served_by_need_and_never_by_what_they_are_worth():
    over = loader.load("capability-model-public", "1.0")
    tiers = over.by_id["operations.loyalty.tiers"]
    assert "by need" in tiers.text["en"]
    assert "plays no part" in tiers.help["en"]
    first = over.by_id["operations.connect.potential-tiers"]
    assert "need and urgency alone" in first.help["en"]
    shares = over.by_id["resources.allocation.customer-value"]
    assert "need and fairness" in shares.help["en"]


def test_groups_are_judged_and_provided_for_by_need():
    over = loader.load("success-factors-public", "1.0")
    judged = over.by_id["segments.definition.value"]
    assert "need and its urgency" in judged.text["en"]
    assert "plays no part" in judged.help["en"]
    assert (
        "takes no right away" in over.by_id["segments.definition.criteria"].help["en"]
    )
    assert (
        "need, urgency and fairness" in over.by_id["people.duties.resources"].help["en"]
    )


def test_data_are_joined_by_law_and_nobody_is_left_out_for_comparison():
    over = loader.load("it-support-public", "1.0")
    joined = over.by_id["data.supply.joined"]
    assert "as far as the law allows" in joined.help["en"]
    assert (
        "never decides on a right"
        in over.by_id["analysis.models.predictive"].help["en"]
    )
    assert not overlaid.said(
        over,
        {
            "en": "left out of|group left out|control group",
            "zh-Hans": "未参与",
            "zh-Hant": "未參與",
        },
    )


def test_stage_five_may_still_not_apply_and_keeps_its_criteria():
    over, base = overlaid.pair("continuum-public")
    stage, before = (each.dimension_by_id["stage-5"] for each in (over, base))
    assert [q.source for q in stage.questions()] == [
        q.source for q in before.questions()
    ]
    assert all(question.allow_na for question in stage.questions())
    assert over.stages[5].title["en"] == "Answering for results by group"
    assert [rung.floor for rung in over.stages] == [r.floor for r in base.stages]


def test_its_pitfalls_warn_before_the_same_stages():
    over, base = overlaid.pair("continuum-public")
    seen = [(each.id, each.source, each.steps) for each in over.pitfalls]
    assert seen == [(each.id, each.source, each.steps) for each in base.pitfalls]
    assert [d.owner for d in over.duties] == [d.owner for d in base.duties]


@pytest.mark.parametrize("market", ["g2c", "b2b", "mixed", None])
def test_every_public_body_is_asked_about_need_whomever_it_serves(market):
    over, base = overlaid.pair("customer-tiering-public")
    profile = {} if market is None else {"market": market}
    need = {q for q in over.by_id if q.startswith(("membership.", "differentiation."))}
    assert need & hidden_questions(over, profile, {}, {}) == set()
    assert need & hidden_questions(base, profile, {}, {}) != set()


def test_nobody_is_tiered_by_means_or_standing_or_listed_as_unwelcome():
    over = loader.load("customer-tiering-public", "1.0")
    hardship = over.by_id["membership.existing.credit"]
    assert "only ever raises a tier" in hardship.help["en"]
    assert "never a lower tier" in over.by_id["membership.existing.margin"].help["en"]
    assert "unwelcome" in over.by_id["foundations.design.minimum"].help["en"]


def test_groups_are_chosen_by_need_and_nobody_entitled_is_turned_away():
    over = loader.load("crm-processes-public", "1.0")
    chosen = over.by_id["analyse.portfolio.target-customers"]
    assert "by need" in chosen.help["en"]
    assert "Nobody who is entitled is turned away" in chosen.help["en"]
    need = over.by_id["analyse.portfolio.value"]
    assert "Means and standing never count" in need.help["en"]
