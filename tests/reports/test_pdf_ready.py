"""F-47: without Pango or the fonts there is no PDF, and everything else works."""

from __future__ import annotations

import pytest

from assessment.reports import fonts, pdf_ready
from questionnaires.model import LANGUAGES


def test_this_machine_can_make_pdfs():
    assert pdf_ready.obstacle() is None
    pdf_ready.require("en")


def test_f47_a_missing_library_is_told():
    assert pdf_ready.obstacle(lambda name: None) == "no_pango"
    assert pdf_ready.obstacle(lambda name: name if "ft2" in name else None)


def test_f47_missing_fonts_are_told(tmp_path, monkeypatch):
    monkeypatch.setattr(fonts, "FOLDER", tmp_path)
    assert pdf_ready.obstacle(lambda name: "there") == "no_fonts"


@pytest.fixture(params=["no_pango", "no_fonts"])
def without(request, monkeypatch):
    monkeypatch.setattr(pdf_ready, "obstacle", lambda: request.param)


@pytest.mark.parametrize("language", LANGUAGES)
def test_f47_the_page_says_why_and_offers_the_web_page(
    answered, without, consultant, language
):
    start = f"/assessments/{answered.assessment.public_id}"
    page = consultant.get(f"{start}/result?lang={language}").text
    assert 'id="no-pdf"' in page
    assert f"{start}/report.pdf" not in page
    assert f"{start}/report.html" in page
    assert consultant.get(f"{start}/report.html").status_code == 200
    for path in ("report.pdf", "archive.pdf"):
        refused = consultant.get(f"{start}/{path}")
        assert refused.status_code == 501
        assert "Pango" in refused.text or "PDF" in refused.text
