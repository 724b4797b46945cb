"""How the assessment was done, and how much of it was answered."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Final

from assessment.reports.build_context import Context
from assessment.reports.build_dimension import HIDDEN
from assessment.reports.build_models import model_facts
from assessment.reports.model import CountRow, MethodPage, SourceRow
from assessment.reports.narrative import every, first
from scoring.answers import DK, EVIDENCE, NA
from scoring.flags import FOR_THE_ASSESSOR
from scoring.result import QuestionnaireResult

WEIGHTS: Final = "weights-matter"


def method_page(context: Context) -> MethodPage:
    """Return the page on method, coverage and sources."""
    return MethodPage(
        sentences=every("scoring_words", model_facts(context), context.language),
        sources=tuple(_sources(context)),
        roles=tuple(_roles(context)),
        grades=tuple(_grades(context)),
        flags=tuple(_flags(context)),
        hidden=_hidden(context),
        left_out=_left_out(context),
        method=context.result.method,
        engine=context.result.engine,
    )


def _sources(context: Context) -> Iterator[SourceRow]:
    for part in context.result.questionnaires:
        yield SourceRow(
            title=context.text(context.definition(part).title),
            version=part.version,
            fingerprint=part.hash,
            respondents=part.respondents,
            coverage=part.overall.coverage,
        )


def _roles(context: Context) -> Iterator[CountRow]:
    people: defaultdict[str, set[str]] = defaultdict(set)
    for row in context.result.answers:
        people[row["role"]].add(row["respondent"])
    for role in dict.fromkeys((*context.result.invited, *people)):
        yield CountRow(
            name=context.named("roles", role),
            n=len(people[role]),
            of=context.result.invited.get(role),
        )


def graded(context: Context) -> Counter[str]:
    """Count answers by the evidence that counts: the assessor's where there is one."""
    own = {
        (row["questionnaire"], row["question"], row["unit"]): row["evidence"]
        for row in context.result.consensus
    }
    return Counter(
        own.get((row["questionnaire"], row["question"], row["unit"]), row["evidence"])
        for row in context.result.answers
        if row["value"] is not None
        and row["value"] not in (NA, DK)
        and context.counts(row)
    )


def _grades(context: Context) -> Iterator[CountRow]:
    counted = graded(context)
    for grade in EVIDENCE:
        yield CountRow(name=context.named("evidence", grade), n=counted[grade])


def _flags(context: Context) -> Iterator[str]:
    """Yield what to check, without what concerns single people's answers.

    Of the weights each questionnaire has its own to say, and is named where its score
    is not that of page one; of other matters the sum is told.
    """
    counted = Counter(
        (flag.kind, _titled(context, part) if flag.kind == WEIGHTS else "")
        for part in context.result.questionnaires
        for flag in part.flags
        if flag.kind not in FOR_THE_ASSESSOR
        and not (flag.kind == "it-behind" and _for_orientation(part))
    )
    for (kind, title), count in counted.items():
        facts = {"kind": kind, "count": count, "core": context.core}
        facts |= {"own": not title, "title": title}
        yield first("flag", facts, context.language)


def _titled(context: Context, part: QuestionnaireResult) -> str:
    """Return a questionnaire's title; empty for the one on page one."""
    if context.model is not None and part.id == context.model.id:
        return ""
    return context.text(context.definition(part).title)


def _for_orientation(part: QuestionnaireResult) -> bool:
    """Whether the continuum is no yardstick: one person looks after every customer."""
    aim = part.continuum.target if part.continuum else None
    return aim is not None and aim.state == "individual-care"


def _hidden(context: Context) -> int:
    """Count the questions that apply nowhere in the organisation."""
    return sum(
        question.state == HIDDEN
        for part in context.result.questionnaires
        for question in part.questions
    )


def _left_out(context: Context) -> str:
    """Return how much was asked, where that is not everything."""
    hidden = _hidden(context)
    if context.core:
        count = sum(len(part.questions) for part in context.result.questionnaires)
        return context.label("core_form", asked=count - hidden, count=count)
    return context.label("not_asked", count=hidden) if hidden else ""
