"""The Word document: headings, tables, languages, contents, and nothing that runs."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from itertools import pairwise

import pytest
from docx import Document
from docx.oxml.ns import qn

from assessment.handoffs.document import docx
from assessment.reports import build_report
from questionnaires.model import LANGUAGES
from tests.handoffs import samples
from tests.reports import stories
from tests.support.hostile import WORDS, poisoned

FONTS = {"en": "Calibri", "zh-Hans": "Microsoft YaHei", "zh-Hant": "Microsoft JhengHei"}
TAGS = {"en": "en-GB", "zh-Hans": "zh-CN", "zh-Hant": "zh-TW"}


@cache
def content(language: str, summary: bool = False) -> bytes:
    return docx(samples.bank(language).report, summary=summary)


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request):
    return request.param


@pytest.fixture(scope="module")
def made(language):
    return Document(io.BytesIO(content(language)))


def headings(made) -> list[tuple[int, str]]:
    return [
        (int(p.style.name[-1]), p.text)
        for p in made.paragraphs
        if p.style.name.startswith("Heading")
    ]


def test_headings_are_nested_and_name_the_report_s_chapters(made, language):
    found = headings(made)
    levels = [level for level, _ in found]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    w = samples.bank(language).report.words
    first = [text for level, text in found if level == 1]
    for key in ("summary", "right_for_us", "profile", "gaps", "roadmap", "appendix"):
        assert w[key] in first


def test_the_contents_are_a_field_whose_entries_lead_to_the_headings(made):
    body = made.element.body
    codes = [node.text for node in body.iter(qn("w:instrText"))]
    assert [code.split()[0] for code in codes] == ["TOC"]
    marks = {node.get(qn("w:name")) for node in body.iter(qn("w:bookmarkStart"))}
    links = [node.get(qn("w:anchor")) for node in body.iter(qn("w:hyperlink"))]
    listed = [text for level, text in headings(made) if level <= 2]
    assert set(links) == marks
    assert len(links) == len(listed)


def test_every_table_repeats_its_head_and_says_what_it_is(made):
    assert len(made.tables) > 10
    for table in made.tables:
        first = table.rows[0]._tr
        assert first.find(f".//{qn('w:tblHeader')}") is not None
        caption = table._tbl.tblPr.find(qn("w:tblCaption"))
        assert caption is not None
        assert caption.get(qn("w:val"))


def test_every_run_names_its_language_and_every_style_its_font(made, language):
    spoken = {
        node.get(qn("w:eastAsia")) for node in made.element.body.iter(qn("w:lang"))
    }
    assert spoken == {TAGS[language]}
    for name in ("Normal", "Heading 1", "Table Text", "Lead"):
        xml = made.styles[name].element.xml
        assert f'w:eastAsia="{FONTS[language]}"' in xml
    assert made.core_properties.language == TAGS[language]


def test_head_and_foot_say_what_the_page_is_of(made, language):
    report = samples.bank(language).report
    above = made.sections[0].header.paragraphs[0].text
    assert report.head.organisation in above
    assert report.words["self_declared"] in above
    foot = made.sections[0].footer.paragraphs[0]._p.xml
    assert re.findall(r'w:instr=" (\w+) "', foot) == ["PAGE", "NUMPAGES"]


def test_a_summary_has_page_one_and_no_appendix(language):
    made = Document(io.BytesIO(content(language, summary=True)))
    report = samples.bank(language).report
    text = "\n".join(paragraph.text for paragraph in made.paragraphs)
    assert report.summary.sentence in text
    assert report.words["appendix"] not in text
    assert report.words["not_certificate"] in text
    assert (
        len(made.element.xml)
        < len(Document(io.BytesIO(content(language))).element.xml) / 3
    )


@cache
def hostile_report():
    definitions = {name: poisoned(one) for name, one in stories.definitions().items()}
    result = stories.scored(name=f"{WORDS}\x00\ud800 =cmd|'/C calc'!A0")
    return build_report(result, definitions, "en")


@pytest.fixture(scope="module")
def hostile() -> bytes:
    return docx(hostile_report())


def test_s01_s06_hostile_texts_are_texts_and_nothing_is_fetched(hostile):
    """S-01 … S-06: no field, link, script or part from outside follows from a text."""
    with zipfile.ZipFile(io.BytesIO(hostile)) as archive:
        parts = {name: archive.read(name).decode("utf-8", "ignore") for name in
                 archive.namelist()}  # fmt: skip
    body = parts["word/document.xml"]
    assert "<script" not in body
    assert "&lt;script&gt;window.x=1" in body
    assert "{{ config.SECRET_KEY }}" in body
    assert "development only" not in body
    for name, part in parts.items():
        assert 'TargetMode="External"' not in part, name
        assert "vbaProject" not in name
    assert len(re.findall("<w:instrText", body)) == 1
