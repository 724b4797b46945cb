"""The report as slides: whole, fitted, labelled, with notes, and the same bytes."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import openpyxl
import pytest

from assessment.handoffs.slides import pptx
from assessment.handoffs.slides.fitting import Para, fit, lines, shortened
from assessment.handoffs.texts import clean_lines
from assessment.reports import build_report, with_figures
from assessment.reports.charts import Bar
from assessment.reports.drawing.numbers import whole
from assessment.reports.words import label
from questionnaires.model import LANGUAGES
from scoring.answers import Unit
from scoring.engine import score
from tests.handoffs import slides_reading as reading
from tests.reports import organisations, stories, test_peers
from tests.scoring.test_worth import ALL
from tests.support.hostile import WORDS, poisoned

LOWEST = 1000
"""10 points, in hundredths."""


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request):
    return request.param


@pytest.fixture(scope="module")
def deck(language):
    return reading.opened(reading.content(language))


def test_page_one_says_number_level_gaps_and_actions(deck, language):
    report = reading.report(language)
    slide = deck.slides[1]
    told = reading.text(slide)
    assert slide.shapes.title.text_frame.text == reading.headed(report.summary.sentence)
    assert whole(report.summary.headline.score) in told.split("\n")
    assert report.summary.headline.level_name in told
    assert len(report.summary.gaps) == len(report.summary.actions) == 3
    for row in (*report.summary.gaps, *report.summary.actions):
        assert row.title in told
    assert label("how_sure", language) in told
    assert report.positions[0].stability in told


def test_there_is_a_slide_for_each_dimension_and_the_titles_say_findings(
    deck, language
):
    report = reading.report(language)
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    (profile,) = report.profiles
    assert len(profile.dimensions) == 7
    for row in profile.dimensions:
        assert reading.headed(row.sentences[0]) in titles
    findings = (
        report.positions[0].chart.title, profile.bars.title, report.gaps.title,
        report.roadmap.title, report.peers.pages[0].lead[1],
        label("not_certificate", language),
    )  # fmt: skip
    for finding in findings:
        assert reading.headed(finding) in titles
    assert all(title.strip() for title in titles)


def test_one_slide_says_when_to_measure_again_and_what_is_noise(deck, language):
    told = reading.report(language).chapters.promise
    (slide,) = [
        slide
        for slide in deck.slides
        if slide.shapes.title.text_frame.text == reading.headed(told.lead)
    ]
    shown, notes = reading.text(slide), reading.notes(slide)
    for row in told.pulse:
        assert row.question in shown or row.question in notes
    for sentence in told.noise:
        assert sentence in shown
        assert sentence in notes


def test_what_a_point_is_worth_is_a_slide_where_figures_are_given():
    without = stories.report("zh-Hant", model=False)
    report = with_figures(without, stories.scored(model=False), ALL)
    deck, page = reading.opened(pptx(report)), report.chapters.worth
    assert len(deck.slides) == len(reading.opened(pptx(without)).slides) + 1
    title = reading.headed(page.example)
    (slide,) = [each for each in deck.slides if title in reading.text(each)]
    shown = reading.text(slide)
    for row in page.rows:
        for text in (row.title, row.low, row.base, row.high):
            assert text in shown
        assert row.formula in reading.notes(slide)
    for sentence in (*page.lead, *page.notes):
        assert sentence in shown


def test_each_answer_that_the_band_follows_from_stands_on_its_slide(deck, language):
    report = reading.report(language)
    title = report.positions[0].chart.title
    (slide,) = [s for s in deck.slides if s.shapes.title.text_frame.text == title]
    shown = reading.text(slide)
    assert len(report.positions[0].why) == 6
    for row in report.positions[0].why:
        assert row.title in shown


def test_the_first_wave_tells_once_what_stands_among_the_quick_wins(deck, language):
    plan = reading.report(language).roadmap
    rows = {row.title for row in plan.printed[0].rows}
    held = [
        [row.cells[0].text for row in shape.table.rows]
        for slide in deck.slides
        for shape in slide.shapes
        if getattr(shape, "has_table", False) and shape.has_table
    ]
    told = [title for titles in held for title in titles if title in rows]
    assert told
    assert len(told) == len({*told})


def test_every_slide_says_how_far_to_trust_it(deck, language):
    for slide in deck.slides:
        told = reading.text(slide)
        assert label("self_declared", language) in told
        assert label("fictional", language) in told
        assert "Karoo Retail Bank" in told


def test_made_up_peers_are_called_so_on_their_slide(deck, language):
    caution = reading.report(language).peers.pages[0].caution
    assert caution
    assert any(caution in reading.text(slide) for slide in deck.slides)


def test_every_slide_has_notes_with_reasons(deck, language):
    report = reading.report(language)
    assert all(len(reading.notes(slide)) > 20 for slide in deck.slides)
    why = report.why.of("capability-model", "overall")
    assert why.formula in reading.notes(deck.slides[1])
    by_title = {s.shapes.title.text_frame.text: reading.notes(s) for s in deck.slides}
    for row in report.profiles[0].dimensions:
        said = by_title[reading.headed(row.sentences[0])]
        assert report.why.of("capability-model", row.id).formula in said
        assert label("coverage_of", language, coverage=row.coverage) in said
        assert report.profiles[0].bars.source in said


def test_nothing_stands_beyond_the_slide_and_no_text_is_below_10_points(deck):
    width, height = deck.slide_width, deck.slide_height
    assert width * 9 == pytest.approx(height * 16, rel=0.001)
    for slide in deck.slides:
        for shape in reading.shapes(slide):
            assert shape.left >= 0, shape.name
            assert shape.top >= 0, shape.name
            assert shape.left + shape.width <= width, shape.name
            assert shape.top + shape.height <= height, shape.name
        for run in slide._element.iter(f"{reading.DRAWING}rPr"):
            assert int(run.get("sz", LOWEST)) >= LOWEST


def test_no_placeholder_stays_empty(deck):
    for slide in deck.slides:
        for shape in slide.placeholders:
            assert shape.text_frame.text.strip(), shape.name


def test_all_that_is_drawn_has_alternative_text(deck):
    found = 0
    for slide in deck.slides:
        for shape in slide.shapes:
            tag = shape._element.tag.rsplit("}", 1)[-1]
            if tag in ("graphicFrame", "pic", "grpSp"):
                found += 1
                told = shape._element.xpath(".//p:cNvPr")[0].get("descr")
                assert told, shape.name
    assert found > 20


def test_every_run_of_text_names_its_language(deck, language):
    tag = {"en": "en-GB", "zh-Hans": "zh-CN", "zh-Hant": "zh-TW"}[language]
    for slide in deck.slides:
        for part in (slide, slide.notes_slide):
            runs = list(part._element.iter(f"{reading.DRAWING}r"))
            assert runs
            for run in runs:
                assert run.find(f"{reading.DRAWING}rPr").get("lang") == tag


def test_the_theme_names_fonts_for_latin_and_chinese(language):
    theme = reading.part(reading.content(language), "ppt/theme/theme1.xml").decode()
    family = "Noto Sans TC" if language == "zh-Hant" else "Noto Sans SC"
    latin = "Calibri" if language == "en" else family
    assert theme.count(f'<a:ea typeface="{family}"') == 2
    assert theme.count(f'<a:latin typeface="{latin}"') == 2
    assert "0B5C7A" in theme


def test_the_same_report_is_the_same_bytes():
    """In another process too, as ``test_data`` finds."""
    again = reading.brief.__wrapped__("zh-Hant")
    assert pptx(again) == pptx(reading.brief("zh-Hant"))


def test_the_file_is_dated_by_the_report_and_says_who_prepared_it():
    made = replace(reading.report("en"), prepared_by="Beispiel & Partner")
    data = pptx(made)
    known = reading.opened(data).core_properties
    assert known.author == "Beispiel & Partner"
    assert "Karoo Retail Bank" in known.title
    assert known.created.date() == known.modified.date() == made.head.date
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
        names = archive.namelist()
        assert names[1:] == sorted(names[1:])
        inside = [name for name in names if name.endswith(".xlsx")]
        assert inside
        for name in inside:
            book = openpyxl.load_workbook(io.BytesIO(archive.read(name)))
            assert book.properties.created.year == 2000


def test_an_undated_report_is_not_dated_by_the_clock():
    made = reading.brief()
    undated = replace(made, head=replace(made.head, date=None))
    assert reading.opened(pptx(undated)).core_properties.created.year == 2000


def test_without_peers_no_slide_shows_any_and_the_method_says_why():
    report = stories.report("zh-Hans")
    deck = reading.opened(pptx(report))
    assert report.peers.none
    told = reading.everything(deck)
    assert report.peers.none[0] in told
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert len(titles) == len(reading.opened(reading.content("zh-Hans")).slides) - 1


def test_peers_too_few_to_be_told_of_leave_dashes_and_no_chart():
    report = test_peers.report("en", test_peers.among([]))
    (page,) = report.peers.pages
    assert page.rows
    assert all(row.n is None for row in page.rows)
    deck = reading.opened(pptx(report))
    told = [text for slide in deck.slides for text in reading.texts(slide)]
    assert label("peers_few", "en") in told
    names = [reading.drawn(chart).keys() for chart in reading.charts(deck)]
    assert not any("Median" in each for each in names)


def test_the_continuum_alone_and_the_model_alone_make_slides():
    alone = next(one for one in organisations.organisations() if not one.capabilities)
    deck = reading.opened(pptx(organisations.report_of(alone.name, "en")))
    assert label("not_scored", "en") in reading.text(deck.slides[1])
    data = replace(stories.assessment(), questionnaires=("capability-model@1.0",))
    data = replace(
        data, answers=tuple(a for a in data.answers if a.questionnaire != "continuum")
    )
    definitions = {"capability-model": stories.definitions()["capability-model"]}
    report = build_report(score(data, definitions), definitions, "en")
    assert not report.positions
    assert len(reading.opened(pptx(report)).slides) > 10


def test_f49_forty_units_stand_in_tables_over_several_slides():
    dimensions = stories.definitions()["capability-model"].dimensions
    told = stories.assessment(skip=[one.id for one in dimensions[1:]])
    names = [f"Unit {number:02}" for number in range(1, 41)]
    data = replace(
        told,
        units=tuple(Unit(name) for name in names),
        answers=tuple(replace(a, unit=n) for n in names for a in told.answers),
    )
    definitions = stories.definitions()
    report = build_report(score(data, definitions), definitions, "en")
    assert len(report.units) == 40
    deck = reading.opened(pptx(report))
    shown = [
        row.cells[0].text_frame.text
        for slide in deck.slides
        for shape in slide.shapes
        if getattr(shape, "has_table", False) and shape.has_table
        for row in shape.table.rows
    ]
    # Once in the table of units, once in a heat map.
    for name in names:
        assert shown.count(name) == 2
    assert sum(len(chart.units) for chart in report.heat_maps) == 40
    chart = report.heat_maps[0]
    maps = [s for s in deck.slides if s.shapes.title.text_frame.text == chart.title]
    told = [text for slide in maps for text in reading.texts(slide)]
    unit = chart.units[0]
    at = told.index(unit.label)
    assert told[at + 1 : at + 1 + len(unit.scores)] == [whole(s) for s in unit.scores]
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.top + shape.height <= deck.slide_height, shape.name
    assert len(deck.slides) < 30


def test_s01_s05_hostile_texts_are_texts_and_no_formula_and_no_link():
    name = '=HYPERLINK("http://evil.example","x") \x00\ud800 ' + WORDS
    definitions = {key: poisoned(one) for key, one in stories.definitions().items()}
    report = build_report(stories.scored(name=name), definitions, "en")
    bars = report.profiles[0].bars
    odd = (
        Bar(label="=1+1", score=50.0, target=60.0),
        Bar(label="http://e.example", score=9),
    )
    changed = replace(report.profiles[0], bars=replace(bars, bars=odd))
    data = pptx(replace(report, profiles=(changed,)))
    deck = reading.opened(data)
    assert "<svg/onload=window.x=1>" in reading.everything(deck)
    assert "{{7*7}}" in reading.everything(deck)
    assert not reading.formulas(data)
    assert not reading.external(data)
    assert b"hlinkClick" not in b"".join(
        reading.part(data, entry)
        for entry in zipfile.ZipFile(io.BytesIO(data)).namelist()
    )
    assert ["=1+1", "http://e.example"] in [
        reading.labels(chart) for chart in reading.charts(deck)
    ]


@pytest.mark.parametrize("name", ["W" * 300, "客" * 300, "many words " * 40])
def test_f46_a_name_of_300_letters_is_cut_and_stands_whole_in_the_notes(name):
    report = reading.brief()
    long = replace(report, head=replace(report.head, organisation=name.strip()))
    gap = replace(report.summary.gaps[0], title=name.strip())
    long = replace(
        long, summary=replace(report.summary, gaps=(gap, *report.summary.gaps[1:]))
    )
    deck = reading.opened(pptx(long))
    shown = reading.text(deck.slides[0])
    assert name.strip() in shown or name.strip() in reading.notes(deck.slides[0])
    assert name.strip() in reading.everything(deck)
    assert label("fictional", "en") in reading.text(deck.slides[1])


def test_a_text_is_made_smaller_before_it_is_cut_and_says_what_was_cut():
    text = "one two three four five six seven eight nine ten"
    small = fit([Para(text, 20)], (200, 30), "en")
    assert not small.cut
    assert 10 <= small.paras[0].size < 20
    tiny = fit([Para(text * 5, 20)], (200, 30), "en")
    assert tiny.paras[0].size == 10
    assert tiny.paras[0].text.endswith("…")
    assert tiny.cut == (text * 5,)
    assert tiny.height <= 30


@pytest.mark.parametrize("text", ["W" * 300, "客户" * 100, "word " * 60])
def test_a_shortened_text_takes_no_more_lines_than_it_may(text):
    short = shortened(Para(text, 12), 100, 2, "en" if text[0] < "z" else "zh-Hans")
    assert len(lines(short, 100, "en")) == 2
    assert short.text.endswith("…")


def test_what_xml_cannot_hold_is_left_out_and_line_ends_are_one():
    given = "a\x00b\ud800c\ufffed\x0be\r\nf\u2028g\U0001f600"
    assert clean_lines(given) == "abcde\nf\ng\U0001f600"


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_stands_beyond_the_band_is_not_advised_to_move_left(language):
    beyond = (stories.COMMERCIAL[0], stories.SINGLE_CARD[1], 5, 0)
    report = stories.report(language, story=beyond, model=False)
    (shown,) = report.positions
    _, high = shown.chart.band
    assert shown.chart.position > high
    plan = replace(report.roadmap, waves=(), printed=(), chart=None)
    made = pptx(replace(report, roadmap=plan))
    told = reading.text(reading.opened(made).slides[2])
    assert shown.chart.title in told
    never = {
        "en": ("move back", "move left", "go back"),
        "zh-Hans": ("退回", "左移", "后退"),
        "zh-Hant": ("退回", "左移", "後退"),
    }
    assert not [words for words in never[language] if words in told]
