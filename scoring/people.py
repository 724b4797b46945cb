"""What several respondents say about a dimension: spread, role gap, agreement.

Source: method 4.6 and 4.7; contract 5, Several people.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from math import fsum
from operator import attrgetter
from typing import Final

from questionnaires.model import Dimension
from scoring.aggregate import roll_up
from scoring.agreement import deviation, rwg_star, standard_deviation
from scoring.answers import Answer
from scoring.inputs import Inputs
from scoring.levels import above, at_least
from scoring.result import Agreement, DimensionResult, RoleGap
from scoring.uncertainty import mean_interval
from scoring.values import POINTS_PER_LEVEL

ACCEPTABLE_DEVIATION: Final = 1.0
FEWEST_FOR_AGREEMENT: Final = 5
FEWEST_FOR_SPREAD: Final = 3


Own = dict[str, list[float]]
"""Headline points, 0-100, by question id."""

Who = Callable[[Answer], str]


@dataclass(frozen=True, slots=True)
class People:
    """Who answered what, and how it is read."""

    inputs: Inputs

    def own(self, dimension: Dimension, who: Who) -> dict[str, Own]:
        """Return the headline points, 0-100, that each person or role gave.

        Args:
            dimension: Whose questions are looked at.
            who: Reads from an answer the person or the role that it is counted under.
        """
        found: dict[str, Own] = {}
        for question in dimension.questions():
            for each in self.inputs.valued.get(question.id, ()):
                own = found.setdefault(who(each.answer), {})
                own.setdefault(question.id, []).append(each.headline)
        return found

    def scores(self, dimension: Dimension, who: Who) -> dict[str, float]:
        """Return the own dimension score, 0-100, of each person or role, by name.

        Whoever gave no value to the dimension has none.

        Args:
            dimension: Whose questions are looked at.
            who: Reads from an answer the person or the role that it is counted under.
        """
        return {
            name: score
            for name, own in sorted(self.own(dimension, who).items())
            if (score := _own_score(dimension, own)) is not None
        }


def with_people(
    dimension: Dimension, result: DimensionResult, people: People
) -> DimensionResult:
    """Return the dimension's result with what several people add to it.

    Args:
        dimension: The definition.
        result: Its scores.
        people: Who answered what.

    Source: method 4.6 and 4.7; contract 5, Several people.
    """
    persons = list(people.scores(dimension, attrgetter("respondent")).values())
    roles = people.scores(dimension, attrgetter("role"))
    enough = len(persons) >= FEWEST_FOR_SPREAD
    return replace(
        result,
        spread=standard_deviation(persons) if enough else None,
        interval=mean_interval(persons, people.inputs.invited) if enough else None,
        role_gap=role_gap(roles),
        agreement=_agreement(dimension, people.inputs),
    )


def _own_score(dimension: Dimension, own: Own) -> float | None:
    """Roll up one person's or role's own points, without coverage thresholds."""
    found: dict[str, float | None] = {}
    # Backwards, for each capability is listed before what lies in it.
    for node in reversed(dimension.capabilities):
        rows: list[tuple[float | None, float]] = [
            (fsum(own[question.id]) / len(own[question.id]), question.weight)
            for question in node.questions
            if question.id in own and question.weight is not None
        ]
        rows += _inner(dimension, node.id, found)
        found[node.id] = roll_up(rows, node.rollup)
    return roll_up(_inner(dimension, None, found), dimension.rollup)


def _inner(
    dimension: Dimension, parent: str | None, scores: Mapping[str, float | None]
) -> list[tuple[float | None, float]]:
    """Return scores and weights of the capabilities that somebody spoke about."""
    return [
        (scores[node.id], node.weight)
        for node in dimension.below(parent)
        if node.weight is not None and scores[node.id] is not None
    ]


def role_gap(roles: Mapping[str, float]) -> RoleGap | None:
    """Return the two roles farthest apart, the higher first.

    Args:
        roles: Each role's own score, 0-100.

    Returns:
        ``None`` below two roles; of equal distances the first by name.
    """
    best: RoleGap | None = None
    for first, second in combinations(sorted(roles), 2):
        points_apart = abs(roles[first] - roles[second])
        if best is None or above(points_apart, best.points):
            higher_first = at_least(roles[first], roles[second])
            pair = (first, second) if higher_first else (second, first)
            best = RoleGap(pair, points_apart)
    return best


def _agreement(dimension: Dimension, inputs: Inputs) -> Agreement | None:
    rows = [
        [each.claimed / POINTS_PER_LEVEL for each in valued]
        for question in dimension.questions()
        if len(valued := inputs.valued.get(question.id, ())) >= FEWEST_FOR_AGREEMENT
    ]
    if not rows:
        return None
    ad = fsum(deviation(levels) for levels in rows) / len(rows)
    return Agreement(
        n=min(len(levels) for levels in rows),
        rwg_star=rwg_star(rows),
        ad=ad,
        acceptable=at_least(ACCEPTABLE_DEVIATION, ad),
    )
