"""``sextant reports``: many files in, every report out, or every fault and nothing."""

from __future__ import annotations

import hashlib
import io
import json
import os
import resource
import stat
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from assessment import files
from assessment.batches import bundle, filing, formats
from assessment.batches.bundle import Title
from assessment.batches.making import tell
from assessment.cli import main
from assessment.files.errors import FileRefusedError
from scoring.answers import AssessmentData, Unit
from scoring.engine import score
from tests.reports import stories


def told(name: str, **changes):
    data = stories.assessment(**changes)
    return replace(data, organisation={**data.organisation, "name": name})


def put(folder: Path, file: str, data) -> None:
    (folder / file).write_text(json.dumps(files.to_json(data)), "utf-8")


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    put(tmp_path, "a.json", told("Karoo Retail Bank"))
    put(tmp_path, "b.json", told("客户银行"))
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(main, ["reports", *arguments])


def members(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return archive.namelist()


def test_writes_every_language_of_every_file_into_an_archive_by_name(folder):
    answer = run(
        "b.json", "a.json", "-o", "all.zip", "--format", "html",
        "--lang", "zh-Hant", "--lang", "en", "--jobs", "1",
    )  # fmt: skip
    assert answer.exit_code == 0, answer.output
    assert answer.stdout == "all.zip: 4 files\n"
    assert members(folder / "all.zip") == [
        "Karoo Retail Bank 2026-11-21 en.html",
        "Karoo Retail Bank 2026-11-21 zh-Hant.html",
        "客户银行 2026-11-21 en.html",
        "客户银行 2026-11-21 zh-Hant.html",
    ]
    assert sorted(p.name for p in folder.iterdir()) == ["a.json", "all.zip", "b.json"]


def test_writes_into_a_folder_that_is_made(folder):
    answer = run("a.json", "-o", "new/reports", "--format", "html", "--jobs", "1")
    assert answer.exit_code == 0, answer.output
    (found,) = (folder / "new" / "reports").iterdir()
    assert found.name == "Karoo Retail Bank 2026-11-21 en.html"
    assert "Karoo Retail Bank" in found.read_text("utf-8")
    assert stat.S_IMODE(found.stat().st_mode) == 0o644


def test_each_unit_gets_a_report_of_its_own(folder):
    data = told("Karoo Bank")
    units = ("retail", "corporate")
    given = tuple(
        replace(row, unit=unit, respondent=f"{unit} {row.respondent}")
        for unit in units
        for row in data.answers
    )
    put(folder, "c.json", replace(data, answers=given, units=tuple(map(Unit, units))))
    answer = run("c.json", "-o", "c", "--format", "html", "--units", "--jobs", "1")
    assert answer.exit_code == 0, answer.output
    names = sorted(path.name for path in (folder / "c").iterdir())
    assert names == [
        "Karoo Bank 2026-11-21 en.html",
        "Karoo Bank corporate 2026-11-21 en.html",
        "Karoo Bank retail 2026-11-21 en.html",
    ]
    told_of = (folder / "c" / names[1]).read_text("utf-8")
    assert "Karoo Bank · corporate" in told_of


def test_two_processes_write_the_same_bytes_as_one(folder):
    for jobs in ("1", "2"):
        answer = run(
            "a.json", "b.json", "-o", f"{jobs}.zip", "--format", "html", "--jobs", jobs
        )
        assert answer.exit_code == 0, answer.output
    one, two = ((folder / f"{jobs}.zip").read_bytes() for jobs in "12")
    assert hashlib.sha256(one).digest() == hashlib.sha256(two).digest()


def test_all_faults_of_all_files_are_listed_and_nothing_is_written(folder):
    (folder / "bad.json").write_text('{"questionnaires": [', "utf-8")
    worse = {"questionnaires": ["continuum@1.0"], "answers": [{"question": "x"}]}
    (folder / "worse.json").write_text(json.dumps(worse), "utf-8")
    (folder / "all.zip").write_bytes(b"before")
    answer = run("bad.json", "a.json", "worse.json", "gone.json", "-o", "all.zip")
    assert answer.exit_code == 1
    lines = answer.stderr.splitlines()
    for name in ("bad.json:", "worse.json:", "gone.json:"):
        assert any(line.startswith(name) for line in lines), answer.stderr
    assert (folder / "all.zip").read_bytes() == b"before"


def test_an_unknown_format_is_wrong_usage(folder):
    answer = run("a.json", "-o", "all.zip", "--format", "txt")
    assert answer.exit_code == 2
    assert "the format is not known; given txt; write pdf or html" in answer.stderr


@pytest.mark.parametrize("out", ["nowhere/all.zip", "a.json/reports"])
def test_a_place_that_cannot_be_written_is_refused_in_one_line(folder, out):
    answer = run("a.json", "-o", out, "--format", "html", "--jobs", "1")
    assert answer.exit_code == 1
    assert "cannot be written" in answer.stderr
    assert len(answer.stderr.splitlines()) == 1


@pytest.mark.parametrize("out", ["all.zip", "reports"])
def test_f08_a_full_disk_leaves_no_file_and_the_old_one_as_it_was(
    folder, monkeypatch, out
):
    if out == "all.zip":
        (folder / out).write_bytes(b"before")
    real = Path.write_bytes
    calls = []

    def full(path: Path, content: bytes) -> int:
        calls.append(path)
        if len(calls) == 2:
            real(path, content[:10])
            raise OSError(28, "No space left on device")
        return real(path, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    answer = run("a.json", "b.json", "-o", out, "--format", "html", "--jobs", "1")
    assert answer.exit_code == 1
    assert answer.stderr.startswith(f"{out}: cannot be written; No space left")
    left = {path.name for path in folder.rglob("*")} - {"a.json", "b.json", out}
    assert left == set()
    if out == "all.zip":
        assert (folder / out).read_bytes() == b"before"


def test_a_file_that_changed_in_between_is_refused(folder):
    wish = filing.Wish(("en",), ("html",))
    tasks = filing.plan(["a.json", "b.json"], wish)
    (folder / "b.json").write_text("{", "utf-8")
    with pytest.raises(FileRefusedError, match=r"b\.json:1"):
        list(filing.write(tasks, wish, Path("all.zip"), 1))
    assert sorted(p.name for p in folder.iterdir()) == ["a.json", "b.json"]


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        pytest.param(
            [Title("Bank", "", "2026", "en", "pdf")] * 3,
            ["Bank 2026 en.pdf", "Bank 2026 en 2.pdf", "Bank 2026 en 3.pdf"],
            id="one name",
        ),
        pytest.param(
            [Title(n, "", "2026", "en", "pdf") for n in ("BANK", "Bank", "Ｂank")],
            ["BANK 2026 en.pdf", "Bank 2026 en 2.pdf", "Ｂank 2026 en 3.pdf"],
            id="one name on some file systems",
        ),
        pytest.param(
            [Title("../../etc/passwd", "..\\x", "2026", "en", "pdf")],
            ["etc-passwd x 2026 en.pdf"],
            id="a way out",
        ),
        pytest.param(
            [
                Title("CON", "", "", "en", "pdf"),
                Title("a\0b\r\nc\u202e", "", "", "en", "pdf"),
            ],
            ["CON en.pdf", "a b c en.pdf"],
            id="names of devices and what cannot be seen",
        ),
        pytest.param(
            [Title("客户.xlsx", "零售", "2026", "zh-Hans", "pdf")],
            ["客户.xlsx 零售 2026 zh-Hans.pdf"],
            id="Chinese",
        ),
    ],
)  # fmt: skip
def test_s11_names_are_different_and_stay_inside(titles, expected):
    assert bundle.names(titles) == expected


def test_s11_a_name_of_the_longest_parts_fits_a_file_system():
    (name,) = bundle.names(
        [Title("𠀀" * 300, "𠀁" * 300, "2026-11-21", "zh-Hant", "pptx")]
    )
    assert len(name.encode()) <= 255


def test_an_archive_has_the_same_bytes_whatever_its_files_are_called_and_dated(
    tmp_path,
):
    made = []
    for order in (("x", "y"), ("y", "x")):
        for name in order:
            (tmp_path / name).write_bytes(name.encode() * 9)
            os.utime(tmp_path / name, (len(made) * 1e9,) * 2)
        target = io.BytesIO()
        named = [(f"{name}.pdf", tmp_path / name) for name in order]
        bundle.write_zip(target, named)
        made.append(target.getvalue())
    assert made[0] == made[1]
    with zipfile.ZipFile(io.BytesIO(made[0])) as archive:
        assert [each.filename for each in archive.infolist()] == ["x.pdf", "y.pdf"]
        assert {each.date_time for each in archive.infolist()} == {
            (1980, 1, 1, 0, 0, 0)
        }


def test_an_archive_of_a_large_file_does_not_fill_the_memory(tmp_path):
    large, target = tmp_path / "large", tmp_path / "all.zip"
    with large.open("wb") as stream:
        stream.truncate(64 * 1024 * 1024)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with target.open("wb") as stream:
        bundle.write_zip(stream, [("large.pdf", large)])
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 16 * 1024


def test_every_format_writes_what_it_says():
    data = AssessmentData(questionnaires=("continuum@1.0",), answers=())
    told = tell(score(data, stories.definitions()), "", "en")
    begins = {"pdf": b"%PDF-", "html": b"<!DOCTYPE html>", "csv": b"\xef\xbb\xbf"}
    begins |= dict.fromkeys(("pptx", "docx", "xlsx"), b"PK") | {"json": b"{"}
    for form in formats.FORMATS:
        assert formats.content(told, form).startswith(begins[form])
