"""An attacker: turns what was published into linear equations and solves them.

Written against the contract alone: it knows the pools and the cells, and nothing of how
cells are chosen. An unknown is the score of one company in one record. Arithmetic is
modulo a large prime, so that a rank is exact but for an accident of one in 10^9.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np

PRIME = 2_147_483_647


def equations(published):
    """Return the published means as rows over unknowns, with each unknown's group.

    Args:
        published: One entry a cell: the groups in it, each a list of its unknowns;
            ``{group: [unknown, …]}``.
    """
    owner = {u: group for cell in published for group, us in cell.items() for u in us}
    index = {unknown: i for i, unknown in enumerate(sorted(owner))}
    rows = np.zeros((len(published), len(index)), dtype=np.int64)
    for row, cell in zip(rows, published, strict=True):
        for members in cell.values():
            share = pow(len(members), PRIME - 2, PRIME)
            for unknown in members:
                row[index[unknown]] = share
    return rows, [owner[unknown] for unknown in index]


def isolated(published, fewest=5):
    """Return fewer groups that the published means tell of, or ``None``."""
    return few(*equations(published), fewest)


def few(matrix, owners, fewest=5):
    """Return fewer groups that some combination of rows tells of, or ``None``.

    A combination tells of a set of groups alone where it vanishes on everybody else
    without being empty. The search keeps the combinations that are still possible: each
    group is either told of, which uses up one of the few, or the combinations that do
    not vanish on it go.
    """
    matrix, kinds = _alike(matrix, owners)
    return _search(_independent(matrix), kinds, fewest - 1)


def _alike(matrix, owners):
    """Return the distinct columns, and groups that lie alike with their columns.

    Such groups fall together: a combination tells of all of them or of none.
    """
    columns, which = np.unique(matrix, axis=1, return_inverse=True)
    of_group = defaultdict(set)
    for owner, column in zip(owners, which.ravel().tolist(), strict=True):
        of_group[owner].add(column)
    kinds = defaultdict(set)
    for group, found in of_group.items():
        kinds[tuple(sorted(found))].add(group)
    return columns, sorted(
        ((groups, list(found)) for found, groups in kinds.items()),
        key=lambda kind: (-len(kind[0]), kind[1]),
    )


def _eliminated(matrix, column):
    """Return the combinations of rows that vanish on a column."""
    (pivots,) = np.nonzero(matrix[:, column])
    if not len(pivots):
        return matrix
    head = matrix[pivots[0]]
    rest = np.delete(matrix, pivots[0], axis=0)
    factors = rest[:, column] * pow(int(head[column]), PRIME - 2, PRIME) % PRIME
    (some,) = np.nonzero(factors)
    rest[some] = (rest[some] - factors[some, None] * head % PRIME) % PRIME
    return rest


def _independent(matrix):
    """Return rows that span the same combinations, none of them superfluous."""
    found, left = [], matrix
    while len(left) and left.any():
        at = int(np.nonzero(left.any(axis=1))[0][0])
        found.append(left[at])
        column = int(np.nonzero(left[at])[0][0])
        left = _eliminated(
            np.vstack([left[at : at + 1], np.delete(left, at, 0)]), column
        )
    return np.array(found, dtype=np.int64).reshape(len(found), matrix.shape[1])


def _search(matrix, kinds, budget):
    """Return at most ``budget`` groups that are told of beside those left out already.

    ``matrix`` holds the combinations that are left, ``kinds`` who is undecided, the
    many first: those too many to be told of alone are never left out.
    """
    for at, (groups, columns) in enumerate(kinds):
        if not len(matrix):
            return None
        if len(groups) <= budget and matrix[:, columns].any():
            found = _search(matrix, kinds[at + 1 :], budget - len(groups))
            if found is not None:
                return groups | found
        for column in columns:
            matrix = _eliminated(matrix, column)
    return set() if len(matrix) else None
