"""When to measure again, with what, and what change would be more than noise."""

from __future__ import annotations

from calendar import isleap
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import fsum
from typing import Any, Final

from assessment.reports.build_context import Context
from assessment.reports.build_sheets import LEFT_OUT
from assessment.reports.model_chapters import PromisePage, PulseRow
from assessment.reports.narrative import every, first
from questionnaires.model import Capability, Question, Questionnaire, QuestionType
from scoring.change import FEWEST, change_noise
from scoring.inputs import inputs_of
from scoring.levels import at_least
from scoring.raising import raised_points
from scoring.result import QuestionResult
from scoring.values import POINTS_PER_LEVEL

PULSE_DAYS: Final = 90
PULSE: Final = 12
FROM_PLAN: Final = 8
"""As many come from the plan while the gaps have others to offer."""
OF_A_CAPABILITY: Final = 2
WAVES: Final = 2


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A question that the pulse may ask; ``core`` ones are preferred."""

    definition: Questionnaire
    question: Question
    result: QuestionResult

    @property
    def capability(self) -> Capability:
        """Where it lies; the pulse asks at most two of one."""
        return self.definition.capability_of[self.question.id]


def promise_page(context: Context) -> PromisePage:
    """Return when to measure again; dates are proposals."""
    pulse = tuple(_row(context, one) for one in pulse_questions(context))
    days = dates(context.day)
    facts = {
        "dated": context.day is not None,
        "pulse": len(pulse),
        "pulse_day": days[0],
        "next_day": days[1],
    }
    noise = noise_facts(context)
    return PromisePage(
        lead=first("promise_lead", facts, context.language),
        pulse_day=days[0] if pulse else None,
        next_day=days[1],
        pulse_lead=first("pulse_lead", facts, context.language),
        pulse=pulse,
        noise=every("promise_noise", noise, context.language),
        threshold=noise["threshold"],
    )


def dates(day: date | None) -> tuple[date | None, date | None]:
    """Return the days of the pulse and of the next assessment, twelve months on."""
    if day is None:
        return None, None
    leaps = day.month == 2 and day.day == 29 and not isleap(day.year + 1)
    following = day.replace(year=day.year + 1, day=28 if leaps else day.day)
    return day + timedelta(days=PULSE_DAYS), following


def pulse_questions(context: Context) -> list[_Candidate]:
    """Return what the pulse asks: at most twelve, two of a capability.

    Eight of what the first two waves raise, in the plan's order, then the lowest of the
    largest gaps, then the rest of the plan; of the core, and others where these are
    too few [ours].
    """
    planned, behind = list(_planned(context)), list(_behind(context))
    chosen: dict[tuple[str, str], _Candidate] = {}
    for core in (True, False):
        for pool, limit in ((planned, FROM_PLAN), (behind, PULSE), (planned, PULSE)):
            _take(chosen, (one for one in pool if one.question.core is core), limit)
    return list(chosen.values())


def _take(
    chosen: dict[tuple[str, str], _Candidate],
    pool: Iterable[_Candidate],
    limit: int,
) -> None:
    """Choose from a pool until there are ``limit``, at most two of a capability."""
    held = Counter((o.definition.id, o.capability.id) for o in chosen.values())
    for one in pool:
        key = (one.definition.id, one.question.id)
        place = (one.definition.id, one.capability.id)
        if len(chosen) < limit and key not in chosen and held[place] < OF_A_CAPABILITY:
            chosen[key] = one
            held[place] += 1


def _planned(context: Context) -> Iterator[_Candidate]:
    """Yield what the first two waves raise and what is not there yet."""
    for item in context.result.roadmap.initiatives:
        if item.wave > WAVES:
            continue
        definition = context.questionnaires[item.questionnaire]
        for name, value in definition.initiative_by_id[item.id].raises.items():
            one = _candidate(context, definition, name)
            after = raised_points(definition, name, value)
            if one is not None and not at_least(one.result.score or 0.0, after):
                yield one


def _behind(context: Context) -> Iterator[_Candidate]:
    """Yield the questions of each gap, the lowest first, by the gaps' rank."""
    for gap in context.result.gaps:
        definition = context.questionnaires[gap.questionnaire]
        capability = context.places[gap.questionnaire, gap.id][1]
        asked = [_candidate(context, definition, q.id) for q in capability.questions]
        found = [one for one in asked if one is not None]
        below = [one for one in found if (one.result.score or 0.0) < gap.target]
        yield from sorted(below, key=lambda one: one.result.score or 0.0)


def _candidate(
    context: Context, definition: Questionnaire, name: str
) -> _Candidate | None:
    """Return a scored question that applies here, else ``None``."""
    part, question = context.result.of(definition.id), definition.by_id[name]
    if part is None or not question.scored:
        return None
    result = part.question(name)
    if result.state in LEFT_OUT:
        return None
    return _Candidate(definition, question, result)


def _row(context: Context, one: _Candidate) -> PulseRow:
    return PulseRow(
        question=context.text(one.question.text),
        about=context.text(one.capability.title),
        now=one.result.score,
    )


def noise_facts(context: Context) -> dict[str, Any]:
    """Return what is known of the noise in the model's overall score."""
    part = context.model
    facts: dict[str, Any] = dict.fromkeys(
        ("threshold", "spread", "reliability", "step_low", "step_high")
    )
    facts |= {"has_score": False, "people": 0, "fewest": FEWEST}
    if part is None or part.overall.score is None:
        return facts
    definition = context.definition(part)
    noise = change_noise(inputs_of(context.data, definition, None))
    low, high = _steps(definition, {each.id: each for each in part.questions})
    return facts | {
        "has_score": True,
        "people": noise.people,
        "threshold": noise.threshold,
        "spread": noise.spread,
        "reliability": noise.reliability,
        "step_low": low,
        "step_high": high,
    }


def _steps(
    definition: Questionnaire, results: dict[str, QuestionResult]
) -> tuple[float | None, float | None]:
    """Return the least and most that one level of one question moves a capability."""
    found = [
        POINTS_PER_LEVEL * share
        for dimension in definition.dimensions
        for capability in dimension.capabilities
        for share in _shares(capability, results)
    ]
    return (min(found), max(found)) if found else (None, None)


def _shares(
    capability: Capability, results: dict[str, QuestionResult]
) -> Sequence[float]:
    """Return the share of each rubric among what counts in a capability."""
    counted = [
        question
        for question in capability.questions
        if question.weight and results[question.id].score is not None
    ]
    whole = fsum(question.weight or 0.0 for question in counted)
    return [
        (question.weight or 0.0) / whole
        for question in counted
        if question.type is QuestionType.RUBRIC
    ]
