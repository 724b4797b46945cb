"""How far a questionnaire's score may differ next time without anything having changed.

Source: method 4.6 and 4.7.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from scoring.aggregate import weighted_mean
from scoring.agreement import standard_deviation
from scoring.inputs import Inputs
from scoring.levels import above
from scoring.people import People
from scoring.reliability import FEWEST_FOR_ALPHA, cronbach_alpha
from scoring.uncertainty import noise_threshold

FEWEST: Final = FEWEST_FOR_ALPHA
"""Below so many people nothing is said of the questionnaire's reliability."""


@dataclass(frozen=True, slots=True)
class Noise:
    """How much of a change may be noise, as ``people`` and their answers tell.

    ``people`` are those who answered something in every dimension. ``spread`` is the
    standard deviation of their own overall scores, in points, ``reliability``
    Cronbach's alpha over the dimensions, above 0 to 1, and ``threshold`` the points up
    to which a change is noise. All three are ``None`` below ``FEWEST`` people and where
    there are not two dimensions; the last two also where alpha is not above 0.
    """

    people: int
    spread: float | None = None
    reliability: float | None = None
    threshold: float | None = None


def change_noise(inputs: Inputs) -> Noise:
    """Return how much of a change of the overall score may be noise.

    Args:
        inputs: The answers of one questionnaire.

    Source: method 4.7, noise of a change; the reliability is Cronbach's alpha, method
        4.6, over people's own scores of the dimensions [ours].
    """
    by_dimension = _scores(inputs)
    rows = _complete([scores for _, scores in by_dimension])
    if len(rows) < FEWEST or len(by_dimension) < 2:
        return Noise(len(rows))
    weights = [weight for weight, _ in by_dimension]
    means = (weighted_mean(list(zip(row, weights, strict=True))) for row in rows)
    spread = standard_deviation([mean for mean in means if mean is not None])
    alpha = cronbach_alpha(rows)
    if alpha is None or not above(alpha.value, 0):
        return Noise(len(rows), spread)
    threshold = noise_threshold(spread, alpha.value)
    return Noise(len(rows), spread, alpha.value, threshold)


def _scores(inputs: Inputs) -> list[tuple[float, Mapping[str, float]]]:
    """Return weight and people's own scores of each dimension that anyone answered."""
    people = People(inputs)
    found = [
        (dimension.weight, people.scores(dimension, attrgetter("respondent")))
        for dimension in inputs.questionnaire.dimensions
    ]
    return [(weight, scores) for weight, scores in found if weight and scores]


def _complete(columns: Sequence[Mapping[str, float]]) -> list[list[float]]:
    """Return a row for each person who has a score in every column."""
    everywhere = set(columns[0]).intersection(*columns) if columns else set()
    return [[column[name] for column in columns] for name in sorted(everywhere)]
