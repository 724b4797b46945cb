"""What a point is worth: the arithmetic, and what is left out without its figures."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scoring.worth import Figures, uncertainty, worths

# 200,000 customers with 240 million a year are 1,200 a customer, 800 a product.
ALL = Figures(
    currency="ZAR",
    customers=200_000,
    revenue=240_000_000,
    margin=40,
    retention=82,
    products=1.5,
    cost_to_serve=110,
    complaints=9_000,
    complaint_cost=45,
)
BY_HAND = {
    "retention": 2_000 * 1_200 * 0.4,
    "products": 20_000 * 800 * 0.4,
    "cost-to-serve": 2_000 * 110,
    "complaints": 900 * 45,
}


def keys(figures: Figures) -> list[str]:
    return [each.key for each in worths(figures)]


@pytest.mark.parametrize(("key", "base"), BY_HAND.items())
def test_each_change_is_worth_what_the_hand_arithmetic_says(key, base):
    found = {each.key: each for each in worths(ALL)}[key]
    assert found.base == pytest.approx(base)
    # A fifth less and more, as nobody said how sure the figures are.
    assert found.low == pytest.approx(0.8 * base)
    assert found.high == pytest.approx(1.2 * base)


def test_the_factors_are_the_figures_as_they_are_multiplied():
    factors = {each.key: each.factors for each in worths(ALL)}
    assert factors == {
        "retention": (200_000, 0.01, 1_200, 0.4),
        "products": (200_000, 0.1, 800, 0.4),
        "cost-to-serve": (200_000, 0.01, 110),
        "complaints": (9_000, 0.1, 45),
    }


@pytest.mark.parametrize(
    ("said", "low", "high"),
    [
        pytest.param(0, 1.0, 1.0, id="certain"),
        pytest.param(35, 0.65, 1.35, id="as the organisation says"),
        pytest.param(100, 0.0, 2.0, id="anything up to twice"),
        pytest.param(None, 0.8, 1.2, id="nobody said"),
    ],
)
def test_the_range_is_as_wide_as_the_figures_are_uncertain(said, low, high):
    figures = replace(ALL, uncertainty=said)
    for each in worths(figures):
        assert each.low == pytest.approx(low * each.base)
        assert each.high == pytest.approx(high * each.base)
    assert uncertainty(figures) == (20 if said is None else said)


@pytest.mark.parametrize(
    ("missing", "left"),
    [
        pytest.param("customers", ["complaints"], id="customers"),
        pytest.param("revenue", ["cost-to-serve", "complaints"], id="revenue"),
        pytest.param("margin", ["cost-to-serve", "complaints"], id="margin"),
        pytest.param("retention", list(BY_HAND), id="retention"),
        pytest.param("currency", list(BY_HAND), id="currency"),
        pytest.param(
            "products", ["retention", "cost-to-serve", "complaints"], id="products"
        ),
        pytest.param(
            "cost_to_serve", ["retention", "products", "complaints"], id="cost to serve"
        ),
        pytest.param(
            "complaint_cost", ["retention", "products", "cost-to-serve"], id="a cost"
        ),
    ],
)
def test_what_lacks_a_figure_is_left_out(missing, left):
    assert keys(replace(ALL, **{missing: None})) == left


@pytest.mark.parametrize(
    ("retention", "told"), [(0, True), (99, True), (99.5, False), (100, False)]
)
def test_a_point_of_retention_needs_a_point_that_is_lost_today(retention, told):
    assert ("retention" in keys(replace(ALL, retention=retention))) is told


def test_without_figures_there_is_nothing():
    assert worths(Figures()) == ()
