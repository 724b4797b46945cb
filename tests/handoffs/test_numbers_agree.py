"""The numbers agree: page, PDF, Word, Excel, slides, CSV and JSON say the same."""

from __future__ import annotations

import io
import json
import re
import subprocess
from dataclasses import replace
from functools import cache
from html import unescape

import pytest
from docx import Document
from pptx import Presentation

from assessment import files
from assessment.handoffs import FORMATS, write
from assessment.reports import render_pdf, with_figures, words
from assessment.reports.charts import gap_text
from assessment.reports.drawing.numbers import one_decimal, whole
from questionnaires.model import LANGUAGES
from scoring.result import to_json
from tests.handoffs import office, samples
from tests.scoring.test_worth import ALL


@pytest.fixture(scope="module", params=LANGUAGES)
def material(request):
    return samples.bank(request.param)


def joined(text: str) -> str:
    """A text without the room between its words, which every format sets otherwise."""
    return re.sub(r"\s+", "", text)


def page_text(content: bytes) -> str:
    page = re.sub(
        r"<(style|title|svg)\b.*?</\1>", "", content.decode(), flags=re.DOTALL
    )
    return unescape(re.sub(r"<[^>]*>", "", page))


def word_text(content: bytes) -> str:
    body = Document(io.BytesIO(content)).element.body
    return "".join(node.text or "" for node in body.iter() if node.tag.endswith("}t"))


def slide_texts(content: bytes) -> str:
    found = []
    for slide in Presentation(io.BytesIO(content)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                found.append(shape.text_frame.text)
            if shape.has_table:
                found += [c.text for row in shape.table.rows for c in row.cells]
        found.append(slide.notes_slide.notes_text_frame.text)
    return "".join(found)


def pdf_text(content: bytes) -> str:
    """In the order of reading, as two columns beside each other are read one by one."""
    command = ["pdftotext", "-raw", "-", "-"]
    done = subprocess.run(command, input=content, capture_output=True, check=True)
    return done.stdout.decode()


SHORT = ("position", "roadmap")
"""The chapters of the PDF that is read here: setting all of them takes seconds."""


@cache
def text_of(kind: str, language: str) -> str:
    """What people read in a format, without the room between words."""
    made = samples.bank(language)
    is_pdf = kind == "pdf"
    content = render_pdf(made.report, SHORT) if is_pdf else write(kind, made)
    return joined(READERS[kind](content))


READERS = {"html": page_text, "pdf": pdf_text, "docx": word_text, "pptx": slide_texts}


def printed(material) -> dict[str, list[str]]:
    """What every format for reading must say, as the report prints it."""
    report, language = material.report, material.report.language
    line = report.summary.headline
    say = words.label
    return {
        "headline": [
            whole(line.score) + report.words["of_100"],
            say("level_named", language, level=line.level, name=line.level_name),
            words.percent(line.coverage),
        ],
        # A slide has it as its title, without the stop at its end.
        "sentence": [report.summary.sentence.rstrip(".。")],
        "position": [page.lead for page in report.positions],
        "band": [
            one_decimal(end) for page in report.positions for end in page.chart.band
        ],
        "gaps": [each for gap in report.summary.gaps
                 for each in (gap.title, whole(gap.score), whole(gap.target))],
    }  # fmt: skip


@pytest.mark.parametrize("kind", READERS)
def test_what_people_read_says_the_report_s_numbers(material, kind):
    text = text_of(kind, material.report.language)
    missing = {
        name: [each for each in wanted if joined(each) not in text]
        for name, wanted in printed(material).items()
    }
    assert not any(missing.values()), missing
    # What a wave leads to is a sentence on slides, and two cells of a table elsewhere.
    wave = material.report.roadmap.printed[0]
    cells = f"{whole(wave.overall)}{one_decimal(wave.position)}"
    assert joined(wave.predicted) in text or cells in text


@pytest.mark.parametrize("kind", ["html", "docx"])
def test_each_dimension_and_gap_stands_with_its_numbers(material, kind):
    """A row of a table is read as one text: title, score, level, target and so on."""
    report = with_figures(material.report, material.result, ALL)
    text = joined(READERS[kind](write(kind, replace(material, report=report))))
    rows = [
        f"{row.title}{whole(row.score)}{row.level}{row.level_name}"
        f"{whole(row.target)}{words.percent(row.coverage)}{whole(row.lost)}"
        for row in report.profiles[0].dimensions
    ]
    rows += [
        f"{row.rank}{row.title}{row.dimension}{whole(row.score)}{whole(row.target)}"
        f"{gap_text(row.gap)}{one_decimal(row.importance)}"
        # The most pressing ones alone are printed.
        for row in report.gaps.rows[:10]
    ]
    rows += [
        f"{number}{row.question}{row.about}{whole(row.now)}"
        for number, row in enumerate(report.chapters.promise.pulse, start=1)
    ]
    rows += [
        f"{row.title}{row.formula}{row.low}{row.base}{row.high}"
        for row in report.chapters.worth.rows
    ]
    assert len(rows) > 15
    assert [row for row in rows if joined(row) not in text] == []


def test_the_workbook_holds_the_same_numbers_unrounded(material):
    book = office.read(write("xlsx", material))
    language = material.report.language
    title = {"en": "Scores", "zh-Hans": "得分", "zh-Hant": "得分"}[language]
    named, points, level = (office.column(book, title, c) for c in "EMN")
    found = {name: (points[row], level.get(row)) for row, name in named.items()
             if row in points}  # fmt: skip
    report = material.report
    assert found["capability-model"] == (
        report.summary.headline.score,
        report.summary.headline.level,
    )
    for row in report.profiles[0].dimensions:
        assert found[row.id] == (row.score, row.level)
    gaps = {"en": "Gaps", "zh-Hans": "差距", "zh-Hant": "差距"}[language]
    ids, scores, targets = (office.column(book, gaps, c) for c in "CFG")
    assert [(ids[n], scores[n], targets[n]) for n in sorted(ids)] == [
        (row.id, row.score, row.target) for row in report.gaps.rows
    ]
    stages = {"en": "Continuum", "zh-Hans": "连续阶段", "zh-Hant": "連續階段"}[language]
    values = set(office.column(book, stages, "E").values())
    (place,) = report.positions
    assert {place.chart.position, *place.chart.band} <= values


def test_json_and_csv_hold_what_was_scored(material):
    result = json.loads(write("json", material))
    assert result == json.loads(json.dumps(to_json(material.result)))
    assert result["questionnaires"][0]["overall"]["score"] == (
        material.report.summary.headline.score
    )
    keys = [f"{q.id}@{q.version}" for q in material.result.questionnaires]
    again = files.parse(write("csv", material), "answers.csv", keys)
    assert len(again.answers) == len(material.result.answers)
    assert [to_json(answer) for answer in again.answers] == list(
        material.result.answers
    )


def test_every_format_is_in_the_comparison():
    assert set(FORMATS) == {*READERS, "xlsx", "csv", "json"}
