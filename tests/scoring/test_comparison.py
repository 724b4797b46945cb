"""Where an organisation stands: ladder, percentile, interval, quartile (method 4.8)."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from assessment.benchmarks.regions import grid
from scoring.benchmark import percentile_rank
from scoring.comparison import (
    FEW,
    NO_DIVISION,
    NO_INDUSTRY,
    NO_NEARBY,
    NO_REGION,
    NOT_PUBLISHED,
    compare,
    ladder,
)
from scoring.grid import EVERYBODY, Cell, Place
from scoring.release import MILLION, Sums, describe, needed

WORKED = [35, 40, 40, 42, 45, 50, 55, 60, 62, 70]
HERE = Place("K64", "ZA", None)


def entry(values, cell=EVERYBODY, dimension="overall"):
    """Return the published entry of groups with these scores."""
    ordered = sorted(round(value * MILLION) for value in values)
    held = {place: ordered[place] for place in needed(len(ordered))}
    return describe(cell, dimension, Sums(len(ordered), sum(ordered), held)).plain()


def release(*entries):
    return {
        (Cell(each["industry"], each["region"], each["size"]), each["dimension"]): each
        for each in entries
    }


def standing(score, given, member=False):
    (found,) = compare(HERE, {"overall": score}, release(given), grid(), member)
    return found


def made(n, points, quartiles=None):
    return {
        "industry": None, "region": None, "size": None, "dimension": "overall",
        "n": n, "percentiles": points, "quartiles": quartiles,
    }  # fmt: skip


def rungs(industry, region):
    return [
        (rung, cell and cell[:2], why)
        for rung, cell, why in ladder(Place(industry, region, None), grid())
    ]


def test_4_8_ladder_of_a_province_looks_at_both_sets_in_order():
    assert rungs("K64", "CN-GD") == [
        (1, ("K64", "CN-GD"), NO_REGION),
        (2, ("K64", "CN:EAST"), ""),
        (2, ("K64", "M49:030"), ""),
        (3, ("K", "CN-GD"), NO_REGION),
        (4, ("K", "CN:EAST"), ""),
        (4, ("K", "M49:030"), ""),
        (5, ("K64", None), NO_DIVISION),
        (6, ("K", None), NO_INDUSTRY),
        (7, (None, None), ""),
    ]


@pytest.mark.parametrize(
    ("region", "nearby"),
    [
        ("ZA", ["M49:018"]),
        ("CN-HK", ["M49:030"]),
        ("HK", ["M49:030"]),
        ("TW", ["M49:030"]),
        ("CN-SC", ["CN:WEST", "M49:030"]),
        ("CN-LN", ["CN:NORTHEAST", "M49:030"]),
        ("CN", ["M49:030"]),
        ("US-CA", ["M49:021"]),
        ("AQ", []),
    ],
)
def test_4_8_nearby_regions(region, nearby):
    found = [cell[1] for rung, cell, _ in rungs("K", region) if rung == 4 and cell]
    assert found == nearby


@pytest.mark.parametrize(
    ("industry", "region", "reasons", "cells"),
    [
        pytest.param(
            None, "ZA",
            {1: NO_DIVISION, 2: NO_DIVISION, 3: NO_INDUSTRY, 4: NO_INDUSTRY,
             5: NO_DIVISION, 6: NO_INDUSTRY},
            [(7, (None, None))], id="no industry",
        ),
        pytest.param(
            "K", "ZA", {1: NO_DIVISION, 2: NO_DIVISION, 5: NO_DIVISION},
            [(3, ("K", "ZA")), (4, ("K", "M49:018")), (6, ("K", None)),
             (7, (None, None))], id="a section only",
        ),
        pytest.param(
            "K64", None, {1: NO_REGION, 2: NO_REGION, 3: NO_REGION, 4: NO_REGION},
            [(5, ("K64", None)), (6, ("K", None)), (7, (None, None))], id="no region",
        ),
        pytest.param(
            "K64", "AQ", {2: NO_NEARBY, 4: NO_NEARBY},
            [(1, ("K64", "AQ")), (3, ("K", "AQ")), (5, ("K64", None)),
             (6, ("K", None)), (7, (None, None))], id="Antarctica",
        ),
        pytest.param(
            None, None,
            {1: NO_DIVISION, 2: NO_DIVISION, 3: NO_INDUSTRY, 4: NO_INDUSTRY,
             5: NO_DIVISION, 6: NO_INDUSTRY},
            [(7, (None, None))], id="nothing said",
        ),
    ],
)  # fmt: skip
def test_4_8_a_rung_that_cannot_be_looked_for_says_why(
    industry, region, reasons, cells
):
    found = rungs(industry, region)
    assert {rung: why for rung, cell, why in found if cell is None} == reasons
    assert [(rung, cell) for rung, cell, _ in found if cell] == cells
    assert [rung for rung, *_ in found] == sorted(rung for rung, *_ in found)


def test_4_8_the_first_rung_with_five_peers_is_used_and_finer_ones_are_refused():
    near = entry(range(30, 36), Cell("K64", "M49:018", None))
    far = entry(range(50, 70), EVERYBODY)
    (found,) = compare(HERE, {"overall": 33}, release(near, far), grid())
    assert (found.rung, found.cell, found.n) == (2, ("K64", "M49:018", None), 6)
    assert [(each.rung, each.why) for each in found.refused] == [(1, NOT_PUBLISHED)]
    assert found.published is near or found.published == near


def test_a_member_of_exactly_five_has_too_few_peers_there():
    five = entry(range(30, 35), Cell("K64", "ZA", None))
    six = entry(range(30, 36), Cell("K64", "M49:018", None))
    held = release(five, six)
    (inside,) = compare(HERE, {"overall": 33}, held, grid(), member=True)
    assert (inside.rung, inside.n) == (2, 5)
    assert [(each.rung, each.why) for each in inside.refused] == [(1, FEW)]
    (outside,) = compare(HERE, {"overall": 33}, held, grid())
    assert (outside.rung, outside.n) == (1, 5)


def test_no_rung_at_all_leaves_everything_open():
    (found,) = compare(HERE, {"overall": 33}, {}, grid())
    assert (found.rung, found.n, found.cell, found.percentile) == (None,) * 4
    assert (found.interval, found.quartile, found.distinguishable) == (None,) * 3
    assert [each.rung for each in found.refused] == [1, 2, 3, 4, 5, 6, 7]
    assert {each.why for each in found.refused} == {NOT_PUBLISHED}


def test_dimensions_climb_by_themselves_and_keep_their_order():
    held = release(entry(WORKED), entry(WORKED, Cell("K", None, None), "leadership"))
    found = compare(HERE, {"leadership": 50, "overall": 50}, held, grid())
    assert [(each.dimension, each.rung) for each in found] == [
        ("leadership", 6), ("overall", 7),
    ]  # fmt: skip


def test_4_8_worked_peers_are_published_as_numpy_has_them():
    found = entry(WORKED)
    assert found["n"] == 10
    assert found["mean"] == 50
    # 40.5, 47.5 and 58.75 before rounding.
    assert np.percentile(WORKED, [25, 50, 75]).tolist() == [40.5, 47.5, 58.75]
    assert found["quartiles"] == [41, 48, 59]
    assert found["percentiles"] == [
        [20, 40], [30, 41], [40, 44], [50, 48], [60, 52], [70, 57], [80, 60],
    ]  # fmt: skip
    assert found["histogram"] is None


@pytest.mark.parametrize(
    ("score", "percentile"),
    [
        # The release's line goes through (20, 40), (40, 44) and (50, 48).
        pytest.param(40, 20.0, id="at the lowest point, as the midrank"),
        pytest.param(46, 45.0, id="half way from 44 to 48"),
        pytest.param(48, 50.0, id="at the median's point"),
        pytest.param(60, 80.0, id="at the highest point"),
        pytest.param(39.9, "<20", id="below the lowest point"),
        pytest.param(30, "<20", id="below everybody"),
        pytest.param(60.1, ">80", id="above the highest point"),
        pytest.param(72, ">80", id="above everybody"),
    ],
)
def test_4_8_worked_peers_percentiles_come_from_the_points(score, percentile):
    assert standing(score, entry(WORKED)).percentile == pytest.approx(percentile)


@pytest.mark.parametrize(
    ("score", "rank"), [(40, 20), (47, 50), (70, 95), (72, 100), (30, 0)]
)
def test_4_8_worked_midranks_are_scipys(score, rank):
    assert percentile_rank(WORKED, score) == rank
    assert stats.percentileofscore(WORKED, score, kind="mean") == rank


def test_4_8_wilson_of_the_median_of_ten():
    found = standing(48, entry(WORKED))
    assert found.interval == pytest.approx((23.7, 76.3), abs=0.05)
    assert found.distinguishable is False
    scipys = stats.binomtest(5, 10).proportion_ci(method="wilson")
    assert found.interval == pytest.approx((100 * scipys.low, 100 * scipys.high))


def test_a_bound_has_an_open_interval_to_its_end():
    low, high = standing(30, entry(WORKED)), standing(72, entry(WORKED))
    scipys = stats.binomtest(2, 10).proportion_ci(method="wilson")
    assert low.interval == pytest.approx((0, 100 * scipys.high))
    assert high.interval == pytest.approx((100 - 100 * scipys.high, 100))
    # 5.7-51.0 at 20: a bound of ten peers cannot be told from the median.
    assert (low.distinguishable, high.distinguishable) == (False, False)


def test_many_peers_can_be_told_from_the_median():
    found = standing(90, entry(range(101)))
    assert found.percentile == pytest.approx(90)
    assert found.distinguishable is True
    assert found.interval[0] > 50


def test_member_is_left_out_of_its_own_peers():
    # p' = (n p - 50)/(n - 1), by hand: (11 * 50 - 50)/10 = 50 and (11 * 20 - 50)/10.
    eleven = made(11, [[20, 30], [50, 50], [80, 70]])
    middle = standing(50, eleven, member=True)
    assert (middle.percentile, middle.n) == (50.0, 10)
    assert standing(30, eleven, member=True).percentile == pytest.approx(17.0)
    assert standing(70, eleven, member=True).percentile == pytest.approx(83.0)
    assert standing(70, eleven).percentile == pytest.approx(80.0)
    scipys = stats.binomtest(5, 10).proportion_ci(method="wilson")
    assert middle.interval == pytest.approx((100 * scipys.low, 100 * scipys.high))


def test_a_midrank_without_oneself_is_what_the_members_formula_gives():
    for own in WORKED:
        with_own = stats.percentileofscore(WORKED, own, kind="mean")
        others = list(WORKED)
        others.remove(own)
        expected = stats.percentileofscore(others, own, kind="mean")
        assert (10 * with_own - 50) / 9 == pytest.approx(expected)


@pytest.mark.parametrize(
    ("n", "member", "percentile", "quartile"),
    [
        (10, False, 50.0, 2), (10, True, None, 2), (11, True, 50.0, 2),
        (9, False, None, 2), (8, False, None, 2), (8, True, None, None),
        (9, True, None, 2), (7, False, None, None), (5, False, None, None),
    ],
)  # fmt: skip
def test_members_meet_the_thresholds_without_themselves(
    n, member, percentile, quartile
):
    found = standing(50, made(n, [[20, 30], [50, 50], [80, 70]], [40, 50, 60]), member)
    assert (found.percentile, found.quartile) == (percentile, quartile)
    assert (found.interval is None) == (percentile is None)
    assert found.distinguishable is (None if percentile is None else False)


@pytest.mark.parametrize(
    ("score", "percentile"),
    [(50, 40.0), (49.9999999999, 40.0), (45, 25.0), (65, 65.0), (80, 80.0)],
)
def test_ties_of_points_give_their_middle(score, percentile):
    # 45 lies half way from 20 (40 points) to 30 (50 points), 65 from 50 to 80.
    tied = made(20, [[20, 40], [30, 50], [40, 50], [50, 50], [80, 80]])
    assert standing(score, tied).percentile == pytest.approx(percentile)


def test_all_points_alike():
    alike = made(12, [[p, 60] for p in range(20, 90, 10)])
    assert standing(60, alike).percentile == 50.0
    assert standing(59.5, alike).percentile == "<20"
    assert standing(60.5, alike).percentile == ">80"


def test_a_percentile_is_shown_from_1_to_99():
    # At the ends p' would be (100 * 0.5 - 50)/99 = 0 and 100.
    edges = made(100, [[0.5, 10], [99.5, 90]])
    assert standing(10, edges, member=True).percentile == 1.0
    assert standing(90, edges, member=True).percentile == 99.0


@pytest.mark.parametrize(
    ("score", "quartile"),
    [(39.9, 4), (40, 3), (49.9, 3), (50, 2), (59.9, 2), (60, 1), (100, 1), (0, 4)],
)
def test_4_8_quartile_1_is_the_top(score, quartile):
    assert standing(score, made(8, None, [40, 50, 60])).quartile == quartile


@pytest.mark.parametrize("n", [10, 15, 19, 20, 37, 50, 200])
def test_the_line_stays_near_scipys_midrank(n):
    values = np.random.default_rng(n).uniform(0, 100, n)
    given = entry(values)
    for score in values:
        found = standing(float(score), given).percentile
        exact = stats.percentileofscore(values, score, kind="mean")
        if isinstance(found, str):
            bound = float(found[1:])
            beyond = exact - bound if found[0] == ">" else bound - exact
            assert beyond > -100 / n - 1
        else:
            # Points at tenths, each the mean of two neighbours, rounded to points.
            assert abs(found - exact) <= 5 + 150 / n


def test_4_8_the_interval_covers_true_ranks():
    # Peers are drawn evenly from 0 to 100, so that a score is its own true rank.
    rng = np.random.default_rng(20261126)
    ranks = np.arange(2, 99)
    hits, runs = np.zeros(len(ranks)), 0
    for n in range(10, 51):
        for _ in range(15):
            given = entry(np.sort(rng.uniform(0, 100, n)))
            runs += 1
            for at, true in enumerate(ranks):
                low, high = standing(float(true), given).interval
                hits[at] += low - 1e-9 <= true <= high + 1e-9
    covered = hits / runs
    assert covered.mean() >= 0.94
    assert covered.min() >= 0.90


@pytest.mark.parametrize(
    ("score", "quartile"), [(74.9, 2), (75, 1), (50, 2), (49.9, 3), (24.9, 4), (5, 4)]
)
def test_4_8_the_quartile_follows_the_percentile(score, quartile):
    """The points put each score at its own percentile; the quartiles lie elsewhere."""
    points = [[p, p] for p in range(10, 100, 10)]
    assert standing(score, made(20, points, [26, 51, 76])).quartile == quartile
