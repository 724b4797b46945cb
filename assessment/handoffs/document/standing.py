"""What comes first: cover, page one, and whether the position is right."""

from __future__ import annotations

from assessment.handoffs.document.told import Told
from assessment.handoffs.document.writer import Column
from assessment.reports import words
from assessment.reports.document import filters
from assessment.reports.drawing.numbers import whole
from assessment.reports.model_plan import InitiativeRow
from assessment.reports.model_position import PositionPage


def cover(told: Told, contents: bool = True) -> None:
    """Write what it is about, the facts and the table of contents."""
    out, w, head = told.out, told.w, told.report.head
    if told.brand.name and told.brand.logo is None:
        out.paragraph(told.brand.name, "Caution")
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
    by = told.report.prepared_by or told.brand.name
    if by:
        out.paragraph(by, lead=w["prepared_by"] + told.colon)
    made = "" if told.brand.name else w["made_with"]
    out.paragraph(" ".join(filter(None, (w["not_certificate"], made))), "Soft")
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
        out.paragraph(page.no_gap)


def _actions(told: Told) -> None:
    out, w, page = told.out, told.w, told.report.summary
    title = w["three_actions" if len(page.actions) == 3 else "actions_short"]
    out.heading(title, 2)
    columns = [
        Column(w["initiative"], 3.4), Column(w["owner"], 2.2),
        Column(w["first_step"], 6), Column(w["date"], 2.4),
    ]  # fmt: skip
    out.table(
        title,
        columns,
        [
            (a.title, a.owner, _first_step(told, a), told.by(a.by, a.ends))
            for a in page.actions
        ],
    )
    if not page.actions:
        out.paragraph(page.no_action)


def _first_step(told: Told, action: InitiativeRow) -> str:
    """Return the first step, with its Monday where it is due then."""
    monday = told.report.summary.monday
    if not action.first_step or (monday and action.starts and action.starts > monday):
        return action.first_step
    named = told.say("on_monday_date", day=monday) if monday else told.w["on_monday"]
    return f"{named}{told.colon}{action.first_step}"


def positions(told: Told) -> None:
    """Write the position of the organisation, or of each unit."""
    for page in told.report.positions:
        position(told, page)


def position(told: Told, page: PositionPage, in_full: bool = True) -> None:
    """Write whether the position is right, and why."""
    out, w = told.out, told.w
    out.heading(" · ".join(filter(None, (w["right_for_us"], page.unit))))
    out.paragraph(page.lead, "Lead")
    table = page.chart.table()
    columns = [Column(table.header[0], 4), Column(table.header[1], 2, True)]
    if in_full:
        out.table(page.chart.title, columns, table.rows)
    out.paragraph(page.since)
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
        Column(w["criterion"], 3), Column(w["now"], 1, True),
        Column(w["needed_head"], 6),
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
