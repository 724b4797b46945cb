"""A report as an archive file: both standards, its files inside, the same bytes."""

from __future__ import annotations

import datetime as dt
import hashlib
import subprocess
import sys

import pytest

from assessment.reports import document
from assessment.reports.pdf_archive import Archive, Attached
from questionnaires.model import LANGUAGES
from tests.reports import stories
from tests.reports.pdf_helpers import reader
from tests.support import verapdf

DAY = dt.date(2026, 3, 31)
RESULT = Attached("result.json", b'{"score": 52}\n', 'Result "<&> 結果', "Source")
ANSWERS = Attached("answers.csv", "question,value\n客戶,3\n".encode(), "Answers")
ARCHIVE = Archive((RESULT, ANSWERS), DAY)


def archived(language: str) -> bytes:
    return document.render_pdf(stories.report(language), archive=ARCHIVE)


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    return {language: archived(language) for language in LANGUAGES}


def test_an_archive_keeps_both_standards(made, tmp_path):
    pairs = []
    for language, content in made.items():
        path = tmp_path / f"{language}.pdf"
        path.write_bytes(content)
        pairs += [(verapdf.ACCESSIBLE, path), (verapdf.ARCHIVE, path)]
    assert verapdf.faults(pairs) == []


def test_the_checker_finds_what_is_no_archive(tmp_path):
    path = tmp_path / "plain.pdf"
    path.write_bytes(document.render_pdf(stories.report("en")))
    found = verapdf.faults([(verapdf.ARCHIVE, path), (verapdf.ACCESSIBLE, path)])
    assert found[0].startswith("no\t3a\t")
    assert any("ID keyword" in line for line in found)
    assert not any(line.startswith("no\tua1\t") for line in found)


def test_its_files_lie_inside_with_what_they_are(made):
    for content in made.values():
        inside = reader(content).attachments
        assert {name: list(held) for name, held in inside.items()} == {
            each.name: [each.content] for each in ARCHIVE.files
        }
        root = reader(content).trailer["/Root"]
        held = [each.get_object() for each in root["/AF"]]
        assert {each["/AFRelationship"] for each in held} == {"/Source", "/Data"}
        assert {each["/Desc"] for each in held} == {RESULT.about, ANSWERS.about}
        dates = {each["/EF"]["/F"]["/Params"]["/ModDate"] for each in held}
        assert dates == {"D:20260331000000Z"}


def test_a_plain_report_holds_no_file_and_numbers_its_pages():
    plain = reader(document.render_pdf(stories.report("en")))
    assert dict(plain.attachments) == {}
    assert plain.page_labels == [str(n) for n in range(1, len(plain.pages) + 1)]


def test_two_processes_write_the_same_bytes(made):
    program = (
        "import hashlib; from tests.reports.test_archive import archived;"
        "print(hashlib.sha256(archived('zh-Hant')).hexdigest())"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == hashlib.sha256(made["zh-Hant"]).hexdigest()
