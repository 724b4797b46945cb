"""Explain a position and a target band of the continuum, step by step.

Source: method 4.4 and 4.5.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum

from questionnaires.model import Questionnaire
from scoring.gates import HELD, NEARLY, REACHED
from scoring.levels import above, at_least
from scoring.result import Gate, Position, QuestionnaireResult, Target
from scoring.target import PROFILE, WEIGHTS
from scoring.trace import LeftOut, Step, Term, Trace, figure


def position_trace(found: QuestionnaireResult) -> Trace | None:
    """Return how a position came about, or ``None`` where there is none.

    The terms are the criteria of the next gate: their mean is the fraction, at most
    0.99. The steps name, for each gate up to the next, its lowest criterion and what it
    needs; ``held-n`` is what the reached stage needs before the next one opens.

    Args:
        found: The continuum's result.

    Source: method 4.4.
    """
    part = found.continuum
    if part is None or part.position is None:
        return None
    where = part.position
    terms = _criteria(part.gates, where.stage + 1)
    return Trace(
        questionnaire=found.id,
        node="position",
        kind="position",
        rule="gates",
        value=where.value,
        formula=_position_formula(where, terms),
        terms=terms,
        left_out=tuple(_not_applicable(part.gates)),
        steps=tuple(_gate_steps(part.gates, where.stage)),
    )


def _criteria(gates: tuple[Gate, ...], stage: int) -> tuple[Term, ...]:
    """Return what the way through a gate is made of; nothing where there is none."""
    rows = [
        (criterion.id, criterion.score)
        for gate in gates
        if gate.stage == stage and gate.mean is not None
        for criterion in gate.criteria
    ]
    return tuple(
        Term(name, score, 1.0, 1 / len(rows), (score or 0.0) / 100 / len(rows))
        for name, score in rows
    )


def _position_formula(where: Position, terms: tuple[Term, ...]) -> str:
    if not terms:
        return figure(where.value)
    scores = " + ".join(figure(term.value or 0) for term in terms)
    fraction = f"({scores}) ÷ {len(terms)} ÷ 100"
    if above(fsum(term.adds for term in terms), NEARLY):
        fraction = f"min({figure(NEARLY)}, {fraction})"
    return f"{where.stage} + {fraction} = {figure(where.value)}"


def _not_applicable(gates: tuple[Gate, ...]) -> list[LeftOut]:
    return [
        LeftOut(criterion.id, "na")
        for gate in gates
        if gate.mean is None
        for criterion in gate.criteria
    ]


def _gate_steps(gates: tuple[Gate, ...], stage: int) -> list[Step]:
    """Return what each gate up to the next one was held against.

    The gate of the reached stage and the next must be above 50, lower ones at least
    67; the reached stage's as well before the next one opens.
    """
    steps: list[Step] = []
    for gate in gates:
        if gate.mean is None or gate.stage > stage + 1:
            continue
        lowest = min(criterion.score or 0.0 for criterion in gate.criteria)
        gated = _step(f"gate-{gate.stage}", lowest, is_held=gate.stage < stage)
        if gate.stage == stage + 1 and stage:
            steps.append(_step(f"held-{stage}", steps[-1].value, is_held=True))
        steps.append(gated)
    return steps


def _step(name: str, lowest: float, *, is_held: bool) -> Step:
    passed = at_least(lowest, HELD) if is_held else above(lowest, REACHED)
    needed = f"≥ {HELD}" if is_held else f"> {REACHED}"
    return Step(name, f"min {needed} {'✓' if passed else '✗'}", lowest, passed)


def target_trace(
    found: QuestionnaireResult, definition: Questionnaire, choices: Mapping[str, float]
) -> Trace | None:
    """Return how a target band came about, or ``None`` where there is none.

    The terms are T1 to T6, 0-4, with what each adds; the steps end at the band.

    Args:
        found: The continuum's result.
        definition: Its questionnaire.
        choices: As ``Inputs.choices``: T1-T6 0-4, preference -0.5 to 0.5.

    Source: method 4.5.
    """
    aim = found.continuum.target if found.continuum else None
    if aim is None:
        return None
    asked = {c: definition.by_source[c].id for c in (*PROFILE, "preference")}
    given = {code: choices.get(name, 0.0) for code, name in asked.items()}
    return Trace(
        questionnaire=found.id,
        node="target",
        kind="target",
        rule="profile" if aim.decided is None else "decided",
        value=aim.value,
        formula=f"{_raw_formula(given)} = {figure(aim.raw)}",
        terms=_pulls(asked, given),
        steps=_target_steps(aim, given),
    )


def _pulls(asked: Mapping[str, str], given: Mapping[str, float]) -> tuple[Term, ...]:
    return tuple(
        Term(asked[code], given[code], weight, weight, 1.25 * weight * given[code])
        for code, weight in _weights(given["T1"]).items()
    )


def _raw_formula(given: Mapping[str, float]) -> str:
    pull = " + ".join(f"{figure(w)} × {figure(given[c])}" for c, w in WEIGHTS.items())
    push = f"0.25 × {figure(given['T4'])} × (1 − {figure(given['T1'])} ÷ 4)"
    return f"max(0, 1.25 × ({pull}) − {push})"


def _target_steps(aim: Target, given: Mapping[str, float]) -> tuple[Step, ...]:
    low, high = aim.band
    return (
        Step("raw", _raw_formula(given), aim.raw),
        Step("cap", f"T6 = {figure(given['T6'])}", aim.cap),
        Step("proposed", _wished(aim.raw, given["preference"]), aim.proposed),
        Step("value", figure(aim.value), aim.value),
        Step("band-low", f"{figure(aim.value)} − 0.5", low),
        Step("band-high", f"{figure(aim.value)} + 0.5", high),
    )


def _weights(individual: float) -> dict[str, float]:
    """Return what T1-T5 weigh: innovation pulls left where nobody is individual."""
    return {**WEIGHTS, "T4": -0.25 * (1 - individual / 4) / 1.25}


def _wished(raw: float, preference: float) -> str:
    """Return the proposal in figures before its limits; without a wish, its value."""
    if not preference:
        return figure(raw)
    sign = "+" if preference > 0 else "−"
    return f"{figure(raw)} {sign} {figure(abs(preference))}"
