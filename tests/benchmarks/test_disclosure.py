"""What is published tells nothing of fewer than five groups, however it is combined."""

from __future__ import annotations

import random
from collections import defaultdict

import pytest

from scoring.disclosure import Before, Count, Population, select
from scoring.grid import EVERYBODY, Grid, Place
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
    assert isolated(published) is None


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
