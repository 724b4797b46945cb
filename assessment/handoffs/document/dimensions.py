"""Each dimension as the board's report tells it, and what the modules say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assessment.handoffs.document.planning import register
from assessment.handoffs.document.told import Told
from assessment.handoffs.document.writer import Column
from assessment.reports.drawing.numbers import whole
from assessment.reports.model_dimension import Comments, DimensionPage, Lever
from assessment.reports.model_modules import LoopPart, ModulePart, TieringPart
from assessment.typography import bracketed

Words = Mapping[str, str]


def pages(told: Told) -> None:
    """Write the dimensions one by one."""
    part = told.report.dimensions
    if part is None:
        return
    told.out.heading(part.words["chapter"])
    for page in part.pages:
        _page(told, page, part.words)


def _page(told: Told, page: DimensionPage, d: Words) -> None:
    out = told.out
    out.heading(page.title, 2)
    out.paragraph(page.finding, "Lead")
    standing = " · ".join((_number(told, page), *page.standing))
    out.paragraph(standing, "Soft", keep=True)
    out.paragraph(page.level_text)
    out.paragraph(told.joined(filter(None, (*page.sentences, page.lost))))
    if page.bars:
        table = page.bars.table()
        columns = [Column(table.header[0], 5)]
        columns += [Column(name, 1.2, True) for name in table.header[1:]]
        out.table(page.bars.title, columns, table.rows)
    if page.lever:
        _lever(told, page.lever, d)
    if page.roles:
        # The dimension stands in the heading already.
        table = page.roles.table()
        shares = (4, 1.2, 1.2)
        columns = [
            Column(name, share, share < 4)
            for name, share in zip(table.header[1:], shares, strict=False)
        ]
        out.table(page.roles.title, columns, [row[1:] for row in table.rows])
    out.paragraph(told.joined(page.people))
    _points(told, page, d)
    _comments(told, page.comments, d)


def _number(told: Told, page: DimensionPage) -> str:
    w = told.w
    if page.score is None:
        return w["not_applicable" if page.coverage is None else "not_scored"]
    return f"{whole(page.score)}{' ' if told.is_english else ''}{w['of_100']}"


def _lever(told: Told, lever: Lever, d: Words) -> None:
    score = bracketed(whole(lever.score), told.report.language)
    lead = f"{d['lever']}{d['colon']}{lever.title}{score}"
    told.out.paragraph("", "Asked", lead=lead)
    told.out.paragraph(lever.meaning, "Small")
    if lever.next_step:
        lead = d["usual_next"] + d["colon"]
        told.out.paragraph(lever.next_step, "Small", lead=lead)


def _points(told: Told, page: DimensionPage, d: Words) -> None:
    """Write the strongest and the weakest questions."""
    out, w = told.out, told.w
    columns = [
        Column(w["question"], 4.4), Column(w["score"], 1, True),
        Column(d["next_level"], 6),
    ]  # fmt: skip
    if page.strongest:
        out.heading(d["strongest"], 3)
        rows = [(point.text, whole(point.score)) for point in page.strongest]
        out.table(d["strongest"], columns[:2], rows)
    if page.weakest:
        out.heading(d["weakest"], 3)
        told_rows = [
            (point.text, whole(point.score), point.following) for point in page.weakest
        ]
        # Questions on outcomes have no levels that would follow.
        shown = 3 if any(point.following for point in page.weakest) else 2
        out.table(d["weakest"], columns[:shown], [row[:shown] for row in told_rows])
    out.paragraph(page.points_note, "Soft")


def _comments(told: Told, comments: Comments, d: Words) -> None:
    """Write what people wrote, as the report has it: masked, and from enough people."""
    out = told.out
    if not comments.themes:
        if comments.note:
            out.paragraph(comments.note, "Small", lead=d["comments"] + d["colon"])
        return
    out.heading(d["comments"], 3)
    out.paragraph(comments.note, "Soft")
    columns = [Column(d["theme"], 2.5), Column(d["comment"], 7)]
    rows = [(theme.title, "\n".join(theme.texts)) for theme in comments.themes]
    out.table(d["comments"], columns, rows)


def modules(told: Told) -> None:
    """Write what the modules say: IT support, the loop, tiers, risks, others."""
    page = told.report.modules_page
    if page is None:
        return
    m = page.words
    told.out.heading(m["chapter"])
    if page.it_support:
        _fields(told, page.it_support, m)
    if page.loop:
        _loop(told, page.loop, m)
    if page.tiering:
        _tiering(told, page.tiering, m)
    if page.risks:
        _head(told, page.risks.part, m["risks"])
        if page.risks.register is None:
            told.out.paragraph(m["not_scored"])
        else:
            register(told, page.risks.register, because=1)
    for part in page.others:
        _fields(told, part, m)


def _head(told: Told, part: ModulePart, title: str = "", answer: str = "") -> None:
    """Write a module's heading, its number and what it means."""
    out, w = told.out, told.w
    out.heading(title or part.title, 2)
    level = ""
    if part.level_name:
        level = told.say("level_named", level=part.level, name=part.level_name)
    score = f"{w['score']} {whole(part.score, w['not_scored'])}"
    covered = told.say("coverage_of", coverage=part.coverage)
    named = part.title if title else ""
    said = " · ".join(filter(None, (named, score, level, covered)))
    out.paragraph(said, "Soft", keep=True)
    out.paragraph(answer, "Lead")
    out.paragraphs(part.sentences)


def _fields(told: Told, part: ModulePart, m: Words) -> None:
    w = told.w
    _head(told, part)
    columns = [
        Column(m["field"], 5), Column(w["score"], 1.2, True),
        Column(w["target"], 1.2, True),
    ]  # fmt: skip
    rows = [
        (row.title, whole(row.score, w["not_scored"]), whole(row.target))
        for row in part.fields
    ]
    told.out.table(part.title, columns, rows)


def _loop(told: Told, loop: LoopPart, m: Words) -> None:
    w = told.w
    _head(told, loop.part, m["loop"])
    columns = [
        Column(m["link"], 5), Column(w["score"], 1.2, True), Column(m["stands"], 3),
    ]  # fmt: skip
    rows: Sequence[Sequence[str]] = [
        (link.title, whole(link.score, w["not_scored"]), link.state)
        for link in loop.links
    ]
    told.out.table(m["loop"], columns, rows)


def _tiering(told: Told, tiering: TieringPart, m: Words) -> None:
    _head(told, tiering.part, m["tiering"], tiering.value)
    columns = [Column(m["condition"], 5), Column(m["stands"], 4)]
    rows = [(row.title, row.state) for row in tiering.conditions]
    told.out.table(m["tiering"], columns, rows)
