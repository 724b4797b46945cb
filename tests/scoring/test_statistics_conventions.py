"""Where programs differ: the method's figures by each convention, and which is ours."""

from __future__ import annotations

from statistics import fmean

import numpy as np
import pytest

from scoring import benchmark, outliers
from scoring.icc import group_effect
from scoring.uncertainty import wilson_interval

PEERS = [35, 40, 40, 42, 45, 50, 55, 60, 62, 70]


@pytest.mark.parametrize(
    ("convention", "expected", "is_ours"),
    [
        pytest.param("linear", (40.5, 47.5, 58.75), True, id="type 7"),
        pytest.param("weibull", (40, 47.5, 60.5), False, id="type 6"),
        pytest.param("median_unbiased", (40, 47.5, 60.1667), False, id="type 8"),
    ],
)
def test_4_8_quartiles_are_of_type_7(convention, expected, is_ours):
    theirs = tuple(np.percentile(PEERS, [25, 50, 75], method=convention))
    assert theirs == pytest.approx(expected, abs=1e-4)
    ours = benchmark.quartiles(PEERS)
    assert (ours == pytest.approx(theirs)) == is_ours


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        pytest.param("weak", [30, 50, 100], id="weak: at or below"),
        pytest.param("strict", [10, 50, 90], id="strict: below"),
    ],
)
def test_4_8_percentile_ranks_are_midranks(kind, expected):
    """The midrank lies halfway between the two others."""
    at_or_below = kind == "weak"
    theirs = [
        100 * sum(p <= s if at_or_below else p < s for p in PEERS) / len(PEERS)
        for s in (40, 47, 70)
    ]
    assert theirs == expected
    ours = [benchmark.percentile_rank(PEERS, score) for score in (40, 47, 70)]
    assert ours == [20, 50, 95]


def test_4_8_a_percentile_of_ten_peers_is_hardly_known():
    low, high = wilson_interval(5, 10)
    assert (100 * low, 100 * high) == pytest.approx((23.7, 76.3), abs=0.05)


def test_4_6_icc_of_unequal_groups_takes_k0_and_not_the_mean_size():
    groups = [[4, 4], [3, 3, 4], [2, 3, 2, 2, 3]]
    ours = group_effect(groups)
    assert ours.k0 == pytest.approx(3.1)
    assert ours.icc1 == pytest.approx(0.685279, abs=1e-6)
    k = fmean(map(len, groups))
    r_multilevel = (ours.f - 1) / (ours.f - 1 + k)
    assert r_multilevel == pytest.approx(0.669422, abs=1e-6)


def test_4_9_no_distance_is_beyond_what_so_few_people_allow():
    """Of ten people none can lie farther than (n - 1)^2/n = 8.1."""
    rows = [[0.0] * 3 for _ in range(9)] + [[5.0, 5.0, 5.0]]
    spread = np.random.default_rng(9).normal(0, 1e-3, (10, 3))
    found = outliers.squared_distances((np.array(rows) + spread).tolist())
    assert max(found) == pytest.approx(8.1, abs=0.01)
    assert not outliers.can_flag(10, 3)
