"""The demonstration's pool: generated from a seed, and labelled so wherever it shows.

No figure in it measures anybody. Each organisation has a hidden strength of its own,
and its dimensions lie round it, so that pages and charts look as with real pools.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from typing import Final

from assessment.benchmarks.pool_csv import GivenRecord
from scoring.release import MILLION

SEED: Final = 20261126
DIMENSIONS: Final = (
    "leadership", "strategy", "people-organisation", "resources",
    "information-technology", "operations", "outcomes",
)  # fmt: skip
# Whom the demonstration's two banks are compared with, and others further off.
_INDUSTRIES: Final = ("K64", "K64", "K64", "K65", "J61", "G47")
_REGIONS: Final = ("ZA", "ZA", "NA", "BW", "GB", "GB", "IE", "SE")
_SIZES: Final = ("250-999", "1000-4999", "5000+")
_ORGANISATIONS: Final = 180


def records() -> list[GivenRecord]:
    """Return the pool: two questionnaires of each organisation, half of them twice."""
    # Nothing here is secret: the same pool must come out everywhere.
    rng = random.Random(SEED)  # noqa: S311 - a reproducible draw, no secret
    return [
        record
        for number in range(_ORGANISATIONS)
        for record in _organisation(rng, number)
    ]


def _organisation(rng: random.Random, number: int) -> Iterator[GivenRecord]:
    place = rng.choice(_INDUSTRIES), rng.choice(_REGIONS), rng.choice(_SIZES)
    strength = rng.gauss(48, 12)
    for turn in range(1 + number % 2):
        day = dt.date(2026, 1 + 5 * turn + number % 3, 1 + number % 28)
        level = strength + 4 * turn
        scores = {name: _points(rng.gauss(level, 8)) for name in DIMENSIONS}
        scores["overall"] = sum(scores.values()) // len(scores)
        for questionnaire, found in (
            ("capability-model", scores),
            ("continuum", _stages(rng, level)),
        ):
            yield GivenRecord(
                f"synthetic-{number:03}", None, *place, day, questionnaire, "1.0", True,
                {name: (score, 1.0) for name, score in found.items()},
            )  # fmt: skip


def _stages(rng: random.Random, level: float) -> dict[str, int]:
    """Return a position and a target in millionths of a stage, 0-5."""
    position = min(max(rng.gauss(level / 20, 0.7), 0.0), 4.9)
    target = min(max(position + rng.gauss(0.5, 0.6), 0.0), 4.9)
    return {
        "position": round(position * MILLION),
        "target": round(target * MILLION),
    }


def _points(value: float) -> int:
    return round(min(max(value, 0.0), 100.0) * MILLION)
