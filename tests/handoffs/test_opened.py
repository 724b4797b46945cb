"""Word, Excel and PowerPoint files open in another program, hostile ones as well."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from assessment.handoffs.document import docx
from assessment.handoffs.workbook import xlsx
from tests.handoffs import office, samples, test_document
from tests.handoffs import slides_reading as reading

pytestmark = pytest.mark.xdist_group("office")


@pytest.fixture(scope="module")
def printed(office_home) -> dict[str, bytes]:
    files = {
        "brief.docx": test_document.content("zh-Hans", summary=True),
        "hostile.docx": docx(test_document.hostile_report(), summary=True),
        "book.xlsx": xlsx(samples.small()),
        "slides.pptx": reading.content("zh-Hant"),
    }
    return office.converted(office_home, files, "pdf")


@pytest.mark.parametrize("name", ["brief.docx", "hostile.docx", "book.xlsx"])
def test_documents_and_workbooks_open(printed, name):
    assert len(PdfReader(io.BytesIO(printed[name])).pages) > 0


def test_slides_open_and_each_is_a_page(printed):
    pages = PdfReader(io.BytesIO(printed["slides.pptx"])).pages
    slides = list(reading.opened(reading.content("zh-Hant")).slides)
    assert len(pages) == len(slides)
    name = "".join(reading.report("zh-Hant").roadmap.title.split())
    assert any(name in "".join(page.extract_text().split()) for page in pages)
