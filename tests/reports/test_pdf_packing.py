"""Streams of a PDF are packed at another level, and hold the same."""

import zlib
from contextlib import nullcontext

from assessment.reports import pdf, pdf_packing
from tests.reports.pdf_helpers import reader

PAGE = "<html lang='en'><title>.</title><p>Packed words, words and words again."


def unpacked(content):
    (page,) = reader(content).pages
    return page.get_contents().get_data()


def test_packed_sooner_a_document_holds_the_same(monkeypatch):
    ours = pdf.render(PAGE)
    monkeypatch.setattr(pdf_packing, "sooner", nullcontext)
    assert unpacked(ours) == unpacked(pdf.render(PAGE))


def test_streams_are_packed_at_the_middle_level(monkeypatch):
    levels = []
    pack = zlib.compressobj
    monkeypatch.setattr(
        zlib, "compressobj", lambda *_, level: levels.append(level) or pack(level)
    )
    pdf.render(PAGE)
    assert set(levels) == {6}


def test_the_engine_packs_by_itself_after_a_render():
    from weasyprint.pdf import pydyf

    pdf.render(PAGE)
    assert pydyf.zlib is zlib
