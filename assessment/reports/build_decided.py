"""What the report says of a plan that people decided."""

from __future__ import annotations

from typing import Any

from assessment.reports.build_context import Context
from assessment.reports.narrative import every
from assessment.roadmaps.decided import DONE, Decided
from assessment.typography import bracketed
from scoring.basis import basis_of
from scoring.needed import Key


def decided_words(context: Context) -> str:
    """Return by whom and when the plan was decided, and what was left out and why.

    The sentences follow others, so they begin with the space that stands between; they
    are empty where nothing was decided.
    """
    if context.plan is None:
        return ""
    said = every("roadmap_decided", _facts(context, context.plan), context.language)
    between = context.label("between_sentences")
    return "".join(f"{between}{sentence}" for sentence in said)


def _facts(context: Context, plan: Decided) -> dict[str, Any]:
    ground = basis_of(context.result, context.questionnaires)
    out = [_out(context, key) for key in plan.plan(ground).out]
    rows = context.result.roadmap.initiatives
    states = [context.decided(item.questionnaire, item.id).status for item in rows]
    return {
        "known": plan.by is not None,
        "by": plan.by or "",
        "on": plan.on,
        "out": len(out),
        "out_list": out,
        "done": states.count(DONE),
    }


def _out(context: Context, key: Key) -> str:
    """Return what was taken from the plan, with the reason in brackets."""
    definition, entry = context.questionnaires[key[0]], context.decided(*key)
    found = definition.initiative_by_id[key[1]]
    reason = entry.stopped or entry.reason
    title = context.initiative(definition, found, "title")
    return title + (bracketed(reason, context.language) if reason else "")
