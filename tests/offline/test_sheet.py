"""What the form shows: words, scales, lists, print; hostile texts stay texts."""

from __future__ import annotations

import dataclasses
import io
import re
import zipfile

import pytest

from assessment import wording
from assessment.files import FileRefusedError
from assessment.offline import form, rows, words
from assessment.offline.answers import COLUMNS
from assessment.offline.heights import height
from questionnaires import loader
from questionnaires.model import LANGUAGES, Option, Question, QuestionType
from tests.offline.forms import Form, sample
from tests.support.definitions import own_model
from tests.support.hostile import WORDS, poisoned

CARE = "first.care."
FONTS = {"en": "Calibri", "zh-Hans": "Microsoft YaHei", "zh-Hant": "Microsoft JhengHei"}


def changed(questionnaire, change):
    """Return a questionnaire with every question changed."""

    def of(capability):
        questions = tuple(change(question) for question in capability.questions)
        return dataclasses.replace(capability, questions=questions)

    dimensions = tuple(
        dataclasses.replace(d, capabilities=tuple(of(c) for c in d.capabilities))
        for d in questionnaire.dimensions
    )
    return dataclasses.replace(questionnaire, dimensions=dimensions)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", ["capability-model", "continuum"])
def test_every_published_question_stands_there_with_its_scale(key, language):
    questionnaire = loader.load(key)
    shown = Form(questionnaire, language)
    assert list(shown.lines) == [question.id for question in questionnaire.questions()]
    for question in questionnaire.questions():
        assert shown.cell(question.id, "text").value == question.text[language]
        assert shown.cell(question.id, "questionnaire").value == questionnaire.key
        scale = shown.cell(question.id, "scale").value
        for option in question.options:
            line = next(
                line for line in scale.split("\n") if line.startswith(f"{option.key} =")
            )
            assert line.endswith(option.label[language])
        helping = shown.cell(question.id, "help").value or ""
        assert question.help.get(language, "") in helping
        assert question.evidence.get(language, "") in helping
        assert shown.cell(question.id, "value").value is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_parts_point_to_a_table_of_the_guide_with_all_their_anchors(language):
    questionnaire = loader.load("capability-model")
    shown = Form(questionnaire, language)
    guide = shown.book.worksheets[1]
    told = "\n".join(str(c.value) for row in guide.iter_rows() for c in row if c.value)
    letci = [q for q in questionnaire.questions() if q.parts]
    assert len(letci) == 10
    for question in letci:
        titles = " / ".join(part.title[language] for part in question.parts)
        scale = shown.cell(question.id, "scale").value
        assert titles in scale
        assert "60/40/20/80" in scale
        assert guide.title in scale
        for part in question.parts:
            for anchor in part.anchors:
                assert f"{anchor.key} = {anchor.label[language]}" in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_guide_explains_every_column_and_every_code(language):
    guide = Form(sample(), language).book.worksheets[1]
    named = {row[0].value for row in guide.iter_rows()}
    assert set(COLUMNS) <= named
    assert {"none", "verified", "out-of-scope", "other", "executive"} <= named


def test_lists_follow_the_scales():
    shown = Form(sample())
    assert shown.choices(CARE + "level") == ["0", "1", "2", "3", "4", "5", "dk", "na"]
    assert shown.choices(CARE + "gate") == ["n", "p", "l", "f", "dk", "na"]
    assert shown.choices(CARE + "wish") == ["-0.5", "0.5", "dk", "na"]
    for free in ("practice", "outcome", "size", "words"):
        assert shown.choices(CARE + free) is None
    evidence = ["none", "described", "documented", "verified"]
    assert shown.choices(CARE + "words", "evidence") == evidence
    assert shown.choices(CARE + "level", "importance") == ["1", "2", "3", "4", "5"]
    assert shown.choices(CARE + "level", "role") == [
        "executive",
        "manager",
        "frontline",
    ]


def test_lists_let_through_what_the_file_may_hold_besides():
    """Percentages of a criterion and roles of one's own are accepted in a file."""
    shown = Form(sample())
    assert shown.rule(CARE + "gate", "value").errorStyle == "information"
    assert shown.rule(CARE + "level", "role").showErrorMessage is False
    assert shown.rule(CARE + "level", "value").showErrorMessage is True
    assert shown.rule(CARE + "level", "value").errorStyle in (None, "stop")


def test_long_list_stands_on_a_hidden_sheet():
    keys = [f"a-rather-long-key-{number}" for number in range(20)]
    options = tuple(
        Option(key, n, dict.fromkeys(LANGUAGES, key)) for n, key in enumerate(keys)
    )

    def change(question: Question) -> Question:
        long = question.type is QuestionType.CHOICE
        return dataclasses.replace(question, options=options) if long else question

    shown = Form(changed(sample(), change))
    rule = shown.rule(CARE + "mood", "value")
    assert rule.formula1 == "lists!$A$1:$A$22"
    assert shown.book["lists"].sheet_state == "hidden"
    cells = [cell.value for cell in shown.book["lists"]["A"]]
    assert cells == [*keys, "dk", "na"]
    assert shown.book.sheetnames[0] == "answers"


def test_condition_roles_and_whole_stages_are_told_beside_the_question():
    shown = Form(sample())
    helping = shown.cell(CARE + "covered", "help").value
    assert "Asked only where it applies." in helping
    assert "Meant for: Manager" in helping
    assert "Asked only" not in shown.cell(CARE + "level", "help").value
    assert "Meant for" not in shown.cell(CARE + "level", "help").value
    # A condition of a capability holds for its questions as well.
    own = Form(own_model(), "zh-Hans")
    helping = own.cell("service.contact.web.covered", "help").value
    assert "仅在适用时作答。" in helping
    continuum = loader.load("continuum")
    stage = Form(continuum)
    (*_, last) = (q.id for q in continuum.questions() if q.id.startswith("stage-5"))
    assert "for every question of this dimension" in stage.cell(last, "scale").value


def test_core_asks_only_the_core_questions():
    every = [question.id for question in sample().questions()]
    core = [question.id for question in sample().questions() if question.core]
    assert len(core) == len(every) - 1
    assert list(Form(sample(), core=True).lines) == core
    assert list(Form(sample()).lines) == every


def test_core_of_a_questionnaire_without_core_questions_is_refused():
    full = changed(sample(), lambda q: dataclasses.replace(q, core=False))
    with pytest.raises(FileRefusedError, match="there is no core question; --core giv"):
        form(full, "en", core=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_prints_and_reads_well(language):
    shown = Form(loader.load("capability-model"), language)
    sheet = shown.sheet
    assert sheet.title == "answers"
    assert sheet.freeze_panes == "C2"
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) in (
        (None, 0),
        (1, 0),
    )
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.print_area == f"'answers'!$A$1:$I${sheet.max_row}"
    assert sheet.protection.sheet is False
    for row in shown.lines.values():
        assert 20 < sheet.row_dimensions[row].height <= 409
    cell = shown.cell(next(iter(shown.lines)), "scale")
    assert cell.alignment.wrap_text is True
    assert cell.font.name == FONTS[language]


def test_a_row_is_as_high_as_its_longest_cell():
    assert height([("", 10)], "en") == height([("short", 10)], "en") == 17.5
    assert height([("a\nb", 10), ("c", 10)], "en") == 31
    # Eleven characters, each two wide, need three lines of ten.
    assert height([("客" * 11, 10)], "zh-Hant") == 3 * 16.5 + 4
    assert height([("x\n" * 4000, 10)], "en") == 409


def test_every_word_speaks_three_languages():
    [file] = words.word.args
    for key, texts in wording._words(file).items():
        assert set(texts) == set(LANGUAGES), key
        holes = {
            tag: sorted(re.findall(r"\{\w+\}", text)) for tag, text in texts.items()
        }
        assert len({tuple(found) for found in holes.values()}) == 1, key
        if key.startswith("column_"):
            # What Excel shows at a heading is cut beyond this.
            assert max(map(len, texts.values())) <= 255


def test_the_same_form_is_the_same_bytes():
    questionnaire = loader.load("continuum")
    assert form(questionnaire, "en") == form(questionnaire, "en")
    names = zipfile.ZipFile(io.BytesIO(form(questionnaire, "en")))
    assert {entry.date_time[0] for entry in names.infolist()} == {1980}
    assert b"2000-01-01T00:00:00Z" in names.read("docProps/core.xml")


@pytest.mark.parametrize(
    "start", ["=1+1", "+1", "-1", "@SUM(1)", "{=1}", "=cmd|'/c'!A1"]
)
def test_v1_2_10_texts_that_look_like_formulas_stay_texts(start):
    def change(question: Question) -> Question:
        text = dict.fromkeys(LANGUAGES, start)
        return dataclasses.replace(question, text=text, help=text, evidence={})

    hostile = changed(sample(), change)
    hostile = dataclasses.replace(hostile, title=dict.fromkeys(LANGUAGES, start))
    shown = Form(hostile)
    cell = shown.cell(CARE + "level", "text")
    assert (cell.value, cell.data_type, cell.quotePrefix) == (start, "s", True)
    assert all(answer.value is None for answer in shown.read().answers)
    archive = zipfile.ZipFile(io.BytesIO(shown.made))
    sheets = [n for n in archive.namelist() if n.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 2
    assert not any(re.search(rb"<f[\s>]", archive.read(name)) for name in sheets)


def test_s02_s03_hostile_words_of_a_definition_are_words():
    shown = Form(poisoned(loader.load("continuum")))
    for question in shown.lines:
        assert shown.cell(question, "text").value.startswith(WORDS)
    assert {answer.value for answer in shown.read().answers} == {None}


def test_texts_longer_than_a_cell_are_cut_and_addresses_are_no_links():
    def change(question: Question) -> Question:
        text = dict.fromkeys(LANGUAGES, "http://example.org/ " + "x" * 40_000)
        return dataclasses.replace(question, help=text)

    shown = Form(changed(sample(), change))
    cell = shown.cell(CARE + "level", "help")
    assert len(cell.value) == 32_767
    assert cell.value.endswith("…")
    assert cell.hyperlink is None


def test_title_with_ampersands_is_no_code_of_the_page_header():
    title = dict.fromkeys(LANGUAGES, "R&D &P " * 30)
    shown = Form(dataclasses.replace(sample(), title=title))
    assert shown.sheet.oddHeader.left.text.startswith("R&&D &&P R&&D")
    assert shown.sheet.oddHeader.right.text is None


def test_rows_hold_plain_texts_alone():
    (first, *_) = rows.rows(sample(), "en", core=False)
    assert first.dimension == "First\nCare"
    assert first.scale.split("\n")[0] == "0 = Fact 0"
    assert first.scale.split("\n")[-2:] == [
        "dk = I do not know",
        "na = Not applicable to us; choose the reason as well",
    ]
