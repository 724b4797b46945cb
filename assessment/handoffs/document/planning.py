"""What to do: the organisation among its peers, its gaps, and the roadmap."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from assessment.handoffs.document.told import Told
from assessment.handoffs.document.writer import Column
from assessment.reports.charts import gap_text
from assessment.reports.drawing.numbers import one_decimal, whole
from assessment.reports.model_peers import PeerPage
from assessment.reports.model_plan import (
    InitiativeRow,
    RiskRegister,
    RiskRow,
    WavePage,
)

SHOWN: Final = 6
GAPS: Final = 10
"""As many quick wins and gaps are told as in the report."""
NEXT: Final = 2
"""Later waves are looked at again before they begin; the workbook has all of them."""


def peers(told: Told) -> None:
    """Write where the organisation stands among others."""
    out, part = told.out, told.report.peers
    out.heading(told.w["among_peers"])
    out.paragraph(told.joined(part.none))
    for page in part.pages:
        out.heading(page.title, 2)
        out.paragraph(told.joined(page.lead))
        out.paragraphs(page.others)
        out.paragraph(page.caution, "Caution")
        out.paragraph(page.source, "Soft")
        _among(told, page)
        out.paragraphs(page.notes, "Soft")
        if page.refused:
            out.heading(told.w["peers_closer"], 3)
            out.paragraphs(page.refused, "Soft")


def _among(told: Told, page: PeerPage) -> None:
    w = told.w
    columns = [
        Column(w["dimension"], 3.4), Column(w["score"], 1.1, True),
        Column(w["peers_count"], 1.1, True), Column(w["peers_median"], 2.4, True),
        Column(w["peers_where"], 2.6), Column(w["peers_interval"], 2),
    ]  # fmt: skip
    rows = [
        (
            row.title,
            whole(row.score),
            str(row.n) if row.n else w["peers_few"],
            row.middle,
            row.where,
            row.interval,
        )
        for row in page.rows
    ]
    told.out.table(page.title, columns, rows)


def gaps(told: Told) -> None:
    """Write the ranked gaps."""
    out, w, page = told.out, told.w, told.report.gaps
    out.heading(w["gaps"])
    out.paragraph(page.title, "Lead")
    columns = [
        Column(w["rank"], 0.9, True), Column(w["capability"], 3.6),
        Column(w["dimension"], 2.6), Column(w["score"], 1.1, True),
        Column(w["target"], 1.1, True), Column(w["gap"], 1.1, True),
        Column(w["importance"], 1.5, True), Column(w["peer_factor"], 1.1, True),
    ]  # fmt: skip
    rows = [
        (
            str(row.rank),
            row.title,
            row.dimension,
            whole(row.score),
            whole(row.target),
            gap_text(row.gap),
            one_decimal(row.importance),
            f"×{one_decimal(row.peer_factor)}",
        )
        for row in page.rows[:GAPS]
    ]
    shown = len(columns) if page.weighed else len(columns) - 1
    out.table(w["gaps"], columns[:shown], [row[:shown] for row in rows])
    if len(page.rows) > GAPS:
        count = len(page.rows)
        out.paragraph(told.say("gaps_first", shown=GAPS, count=count), "Soft")
    out.paragraphs(page.notes, "Soft")


def roadmap(told: Told) -> None:
    """Write the plan: quick wins, what the waves lead to, the first two of them."""
    out, w, page = told.out, told.w, told.report.roadmap
    out.heading(w["roadmap"])
    out.paragraph(page.title, "Lead")
    out.paragraph(page.lead)
    if page.small:
        out.paragraph(w["named_person"])
    if page.waves:
        _quick(told, "quick_more")
    _waves(told)
    out.paragraphs([page.later, page.capacity], "Soft")
    for wave in page.printed[:NEXT]:
        _wave(told, wave)
    # The modules hold the register as well.
    if "modules" not in told.sections:
        risks(told)


def roadmap_in_full(told: Told) -> None:
    """Write all of the plan: each wave with warnings, decisions and ends."""
    out, w, page = told.out, told.w, told.report.roadmap
    out.heading(w["roadmap_in_full"])
    _quick(told, "quick_first")
    risks(told, in_full=True)
    for wave in page.printed:
        _wave(told, wave, in_full=True)
    out.paragraph(page.later, "Soft")
    if page.duties:
        out.heading(w["who_answers"], 2)
    columns = [
        Column(w["role"], 2), Column(w["duties"], 5), Column(w["measured_by"], 4),
    ]  # fmt: skip
    rows = [(row.role, row.duties, row.measures) for row in page.duties]
    out.table(w["who_answers"], columns, rows)


def _quick(told: Told, more: str) -> None:
    """Write the quick wins, and what is nearest to one where there is none."""
    out, w, page = told.out, told.w, told.report.roadmap
    count = len(page.quick_wins)
    out.heading(w["quick_90"], 2)
    _steps(told, w["quick_90"], page.quick_wins[:SHOWN])
    if not count:
        out.paragraph(w["no_quick"])
    elif count > SHOWN:
        out.paragraph(told.say(more, shown=SHOWN, count=count), "Soft")
    if page.nearest:
        out.heading(w["nearest"], 2)
        _steps(told, w["nearest"], page.nearest[:SHOWN])


def _waves(told: Told) -> None:
    """Write what each wave is about and where it leads."""
    w, page = told.w, told.report.roadmap
    if not page.printed:
        return
    told.out.heading(w["waves_lead_to"], 2)
    columns = [
        Column(w["wave"], 1.3), Column(w["wave_when"], 3),
        Column(w["wave_count"], 1.3, True),
        Column(w["wave_about"], 4), Column(w["score_after"], 1.4, True),
        Column(w["position_after"], 1.4, True),
    ]  # fmt: skip
    rows = [
        (
            told.say("wave_named", number=wave.number),
            wave_dates(told, wave),
            str(len(wave.rows)),
            told.semicolon.join(wave.about),
            whole(wave.overall),
            one_decimal(wave.position),
        )
        for wave in page.printed
    ]
    told.out.table(w["waves_lead_to"], columns, rows)


def _steps(told: Told, title: str, rows: Sequence[InitiativeRow]) -> None:
    """Write initiatives with what happens first, who does it and by when."""
    w = told.w
    columns = [
        Column(w["initiative"], 3), Column(w["owner"], 2),
        Column(w["first_step"], 4.2), Column(w["measure"], 3.4), Column(w["date"], 2.5),
    ]  # fmt: skip
    told.out.table(
        title,
        columns,
        [(r.title, r.owner, r.first_step, r.kpi, told.by(r.by, r.ends)) for r in rows],
    )


def risks(told: Told, in_full: bool = False) -> None:
    """Write the success factors that are not ready, where they were answered."""
    if told.report.roadmap.risks is not None:
        told.out.heading(told.w["risks"], 2)
        register(told, told.report.roadmap.risks, in_full=in_full)


def register(
    told: Told, found: RiskRegister, because: int | None = None, in_full: bool = True
) -> None:
    """Write a register of risks, the worst first.

    Args:
        told: What it is written to.
        found: The register.
        because: How many of the questions that show a risk are named; ``None`` all.
        in_full: Whether it is said what each risk means for the plan.
    """
    w = told.w
    told.out.paragraph(found.lead)
    columns = [
        Column(w["factor"], 2.2), Column(w["score"], 1.4), Column(w["shown_by"], 6),
        Column(w["mended"], 2.4),
    ]  # fmt: skip
    rows = [
        (
            row.title,
            f"{whole(row.score)} · {row.state}",
            _shown(told, row, because, in_full),
            row.mended,
        )
        for row in found.rows
    ]
    told.out.table(w["risks"], columns, rows)
    told.out.paragraphs(found.others, "Soft")


def _shown(told: Told, row: RiskRow, because: int | None, in_full: bool) -> str:
    """Return the questions that show a risk, with what it means below."""
    meaning = row.meaning if in_full else ""
    asked = told.joined(row.because[:because])
    return "\n".join(filter(None, (asked, meaning)))


def wave_dates(told: Told, wave: WavePage) -> str:
    """Return how long a wave lasts, with its dates where they are known."""
    if wave.start is None:
        return told.say("days_only", days=wave.days)
    return told.say("days_from", days=wave.days, start=wave.start, end=wave.end)


def _wave(told: Told, wave: WavePage, in_full: bool = False) -> None:
    out = told.out
    title = told.say("wave_named", number=wave.number)
    out.heading(f"{title}{told.colon}{wave_dates(told, wave)}", 2)
    if in_full:
        out.paragraph(wave.predicted)
        told.pitfalls(wave.pitfalls)
    for row in wave.rows:
        _initiative(told, row, in_full)


def _initiative(told: Told, row: InitiativeRow, in_full: bool) -> None:
    """Write who does it, how long it takes, what it waits for, how it is measured."""
    w = told.w
    first = told.semicolon.join(row.requires)
    about = (
        w["quick_win"] if row.quick_win and in_full else "",
        row.owner,
        told.say("days_only", days=row.days),
        row.meant_for if in_full else "",
        f"{w['requires']}{told.colon}{first}" if first else "",
    )
    text = " · ".join(filter(None, about))
    below = _told_of(told, row) if in_full else row.kpi
    told.out.paragraph(f"{text}\n{below}", "Small", lead=row.title + told.colon)


def _told_of(told: Told, row: InitiativeRow) -> str:
    """Return how it begins, how it is measured and when it ends."""
    said = {
        "decision": row.decision, "first_step": row.first_step, "measure": row.kpi,
        "when_to_stop": row.stop,
    }  # fmt: skip
    return "\n".join(
        f"{told.w[key]}{told.colon}{text}" for key, text in said.items() if text
    )


def waves_in_brief(told: Told) -> None:
    """Write the plan of a summary: the waves and where each leads."""
    told.out.heading(told.w["roadmap"])
    told.out.paragraph(told.report.roadmap.title, "Lead")
    _waves(told)
