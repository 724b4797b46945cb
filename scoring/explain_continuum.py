"""Explain a position and a target band of the continuum, step by step.

Source: method 4.4 and 4.5.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from questionnaires.model import Questionnaire
from scoring.gates import HELD, REACHED
from scoring.levels import above, at_least
from scoring.result import Gate, Position, QuestionnaireResult, Target
from scoring.target import PROFILE, WEIGHTS
from scoring.trace import LeftOut, Step, Term, Trace, figure


def position_trace(found: QuestionnaireResult) -> Trace | None:
    """Return how a position came about, or ``None`` where there is none.

    The terms are the criteria of the next gate: their mean is the fraction. The steps
    name, for each gate up to the next, its lowest criterion and what it needs.

    Args:
        found: The continuum's result.
    """
    part = found.continuum
    if part is None or part.position is None:
        return None
    where = part.position
    gates = {gate.stage: gate for gate in part.gates}
    terms = _criteria(gates.get(where.stage + 1))
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


def _position_formula(where: Position, terms: tuple[Term, ...]) -> str:
    if not terms:
        return figure(where.value)
    scores = " + ".join(figure(term.value or 0) for term in terms)
    fraction = f"({scores}) ÷ {len(terms)} ÷ 100"
    return f"{where.stage} + {fraction} = {figure(where.value)}"


def _criteria(gate: Gate | None) -> tuple[Term, ...]:
    """Return the criteria of the next gate; none where there is no next one."""
    if gate is None or gate.mean is None:
        return ()
    n = len(gate.criteria)
    return tuple(
        Term(each.id, each.score, 1.0, 1 / n, (each.score or 0.0) / 100 / n)
        for each in gate.criteria
    )


def _not_applicable(gates: tuple[Gate, ...]) -> list[LeftOut]:
    return [
        LeftOut(criterion.id, "na")
        for gate in gates
        if gate.mean is None
        for criterion in gate.criteria
    ]


def _gate_steps(gates: tuple[Gate, ...], stage: int) -> list[Step]:
    """Return what each gate up to the next one was held against.

    The gate of the reached stage and the next must be above 50, lower ones from 67.
    """
    steps = []
    for gate in gates:
        if gate.mean is None or gate.stage > stage + 1:
            continue
        lowest = min(criterion.score or 0.0 for criterion in gate.criteria)
        held = gate.stage < stage
        passed = at_least(lowest, HELD) if held else above(lowest, REACHED)
        needed = f"≥ {HELD}" if held else f"> {REACHED}"
        sign = "✓" if passed else "✗"
        steps.append(Step(f"gate-{gate.stage}", f"min {needed} {sign}", lowest))
    return steps


def target_trace(
    found: QuestionnaireResult,
    definition: Questionnaire,
    choices: Mapping[str, float],
) -> Trace | None:
    """Return how a target band came about, or ``None`` where there is none.

    The terms are T1 to T6, 0-4, with what each adds to the raw value; the steps go on.

    Args:
        found: The continuum's result.
        definition: Its questionnaire.
        choices: As ``Inputs.choices``: T1-T6 0-4, preference -0.5 to 0.5.
    """
    part = found.continuum
    if part is None or part.target is None:
        return None
    asked = {c: definition.by_source[c].id for c in (*PROFILE, "preference")}
    given = {code: choices.get(name, 0.0) for code, name in asked.items()}
    steps = _target_steps(part.target, given)
    return Trace(
        questionnaire=found.id,
        node="target",
        kind="target",
        rule="profile" if part.target.decided is None else "decided",
        value=part.target.value,
        formula=f"{steps[0].formula} = {figure(part.target.raw)}",
        terms=tuple(_profile_terms(asked, given)),
        steps=steps,
    )


def _profile_terms(
    asked: Mapping[str, str], given: Mapping[str, float]
) -> Iterator[Term]:
    for code, weight in _weights(given["T1"]).items():
        adds = 1.25 * weight * given[code]
        yield Term(asked[code], given[code], weight, weight, adds)


def _target_steps(aim: Target, given: Mapping[str, float]) -> tuple[Step, ...]:
    """Return the way from the profile to the band."""
    pull = " + ".join(f"{figure(w)} × {figure(given[c])}" for c, w in WEIGHTS.items())
    push = f"0.25 × {figure(given['T4'])} × (1 − {figure(given['T1'])} ÷ 4)"
    low, high = aim.band
    return (
        Step("raw", f"max(0, 1.25 × ({pull}) − {push})", aim.raw),
        Step("cap", f"T6 = {figure(given['T6'])}", aim.cap),
        Step(
            "proposed",
            f"{figure(aim.raw)} + {figure(given['preference'])}",
            aim.proposed,
        ),
        Step("value", figure(aim.value), aim.value),
        Step("band-low", f"{figure(aim.value)} − 0.5", low),
        Step("band-high", f"{figure(aim.value)} + 0.5", high),
    )


def _weights(individual: float) -> dict[str, float]:
    """Return what T1-T5 weigh: innovation pulls left where nobody is individual."""
    return {**WEIGHTS, "T4": -0.25 * (1 - individual / 4) / 1.25}
