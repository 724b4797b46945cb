"""What the modules say: IT support, risks, the customer loop, whether tiers pay."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from assessment.reports import words
from assessment.reports.build_context import Context
from assessment.reports.build_finding import LINKS, findings
from assessment.reports.build_it_stage import it_stage
from assessment.reports.model import Profile
from assessment.reports.model_modules import (
    ConditionRow,
    FieldRow,
    LinkRow,
    LoopPart,
    ModulePart,
    ModulesPage,
    RiskPart,
    TieringPart,
)
from assessment.reports.model_plan import RiskRegister
from assessment.reports.narrative import first
from questionnaires.model import Kind
from scoring.modules_result import Decision, Loop, Processes, Success, Tiering
from scoring.result import QuestionnaireResult
from scoring.tiering import CODES

IT_SUPPORT: Final = "it-support"
OPEN: Final = "open"


def modules_page(
    context: Context, profiles: tuple[Profile, ...], register: RiskRegister | None
) -> ModulesPage | None:
    """Return what the modules say, ``None`` where none was asked.

    Args:
        context: The result and the reader's language.
        profiles: The profiles that the report has anyway.
        register: The success factors that are not ready.
    """
    by_id = {profile.questionnaire: profile for profile in profiles}
    others: list[ModulePart] = []
    told: dict[str, Any] = dict.fromkeys(("it_support", "risks", "loop", "tiering"))
    for part in _modules(context):
        own = _part(context, part, by_id[part.id])
        if isinstance(part.module, Success):
            told["risks"] = RiskPart(own, register)
        elif isinstance(part.module, Processes):
            told["loop"] = LoopPart(own, _links(context, part.module.loop))
        elif isinstance(part.module, Tiering):
            told["tiering"] = _tiering(context, own, part.module.decision)
        elif context.definition(part).family == IT_SUPPORT:
            told["it_support"] = own
        else:
            others.append(own)
    if not others and not any(told.values()):
        return None
    labels = words.labels(context.language, "module_words")
    return ModulesPage(words=labels, others=tuple(others), **told)


def _modules(context: Context) -> list[QuestionnaireResult]:
    kinds = {part.id: context.definition(part).kind for part in context.scored}
    return [part for part in context.scored if kinds[part.id] is Kind.MODULE]


def _part(context: Context, part: QuestionnaireResult, own: Profile) -> ModulePart:
    rows = own.dimensions
    sentences = list(findings(context, part))
    if context.definition(part).family == IT_SUPPORT:
        sentences.append(it_stage(context, part))
    sentences.append(_score_sentence(context, own))
    return ModulePart(
        id=part.id,
        title=own.title,
        score=own.headline.score,
        level=own.headline.level,
        level_name=own.headline.level_name,
        coverage=own.headline.coverage,
        fields=tuple(FieldRow(row.title, row.score, row.target) for row in rows),
        sentences=tuple(sentences),
    )


def _score_sentence(context: Context, own: Profile) -> str:
    scored = [(r.score, r.title) for r in own.dimensions if r.score is not None]
    facts: dict[str, Any] = {
        "has_score": bool(scored),
        "coverage": own.headline.coverage,
        "fields": len(scored),
        "spread": None,
    }
    if scored:
        low, high = _ends(scored)
        facts |= {
            "only": low[1],
            "only_score": low[0],
            "spread": high[0] - low[0],
            "lowest": low[1],
            "lowest_score": low[0],
            "highest": high[1],
            "highest_score": high[0],
        }
    return first("module_score", facts, context.language)


def _ends(
    scored: Sequence[tuple[float, str]],
) -> tuple[tuple[float, str], tuple[float, str]]:
    """Return the lowest and the highest; of equal ones the first."""
    low = min(scored, key=lambda item: item[0])
    return low, max(scored, key=lambda item: item[0])


def _links(context: Context, loop: Loop) -> tuple[LinkRow, ...]:
    rows: list[LinkRow] = []
    for name in LINKS:
        score: float | None = getattr(loop, name)
        is_broken = name == loop.broken
        state = "broken" if is_broken else "holds"
        if score is None:
            state = "unscored"
        elif any(row.is_broken for row in rows):
            state = "after"
        rows.append(
            LinkRow(
                title=context.named("loop_links", name),
                score=score,
                state=context.named("loop_states", state),
                is_broken=is_broken,
            )
        )
    return tuple(rows)


def _tiering(
    context: Context, part: ModulePart, decision: Decision | None
) -> TieringPart:
    value, because = (
        (OPEN, ()) if decision is None else (decision.value, decision.because)
    )
    return TieringPart(
        part=part,
        value=context.named("tiering_values", value),
        conditions=tuple(
            ConditionRow(
                title=context.named("tiering_conditions", code),
                state=context.named(
                    "tiering_states", value if code in because else OPEN
                ),
                decided=code in because,
            )
            for code in CODES
        ),
    )
