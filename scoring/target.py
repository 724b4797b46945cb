"""The right position for this organisation: band, state, and how sure that is.

Source: method 4.5.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from math import floor, fsum
from typing import Final

from questionnaires.model import Questionnaire
from scoring.continuum import position_value, stage_reached
from scoring.gates import Ladder, Scores
from scoring.levels import at_least
from scoring.result import Stability, Target

PROFILE: Final = ("T1", "T2", "T3", "T4", "T5", "T6")
WEIGHTS: Final = {"T1": 0.3, "T2": 0.3, "T3": 0.2, "T5": 0.2}
HIGHEST: Final = 4
HALF_BAND: Final = 0.5
CRITERION_STEP: Final = 33
TOO_SURE: Final = 4.99
"""Upper end where profit depends on the product: 5 itself is not right then."""


@dataclass(frozen=True, slots=True)
class Aim:
    """What the target is worked out from.

    ``profile`` maps T1-T6 to 0-4; ``care`` is T0 (one person knows every customer);
    ``preference`` is -0.5 to 0.5; ``decided`` 0-5 or ``None``; ``stage_five`` tells
    whether stage 5 applies.
    """

    profile: Mapping[str, float]
    care: bool = False
    preference: float = 0.0
    decided: float | None = None
    stage_five: bool = True


def aim(
    questionnaire: Questionnaire,
    choices: Mapping[str, float],
    decided: float | None,
    stage_five: bool,
) -> Aim | None:
    """Return what the target rests on, or ``None`` unless T1-T6 are all answered.

    Args:
        questionnaire: The continuum.
        choices: As ``Inputs.choices``: T1-T6 0-4, preference -0.5 to 0.5, by id.
        decided: The steering team's target, 0-5, or ``None``.
        stage_five: Whether stage 5 applies.
    """
    given = {
        code: choices.get(question.id)
        for code, question in questionnaire.by_source.items()
    }
    profile = {
        code: value for code in PROFILE if (value := given.get(code)) is not None
    }
    if len(profile) < len(PROFILE):
        return None
    return Aim(
        profile=profile,
        care=floor((given.get("T0") or 0.0) + 0.5) >= 1,
        preference=given.get("preference") or 0.0,
        decided=decided,
        stage_five=stage_five,
    )


def raw_target(profile: Mapping[str, float]) -> float:
    """Return the unlimited target, >= 0, from the ``profile``: T1-T6, each 0-4.

    Innovation pulls left only where customers need no individual treatment.
    """
    pull = 1.25 * fsum(weight * profile[code] for code, weight in WEIGHTS.items())
    push = 0.25 * profile["T4"] * (1 - profile["T1"] / HIGHEST)
    return max(0.0, pull - push)


def target(aimed: Aim, position: float) -> Target:
    """Return the target with its band and the organisation's state.

    Args:
        aimed: What the target rests on.
        position: Where the organisation stands, 0-5.
    """
    raw = raw_target(aimed.profile)
    cap, highest = _limits(aimed)
    proposed = min(max(raw + aimed.preference, 0.0), cap)
    value = proposed if aimed.decided is None else aimed.decided
    upper = max(min(value + HALF_BAND, highest), 1.0)
    lower = min(max(0.0, value - HALF_BAND), upper)
    return Target(
        raw=raw,
        cap=cap,
        proposed=proposed,
        decided=aimed.decided,
        value=value,
        band=(lower, upper),
        gap=value - position,
        state="individual-care" if aimed.care else _state(position, lower, upper),
    )


def _limits(aimed: Aim) -> tuple[float, float]:
    """Return the cap of the value and the highest upper end of the band."""
    if not aimed.stage_five:
        return 4.0, 4.0
    if at_least(aimed.profile["T6"], 3):
        return 4.5, TOO_SURE
    return 5.0, 5.0


def _state(position: float, lower: float, upper: float) -> str:
    if not at_least(position, lower):
        return "below"
    if at_least(upper, position):
        return "in-band"
    return "upper-edge" if at_least(upper + HALF_BAND, position) else "above"


def stability(
    questionnaire: Questionnaire, steps: Ladder, scores: Scores, aimed: Aim | None
) -> Stability:
    """Return how many single steps leave stage and state as they are.

    Every T1-T6 goes one up and one down, every criterion 33 points; a step that runs
    against the end of its scale and changes nothing is not counted.

    Args:
        questionnaire: The continuum.
        steps: The criteria that apply.
        scores: Criterion scores, 0-100, by question id.
        aimed: What the target rests on, or ``None``: then the stage alone is looked at.
    """
    outcomes = list(_outcomes(questionnaire, steps, scores, aimed))
    return Stability(
        checked=len(outcomes),
        same=sum(1 for _, same in outcomes if same),
        turns_on=tuple(dict.fromkeys(name for name, same in outcomes if not same)),
    )


def _outcomes(
    questionnaire: Questionnaire, steps: Ladder, scores: Scores, aimed: Aim | None
) -> Iterator[tuple[str, bool]]:
    """Yield for each step the question that is changed, and whether all stays."""
    now = _outcome(steps, scores, aimed)
    for criterion, score in scores.items():
        for changed in _steps(score, CRITERION_STEP, 100):
            after = _outcome(steps, {**scores, criterion: changed}, aimed)
            yield criterion, after == now
    if aimed is None:
        return
    for code in PROFILE:
        for changed in _steps(aimed.profile[code], 1, HIGHEST):
            moved = replace(aimed, profile={**aimed.profile, code: changed})
            question = questionnaire.by_source[code].id
            yield question, _outcome(steps, scores, moved) == now


def _steps(value: float, step: float, highest: float) -> list[float]:
    moved = (max(0.0, value - step), min(float(highest), value + step))
    return [changed for changed in moved if abs(changed - value) > 1e-9]


def _outcome(
    steps: Ladder, scores: Scores, aimed: Aim | None
) -> tuple[int, str | None]:
    stage = stage_reached(steps, scores)
    if aimed is None:
        return stage, None
    return stage, target(aimed, position_value(steps, scores, stage)).state
