"""Initiatives that raise nothing, and stages that no plan can reach.

Source: method 4.4 (gates) and 4.10 (roadmap).
"""

from __future__ import annotations

from typing import Final

from questionnaires.build_state import Build
from questionnaires.conditions import TOLERANCE
from questionnaires.meaning import STAGES
from questionnaires.model import (
    Initiative,
    Kind,
    Question,
    Questionnaire,
    QuestionType,
)
from questionnaires.satisfiable import numbers_of

ABOVE: Final = 50
"""A stage is reached when each of its criteria is above this."""
FIRM: Final = 67
"""What each criterion of every earlier stage must then be at least."""


def check(build: Build, questionnaire: Questionnaire) -> None:
    """Add the warnings about initiatives."""
    for initiative in questionnaire.initiatives:
        _raises_nothing(build, questionnaire, initiative)
    if questionnaire.kind is Kind.CONTINUUM:
        _stages(build, questionnaire)


def _raises_nothing(
    build: Build, questionnaire: Questionnaire, initiative: Initiative
) -> None:
    reached: dict[str, float] = {}
    for earlier in questionnaire.before[initiative.id]:
        for name, value in earlier.raises.items():
            reached[name] = max(reached.get(name, value), value)
    for name, value in initiative.raises.items():
        bottom = _bottom(questionnaire.by_id[name])
        if value > max(bottom, reached.get(name, bottom)) + TOLERANCE:
            return
    given = ", ".join(f"{name} to {v:g}" for name, v in initiative.raises.items())
    what = "initiative raises nothing beyond the bottom and what it requires"
    text = f"{what}; {given}; raise something further, or leave it out"
    build.warn(("initiative", initiative.id), text)


def _bottom(question: Question) -> float:
    """Return where the scale of a question begins, in the unit of ``raises``."""
    return numbers_of(question)[0] if question.type is QuestionType.SCALE else 0.0


def _stages(build: Build, questionnaire: Questionnaire) -> None:
    """Add a warning for criteria that initiatives do not raise far enough."""
    best: dict[str, float] = {}
    for initiative in questionnaire.initiatives:
        for name, value in initiative.raises.items():
            best[name] = max(best.get(name, value), value)
    for number, stage in enumerate(STAGES, start=1):
        for question in questionnaire.dimension_by_id[stage].questions():
            reached = best.get(question.id, 0.0)
            beyond = number < len(STAGES) and reached < FIRM - TOLERANCE
            if reached <= ABOVE + TOLERANCE:
                wrong, needed = f"no plan can reach {stage}", f"above {ABOVE}"
            elif beyond:
                wrong, needed = f"no plan can pass {stage}", f"to {FIRM}"
            else:
                continue
            given = f"initiatives raise the criterion to {reached:g} at most"
            todo = f"add an initiative that raises it {needed}"
            build.warn(("question", question.id), f"{wrong}; {given}; {todo}")
