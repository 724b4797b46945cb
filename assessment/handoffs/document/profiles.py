"""The profile: units beside each other, the dimensions, and each on its own."""

from __future__ import annotations

from assessment.handoffs.document.told import Told
from assessment.handoffs.document.writer import Column
from assessment.handoffs.words import word
from assessment.reports import words
from assessment.reports.drawing.numbers import one_decimal, whole
from assessment.reports.model import DimensionRow, Profile


def units(told: Told) -> None:
    """Write the units beside each other, then their scores in each dimension."""
    out, w = told.out, told.w
    out.heading(w["units"])
    columns = [
        Column(w["unit"], 3), Column(w["score"], 1.2, True),
        Column(w["coverage"], 1.5, True), Column(w["position"], 1.3, True),
        Column(w["stage"], 3), Column(w["band"], 3),
    ]  # fmt: skip
    rows = [
        (
            unit.name,
            whole(unit.score, w["not_scored"]),
            words.percent(unit.coverage),
            one_decimal(unit.position),
            unit.label,
            unit.state_name,
        )
        for unit in told.report.units
    ]
    out.table(w["units"], columns, rows)
    _heat_maps(told)


def _heat_maps(told: Told) -> None:
    """Write the numbers of the maps of units by dimensions."""
    out, said = told.out, ""
    for chart in told.report.heat_maps:
        # Wide or long maps go on in another one, which has the same title.
        if chart.title != said:
            out.heading(chart.title, 2)
            out.paragraph(word("heat_lead", told.report.language), "Soft")
        said = chart.title
        table = chart.table()
        columns = [Column(table.header[0], 2)]
        columns += [Column(name, 1.2, True) for name in table.header[1:]]
        out.table(chart.title, columns, table.rows)


def profile(told: Told) -> None:
    """Write the dimensions of the questionnaire of page one against their targets."""
    page = told.main
    told.out.heading(told.w["profile"])
    if told.report.modules:
        told.out.paragraph(page.title, "Lead")
    _dimensions(told, page)


def in_full(told: Told) -> None:
    """Write what the score of each capability means, and all that holds it back."""
    told.out.heading(told.w["in_detail"])
    for row in told.main.dimensions:
        _dimension(told, row)


def _dimensions(told: Told, page: Profile) -> None:
    out, w = told.out, told.w
    told.headline(page.headline)
    out.paragraph(page.staged)
    out.paragraphs(page.notes)
    last = page.has_before
    columns = [
        Column(w["dimension"], 3.2), Column(w["score"], 1, True),
        *([Column(w["last_time"], 1, True)] if last else []),
        Column(w["level"], 2.1), Column(w["target"], 1.1, True),
        Column(w["coverage"], 1.4, True), Column(w["lost"], 1.9, True),
        Column(w["role_gap"], 3.3 if last else 4.3),
    ]  # fmt: skip
    rows = [_dimension_row(told, row, last) for row in page.dimensions]
    out.table(page.title, columns, rows)


def _dimension_row(told: Told, row: DimensionRow, last: bool) -> tuple[str, ...]:
    w = told.w
    none = w["not_applicable" if row.coverage is None else "not_scored"]
    level = "" if row.level is None else f"{row.level} {row.level_name}"
    if row.status == "provisional":
        level = " · ".join(filter(None, (level, w["provisional"])))
    return (
        row.title,
        whole(row.score, none),
        *([whole(row.before)] if last else []),
        level,
        whole(row.target),
        words.percent(row.coverage),
        words.lost(row.lost),
        row.role_gap or "–",
    )


def _dimension(told: Told, row: DimensionRow) -> None:
    """Write one dimension: what it is, what holds it back, its capabilities."""
    out, w = told.out, told.w
    out.heading(row.title, 2)
    out.paragraph(row.summary, "Soft")
    out.paragraph(told.joined(row.sentences))
    columns = [
        Column(w["capability"], 5), Column(w["score"], 1.3, True),
        Column(w["claimed"], 1.3, True), Column(w["evidenced"], 1.4, True),
        Column(w["target"], 1.1, True), Column(w["coverage"], 1.4, True),
    ]  # fmt: skip
    rows = [
        (
            "    " * each.depth + each.title,
            whole(each.score, w["not_scored"]),
            whole(each.claimed),
            whole(each.evidenced),
            whole(each.target),
            words.percent(each.coverage),
        )
        for each in row.capabilities
    ]
    out.table(row.title, columns, rows)
    _meanings(told, row)
    _holding(told, row)


def _meanings(told: Told, row: DimensionRow) -> None:
    """Write what each capability's score means, and what usually comes next."""
    out, w = told.out, told.w
    for each in row.capabilities:
        if each.is_explained:
            lead = f"{each.title} · {whole(each.score)}{told.colon}"
            out.paragraph(each.meaning, "Small", lead=lead)
            if each.next_step:
                lead = w["usual_next"] + told.colon
                out.paragraph(each.next_step, "Small", lead=lead)


def _holding(told: Told, row: DimensionRow) -> None:
    """Write the questions that keep a dimension down."""
    out, w = told.out, told.w
    if row.holding:
        out.heading(w["holds_back"], 3)
    columns = [
        Column(w["question"], 4), Column(w["score"], 1, True), Column(w["today"], 4),
        Column(w["next_level"], 4),
    ]  # fmt: skip
    held = [(h.text, whole(h.score), h.today, h.following) for h in row.holding]
    out.table(w["holds_back"], columns, held)
