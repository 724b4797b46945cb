"""Where the organisation stands: page one, the continuum, units and dimensions."""

from __future__ import annotations

from assessment.handoffs.document.told import Told
from assessment.handoffs.document.writer import Column
from assessment.reports import words
from assessment.reports.document import filters
from assessment.reports.drawing.numbers import one_decimal, whole
from assessment.reports.model import DimensionRow, Profile
from assessment.reports.model_position import PositionPage


def cover(told: Told, contents: bool = True) -> None:
    """Write what it is about, the facts and the table of contents."""
    out, w, head = told.out, told.w, told.report.head
    out.paragraph(w["title"], "Soft")
    out.title(head.organisation)
    marks = [w["self_declared" if head.mode == "self" else "assessed_mode"]]
    if head.fictional:
        marks.append(w["fictional"])
    out.paragraph(" · ".join(marks), "Caution")
    if not contents:
        return
    for fact in told.report.facts:
        out.paragraph(fact.value, lead=fact.name + told.colon)
    if told.report.prepared_by:
        out.paragraph(told.report.prepared_by, lead=w["prepared_by"] + told.colon)
    out.paragraph(f"{w['not_certificate']} {w['made_with']}", "Soft")
    out.contents(w["contents"])
    out.page_break()


def summary(told: Told) -> None:
    """Write page one: the number, one sentence, three gaps, three actions."""
    out, w, page = told.out, told.w, told.report.summary
    out.heading(w["summary"])
    told.headline(page.headline)
    out.paragraph(page.sentence, "Lead")
    if page.right:
        lead = w["is_it_right"] + w["between_sentences"]
        out.paragraph(told.joined(page.right), lead=lead)
    _gaps(told)
    _actions(told)
    if page.sure:
        lead = w["how_sure"] + w["between_sentences"]
        out.paragraph(told.joined(page.sure), lead=lead)


def _gaps(told: Told) -> None:
    out, w, page = told.out, told.w, told.report.summary
    title = w["three_gaps" if len(page.gaps) == 3 else "gaps_short"]
    out.heading(title, 2)
    columns = [
        Column(w["capability"], 3), Column(w["score"], 1, True),
        Column(w["target"], 1, True), Column(w["today"], 6),
    ]  # fmt: skip
    rows = [
        (gap.title, whole(gap.score), whole(gap.target), because)
        for gap, because in zip(page.gaps, page.because, strict=True)
    ]
    out.table(title, columns, rows)
    if not page.gaps:
        out.paragraph(w["no_gap"])


def _actions(told: Told) -> None:
    out, w, page = told.out, told.w, told.report.summary
    title = w["three_actions" if len(page.actions) == 3 else "actions_short"]
    out.heading(title, 2)
    columns = [
        Column(w["initiative"], 4), Column(w["owner"], 2.5), Column(w["on_monday"], 5),
        Column(w["date"], 2.5),
    ]  # fmt: skip
    out.table(
        title,
        columns,
        [(a.title, a.owner, a.first_step, told.by(a.by, a.ends)) for a in page.actions],
    )
    if not page.actions:
        out.paragraph(w["own_action" if page.gaps else "no_action"])


def position(told: Told, page: PositionPage, in_full: bool = True) -> None:
    """Write whether the position is right, and why."""
    out, w = told.out, told.w
    out.heading(" · ".join(filter(None, (w["right_for_us"], page.unit))))
    out.paragraph(page.lead, "Lead")
    table = page.chart.table()
    columns = [Column(table.header[0], 4), Column(table.header[1], 2, True)]
    if in_full:
        out.table(page.chart.title, columns, table.rows)
    out.paragraphs(page.cautions, "Caution")
    out.heading(w["advise"], 2)
    out.paragraphs(page.advice)
    out.bullets(page.steps)
    out.paragraphs(page.afterwards)
    if page.stability and in_full:
        out.heading(w["how_sure"], 2)
        out.paragraph(page.stability)
    if in_full:
        _why(told, page)
        _blocking(told, page)
        if page.pitfalls:
            out.heading(page.pitfalls_title, 2)
            told.pitfalls(page.pitfalls)


def _why(told: Told, page: PositionPage) -> None:
    """Write what the band follows from."""
    out, w, how = told.out, told.w, filters(told.report.language)
    out.heading(w["why_band"], 2)
    rows = [
        (
            row.title,
            row.answer,
            row.limit if row.pull is None and row.limit else how["plus"](row.pull),
        )
        for row in page.why
    ]
    if page.preference:
        rows.append((w["preference"], "", how["plus"](page.preference)))
    if page.proposed is not None:
        rows.append((w["proposed"], "", words.hundredth(page.proposed)))
    columns = [
        Column(w["asks"], 5),
        Column(w["answer"], 3),
        Column(w["pulls"], 1.5, True),
    ]
    out.table(w["why_band"], columns, rows)
    out.paragraph(page.band_sentence, "Soft")
    if page.decided:
        made = page.decided
        about = " · ".join(filter(None, (made.by, made.date, made.reason)))
        out.paragraph(about, lead=made.title + told.colon)


def _blocking(told: Told, page: PositionPage) -> None:
    """Write what keeps the next stage shut, and the gaps that were accepted."""
    out, w = told.out, told.w
    out.heading(page.blocking_title, 2)
    columns = [
        Column(w["criterion"], 5), Column(w["now"], 1.2, True),
        Column(w["needed_head"], 4),
    ]  # fmt: skip
    out.table(
        page.blocking_title,
        columns,
        [
            (row.title, whole(row.now, w["unanswered"]), row.needed)
            for row in page.blocking
        ],
    )
    if page.accepted:
        out.heading(w["accepted_gaps"], 2)
        columns = [
            Column(w["criterion"], 4), Column(w["accepted_by"], 2),
            Column(w["date"], 2), Column(w["reason"], 4),
        ]  # fmt: skip
        rows = [(row.title, row.by, row.date, row.reason) for row in page.accepted]
        out.table(w["accepted_gaps"], columns, rows)


def units(told: Told) -> None:
    """Write the units beside each other, where there are any."""
    out, w = told.out, told.w
    if not told.report.units:
        return
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


def profile(told: Told, page: Profile) -> None:
    """Write the dimensions of a questionnaire against their targets, then each."""
    told.out.heading(told.w["profile"])
    _dimensions(told, page)
    for row in page.dimensions:
        _dimension(told, row)


def modules(told: Told) -> None:
    """Write the other questionnaires, each with its dimensions."""
    if told.report.modules:
        told.out.heading(told.w["modules"])
    for page in told.report.modules:
        told.out.heading(page.title, 2)
        _dimensions(told, page)


def _dimensions(told: Told, page: Profile) -> None:
    out, w = told.out, told.w
    told.headline(page.headline)
    out.paragraph(page.staged)
    out.paragraphs(page.notes)
    columns = [
        Column(w["dimension"], 3.6), Column(w["score"], 1.2, True),
        Column(w["level"], 2.6), Column(w["target"], 1.1, True),
        Column(w["coverage"], 1.5, True), Column(w["lost"], 1.6, True),
        Column(w["role_gap"], 3.2),
    ]  # fmt: skip
    rows = [_dimension_row(told, row) for row in page.dimensions]
    out.table(page.title, columns, rows)


def _dimension_row(told: Told, row: DimensionRow) -> tuple[str, ...]:
    w = told.w
    none = w["not_applicable" if row.coverage is None else "not_scored"]
    level = "" if row.level is None else f"{row.level} {row.level_name}"
    if row.status == "provisional":
        level = " · ".join(filter(None, (level, w["provisional"])))
    return (
        row.title,
        whole(row.score, none),
        level,
        whole(row.target),
        words.percent(row.coverage),
        whole(row.lost),
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
