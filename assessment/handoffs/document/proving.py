"""How it was found: the method, every question, and what others have published."""

from __future__ import annotations

from assessment.handoffs.document.told import Told
from assessment.handoffs.document.writer import Column
from assessment.reports import words
from assessment.reports.drawing.numbers import whole


def method(told: Told) -> None:
    """Write how it was done, how much was answered, and from which definitions."""
    out, w, page = told.out, told.w, told.report.method
    out.heading(w["method"])
    out.paragraphs(page.sentences)
    out.paragraph(page.left_out)
    if told.report.chapters.worth is None:
        out.paragraph(told.say("absent", "worth_labels"))
    _answered(told)
    out.heading(w["to_check"], 2)
    out.bullets(page.flags)
    if not page.flags:
        out.paragraph(w["nothing_to_check"])
    columns = [
        Column(w["questionnaire"], 3), Column(w["coverage"], 1.4, True),
        Column(w["version"], 1), Column(w["fingerprint"], 6),
    ]  # fmt: skip
    rows = [
        (row.title, words.percent(row.coverage), row.version, row.fingerprint)
        for row in page.sources
    ]
    out.heading(w["questionnaires"], 2)
    out.table(w["questionnaires"], columns, rows)
    _made(told)


def method_in_brief(told: Told) -> None:
    """Write how it was scored in two sentences, and the definitions in one line."""
    out, w, page = told.out, told.w, told.report.method
    out.heading(w["method_brief"])
    out.paragraph(told.joined(filter(None, (*page.sentences[:2], page.left_out))))
    sources = told.semicolon.join(
        f"{row.title} {row.version} · {words.percent(row.coverage)}"
        for row in page.sources
    )
    out.paragraph(sources, "Soft", lead=w["questionnaires"] + told.colon)
    _made(told)


def _made(told: Told) -> None:
    """Write by which rules it was made, and what it is not."""
    w, page = told.w, told.report.method
    versions = (
        f"{w['method_version']} {page.method}", f"{w['engine_version']} {page.engine}",
        w["not_certificate"], w["made_with"] if told.brand.name else "",
    )  # fmt: skip
    told.out.paragraph(" · ".join(filter(None, versions)), "Soft")


def _answered(told: Told) -> None:
    out, w, page = told.out, told.w, told.report.method
    out.heading(w["who_answered"], 2)
    columns = [
        Column(w["role"], 4), Column(w["respondents"], 1.5, True),
        Column(w["invited"], 1.5, True),
    ]  # fmt: skip
    rows = [
        (row.name, f"{row.n:,}", "–" if row.of is None else f"{row.of:,}")
        for row in page.roles
    ]
    out.table(w["who_answered"], columns, rows)
    out.heading(w["evidence_grades"], 2)
    columns = [Column(w["evidenced"], 4), Column(w["answers"], 1.5, True)]
    counted = [(row.name, f"{row.n:,}") for row in page.grades]
    out.table(w["evidence_grades"], columns, counted)


def appendix(told: Told) -> None:
    """Write every question with what its score rests on, nobody by name."""
    out, w = told.out, told.w
    # LibreOffice keeps no headings with what follows them in columns that begin low on
    # a page.
    out.page_break()
    out.heading(w["appendix"])
    out.paragraph(w["appendix_lead"], "Soft")
    before = ""
    for table in told.report.appendix:
        if table.questionnaire != before:
            if not before:
                out.columns(2)
            out.heading(table.questionnaire, 2)
            before = table.questionnaire
        out.heading(table.title, 3)
        for row in table.rows:
            number = () if row.score is None else (whole(row.score),)
            said = told.semicolon.join((*number, *row.trace))
            out.paragraph(f"{row.text}\n{said}", "Trace")


def references(told: Told) -> None:
    """Write what others have published, which is on scales of their own."""
    out, w = told.out, told.w
    out.heading(w["references"])
    out.paragraph(w["references_lead"])
    columns = [
        Column(w["reference_metric"], 4), Column(w["reference_value"], 2),
        Column(w["reference_about"], 5),
    ]  # fmt: skip
    for group in told.report.peers.references:
        out.heading(group.scale, 2)
        rows = [
            (row.metric, row.value, f"{row.about}\n{row.source}") for row in group.rows
        ]
        out.table(group.scale, columns, rows)
