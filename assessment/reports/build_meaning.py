"""What a capability's score means, and what usually comes next."""

from __future__ import annotations

from assessment.reports.build_context import Context
from questionnaires.model import Capability, Questionnaire
from scoring.levels import level
from scoring.scorecard import floors_of


def meaning(
    context: Context,
    definition: Questionnaire,
    capability: Capability,
    score: float | None,
) -> tuple[str, str]:
    """Return the paragraph of a capability's level, and the usual next step.

    Both are empty without a score or where the definition has no such text; at the
    highest level nothing comes next.
    """
    if score is None:
        return "", ""
    floors = floors_of(definition)
    reached = level(score, floors)
    # Paragraphs for other bands than the model's would be about another level.
    fits = len(capability.levels) == len(floors)
    level_text = capability.levels[reached] if fits else {}
    following = {} if reached == len(floors) - 1 else capability.next_step
    # An overlay has an id of its own, and words of its own where it needs them.
    place = f"{definition.id}/{capability.id}"
    return (
        context.suited(
            definition, "capabilities", f"{place}.level-{reached}", level_text
        ),
        context.suited(definition, "capabilities", f"{place}.next_step", following),
    )
