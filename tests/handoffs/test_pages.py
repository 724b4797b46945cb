"""The downloads of a result: offered with what each is for, and sent as files."""

from __future__ import annotations

from html import unescape

import pytest

from assessment import db
from assessment.handoffs import FORMATS
from questionnaires.model import LANGUAGES
from tests.reports import stories

# What comes out of a result is the same whatever database it lies in.
pytestmark = pytest.mark.parametrize("app", ["sqlite"], indirect=True)
HANDED = ("pptx", "docx", "xlsx", "csv", "html")
BEGINS = {"csv": b"\xef\xbb\xbf"}


@pytest.fixture
def answered(app, seeded):
    with app.app_context():
        stories.store(db.session(), seeded, stories.assessment())
    return seeded


def path(seeded, name):
    return f"/assessments/{seeded.assessment.public_id}/{name}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_lists_every_format_with_what_it_is_for(
    consultant, answered, language
):
    page = unescape(consultant.get(path(answered, f"result?lang={language}")).text)
    block = page.split('<details class="downloads">')[1].split("</details>")[0]
    for kind in HANDED:
        assert path(answered, f"report.{kind}") in block
    others = ("report.pdf?summary=yes", "archive.pdf", "result.json")
    for name in others:
        assert path(answered, name) in block
    told = len(HANDED) + len(others)
    assert block.count("<li>") == block.count('class="soft"') == told


@pytest.mark.parametrize("kind", ["docx", "xlsx", "csv"])
def test_a_format_comes_as_a_file_of_its_own_kind(consultant, answered, kind):
    answer = consultant.get(path(answered, f"report.{kind}?language=zh-Hant"))
    assert answer.status_code == 200
    assert (
        answer.headers["Content-Type"].split(";")[0]
        == (FORMATS[kind].mime.split(";")[0])
    )
    named = answer.headers["Content-Disposition"]
    assert named.startswith("attachment; ")
    assert f"zh-Hant.{kind}" in named
    assert answer.data.startswith(BEGINS.get(kind, b"PK"))


@pytest.mark.parametrize("kind", ["exe", "xlsm", "", "pdf.html"])
def test_there_is_no_other_format(consultant, answered, kind):
    assert consultant.get(path(answered, f"report.{kind}")).status_code == 404
