"""How roles see a dimension: only those whose mean tells no single person's view."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from operator import attrgetter
from typing import Final

from assessment.reports.build_context import Context
from scoring.inputs import Inputs
from scoring.people import People, role_gap
from scoring.result import DimensionResult, QuestionnaireResult, RoleGap

FEWEST: Final = 2
"""The mean of a role of one person would be that person's own view."""

Seen = Mapping[str, tuple[float, int]]
"""Each role's own score, 0-100, and how many people gave it."""


def role_scores(context: Context, part: QuestionnaireResult, dimension_id: str) -> Seen:
    """Return how each role of at least two people sees a dimension.

    The scores are as the engine counts them.
    """
    inputs = context.inputs(part)
    dimension = context.definition(part).dimension_by_id[dimension_id]
    people = _people(inputs, {question.id for question in dimension.questions()})
    scores = People(inputs).scores(dimension, attrgetter("role"))
    return {
        role: (score, len(people[role]))
        for role, score in scores.items()
        if len(people[role]) >= FEWEST
    }


def widest(node: DimensionResult, seen: Seen) -> RoleGap | None:
    """Return which two of a dimension's ``role_scores`` lie farthest apart.

    The result's own gap may be that of one person, and stays in the result.
    """
    if node.role_gap is None:
        return None
    return role_gap({role: score for role, (score, _) in seen.items()})


def _people(inputs: Inputs, questions: set[str]) -> Mapping[str, set[str]]:
    """Return who gave a value to any of these questions, by role."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for question in questions & inputs.valued.keys():
        for each in inputs.valued[question]:
            found[each.answer.role].add(each.answer.respondent)
    return found
