"""The risk register: success factors that are not ready, and what mends them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from assessment.reports import words
from assessment.reports.build_context import Context
from assessment.reports.build_meaning import meaning
from assessment.reports.model_plan import RiskRegister, RiskRow
from assessment.reports.narrative import every, first
from questionnaires.model import Capability, Questionnaire
from scoring.modules import part_of, state
from scoring.modules_result import Readiness, Risk, Success
from scoring.result import QuestionnaireResult

SHOWN_BY: Final = 2
"""Questions that show a risk; more would say the same again."""


def risk_register(context: Context) -> RiskRegister | None:
    """Return the register that the roadmap cites, ``None`` where nothing is scored."""
    for part in context.result.questionnaires:
        if isinstance(part.module, Success):
            found = part.module.readiness
            scored = any(factor.score is not None for factor in found.factors)
            return _register(context, part, found) if scored else None
    return None


def _register(
    context: Context, part: QuestionnaireResult, found: Readiness
) -> RiskRegister:
    definition = context.definition(part)
    factors = _factors(definition)
    ready, unknown = (
        [
            _title(context, factors[each.factor])
            for each in found.factors
            if each.state == wanted and each.factor in factors
        ]
        for wanted in ("ready", None)
    )
    facts = {
        "has_score": found.score is not None,
        "score": found.score,
        "risks": len(found.risks),
        "factors": len(factors),
        "planned": bool(context.result.roadmap.initiatives),
        "ready": len(ready),
        "ready_list": ready,
        "unknown": len(unknown),
        "unknown_list": unknown,
    }
    rows = (_row(context, part, risk, factors[risk.factor]) for risk in found.risks)
    return RiskRegister(
        lead=first("risks_lead", facts, context.language),
        rows=tuple(rows),
        others=every("risks_others", facts, context.language),
    )


def _factors(definition: Questionnaire) -> Mapping[str, list[Capability]]:
    """Return the capabilities of each factor, by its code."""
    found: dict[str, list[Capability]] = {}
    for dimension in definition.dimensions:
        for capability in dimension.capabilities:
            if capability.weight is not None and capability.questions:
                found.setdefault(part_of(capability), []).append(capability)
    return found


def _title(context: Context, capabilities: list[Capability]) -> str:
    titles = [context.text(each.title) for each in capabilities]
    return words.fill("{titles:semicolon}", {"titles": titles}, context.language)


def _row(
    context: Context,
    part: QuestionnaireResult,
    risk: Risk,
    capabilities: list[Capability],
) -> RiskRow:
    definition = context.definition(part)
    low = [part.question(question) for question in risk.because]
    low.sort(key=lambda row: row.score or 0.0)
    weakest, score = _weakest(part, capabilities)
    return RiskRow(
        title=_title(context, capabilities),
        score=risk.score,
        state=context.named("readiness", state(risk.score)),
        because=tuple(
            context.text(definition.by_id[row.id].text) for row in low[:SHOWN_BY]
        ),
        meaning=meaning(context, definition, weakest, score)[0],
        mended=_mended(context, definition, capabilities),
    )


def _weakest(
    part: QuestionnaireResult, capabilities: list[Capability]
) -> tuple[Capability, float | None]:
    """Return the capability of a factor that scores lowest, with its score."""
    scores = {
        row.id: row.score for node in part.dimensions for row in node.capabilities
    }
    scored = [each for each in capabilities if scores[each.id] is not None]
    weakest = min(scored or capabilities, key=lambda each: scores[each.id] or 0.0)
    return weakest, scores[weakest.id]


def _mended(
    context: Context, definition: Questionnaire, capabilities: list[Capability]
) -> str:
    """Return the first initiative of the plan that raises a factor, and its wave."""
    questions = {q.id for capability in capabilities for q in capability.questions}
    for planned in context.result.roadmap.initiatives:
        if planned.questionnaire != definition.id:
            continue
        found = definition.initiative_by_id[planned.id]
        if questions & found.raises.keys():
            title = context.initiative(definition, found, "title")
            return context.label("mended_by", title=title, wave=planned.wave)
    return context.label("mended_by_none")
