"""A report as an archive file: both standards, its files inside.

That another process writes the same bytes is found in ``tests/handoffs/test_data.py``.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

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


@cache
def archived(language: str) -> bytes:
    return document.render_pdf(stories.report(language), archive=ARCHIVE)


@cache
def plain() -> bytes:
    return document.render_pdf(stories.report("en"))


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    return {language: archived(language) for language in LANGUAGES}


@pytest.fixture(scope="module")
def pairs(made, tmp_path_factory) -> dict[str, list[tuple[str, Path]]]:
    """Each file with both standards, all checked by one start of the checker."""
    folder, found = tmp_path_factory.mktemp("archives"), {}
    for name, content in {**made, "plain": plain()}.items():
        path = folder / f"{name}.pdf"
        path.write_bytes(content)
        found[name] = [(verapdf.ARCHIVE, path), (verapdf.ACCESSIBLE, path)]
    verapdf.faults([pair for both in found.values() for pair in both])
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_archive_keeps_both_standards(pairs, language):
    assert verapdf.faults(pairs[language]) == []


def test_the_checker_finds_what_is_no_archive(pairs):
    found = verapdf.faults(pairs["plain"])
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
    found = reader(plain())
    assert dict(found.attachments) == {}
    assert found.page_labels == [str(n) for n in range(1, len(found.pages) + 1)]
