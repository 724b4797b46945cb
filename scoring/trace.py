"""How one number came about, as data: what went in, how heavily, by which rule.

Source: the arithmetic of method 4.1 to 4.6 and contract 5, Units; its form is our own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, fsum
from typing import Final

DECIMALS: Final = 2

Row = tuple[str, float | None, float]
"""Id, score (``None`` counts as nothing) and weight of what goes in."""


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that went in.

    ``value`` is what it says (0-100, or 0-4 and 0-5 on the continuum), ``None`` where
    it counts as nothing; ``share`` is its part of all weights, 0-1; ``adds`` is what it
    adds to the result, in the result's unit.
    """

    id: str
    value: float | None
    weight: float
    share: float
    adds: float


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What did not go in, and why.

    ``why`` is ``na``, ``dk``, ``unanswered``, ``hidden`` or ``not-scored``.
    """

    id: str
    why: str


@dataclass(frozen=True, slots=True)
class Given:
    """One answer behind a question's score: claimed, and what its evidence carries.

    Both are points, 0-100.
    """

    respondent: str
    role: str
    claimed: float
    evidence: str
    evidenced: float


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a calculation: ``name`` is a code, ``formula`` in plain arithmetic.

    ``value`` is in the step's own unit: 0-5 on the continuum, points of a gate.
    ``holds`` tells whether what a gate needs is met; ``None`` where nothing is needed.
    """

    name: str
    formula: str
    value: float
    holds: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """How a node's number came about.

    ``kind`` is ``overall``, ``dimension``, ``capability``, ``question``, ``position``
    or ``target``. ``rule`` is ``mean``, ``sum``, ``min``, ``roles`` (the mean of the
    roles' means), ``consensus``, ``units`` (the weighted mean of the units), ``gates``,
    ``profile`` or ``decided``. ``value`` is the unrounded number, 0-100 or 0-5 on the
    continuum, ``None`` for none; ``coverage`` is 0-1; ``shown`` is what pages and
    reports print of the value, rounded half up; ``formula`` gives the arithmetic in
    figures rounded to two decimals. ``given`` and ``steps`` are empty where they say
    nothing.
    """

    questionnaire: str
    node: str
    kind: str
    rule: str
    value: float | None
    claimed: float | None = None
    evidenced: float | None = None
    coverage: float | None = None
    shown: int | None = None
    formula: str = ""
    terms: tuple[Term, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    given: tuple[Given, ...] = ()
    steps: tuple[Step, ...] = ()


def weighted_terms(rows: Sequence[Row]) -> tuple[Term, ...]:
    """Return the terms of a weighted mean.

    Args:
        rows: Id, score, 0-100, and weight, unitless, shape (n,); ``None`` counts as 0.
    """
    total = fsum(weight for _, _, weight in rows)
    return tuple(
        Term(name, value, weight, weight / total, (value or 0.0) * weight / total)
        for name, value, weight in rows
    )


def lowest_terms(rows: Sequence[Row]) -> tuple[Term, ...]:
    """Return the terms of a minimum: the first of the lowest adds everything.

    Args:
        rows: Id, score, 0-100, and weight, unitless, shape (n,); ``None`` counts as 0.
    """
    values = [value or 0.0 for _, value, _ in rows]
    first = values.index(min(values)) if values else -1
    return tuple(
        Term(name, value, weight, float(i == first), values[i] * (i == first))
        for i, (name, value, weight) in enumerate(rows)
    )


def rounded(value: float | None) -> int | None:
    """Return what is printed of a score, a whole number: half up, so that 52.5 is 53.

    Args:
        value: 0-100; ``None`` stays ``None``.

    Returns:
        A whole number 0-100, or ``None``.

    Source: method 4.2, Rounding.
    """
    return None if value is None else floor(value + 0.5)


def figure(value: float) -> str:
    """Return a ``value``, any unit, with at most two decimals and no needless zeros."""
    text = f"{value:.{DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def mean_formula(terms: Sequence[Term], value: float) -> str:
    """Return a weighted mean in figures; equal weights of 1 are not written out.

    Args:
        terms: What went in, at least one.
        value: The mean, in the unit of the terms.
    """
    if len(terms) == 1:
        return figure(value)
    plain = all(term.weight == 1 for term in terms)
    parts = [
        figure(term.value or 0)
        if plain
        else f"{figure(term.weight)} × {figure(term.value or 0)}"
        for term in terms
    ]
    total = figure(sum(term.weight for term in terms))
    return f"({' + '.join(parts)}) ÷ {total} = {figure(value)}"


def lowest_formula(terms: Sequence[Term], value: float) -> str:
    """Return a minimum in figures; of one thing it is that.

    Args:
        terms: What went in.
        value: The lowest, in the unit of the terms.
    """
    if len(terms) == 1:
        return figure(value)
    parts = ", ".join(figure(term.value or 0) for term in terms)
    return f"min({parts}) = {figure(value)}"
