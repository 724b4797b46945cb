"""Is this right for us? The page on the continuum, for each place that has one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import floor
from typing import Any, Final

from assessment.benchmarks.words import listed
from assessment.reports import words
from assessment.reports.build_before import position_since
from assessment.reports.build_context import Context
from assessment.reports.build_peers import chart_source, positions_spread
from assessment.reports.build_pitfalls import pitfalls_by_wave
from assessment.reports.charts import ContinuumStrip
from assessment.reports.model_plan import Pitfall
from assessment.reports.model_position import (
    AcceptedRow,
    CriterionRow,
    PositionPage,
    WhyRow,
)
from assessment.reports.narrative import every, first
from assessment.reports.narrative_facts import Standing, answered, facts_of
from scoring.result import QuestionnaireResult, Roadmap
from scoring.target import HIGHEST, PROFILE, WEIGHTS

PULL_PER_POINT: Final = 1.25
PUSH_PER_POINT: Final = 0.25
LIMITS_FROM: Final = 3


def standings(context: Context) -> Iterator[Standing]:
    """Yield the organisation's standing, or each unit's where there are units."""
    result = context.result
    places: list[tuple[str, tuple[QuestionnaireResult, ...], Roadmap]]
    places = [("", result.questionnaires, result.roadmap)]
    places += [(unit.id, unit.questionnaires, unit.roadmap) for unit in result.units]
    for unit, parts, roadmap in places:
        for part in parts:
            found = part.continuum
            # With no criterion answered, stage 0 would be a finding from nothing.
            if found is not None and found.position is not None and answered(found):
                yield Standing(
                    context=context,
                    part=part,
                    continuum=found,
                    position=found.position,
                    roadmap=roadmap,
                    unit=unit,
                    name=unit or context.name,
                )


def position_page(standing: Standing) -> PositionPage:
    """Return the page on one standing."""
    context, choices = standing.context, standing.choices()
    facts, target = facts_of(standing), standing.continuum.target
    heading, pitfalls = _pitfalls(standing)
    return PositionPage(
        questionnaire=standing.part.id,
        unit=standing.unit,
        label=facts["label"],
        lead=first("lead", facts, context.language),
        chart=_strip(standing, facts),
        state=facts["state"],
        state_name=context.named("target_states", facts["state"]),
        cautions=every("caution", facts, context.language),
        why=tuple(why_rows(context, choices)),
        preference=choices.get("preference") or None,
        proposed=None if target is None else target.proposed,
        band_sentence=first("band", facts, context.language),
        blocking_title=first("shut", facts, context.language),
        blocking=tuple(_blocking(standing, facts)),
        stability=_stability(standing),
        accepted=tuple(_accepted(standing)),
        decided=_decided(context) if facts["target_source"] == "decided" else None,
        advice=every("advice", facts, context.language),
        steps=steps(facts, context.language),
        afterwards=every("afterwards", facts, context.language),
        pitfalls_title=heading,
        pitfalls=pitfalls,
        since=position_since(standing),
    )


def _pitfalls(standing: Standing) -> tuple[str, tuple[Pitfall, ...]]:
    """Return what to look out for before a unit's next stage, with the heading."""
    plan = (standing.context, standing.part, standing.roadmap, standing.unit)
    found = pitfalls_by_wave(*plan) if standing.unit else {}
    for _, warned in sorted(found.items()):
        return warned
    return "", ()


def steps(facts: Mapping[str, Any], language: str) -> tuple[str, ...]:
    """Return one sentence for each stage up to the band; none unless below it."""
    if facts["steps"] < 1:
        return ()
    return tuple(
        first("step", {**facts, "step": stage, "held": held}, language)
        for stage in range(facts["next"], facts["aim"] + 1)
        for held in [facts["base_only"] and stage == facts["next"]]
    )


def _strip(standing: Standing, facts: Mapping[str, Any]) -> ContinuumStrip:
    context, target = standing.context, standing.continuum.target
    # Peers are whole organisations: a unit does not stand among them.
    peers = None if standing.unit else positions_spread(context, standing.part)
    source = source_line(context, standing.part.respondents)
    if peers:
        told = [source, chart_source(context, standing.part)]
        source = listed(told, context.language)
    a, b, c, d, e, f = (context.text(s.title) for s in standing.definition.stages)
    return ContinuumStrip(
        title=first("strip", facts, context.language),
        subtitle=first("strip_subtitle", facts, context.language),
        source=source,
        alt=first("lead", facts, context.language)
        + (" " if context.language == "en" else "")
        + first("band", facts, context.language),
        language=context.language,
        stages=(a, b, c, d, e, f),
        position=standing.position.value,
        perceived=standing.position.perceived,
        band=None if target is None else target.band,
        band_label="" if target is None else context.label("right_band"),
        peers=peers,
    )


def source_line(context: Context, respondents: int) -> str:
    """Return where the numbers come from: how many people, and when."""
    day = words.date_text(context.day, context.language)
    key = "source_one" if respondents == 1 else "source"
    return context.label(key, respondents=respondents, date=day)


def why_rows(context: Context, choices: Mapping[str, float]) -> Iterator[WhyRow]:
    """Yield the six answers that propose the band, with what each adds to it."""
    for code in PROFILE:
        value = choices.get(code)
        limit = ""
        if code == "T6" and value is not None:
            limit = context.label("limits" if value >= LIMITS_FROM else "no_limit")
        yield WhyRow(
            code=code,
            title=context.named("why", code),
            answer=_degree(context, code, value),
            value=value,
            pull=_pull(code, choices),
            limit=limit,
        )


def _degree(context: Context, code: str, value: float | None) -> str:
    if value is None:
        return context.label("unanswered")
    group = "breadth" if code == "T5" else "degree"
    return context.named(group, str(floor(value + 0.5)))


def _pull(code: str, choices: Mapping[str, float]) -> float | None:
    """Return what an answer adds to the proposal, in stages; method 4.5."""
    value = choices.get(code)
    if value is None or code == "T6":
        return None
    if code in WEIGHTS:
        return PULL_PER_POINT * WEIGHTS[code] * value
    treatment = choices.get("T1", 0.0)
    return -PUSH_PER_POINT * value * (1 - treatment / HIGHEST)


def _blocking(standing: Standing, facts: Mapping[str, Any]) -> Iterator[CriterionRow]:
    context, definition = standing.context, standing.definition
    stages = {
        row.id: gate.stage for gate in standing.continuum.gates for row in gate.criteria
    }
    for question_id in standing.continuum.blocking:
        question = definition.by_id[question_id]
        largely = question.option("l")
        needed = {
            "below_reached": stages[question_id] < facts["next"],
            "fact": "" if largely is None else context.text(largely.label),
        }
        yield CriterionRow(
            code=question.source,
            title=context.criterion(definition, question_id),
            now=standing.part.question(question_id).score,
            needed=first("needed", needed, context.language),
        )


def _stability(standing: Standing) -> str:
    found = standing.continuum.stability
    if found is None:
        return ""
    context = standing.context
    facts = {
        "checked": found.checked,
        "same": found.same,
        "share": found.same / found.checked if found.checked else 1.0,
        "turns": len(found.turns_on),
        "turns_on": context.criteria(standing.definition, found.turns_on),
    }
    return first("stability", facts, context.language)


def _accepted(standing: Standing) -> Iterator[AcceptedRow]:
    context = standing.context
    for row in context.result.accepted:
        if row["questionnaire"] == standing.definition.id:
            title = context.criterion(standing.definition, row["question"])
            yield _decision(context, title, row)


def _decided(context: Context) -> AcceptedRow | None:
    entry = context.result.targets.get("continuum")
    if not isinstance(entry, Mapping):
        return None
    return _decision(context, context.label("decided_target"), entry)


def _decision(context: Context, title: str, row: Mapping[str, Any]) -> AcceptedRow:
    return AcceptedRow(
        title=title,
        by=str(row.get("by") or ""),
        date=words.day_text(row.get("date"), context.language),
        reason=str(row.get("reason") or ""),
    )
