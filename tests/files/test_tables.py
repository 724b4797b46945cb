"""CSV: cells that plainly mean a value are taken, others refused by their address."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path

import pytest

from assessment import files
from questionnaires import loader

CARE = "first.care."


def read(text, questionnaires=("sample",), name="a.csv"):
    data = text if isinstance(text, bytes) else text.encode()
    return files.parse(data, name, questionnaires)


def refused(text, questionnaires=("sample",)):
    with pytest.raises(files.FileRefusedError) as caught:
        read(text, questionnaires)
    return caught.value.faults


def value(question, cell):
    data = read(f'question,value\n{CARE}{question},"{cell}"\n')
    return data.answers[0].value


@pytest.mark.parametrize(
    ("question", "cell", "found"),
    [
        ("level", "3", 3),
        ("level", " 3 ", 3),
        ("level", "３", 3),
        ("level", "3.0", 3),
        ("level", "　3　", 3),
        ("level", "", None),
        ("level", " ", None),
        ("level", "dk", "dk"),
        ("gate", "l", "l"),
        ("gate", " Ｌ ", "l"),
        ("gate", "67", 67),
        ("practice", "75/50/25", {"intention": 75, "reality": 50, "effect": 25}),
        ("practice", "７５／５０ / 25", {"intention": 75, "reality": 50, "effect": 25}),
        (
            "outcome",
            "60/40/20/80",
            {"level": 60, "trend": 40, "comparison": 20, "relevance": 80},
        ),
        ("mood", "1", "1"),
        ("mood", "1.0", "1"),
        ("wish", "-0.5", "-0.5"),
        ("covered", "half", "half"),
        ("covered", " 0.25 ", "some"),
        ("covered", "1", "all"),
        ("size", "-2.5", -2.5),
        ("words", " as it is ３ ", " as it is ３ "),
        ("words", "3", "3"),
    ],
)
def test_f38_cell_is_taken_for_what_it_plainly_is(question, cell, found):
    assert value(question, cell) == found


@pytest.mark.parametrize(
    ("question", "cell"),
    [
        ("level", "3,0"),
        ("level", "3.5"),
        ("level", "³"),
        ("level", "③"),
        ("level", "三"),
        ("level", "2026-03-01"),
        ("level", "03/01/2026"),
        ("level", "#REF!"),
        ("level", "1e0"),
        ("level", "3 4"),
        ("level", "=3"),
        ("level", "TRUE"),
        ("gate", "3/4"),
        ("practice", "75/50"),
        ("practice", "75/50/x"),
        ("practice", "75/50/25/10"),
        ("outcome", "60/40/20/101"),
        ("mood", "9"),
        ("size", "1,5"),
    ],
)
def test_f38_cell_that_is_not_plain_is_refused_with_its_address(question, cell):
    (fault,) = refused(f'respondent,question,value\nr1,{CARE}{question},"{cell}"\n')
    assert fault.startswith(
        f"a.csv: row 2, column C (value): {CARE}{question} does not"
    )


@pytest.mark.parametrize("cell", ["TRUE", "#REF!", "N/A", "Yes", "３,０", "No ", "3e0"])
def test_refused_cell_is_shown_as_it_was_written(cell):
    (fault,) = refused(f'question,value\n{CARE}level,"{cell}"\n')
    assert f"; given '{cell}'; give a whole level" in fault


def test_f35_conflicting_rows_are_refused_with_both_row_numbers():
    text = f"question,value\n{CARE}level,3\n{CARE}gate,n\n{CARE}level,4\n"
    (fault,) = refused(text)
    assert fault.startswith("a.csv: row 4, column A (question): answered twice")
    assert "a.csv: row 2" in fault


def test_all_faulty_rows_are_listed():
    text = f"question,value,importance\n{CARE}level,9,9\nnone,1,\n,3,\n"
    rows = [fault.split(":")[1] for fault in refused(text)]
    assert sorted(rows) == [
        " row 2, column B (value)",
        " row 2, column C (importance)",
        " row 3, column A (question)",
        " row 4, column A (question)",
    ]


def test_columns_may_stand_in_any_order_and_empty_rows_are_skipped():
    text = (
        "Comment, VALUE ,question,respondent,role,evidence,importance,seconds,reason\n"
        '"one, two\nlines",４,first.care.level,７,executive,documented,５,1.5,\n'
        ",,,,,,,,\n"
        ",na,first.care.gate,7,executive,,,,other\n"
    )
    first, second = read(text).answers
    assert first.comment == "one, two\nlines"
    assert (first.value, first.respondent, first.importance) == (4, "7", 5)
    assert (first.evidence, first.seconds) == ("documented", 1.5)
    assert (second.value, second.reason, second.evidence) == ("na", "other", "none")


@pytest.mark.parametrize(
    ("header", "fault"),
    [
        ("question", "a.csv: row 1: column is missing; question given; add value"),
        ("value", "a.csv: row 1: column is missing; value given; add question"),
        ("", "a.csv: row 1: column is missing; none given; add question"),
        (
            "question,value,value",
            "a.csv: row 1, column C: column comes twice; value already stands in colum",
        ),
    ],
)
def test_f37_missing_or_repeated_columns_are_refused(header, fault):
    assert refused(f"{header}\nx,1,2\n")[0].startswith(fault)


def test_f37_extra_column_is_ignored_with_a_warning(caplog):
    with caplog.at_level(logging.WARNING):
        read(f"question,value,branch\n{CARE}level,3,north\n")
    assert "a.csv: row 1, column C: column ignored; 'branch' given" in caplog.text


def test_rows_with_more_cells_than_columns_hide_no_other_fault():
    text = (
        f"question,value,value\n{CARE}level,3,4,0\n{CARE}gate,x\n"
        f"{CARE}mood,9,,,1\n{CARE}size,1,,,,\nnone,1\n"
    )
    faults = refused(text)
    assert [fault.split(";")[0] for fault in faults] == [
        "a.csv: row 1, column C: column comes twice",
        "a.csv: row 2: too many cells",
        "a.csv: row 4: too many cells",
        f"a.csv: row 3, column B (value): {CARE}gate does not take this value",
        f"a.csv: row 4, column B (value): {CARE}mood does not take this value",
        "a.csv: row 6, column A (question): question is not known",
    ]
    assert "4 cells given for 3 columns; name every column in row 1" in faults[1]


def test_rows_before_malformed_quotes_are_judged_as_well():
    faults = refused(f'question,value\n{CARE}level,9\n{CARE}gate,"x\n')
    assert [fault.split(";")[0] for fault in faults] == [
        "a.csv: row 3: not valid CSV",
        f"a.csv: row 2, column B (value): {CARE}level does not take this value",
    ]


def test_every_row_of_a_table_that_asks_nothing_known_is_refused():
    faults = refused("question,value\nnone,1\nneither,2\n", ())
    assert [fault.split("; use")[0] for fault in faults] == [
        "a.csv: row 2, column A (question): question is not known; 'none' given",
        "a.csv: row 3, column A (question): question is not known; 'neither' given",
    ]


def test_malformed_quotes_are_refused_with_the_row():
    assert refused(f'question,value\n{CARE}level,"3"x\n')[0].startswith("a.csv: row 2:")


def test_semicolons_and_tabs_separate_too():
    for mark in ";\t":
        assert read(f"question{mark}value\n{CARE}level{mark}3\n").answers[0].value == 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_f39_marked_encodings_are_read(encoding):
    text = f"question,value,comment\n{CARE}level,3,客戶資料・客户资料\n"
    assert read(text.encode(encoding)).answers[0].comment == "客戶資料・客户资料"


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-16-le", "latin-1"])
def test_f39_encodings_that_would_be_guesses_are_refused(encoding):
    note = "café" if encoding == "latin-1" else "客戶資料與服務"
    text = f"question,value,comment\n{CARE}level,3,{note}\n"
    (fault,) = refused(text.encode(encoding))
    assert fault.startswith("a.csv: row ")
    assert fault.endswith("save as UTF-8")


def test_f40_too_many_rows_and_columns_are_refused_fast():
    wide = ",".join(["question", "value", *(f"c{n}" for n in range(16_384))])
    assert "too many columns" in refused(wide + "\n")[0]
    rows = f"{CARE}level,3\n" * 1_000_000
    assert refused("question,value\n" + rows) == [
        "a.csv: row 100002: too many rows; 100000 answers stand before it; split the fi"
        "le"
    ]


def test_questionnaires_come_from_the_column():
    text = (
        f"questionnaire,question,value\nsample,{CARE}level,3\ntwin@1.0,{CARE}level,2\n"
    )
    data = read(text, ())
    assert data.questionnaires == ("sample@1.0", "twin@1.0")
    assert [answer.questionnaire for answer in data.answers] == ["sample", "twin"]


def test_questionnaires_are_found_by_their_questions_where_nothing_names_them():
    gate = next(iter(loader.load("continuum").questions())).id
    assert read(f"question,value\n{gate},f\n", ()).questionnaires == ("continuum@1.0",)
    faults = refused(f"question,value\n{CARE}level,3\n", ())
    assert "question is in several questionnaires" in faults[0]


DESK = Path(__file__).parents[1] / "questionnaires" / "valid"


@pytest.fixture
def overlaid(tmp_path):
    """A service desk's model and an overlay of it, which shares its questions."""
    shutil.copy(DESK / "service-desk@1.0.yaml", tmp_path)
    small = "service-desk-small@1.0"
    shutil.copytree(DESK / small, tmp_path / small)
    loader.add_folder(tmp_path)
    yield
    loader.forget_folders()


@pytest.mark.parametrize(
    ("questions", "found"),
    [
        (["desk.trust.stars"], "service-desk@1.0"),
        (["desk.trust.stars", "care.visits.by-name"], "service-desk-small@1.0"),
        (["desk.reach.hours.night.promised"], "service-desk@1.0"),
    ],
    ids=["both hold it", "the overlay alone", "the base alone"],
)
def test_an_overlay_is_meant_only_where_its_own_questions_are_answered(
    overlaid, questions, found
):
    rows = "".join(f"{question},dk\n" for question in questions)
    data = read(f"question,value\n{rows}", ())
    assert data.questionnaires == (found,)


def test_unknown_questionnaire_in_a_row_or_option_is_refused():
    text = f"questionnaire,question,value\nnone,{CARE}level,3\n"
    (fault,) = refused(text, ())
    assert fault == (
        "a.csv: row 2, column A (questionnaire): questionnaire is not listed; "
        "'none' given; use one of continuum, sample, twin"
    )
    assert refused("question,value\n", ())[0].startswith(
        "a.csv: questionnaires are missing; nothing given; name some of continuum@1.0"
    )
    fault = refused(f"question,value\n{CARE}level,3\n", ("none",))[0]
    assert "questionnaire is not known; none given" in fault


def test_s01_text_of_a_table_stays_text():
    hostile = '"><svg/onload=window.x=1>{{7*7}}'
    quoted = hostile.replace('"', '""')
    text = f'question,value,comment\n{CARE}level,3,"{quoted}"\n'
    assert read(text).answers[0].comment == hostile


def test_f42_nul_in_a_table_is_refused():
    assert "NUL given" in refused(f"question,value\n{CARE}level,3\x00\n")[0]


def test_a_column_says_of_the_whole_table_that_it_is_the_core_form():
    rows = f"question,value,form\n{CARE}level,3,core\n{CARE}gate,l,\n"
    assert read(rows).form == "core"
    assert read(rows.replace("core", "")).form == "full"
    assert read(f"question,value\n{CARE}level,3\n").form == "full"


def test_forms_that_differ_or_are_none_are_refused_at_their_row():
    rows = f"question,value,form\n{CARE}level,3,core\n{CARE}gate,l,full\n"
    todo = "write the same form into every row"
    assert refused(rows) == [
        f"a.csv: row 3, column C (form): form differs between rows; full given; {todo}"
    ]
    short = rows.replace("core", "short").replace("full", "")
    todo = "write one of full, core"
    said = f"a.csv: row 2, column C (form): form is not known; 'short' given; {todo}"
    assert said in refused(short)
