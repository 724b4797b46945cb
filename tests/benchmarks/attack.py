"""An attacker: turns what was published into linear equations and solves them.

Written against the contract alone: it knows the pools and the cells, and nothing of how
cells are chosen. An unknown is the score of one company in one record. Arithmetic is
modulo a large prime, so that a rank is exact but for an accident of one in 10^9.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

PRIME = 2_147_483_647


def rank(rows):
    """Return the rank of a matrix of whole numbers, modulo the prime."""
    rows = [[value % PRIME for value in row] for row in rows]
    found, width = 0, len(rows[0]) if rows else 0
    for column in range(width):
        pivot = next((r for r in range(found, len(rows)) if rows[r][column]), None)
        if pivot is None:
            continue
        rows[found], rows[pivot] = rows[pivot], rows[found]
        inverse = pow(rows[found][column], PRIME - 2, PRIME)
        head = [value * inverse % PRIME for value in rows[found]]
        rows[found] = head
        for r in range(found + 1, len(rows)):
            factor = rows[r][column]
            if factor:
                rows[r] = [
                    (a - factor * b) % PRIME for a, b in zip(rows[r], head, strict=True)
                ]
        found += 1
    return found


def equations(published):
    """Return the published means as rows over unknowns, with each unknown's group.

    Args:
        published: One entry a cell: the groups in it, each a list of its unknowns;
            ``{group: [unknown, …]}``.
    """
    unknowns = sorted({u for cell in published for us in cell.values() for u in us})
    index = {unknown: i for i, unknown in enumerate(unknowns)}
    owner = {u: group for cell in published for group, us in cell.items() for u in us}
    rows = []
    for cell in published:
        row = [0] * len(unknowns)
        for members in cell.values():
            share = pow(len(members), PRIME - 2, PRIME)
            for unknown in members:
                row[index[unknown]] = share
        rows.append(row)
    return rows, [owner[unknown] for unknown in unknowns]


def isolated(published, fewest=5):
    """Return a set of fewer groups that some combination tells of, or ``None``.

    A combination tells of a set of groups alone where it vanishes on all others: then
    leaving out the set's columns lowers the rank.
    """
    rows, owners = equations(published)
    if not rows:
        return None
    whole = rank(rows)
    kinds = defaultdict(set)
    columns = list(zip(*rows, strict=True))
    patterns = defaultdict(list)
    for column, owner in zip(columns, owners, strict=True):
        patterns[owner].append(column)
    for owner, found in patterns.items():
        kinds[tuple(sorted(found))].add(owner)
    # Groups that lie alike fall together; a kind of five or more is in whole or not.
    small = [groups for groups in kinds.values() if len(groups) < fewest]
    for size in range(1, fewest):
        for some in combinations(small, size):
            together = set().union(*some)
            if len(together) >= fewest:
                continue
            kept = [i for i, owner in enumerate(owners) if owner not in together]
            left = rank([[row[i] for i in kept] for row in rows]) if kept else 0
            if left < whole:
                return together
    return None
