"""Series of quarters as pool files, and what an attacker holds of them.

The attacker knows every pool, which no attacker does, and every release; what he learns
is measured against the contract alone.
"""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import date
from itertools import chain, product

import numpy as np

from assessment.benchmarks.filing import Files, build
from tests.benchmarks import pools
from tests.benchmarks.attack import PRIME

DAYS = ("2026-03-31", "2026-06-30", "2026-09-30", "2026-12-31")


def organisation(rng, name, day, spots):
    """Return the rows of one organisation at one of a few spots."""
    industry, region, size = rng.choice(spots)
    one = {
        "organisation": name,
        "parent": f"p{rng.randrange(4)}" if rng.random() < 0.12 else "",
        "industry": industry, "region": region, "size": size, "date": day,
        "questionnaire": "capability-model", "version": "1.0", "coverage": "1",
        "consent": "yes",
    }  # fmt: skip
    return assessed(rng, one, day)


def assessed(rng, row, day):
    return [
        row
        | {"date": day, "dimension": name, "score": str(round(rng.uniform(0, 100), 2))}
        for name in pools.DIMENSIONS
    ]


def spots(rng):
    regions = rng.sample(sorted(pools.WIDE), rng.randint(1, 3))
    industries = rng.sample(pools.INDUSTRIES, rng.randint(1, 3))
    sizes = rng.sample(pools.SIZES, 2)
    return [(i, r, s) for i in industries for r in regions for s in sizes]


def pools_of(rng, count=None):
    """Yield four pools, each a list of rows: what stayed, what changed, who left.

    Who leaves writes no or drops the rows, and may come back with the old record.
    """
    where = spots(rng)
    known = {
        f"o{i}": organisation(rng, f"o{i}", DAYS[0], where)
        for i in range(count or rng.randint(8, 40))
    }
    gone = {}
    for quarter, day in enumerate(DAYS):
        if quarter:
            for name in rng.sample(sorted(gone), min(len(gone), rng.randint(0, 2))):
                known[name] = [row | {"consent": "yes"} for row in gone.pop(name)]
            for name in rng.sample(sorted(known), rng.randint(0, 3)):
                gone[name] = known.pop(name)
            for name in rng.sample(sorted(known), rng.randint(0, len(known) // 2)):
                known[name] = assessed(rng, known[name][0], day)
            for name in rng.sample(sorted(known), rng.randint(0, 2)):
                industry, region, size = rng.choice(where)
                moved = {"industry": industry, "region": region, "size": size}
                known[name] = [row | moved for row in known[name]]
            for i in range(rng.randint(0, 8)):
                name = f"q{quarter}n{i}"
                # Some join with an assessment that is older than the last release.
                when = rng.choice((day, DAYS[quarter - 1][:8] + "15"))
                known[name] = organisation(rng, name, when, where)
        refused = [
            row | {"consent": "no"}
            for number, name in enumerate(sorted(gone))
            if number % 2
            for row in gone[name]
        ]
        yield [row for rows in known.values() for row in rows] + refused


def releases(given, folder, days=DAYS):
    """Return the releases of a series of pools, each built from files."""
    made = []
    for number, rows in enumerate(given):
        pool = folder / f"pool{number}.csv"
        pool.write_bytes(pools.text(rows))
        files = Files(
            str(pool),
            name=f"r{number}",
            day=date.fromisoformat(days[number]),
            previous=str(folder / f"release{number - 1}.json") if number else None,
            previous_pool=str(folder / f"pool{number - 1}.csv") if number else None,
        )
        release = build(files)
        (folder / f"release{number}.json").write_text(release.text())
        made.append(release)
    return made


def taking_part(rows):
    """Return the rows that count: consented, the latest of each organisation."""
    latest = {}
    for row in rows:
        latest[row["organisation"]] = max(
            latest.get(row["organisation"], ""), row["date"]
        )
    return [
        row
        for row in rows
        if row["date"] == latest[row["organisation"]] and row["consent"] == "yes"
    ]


def equation(rows, cell):
    """Return a cell's groups, each with its unknowns: a score is one if it is equal."""
    found = defaultdict(list)
    for row in taking_part(rows):
        if row["dimension"] == cell["dimension"] and pools.lies_in(row, cell):
            group = row["parent"] or row["organisation"]
            score = (group, row["organisation"], row["date"], row["score"])
            found[group].append(score)
    return dict(found)


def published(given, made, dimension):
    """Return the equations of one dimension in all releases: carried ones repeat."""
    held, found = {}, []
    for rows, release in zip(given, made, strict=True):
        for cell in release.cells:
            if cell["dimension"] != dimension:
                continue
            key = (cell["industry"], cell["region"], cell["size"])
            if "since" not in cell:
                held[key] = equation(rows, cell)
                assert len(held[key]) == cell["n"] >= 5
            found.append(held[key])
    return found


def random_series(seed, folder):
    rng = random.Random(seed)
    given = list(pools_of(rng))
    return given, releases(given, folder)


def across(given, made, weights):
    """Return the equations of all dimensions and releases, and whose each unknown is.

    The overall score is the weighted mean of the dimensions' scores, also of those that
    too little was answered for to be published.
    """
    held, equations = {}, []
    for rows, release in zip(given, made, strict=True):
        for cell in release.cells:
            key = tuple(
                cell[name] for name in ("industry", "region", "size", "dimension")
            )
            if "since" not in cell:
                held[key] = covered(rows, cell)
                assert len(held[key]) == cell["n"] >= 5
            equations.append((cell["dimension"], held[key].values()))
    return solved_for_scores(equations, weights)


def solved_for_scores(equations, weights):
    """Return equations of dimensions as rows over the scores of all records."""
    everybody = {
        unknown(row, part)
        for _, groups in equations
        for row, part in product(chain(*groups), weights)
    }
    index = {each: number for number, each in enumerate(sorted(everybody))}
    matrix = np.zeros((len(equations), len(index)), dtype=np.int64)
    for values, (name, groups) in zip(matrix, equations, strict=True):
        parts = weights if name == "overall" else {name: 1}
        for members in groups:
            share = pow(len(members), PRIME - 2, PRIME)
            for row, (part, weight) in product(members, parts.items()):
                values[index[unknown(row, part)]] = share * weight % PRIME
    return matrix, [group for group, *_ in index]


def covered(rows, cell):
    """Return a cell's groups with the rows that are covered well enough."""
    enough = 0.8 if cell["dimension"] == "overall" else 0.75
    found = defaultdict(list)
    for row in taking_part(rows):
        if row["dimension"] != cell["dimension"] or float(row["coverage"]) < enough:
            continue
        if pools.lies_in(row, cell):
            found[row["parent"] or row["organisation"]].append(row)
    return found


def unknown(row, dimension):
    group = row["parent"] or row["organisation"]
    return group, row["organisation"], row["date"], dimension
