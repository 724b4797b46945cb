"""What to do, and how it was found: peers, gaps, roadmap, method, every question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from assessment.handoffs.document.told import Told
from assessment.handoffs.document.writer import Column
from assessment.reports.charts import gap_text
from assessment.reports.drawing.numbers import one_decimal, whole
from assessment.reports.model_peers import PeerPage
from assessment.reports.model_plan import InitiativeRow, WavePage

SHOWN: Final = 6
"""As many quick wins are told, as in the report."""
IN_FULL: Final = 2
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
        for row in page.rows
    ]
    shown = len(columns) if page.weighed else len(columns) - 1
    out.table(w["gaps"], columns[:shown], [row[:shown] for row in rows])
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
        out.heading(w["quick_90"], 2)
        _steps(told, w["quick_90"], page.quick_wins[:SHOWN])
        if not page.quick_wins:
            out.paragraph(w["no_quick"])
        elif len(page.quick_wins) > SHOWN:
            count = len(page.quick_wins)
            out.paragraph(told.say("quick_first", shown=SHOWN, count=count), "Soft")
    if page.nearest:
        out.heading(w["nearest"], 2)
        _steps(told, w["nearest"], page.nearest)
    _waves(told)
    out.paragraphs([page.later, page.capacity], "Soft")
    for wave in page.printed[:IN_FULL]:
        _wave(told, wave)
    _risks(told)


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
        Column(w["initiative"], 3.4), Column(w["owner"], 2.2),
        Column(w["first_step"], 4), Column(w["measure"], 3.4), Column(w["date"], 2),
    ]  # fmt: skip
    told.out.table(
        title,
        columns,
        [(r.title, r.owner, r.first_step, r.kpi, told.by(r.by, r.ends)) for r in rows],
    )


def _risks(told: Told) -> None:
    w, risks = told.w, told.report.roadmap.risks
    if risks is None:
        return
    told.out.heading(w["risks"], 2)
    told.out.paragraph(risks.lead)
    columns = [
        Column(w["factor"], 2.4), Column(w["score"], 1.6), Column(w["shown_by"], 5),
        Column(w["mended"], 2.4),
    ]  # fmt: skip
    rows = [
        (
            row.title,
            f"{whole(row.score)} · {row.state}",
            "\n".join(filter(None, (told.joined(row.because), row.meaning))),
            row.mended,
        )
        for row in risks.rows
    ]
    told.out.table(w["risks"], columns, rows)
    told.out.paragraphs(risks.others, "Soft")


def wave_dates(told: Told, wave: WavePage) -> str:
    """Return how long a wave lasts, with its dates where they are known."""
    if wave.start is None:
        return told.say("days_only", days=wave.days)
    return told.say("days_from", days=wave.days, start=wave.start, end=wave.end)


def _wave(told: Told, wave: WavePage) -> None:
    out, w = told.out, told.w
    title = told.say("wave_named", number=wave.number)
    out.heading(title, 2)
    out.paragraph(wave_dates(told, wave), "Soft")
    out.paragraph(wave.predicted)
    told.pitfalls(wave.pitfalls)
    columns = [
        Column(w["initiative"], 4), Column(w["owner"], 2.2),
        Column(w["effort"], 1, True), Column(w["days"], 1, True),
        Column(w["measure"], 4), Column(w["requires"], 3),
    ]  # fmt: skip
    rows = [
        (
            _named(told, row),
            row.owner,
            str(row.effort),
            str(row.days),
            row.kpi,
            told.semicolon.join(row.requires),
        )
        for row in wave.rows
    ]
    out.table(title, columns, rows)


def _named(told: Told, row: InitiativeRow) -> str:
    """Return an initiative's title, with what is special about it below."""
    quick = told.w["quick_win"] if row.quick_win else ""
    return "\n".join(filter(None, (row.title, quick, row.meant_for)))


def waves_in_brief(told: Told) -> None:
    """Write the plan of a summary: the waves and where each leads."""
    told.out.heading(told.w["roadmap"])
    told.out.paragraph(told.report.roadmap.title, "Lead")
    _waves(told)


def method(told: Told, in_full: bool = True) -> None:
    """Write how it was done, how much was answered, and from which definitions."""
    out, w, page = told.out, told.w, told.report.method
    out.heading(w["method"])
    if in_full:
        out.paragraphs(page.sentences)
        _answered(told)
    out.paragraph(page.left_out)
    if in_full:
        out.heading(w["to_check"], 2)
        out.bullets(page.flags)
        if not page.flags:
            out.paragraph(w["nothing_to_check"])
    columns = [
        Column(w["questionnaire"], 3),
        Column(w["version"], 1),
        Column(w["fingerprint"], 6),
    ]
    rows = [(row.title, row.version, row.fingerprint) for row in page.sources]
    out.table(w["questionnaires"], columns, rows)
    versions = (
        f"{w['method_version']} {page.method}", f"{w['engine_version']} {page.engine}",
        w["not_certificate"],
    )  # fmt: skip
    out.paragraph(" · ".join(versions), "Soft")


def _answered(told: Told) -> None:
    out, w, page = told.out, told.w, told.report.method
    out.heading(w["who_answered"], 2)
    columns = [
        Column(w["role"], 4), Column(w["respondents"], 1.5, True),
        Column(w["invited"], 1.5, True),
    ]  # fmt: skip
    rows = [
        (row.name, str(row.n), "–" if row.of is None else str(row.of))
        for row in page.roles
    ]
    out.table(w["who_answered"], columns, rows)
    out.heading(w["evidence_grades"], 2)
    columns = [Column(w["evidenced"], 4), Column(w["answers"], 1.5, True)]
    counted = [(row.name, str(row.n)) for row in page.grades]
    out.table(w["evidence_grades"], columns, counted)


def appendix(told: Told) -> None:
    """Write every question with what its score rests on, nobody by name."""
    out, w = told.out, told.w
    out.heading(w["appendix"])
    out.paragraph(w["appendix_lead"], "Soft")
    columns = [
        Column(w["question"], 5), Column(w["score"], 1, True), Column(w["state"], 5)
    ]  # fmt: skip
    before = ""
    for table in told.report.appendix:
        if table.questionnaire != before:
            out.heading(table.questionnaire, 2)
            before = table.questionnaire
        out.heading(table.title, 3)
        rows = [
            (row.text, whole(row.score), " · ".join(row.trace)) for row in table.rows
        ]
        out.table(table.title, columns, rows)
