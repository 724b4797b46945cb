"""What is published tells nothing of fewer than five groups, however it is combined."""

from __future__ import annotations

import random
from collections import defaultdict

import pytest

from scoring.disclosure import Before, Count, Population, select
from scoring.errors import ScoringError
from scoring.grid import EVERYBODY, Cell, Grid, Place
from scoring.release import METHOD, Thresholds
from tests.benchmarks.attack import isolated

SETS = {
    "ZA": ("M49:018",), "NA": ("M49:018",), "GB": ("M49:154",), "IE": ("M49:154",),
    "HK": ("M49:030",), "CN-GD": ("CN:EAST", "M49:030"),
    "CN-ZJ": ("CN:EAST", "M49:030"), "CN-SC": ("CN:WEST", "M49:030"),
}  # fmt: skip
GRID = Grid(SETS)
INDUSTRIES = ("K64", "K65", "K", "J61", "G47", "Q86")
BANDS = ("10-49", "250-999", "1000-4999")


def drawn(rng, count, regions, industries, spread=0.1):
    """Return random groups: each a list of its companies' places."""

    def place():
        return Place(rng.choice(industries), rng.choice(regions), rng.choice(BANDS))

    groups = {}
    for number in range(count):
        many = rng.random() < spread
        places = [place() for _ in range(rng.randint(2, 4) if many else 1)]
        groups[f"g{number}"] = (
            places if rng.random() < 0.7 else [places[0]] * len(places)
        )
    return groups


def population(groups, fresh=None):
    counts, spread = defaultdict(lambda: [0, 0, 0]), []
    for name, places in groups.items():
        if len(set(places)) > 1:
            spread.append(tuple(places))
            continue
        count = counts[places[0]]
        count[0] += 1
        count[1] += fresh is None or name in fresh
        count[2] += len(places)
    return Population({p: Count(*c) for p, c in counts.items()}, spread)


def inside(groups, cell, version):
    """Return a cell's equation: its groups with their unknowns."""
    found = {}
    for name, places in groups.items():
        members = [
            (name, i, version[name])
            for i, place in enumerate(places)
            if cell in GRID.cells(place)
        ]
        if members:
            found[name] = members
    return found


def told(published):
    """Return few groups that the means, or the numbers of groups, tell of."""
    numbers = [{name: [name] for name in cell} for cell in published]
    return isolated(published) or isolated(numbers)


def first(groups, **more):
    """Return the cells of a first release, each with its groups."""
    chosen = select(population(groups), GRID, **more).computed
    version = dict.fromkeys(groups, 0)
    return {cell: inside(groups, cell, version) for cell in chosen}


def alone(count, place, name="g"):
    return {f"{name}{i}": [place] for i in range(count)}


@pytest.mark.parametrize("seed", range(240))
def test_no_combination_isolates_fewer_than_five_groups(seed):
    rng = random.Random(seed)
    regions = rng.sample(sorted(SETS), rng.randint(1, 5))
    industries = rng.sample(INDUSTRIES, rng.randint(1, 5))
    groups = drawn(rng, rng.randint(3, 70), regions, industries)
    chosen = select(population(groups), GRID).computed
    version = dict.fromkeys(groups, 0)
    published = [inside(groups, cell, version) for cell in chosen]
    assert [len(cell) for cell in published] == list(chosen.values())
    assert all(len(cell) >= 5 for cell in published)
    assert (EVERYBODY in chosen) == (len(groups) >= 5 and bool(chosen))
    assert told(published) is None


@pytest.mark.parametrize("seed", range(60))
def test_nor_does_a_series_of_releases_with_joins_and_withdrawals(seed):
    rng = random.Random(1000 + seed)
    regions = rng.sample(sorted(SETS), rng.randint(1, 3))
    industries = rng.sample(INDUSTRIES, rng.randint(1, 3))
    groups = drawn(rng, rng.randint(8, 30), regions, industries)
    version = dict.fromkeys(groups, 0)
    held, before, known, gone = {}, None, set(), []
    equations = []
    for turn in range(4):
        fresh = (
            None
            if before is None
            else {name for name in groups if (name, version[name]) not in known}
        )
        earlier = None if before is None else Before(list(held), gone)
        chosen = select(population(groups, fresh), GRID, earlier)
        held = {cell: inside(groups, cell, version) for cell in chosen.computed} | {
            cell: held[cell] for cell in chosen.carried
        }
        equations += list(held.values())
        before = chosen
        known |= {(name, version[name]) for name in groups}
        leave = rng.sample(sorted(groups), rng.randint(0, 3))
        gone = [place for name in leave for place in groups[name]]
        for name in leave:
            del groups[name]
        joined = drawn(rng, rng.randint(0, 8), regions, industries)
        groups |= {f"t{turn}{name}": places for name, places in joined.items()}
        version |= {f"t{turn}{name}": 0 for name in joined}
        for name in rng.sample(sorted(groups), rng.randint(0, len(groups) // 2)):
            version[name] += 1
    assert isolated(equations) is None


BANK = Place("K64", "ZA", "10-49")
INSURER = Place("K65", "ZA", "10-49")
CLINIC = Place("Q86", "GB", "250-999")


@pytest.mark.parametrize(
    ("count", "held"), [(0, 0), (4, 0), (5, 10), (8, 10), (10, 10), (20, 10)]
)
def test_edges_of_the_number_of_groups_at_one_place(count, held):
    # Everybody, two levels of industry, three of regions in each, and a size.
    assert len(first(alone(count, BANK))) == held


def test_exactly_four_and_five_beside_many():
    many = alone(20, CLINIC, "c")
    four, five = first(many | alone(4, BANK)), first(many | alone(5, BANK))
    assert not [cell for cell in four if cell.industry in ("K", "K64")]
    assert EVERYBODY in four
    # To tell of the twenty clinics would tell of the four banks by subtraction.
    assert set(four) == {EVERYBODY}
    assert {"K", "K64", "Q", "Q86"} <= {cell.industry for cell in five}
    assert told(list(four.values())) is None
    assert told(list(five.values())) is None


def test_a_sibling_that_leaves_one_is_held_back():
    groups = alone(9, BANK, "b") | alone(1, INSURER, "i")
    cells = first(groups)
    assert Cell("K", None, None) in cells
    assert Cell("K64", None, None) not in cells
    assert told(list(cells.values())) is None


def test_thirty_units_of_one_firm_alone_publish_nothing():
    rng = random.Random(1)
    units = [
        Place(rng.choice(INDUSTRIES), rng.choice(sorted(SETS)), rng.choice(BANDS))
        for _ in range(30)
    ]
    assert first({"firm": units}) == {}
    assert first({"firm": [BANK] * 30}) == {}


@pytest.mark.parametrize("others", [3, 4, 12, 40])
@pytest.mark.parametrize("seed", range(5))
def test_a_dominant_company_group_counts_once_and_is_not_told_of(others, seed):
    rng = random.Random(seed)
    groups = drawn(rng, others, sorted(SETS)[:3], INDUSTRIES[:3], spread=0)
    groups["giant"] = [
        Place(rng.choice(INDUSTRIES), rng.choice(sorted(SETS)), rng.choice(BANDS))
        for _ in range(30)
    ]
    cells = first(groups)
    assert all(len(cell) >= 5 for cell in cells.values())
    # None weighs more than a quarter: each counts once, and there are five at least.
    assert METHOD.groups * METHOD.share >= 100
    assert told(list(cells.values())) is None
    assert others >= 5 or not cells


def test_one_group_alone_in_its_cell_sees_no_cell_of_its_own():
    cells = first(alone(12, CLINIC, "c") | {"own": [BANK]})
    assert set(cells) == {EVERYBODY}
    assert select(population(alone(12, CLINIC)), GRID).computed[EVERYBODY] == 12


def test_withdrawal_removes_every_cell_of_the_member_until_five_changed():
    groups = alone(8, BANK, "b") | alone(8, CLINIC, "c")
    held = list(select(population(groups), GRID).computed)
    stayed = groups.keys() - {"b0"}
    later = {name: groups[name] for name in stayed}

    def again(fresh):
        return select(population(later, fresh), GRID, Before(held, [BANK]))

    none = again(frozenset())
    assert none.computed == {}
    assert set(none.carried) == {cell for cell in held if cell not in GRID.cells(BANK)}
    assert again({"b1", "b2", "b3", "b4"}).computed == {}
    five = again({"b1", "b2", "b3", "b4", "b5"})
    assert five.computed[EVERYBODY] == 15
    assert not set(five.computed) & set(five.carried)


@pytest.mark.parametrize("fewest", [None, 0, 3, 4, "5", True, float("nan"), 5.0, -5])
def test_thresholds_that_are_unset_or_nonsense_publish_nothing(fewest):
    with pytest.raises(ScoringError, match="at least 5 groups"):
        select(population(alone(20, BANK)), GRID, fewest=fewest)


@pytest.mark.parametrize("name", sorted(METHOD.plain()))
@pytest.mark.parametrize("value", [None, 0, "5", True, float("nan"), -1, 5.5, 2])
def test_a_threshold_weaker_than_the_method_is_refused(name, value):
    if value == 2 and value is not True and name == "months":
        assert Thresholds(months=2).months == 2
        return
    with pytest.raises(ScoringError):
        Thresholds(**{name: value})


def test_every_threshold_that_is_wrong_is_named():
    with pytest.raises(ScoringError) as refused:
        Thresholds(groups=3, bin=None)
    assert "groups must be 5 or more; given 3" in str(refused.value)
    assert "bin must be 3 or more; given None" in str(refused.value)


def test_a_share_that_one_of_five_exceeds_needs_more_groups():
    with pytest.raises(ScoringError, match="largest share"):
        Thresholds(share=10)
    assert Thresholds(share=10, groups=10).groups == 10
