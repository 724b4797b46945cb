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

from assessment.branding import logo
from assessment.branding.brand import PLACES, Brand
from assessment.branding.refusals import Refusal
from assessment.handoffs.document import docx
from assessment.handoffs.document.file import WRITERS
from assessment.reports import build_report, sections
from assessment.reports.drawing.numbers import whole
from assessment.reports.words import label
from questionnaires.model import LANGUAGES
from tests.branding.pictures import picture
from tests.handoffs import own_words, samples
from tests.reports import stories
from tests.reports.test_comments import result_of
from tests.support.hostile import WORDS, poisoned

FONTS = {"en": "Calibri", "zh-Hans": "Microsoft YaHei", "zh-Hant": "Microsoft JhengHei"}
ONE = Brand(sections=("dimensions",))
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
    """Level and text of each; the library looks every style up among all of them."""
    found = made.element.body.xpath(
        ".//w:p[w:pPr/w:pStyle[starts-with(@w:val, 'Heading')]]"
    )
    return [
        (int(p.pPr.pStyle.val[-1]), "".join(t.text for t in p.iter(qn("w:t"))))
        for p in found
    ]


def chapters(made) -> list[str]:
    return [text for level, text in headings(made) if level == 1]


def test_headings_are_nested_and_are_the_report_s_chapters_in_its_order(made, language):
    levels = [level for level, _ in headings(made)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    report = samples.bank(language).report
    board = sections.contents(report, sections.chosen(report))
    assert chapters(made) == [entry.title for entry in board]


def test_every_section_but_the_arithmetic_can_be_asked_for():
    assert {*sections.EVERY} - {*WRITERS} == {"arithmetic"}
    report = samples.bank("en").report
    wanted = ("roadmap-in-full", "arithmetic", "sheets-all", "dimensions-in-full")
    made = Document(io.BytesIO(docx(report, brand=Brand(sections=wanted))))
    assert chapters(made) == [
        report.words["summary"], report.words["roadmap_in_full"],
        label("title_all", "en", "sheet_labels"), report.words["in_detail"],
    ]  # fmt: skip
    sheets = {sheet.title for sheet in report.chapters.sheets}
    assert sheets <= {text for level, text in headings(made) if level == 2}


def test_the_contents_are_a_field_whose_entries_lead_to_the_chapters(made):
    body = made.element.body
    codes = [node.text for node in body.iter(qn("w:instrText"))]
    assert [code.split()[0] for code in codes] == ["TOC"]
    marks = {node.get(qn("w:name")) for node in body.iter(qn("w:bookmarkStart"))}
    links = [node.get(qn("w:anchor")) for node in body.iter(qn("w:hyperlink"))]
    assert set(links) == marks
    assert len(links) == len(chapters(made))


def test_the_appendix_alone_stands_in_two_columns_and_all_sections_keep_the_page(made):
    found = made.element.body.findall(f".//{qn('w:sectPr')}")
    counts = [each.find(qn("w:cols")).get(qn("w:num")) for each in found]
    assert counts == ["1", "2"]
    assert {each.find(qn("w:pgSz")).get(qn("w:w")) for each in found} == {"11906"}
    for section in made.sections:
        assert section.footer.paragraphs[0].text


def test_the_appendix_begins_a_page_so_that_its_columns_begin_with_text(made, language):
    [heading] = [
        p for p in made.paragraphs
        if p.style.name == "Heading 1" and p.text == label("appendix", language)
    ]  # fmt: skip
    assert heading.paragraph_format.page_break_before


def following(paragraph) -> bool:
    """Whether a paragraph stays on the page of what follows it."""
    return (
        paragraph.pPr is not None and paragraph.pPr.find(qn("w:keepNext")) is not None
    )


def test_no_heading_and_no_head_of_a_table_is_left_alone_at_the_end_of_a_page(made):
    for level in (1, 2, 3):
        assert made.styles[f"Heading {level}"].paragraph_format.keep_with_next
    for heading in made.element.body.xpath(
        ".//w:p[w:pPr/w:pStyle[starts-with(@w:val, 'Heading')]]"
    ):
        # A section's end would part the heading from what it heads.
        assert heading.getnext().find(f".//{qn('w:sectPr')}") is None
    lengths = set()
    for table in made.tables:
        rows = [[following(p) for p in row._tr.iter(qn("w:p"))] for row in table.rows]
        assert all(rows[0])
        assert not any(rows[-1])
        lengths.add(len(rows) if all(map(all, rows[:-1])) else 0)
    assert max(lengths) > 8


def everything(made) -> str:
    return "".join(node.text or "" for node in made.element.body.iter(qn("w:t")))


def test_dimensions_have_their_strongest_and_weakest_questions(made, language):
    text = everything(made)
    for page in samples.bank(language).report.dimensions.pages:
        assert page.finding in text
        for point in page.weakest:
            # The cells stand in this order: question, score, what comes next, which
            # has no column where nothing does.
            assert f"{point.text}{whole(point.score)}{point.following}" in text
        for point in page.strongest:
            assert f"{point.text}{whole(point.score)}" in text


def test_comments_are_those_of_the_report_and_hostile_ones_are_text():
    said = [(f"p{n}", f"Comment number {n}") for n in range(4)]
    hostile = '"><svg onload=window.x=1>{{7*7}}'
    few = build_report(result_of(*said), stories.definitions(), "en")
    made = Document(io.BytesIO(docx(few, brand=ONE)))
    assert "Comment number" not in everything(made)
    assert few.dimensions.pages[0].comments.note in everything(made)
    told = result_of(*said, ("p4", hostile))
    report = build_report(told, stories.definitions(), "en")
    made = Document(io.BytesIO(docx(report, brand=ONE)))
    for theme in report.dimensions.pages[0].comments.themes:
        assert theme.title + "".join(theme.texts) in everything(made)
    assert hostile in everything(made)


def test_units_have_a_table_of_their_scores_in_each_dimension():
    report = samples.of_units().report
    made = Document(io.BytesIO(docx(report, brand=Brand(sections=("units",)))))
    (chart,) = report.heat_maps
    rows = [[cell.text for cell in row.cells] for row in made.tables[-1].rows]
    assert rows == [list(chart.table().header), *map(list, chart.table().rows)]


def test_s06_a_brand_has_its_name_foot_colour_and_logo_and_fetches_nothing():
    brand = Brand(
        name='Lantern & <b>"Co"</b>', primary="#7A1F1F", sections=("method",),
        logo=logo.read(picture(size=(60, 20))), confidentiality={"en": "For <all>"},
        contact="Lantern & Co · +27 21 555 0100",
    )  # fmt: skip
    made_of = docx(samples.bank("zh-Hant").report, brand=brand)
    made = Document(io.BytesIO(made_of))
    foot = made.sections[0].footer.paragraphs[0].text
    assert foot.startswith("For <all>" + label("english_only", "zh-Hant"))
    assert str(made.styles["Heading 1"].font.color.rgb) == "7A1F1F"
    assert made.core_properties.author == brand.name
    (shown,) = made.inline_shapes
    assert shown._inline.docPr.get("descr") == brand.name
    assert shown.width / shown.height == pytest.approx(3, rel=0.01)
    assert brand.name in everything(made)
    assert everything(made).endswith(brand.contact)
    with zipfile.ZipFile(io.BytesIO(made_of)) as archive:
        for name in archive.namelist():
            assert b'TargetMode="External"' not in archive.read(name), name
    assert made_of == docx(samples.bank("zh-Hant").report, brand=brand)


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


def paragraphs(made) -> list[tuple[str, str]]:
    """The style and the text of each that says anything, without those in tables."""
    told = [(each.style.name, each.text) for each in made.paragraphs]
    return [each for each in told if each[1]]


def test_own_words_stand_where_the_page_has_them_set_apart_and_unlisted():
    report = samples.bank("en").report
    made = Document(io.BytesIO(docx(report, brand=own_words.brand())))
    told = paragraphs(made)
    w, own = report.words, {p: ("Own", f"Here: {p}.") for p in PLACES}
    chapter = {text: ("Heading 1", text) for text in chapters(made)}
    after = told[told.index(own["after-cover"]) + 1]
    assert after == chapter[w["summary"]]
    for place, key in (
        ("before-position", "right_for_us"),
        ("before-roadmap", "roadmap"),
    ):
        assert told[told.index(own[place]) + 1] == chapter[w[key]]
    at = told.index(own["method"])
    assert told[at + 1] == chapter[w["appendix"]]
    assert at > told.index(chapter[w["method"]])
    assert told[-1] == own["closing"]
    found = made.element.body.findall(f".//{qn('w:sectPr')}")
    assert found[-1].find(qn("w:cols")).get(qn("w:num")) == "1"
    plain = Document(io.BytesIO(docx(report)))
    assert headings(made) == headings(plain)


def test_own_words_keep_headings_lists_and_strong_words_in_their_language():
    brand = own_words.brand(closing={"en": own_words.WORDS})
    report = samples.bank("zh-Hant").report
    made = Document(io.BytesIO(docx(report, brand=brand)))
    last = [each for each in made.paragraphs if each.text][-6:]
    score = whole(report.summary.headline.score)
    assert [(each.style.name, each.text) for each in last] == [
        ("Soft", label("english_only", "zh-Hant")),
        ("Own Heading", f"On {report.head.organisation}"), ("Own", f"A & B: {score}"),
        ("Own", "1.\tOne"), ("Own", "\t•\tDeeper"), ("Own", "2.\tTwo"),
    ]  # fmt: skip
    assert [run.text for run in last[2].runs if run.bold] == ["B"]
    spoken = {n.get(qn("w:eastAsia")) for n in last[2]._p.iter(qn("w:lang"))}
    assert spoken == {TAGS["en"]}
    spoken = {n.get(qn("w:eastAsia")) for n in last[0]._p.iter(qn("w:lang"))}
    assert spoken == {TAGS["zh-Hant"]}


def test_s04_s06_own_words_are_words_and_lead_nowhere():
    brand = own_words.brand(closing={"en": own_words.HOSTILE})
    data = docx(samples.small().report, brand=brand)
    made = Document(io.BytesIO(data))
    assert paragraphs(made)[-1][1] == "Said here, there (https://a.example/x)"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            assert b'TargetMode="External"' not in archive.read(name), name
            assert b"passwd" not in archive.read(name), name


def test_own_words_that_do_not_suit_the_numbers_are_told_of():
    brand = own_words.brand(closing={"en": "{{ 1 / (score - score) }}"})
    with pytest.raises(Refusal):
        docx(samples.bank("en").report, brand=brand)


def test_a_summary_has_no_own_words_as_the_page_s_has_none():
    made = docx(samples.small().report, summary=True, brand=own_words.brand())
    assert "Here: " not in everything(Document(io.BytesIO(made)))
