"""The gaps and the plan that closes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from assessment.benchmarks import weight
from assessment.reports.build_context import Context, is_answered
from assessment.reports.build_decided import decided_words
from assessment.reports.build_initiatives import initiative_rows, starts
from assessment.reports.build_pitfalls import OPEN_STATES, duty_rows
from assessment.reports.build_position import source_line
from assessment.reports.build_risks import risk_register
from assessment.reports.build_waves import wave_pages
from assessment.reports.charts import Dumbbell, Dumbbells, Gantt, GanttBar, GanttWave
from assessment.reports.model import GapPage, GapRow
from assessment.reports.model_plan import InitiativeRow, RoadmapPage, WavePage
from assessment.reports.narrative import every, first
from scoring.result import PlannedInitiative, Wave

ACTIONS: Final = 3
GANTT_BARS: Final = 12
"""As many bars as fit a page; the tables below the chart hold all of them."""
DUMBBELLS: Final = 10
QUICK_DAYS: Final = 90
"""Days of the plan within which what is listed as quick is done."""
HORIZON: Final = 3 * 365
"""Waves that begin later, in days, are not printed: an assessment before then, with
other answers, orders them anew."""


def gap_page(context: Context) -> GapPage:
    """Return the ranked gaps; without any there is no chart."""
    result = context.result
    rows = tuple(_gap_rows(context))
    title = first(
        "gaps_title",
        {
            "scored": _scored(context),
            "count": len(rows),
            "first": rows[0].title if rows else "",
        },
        context.language,
    )
    return GapPage(
        title=title,
        chart=_gap_chart(context, title, rows[:DUMBBELLS]) if rows else None,
        rows=rows,
        weighed=weight.weigh(result.gaps),
        notes=weight.notes(
            result, context.among, context.questionnaires, context.language
        ),
    )


def _gap_chart(context: Context, title: str, rows: Sequence[GapRow]) -> Dumbbells:
    weighed = "_peers" if weight.weigh(context.result.gaps) else ""
    key = f"gaps_subtitle{weighed}" if len(rows) > 1 else "gaps_subtitle_one"
    return Dumbbells(
        title=title,
        subtitle=context.label(key, shown=len(rows)),
        source=source_line(context, _respondents(context)),
        alt=title,
        language=context.language,
        gaps=tuple(
            Dumbbell(rank=row.rank, label=row.title, score=row.score, target=row.target)
            for row in rows
        ),
    )


def _gap_rows(context: Context) -> Iterator[GapRow]:
    for gap in context.result.gaps:
        dimension, capability = context.places[gap.questionnaire, gap.id]
        yield GapRow(
            rank=gap.rank,
            id=gap.id,
            title=context.text(capability.title),
            dimension=context.text(dimension.title),
            score=gap.score,
            target=gap.target,
            gap=gap.gap,
            importance=gap.importance,
            peer_factor=gap.peer_factor,
        )


def _scored(context: Context) -> int:
    """Return how many capabilities have a score, a target or not."""
    return sum(
        node.score is not None
        for part in context.scored
        for dimension in part.dimensions
        for node in dimension.capabilities
    )


def _respondents(context: Context) -> int:
    return len({row["respondent"] for row in context.result.answers})


def roadmap_page(context: Context) -> RoadmapPage:
    """Return the plan in waves with quick wins and predictions."""
    roadmap = context.result.roadmap
    rows = initiative_rows(context)
    facts = _plan_facts(context)
    title = first("roadmap_title", facts, context.language)
    waves = tuple(wave_pages(context, rows))
    near = _near(roadmap.waves)
    return RoadmapPage(
        title=title,
        lead=first("roadmap_lead", facts, context.language) + decided_words(context),
        capacity="".join(every("roadmap_capacity", facts, context.language)),
        chart=_gantt(context, title, rows) if rows else None,
        quick_wins=tuple(row for row in rows if row.quick_win and _soon(row)),
        nearest=tuple(filter(_soon, _listed(rows, roadmap.nearest_to_quick))),
        waves=waves,
        printed=tuple(wave for wave in waves if wave.number in near),
        later=_later(context, waves, near),
        risks=risk_register(context),
        duties=duty_rows(context),
        small=context.small,
    )


def _soon(row: InitiativeRow) -> bool:
    """Whether it is done within the first 90 days of the plan."""
    return row.ends <= QUICK_DAYS


def _near(waves: Sequence[Wave]) -> frozenset[int]:
    """Return the numbers of the waves that begin within the horizon."""
    return frozenset(n for n, day in starts(waves).items() if day < HORIZON)


def _later(context: Context, waves: Sequence[WavePage], near: frozenset[int]) -> str:
    """Return what is said of the waves beyond the horizon; empty without any."""
    left = [wave for wave in waves if wave.number not in near]
    if not left:
        return ""
    count = sum(len(wave.rows) for wave in left)
    return context.label("later_waves", count=count, waves=len(left))


def next_actions(page: RoadmapPage) -> tuple[InitiativeRow, ...]:
    """Return the three to start with: quick wins, nearest to quick, then the plan.

    The first two are done within 90 days of its beginning, and so of its first wave.
    """
    planned = [row for wave in page.waves for row in wave.rows]
    ordered = dict.fromkeys((*page.quick_wins, *page.nearest, *planned))
    return tuple(row for row in ordered if not row.done)[:ACTIONS]


def _listed(
    rows: Sequence[InitiativeRow], ids: Sequence[str]
) -> tuple[InitiativeRow, ...]:
    by_id = {row.id: row for row in rows}
    return tuple(by_id[wanted] for wanted in ids)


def _plan_facts(context: Context) -> dict[str, Any]:
    roadmap = context.result.roadmap
    part = context.continuum
    evidenced = context.result.mode == "assessed"
    planning = [u.id for u in context.result.units if u.roadmap.initiatives]
    return {
        "answered": is_answered(context.result),
        "units_planning": len(planning),
        "units_list": planning,
        "count": len(roadmap.initiatives),
        "gaps": len(context.result.gaps),
        "waves": len(roadmap.waves),
        "days": sum(wave.days for wave in roadmap.waves),
        "capacity": context.result.capacity,
        "over": _over(context),
        "has_continuum": part is not None,
        "moves": part is not None
        and _state(context) in OPEN_STATES
        and any(item.questionnaire == part.id for item in roadmap.initiatives),
        "and_evidenced": context.label("and_evidenced") if evidenced else "",
    }


def _over(context: Context) -> bool:
    """Whether an initiative is longer than a wave's capacity, and comes alone."""
    capacity = context.result.capacity
    return capacity is not None and any(
        row.days > capacity for row in initiative_rows(context)
    )


def _state(context: Context) -> str:
    part = context.continuum
    if part is None or part.continuum is None or part.continuum.target is None:
        return "unknown"
    return part.continuum.target.state


def _gantt(context: Context, title: str, rows: Sequence[InitiativeRow]) -> Gantt:
    bars = _gantt_bars(context, rows)
    near = _near(context.result.roadmap.waves)
    waves = [wave for wave in context.result.roadmap.waves if wave.number in near]
    shown = _shown(waves, bars)
    return Gantt(
        title=title,
        subtitle=context.label(
            "roadmap_subtitle", shown=sum(map(len, shown.values())), count=len(rows)
        ),
        source=source_line(context, _respondents(context)),
        alt=title,
        language=context.language,
        waves=tuple(
            GanttWave(
                number=wave.number,
                days=wave.days,
                bars=tuple(bars[name] for name in shown[wave.number]),
                overall=wave.predicted.overall,
                position=wave.predicted.position,
            )
            for wave in waves
            # Dozens of waves, as a small capacity makes, would fit no page: the first
            # ones are drawn, each with a bar.
            if shown[wave.number]
        ),
    )


def _gantt_bars(
    context: Context, rows: Sequence[InitiativeRow]
) -> Mapping[str, GanttBar]:
    planned = context.result.roadmap.initiatives
    return {
        item.id: GanttBar(
            id=item.id,
            label=row.title,
            days=row.days,
            quick_win=row.quick_win,
            requires=item.requires,
            begins=_decided_start(context, item, row),
        )
        for item, row in zip(planned, rows, strict=True)
    }


def _decided_start(
    context: Context, item: PlannedInitiative, row: InitiativeRow
) -> int | None:
    """Return the day on which it was decided to begin, ``None`` with its wave."""
    decided = context.decided(item.questionnaire, item.id).start
    return None if decided is None else row.ends - row.days


def _shown(
    waves: Sequence[Wave], bars: Mapping[str, GanttBar]
) -> Mapping[int, tuple[str, ...]]:
    """Return what the chart shows of each wave: quick wins, then the plan's order.

    The waves take turns, so that each is seen.
    """
    queues = {
        wave.number: sorted(wave.initiatives, key=lambda name: not bars[name].quick_win)
        for wave in waves
    }
    taken = dict.fromkeys(queues, 0)
    left = min(GANTT_BARS, sum(len(queue) for queue in queues.values()))
    while left:
        waiting = [n for n, queue in queues.items() if taken[n] < len(queue)]
        for number in waiting[:left]:
            taken[number] += 1
            left -= 1
    return {number: tuple(queue[: taken[number]]) for number, queue in queues.items()}
