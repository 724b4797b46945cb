"""How a value becomes points, as formulas of a spreadsheet.

The rules are those of ``scoring.values``; each formula stands beside the value that it
reads, so that it can be followed by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from questionnaires.model import Question, QuestionType
from scoring.values import CRITERION_POINTS, EVIDENCE_CAPS, points

PARTS: Final = 4
"""As many columns hold the parts of a value."""


def part(cell: str, number: int) -> str:
    """Return the formula of one part, from 1, of a value such as ``75/50/25``."""
    start = (number - 1) * 20 + 1
    spread = f'SUBSTITUTE({cell},"/",REPT(" ",20))'
    return f'=IFERROR(VALUE(TRIM(MID({spread},{start},20))),"")'


def claimed(question: Question, value: str, parts: tuple[str, ...]) -> str:
    """Return the formula of the claimed points, empty text where there is no value.

    Args:
        question: Whose value it is.
        value: The cell with the value.
        parts: The cells with its parts.
    """
    return _CLAIMED[question.type](question, value, parts)


def cap(grade: str) -> str:
    """Return the formula of what the evidence in the cell ``grade`` carries, 0-100."""
    steps = sorted(EVIDENCE_CAPS.items(), key=lambda item: -item[1])
    return f"={_choose(grade, {name: f'{most:g}' for name, most in steps})}"


def evidenced(points_cell: str, cap_cell: str) -> str:
    """Return the formula of the evidenced points: the claimed ones up to the cap."""
    return f'=IF(ISNUMBER({points_cell}),MIN({points_cell},{cap_cell}),"")'


def quoted(text: str) -> str:
    """Return a text as a formula writes it."""
    return '"' + text.replace('"', '""') + '"'


def _choose(cell: str, values: Mapping[str, str]) -> str:
    """Return what stands for the text in a cell, an empty text for any other."""
    tests = "".join(f"IF({cell}={quoted(name)},{to}," for name, to in values.items())
    return f'{tests}""{")" * len(values)}'


def _rubric(_question: Question, value: str, _parts: tuple[str, ...]) -> str:
    return f'=IF(ISNUMBER({value}),20*{value},"")'


def _criterion(_question: Question, value: str, _parts: tuple[str, ...]) -> str:
    degrees = {name: f"{each:g}" for name, each in CRITERION_POINTS.items()}
    return f"=IF(ISNUMBER({value}),{value},{_choose(value, degrees)})"


def _scale(question: Question, value: str, _parts: tuple[str, ...]) -> str:
    places = {o.key: repr(points(question, o.key) or 0.0) for o in question.options}
    return f"={_choose(value, places)}"


def _facets(_question: Question, _value: str, parts: tuple[str, ...]) -> str:
    intention, reality, effect = parts[:3]
    total = (
        f"0.25*{intention}+0.5*MIN({reality},{intention}+25,100)"
        f"+0.25*MIN({effect},{reality})"
    )
    return f'=IF(COUNT({intention}:{effect})=3,{total},"")'


def _letci(_question: Question, _value: str, parts: tuple[str, ...]) -> str:
    level, trend, comparison, relevance = parts
    total = f"MIN(({level}+{trend}+{comparison})/3,{relevance})"
    return f'=IF(COUNT({level}:{relevance})=4,{total},"")'


_CLAIMED: Final[
    Mapping[QuestionType, Callable[[Question, str, tuple[str, ...]], str]]
] = {
    QuestionType.RUBRIC: _rubric,
    QuestionType.CRITERION: _criterion,
    QuestionType.SCALE: _scale,
    QuestionType.FACETS: _facets,
    QuestionType.LETCI: _letci,
}
