"""How a position and the band that suits came about, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from assessment.reports.build_context import Context
from assessment.reports.drawing.numbers import one_decimal
from assessment.reports.model_why import Why
from assessment.reports.narrative import every, first
from assessment.reports.narrative_facts import Standing
from assessment.reports.why_parts import left_out, signed, term_part
from scoring.explain import POSITION, TARGET
from scoring.target import WEIGHTS
from scoring.trace import Step, Trace, figure

Explain = Callable[[str], Trace | None]


def continuum_numbers(
    standing: Standing, explain: Explain, within: str
) -> tuple[Why, ...]:
    """Return how one standing's position and target band came about.

    Args:
        standing: Whose position.
        explain: Explains a node of the continuum.
        within: What the numbers belong to: the continuum's title, and a unit's name.
    """
    position, target = explain(POSITION), explain(TARGET)
    found = [
        None if position is None else _position(standing, position, within),
        None if target is None else _target(standing, target, within),
    ]
    return tuple(why for why in found if why is not None)


def _position(standing: Standing, trace: Trace, within: str) -> Why:
    context, stage = standing.context, standing.position.stage
    names = {
        name: context.criterion(standing.definition, name)
        for name in [term.id for term in trace.terms]
        + [out.id for out in trace.left_out]
    }
    shown = one_decimal(trace.value)
    said = tuple(
        first("why_gate", _gate_facts(step, stage), context.language)
        for step in trace.steps
    )
    facts = {"parts": len(trace.terms), "stage": stage, "next": stage + 1}
    return Why(
        id=POSITION,
        title=context.label("position"),
        caption=f"{context.label('why_part')} · {within} · {context.label('position')}",
        shown=shown,
        asks=context.label("why_position", shown=shown),
        formula=trace.formula,
        notes=(*every("why_position", facts, context.language), *said),
        brief=said,
        parts=tuple(term_part(term, names) for term in trace.terms),
        left_out=left_out(context, trace, names),
        gone=left_out(context, trace, None),
    )


def _gate_facts(step: Step, reached: int) -> dict[str, Any]:
    kind, _, number = step.name.partition("-")
    stage = int(number)
    return {
        "kind": kind,
        "stage": stage,
        "next": stage + 1,
        "lowest": figure(step.value),
        "holds": step.holds,
        "place": (stage > reached) - (stage < reached),
    }


def _target(standing: Standing, trace: Trace, within: str) -> Why:
    context = standing.context
    steps = {step.name: step for step in trace.steps}
    low, high = (steps[name].value for name in ("band-low", "band-high"))
    shown = context.label("why_band_shown", low=low, high=high)
    said = tuple(_target_notes(context, trace, steps))
    return Why(
        id=TARGET,
        title=context.label("band"),
        caption=f"{context.label('why_part')} · {within} · {context.label('band')}",
        shown=shown,
        asks=context.label("why_position", shown=shown),
        formula=trace.formula,
        notes=said,
        brief=said,
        parts=(),
        left_out=(),
        gone=(),
    )


def _target_notes(
    context: Context, trace: Trace, steps: dict[str, Step]
) -> Iterator[str]:
    cap, proposed = steps["cap"].value, steps["proposed"]
    facts = {
        "pulls": [context.named("why", code) for code in WEIGHTS],
        "push": context.named("why", "T4"),
        "raw": figure(steps["raw"].value),
        "cap": figure(cap),
        "limited": figure(proposed.value) not in proposed.formula
        and proposed.formula == figure(steps["raw"].value),
        "wished": proposed.formula != figure(steps["raw"].value),
        "sum": proposed.formula,
        "proposed": figure(proposed.value),
        "decided": trace.rule == "decided",
        "value": figure(steps["value"].value),
        "low": signed(steps["band-low"].value),
        "high": signed(steps["band-high"].value),
    }
    yield from every("why_target", facts, context.language)
