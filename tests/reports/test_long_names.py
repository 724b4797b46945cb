"""A name of 200 characters: whole on the cover, shortened in the running head."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from functools import cache

import pytest

from assessment.reports import render_pdf
from tests.reports.test_board_report import BANKS, chapters_of, plain, report_of

LONG = {
    "en": "Federal Ministry of Economy and Energy, State Office of Customer Management "
    "and Consumer Protection of the Free and Hanseatic City of Hamburg, South-West "
    "Branch, Department of Private and Business Banking",
    "zh-Hans": "某某省某某市城市商业银行股份有限公司客户管理与零售金融服务中心" * 7,
    "unbroken": "W" * 200,
}
TOP_EDGE = 4.0
"""Millimetres: what lies higher is cut by most printers, and below 0 by the page."""
_WORD = re.compile(r'<word xMin="[\d.]+" yMin="([-\d.]+)"')


@cache
def document(kind):
    report = report_of(BANKS[1], "zh-Hans" if kind == "zh-Hans" else "en")
    head = replace(report.head, organisation=LONG[kind][:200])
    return head.organisation, render_pdf(replace(report, head=head))


def text_of(pdf, page, *arguments):
    pages = ["-f", str(page), "-l", str(page)]
    done = subprocess.run(
        ["pdftotext", *arguments, *pages, "-", "-"],
        input=pdf,
        capture_output=True,
        check=True,
    )
    return done.stdout.decode("utf-8")


@pytest.mark.parametrize("kind", LONG)
def test_the_cover_has_the_whole_name_and_its_contents_stay_on_it(kind):
    name, pdf = document(kind)
    assert plain(name) in plain(text_of(pdf, 1))
    assert chapters_of(pdf)[1]["summary"] == 1


@pytest.mark.parametrize("kind", LONG)
def test_the_running_head_shortens_it_and_lies_on_the_page(kind):
    name, pdf = document(kind)
    head = text_of(pdf, 3, "-layout", "-y", "0", "-H", "50", "-x", "0", "-W", "600")
    assert name[:20] in head
    assert "…" in head
    assert plain(name) not in plain(head)
    tops = [float(top) for top in _WORD.findall(text_of(pdf, 3, "-bbox"))]
    assert min(tops) > TOP_EDGE * 72 / 25.4


def test_a_usual_name_stands_in_the_head_as_it_is():
    pdf = render_pdf(report_of(BANKS[1], "en"))
    head = text_of(pdf, 3, "-layout", "-y", "0", "-H", "60", "-x", "0", "-W", "600")
    assert f"{report_of(BANKS[1], 'en').head.organisation} ·" in " ".join(head.split())
