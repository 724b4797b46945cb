"""The sentences beside a number's arithmetic, chosen by what the engine explains."""

from __future__ import annotations

from typing import Any

from assessment.reports.build_context import Context
from assessment.reports.drawing.numbers import whole
from assessment.reports.narrative import every
from assessment.reports.why_parts import SHOWN_EQUAL
from scoring.trace import Trace, figure


def number_facts(context: Context, trace: Trace) -> dict[str, Any]:
    """Return the facts that the rules on a score's origin know."""
    claimed, evidenced = trace.claimed, trace.evidenced
    lost = None
    if claimed is not None and evidenced is not None:
        lost = claimed - evidenced
    shown = whole(trace.value)
    return {
        "kind": trace.kind,
        "rule": trace.rule,
        "mode": context.result.mode,
        "core": context.core,
        "has_score": trace.value is not None,
        "why_none": "" if trace.value is not None else _why_none(trace),
        "parts": len(trace.terms),
        "equal": len({term.weight for term in trace.terms}) == 1,
        "coverage": trace.coverage,
        "has_coverage": trace.coverage is not None,
        "lost": lost,
        "loses": lost is not None and lost >= SHOWN_EQUAL,
        "lost_text": "" if lost is None else figure(lost),
        "claimed_text": "" if claimed is None else figure(claimed),
        "evidenced_text": "" if evidenced is None else figure(evidenced),
        "rounds": trace.value is not None and figure(trace.value) != shown,
        "value_text": "" if trace.value is None else figure(trace.value),
        "shown": shown,
    }


def _why_none(trace: Trace) -> str:
    reasons = {out.why for out in trace.left_out}
    if reasons == {"hidden"}:
        return "hidden"
    if trace.coverage is None:
        return "na"
    return "too-little" if trace.kind == "capability" else "nothing-below"


def notes(
    facts: dict[str, Any], language: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the sentences for the page, and those that the appendix needs."""
    full = every("why_notes", {**facts, "brief": False}, language)
    return full, every("why_notes", {**facts, "brief": True}, language)
