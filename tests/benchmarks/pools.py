"""Pools for the tests: seeded, and worked out again by numpy from the rows alone."""

from __future__ import annotations

import csv
import io
import random
from collections import defaultdict

import numpy as np

COLUMNS = (
    "organisation", "parent", "industry", "region", "size", "date",
    "questionnaire", "version", "dimension", "score", "coverage", "consent",
)  # fmt: skip
DIMENSIONS = ("overall", "leadership", "operations")
WIDE = {
    "ZA": "M49:018", "NA": "M49:018", "GB": "M49:154", "IE": "M49:154",
    "HK": "M49:030", "CN-GD": "M49:030", "CN-ZJ": "M49:030", "CN-SC": "M49:030",
}  # fmt: skip
NEAR = {"CN-GD": "CN:EAST", "CN-ZJ": "CN:EAST", "CN-SC": "CN:WEST"}
INDUSTRIES = ("K64", "K65", "J61", "G47", "K")
SIZES = ("10-49", "250-999", "5000+")


def rows(seed, count, share_of_companies=0.15, day="2026-03-31"):
    """Return the rows of a random pool, one dict an organisation and dimension."""
    rng = random.Random(seed)
    found = []
    for number in range(count):
        company = rng.random() < share_of_companies
        one = {
            "organisation": f"o{number}",
            "parent": f"p{rng.randrange(count // 10 + 1)}" if company else "",
            "industry": rng.choice(INDUSTRIES),
            "region": rng.choice(sorted(WIDE)),
            "size": rng.choice(SIZES),
            "date": day,
            "questionnaire": "capability-model",
            "version": "1.0",
            "coverage": "1",
            "consent": "yes",
        }
        found += [
            one | {"dimension": name, "score": str(round(rng.uniform(0, 100), 2))}
            for name in DIMENSIONS
        ]
    return found


def text(given):
    """Return rows as the bytes of a CSV file."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(given)
    return out.getvalue().encode()


def lies_in(row, cell):
    """Tell whether an organisation lies in a published cell."""
    regions = (row["region"], WIDE.get(row["region"]), NEAR.get(row["region"]))
    return (
        (cell["industry"] is None or row["industry"].startswith(cell["industry"]))
        and (cell["region"] is None or cell["region"] in regions)
        and (cell["size"] is None or cell["size"] == row["size"])
    )


def scores(given, cell):
    """Return the groups' scores in a cell, by numpy's mean over a group's members."""
    groups = defaultdict(list)
    for row in given:
        if row["dimension"] == cell["dimension"] and lies_in(row, cell):
            groups[row["parent"] or row["organisation"]].append(float(row["score"]))
    return np.array([np.mean(each) for each in groups.values()])
