"""From a result to the one report that page, PDF and files are made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from assessment.benchmarks.among import NOBODY, AmongAll
from assessment.reports import words
from assessment.reports.build_appendix import appendix
from assessment.reports.build_chapters import chapters
from assessment.reports.build_context import Context, is_answered
from assessment.reports.build_dimension_page import dimension_pages
from assessment.reports.build_heatmap import heat_maps
from assessment.reports.build_method import method_page
from assessment.reports.build_modules_page import modules_page
from assessment.reports.build_peers import peers_part
from assessment.reports.build_position import position_page, standings
from assessment.reports.build_profile import profile
from assessment.reports.build_roadmap import gap_page, roadmap_page
from assessment.reports.build_summary import summary
from assessment.reports.build_why import why_page
from assessment.reports.model import Fact, Head, Profile, Report, UnitRow
from assessment.reports.model_position import PositionPage
from assessment.reports.narrative import first
from assessment.reports.narrative_facts import Standing, label_kind
from assessment.roadmaps.decided import Decided
from assessment.typography import bracketed
from questionnaires.model import Questionnaire
from scoring.plan import Roadmap
from scoring.result import Result

ROWS: Final = 2
"""As many questionnaires have a row each on the cover."""


def build_report(  # noqa: PLR0913  # each is a thing of its own that a report has
    result: Result,
    questionnaires: Mapping[str, Questionnaire],
    language: str,
    *,
    prepared_by: str = "",
    among: AmongAll = NOBODY,
    plan: Decided | None = None,
    before: Result | None = None,
) -> Report:
    """Return the report of a result; nothing is scored again.

    ``questionnaires`` are the pinned definitions by id; ``prepared_by`` may be empty.
    ``among`` are the peers, by questionnaire, as far as there are releases; ``plan`` is
    what was decided about the roadmap, which is then the decided one. ``before`` is the
    result of the same organisation's assessment before this one. Without answers there
    is no plan: what nobody answered counts as 0 in it, and would be all of it.
    """
    if not is_answered(result):
        result = replace(result, roadmap=Roadmap((), (), ()))
    if plan is None or not plan.changes_the_plan:
        plan, shown = None, result
    else:
        shown = plan.planned(result, questionnaires)
    context = Context(shown, questionnaires, language, among, plan, before)
    return _report(context, prepared_by)


def _report(context: Context, prepared_by: str) -> Report:
    places, profiles = tuple(standings(context)), _profiles(context)
    gaps, roadmap = gap_page(context), roadmap_page(context)
    peers = peers_part(context)
    positions = tuple(position_page(place) for place in places)
    return Report(
        language=context.language,
        words=words.labels(context.language),
        head=_head(context),
        facts=tuple(_facts(context)),
        prepared_by=prepared_by,
        summary=summary(context, profiles, positions, gaps, roadmap),
        positions=positions,
        profiles=profiles,
        peers=peers,
        gaps=gaps,
        roadmap=roadmap,
        units=tuple(_units(context, places)),
        heat_maps=heat_maps(context),
        dimensions=dimension_pages(context, profiles),
        modules_page=modules_page(context, profiles, roadmap.risks),
        method=method_page(context),
        why=why_page(context, places),
        appendix=tuple(appendix(context)),
        chapters=chapters(context, roadmap, peers),
    )


def _profiles(context: Context) -> tuple[Profile, ...]:
    return tuple(profile(context, part) for part in context.scored)


def _head(context: Context) -> Head:
    return Head(
        organisation=context.name,
        date=context.day,
        mode=context.result.mode,
        fictional=context.result.organisation.get("fictional") is True,
    )


def stage_label(result: Result, language: str) -> str:
    """Return the position in words, such as "between stages 1 and 2"; "" for none."""
    context = Context(result, {}, language)
    for part in result.questionnaires:
        position = part.continuum.position if part.continuum else None
        if position is not None:
            return position_label(position.label, position.stage, context.language)
    return ""


def position_label(label: str, stage: int, language: str) -> str:
    """Return a position's label in words."""
    facts = {"label_kind": label_kind(label), "stage": stage, "next": stage + 1}
    return first("label", facts, language)


def _facts(context: Context) -> Iterator[Fact]:
    organisation, language = context.result.organisation, context.language
    if industry := organisation.get("industry"):
        name = words.industry_name(str(industry), language)
        yield Fact(context.label("industry"), name)
    if region := organisation.get("region"):
        yield Fact(context.label("region"), words.region_name(str(region), language))
    if size := organisation.get("size"):
        yield Fact(context.label("size"), str(size).replace("-", "–"))
    if market := organisation.get("market"):
        yield Fact(context.label("market"), context.named("markets", str(market)))
    yield Fact(context.label("date"), words.date_text(context.day, language))
    mode = "self_declared" if context.result.mode == "self" else "assessed_mode"
    yield Fact(context.label("mode"), context.label(mode))
    answered = {row["respondent"] for row in context.result.answers}
    yield Fact(context.label("respondents"), str(len(answered)))
    yield from _asked(context)
    yield Fact(context.label("method_version"), context.result.method)


def _asked(context: Context) -> Iterator[Fact]:
    """Yield the questionnaires, each in a row; more than two share one."""
    titles = [
        context.text(context.definition(part).title)
        + bracketed(part.version, context.language)
        for part in context.result.questionnaires
    ]
    if len(titles) > ROWS:
        semicolon = "; " if context.language == "en" else "；"
        titles = [semicolon.join(titles)]
    for title in titles:
        yield Fact(context.label("questionnaire"), title)


def _units(context: Context, places: tuple[Standing, ...]) -> Iterator[UnitRow]:
    model = context.model
    for unit in context.result.units:
        own = next((q for q in unit.questionnaires if model and q.id == model.id), None)
        place = next((place for place in places if place.unit == unit.id), None)
        page: PositionPage | None = position_page(place) if place else None
        yield UnitRow(
            name=unit.id,
            score=own.overall.score if own else None,
            coverage=own.overall.coverage if own else None,
            position=place.position.value if place else None,
            label=page.label if page else "",
            state_name=page.state_name if page else "",
        )
