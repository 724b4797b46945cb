"""The workbook: a sceptic computes all numbers again; nothing else is a formula."""

from __future__ import annotations

import io
import re
import zipfile

import openpyxl
import pytest
from xlsxwriter.utility import xl_col_to_name

from assessment import files
from assessment.files.tables import COLUMNS
from assessment.handoffs.workbook import xlsx
from assessment.handoffs.workbook.evidence import natural
from scoring.result import Result
from tests.handoffs import office, samples
from tests.support import definitions

pytestmark = pytest.mark.xdist_group("office")


@pytest.fixture(scope="module")
def books() -> dict[str, bytes]:
    return {
        "alone.xlsx": xlsx(samples.alone()),
        "units.xlsx": xlsx(samples.of_units()),
    }


def model_answer() -> int:
    """The place of an answer to the capability model with a level."""
    return next(
        place
        for place, answer in enumerate(samples.data().answers)
        if answer.questionnaire == "capability-model" and answer.value == 1
    )


@pytest.fixture(scope="module")
def computed(books, office_home) -> dict[str, bytes]:
    """The same workbooks, computed by another program from nothing but formulas."""
    typed = (f"F{model_answer() + 2}", b"5")
    given = {
        "units.xlsx": office.without_values(books["units.xlsx"]),
        "changed.xlsx": office.without_values(books["alone.xlsx"], typed),
    }
    return office.converted(office_home, given, "xlsx")


@pytest.fixture(scope="module")
def ours(books) -> dict[str, office.Book]:
    return {name: office.read(content) for name, content in books.items()}


@pytest.fixture(scope="module")
def theirs(computed) -> dict[str, office.Book]:
    return {name: office.read(content) for name, content in computed.items()}


def is_same(expected: object, found: object) -> bool:
    if isinstance(expected, float) and isinstance(found, float):
        return abs(expected - found) <= 1e-6
    return expected == found


def apart(wanted: office.Book, found: office.Book) -> list[object]:
    """The formulas that do not come to what is wanted, differences left out."""
    made = {at: value for at, (value, is_made) in wanted.items() if is_made}
    assert len(made) > 1000
    return [
        (at, value, found.get(at, ("", True))[0])
        for at, value in made.items()
        if not is_same(value, found.get(at, ("", True))[0])
    ]


def test_every_formula_of_units_comes_to_what_the_engine_found(ours, theirs):
    assert apart(ours["units.xlsx"], theirs["units.xlsx"]) == []
    found = office.column(theirs["units.xlsx"], "得分", "S")
    assert len(found) > 50
    assert set(found.values()) == {0.0}


def test_a_typed_answer_changes_every_formula_as_the_engine_would(theirs):
    """Somebody types another level: the formulas follow, the engine's values do not."""
    other = samples.material(samples.changed(samples.data(), model_answer(), 5))
    wanted, found = office.read(xlsx(other)), theirs["changed.xlsx"]
    differences = {("Scores", "S"), ("Gaps", "M"), ("Continuum", "J"), ("About", "B")}
    follow = ("Points", "Scores", "Consensus", "Continuum")
    other_cells = {
        at: cell
        for at, cell in wanted.items()
        if at[0] in follow and (at[0], at[1].rstrip("0123456789")) not in differences
    }
    assert apart(other_cells, found) == []
    before = samples.alone().result.questionnaires[0].overall.score
    then = other.result.questionnaires[0].overall.score
    assert before != pytest.approx(then)
    assert found["Scores", "M2"][0] == pytest.approx(then)
    assert found["Scores", "R2"][0] == pytest.approx(before)
    assert found["Scores", "S2"][0] >= abs(then - before) - 1e-9


def test_the_samples_meet_every_state_and_every_kind_of_question():
    result: Result = samples.alone().result
    states = {
        question.state for part in result.questionnaires for question in part.questions
    }
    assert states >= {"answered", "consensus", "na", "dk", "unanswered", "hidden"}
    asked = {
        q.type for each in samples.definitions().values() for q in each.questions()
    }
    assert len(asked) >= 5


def test_the_sheet_of_answers_is_read_again_as_it_was_given(books):
    given = samples.data()
    definitions.add()
    try:
        again = files.parse(books["alone.xlsx"], "again.xlsx", given.questionnaires)
    finally:
        definitions.forget()
    assert again.answers == given.answers


def test_s05_no_text_is_a_formula_a_link_or_a_name(books):
    """S-05: cells of people's texts are strings, and every formula is one of ours."""
    for name, content in books.items():
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {each: archive.read(each).decode() for each in archive.namelist()}
        written = "".join(re.findall(r"<f>(.*?)</f>", "".join(parts.values())))
        assert "HYPERLINK" not in written, name
        assert "=1+1" not in written
        assert 'HYPERLINK("http' in parts["xl/sharedStrings.xml"]
        assert not any("externalLink" in each or "vba" in each for each in parts)
        assert not re.search('TargetMode="External"', "".join(parts.values()))


def test_s05_every_comment_stands_whole_beside_its_answer_and_is_text(ours):
    """The report says of comments it has no room for that they are here."""
    given = samples.data().answers
    letter = xl_col_to_name(COLUMNS.index("comment"))
    found = office.column(ours["alone.xlsx"], "answers", letter)
    said = {row: each.comment for row, each in enumerate(given, 2) if each.comment}
    assert samples.HOSTILE in said.values()
    assert found == said
    cells = ours["alone.xlsx"]
    assert not any(cells["answers", f"{letter}{row}"][1] for row in said)


def test_every_sheet_keeps_its_head_in_sight_and_prints_landscape(books):
    book = openpyxl.load_workbook(io.BytesIO(books["alone.xlsx"]))
    assert book.sheetnames == [
        "About", "answers", "Consensus", "Codebook", "Points", "Scores", "Continuum",
        "Gaps", "Roadmap", "Evidence", "Investment",
    ]  # fmt: skip
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.fitToHeight == 0
        if sheet.title not in ("About", "Continuum", "Investment"):
            assert sheet.freeze_panes
            assert sheet.freeze_panes.endswith("2")
            assert sheet.auto_filter.ref
            assert sheet.print_title_rows == "$1:$1"


def tables(content: bytes) -> dict[str, list[tuple[object, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True, read_only=True)
    wanted = ("Roadmap", "Investment", "Evidence")
    return {name: list(book[name].iter_rows(values_only=True)) for name in wanted}


@pytest.fixture(scope="module")
def made() -> dict[str, list[tuple[object, ...]]]:
    return tables(xlsx(samples.bank("en")))


def test_the_roadmap_has_every_initiative_of_every_wave(made):
    found = samples.bank("en").result.roadmap
    rows = made["Roadmap"][1:]
    assert [row[-1] for row in rows] == [each.id for each in found.initiatives]
    after = {wave.number: wave.predicted for wave in found.waves}
    for row in rows:
        assert (row[17], row[18]) == (after[row[0]].overall, after[row[0]].position)
    money = made["Investment"]
    days = {row[0]: row[4] for row in money[1:5]}
    kinds = {row[0] for row in money[8:]}
    assert kinds <= days.keys()
    total = sum(row[4] for row in rows)
    assert sum(days.values()) == money[5][4] == total


def test_the_register_lists_each_code_with_what_would_show_it(made):
    made = made["Evidence"][1:]
    model = samples.definitions()["capability-model"]
    rows = {(row[0], row[-1]): row for row in made}
    for question in model.questions():
        for code in question.source.split(","):
            row = rows[code.strip(), question.id]
            assert (row[-2] or "") == question.evidence.get("en", "")
    assert sum(row[5] + row[7] for row in made if row[1] == model.id) > 0
    codes = [row[0] for row in made if row[1] == model.id]
    assert codes == sorted(codes, key=natural)


def test_codes_are_ordered_by_their_numbers():
    given = ["E1.10", "E1.2", "G2a", "E10.1", "E2.1"]
    assert sorted(given, key=natural) == ["E1.2", "E1.10", "E2.1", "E10.1", "G2a"]


def test_only_differences_are_shown_as_faults(books):
    """Tables of the continuum stand below each other, with heads in between."""
    book = openpyxl.load_workbook(io.BytesIO(books["alone.xlsx"]))
    found = {
        (sheet.title, str(each.sqref).split(":")[0]): rule.formula
        for sheet in book
        for each, rules in sheet.conditional_formatting._cf_rules.items()
        for rule in rules
    }
    assert {title for title, _ in found} == {"Scores", "Continuum", "Gaps"}
    for (_, first), (formula,) in found.items():
        assert formula == f'OR(AND(ISNUMBER({first}),{first}<>0),{first}="≠")'


def test_wide_sheets_print_on_larger_paper_and_texts_keep_off_numbers(books):
    book = openpyxl.load_workbook(io.BytesIO(books["alone.xlsx"]))
    paper = {sheet.title: int(sheet.page_setup.paperSize) for sheet in book}
    assert (paper["About"], paper["Roadmap"], paper["Codebook"]) == (9, 8, 8)
    assert book["Roadmap"].page_setup.fitToWidth == 2
    assert book["Roadmap"].print_title_cols == "$A:$B"
    beside = book["Gaps"]["B2"].alignment
    assert (beside.horizontal, beside.indent) == ("left", 1)
    # Larger type has the room that it needs.
    assert book["About"].row_dimensions[1].height > book["About"]["A1"].font.sz * 1.4
