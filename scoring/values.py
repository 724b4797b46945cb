"""Values of answers: refuse what is off the scale, turn the rest into points.

Source: method 4.1; contract 4, ``value``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any, Final

from questionnaires.model import FACET_PARTS, LETCI_PARTS, Question, QuestionType
from scoring.answers import DK, NA, Value
from scoring.errors import ValueRefusedError

CRITERION_POINTS: Final = {"n": 0, "p": 33, "l": 67, "f": 100}
POINTS_PER_LEVEL: Final = 20
EVIDENCE_CAPS: Final = {
    "none": 40.0,
    "described": 60.0,
    "documented": 80.0,
    "verified": 100.0,
}


def parse(question: Question, raw: Any) -> Value:
    """Return ``raw`` as a value of the question's scale.

    A rubric's level is 0-5, a percentage and each part 0-100, all whole. ``None`` and
    an empty text are unanswered, ``None``; ``"na"`` and ``"dk"`` stay as they are; a
    whole float becomes an int; a choice's number becomes its option's key.

    Args:
        question: The question.
        raw: What was given, of any type.

    Raises:
        ValueRefusedError: If ``raw`` is not on the scale; the text says what was
            given and what the scale takes.
    """
    if raw is None or raw == "":
        return None
    if raw == DK:
        return DK
    if raw == NA:
        if not question.allow_na:
            raise ValueRefusedError(
                f"{question.id} cannot be not applicable; given na; "
                "give a value, or dk where it is not known"
            )
        return NA
    return _PARSERS[question.type](question, raw)


def points(question: Question, value: Value) -> float | None:
    """Return the claimed points of a value, 0-100.

    ``None`` where there is no value (unanswered, ``na``, ``dk``) or the question's
    type is not scored.

    Args:
        question: The question.
        value: On its scale, as ``parse`` returns it: a level 0-5, a percentage 0-100 or
            parts, a key; ``None`` for unanswered.

    Source: method 4.1.
    """
    if value is None or value in (NA, DK):
        return None
    reader = _POINTS.get(question.type)
    return None if reader is None else reader(question, value)


def capped(claimed: float, evidence: str) -> float:
    """Return claimed points, 0-100, limited by what the evidence can carry.

    Args:
        claimed: Points, 0-100.
        evidence: ``none``, ``described``, ``documented`` or ``verified``.

    Raises:
        KeyError: If the evidence is none of these.

    Source: method 4.1.
    """
    return min(claimed, EVIDENCE_CAPS[evidence])


def _rubric_points(_question: Question, value: Any) -> float:
    return float(POINTS_PER_LEVEL * int(value))


def _criterion_points(_question: Question, value: Any) -> float:
    return float(CRITERION_POINTS[value] if isinstance(value, str) else value)


def _scale_points(question: Question, value: Value) -> float:
    """Return how far up its scale an option stands, 0-100."""
    low, high = question.ends or (0.0, 1.0)
    number = choice_number(question, value)
    return 0.0 if number is None else 100 * (number - low) / (high - low)


def measure(question: Question, value: Value) -> float | None:
    """Return the number that conditions and contradictions look at.

    A rubric's level 0-5, a choice's or a number's value, points 0-100 for the other
    types; ``None`` where there is none.

    Args:
        question: The question.
        value: On its scale, as ``parse`` returns it: a level 0-5, a percentage 0-100 or
            parts, a key, a number; ``None`` for unanswered.

    Source: contract 5, States and Flags (``hidden``, ``contradiction``).
    """
    if value is None or value in (NA, DK):
        return None
    if question.type is QuestionType.CHOICE:
        return choice_number(question, value)
    if question.type is QuestionType.NUMBER:
        return float(value) if isinstance(value, (int, float)) else None
    claimed = points(question, value)
    if claimed is None or question.type is not QuestionType.RUBRIC:
        return claimed
    return claimed / POINTS_PER_LEVEL


def facet_points(intention: float, reality: float, effect: float) -> float:
    """Return 0-100 from three facets, each 0-100.

    Effect cannot exceed reality, and reality exceeds the plan only a little.

    Args:
        intention: How far plans are clear and bought into, 0-100.
        reality: How far they are implemented and adopted, 0-100.
        effect: The measured result, 0-100.

    Source: method 4.1, after CMAT's intention, reality and effect.
    """
    return (
        0.25 * intention
        + 0.5 * min(reality, intention + 25, 100)
        + 0.25 * min(effect, reality)
    )


def letci_points(
    level: float, trend: float, comparison: float, relevance: float
) -> float:
    """Return 0-100 from level, trend, comparison and relevance, each 0-100.

    Args:
        level: How good the results are, 0-100.
        trend: How they develop over three periods or more, 0-100; 0 without data.
        comparison: How they compare with others, 0-100.
        relevance: How relevant they are, 0-100; no score is higher.

    Source: method 4.1, after the Baldrige results dimensions.
    """
    return min(math.fsum((level, trend, comparison)) / 3, relevance)


def choice_number(question: Question, value: Value) -> float | None:
    """Return the number behind a choice, its option's value, any unit, or ``None``.

    Args:
        question: The question with its options.
        value: An option's key; anything else, a level 0-5 or ``None``, has no number.
    """
    if not isinstance(value, str):
        return None
    option = question.option(value)
    return None if option is None else float(option.value)


def is_finite(raw: Any) -> bool:
    """Tell whether ``raw`` is a finite number; truth values are none."""
    if isinstance(raw, bool) or not isinstance(raw, (int, float)):
        return False
    try:
        return math.isfinite(raw)
    except OverflowError:  # an int beyond every float
        return False


def _whole(raw: Any, highest: int) -> int | None:
    """Return a whole number from 0 to ``highest``, or ``None``."""
    if not is_finite(raw) or raw != int(raw):
        return None
    return int(raw) if 0 <= raw <= highest else None


def _shown(raw: Any) -> str:
    if raw is None:
        return "nothing"
    text = str(raw).lower() if isinstance(raw, bool) else repr(raw)
    return text if len(text) <= 60 else text[:57] + "…"


def _refuse(question: Question, raw: Any, scale: str) -> ValueRefusedError:
    return _refused(question, _shown(raw), scale)


def _refused(question: Question, given: str, scale: str) -> ValueRefusedError:
    return ValueRefusedError(
        f"{question.id} does not take this value; given {given}; give {scale}"
    )


def _rubric(question: Question, raw: Any) -> Value:
    number = _whole(raw, 5)
    if number is None:
        raise _refuse(question, raw, "a whole level from 0 to 5")
    return number


def _criterion(question: Question, raw: Any) -> Value:
    if isinstance(raw, str) and raw in CRITERION_POINTS:
        return raw
    number = _whole(raw, 100)
    if number is None:
        raise _refuse(question, raw, "n, p, l, f or a whole number from 0 to 100")
    return number


def _parts(names: tuple[str, ...]) -> Callable[[Question, Any], Value]:
    def parse_parts(question: Question, raw: Any) -> Value:
        scale = f"{'/'.join(names)}, each a whole number from 0 to 100"
        if not isinstance(raw, Mapping):
            raise _refuse(question, raw, scale)
        odd = ", ".join(str(name) for name in raw if name not in names)
        lacking = ", ".join(name for name in names if name not in raw)
        if odd or lacking:
            given = f"the parts {odd}" if odd else f"no {lacking}"
            raise _refused(question, given, scale)
        parsed = {name: _whole(raw[name], 100) for name in names}
        wrong = [f"{_shown(raw[n])} as {n}" for n in names if parsed[n] is None]
        if wrong:
            raise _refused(question, ", ".join(wrong), scale)
        return {name: number for name, number in parsed.items() if number is not None}

    return parse_parts


def _choice(question: Question, raw: Any) -> Value:
    if isinstance(raw, str) and question.option(raw) is not None:
        return raw
    if is_finite(raw):
        same = [option.key for option in question.options if option.value == raw]
        if len(same) == 1:
            return same[0]
    keys = ", ".join(option.key for option in question.options)
    raise _refuse(question, raw, f"one of {keys}")


def _number(question: Question, raw: Any) -> Value:
    if not is_finite(raw):
        raise _refuse(question, raw, "a finite number")
    number: float = raw
    return number


def _text(question: Question, raw: Any) -> Value:
    if not isinstance(raw, str):
        raise _refuse(question, raw, "a text")
    return raw


_POINTS: Final[dict[QuestionType, Callable[[Question, Any], float]]] = {
    QuestionType.RUBRIC: _rubric_points,
    QuestionType.CRITERION: _criterion_points,
    QuestionType.FACETS: lambda _question, value: facet_points(**value),
    QuestionType.LETCI: lambda _question, value: letci_points(**value),
    QuestionType.SCALE: _scale_points,
}
"""How the scored types become points, 0-100."""

_PARSERS: Final[dict[QuestionType, Callable[[Question, Any], Value]]] = {
    QuestionType.RUBRIC: _rubric,
    QuestionType.CRITERION: _criterion,
    QuestionType.FACETS: _parts(FACET_PARTS),
    QuestionType.LETCI: _parts(LETCI_PARTS),
    QuestionType.CHOICE: _choice,
    QuestionType.SCALE: _choice,
    QuestionType.NUMBER: _number,
    QuestionType.TEXT: _text,
}
