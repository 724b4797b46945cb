"""What a module finds beyond its scores: whether tiers pay, where the loop breaks."""

from __future__ import annotations

from typing import Any

from assessment.reports.build_context import Context
from assessment.reports.narrative import every, first
from scoring.modules_result import Decision, Loop, Processes, Tiering
from scoring.result import QuestionnaireResult

LINKS = ("analyse", "plan", "execute", "control")


def findings(context: Context, part: QuestionnaireResult) -> tuple[str, ...]:
    """Return a module's finding in one sentence; nothing where it has none."""
    found = part.module
    if isinstance(found, Tiering):
        facts = _tiering(found.decision) | {"public": context.public}
        return (first("tiering", facts, context.language),)
    if isinstance(found, Processes):
        return every("loop", _loop(found.loop) | context.served(), context.language)
    return ()


def _tiering(decision: Decision | None) -> dict[str, Any]:
    if decision is None:
        return {"decision": "open", "because": ""}
    return {"decision": decision.value, "because": " ".join(decision.because)}


def _loop(loop: Loop) -> dict[str, Any]:
    """Return which link is broken, with its score and that of the link before it."""
    scores = {name: getattr(loop, name) for name in LINKS}
    known = [name for name in LINKS if scores[name] is not None]
    if loop.broken is None:
        whole = len(known) == len(LINKS)
        return {"broken": "none" if whole else "open", "score": None, "before": None}
    before = known[: known.index(loop.broken)]
    return {
        "broken": loop.broken,
        "score": scores[loop.broken],
        "before": scores[before[-1]] if before else None,
    }
