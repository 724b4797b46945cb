"""How a position and the band that suits came about, in words."""

from __future__ import annotations

from collections.abc import Callable
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
    standing: Standing, explain: Explain, within: str, *, is_first: bool
) -> tuple[Why, ...]:
    """Return how one standing's position and target band came about.

    Args:
        standing: Whose position.
        explain: Explains a node of the continuum.
        within: What the numbers belong to: the continuum's title, and a unit's name.
        is_first: Nothing of this kind is explained before it in the appendix, which
            says only once what a formula's figures stand for.
    """
    position, target = explain(POSITION), explain(TARGET)
    found = [
        None if position is None else _position(standing, position, within),
        None if target is None else _target(standing, target, within, is_first),
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


def _target(standing: Standing, trace: Trace, within: str, is_first: bool) -> Why:
    context = standing.context
    steps = {step.name: step for step in trace.steps}
    low, high = (steps[name].value for name in ("band-low", "band-high"))
    shown = context.label("why_band_shown", low=low, high=high)
    facts = _target_facts(context, trace, steps)
    brief = {**facts, "ordered": is_first}
    return Why(
        id=TARGET,
        title=context.label("band"),
        caption=f"{context.label('why_part')} · {within} · {context.label('band')}",
        shown=shown,
        asks=context.label("why_position", shown=shown),
        formula=trace.formula,
        notes=every("why_target", facts, context.language),
        brief=every("why_target", brief, context.language),
        parts=(),
        left_out=(),
        gone=(),
    )


def _target_facts(
    context: Context, trace: Trace, steps: dict[str, Step]
) -> dict[str, Any]:
    cap, proposed = steps["cap"].value, steps["proposed"]
    raw = figure(steps["raw"].value)
    return {
        "ordered": True,
        "pulls": [context.named("why", code) for code in WEIGHTS],
        "push": context.named("why", "T4"),
        "cap": figure(cap),
        "limited": proposed.formula == raw != figure(proposed.value),
        "wished": proposed.formula != raw,
        "sum": proposed.formula,
        "proposed": figure(proposed.value),
        "decided": trace.rule == "decided",
        "value": figure(steps["value"].value),
        "low": signed(steps["band-low"].value),
        "high": signed(steps["band-high"].value),
    }
