"""What one cell says: statistics, thresholds, rounding, bars (method 4.8)."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.grid import EVERYBODY, Cell
from scoring.release import (
    METHOD,
    MILLION,
    Sums,
    Thresholds,
    describe,
    merged,
    needed,
    points,
    quantile,
    rounded,
)

SCORES = st.lists(st.integers(0, 100 * MILLION), min_size=5, max_size=60)


def sums(values, bars=()):
    ordered = sorted(values)
    return Sums(
        len(ordered), sum(ordered), {n: ordered[n] for n in needed(len(ordered))}, bars
    )


@pytest.mark.parametrize(
    ("points_", "dimension", "expected"),
    [
        ("49.5", "overall", 50), ("49.499999", "overall", 49), ("0.5", "overall", 1),
        ("0", "overall", 0), ("100", "overall", 100), ("2.5", "overall", 3),
        ("99.5", "leadership", 100), ("2.25", "position", 2.3),
        ("2.249999", "position", 2.2), ("2.35", "target", 2.4), ("5", "target", 5.0),
        ("0.05", "position", 0.1), ("0.049999", "position", 0.0),
    ],
)  # fmt: skip
def test_values_are_rounded_half_up(points_, dimension, expected):
    found = rounded(Fraction(points_) * MILLION, dimension)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    ("n", "expected"),
    [
        (5, []), (9, []),
        # min(p, 100 - p) n/100 >= 2: at least 20 of ten, 10 only from twenty on.
        (10, [20, 30, 40, 50, 60, 70, 80]), (19, [20, 30, 40, 50, 60, 70, 80]),
        (20, [10, 20, 30, 40, 50, 60, 70, 80, 90]),
        (1000, [10, 20, 30, 40, 50, 60, 70, 80, 90]),
    ],
)  # fmt: skip
def test_percentile_points_leave_two_groups_outside(n, expected):
    assert points(n) == expected
    assert all(min(p, 100 - p) * n / 100 >= 2 for p in points(n))


@pytest.mark.parametrize(
    ("n", "quartiles", "percentiles", "histogram"),
    [
        (5, False, False, False), (7, False, False, False), (8, True, False, False),
        (9, True, False, False), (10, True, True, False), (19, True, True, False),
        (20, True, True, True),
    ],
)  # fmt: skip
def test_edges_of_what_so_many_groups_may_say(n, quartiles, percentiles, histogram):
    values = [MILLION * 4 * i for i in range(n)]
    found = describe(EVERYBODY, "overall", sums(values, [n, *[0] * 9])).plain()
    held = [found[key] for key in ("quartiles", "percentiles", "histogram")]
    assert [each is not None for each in held] == [quartiles, percentiles, histogram]
    assert "min" not in found
    assert "max" not in found


def test_stricter_thresholds_say_less():
    strict = Thresholds(groups=8, quartiles=12, percentiles=15, histogram=30, bin=5)
    values = [MILLION * 5 * i for i in range(11)]
    found = describe(EVERYBODY, "overall", sums(values), strict)
    assert (found.quartiles, found.percentiles, found.histogram) == (None, None, None)
    assert strict.plain()["quartiles"] == 12


def test_a_cell_is_printed_as_the_contract_has_it():
    bars = [2, 2, 5, 0, 0, 4, 3, 4, 0, 0]
    found = describe(Cell("K", "M49:018", None), "overall", sums(
        [MILLION * 4 * i for i in range(20)], bars
    )).plain()  # fmt: skip
    assert list(found) == [
        "industry", "region", "size", "dimension", "n", "mean", "quartiles",
        "percentiles", "histogram",
    ]  # fmt: skip
    # 0, 4 … 76: the mean is 38, and type 7 lies at 4.75, 9.5 and 14.25 steps of four.
    assert (found["n"], found["mean"], found["quartiles"]) == (20, 38, [19, 38, 57])
    assert found["percentiles"][0] == [10, 8]
    assert found["percentiles"][-1] == [90, 68]
    assert found["histogram"] == [
        {"from": 0, "to": 20, "n": 4}, {"from": 20, "to": 30, "n": 5},
        {"from": 30, "to": 40, "n": 0}, {"from": 40, "to": 50, "n": 0},
        {"from": 50, "to": 60, "n": 4}, {"from": 60, "to": 70, "n": 3},
        {"from": 70, "to": 80, "n": 4}, {"from": 80, "to": 90, "n": 0},
        {"from": 90, "to": 100, "n": 0},
    ]  # fmt: skip


def test_bars_of_the_continuum_are_half_stages():
    values = [MILLION * i // 4 for i in range(20)]
    found = describe(EVERYBODY, "position", sums(values, [4] * 5 + [0] * 5))
    assert found.histogram[1] == {"from": 0.5, "to": 1.0, "n": 4}
    assert found.histogram[-1] == {"from": 4.5, "to": 5.0, "n": 0}
    assert found.mean == 2.4  # 2.375


@pytest.mark.parametrize(
    ("bars", "expected"),
    [
        pytest.param([3, 0, 4], [(0, 1, 3), (1, 2, 0), (2, 3, 4)], id="all large"),
        pytest.param([1, 1, 1], [(0, 3, 3)], id="three small ones"),
        pytest.param([1, 0, 2, 5], [(0, 3, 3), (3, 4, 5)], id="across an empty one"),
        pytest.param([5, 1], [(0, 2, 6)], id="left over joins its neighbour"),
        pytest.param([5, 0, 0, 2], [(0, 4, 7)], id="left over across empty ones"),
        pytest.param([0, 0, 2], [(0, 3, 2)], id="nobody to join"),
        pytest.param([0, 0, 3], [(0, 1, 0), (1, 2, 0), (2, 3, 3)], id="empty first"),
        pytest.param([0, 0, 0], [(0, 1, 0), (1, 2, 0), (2, 3, 0)], id="all empty"),
    ],
)
def test_neighbouring_bars_are_joined_by_hand(bars, expected):
    assert merged(bars, 3) == expected


@given(st.lists(st.integers(0, 6), min_size=1, max_size=12), st.integers(3, 6))
def test_joined_bars_hold_none_or_enough_and_lose_nobody(bars, fewest):
    found = merged(bars, fewest)
    assert sum(count for *_, count in found) == sum(bars)
    assert [start for start, *_ in found] == [0, *(end for _, end, _ in found)][:-1]
    assert found[-1][1] == len(bars)
    assert all(sum(bars[start:end]) == count for start, end, count in found)
    if sum(bars) >= fewest:
        assert all(count == 0 or count >= fewest for *_, count in found)
    # What stands alone and is large enough stays as it is on the left.
    if bars[0] >= fewest:
        assert found[0][0] == 0
        assert found[0][2] >= bars[0]


@settings(max_examples=150)
@given(SCORES)
def test_mean_and_quantiles_are_numpys_before_rounding(values):
    held = sums(values)
    points_ = np.array(values, dtype=float) / MILLION
    assert held.total / held.n / MILLION == pytest.approx(points_.mean())
    asked = [*((25, 50, 75) if held.n >= METHOD.quartiles else ()), *points(held.n)]
    for share in asked:
        exact = quantile(held, share)
        assert float(exact / MILLION) == pytest.approx(
            np.percentile(points_, share), abs=1e-9
        )


@given(st.fractions(0, 100))
def test_rounding_is_the_nearest_whole_and_the_upper_of_two(value):
    found = rounded(value * MILLION, "overall")
    assert -Fraction(1, 2) < found - value <= Fraction(1, 2)
