"""XLSX: hostile workbooks are refused before and while inflating; cells by address."""

from __future__ import annotations

import datetime
import io
import random
import re
import resource
import struct
import time
import zipfile

import openpyxl
import pytest

from assessment import files
from assessment.files import zip_check

CARE = "first.care."
MEGABYTE = 1024 * 1024


def workbook(rows, title="answers"):
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


SOUND = workbook([["question", "value"], [f"{CARE}level", 3]])


def read(data):
    return files.parse(data, "a.xlsx", ("sample",))


def refused(data):
    with pytest.raises(files.FileRefusedError) as caught:
        read(data)
    return caught.value.faults


def repacked(change=None, extra=(), method=zipfile.ZIP_DEFLATED, of=SOUND):
    """Return the sound workbook, or another, with changed or further entries."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(of)) as old,
        zipfile.ZipFile(stream, "w", method) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(name, content) if change else content)
        for name, content in extra:
            new.writestr(name, content)
    return stream.getvalue()


def test_cells_are_taken_for_what_they_plainly_are():
    book = workbook(
        [
            ["question", "value", "respondent", "importance", "comment"],
            [f"{CARE}level", 3.0, 7, "４", "=1+1 in a text"[1:]],
            [f"{CARE}practice", "75/50/25", 7.0, 5, 12.5],
            [f"{CARE}gate", "Ｆ", "7", None, None],
            [None, None, None],
            [f"{CARE}mood", 1, "7", None, None],
            [f"{CARE}words", 3.0, "7", None, None],
        ]
    )
    first, second, third, fourth, fifth = read(book).answers
    assert (first.value, first.respondent, first.importance) == (3, "7", 4)
    assert second.value == {"intention": 75, "reality": 50, "effect": 25}
    assert (second.respondent, second.comment) == ("7", "12.5")
    assert (third.value, fourth.value, fifth.value) == ("f", "1", "3")


@pytest.mark.parametrize(
    ("cell", "given"),
    [
        (datetime.date(2026, 3, 1), "the date or time 2026-03-01"),
        (datetime.time(3, 0), "the date or time 03:00:00"),
        ("#REF!", "the error #REF!"),
        (True, "the truth value TRUE"),
        (3.5, "given 3.5"),
        ("3,0", "given '3,0'"),
    ],
)
def test_f38_odd_cell_is_refused_with_its_address(cell, given):
    rows = [["question", "value"], [f"{CARE}gate", "n"], [f"{CARE}level", cell]]
    (fault,) = refused(workbook(rows))
    assert fault.startswith(f"a.xlsx: row 3, column B (value): {CARE}level does not")
    assert given in fault


def test_f38_error_in_a_comment_is_refused_too():
    rows = [["question", "value", "comment"], [f"{CARE}level", 3, "#N/A"]]
    (fault,) = refused(workbook(rows))
    assert fault.startswith("a.xlsx: row 2, column C (comment): comment must be a text")


UNCOMPUTED = [
    pytest.param("<f>1+2</f>", "'=1+2'", id="no value"),
    pytest.param("<f>1+2</f><v/>", "'=1+2'", id="an empty value"),
    pytest.param('<f t="shared" si="0"/>', "'='", id="of a shared formula"),
]


def with_cell(inner, kind=""):
    """Return a workbook whose second answer has this inside its value's cell."""
    rows = [["question", "value"], [f"{CARE}gate", "n"], [f"{CARE}level", 3]]
    cell = f'<c r="B3"{kind}>{inner}</c>'.encode()

    def change(name, content):
        assert b'<c r="B3" t="n"><v>3</v></c>' in content or "sheet1" not in name
        return content.replace(b'<c r="B3" t="n"><v>3</v></c>', cell)

    return repacked(change, of=workbook(rows))


@pytest.mark.parametrize(("inner", "formula"), UNCOMPUTED)
def test_formula_without_a_stored_value_is_no_empty_cell(inner, formula):
    (fault,) = refused(with_cell(inner))
    assert fault == (
        "a.xlsx: row 3, column B (value): formula without a stored value; "
        f"{formula} given; open and save the workbook in Excel, which stores values, "
        "or type the value"
    )


@pytest.mark.parametrize(
    ("inner", "kind", "value"),
    [
        pytest.param("<f>1+2</f><v>3</v>", "", 3, id="a number"),
        pytest.param("<f>A1</f><v>dk</v>", ' t="str"', "dk", id="a text"),
        pytest.param("<f>A1</f><v></v>", ' t="str"', None, id="an empty text"),
        pytest.param("", "", None, id="no formula at all"),
    ],
)
def test_formula_with_a_stored_value_reads_as_its_value(inner, kind, value):
    assert read(with_cell(inner, kind)).answers[1].value == value


def test_formulas_without_addresses_or_values_are_found_by_counting():
    def bare(name, content):
        if not name.endswith("sheet1.xml"):
            return content
        return re.sub(rb' r="[A-Z]*[0-9]+"', b"", content)

    rows = [["question", "value"], [f"{CARE}gate", "n"], [f"{CARE}level", "=1+2"]]
    (fault,) = refused(repacked(bare, of=workbook(rows)))
    assert fault.startswith("a.xlsx: row 3, column B (value): formula without a stored")


def test_every_formula_without_a_value_is_told_and_nothing_that_follows_from_it():
    rows = [["question", "value", "respondent", "note"]]
    rows += [[f"{CARE}level", "=1", "=2", None], ["=3", 3, "ann", "=4"]]
    rows += [[f"{CARE}level", 9, "r1", None], [None, None, "=5", None]]
    assert [fault.split(";")[0] for fault in refused(workbook(rows))] == [
        "a.xlsx: row 2, column B (value): formula without a stored value",
        "a.xlsx: row 2, column C (respondent): formula without a stored value",
        "a.xlsx: row 3, column A (question): formula without a stored value",
        "a.xlsx: row 5, column C (respondent): formula without a stored value",
        f"a.xlsx: row 4, column B (value): {CARE}level does not take this value",
        "a.xlsx: row 5, column A (question): question is missing",
    ]


def test_formulas_of_other_sheets_and_columns_do_not_matter():
    book = openpyxl.Workbook()
    book.active.title = "answers"
    book.active.append(["question", "value", "note"])
    book.active.append([f"{CARE}level", 3, "=1+1"])
    book.create_sheet("other").append(["=1", "=2"])
    stream = io.BytesIO()
    book.save(stream)
    assert read(stream.getvalue()).answers[0].value == 3


def test_f37_merged_cells_are_refused_by_the_cell_that_they_begin_with():
    book = openpyxl.Workbook()
    for row in [["question", "value", "respondent", "note"],
                [f"{CARE}level", 3, "ann", "x"], [f"{CARE}gate", "n", None, None],
                [f"{CARE}mood", "1", "bob", None]]:  # fmt: skip
        book.active.append(row)
    book.active.merge_cells("C2:C3")
    book.active.merge_cells("D2:D4")
    book.active.merge_cells("A6:C9")
    stream = io.BytesIO()
    book.save(stream)
    (fault,) = refused(stream.getvalue())
    assert fault == (
        "a.xlsx: row 2, column C (respondent): cells are merged; C2:C3 given; "
        "unmerge them and fill in every cell"
    )


@pytest.mark.parametrize(
    ("number", "form", "given"),
    [(1, "0%", "100%"), (0.67, "0.00%", "67%"), (0, "0 %;-0 %", "0%")],
)
def test_percentage_could_be_taken_for_another_number_and_is_refused(
    number, form, given
):
    (fault,) = refused(formatted(number, form))
    assert f"given the percentage {given}; give n, p, l, f or a whole" in fault
    assert fault.startswith("a.xlsx: row 2, column B (value)")


@pytest.mark.parametrize("form", ["0.00", '0" %"', "0\\%", "General", "#,##0"])
def test_other_formats_leave_a_number_what_it_is(form):
    assert read(formatted(67, form)).answers[0].value == 67


def formatted(number, form):
    book = openpyxl.Workbook()
    book.active.append(["question", "value"])
    book.active.append([f"{CARE}gate", number])
    book.active["B2"].number_format = form
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_f35_conflicting_rows_name_both_rows():
    rows = [["question", "value"], [f"{CARE}level", 3], [None], [f"{CARE}level", 4]]
    (fault,) = refused(workbook(rows))
    assert fault.startswith("a.xlsx: row 4, column A (question): answered twice")
    assert "a.xlsx: row 2" in fault


def test_sheet_named_answers_is_read_wherever_it_stands():
    book = openpyxl.Workbook()
    book.active.append(["how to fill this in"])
    sheet = book.create_sheet("Answers")
    sheet.append(["question", "value"])
    sheet.append([f"{CARE}level", 3])
    stream = io.BytesIO()
    book.save(stream)
    assert read(stream.getvalue()).answers[0].value == 3


def test_workbook_without_a_sheet_is_refused():
    def without(name, content):
        return re.sub(rb"<sheets>.*</sheets>", b"<sheets/>", content)

    (fault,) = refused(repacked(without))
    assert fault.startswith("a.xlsx: workbook has no sheet; none given; put the")


DTD = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>'


def with_dtd(name, content):
    return content.replace(b"<sst", DTD + b"<sst").replace(
        b"<worksheet", DTD + b"<work"
    )


def as_utf16(name, content):
    return content.decode().encode("utf-16") if name.endswith("sheet1.xml") else content


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(repacked(with_dtd), "XML with a DTD or entities", id="S-08 DTD"),
        pytest.param(repacked(as_utf16), "XML that is not UTF-8", id="S-08 UTF-16"),
        pytest.param(
            repacked(extra=[("xl/vbaProject.bin", b"x")]),
            "macros are refused; 'xl/vbaProject.bin'",
            id="S-08 macro",
        ),
        pytest.param(
            repacked(extra=[("xl/externalLinks/externalLink1.xml", b"<x/>")]),
            "links to other workbooks are refused",
            id="S-08 external link",
        ),
        pytest.param(
            repacked(extra=[("xl/embeddings/oleObject1.bin", b"x")]),
            "embedded objects are refused",
            id="S-08 OLE",
        ),
        pytest.param(
            repacked(extra=[("xl/connections.xml", b"<x/>")]),
            "external connections are refused",
            id="S-08 connection",
        ),
        pytest.param(SOUND[:-30], "not a complete .xlsx file", id="S-08 truncated"),
        pytest.param(SOUND[:100], "not a complete .xlsx file", id="S-08 only a start"),
        pytest.param(b"", "not a complete .xlsx file", id="empty"),
        pytest.param(b"question,value\n", "not a complete .xlsx file", id="a CSV"),
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
            "encrypted, or in the format before 2007",
            id="S-08 encrypted",
        ),
        pytest.param(
            repacked(extra=[(f"x/{n}", b"") for n in range(10_000)]),
            "too many entries in the archive",
            id="S-09 10,000 entries",
        ),
        pytest.param(
            repacked(extra=[("xl/inner.xlsx", SOUND)]),
            "archive inside the archive",
            id="S-09 nested",
        ),
        pytest.param(
            repacked(extra=[("xl/media/a.png", b"\0" * 60 * MEGABYTE)]),
            "inflates too far",
            id="S-09 ratio",
        ),
        pytest.param(
            repacked(extra=[("a.xml", b"x"), ("A.XML", b"<!ENTITY a>")]),
            "XML with a DTD or entities",
            id="S-08 capital letters",
        ),
    ],
)
def test_s08_s09_hostile_workbook_is_refused_with_its_reason(data, message):
    (fault,) = refused(data)
    assert fault.startswith("a.xlsx: ")
    assert message in fault.replace("; xl", "; 'xl").replace("bin given", "bin' given")


def test_s09_bomb_is_refused_fast_and_without_memory():
    bomb = repacked(extra=[(f"xl/s{n}.xml", b"<a/>" * 8 * MEGABYTE) for n in range(10)])
    assert len(bomb) < 2 * MEGABYTE
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.perf_counter()
    refused(bomb)
    assert time.perf_counter() - started < 1
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 100 * 1024


def test_s09_sum_over_all_entries_is_limited():
    block = random.Random(9).randbytes(2_000) + bytes(38_000)
    extra = [(f"xl/s{n}.png", block * 125) for n in range(11)]
    data = repacked(extra=extra)
    assert len(data) < zip_check.MAX_BYTES
    with pytest.raises(zip_check.ArchiveRefusedError, match="inflates to too much"):
        zip_check.check(data)


def test_s09_entry_that_lies_about_its_size_is_refused():
    data = bytearray(repacked(extra=[("xl/z.xml", b"<a/>" * 100_000)]))
    at = data.rfind(b"PK\x01\x02")
    struct.pack_into("<L", data, at + 24, 10)
    (fault,) = refused(bytes(data))
    assert "not a complete .xlsx file" in fault


def test_s09_entries_that_overlap_are_refused():
    data = bytearray(
        repacked(extra=[("xl/y.xml", b"<y/>" * 50), ("xl/z.xml", b"<z/>")])
    )
    last = data.rfind(b"PK\x01\x02")
    before = data.rfind(b"PK\x01\x02", 0, last)
    (offset,) = struct.unpack_from("<L", data, before + 42)
    struct.pack_into("<L", data, last + 42, offset)
    (fault,) = refused(bytes(data))
    assert "overlap" in fault or "not a complete" in fault


def test_s09_entry_count_is_checked_before_the_directory_is_read():
    data = bytearray(SOUND)
    end = data.rfind(b"PK\x05\x06")
    struct.pack_into("<HH", data, end + 8, 60_000, 60_000)
    (fault,) = refused(bytes(data))
    assert "too many entries in the archive; 60000 entries given" in fault


def test_s08_password_flag_is_refused():
    data = bytearray(SOUND)
    at = data.find(b"PK\x01\x02")
    struct.pack_into("<H", data, at + 8, 1)
    (fault,) = refused(bytes(data))
    assert "encrypted" in fault


def test_f40_sheet_that_claims_a_million_rows_is_read_by_its_cells():
    def claim(name, content):
        far = b'<dimension ref="A1:XFD1048576"/>'
        return content.replace(b'<dimension ref="A1:B2"/>', far)

    started = time.perf_counter()
    assert len(read(repacked(claim)).answers) == 1
    assert time.perf_counter() - started < 2


def test_f40_row_beyond_the_last_of_a_sheet_is_refused():
    def far(name, content):
        return content.replace(b'<row r="2"', b'<row r="999999999"')

    started = time.perf_counter()
    (fault,) = refused(repacked(far))
    assert fault == (
        "a.xlsx: too many rows; cells beyond row 200000; "
        "delete what stands below the answers"
    )
    assert time.perf_counter() - started < 10


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_workbook_with_broken_xml_is_refused_without_traceback(part):
    def broken(name, content):
        return b"<broken" if name == part else content

    (fault,) = refused(repacked(broken))
    assert "cannot be read as a workbook" in fault
