"""CSV, JSON and the bytes of all formats: guarded, dated, the same each time."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assessment import files
from assessment.files.guarded import guard, unguard
from assessment.handoffs import FORMATS, Material, write
from assessment.handoffs.packages import moment
from assessment.handoffs.slides import pptx
from assessment.handoffs.texts import clean
from scoring.engine import score
from scoring.result import to_json
from tests.handoffs import samples
from tests.handoffs import slides_reading as reading
from tests.reports import stories
from tests.reports.test_archive import archived

TEMPTING = ("=1+1", "+1a", "-a", "@x", "\t=1", "\r=1", "＝1", "  =1", "'=1", "''=1",
            "\"=cmd|' /C calc'!A0\"", "-2.5", "'", "")  # fmt: skip


@settings(max_examples=40)
@given(st.text(alphabet="'=+-@ \t＝a1.\u3000", max_size=6))
@example("'=1")
@example("''")
def test_s05_a_guarded_text_comes_back_as_it_was(text):
    assert unguard(guard(text)) == text


@pytest.mark.parametrize("text", TEMPTING)
def test_s05_no_written_cell_begins_like_a_formula(text):
    written = guard(text)
    assert (
        not written.lstrip(" \u3000").startswith(tuple("=+@＝＋－＠\t\r")) or not text
    )
    assert not written.startswith("-") or float(written) == -2.5


def test_s05_answers_as_csv_are_read_again_as_they_were():
    """S-05: texts are guarded, numbers stay numbers, and reading takes it all back."""
    given = stories.assessment(skip=("strategy", "resources", "operations"))
    rows = list(given.answers)
    first = rows[: len(TEMPTING)]
    made = [replace(r, comment=t) for r, t in zip(first, TEMPTING, strict=True)]
    told = replace(given, answers=(*made, *rows[len(made) :]))
    result = score(told, stories.definitions())
    content = write(
        "csv", Material(samples.bank("en").report, result, stories.definitions())
    )
    table = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert [row["comment"] for row in table[: len(TEMPTING)]] == [
        guard(t) for t in TEMPTING
    ]
    again = files.parse(content, "again.csv", given.questionnaires)
    read = [answer.comment for answer in again.answers[: len(TEMPTING)]]
    # A cell without anything in it is no comment.
    assert read == [text or None for text in TEMPTING]
    assert [a.value for a in again.answers] == [a.value for a in told.answers]


def test_json_is_what_score_prints():
    made = samples.bank("en")
    content = write("json", made)
    expected = json.dumps(to_json(made.result), ensure_ascii=False, indent=2) + "\n"
    assert content.decode() == expected


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_the_same_report_is_the_same_bytes(kind):
    assert write(kind, samples.bank("zh-Hant")) == write(kind, samples.bank("zh-Hant"))


def digests() -> list[str]:
    """Of every format but those of text, the PDF as an archive file."""
    made = samples.bank("zh-Hant")
    files = [write(kind, made) for kind in ("xlsx", "docx")]
    files += [pptx(reading.brief("zh-Hant")), archived("zh-Hant")]
    return [hashlib.sha256(each).hexdigest() for each in files]


def test_another_process_writes_the_same_bytes():
    code = "from tests.handoffs import test_data; print(*test_data.digests())"
    there = {"PYTHONHASHSEED": "2", "TZ": "Asia/Taipei", "PYTHONPATH": str(Path.cwd())}
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True, text=True, check=True, env=os.environ | there,
    )  # fmt: skip
    assert done.stdout.split() == digests()


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_dates_inside_are_the_assessment_s(kind):
    with zipfile.ZipFile(io.BytesIO(write(kind, samples.bank("en")))) as archive:
        assert {entry.date_time[:3] for entry in archive.infolist()} == {(2026, 11, 21)}
        core = archive.read("docProps/core.xml").decode()
    assert "2026-11-21T00:00:00Z" in core


@pytest.mark.parametrize(
    ("day", "year"), [(None, 2000), (date(1931, 5, 1), 1980), (date(2300, 1, 1), 2107)]
)
def test_an_archive_s_year_is_one_that_archives_know(day, year):
    assert moment(day).year == year


def test_a_format_without_a_summary_refuses_one():
    made = samples.bank("en")
    with pytest.raises(ValueError, match="xlsx file has no summary"):
        write("xlsx", Material(made.report, made.result, made.questionnaires, True))
    assert FORMATS["docx"].has_summary


def test_texts_lose_only_what_xml_cannot_hold():
    assert clean("a\x00\x1b\ud800\ufffe\tb\n😀海") == "a\tb\n😀海"
