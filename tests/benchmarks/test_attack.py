"""The attacker finds what is there to be found: compared with trying every set."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import combinations

import pytest

from scoring.benchmark import remainder_mean
from tests.benchmarks.attack import isolated


def rank(rows):
    rows, found = [list(row) for row in rows], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((r for r in range(found, len(rows)) if rows[r][column]), None)
        if pivot is None:
            continue
        rows[found], rows[pivot] = rows[pivot], rows[found]
        for r in range(found + 1, len(rows)):
            factor = rows[r][column] / rows[found][column]
            rows[r] = [
                a - factor * b for a, b in zip(rows[r], rows[found], strict=True)
            ]
        found += 1
    return found


def tried(published, fewest):
    """Tell by brute force whether leaving out few groups lowers the rank."""
    groups = sorted({group for cell in published for group in cell})
    unknowns = sorted({u for cell in published for us in cell.values() for u in us})

    def rows(without):
        return [
            [
                Fraction(unknown in us, len(us) or 1)
                for unknown in unknowns
                for us in [cell.get(unknown[0], ())]
                if unknown[0] not in without
            ]
            for cell in published
        ]

    whole = rank(rows(()))
    return any(
        rank(rows(some)) < whole
        for size in range(1, fewest)
        for some in combinations(groups, size)
    )


@pytest.mark.parametrize("fewest", [2, 3, 5])
@pytest.mark.parametrize("seed", range(30))
def test_the_attack_agrees_with_trying_every_set(seed, fewest):
    rng = random.Random(seed)
    groups = {f"g{i}": rng.choice((1, 1, 1, 2)) for i in range(rng.randint(4, 9))}
    published = []
    for _ in range(rng.randint(1, 6)):
        cell = {
            name: [(name, i) for i in range(companies) if rng.random() < 0.8]
            for name, companies in groups.items()
            if rng.random() < 0.7
        }
        published.append({name: us for name, us in cell.items() if us})
    found = isolated(published, fewest)
    assert (found is not None) == tried(published, fewest)
    assert found is None or 0 < len(found) < fewest


def test_4_8_differencing_gives_the_tenth_away():
    ten = {f"g{i}": [(f"g{i}", 0)] for i in range(10)}
    nine = {name: us for name, us in ten.items() if name != "g9"}
    assert isolated([ten]) is None
    assert isolated([ten, nine]) == {"g9"}
    assert remainder_mean((10, 52.3), (9, 51.0)) == pytest.approx(64.0)


def test_three_cells_that_are_harmless_by_twos_give_one_group_away():
    everybody = {f"g{i}": [(f"g{i}", 0)] for i in range(15)}
    names = sorted(everybody)
    one = {name: everybody[name] for name in names[:7]}
    other = {name: everybody[name] for name in names[7:14]}
    assert isolated([everybody, one]) is None
    assert isolated([everybody, other]) is None
    assert isolated([everybody, one, other]) == {names[14]}
