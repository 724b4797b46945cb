"""What a capability's score means, and what usually comes next."""

from __future__ import annotations

from typing import Final

from assessment.reports.build_context import Context
from questionnaires.model import Capability, Questionnaire, Text
from scoring.levels import level
from scoring.scorecard import floors_of

STEP_UP_TO: Final = 1
"""Up to this level the usual next step is still to be taken."""


def meaning(
    context: Context,
    definition: Questionnaire,
    capability: Capability,
    score: float | None,
) -> tuple[str, str]:
    """Return the paragraph of a capability's level, and what comes next.

    That is the usual first step up to level 1, and what the next level is like above:
    the step is one for all levels, and would ask for what is there already. Both are
    empty without a score or where the definition has no such text; at the highest level
    nothing comes next.
    """
    if score is None:
        return "", ""
    floors = floors_of(definition)
    reached, highest = level(score, floors), len(floors) - 1
    # Paragraphs for other bands than the model's would be about another level.
    levels = capability.levels if len(capability.levels) == len(floors) else ()
    texts = {f"level-{number}": text for number, text in enumerate(levels)}
    texts["next_step"] = capability.next_step
    is_step = reached <= STEP_UP_TO and reached < highest
    parts = f"level-{reached}", "next_step" if is_step else f"level-{reached + 1}"
    now, then = (
        _told(context, definition, capability, part, texts.get(part, {}))
        for part in parts
    )
    return now, then


def _told(
    context: Context,
    definition: Questionnaire,
    capability: Capability,
    part: str,
    text: Text,
) -> str:
    # An overlay has an id of its own, and words of its own where it needs them.
    key = f"{definition.id}/{capability.id}.{part}"
    return context.suited(definition, "capabilities", key, text)
