"""The chapters that ask a board to act: sheets, worth, ten questions, the promise."""

from __future__ import annotations

from typing import Final

from assessment.handoffs.document.told import Told
from assessment.handoffs.document.writer import Column
from assessment.reports.drawing.numbers import whole
from assessment.reports.model_chapters import Sheet
from assessment.reports.sections import SECTIONS, contents

SHEETS: Final = 3
"""As many as in the report; the others are printed on request."""
_SHEET: Final = "sheet_labels"
_WORTH: Final = "worth_labels"
_PROMISE: Final = "promise_labels"
_BLANK: Final = "\n\n"
"""Room to write by hand: two empty lines."""


def sheets(told: Told) -> None:
    """Write the first sheets, and how many more there are."""
    told.out.page_break()
    told.out.heading(told.say("title", _SHEET))
    found = told.report.chapters.sheets
    _sheets(told, found[:SHEETS])
    left = len(found) - SHEETS
    if left == 1:
        told.out.paragraph(told.say("left_one", _SHEET), "Soft")
    elif left > 1:
        told.out.paragraph(told.say("left", _SHEET, count=left), "Soft")


def all_sheets(told: Told) -> None:
    """Write a sheet for each initiative of the first wave."""
    told.out.page_break()
    told.out.heading(told.say("title_all", _SHEET))
    _sheets(told, told.report.chapters.sheets)


def _sheets(told: Told, rows: tuple[Sheet, ...]) -> None:
    for number, row in enumerate(rows, start=1):
        if number > 1:  # each can be handed to its owner
            told.out.page_break()
        of = told.say("number", _SHEET, number=number, count=len(rows))
        quick = told.w["quick_win"] if row.quick_win else ""
        told.out.heading(row.title, 2)
        told.out.paragraph(" · ".join(filter(None, (of, quick))), "Soft")
        _begun(told, row)
        _followed(told, row)
        _signed(told)


def _begun(told: Told, row: Sheet) -> None:
    """Write what it is, why, and how it begins."""
    out, w = told.out, told.w
    due = told.say("by_date", by=row.by) if row.by else ""
    effort = told.say("effort_days", effort=row.effort, days=row.days)
    facts = " · ".join(filter(None, (row.owner, effort, due, row.meant_for)))
    out.paragraph(facts, lead=w["owner"] + told.colon)
    out.paragraph(row.summary)
    _line(told, told.say("why", _SHEET), row.why)
    _raised(told, row)
    if row.first_step:
        monday = told.say("monday_undated", _SHEET)
        if row.monday:
            monday = told.say("monday", _SHEET, day=row.monday)
        _line(told, monday, row.first_step)
    _line(told, w["decision"], row.decision)
    first = told.semicolon.join(row.requires)
    nothing = told.say("nothing_first", _SHEET)
    _line(told, told.say("requires", _SHEET), first or nothing)


def _raised(told: Told, row: Sheet) -> None:
    """Write the questions that it raises most, with today's answers."""
    out = told.out
    title = told.say("today", _SHEET)
    columns = [
        Column(told.w["question"], 4), Column(title, 5),
        Column(told.say("now", _SHEET), 0.9, True),
        Column(told.say("after", _SHEET), 0.9, True),
    ]  # fmt: skip
    unknown = told.say("not_known", _SHEET)
    rows = [
        (each.question, each.today, whole(each.now, unknown), whole(each.after))
        for each in row.raised
    ]
    out.table(title, columns, rows)
    if row.more == 1:
        out.paragraph(told.say("more_one", _SHEET), "Soft")
    elif row.more:
        out.paragraph(told.say("more", _SHEET, count=row.more), "Soft")


def _followed(told: Told, row: Sheet) -> None:
    """Write how it is followed up, measured and ended."""
    for mark in row.milestones:
        day = told.say("day", _SHEET, days=mark.days)
        if mark.by:
            day += " · " + told.say("on_day", _SHEET, day=mark.by)
        _line(told, day, mark.text)
    _line(told, told.w["measure"], row.measure + told.stop)
    told.out.paragraph(told.say("to_fill", _SHEET), "Soft")
    _line(told, told.w["when_to_stop"], row.stop)
    _line(told, told.say("predicted", _SHEET), row.predicted)


def _signed(told: Told) -> None:
    """Leave room for the figures of the measure, and for who decides."""
    for keys in (
        ("baseline", "aimed", "measured"),
        ("owner_signs", "decided_by", "signed_on", "signature"),
    ):
        columns = [Column(told.say(key, _SHEET), 1) for key in keys]
        told.out.table(columns[0].heading, columns, [[_BLANK] * len(keys)])


def _line(told: Told, name: str, text: str) -> None:
    if text:
        told.out.paragraph(text, lead=name + told.colon)


def worth(told: Told) -> None:
    """Write what a point is worth, from the organisation's own figures."""
    out, page = told.out, told.report.chapters.worth
    if page is None:
        return
    title = told.say("title", _WORTH)
    out.heading(title)
    out.paragraph(told.joined(page.lead))
    out.paragraph(page.example, "Lead")
    columns = [
        Column(told.say("change", _WORTH), 4),
        Column(told.say("arithmetic", _WORTH), 5),
        *(Column(told.say(key, _WORTH), 2.5, True) for key in ("low", "base", "high")),
    ]  # fmt: skip
    rows = [(row.title, row.formula, row.low, row.base, row.high) for row in page.rows]
    out.table(title, columns, rows)
    out.paragraph(page.missing, "Soft")
    out.paragraph(told.joined(page.notes), "Caution")
    if page.given:
        given = told.semicolon.join(f"{name} {value}" for name, value in page.given)
        lead = told.say("given", _WORTH) + told.colon
        out.paragraph(given + told.stop, "Small", lead=lead)


def questions(told: Told) -> None:
    """Write ten questions of a director, each with the chapters of its answer."""
    out, group = told.out, "director_labels"
    out.heading(told.say("title", group))
    out.paragraph(told.say("lead", group))
    shown = [section for section in SECTIONS if section.id in told.sections]
    anchors = {entry.anchor for entry in contents(told.report, shown)}
    for number, row in enumerate(told.report.chapters.questions, start=1):
        out.paragraph("", "Asked", lead=f"{number}. {row.question}")
        places = [each.title for each in row.sources if each.anchor in anchors]
        out.paragraph(told.joined(row.answer))
        if places:
            out.paragraph("→ " + told.semicolon.join(places), "Soft")


def promise(told: Told) -> None:
    """Write when to measure again, the pulse, and what change would be noise."""
    out, page = told.out, told.report.chapters.promise
    out.heading(told.say("title", _PROMISE))
    out.paragraph(page.lead, "Lead")
    pulse = told.say("pulse", _PROMISE)
    out.heading(pulse, 2)
    out.paragraph(page.pulse_lead)
    columns = [
        Column(told.w["rank"], 0.9, True), Column(told.w["question"], 6),
        Column(told.say("about", _PROMISE), 3),
        Column(told.say("now", _PROMISE), 1, True),
    ]  # fmt: skip
    rows = [
        (str(number), row.question, row.about, whole(row.now))
        for number, row in enumerate(page.pulse, start=1)
    ]
    out.table(pulse, columns, rows)
    out.heading(told.say("noise", _PROMISE), 2)
    out.paragraphs(page.noise)
