"""Names of downloads: every script is kept, and nobody is misled by one."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from flask import Response

from assessment.downloads import attach


def names(*parts: object) -> tuple[str, str]:
    """Return the plain and the full name of a download."""
    header = attach(Response(), "pdf", *parts).headers["Content-Disposition"]
    plain, starred = header.removeprefix('attachment; filename="').split('"; ')
    return plain, unquote(starred.removeprefix("filename*=UTF-8''"))


@pytest.mark.parametrize(
    ("organisation", "plain", "full"),
    [
        ("Harbour Bank", "Harbour Bank en.pdf", "Harbour Bank en.pdf"),
        ("Café №1", "Cafe No1 en.pdf", "Café №1 en.pdf"),
        ("海港银行", "en.pdf", "海港银行 en.pdf"),
        ("<b>Bold</b>", "b-Bold-b en.pdf", "b-Bold-b en.pdf"),
        ('A"; x="b', "A- x-b en.pdf", "A-; x=-b en.pdf"),
        ("../../etc", "etc en.pdf", "etc en.pdf"),
        ("A\u202efdp.exe", "A fdp.exe en.pdf", "A fdp.exe en.pdf"),
        ("A\r\nSet-Cookie: b", "A Set-Cookie- b en.pdf", "A Set-Cookie- b en.pdf"),
        ("\ud800", "en.pdf", "en.pdf"),
        (None, "en.pdf", "en.pdf"),
    ],
)
def test_a_name_keeps_what_is_harmless(organisation, plain, full):
    assert names(organisation, "en") == (plain, full)


def test_a_download_of_nothing_has_a_name_all_the_same():
    assert names("???", None) == ("sextant.pdf", "sextant.pdf")


@pytest.mark.parametrize("letter", ["x", "海", "😀"])
def test_a_long_name_fits_a_file_system_and_keeps_its_end(letter):
    _plain, full = names(letter * 200, "2026-11-21", "zh-Hans")
    assert len(full.encode()) <= 255
    assert full.endswith(" 2026-11-21 zh-Hans.pdf")
