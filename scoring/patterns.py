"""Flags on the pattern of one person's answers, for the assessor alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from questionnaires.model import QuestionType
from scoring.answers import Answer
from scoring.carefulness import even_odd, irv, median_seconds, runs
from scoring.inputs import Inputs
from scoring.levels import at_least
from scoring.result import Flag
from scoring.values import measure

FEWEST_ANSWERS: Final = 10
LONG_RUN: Final = 0.5
"""From this share of the answers on a run is long."""
LITTLE_VARIANCE: Final = 0.3
LITTLE_CONSISTENCY: Final = 0.30
FAST: Final = 2
KINDS: Final = ("longstring", "low-variance", "even-odd", "too-fast")

Who = tuple[str, str | None]
"""A respondent, and the unit where the answers are by unit."""


@dataclass(frozen=True, slots=True)
class _Given:
    """One answer to a rubric question; ``level`` is ``None`` for na and dk."""

    answer: Answer
    level: int | None
    dimension: str

    @property
    def backed(self) -> bool:
        """Whether the answer says what it rests on."""
        return self.answer.evidence != "none" or bool(self.answer.comment)


def carefulness_flags(inputs: Inputs) -> tuple[Flag, ...]:
    """Return the flags on answer patterns, by respondent, then kind, then unit.

    Whoever gave fewer than ten valued answers to rubric questions has none. In units
    each unit's answers of a person stand for themselves.

    Args:
        inputs: The answers of one questionnaire.

    Returns:
        ``about`` is the respondent; ``detail`` holds ``length``, ``of`` and ``level``
        of a run, ``irv``, ``value`` (even-odd) or ``seconds``, and ``unit`` only
        where the answers have one.

    Source: method 4.9; contract 5, Flags.
    """
    flags = [
        Flag(kind, person, detail if unit is None else {**detail, "unit": unit})
        for (person, unit), given in _by_person(inputs).items()
        for kind, detail in _patterns(given)
    ]
    return tuple(sorted(flags, key=_place))


def _place(flag: Flag) -> tuple[str, int, str]:
    return flag.about, KINDS.index(flag.kind), flag.detail.get("unit", "")


def _by_person(inputs: Inputs) -> dict[Who, list[_Given]]:
    """Return each person's answers to rubric questions in the definition's order."""
    found: dict[Who, list[_Given]] = {}
    for dimension in inputs.questionnaire.dimensions:
        for question in dimension.questions():
            if question.type is not QuestionType.RUBRIC:
                continue
            for answer in inputs.answers.get(question.id, ()):
                # What nobody answered neither counts nor ends a run.
                if answer.value is None:
                    continue
                number = measure(question, answer.value)
                level = None if number is None else round(number)
                own = found.setdefault((answer.respondent, answer.unit), [])
                own.append(_Given(answer, level, dimension.id))
    return found


def _patterns(given: Sequence[_Given]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the kinds of patterns found, with the facts behind them."""
    valued = [one for one in given if one.level is not None]
    levels = [one.level for one in valued if one.level is not None]
    if len(levels) < FEWEST_ANSWERS:
        return
    run = _long_run(given, len(levels))
    if run is not None:
        yield "longstring", run
    spread = irv(levels)
    little = spread is not None and not at_least(spread, LITTLE_VARIANCE)
    if little and not _honest_zeros(valued):
        yield "low-variance", {"irv": spread}
    consistency = even_odd(_scales(valued))
    if consistency is not None and not at_least(consistency, LITTLE_CONSISTENCY):
        yield "even-odd", {"value": consistency}
    seconds = median_seconds([one.answer.seconds for one in valued])
    if seconds is not None and not at_least(seconds, FAST):
        yield "too-fast", {"seconds": seconds}


def _honest_zeros(given: Sequence[_Given]) -> bool:
    """Whether all are level 0 and any is backed by evidence or a comment.

    A firm at level 0 honestly answers 0, 0, 0; that says nothing about the care taken.
    """
    return not any(one.level for one in given) and any(one.backed for one in given)


def _long_run(given: Sequence[_Given], of: int) -> dict[str, Any] | None:
    """Return the longest run that is long enough and not an honest row of zeros."""
    found = runs([one.level for one in given])
    for start, length in sorted(found, key=lambda run: -run[1]):
        if not at_least(length, LONG_RUN * of):
            return None
        part = given[start : start + length]
        if not _honest_zeros(part):
            return {"length": length, "of": of, "level": part[0].level}
    return None


def _scales(valued: Sequence[_Given]) -> list[list[float]]:
    scales: dict[str, list[float]] = {}
    for one in valued:
        if one.level is not None:
            scales.setdefault(one.dimension, []).append(one.level)
    return list(scales.values())
